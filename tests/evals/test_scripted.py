"""A run whose model is a script: recorded over the wire, replayed byte for byte, and never taken for a measurement."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli import app
from evals.cases import split_of
from evals.evaluating import EvalOptions
from evals.replies import Replies
from evals.scripted import ABOUT, answer, record, verdict
from evals.tier import REPLIES, SCRIPTED

DOCUMENT = "# Larkspur\n\n## Phase 1: Foundation\n\n- **Cost**: $450K\n- **Owner**: Mira Solberg\n"


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "suite"
    folder.mkdir()
    monkeypatch.chdir(tmp_path)
    (folder / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    line = {"document": "plan.md", "lines": [5]}
    asked = {"question": "What is the cost of phase 1?", "answerable": True, "facts": [{"any_of": ["450K"]}], "evidence": [line]}
    said = {"of": "q-1", "answer": "Phase 1 costs $450K.", "right": True, "written": "hand", "why": "said"}
    cases = [
        {"kind": "question", "id": "q-1", "tags": ["lookup", "en"], **asked},
        {"kind": "labelled", "id": "l-1", **said},
        {"kind": "labelled", "id": "l-2", **said, "answer": "", "answered": False, "right": False},
        {"kind": "judge", "id": "j-1", "claim": "The cost is $540K.", "evidence": [line], "supported": False, "why": "450"},
    ]
    lines = [{**case, "documents": ["plan.md"], "split": split_of(str(case["id"]))} for case in cases]
    (folder / "cases.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    (folder / "suite.toml").write_text("today = 2026-06-15\n", encoding="utf-8")
    return folder


def replayed(output: str, *words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["eval", "--model", "scripted", "--replay-only", "--output", output, *words])
    return done.exit_code, done.stdout, done.stderr


def test_answers_and_judgements_are_recorded_and_replayed_byte_for_byte(suite: Path) -> None:
    kinds = ("question", "support", "matcher", "judge")
    file = record(EvalOptions(date(2026, 6, 15), str(suite), kinds=kinds), Path("replies"), port=0)
    words = ("--suite", str(suite), "--replies", "replies", "--kind", ",".join(kinds))
    assert json.loads(file.read_text(encoding="utf-8").partition("\n")[0])["replies_of"] == "script"
    code, out, err = replayed("one", *words)
    assert code == 0, out + err
    assert SCRIPTED in out
    replayed("two", *words)
    for name in ("manifest.json", "samples.jsonl", "summary.json", "report.md", "report.html", "junit.xml"):
        assert (Path("one") / name).read_bytes() == (Path("two") / name).read_bytes(), name
    for name in ("report.md", "report.html", "summary.json"):
        assert SCRIPTED in (Path("one") / name).read_text(encoding="utf-8"), name
    samples = [json.loads(line) for line in (Path("one") / "samples.jsonl").read_text(encoding="utf-8").splitlines()]
    found = {(one["kind"], one["id"]): (one["status"], one["right"]) for one in samples}
    assert found == {
        ("question", "q-1"): ("ok", True),
        ("support", "q-1"): ("ok", True),
        ("matcher", "l-1"): ("ok", True),
        ("matcher", "l-2"): ("ok", True),
        ("judge", "l-1"): ("ok", False),
        ("judge", "l-2"): ("skipped", False),
        ("judge", "j-1"): ("ok", True),
    }
    assert next(one for one in samples if one["kind"] == "question")["counts"]["answers from the model"] == {"right": 1, "of": 1}


def test_the_committed_replies_are_of_the_present_cases_and_say_what_they_are(tmp_path: Path) -> None:
    assert Replies.of(REPLIES / "scripted.jsonl", ABOUT).about == ABOUT
    code, out, err = replayed(str(tmp_path / "run"), "--kind", "judge")
    assert (code, "kappa with the labels" in out, SCRIPTED in out) == (0, True, True), f"{out}{err}\nrun: python -m evals.scripted"


@pytest.mark.parametrize(
    ("lines", "statement", "stated", "added"),
    [
        ("5: Cost: $40K", "The cost is $40K.", True, False),
        ("5: Cost: $40K", "The cost is $50K.", False, True),
        ("5: Cost: $40K", "Mira owns all of it.", False, False),
    ],
)
def test_the_script_compares_words_and_figures(lines: str, statement: str, stated: bool, added: bool) -> None:
    assert json.loads(verdict(lines, statement)) == {"stated": stated, "contradicted": False, "added": added}


def test_the_script_repeats_the_lines_closest_to_the_question() -> None:
    text = "E1 # Plan\nE2 - Cost: $40K\nE3 - Owner: Mira\n\nThe question: who is the owner?"
    assert [one["quotes"][0]["evidence"] for one in json.loads(answer(text))["claims"]] == [3]
    assert json.loads(answer("E1 # Plan\n\nThe question: why?"))["answered"] is False
