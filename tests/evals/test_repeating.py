"""Two processes of a product that hash differently are compared, and a command reviews a repository made for it."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path

import pytest

from evals.cases import split_of
from evals.command_line import CommandLine
from evals.committing import repository_of
from evals.loading import load_suite
from evals.product import NotMeasuredError
from evals.repeating import HERE, difference, twice
from evals.runner import Selection, run
from evals.sample import Sample
from evals.suite import Suite

TODAY = date(2026, 6, 15)
MARK = {"family": "arithmetic", "verifiability": "computed", "lines": [7], "statement": "10 + 20 = 30"}
DOCUMENT = "# Plan\n\n| Part | Cost |\n|---|---:|\n| A | $10K |\n| B | $20K |\n| Total | $30K |\n"
# Answers a question about "set" in the order of a set, any other in the order of a list; one about "silence" is not answered.
PRODUCT = """
import json, pathlib, sys
task, *rest = sys.argv[1:]
words = ["alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"]
if task == "ask":
    for line in pathlib.Path(rest[1]).read_text(encoding="utf-8").splitlines():
        asked = json.loads(line)
        said = set(words) if "set" in asked["question"] else words
        if "silence" not in asked["question"]:
            print(json.dumps({"schema": "roadmap/answer/1", "id": asked["id"], "question": asked["question"], "answered": True,
                              "answer": " ".join(said), "kind": "lookup", "elapsed_ms": id(asked) % 1000}))
else:
    print(json.dumps({"schema": "roadmap/findings/1", "documents": [], "findings": []}))
"""


@pytest.fixture
def suite(tmp_path: Path) -> Suite:
    (tmp_path / "plan.md").write_text(DOCUMENT, encoding="utf-8")
    edit = {"document": "plan.md", "line": 7, "old": "$30K", "new": "$90K"}
    cases = [
        *(
            {"kind": "question", "id": f"q-{word}", "question": f"Is it a {word}?", "answerable": False, "tags": ["unanswerable", "en"]}
            for word in ("set", "list", "silence")
        ),
        {"kind": "finding", "id": "c-plan", "clean": True},
        {"kind": "review", "id": "v-sum", "change": [edit], "comments": [MARK]},
    ]
    lines = [{**case, "documents": ["plan.md"], "split": split_of(str(case["id"]))} for case in cases]
    (tmp_path / "cases.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return load_suite(tmp_path)


def repeated(suite: Suite, *words: str) -> dict[str, Sample]:
    product = CommandLine(words, suite.documents)
    return {one.id: one for one in run(suite, product, Selection(("repeat",)), TODAY, twice=twice(words, suite.documents))}


def test_what_hangs_on_the_order_of_a_set_is_seen(suite: Suite, tmp_path: Path) -> None:
    script = tmp_path / "product.py"
    script.write_text(PRODUCT, encoding="utf-8")
    samples = repeated(suite, sys.executable, str(script))
    assert {name: (one.status, one.right) for name, one in samples.items()} == {
        "q-set": ("ok", False),
        "q-list": ("ok", True),
        "q-silence": ("error", False),
        "d-plan.md": ("ok", True),
    }
    assert " / " in samples["q-set"].said


def test_a_command_that_breaks_is_no_repetition(suite: Suite) -> None:
    assert {one.status for one in repeated(suite, sys.executable, "-c", "import sys; sys.exit(9)").values()} == {"error"}


def test_nothing_to_ask_twice_is_no_measurement(suite: Suite) -> None:
    samples = run(suite, CommandLine(HERE, suite.documents), Selection(("repeat", "clean")), TODAY)
    assert {(one.kind, one.status) for one in samples} == {("repeat", "skipped"), ("clean", "ok")}


@pytest.mark.parametrize(("pair", "shown"), [(("ab", "ab"), ""), (("ab", "ac"), "…ab / …ac"), (("ab", "abc"), "…ab / …abc")])
def test_the_place_where_two_texts_part_is_shown(pair: tuple[str, str], shown: str) -> None:
    assert difference(pair) == shown


def test_a_command_reviews_a_repository_with_both_versions(suite: Suite) -> None:
    (sample,) = run(suite, CommandLine(HERE, suite.documents), Selection(("review",)), TODAY)
    assert (sample.status, sample.right, "RA101" in sample.said or "$90K" in sample.said) == ("ok", True, True)


def test_without_git_a_review_is_not_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotMeasuredError, match="git cannot make a repository"):
        repository_of(tmp_path, ())
