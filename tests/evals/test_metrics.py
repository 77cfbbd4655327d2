"""What counts as right, as cited and as found."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.model.answer import Answer, Citation
from agent.model.finding import Evidence as Shown
from agent.model.finding import Finding
from evals.cases import Expected, QuestionCase, Silent
from evals.metrics import LONGEST, alarms, anchored, finds, is_new, is_verbatim, judge, near, stands_in
from evals.statistics import Rate, rate

TEXTS = {"plan.md": ("# Plan", "", "- **Cost**: $40K", "- **Owner**: Ada")}


def case(**changes: Any) -> QuestionCase:
    base: dict[str, Any] = {
        "kind": "question",
        "id": "q-1",
        "split": "dev",
        "documents": ["plan.md"],
        "question": "What does it cost?",
        "answerable": True,
        "facts": [{"any_of": [r"40\s*K", "40,000"]}],
        "forbidden": [r"50\s*K"],
        "evidence": [{"document": "plan.md", "lines": [3]}],
    }
    return QuestionCase.model_validate(base | changes)


def answer(text: str, *lines: int, answered: bool = True, quote: str = "$40K") -> Answer:
    citations = tuple(Citation(n=n, path="plan.md", line=line, end_line=line, quote=quote) for n, line in enumerate(lines, 1))
    return Answer(question="?", answered=answered, answer=text, kind="lookup", citations=citations)


def finding(family: str, *lines: int, severity: str = "error", path: str = "plan.md", rule: str = "RA101", message: str = "m") -> Finding:
    shown = [Shown(path=path, line=line, end_line=line, quote="x") for line in lines]
    return Finding.model_validate(
        {"id": "0" * 16, "rule": rule, "name": "n", "family": family, "severity": severity, "basis": "computed"}
        | {"path": path, "line": lines[0], "end_line": lines[0], "message": message, "evidence": shown}
    )


def expected(**changes: Any) -> Expected:
    return Expected.model_validate({"family": "arithmetic", "verifiability": "computed", "lines": [3], "statement": "s"} | changes)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (answer("It costs $40K."), True),
        (answer("It costs 40,000 dollars."), True),
        (answer("It costs $4K."), False),
        (answer("It costs $40K, not $50K."), False),
        (answer("$40K" + " " * LONGEST), False),
        (answer("$40K", answered=False), False),
    ],
)
def test_an_answer_is_right_when_it_states_every_fact_briefly_and_nothing_forbidden(said: Answer, right: bool) -> None:
    assert judge(case(), said, TEXTS).right is right


def test_a_refusal_is_right_only_for_what_the_documents_do_not_say() -> None:
    unanswerable = case(answerable=False, facts=[], evidence=[])
    assert judge(unanswerable, answer("The plan does not say.", answered=False), TEXTS).right
    assert not judge(unanswerable, answer("It costs $40K."), TEXTS).right


def test_what_an_answer_lacks_is_named() -> None:
    verdict = judge(case(facts=[{"any_of": ["40"]}, {"any_of": ["Ada"]}]), answer("$40K"), TEXTS)
    assert verdict.missing == ("Ada",)


def test_citations_are_counted_on_the_evidence_give_or_take_a_line() -> None:
    verdict = judge(case(), answer("$40K", 2, 4, 1), TEXTS)
    assert (verdict.evidence, verdict.cited) == (Rate(1, 1), Rate(2, 3))


def test_a_citation_of_another_document_does_not_count() -> None:
    said = Answer(
        question="?", answered=True, answer="40K", kind="lookup", citations=(Citation(n=1, path="b.md", line=3, end_line=3, quote=""),)
    )
    assert judge(case(), said, TEXTS).evidence == Rate(0, 1)


@pytest.mark.parametrize(
    ("line", "quote", "stands"), [(3, "$40K", True), (4, "$40K", False), (3, "$40k", False), (3, "**Cost**: $40K", True)]
)
def test_a_quote_must_stand_at_its_lines(line: int, quote: str, stands: bool) -> None:
    assert is_verbatim(Citation(n=1, path="plan.md", line=line, end_line=line, quote=quote), TEXTS) is stands


@pytest.mark.parametrize(("line", "end_line", "exists"), [(1, 4, True), (4, 4, True), (4, 5, False), (0, 1, False), (3, 2, False)])
def test_the_lines_of_a_citation_must_exist(line: int, end_line: int, exists: bool) -> None:
    assert stands_in(Citation(n=1, path="plan.md", line=line, end_line=end_line, quote=""), TEXTS) is exists


@pytest.mark.parametrize(("line", "on"), [(3, True), (4, False), (7, True)])
def test_a_comment_is_anchored_on_an_expected_line_only(line: int, on: bool) -> None:
    assert anchored(finding("arithmetic", line), expected(parts=[[6, 9]]), "plan.md") is on


@pytest.mark.parametrize(
    ("said", "hit"),
    [
        (finding("arithmetic", 3), True),
        (finding("arithmetic", 4), True),
        (finding("arithmetic", 5), False),
        (finding("conflict", 3), True),
        (finding("risk", 3), False),
        (finding("arithmetic", 90, 3), True),
        (finding("arithmetic", 3, path="other.md"), False),
    ],
)
def test_a_finding_is_the_expected_one_when_family_and_place_agree(said: Finding, hit: bool) -> None:
    assert finds(said, expected(), "plan.md") is hit


def test_the_components_of_a_sum_are_its_place_too() -> None:
    assert finds(finding("arithmetic", 7), expected(parts=[[6, 9]]), "plan.md")


def test_another_family_that_the_case_allows_counts() -> None:
    assert finds(finding("risk", 3), expected(alt_families=["risk"]), "plan.md")


def test_a_finding_over_two_documents_must_point_at_both() -> None:
    mark = expected(also=[{"document": "other.md", "lines": [8]}])
    one = finding("arithmetic", 3)
    both = one.model_copy(update={"evidence": (*one.evidence, Shown(path="other.md", line=8, end_line=8, quote="x"))})
    assert (finds(one, mark, "plan.md"), finds(both, mark, "plan.md")) == (False, True)


@pytest.mark.parametrize(("severity", "alarm"), [("error", True), ("warning", True), ("question", False)])
def test_a_question_is_no_false_alarm(severity: str, alarm: bool) -> None:
    silent = Silent(family="overlap", lines=(3,), why="w")
    assert alarms(finding("overlap", 3, severity=severity), silent, "plan.md") is alarm


def test_a_finding_that_the_untouched_twin_has_too_is_not_new() -> None:
    old = finding("arithmetic", 3)
    assert not is_new(finding("arithmetic", 9), [old])
    assert is_new(finding("arithmetic", 3, message="another"), [old])


def test_nothing_counted_is_no_figure() -> None:
    assert rate([]).share is None
    assert rate([]).interval is None


def test_the_interval_is_wilsons() -> None:
    low, high = Rate(8, 10).interval or (0.0, 0.0)
    assert (round(low, 4), round(high, 4)) == (0.4902, 0.9433)  # the textbook's example


@given(st.integers(0, 200), st.integers(1, 200))
def test_the_interval_holds_the_share(right: int, more: int) -> None:
    measured = Rate(right, right + more)
    low, high = measured.interval or (1.0, 0.0)
    assert 0 <= low <= (measured.share or 0) <= high <= 1


@given(st.sets(st.integers(1, 50)), st.sets(st.integers(1, 50)))
def test_nearness_is_mutual(some: set[int], others: set[int]) -> None:
    assert near(some, others) == near(others, some)
