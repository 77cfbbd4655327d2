"""Scores open to their reasons, whatever the steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.report.scoring import BEYOND_SCALE, Step, grade_of, level_of_probability, scored
from tests.report.reports import corpus, harbour

STEPS = st.lists(st.builds(Step, st.integers(-4, 6), st.text(max_size=9)), min_size=1, max_size=6)


@given(STEPS, STEPS)
def test_the_reasons_of_a_factor_add_up_to_it(likelihood: list[Step], impact: list[Step]) -> None:
    score = scored(likelihood, impact)
    for factor, value in (("likelihood", score.likelihood), ("impact", score.impact)):
        assert sum(reason.points for reason in score.reasons if reason.factor == factor) == value
        assert 1 <= value <= 5
    assert score.value == score.likelihood * score.impact


def test_a_step_beyond_the_scale_is_shown() -> None:
    assert [reason.because for reason in scored([Step(5, "a"), Step(1, "b")], [Step(3, "c")]).reasons] == ["a", "b", BEYOND_SCALE, "c"]


@pytest.mark.parametrize(("percent", "level"), [(1, 1), (10, 1), (11, 2), (30, 2), (50, 3), (60, 4), (70, 4), (71, 5), (100, 5)])
def test_probabilities_fall_into_five_steps(percent: float, level: int) -> None:
    assert level_of_probability(percent) == level


@pytest.mark.parametrize(("score", "grade"), [(25, "high"), (15, "high"), (12, "medium"), (8, "medium"), (6, "low"), (1, "low")])
def test_grades_of_scores(score: int, grade: str) -> None:
    assert grade_of(score) == grade


def test_every_risk_is_scored_by_its_reasons_and_sorted() -> None:
    for report in (harbour(), corpus()):
        for risk in report.risks:
            assert risk.score == risk.likelihood * risk.impact
            assert sum(r.points for r in risk.reasons if r.factor == "likelihood") == risk.likelihood
            assert sum(r.points for r in risk.reasons if r.factor == "impact") == risk.impact
            assert all(reason.because for reason in risk.reasons)
            assert risk.evidence
        assert [risk.score for risk in report.risks] == sorted((risk.score for risk in report.risks), reverse=True)
        assert len({risk.id for risk in report.risks}) == len(report.risks)
