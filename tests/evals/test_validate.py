"""The suite is usable as it stands, and every way to break it is noticed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evals.cases import SuiteError, split_of
from evals.loading import load_suite
from evals.suite import Suite
from evals.validate import problems

ROOT = Path(__file__).parents[2]
CASES = ROOT / "evals" / "cases"

DOCUMENT = "# Plan\n\n- **Cost**: $40K\n- **Owner**: Ada\n\n| Part | Cost |\n|---|---:|\n| A | 10 |\n| B | 20 |\n| Total | 30 |\n"


def question(**changes: Any) -> dict[str, Any]:
    case = {
        "kind": "question",
        "id": "q-plan-1",
        "tags": ["lookup", "en"],
        "documents": ["plan.md"],
        "question": "What does it cost?",
        "answerable": True,
        "facts": [{"any_of": [r"40\s*K"]}],
        "evidence": [{"document": "plan.md", "lines": [3]}],
    } | changes
    return case | {"split": split_of(str(case["id"]))} | ({"split": changes["split"]} if "split" in changes else {})


def planted(**changes: Any) -> dict[str, Any]:
    case = {
        "kind": "planted",
        "id": "p-plan-1",
        "split": split_of("p-plan-1"),
        "documents": ["plan.md"],
        "edits": [{"document": "plan.md", "line": 10, "old": "30", "new": "40"}],
        "expected": [
            {"family": "arithmetic", "verifiability": "computed", "lines": [10], "statement": "10 + 20 = 30", "computed": "10+20 = 30"}
        ],
    }
    return case | changes


def suite_of(folder: Path, *cases: dict[str, Any]) -> Suite:
    (folder / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    (folder / "cases.jsonl").write_text("".join(json.dumps(case) + "\n" for case in cases), encoding="utf-8")
    return load_suite(folder)


def test_the_suite_of_the_repository_has_no_problems() -> None:
    suite = load_suite(CASES)
    assert problems(suite) == ()
    assert len(suite.cases) > 400


def test_a_sound_case_has_no_problems(tmp_path: Path) -> None:
    assert problems(suite_of(tmp_path, question(), planted())) == ()


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"documents": ["lost.md"]}, "no document lost.md"),
        ({"evidence": [{"document": "plan.md", "lines": [99]}]}, "has no lines 99-99"),
        ({"evidence": [{"document": "plan.md", "lines": [4, 3]}]}, "has no lines 4-3"),
        ({"evidence": [{"document": "plan.md", "lines": [2]}]}, "plan.md:2 is empty"),
        ({"facts": [{"any_of": ["50K"]}]}, "matches its evidence"),
        ({"facts": [{"any_of": ["(40"]}]}, "does not compile"),
        ({"forbidden": ["[a"]}, "does not compile"),
        ({"facts": [{"any_of": ["70"], "computed": "40+40 = 70"}]}, "does not hold: 40+40 = 70, it is 80"),
        ({"facts": [{"any_of": ["90"], "computed": "40+40 = 80"}]}, "matches the result of 40+40 = 80"),
        ({"facts": [{"any_of": ["80"], "computed": "open('x') = 80"}]}, "no formula"),
        ({"facts": []}, "an answerable question has facts"),
        ({"answerable": False}, "disagree"),
        ({"tags": ["lookup"]}, "needs one type"),
        ({"tags": ["lookup", "list", "en"]}, "needs one type"),
        ({"split": "held" if split_of("q-plan-1") == "dev" else "dev"}, "belongs to the split"),
    ],
)
def test_a_broken_question_is_named(tmp_path: Path, changes: dict[str, Any], complaint: str) -> None:
    (problem, *_) = [found for found in problems(suite_of(tmp_path, question(**changes))) if complaint in found]
    assert problem.startswith("q-plan-1: ")


@pytest.mark.parametrize(
    ("edit", "complaint"),
    [
        ({"document": "plan.md", "line": 10, "old": "31", "new": "40"}, "must say '31' exactly once"),
        ({"document": "plan.md", "line": 99, "old": "30", "new": "40"}, "which is no line of its documents"),
        ({"document": "plan.md", "line": 10, "old": "30", "new": "30"}, "changes one line"),
        ({"document": "plan.md", "line": 10, "old": "30", "new": "30\n| C | 1 |"}, "changes one line"),
    ],
)
def test_an_edit_that_cannot_be_made_is_named(tmp_path: Path, edit: dict[str, Any], complaint: str) -> None:
    assert any(complaint in problem for problem in problems(suite_of(tmp_path, planted(edits=[edit]))))


def test_two_cases_with_one_id_are_named(tmp_path: Path) -> None:
    assert "q-plan-1: the id is used 2 times" in problems(suite_of(tmp_path, question(), question()))


def test_a_line_that_is_no_case_is_named_by_file_and_line(tmp_path: Path) -> None:
    (tmp_path / "cases.jsonl").write_text(json.dumps(question()) + '\n{"kind": "riddle"}\n', encoding="utf-8")
    with pytest.raises(SuiteError, match=r"cases\.jsonl:2: .*kind"):
        load_suite(tmp_path)


def test_a_folder_without_cases_is_no_suite(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no cases"):
        load_suite(tmp_path)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for name in ("corpus", "evals/cases", "evals/documents", "evals/flawed"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "old", "new", "complaint"),
    [
        ("corpus/manifest.yaml", "lines: 73", "lines: 74", "manifest: lumora-2025.md has 73 lines, not 74"),
        ("corpus/manifest.yaml", "id: lumora-1\n", "id: lumora-99\n", "manifest: no finding case f-lumora-99 on lumora-2025.md"),
        ("corpus/lumora-2025.md", "better by 40%", "better by 41%", "does not say 'user experience better by 40%'"),
        ("evals/documents/vetline-okr.md", "Telemedicine", "TelemedicÃ­na", "looks mis-decoded"),
        ("evals/documents/vetline-okr.md", "Telemedicine", "TBD", "looks unfinished"),
        ("evals/cases/labelled.jsonl", '"of": "q-umzug-08"', '"of": "q-umzug-99"', "no question q-umzug-99"),
        ("evals/cases/labelled.jsonl", '"of": "q-umzug-08"', '"of": "q-halcyon-08"', "q-halcyon-08 is about other documents"),
        (
            "evals/cases/labelled.jsonl",
            '"answered": false, "answer": ""',
            '"answered": false, "answer": "Ja."',
            "an answer that is none has no text",
        ),
        ("evals/cases/suite.toml", "question = 320", "question = 9999", "9999 are wanted"),
    ],
)
def test_a_document_or_manifest_that_moved_away_from_its_cases_is_noticed(
    copied: Path, file: str, old: str, new: str, complaint: str
) -> None:
    path = copied / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    assert any(complaint in problem for problem in problems(load_suite(copied / "evals" / "cases")))


def test_a_clean_document_without_a_case_is_noticed(copied: Path) -> None:
    (copied / "evals" / "documents" / "new.md").write_text("# New\n", encoding="utf-8")
    assert "new.md: no case declares this document clean" in problems(load_suite(copied / "evals" / "cases"))
