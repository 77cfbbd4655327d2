"""While one waits: tools as they are called, statements as soon as they are verified, and nothing else."""

from __future__ import annotations

import contextlib
import io
import os
import subprocess
import sys
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from agent import app as use
from agent.grounded.brief import Step
from agent.grounded.growing import complete_entries
from agent.grounding import ModelOptions
from tests.openai_server import Call, OpenAIServer, Turn, claim, reply

GOOD = claim("Phase 1 costs $450K.", (3, "Phase 1"), (5, "$450K"))
BAD = claim("It takes 9 weeks.", (11, "6 weeks"))
BETTER = claim("L1 takes 6 weeks.", (8, "L1"), (11, "6 weeks"))


def asked(steps: list[Step], **more: Any) -> use.Asked:
    options = ModelOptions(required=True, watch=steps.append, **more)
    return use.ask(
        "What is planned?", use.Sources(("larkspur.md",)), use.settings_here(), date(2031, 1, 1), lambda line: None, model=options
    )


def test_only_what_holds_is_shown_and_in_the_end_nothing(server: OpenAIServer) -> None:
    server.says(Turn(calls=(Call("list_items", {"kind": "phase"}),)), reply(GOOD, BAD), reply(GOOD, BETTER))
    steps: list[Step] = []
    found = asked(steps)
    assert [(step.kind, step.text) for step in steps] == [
        ("ask", "gpt-5-mini"),
        ("tool", "list_items(phase)"),
        ("claim", "Phase 1 costs $450K."),
        ("claim", "L1 takes 6 weeks."),
        ("end", ""),
    ]
    assert all(request["stream"] for request in server.requests)
    assert found.answer.usage.input_tokens == 3000


def test_a_streamed_answer_is_the_same_as_one_that_is_not(server: OpenAIServer) -> None:
    server.says(reply(GOOD), reply(GOOD))
    streamed = asked([], cached=False).answer
    options = ModelOptions(required=True, cached=False)
    plain = use.ask("What is planned?", use.Sources(("larkspur.md",)), use.settings_here(), date(2031, 1, 1), print, model=options).answer
    assert streamed.model_copy(update={"elapsed_ms": 0}) == plain.model_copy(update={"elapsed_ms": 0})
    assert "stream" not in server.requests[1] or not server.requests[1]["stream"]


def test_a_stream_that_breaks_is_begun_again(server: OpenAIServer) -> None:
    server.says(Turn(calls=reply(GOOD).calls, cut=True), reply(GOOD))
    steps: list[Step] = []
    assert asked(steps).answer.answered
    assert [step.kind for step in steps if step.kind == "claim"] == ["claim"]


def test_a_wait_is_told(server: OpenAIServer) -> None:
    server.says(Turn(status=429, error={"message": "slow", "code": "rate_limit_exceeded"}, headers={"retry-after": "0"}), reply(GOOD))
    steps: list[Step] = []
    asked(steps)
    assert [step.kind for step in steps[:2]] == ["ask", "wait"]


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo terminal")
def test_on_a_terminal_one_sees_it_grow_and_in_the_end_only_the_answer(server: OpenAIServer) -> None:
    server.says(Turn(calls=(Call("list_items", {"kind": "phase"}),)), reply(GOOD, BAD), reply(GOOD, BETTER))
    master, slave = os.openpty()
    code = "import sys; sys.argv = ['roadmap', 'ask', 'What is planned?', 'larkspur.md']; import cli; cli.app()"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TERM": "xterm", "COLUMNS": "100"}
    with os.fdopen(master, "rb", buffering=0) as terminal:
        running = subprocess.Popen([sys.executable, "-P", "-c", code], stdout=subprocess.PIPE, stderr=slave, env=environment)
        os.close(slave)
        seen = terminal_output(terminal)
        answer, _ = running.communicate(timeout=60)
    assert running.returncode == 0, seen
    assert answer.decode().startswith("Phase 1 costs $450K. [1]")
    places = [seen.index(words) for words in ("asking gpt-5-mini", "list_items(phase)", "Phase 1 costs $450K.", "L1 takes 6 weeks.")]
    assert places == sorted(places)
    assert "9 weeks" not in seen.split("warning:")[0]
    assert CLEARED in seen[places[-1] :]


CLEARED = "\x1b[2K"  # the line is taken away


def terminal_output(terminal: io.RawIOBase | io.FileIO) -> str:
    """All that is written to a terminal until it is closed, which Linux reports as an error."""
    seen = b""
    with contextlib.suppress(OSError):
        while piece := terminal.read(4096):
            seen += piece
    return seen.decode()


@given(some.integers(0, 400))
def test_a_beginning_of_a_reply_holds_a_beginning_of_its_claims(cut: int) -> None:
    text = reply(GOOD, BAD, BETTER).calls[0].text
    whole = list(complete_entries(text, "claims"))
    assert len(whole) == 3
    part = list(complete_entries(text[:cut], "claims"))
    assert part == whole[: len(part)]


@pytest.mark.parametrize(
    "text", ["", "{", '"claims"', '{"claims": 1', '{"claims": [[[', '{"claims": [' + "[" * 5_000, 'no "claims" [ here']
)
def test_what_is_no_reply_has_no_claims(text: str) -> None:
    assert list(complete_entries(text, "claims")) == []
