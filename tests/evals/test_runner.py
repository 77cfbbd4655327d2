"""A run scores every case through the product's contracts, failures included."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from evals.cases import SuiteError
from evals.command_line import CommandLine
from evals.kinds import OFFLINE, Kind
from evals.loading import load_suite
from evals.product import Asked, ProductError
from evals.runner import Selection, run
from evals.sample import Sample
from evals.suite import Suite

TODAY = date(2026, 6, 15)
DOCUMENT = "# Plan\n\n- **Cost**: $40K\n- **Owner**: Ada\n"
# A product in a few lines: it answers with the first line that shares a word with the question, and it dislikes the word "Bob".
PRODUCT = """
import json, pathlib, sys
task, *rest = sys.argv[1:]
if task == "ask" and rest[0] != "--questions":
    words, path = set(rest[0].lower().split()), rest[1]
    lines = enumerate(pathlib.Path(path).read_text().splitlines(), 1)
    hits = [n for n, text in lines if words & set(text.lower().replace("*", " ").replace(":", " ").split())]
    print(json.dumps({"passages": [{"path": path, "line": n, "end_line": n, "score": 1} for n in hits]}))
elif task == "ask":
    for line in pathlib.Path(rest[1]).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        hits = [(path, n, text) for path in asked["paths"] for n, text in enumerate(pathlib.Path(path).read_text().splitlines(), 1)
                if set(asked["question"].lower().split()) & set(text.lower().replace("*", " ").replace(":", " ").split())]
        cited = [{"n": 1, "path": p, "line": n, "end_line": n, "quote": t} for p, n, t in hits[:1]]
        passages = [{"path": p, "line": n, "end_line": n, "score": 1} for p, n, t in hits]
        print(json.dumps({"schema": "roadmap/answer/1", "id": asked["id"], "question": asked["question"], "answered": bool(hits),
                          "answer": hits[0][2] if hits else "not said", "kind": "lookup", "citations": cited, "retrieved": passages}))
else:
    found = [{"id": "0" * 16, "rule": "RA900", "name": "bob", "family": "conflict", "severity": "error", "basis": "rule", "path": path,
              "line": n, "end_line": n, "message": f"Bob on {n}", "evidence": []}
             for path in rest if path.endswith(".md")
             for n, text in enumerate(pathlib.Path(path).read_text().splitlines(), 1) if "Bob" in text]
    print(json.dumps({"schema": "roadmap/findings/1", "documents": [], "findings": found}))
    sys.exit(1 if found else 0)
"""
MARK = {"family": "conflict", "verifiability": "rule", "lines": [4], "statement": "the owner changed"}
CASES = [
    {"kind": "question", "id": "q-right", "question": "the cost", "facts": [{"any_of": ["40K"]}], "tags": ["lookup", "en"]},
    {"kind": "question", "id": "q-wrong", "question": "the cost", "facts": [{"any_of": ["90K"]}], "tags": ["lookup", "en"]},
    {"kind": "question", "id": "q-refused", "question": "payback", "answerable": False, "tags": ["unanswerable", "en"]},
    {"kind": "finding", "id": "c-plan", "clean": True},
    {"kind": "finding", "id": "f-plan", "clean": False, "expected": [MARK]},
    {"kind": "nearmiss", "id": "n-plan", "silent": [{"family": "conflict", "lines": [3], "why": "one figure"}]},
    {"kind": "planted", "id": "p-bob", "edits": [{"document": "plan.md", "line": 4, "old": "Ada", "new": "Bob"}], "expected": [MARK]},
    {"kind": "retrieval", "id": "r-owner", "query": "the owner", "relevant": [{"document": "plan.md", "lines": [4], "grade": 2}]},
    {"kind": "retrieval", "id": "r-none", "query": "payback", "relevant": [{"document": "plan.md", "lines": [4], "grade": 2}]},
    {"kind": "planted", "id": "p-eve", "edits": [{"document": "plan.md", "line": 4, "old": "Ada", "new": "Eve"}], "expected": [MARK]},
]
QUESTION = {"answerable": True, "evidence": [{"document": "plan.md", "lines": [3]}]}


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    (tmp_path / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    shared = {"split": "dev", "documents": ["plan.md"]}
    lines = [shared | (QUESTION if case["kind"] == "question" else {}) | case for case in CASES]
    (tmp_path / "cases.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return load_suite(tmp_path)


@pytest.fixture
def product(tmp_path: Path, suite: Suite) -> CommandLine:
    script = tmp_path / "product.py"
    script.write_text(PRODUCT, encoding="utf-8")
    return CommandLine((sys.executable, str(script)), suite.documents)


def command(suite: Suite, code: str) -> CommandLine:
    return CommandLine((sys.executable, "-c", code), suite.documents)


def measured(suite: Suite, product: CommandLine, *kinds: Kind) -> tuple[Sample, ...]:
    once = tuple(kind for kind in OFFLINE if kind != "repeat")
    return run(suite, product, Selection(kinds or once), TODAY)


def by_id(samples: tuple[Sample, ...]) -> dict[str, Sample]:
    return {sample.id: sample for sample in samples}


def test_every_case_gets_a_sample_and_only_what_is_right_counts(suite: Suite, product: CommandLine) -> None:
    samples = measured(suite, product)
    assert {sample.id for sample in samples} == {*(str(case["id"]) for case in CASES), "d-plan.md"}
    right = {sample.id for sample in samples if sample.right}
    assert right == {"q-right", "q-refused", "c-plan", "d-plan.md", "n-plan", "p-bob", "r-owner"}
    assert {sample.status for sample in samples} == {"ok"}


def test_a_sample_says_why_it_failed(suite: Suite, product: CommandLine) -> None:
    samples = by_id(measured(suite, product))
    assert samples["q-wrong"].missing == ("90K",)
    assert "nothing new" in samples["p-eve"].said
    assert samples["r-none"].scores["nDCG@10"] == 0


def test_only_the_kinds_and_the_split_that_are_asked_for_are_run(suite: Suite, product: CommandLine) -> None:
    assert [sample.id for sample in measured(suite, product, "planted")] == ["p-bob", "p-eve"]
    with pytest.raises(SuiteError, match="no case is of these kinds"):
        run(suite, product, Selection(("planted",), "held"), TODAY)


def test_a_command_that_fails_leaves_samples_that_do_not_count(suite: Suite) -> None:
    samples = measured(suite, command(suite, "import sys; sys.exit('error: no weights')"), "clean", "planted")
    assert {sample.status for sample in samples} == {"error"}
    assert not any(sample.right for sample in samples)
    assert "findings are none" in samples[0].said


def test_a_question_that_gets_no_answer_is_an_error(suite: Suite) -> None:
    samples = measured(suite, command(suite, "pass"), "question")
    assert {(sample.status, sample.said) for sample in samples} == {("error", f"{sample.id}: no answer came back") for sample in samples}


@pytest.mark.parametrize(
    ("code", "complaint"),
    [
        ("import sys; sys.exit(2)", "ended with 2"),
        ("print('{}')", "its answer is none"),
        ("print('hello')", "its answer is none"),
    ],
)
def test_a_command_that_does_not_speak_the_contract_is_refused(suite: Suite, code: str, complaint: str) -> None:
    with pytest.raises(ProductError, match=complaint):
        command(suite, code).ask([Asked("q", "what", ("plan.md",))], TODAY)


def test_a_command_that_is_not_there_is_refused(suite: Suite, tmp_path: Path) -> None:
    with pytest.raises(ProductError, match="did not run"):
        CommandLine((str(tmp_path / "nothing"),), suite.documents).check(["plan.md"], TODAY)
