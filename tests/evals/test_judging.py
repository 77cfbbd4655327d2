"""A judge is asked over the wire once; what it replied is repeated from then on, and a reply that is none is told."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from agent.errors import ModelError
from evals.chat import Chat
from evals.judging import Judge, Votes, verdict_of
from evals.replies import About, Message, Replies, Request
from evals.statistics import kappa

ABOUT = About(replies_of="model", name="m", url="u")


def said(stated: bool, contradicted: bool = False, added: bool = False) -> str:
    return json.dumps({"stated": stated, "contradicted": contradicted, "added": added})


def test_replies_are_recorded_and_repeated_without_the_server(httpserver: HTTPServer, tmp_path: Path) -> None:
    file = tmp_path / "replies.jsonl"
    for verdict in (said(True), said(True, added=True), f"Here: {said(True)}"):
        body = {"choices": [{"message": {"content": verdict}}], "usage": {"prompt_tokens": 9, "completion_tokens": 3}}
        httpserver.expect_ordered_request("/chat/completions", method="POST").respond_with_json(body)
    live = Judge(Chat("m", Replies.of(file, ABOUT), httpserver.url_for("")))
    assert live.votes("It costs $40K.", "plan.md\n3: Cost: $40K") == Votes(2, 3)
    httpserver.check_assertions()
    assert len(httpserver.log) == 3
    replayed = Judge(Chat("m", Replies.of(file, ABOUT), httpserver.url_for(""), replay_only=True))
    assert replayed.votes("It costs $40K.", "plan.md\n3: Cost: $40K").majority
    with pytest.raises(ModelError, match="no reply of m is recorded"):
        replayed.votes("It costs $50K.", "plan.md\n3: Cost: $40K")


def test_a_server_that_refuses_is_one_line(httpserver: HTTPServer, tmp_path: Path) -> None:
    httpserver.expect_request("/chat/completions").respond_with_data("no", status=401)
    with pytest.raises(ModelError, match="answered with 401"):
        Chat("m", Replies.of(tmp_path / "r.jsonl", ABOUT), httpserver.url_for("")).ask([Message(role="user", content="?")])


def test_every_part_of_a_request_decides_its_key() -> None:
    base = Request(url="u", model="m", messages=(Message(role="user", content="?"),))
    changes = ({"url": "v"}, {"model": "n"}, {"parameters": '{"seed":1}'}, {"tools": "[1]"}, {"repeat": 1}, {"messages": ()})
    keys = {base.key, *(base.model_copy(update=change).key for change in changes)}
    assert len(keys) == 7


@pytest.mark.parametrize(
    ("reply", "supported"),
    [(said(True), True), (said(False), False), (said(True, contradicted=True), False), (f"{{x}} {said(True)}", True)],
)
def test_a_statement_is_supported_when_all_three_answers_say_so(reply: str, supported: bool) -> None:
    assert verdict_of(reply).supported is supported


@pytest.mark.parametrize("reply", ["", "yes", '{"stated": true}', "{" * 2000])
def test_a_reply_without_a_verdict_is_told(reply: str) -> None:
    with pytest.raises(ModelError, match="no verdict"):
        verdict_of(reply)


def test_kappa_is_cohens() -> None:
    pairs = [(True, True)] * 20 + [(True, False)] * 5 + [(False, True)] * 10 + [(False, False)] * 15
    assert kappa(pairs) == pytest.approx(0.4)
    assert kappa([(True, True)]) == 0.0
