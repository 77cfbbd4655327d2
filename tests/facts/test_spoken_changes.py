"""Percentages and multiples that words make a difference, and those that are levels, bounds and shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agent.facts import Convention, scan
from agent.facts.spoken_changes import is_spoken_change
from agent.model.quantity import Quantity

CHANGES = [
    "a 58% increase",
    "62% reduction in calls",
    "50% faster",
    "3x faster builds",
    "20% support cost reduction",
    "reduce costs by 30%",
    "20% YoY",
    "20% YoY growth",
    "10% more users",
    "30% de redução",
    "redução de 15% nas filas",
    "aumento del 20%",
    "réduction de 25%",
    "Reduktion um 30 %",
    "45% mehr Bestellungen",
    "снижение на 30%",
    "增长 50%",
    "减少 20%的成本",
    "30%の削減",
]
LEVELS = [
    "increase to 95%",
    "95% less than 1 second",
    "80% of users",
    "30% of growth",
    "30% de la croissance",
    "85% MoM retention",
    "60% retention and growth",
    "95% uptime",
    "reduce churn to 5%",
    "40% reduced to nothing",
    "提升至 80%",
    "占比 5% 提升到 一半",
    "20% discount",
    "Team A 50%, increase later",
]


def _figures(text: str) -> list[bool]:
    tokens = (token for token in scan(text, Convention()) if isinstance(token.value, Quantity))
    return [is_spoken_change(text, token.start, token.end) for token in tokens if token.value.kind in {"percent", "ratio"}]


@pytest.mark.parametrize("text", CHANGES)
def test_words_of_change_make_a_difference(text: str) -> None:
    assert _figures(text) == [True]


@pytest.mark.parametrize("text", LEVELS)
def test_levels_bounds_and_shares_are_none(text: str) -> None:
    assert _figures(text) == [False]


@given(st.text(max_size=120), st.integers(0, 120), st.integers(0, 120))
def test_any_text_is_answered(text: str, start: int, end: int) -> None:
    first, last = sorted((min(start, len(text)), min(end, len(text))))
    assert is_spoken_change(text, first, last) in {True, False}
