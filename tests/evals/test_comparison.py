"""Two runs are compared case by case; a difference that may be chance is called tied."""

from __future__ import annotations

import pytest

from evals.cases import SuiteError
from evals.comparison import Comparison, compare_runs
from evals.manifest import Manifest
from evals.reports.difference import difference_report
from evals.runs import Run
from evals.sample import Sample
from evals.summary import Summary


def run_of(*samples: Sample, data: str = "d", commit: str = "c0ffee") -> Run:
    manifest = Manifest(suite="s", data=data, cases=len(samples), commit=commit, product="roadmap", kinds=("question",))
    return Run(manifest, samples, Summary(suite="s", data=data, cases=len(samples), unscored={}, figures=()))


def answered(right: int, of: int, *, score: float | None = None) -> tuple[Sample, ...]:
    """Samples of which the first `right` are right, two a document."""
    scores = {} if score is None else {"nDCG@10": score}
    return tuple(
        Sample(id=f"q-{number:02}", kind="question", right=number < right, cluster=f"document {number // 2}", scores=scores)
        for number in range(of)
    )


def compared(before: tuple[Sample, ...], after: tuple[Sample, ...]) -> Comparison:
    return compare_runs(run_of(*before), run_of(*after))


@pytest.mark.parametrize(
    ("before", "after", "verdict"), [(10, 10, "tied"), (10, 12, "tied"), (10, 30, "better"), (30, 10, "worse"), (12, 10, "tied")]
)
def test_only_a_sure_difference_is_one(before: int, after: int, verdict: str) -> None:
    comparison = compared(answered(before, 40), answered(after, 40))
    assert (comparison.verdict, comparison.differences[0].verdict) == (verdict, verdict)


def test_the_cases_that_flipped_are_named() -> None:
    before = (Sample(id="a", kind="question", right=True, must=True), Sample(id="b", kind="question"), Sample(id="c", kind="question"))
    after = (
        Sample(id="a", kind="question", must=True, said="no"),
        Sample(id="b", kind="question", right=True),
        Sample(id="c", kind="question"),
    )
    flips = compared(before, after).flips
    assert [(flip.id, flip.to, flip.must) for flip in flips] == [("a", "wrong", True), ("b", "right", False)]


def test_scores_are_compared_too() -> None:
    comparison = compared(answered(5, 20, score=0.5), answered(5, 20, score=0.75))
    (_, score) = comparison.differences
    assert (score.name, score.before, score.after, score.low, score.high, score.p) == ("nDCG@10", 0.5, 0.75, 0.25, 0.25, None)
    assert comparison.verdict == "better"


def test_fewer_false_alarms_are_better() -> None:
    noisy, quiet = (
        tuple(Sample(id=f"c-{n}", kind="clean", cluster=f"{n}", scores={"false alarms a document": alarms}) for n in range(9))
        for alarms in (2.0, 0.0)
    )
    assert (compared(noisy, quiet).verdict, compared(quiet, noisy).verdict) == ("better", "worse")


def test_cases_are_aligned_by_id_and_broken_ones_left_out() -> None:
    broken = Sample(id="q-00", kind="question", status="error")
    comparison = compared(answered(4, 8), (*reversed(answered(4, 8)[1:]), broken))
    assert (comparison.alone, comparison.differences[0].cases, comparison.flips) == (1, 7, ())


def test_runs_on_other_data_are_not_compared() -> None:
    with pytest.raises(SuiteError, match="on data d, the other run on e"):
        compare_runs(run_of(*answered(1, 2)), run_of(*answered(1, 2), data="e"))


def test_runs_without_a_common_case_are_not_compared() -> None:
    with pytest.raises(SuiteError, match="no scored case in common"):
        compared(answered(1, 2), (Sample(id="r-1", kind="retrieval"),))


def test_the_report_says_tied_aloud() -> None:
    text = difference_report(compared(answered(10, 40), answered(12, 40)))
    assert "Questions: right" in text
    assert "0.250 to 0.300" in text
    assert text.count("tied") == 2
    assert "now right (2)" in text
