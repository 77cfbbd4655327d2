"""`roadmap eval` from the command line: its files, its exit codes, its one-line refusals."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from typer.testing import CliRunner

from cli import app
from evals.cases import split_of

ROOT = Path(__file__).parents[2]
DOCUMENT = "# Plan <b>\n\n| Part | Cost |\n|---|---:|\n| A | $10K |\n| B | $20K |\n| Total | $30K |\n"
ONCE = ("--kind", "question,finding,reported,planted,clean,retrieval,review")  # what needs no second process
FILES = ("manifest.json", "samples.jsonl", "summary.json", "report.md", "report.html", "junit.xml", "times.json")


def case(kind: str, name: str, **fields: Any) -> dict[str, Any]:
    return {"kind": kind, "id": name, "split": split_of(name), "documents": ["plan.md"], **fields}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    folder = tmp_path / "suite"
    folder.mkdir()
    (folder / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    mark = {"family": "arithmetic", "verifiability": "computed", "lines": [7], "statement": "10 + 20 = 30"}
    evidence = [{"document": "plan.md", "lines": [7]}]
    question = {"answerable": True, "facts": [{"any_of": ["30K"]}], "evidence": evidence, "tags": ["lookup", "en"]}
    edit = [{"document": "plan.md", "line": 7, "old": "$30K", "new": "$90K"}]
    cases = [
        case("question", "q-1", question="What is the total cost?", **question),
        case("question", "q-2", question="Who owns B?", answerable=False, tags=["unanswerable", "en"]),
        case("finding", "c-1", clean=True),
        case("planted", "p-1", edits=edit, expected=[mark], must=True),
        case("review", "v-1", change=edit, comments=[mark]),
        case("retrieval", "r-1", query="cost of part B", relevant=[{"document": "plan.md", "lines": [6], "grade": 2}]),
    ]
    (folder / "cases.jsonl").write_text("".join(json.dumps(one) + "\n" for one in cases), encoding="utf-8")
    (folder / "suite.toml").write_text('today = 2026-06-15\ngates = "gates.toml"\n', encoding="utf-8")
    (folder / "gates.toml").write_text('[[gate]]\nfigure = "planted.right"\nat_least = 1.0\n', encoding="utf-8")
    return folder


def invoke(*words: object) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["eval", *map(str, words)])
    return done.exit_code, done.stdout, done.stderr


def test_a_run_is_a_folder_of_samples_figures_and_reports(suite: Path, tmp_path: Path) -> None:
    code, out, err = invoke("--suite", suite, "--output", tmp_path / "run")
    assert code == 0, out + err
    assert {file.name for file in (tmp_path / "run").iterdir()} == set(FILES)
    assert re.search(r"^  found +1/1 = 1\.000 +0\.21–1\.00$", out, re.M)
    assert "gates: 3 of 3 pass" in out
    summary = json.loads((tmp_path / "run" / "summary.json").read_text(encoding="utf-8"))
    assert (summary["schema"], summary["passed"], summary["cases"]) == ("roadmap/eval/1", True, 10)
    manifest = json.loads((tmp_path / "run" / "manifest.json").read_text(encoding="utf-8"))
    assert (manifest["data"], manifest["today"]) == (summary["data"], "2026-06-15")


def test_json_is_the_summary_alone(suite: Path, tmp_path: Path) -> None:
    code, out, _ = invoke("--suite", suite, *ONCE, "--output", tmp_path / "run", "--json")
    assert (code, json.loads(out)["schema"]) == (0, "roadmap/eval/1")


def test_reports_are_well_formed_and_escape_what_documents_say(suite: Path, tmp_path: Path) -> None:
    invoke("--suite", suite, *ONCE, "--output", tmp_path / "run")
    root = ElementTree.fromstring((tmp_path / "run" / "junit.xml").read_text(encoding="utf-8"))
    assert (root.get("tests"), root.get("errors")) == ("7", "0")
    page = (tmp_path / "run" / "report.html").read_text(encoding="utf-8")
    HTMLParser().feed(page)
    assert "<svg" in page
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")


def test_two_runs_write_the_same_bytes_whatever_the_hash_seed(suite: Path, tmp_path: Path) -> None:
    for seed in ("1", "2"):
        command = [sys.executable, "-m", "cli", "eval", "--suite", str(suite), *ONCE, "--output", str(tmp_path / seed)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True, timeout=60)
    for name in FILES:
        same = (tmp_path / "1" / name).read_bytes() == (tmp_path / "2" / name).read_bytes()
        assert same or name == "times.json", name


def test_a_gate_that_fails_is_exit_code_1(suite: Path, tmp_path: Path) -> None:
    (suite / "gates.toml").write_text('[[gate]]\nfigure = "planted.right"\nat_most = 0.5\n', encoding="utf-8")
    code, out, _ = invoke("--suite", suite, *ONCE, "--output", tmp_path / "run")
    assert code == 1
    assert "gate failed: planted.right: 1.0000, wanted at most 0.5" in out


def test_a_run_can_be_compared_with_one_before(suite: Path, tmp_path: Path) -> None:
    invoke("--suite", suite, *ONCE, "--output", tmp_path / "before")
    code, out, _ = invoke("--suite", suite, *ONCE, "--output", tmp_path / "after", "--compare", tmp_path / "before")
    assert code == 0
    assert "verdict: tied" in out
    code, out, _ = invoke("compare", tmp_path / "before", tmp_path / "after", "--json")
    assert (code, json.loads(out)["schema"]) == (0, "roadmap/eval-comparison/1")


def test_runs_on_other_documents_are_not_compared(suite: Path, tmp_path: Path) -> None:
    invoke("--suite", suite, *ONCE, "--output", tmp_path / "before")
    (suite / "plan.md").write_text(DOCUMENT + "\nMore.\n", encoding="utf-8")
    code, _, err = invoke("--suite", suite, *ONCE, "--output", tmp_path / "after", "--compare", tmp_path / "before")
    assert code == 2
    assert "run both on the same cases and documents" in err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--kind", "riddle"), "no kind is called 'riddle'"),
        (("--kind", "nearmiss"), "no case is of these kinds"),
        (("--suite", "nowhere"), "is no folder"),
        (("--compare", "nowhere"), "holds no run"),
        (("--command", "no-such-command-at-all"), "did not run"),
    ],
)
def test_what_cannot_run_is_exit_code_2_in_one_line(suite: Path, tmp_path: Path, words: tuple[str, ...], complaint: str) -> None:
    given = words if "--suite" in words else ("--suite", str(suite), *words)
    code, _, err = invoke(*given, "--output", tmp_path / "run")
    assert code == 2
    assert complaint in err


def test_a_run_to_compare_with_that_is_not_there_is_said_before_anything_is_measured(suite: Path, tmp_path: Path) -> None:
    code, out, _ = invoke("--suite", suite, *ONCE, "--compare", "nowhere", "--output", tmp_path / "run")
    assert (code, out) == (2, "")
    assert not (tmp_path / "run").exists()


def test_a_case_about_a_document_that_is_not_there_is_refused(suite: Path, tmp_path: Path) -> None:
    (suite / "plan.md").rename(suite / "moved.md")
    code, _, err = invoke("--suite", suite, *ONCE, "--output", tmp_path / "run")
    assert (code, err) == (2, "error: suite: has no plan.md, which q-1 is about; name the folder of documents with --documents\n")


def test_an_empty_folder_is_no_pass(tmp_path: Path) -> None:
    code, _, err = invoke("--suite", tmp_path, "--output", tmp_path / "run")
    assert (code, "holds no cases" in err) == (2, True)


def test_cases_are_validated_against_their_documents(suite: Path) -> None:
    code, out, _ = invoke("validate", "--suite", suite)
    assert (code, out) == (0, "6 cases, no problems\n")
    code, out, _ = invoke("validate", "--suite", suite, "--json")
    assert (code, json.loads(out)) == (0, {"schema": "roadmap/cases/1", "cases": 6, "problems": []})
    (suite / "plan.md").write_text(DOCUMENT.replace("$30K", "$31K"), encoding="utf-8")
    code, out, _ = invoke("validate", "--suite", suite)
    assert code == 2
    assert "p-1: plan.md:7 must say '$30K' exactly once" in out
    code, listed, _ = invoke("validate", "--suite", suite, "--json")
    assert (code, json.loads(listed)["problems"]) == (2, out.splitlines())


def test_the_committed_run_is_of_the_present_cases() -> None:
    from evals.evaluating import suite_of
    from evals.reports.page import BASELINE
    from evals.runs import read_run

    assert read_run(BASELINE).manifest.data == suite_of("", "").digest, "run: make baseline"
