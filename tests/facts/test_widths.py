"""Intervals: what the writing of a number allows."""

from __future__ import annotations

import pytest

from agent.facts import scan
from agent.model.quantity import Quantity
from tests.facts.reading import convention


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("$1.3M", 1_250_000, 1_350_000),
        ("$2M", 1_800_000, 2_200_000),
        ("$12M", 11_500_000, 12_500_000),
        ("$800K", 799_500, 800_500),
        ("$8-12M", 8_000_000, 12_000_000),
        ("$1,200", 1_199.5, 1_200.5),
        ("27%", 26.5, 27.5),
        ("99.95%", 99.945, 99.955),
        ("5 engineers", 5, 5),
        ("1,000 users", 1000, 1000),
        ("3 months", 3, 3),
        ("1.5 years", 1.45, 1.55),
        ("~300 users", 250, 350),
        ("~12,460 lines", 12_455, 12_465),
        ("~$300", 250, 350),
        ("just over five years", 4.5, 5.5),
    ],
)
def test_a_figure_is_as_wide_as_it_was_rounded(text: str, low: float, high: float) -> None:
    (token,) = scan(text, convention())
    assert isinstance(token.value, Quantity)
    assert (token.value.low, token.value.high) == pytest.approx((low, high))
    assert token.value.low <= token.value.least <= token.value.most <= token.value.high


@pytest.mark.parametrize(
    ("text", "language"),
    [("gut fünf Jahre", "de"), ("poco más de 5 años", "es"), ("pouco menos de 5 anos", "pt"), ("un peu plus de 5 ans", "fr")],
)
def test_a_little_more_or_less_is_about(text: str, language: str) -> None:
    (token,) = scan(text, convention(language))
    assert isinstance(token.value, Quantity)
    assert (token.value.comparator, token.value.low, token.value.high) == ("~", 4.5, 5.5)
