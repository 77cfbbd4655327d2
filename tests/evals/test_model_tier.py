"""A run with a language model: the product answers with it over the wire, and the run can be repeated without one."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from agent.model.answer import Answer, Citation
from cli import app
from evals.cases import split_of
from evals.statements import source_of, statements_of
from evals.wire import request_of
from tests.openai_server import Body, Call, OpenAIServer, Turn, claim, evidence, reply, serving

DOCUMENT = "# Larkspur\n\n## Phase 1: Foundation\n\n- **Cost**: $450K\n- **Owner**: Mira Solberg\n"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OpenAIServer]:
    for running in serving():
        monkeypatch.setenv("OPENAI_BASE_URL", running.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-scripted")
        yield running


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "suite"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    (folder / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    common = {"kind": "question", "documents": ["plan.md"], "answerable": True, "tags": ["lookup", "en"]}
    cost = {"facts": [{"any_of": ["450K"]}], "evidence": [{"document": "plan.md", "lines": [5]}], "question": "What does phase 1 cost?"}
    owner = {"facts": [{"any_of": ["Mira"]}], "evidence": [{"document": "plan.md", "lines": [6]}], "question": "Who owns phase 1?"}
    cases = [{**common, **one, "id": name, "split": split_of(name)} for name, one in (("q-1", cost), ("q-2", owner))]
    (folder / "cases.jsonl").write_text("".join(json.dumps(one) + "\n" for one in cases), encoding="utf-8")
    (folder / "suite.toml").write_text("today = 2026-06-15\n", encoding="utf-8")
    return folder


def cost(body: Body) -> Turn:
    return reply(claim("Phase 1 costs $450K.", (evidence(body, "Phase 1"), "Phase 1"), (evidence(body, "$450K"), "**Cost**: $450K")))


def owner(body: Body) -> Turn:
    return reply(claim("Mira Solberg owns it.", (evidence(body, "Mira"), "Mira Solberg")))


def measured(output: str, *words: str) -> tuple[int, str, str]:
    named = ["--suite", "suite", "--kind", "question", "--model", "m", "--replies", "replies", "--output", output]
    done = CliRunner().invoke(app, ["eval", *named, *words])
    return done.exit_code, done.stdout, done.stderr


def samples(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (Path(output) / "samples.jsonl").read_text(encoding="utf-8").splitlines()]


def test_questions_are_answered_by_the_model_and_what_it_took_is_told(server: OpenAIServer, suite: Path) -> None:
    server.says(Turn(calls=(Call("list_items", {"kind": "phase"}),)), cost, owner)
    code, out, err = measured("run")
    assert code == 0, out + err
    assert "Language model: 3,000 tokens in, 300 out\n" in out
    assert [(one["right"], one["said"]) for one in samples("run")] == [
        (True, "Phase 1 costs $450K. [1][2]"),
        (True, "Mira Solberg owns it. [1]"),
    ]
    summary = json.loads(Path("run/summary.json").read_text(encoding="utf-8"))
    assert summary["usage"] == {"input_tokens": 3000, "output_tokens": 300, "cost_usd": None}
    assert "Model m: 3,000 tokens in, 300 out." in Path("run/report.md").read_text(encoding="utf-8")
    assert "model m: 3,000 tokens in, 300 out" in Path("run/report.html").read_text(encoding="utf-8")


def test_a_stated_price_makes_a_cost(server: OpenAIServer, suite: Path) -> None:
    Path("roadmap.toml").write_text("[model.prices.m]\ninput = 2.0\noutput = 10.0\n", encoding="utf-8")
    server.says(cost, owner)
    _, out, _ = measured("run")
    assert "Language model: 2,000 tokens in, 200 out, $0.0060\n" in out


def test_a_run_is_repeated_from_its_replies_byte_for_byte(server: OpenAIServer, suite: Path) -> None:
    server.says(Turn(calls=(Call("list_items", {"kind": "phase"}),)), cost, owner)
    measured("live")
    asked = len(server.requests)
    code, out, err = measured("replayed", "--replay-only")
    assert code == 0, out + err
    assert len(server.requests) == asked
    for name in ("manifest.json", "samples.jsonl", "summary.json", "report.md", "report.html", "junit.xml"):
        assert (Path("live") / name).read_bytes() == (Path("replayed") / name).read_bytes(), name
    assert "sk-scripted" not in Path("replies/m.jsonl").read_text(encoding="utf-8")


def test_a_reply_that_was_never_recorded_is_an_error_and_no_embedded_answer(server: OpenAIServer, suite: Path) -> None:
    server.says(cost, owner)
    measured("live")
    cases = suite / "cases.jsonl"
    cases.write_text(cases.read_text(encoding="utf-8").replace("Who owns phase 1?", "Who is the owner of phase 1?"), encoding="utf-8")
    code, out, _ = measured("replayed", "--replay-only")
    assert code == 1
    assert "gate failed: cases without an error: 1 broke: q-2" in out
    assert [one["status"] for one in samples("replayed")] == ["ok", "error"]
    assert "no reply of m is recorded" in samples("replayed")[1]["said"]
    assert len(server.requests) == 2


def test_without_any_reply_nothing_was_measured(suite: Path) -> None:
    code, out, err = measured("run", "--replay-only")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "none of 2 cases could be scored" in err
    assert "no reply of m is recorded" in err


def test_without_key_and_replay_it_ends_in_one_line(suite: Path) -> None:
    code, out, err = measured("run")
    assert (code, out) == (2, "")
    assert err == "error: m: there is no key; set OPENAI_API_KEY, or repeat recorded replies with --replay-only\n"
    assert not Path("run").exists()


def test_a_server_that_refuses_leaves_nothing_measured(server: OpenAIServer, suite: Path) -> None:
    server.forever = Turn(status=401)
    code, _, err = measured("run")
    assert (code, "the server answered 401" in err) == (2, True)
    assert not Path("replies").exists()


def test_an_answer_of_which_nothing_holds_is_the_embedded_one_as_a_user_gets_it(server: OpenAIServer, suite: Path) -> None:
    def invented(body: Body) -> Turn:
        return reply(claim("Phase 1 costs $777K.", (evidence(body, "$450K"), "**Cost**: $450K")))

    server.says(invented, invented, owner)
    code, _, _ = measured("run")
    assert code == 0
    first = samples("run")[0]
    assert (first["status"], first["right"], "777" in first["said"]) == ("ok", True, False)
    assert first["counts"]["answers from the model"] == {"right": 0, "of": 1}


def verdicts(*supported: bool) -> list[Turn]:
    return [Turn(content=json.dumps({"stated": one, "contradicted": False, "added": False}), usage=(50, 10)) for one in supported]


def test_each_statement_of_an_answer_is_judged_against_the_lines_it_cites(server: OpenAIServer, suite: Path) -> None:
    def two(body: Body) -> Turn:
        first = claim("It costs $450K.", (evidence(body, "$450K"), "**Cost**: $450K"))
        return reply(first, claim("Mira Solberg pays it.", (evidence(body, "Mira"), "Mira Solberg")))

    server.says(two, owner, *verdicts(True, True, False), *verdicts(False, True, False), *verdicts(True, True, True))
    code, out, err = measured("live", "--kind", "support")
    assert code == 0, out + err
    judged = [one for one in samples("live") if one["kind"] == "support"]
    assert [one["right"] for one in judged] == [False, True]
    assert judged[0]["missing"] == ["Mira Solberg pays it."]
    assert judged[0]["counts"]["statements supported"] == {"right": 1, "of": 2}
    assert judged[0]["counts"]["votes with the majority"] == {"right": 4, "of": 6}
    assert "Language model: 2,450 tokens in, 290 out\n" in out
    asked = [body["messages"][0]["content"] for body in server.requests[2:]]
    assert ["plan.md\n5: - **Cost**: $450K\n</lines>" in text for text in asked] == [True] * 3 + [False] * 6
    assert ["<statement>\nMira Solberg pays it.\n</statement>" in text for text in asked] == [False] * 3 + [True] * 3 + [False] * 3
    assert measured("replayed", "--kind", "support", "--replay-only")[0] == 0
    assert (Path("live") / "summary.json").read_bytes() == (Path("replayed") / "summary.json").read_bytes()


def test_what_the_model_did_not_state_is_not_judged(server: OpenAIServer, suite: Path) -> None:
    server.says(reply(answered=False), owner, *verdicts(True, True, True))
    cases = suite / "cases.jsonl"
    cases.write_text(
        cases.read_text(encoding="utf-8").replace('"answerable": true', '"must": true, "answerable": true', 1), encoding="utf-8"
    )
    code, out, _ = measured("run", "--kind", "support")
    assert (code, "cases that must pass: fails: q-1\n" in out) == (1, True)
    assert [one["must"] for one in samples("run")] == [True, False, False, False]
    assert [(one["status"], one["right"]) for one in samples("run") if one["kind"] == "support"] == [("skipped", False), ("ok", True)]


def test_a_judge_that_gives_no_verdict_breaks_the_judgement_and_not_the_answer(server: OpenAIServer, suite: Path) -> None:
    server.says(cost, owner, Turn(content="Yes."), *verdicts(True, True, True))
    code, out, _ = measured("run", "--kind", "support")
    assert (code, "cases without an error: 1 broke: q-1" in out) == (1, True)
    assert [(one["kind"], one["status"]) for one in samples("run")][:2] == [("question", "ok"), ("support", "error")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It costs $4. [1][2] Mira owns it. [2]", [("It costs $4.", [1, 2]), ("Mira owns it.", [2])]),
        ("- One. [1]\n- Two. [2]\n- Three.", [("One.", [1]), ("Two.", [2]), ("Three.", [])]),
        ("[1]", []),
        ("Unknown. [7]", [("Unknown.", [])]),
    ],
)
def test_statements_end_with_their_marks(text: str, expected: list[tuple[str, list[int]]]) -> None:
    citations = tuple(Citation(n=n, path="a.md", line=n, end_line=n, quote="q") for n in (1, 2))
    found = statements_of(Answer(question="?", answered=True, answer=text, kind="lookup", citations=citations))
    assert [(one.text, [citation.n for citation in one.cited]) for one in found] == expected


def test_a_document_without_lines_of_text_is_shown_by_its_quotes() -> None:
    citations = (
        Citation(n=1, path="a.md", line=2, end_line=2, quote="q"),
        Citation(n=2, path="b.xlsx", line=7, end_line=7, quote="Total 4"),
    )
    assert source_of(citations, {"a.md": ("one", "two")}) == "a.md\n2: two\n\nb.xlsx\n7: Total 4"


@pytest.mark.parametrize(
    "change",
    [
        {"model": "n"},
        {"temperature": 0.5},
        {"tools": []},
        {"messages": [{"role": "user", "content": "!"}]},
        {"messages": [{"role": "user", "content": "?", "tool_calls": [{"id": "1"}]}]},
    ],
)
def test_everything_in_a_body_decides_the_key(change: Body) -> None:
    body = {"model": "m", "messages": [{"role": "user", "content": "?"}], "tools": [{"type": "function"}], "temperature": 0.0}
    one = request_of("http://a/v1/chat/completions", json.dumps(body).encode())
    assert one.key == request_of("http://a/v1/chat/completions", json.dumps(dict(reversed(body.items()))).encode()).key
    assert one.key != request_of("http://a/v1/chat/completions", json.dumps(body | change).encode()).key
    assert one.key != request_of("http://b/v1/chat/completions", json.dumps(body).encode()).key
