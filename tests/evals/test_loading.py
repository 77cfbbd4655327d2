"""Suites are read from our own folders, from gold annotations and from retrieval collections, and refused by file and line."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from evals.cases import FindingCase, NearMissCase, PlantedCase, QuestionCase, RetrievalCase, SuiteError
from evals.loading import load_suite
from evals.runner import twins


def write(file: Path, rows: Sequence[dict[str, Any]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    folder = tmp_path / "gold" / "plans"
    (tmp_path / "plans").mkdir()
    for name in ("a.md", "b.md"):
        (tmp_path / "plans" / name).write_text("# A\n\nCost: $40K\n", encoding="utf-8")
    question = {"id": "q1", "docs": ["a.md"], "type": "lookup", "question": "Cost?", "facts": [{"any_of": ["40"]}], "language": "pt"}
    write(folder / "qa.jsonl", [question | {"evidence": [{"doc": "a.md", "lines": [1, 2, 3]}]}])
    finding = {"id": "f1", "doc": "a.md", "family": "roi", "lines": [3], "verifiability": "rule", "severity": "info", "stated": 40}
    across = finding | {"id": "f2", "other": {"doc": "b.md", "lines": [3]}}
    write(folder / "findings.jsonl", [finding, across, {"id": "c1", "doc": "b.md", "clean": True}])
    write(folder / "nearmiss.jsonl", [{"doc": "a.md", "family": "overlap", "lines": [3], "why_fine": "once"}])
    return folder


def test_gold_annotations_become_cases_on_the_documents_beside_them(gold: Path) -> None:
    suite = load_suite(gold)
    question, finding, clean, silent = suite.cases
    assert isinstance(question, QuestionCase)
    assert (question.tags, question.evidence[0].numbers) == (("lookup", "pt"), {1, 2, 3})
    assert isinstance(finding, FindingCase)
    assert (finding.id, finding.expected[0].severity, finding.expected[0].stated) == ("f1", None, "40")
    assert isinstance(clean, FindingCase)
    assert (clean.documents, clean.clean) == (("b.md",), True)
    assert isinstance(silent, NearMissCase)
    assert (set(suite.documents), suite.gates) == ({"a.md", "b.md"}, None)


def test_gold_whose_documents_are_elsewhere_needs_to_be_told_where(gold: Path, tmp_path: Path) -> None:
    (tmp_path / "plans").rename(tmp_path / "moved")
    with pytest.raises(SuiteError, match="--documents"):
        load_suite(gold)
    assert len(load_suite(gold, tmp_path / "moved").cases) == 4


def test_three_lines_and_more_are_single_lines_and_two_are_a_range(gold: Path) -> None:
    row = json.loads((gold / "qa.jsonl").read_text(encoding="utf-8"))
    write(gold / "qa.jsonl", [row | {"evidence": [{"doc": "a.md", "lines": lines}]} for lines in ([1, 3], [1, 3, 9], [2])])
    numbers = [case.evidence[0].numbers for case in load_suite(gold).cases if isinstance(case, QuestionCase)]
    assert numbers == [{1, 2, 3}, {1, 3, 9}, {2}]


@pytest.mark.parametrize("line", ["{", '{"id": "q1"}', '{"id": "q1", "docs": "a.md", "type": "lookup", "question": "?"}'])
def test_an_annotation_that_is_none_is_named_by_line(gold: Path, line: str) -> None:
    with (gold / "qa.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(SuiteError, match=r"qa\.jsonl:2: "):
        load_suite(gold)


def test_planted_errors_are_read_with_their_clean_documents(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    for name, text in (("clean.md", "Total: 3\n"), ("p1.md", "Total: 4\n")):
        (tmp_path / "one" / name).write_text(text, encoding="utf-8")
    row = {"id": "one-p1", "doc": "one/p1.md", "clean": "one/clean.md", "family": "arithmetic", "lines": [1], "verifiability": "computed"}
    write(tmp_path / "index.jsonl", [row])
    suite = load_suite(tmp_path)
    planted, clean = suite.cases
    assert isinstance(planted, PlantedCase)
    assert twins(planted, suite) == {"one/clean.md": b"Total: 4\n"}
    assert isinstance(clean, FindingCase)
    assert clean.documents == ("one/clean.md",)


@pytest.fixture
def collection(tmp_path: Path) -> Path:
    write(tmp_path / "corpus.jsonl", [{"_id": "1", "title": "Wings", "text": "lift\nand drag"}, {"_id": "2", "text": ""}])
    write(tmp_path / "queries.jsonl", [{"_id": "7", "text": "lift"}, {"_id": "8", "text": "nobody judged this"}])
    (tmp_path / "qrels").mkdir()
    (tmp_path / "qrels" / "test.tsv").write_text("query-id\tcorpus-id\tscore\n7\t1\t2\n7\t2\t1\n7\t9\t0\n", encoding="utf-8")
    return tmp_path


def test_a_collection_has_a_case_for_every_judged_query(collection: Path) -> None:
    suite = load_suite(collection)
    (case,) = suite.cases
    assert isinstance(case, RetrievalCase)
    assert [(place.document, place.grade) for place in case.relevant] == [("1.txt", 2), ("2.txt", 1)]
    assert suite.documents == {"1.txt": b"Wings lift and drag"}


@pytest.mark.parametrize(
    ("name", "text", "complaint"),
    [
        ("qrels/test.tsv", "a\tb\n1\t2\n", "query-id"),
        ("corpus.jsonl", '{"text": "x"}\n', "corpus.jsonl:1"),
        ("queries.jsonl", "", "no query"),
    ],
)
def test_a_collection_in_another_form_is_refused(collection: Path, name: str, text: str, complaint: str) -> None:
    (collection / name).write_text(text, encoding="utf-8")
    with pytest.raises(SuiteError, match=complaint):
        load_suite(collection)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="is no folder"):
        load_suite(tmp_path / "nothing")


def test_a_suite_file_with_an_unknown_key_is_refused(tmp_path: Path) -> None:
    write(tmp_path / "cases.jsonl", [{"kind": "finding", "id": "c", "split": "dev", "documents": ["a.md"], "clean": True}])
    (tmp_path / "suite.toml").write_text("yesterday = 3\n", encoding="utf-8")
    with pytest.raises(SuiteError, match=r"suite\.toml"):
        load_suite(tmp_path)


def test_a_suite_is_known_by_its_cases_and_its_documents(gold: Path, tmp_path: Path) -> None:
    first = load_suite(gold).digest
    assert load_suite(gold).digest == first
    (tmp_path / "plans" / "a.md").write_text("# A\n\nCost: $41K\n", encoding="utf-8")
    assert load_suite(gold).digest != first
