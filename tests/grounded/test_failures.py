"""A model that fails: one line that says why, and the embedded answer; or exit code 2 where a model is required."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.grounded.plans import answer, ask
from tests.openai_server import Call, OpenAIServer, Turn, claim, evidence, reply

QUESTION = "What does phase 1 cost?"
GOOD = claim("The cost is $450K.", (5, "$450K"))

FAILURES: dict[str, tuple[list[Turn], str]] = {
    "bad key": (
        [Turn(status=401, error={"message": "Incorrect API key provided: sk-scripted", "code": "invalid_api_key"})],
        "key was refused",
    ),
    "unknown model": ([Turn(status=404, error={"message": "no such model", "code": "model_not_found"})], "no such model"),
    "no quota": ([Turn(status=429, error={"message": "pay", "code": "insufficient_quota"})], "quota is used up"),
    "bad request": ([Turn(status=400, error={"message": "tools are not supported", "code": None})], "answered 400"),
    "refusal": ([Turn(refusal="I cannot help with that.")], "refused to answer"),
    "content filter": ([Turn(content="I", finish="content_filter")], "refused to answer"),
    "cut off": ([Turn(calls=(Call("Reply", '{"answered": tr'),), finish="length")], "cut off"),
    "empty reply": ([Turn()], "empty"),
    "a page of a proxy": ([Turn(raw=b"<html>Sign in</html>")], "not understood"),
    "no choices": ([Turn(raw=b'{"id": "x", "choices": []}')], "not understood"),
    "null choices": ([Turn(raw=b'{"id": "x", "choices": null}')], "not understood"),
    "a list": ([Turn(raw=b"[1, 2]")], "not understood"),
    "text twice": ([Turn(content="Phase 1 costs $450K."), Turn(content="As I said, $450K.")], "not in the form"),
    "broken JSON twice": (
        [Turn(calls=(Call("Reply", '{"answered": true, "claims": ['),)), Turn(calls=(Call("Reply", "{"),))],
        "not in the form",
    ),
    "wrong schema twice": (
        [Turn(calls=(Call("Reply", {"answer": "$450K"}),)), Turn(calls=(Call("Reply", {"claims": "none"}),))],
        "not in the form",
    ),
    "nothing verifiable": (
        [reply(claim("Phase 1 costs $999K.", (5, "$999K"))), reply(claim("Phase 1 costs $999K.", (5, "$450K")))],
        "could be verified",
    ),
    "answered without a claim": ([reply(), reply()], "could be verified"),
    "two final replies at once, twice": (
        [Turn(calls=(reply(GOOD).calls[0],) * 2), Turn(calls=(reply(GOOD).calls[0],) * 2)],
        "not in the form",
    ),
}


@pytest.mark.parametrize("case", FAILURES)
def test_a_model_that_fails_gives_way_to_the_embedded_answer(server: OpenAIServer, case: str) -> None:
    script, reason = FAILURES[case]
    server.says(*script)
    result = ask(QUESTION, "larkspur.md")
    assert result.exit_code == 0
    assert "$450K" in result.stdout
    assert result.stderr.startswith("warning: ")
    assert result.stderr.count("\n") == 1
    assert reason in result.stderr
    assert "embedded" in result.stderr
    assert "sk-scripted" not in result.output


@pytest.mark.parametrize("case", FAILURES)
def test_a_required_model_that_fails_ends_the_command(server: OpenAIServer, case: str) -> None:
    script, reason = FAILURES[case]
    server.says(*script)
    result = ask(QUESTION, "larkspur.md", "--require-model")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error: ")
    assert result.stderr.count("\n") == 1
    assert reason in result.stderr


def test_the_fallback_says_its_mode(server: OpenAIServer) -> None:
    server.says(Turn(status=401))
    assert answer(QUESTION, "larkspur.md")["mode"] == "embedded"


def test_a_server_that_is_overloaded_twice_is_asked_a_third_time(server: OpenAIServer) -> None:
    busy = Turn(status=429, error={"message": "slow down", "code": "rate_limit_exceeded"}, headers={"retry-after": "0"})
    server.says(busy, Turn(status=503, headers={"retry-after": "0"}), reply(GOOD))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answer"] == "The cost is $450K. [1]"
    assert len(server.requests) == 3


def test_a_wait_beyond_the_deadline_is_not_begun(server: OpenAIServer) -> None:
    server.says(Turn(status=429, error={"message": "slow down", "code": "rate_limit_exceeded"}, headers={"retry-after": "86400"}))
    result = ask(QUESTION, "larkspur.md", "--require-model")
    assert result.exit_code == 2
    assert "too many requests" in result.stderr


def test_a_server_that_hangs_is_left_at_the_deadline(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROADMAP_MODEL__SECONDS", "2")
    monkeypatch.setenv("ROADMAP_MODEL__REQUEST_SECONDS", "0.3")
    server.forever = Turn(hang=True)
    result = ask(QUESTION, "larkspur.md")
    assert "did not answer in time" in result.stderr or "took longer than 2 seconds" in result.stderr
    assert "$450K" in result.stdout


def test_a_reply_whose_connection_breaks_is_asked_for_again(server: OpenAIServer) -> None:
    server.says(Turn(calls=reply(GOOD).calls, cut=True), reply(GOOD))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answered"]


def test_a_server_that_is_not_there_is_named(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("ROADMAP_MODEL__SECONDS", "2")
    result = ask(QUESTION, "larkspur.md")
    assert "cannot be reached" in result.stderr
    assert "127.0.0.1:9" in result.stderr


def test_a_named_model_without_a_key_says_what_to_set(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.delenv("OPENAI_BASE_URL")
    result = ask(QUESTION, "larkspur.md", "--model", "gpt-5")
    assert result.exit_code == 0
    assert "OPENAI_API_KEY" in result.stderr
    assert ask(QUESTION, "larkspur.md", "--model", "gpt-5", "--require-model").exit_code == 2


def test_none_is_no_model(server: OpenAIServer) -> None:
    assert answer(QUESTION, "larkspur.md", "--model", "none")["mode"] == "embedded"
    assert ask(QUESTION, "larkspur.md", "--model", "none", "--require-model").exit_code == 2


def test_a_reply_in_the_wrong_form_is_sent_back_once_with_the_reason(server: OpenAIServer) -> None:
    server.says(Turn(calls=(Call("Reply", {"answer": "$450K"}),)), reply(GOOD))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answered"]
    assert "answered: Field required" in server.requests[1]["messages"][-1]["content"]


def test_a_reply_as_json_text_is_taken(server: OpenAIServer) -> None:
    server.says(Turn(content="```json\n" + reply(GOOD).calls[0].text + "\n```"))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answered"]


LIMITS: dict[str, tuple[str, str, str]] = {
    "calls": ("CALLS", "3", "in 3 calls"),
    "tokens": ("TOKENS", "900", "900 tokens"),
    "tools": ("TOOL_CALLS", "1", "tools more than 1 times"),
}


@pytest.mark.parametrize("case", LIMITS)
def test_a_model_that_always_wants_one_more_tool_is_stopped(server: OpenAIServer, monkeypatch: pytest.MonkeyPatch, case: str) -> None:
    name, value, said = LIMITS[case]
    monkeypatch.setenv(f"ROADMAP_MODEL__{name}", value)
    server.forever = Turn(calls=(Call("list_metrics", {}), Call("list_items", {"kind": "phase"})))
    result = ask(QUESTION, "larkspur.md")
    assert said in result.stderr
    assert "$450K" in result.stdout
    assert len(server.requests) <= 3


def test_a_costly_run_is_stopped(server: OpenAIServer, tmp_path: Path) -> None:
    (tmp_path / "roadmap.toml").write_text('[model.prices."gpt-5-mini"]\ninput = 2000\noutput = 0\n', encoding="utf-8")
    server.forever = Turn(calls=(Call("list_metrics", {}),))
    result = ask(QUESTION, "larkspur.md")
    assert "limit of $1" in result.stderr
    assert len(server.requests) == 1


def test_the_call_before_the_last_offers_no_tools(server: OpenAIServer) -> None:
    search = Turn(calls=(Call("search_roadmaps", {"queries": ["cost"]}),))
    server.says(search, search, reply(claim("It costs $7.", (5, "$450K"))), reply(GOOD))
    assert answer(QUESTION, "larkspur.md", "--require-model")["answered"]
    names = [[tool["function"]["name"] for tool in request["tools"]] for request in server.requests]
    assert [len(offered) for offered in names] == [8, 8, 1, 1]


def test_a_tool_that_does_not_exist_or_gets_wrong_arguments_is_answered_with_the_reason(server: OpenAIServer) -> None:
    server.says(
        Turn(calls=(Call("read_file", {"path": "/etc/passwd"}), Call("calculate", {"expression": 1}), Call("list_items", '{"kind": '))),
        lambda body: reply(claim("The cost is $450K.", (evidence(body, "$450K"), "$450K"))),
    )
    assert answer(QUESTION, "larkspur.md", "--require-model")["answered"]
    said = [message["content"] for message in server.requests[1]["messages"] if message["role"] == "tool"]
    assert len(said) == 3
    assert any("read_file is not a valid tool" in text for text in said)
