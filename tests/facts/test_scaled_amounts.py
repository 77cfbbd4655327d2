"""Letters of scale that one currency has or that only money has; counted nouns; what is a version and no day."""

from __future__ import annotations

import pytest

from agent.facts import Convention, scan, unit_of_header
from agent.model.quantity import Quantity
from tests.facts.reading import amounts


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("₹75L", "7500000 INR"),
        ("₹2.25 Cr", "22500000 INR"),
        ("₹10-25 Cr", "100000000..250000000 INR"),
        ("₹50L-₹2 Cr", "5000000..20000000 INR"),
        ("$8-12m", "8000000..12000000 USD"),
        ("$5L", "5 USD"),
    ],
)
def test_scales_of_money(text: str, meaning: str) -> None:
    assert amounts(text) == ([meaning] if text != "$5L" else [])


@pytest.mark.parametrize(
    ("text", "language", "meaning"),
    [
        ("100+ data source integrations", "en", [">= 100 data source integration"]),
        ("200 data points", "en", ["200 data point"]),
        ("3 SKUs verticaux", "fr", ["3 sku"]),
        ("7x24 monitoring", "en", []),
        ("5 maart 2026", "nl", ["2026-03-05"]),
    ],
)
def test_nouns_and_names(text: str, language: str, meaning: list[str]) -> None:
    assert len(amounts(text, language)) == len(meaning)


def test_a_dotted_number_is_a_day_only_where_days_are_written_so() -> None:
    assert (amounts("1.8.31", "zh"), len(amounts("1.8.31", "de"))) == ([], 1)


@pytest.mark.parametrize("text", ["Companies Act, 2013", "a 5×5 matrix", "6/12/18 clients"])
def test_names_with_figures_tell_nothing(text: str) -> None:
    assert not any(meaning.startswith(("20", "5 ")) for meaning in amounts(text))


def test_a_version_counts_nothing() -> None:
    assert amounts("Polish 1.0 Desktop") == ["1"]


def test_crores_of_a_header() -> None:
    unit = unit_of_header("Rs.Cr")
    assert unit is not None
    assert (unit.unit, unit.scale) == ("INR", 10_000_000)


def test_decimals_and_thousands_are_set_apart_by_the_marks_of_arabic_digits() -> None:
    found = [token.value for token in scan("۱٫۴ و ۵٬۷۲۷٬۲۷۲", Convention()) if isinstance(token.value, Quantity)]
    assert [one.least for one in found] == [1.4, 5_727_272]
