"""Intervals and tests are those of the textbooks, and say the same every time."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.statistics import Observation, clustered_interval, mcnemar, paired_interval, percentile


@pytest.mark.parametrize(
    ("gained", "lost", "p"), [(0, 0, 1.0), (1, 0, 1.0), (5, 0, 0.0625), (6, 0, 0.03125), (10, 2, 0.03857421875), (4, 4, 1.0)]
)
def test_flips_are_tested_with_the_exact_binomial(gained: int, lost: int, p: float) -> None:
    assert mcnemar(gained, lost) == pytest.approx(p)
    assert mcnemar(lost, gained) == mcnemar(gained, lost)


def test_the_interval_of_one_cluster_is_its_value() -> None:
    assert clustered_interval([Observation("a", 1, 2), Observation("a", 0, 2)]) == (0.25, 0.25)


def test_nothing_to_weigh_has_no_interval() -> None:
    assert clustered_interval([]) is None
    assert clustered_interval([Observation("a", 0, 0)]) is None


def test_cases_that_fail_together_make_the_interval_wider() -> None:
    hits = [True] * 20 + [False] * 20
    together = clustered_interval([Observation(f"document {number // 10}", hit) for number, hit in enumerate(hits)])
    apart = clustered_interval([Observation(f"document {number}", hit) for number, hit in enumerate(hits)])
    assert together is not None
    assert apart is not None
    assert together[1] - together[0] > 1.5 * (apart[1] - apart[0])


@given(st.dictionaries(st.text(max_size=3), st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from("abc")), min_size=1, max_size=20))
def test_the_difference_of_two_runs_turns_round_with_them(cases: dict[str, tuple[float, float, str]]) -> None:
    before, after = ({name: case[side] for name, case in cases.items()} for side in (0, 1))
    clusters = {name: case[2] for name, case in cases.items()}
    low, high = paired_interval(before, after, clusters)
    assert -1 <= low <= high <= 1
    assert paired_interval(after, before, clusters) == (pytest.approx(-high, abs=1e-9), pytest.approx(-low, abs=1e-9))


def test_percentiles_are_interpolated() -> None:
    assert (percentile([1, 2, 3, 4], 0.5), percentile([], 0.5), percentile([7], 0.95)) == (2.5, 0.0, 7.0)
