"""Quantities written the way a document writes them."""

from __future__ import annotations

import pytest

from agent.facts import format_number, format_quantity, scan
from agent.facts.nouns import plural_of
from agent.model.quantity import Quantity
from tests.facts.reading import convention


@pytest.mark.parametrize(
    ("value", "language", "text"),
    [
        (1036625, "en", "1,036,625"),
        (1036625, "de", "1.036.625"),
        (1036625.5, "de", "1.036.625,5"),
        (12000, "fr", "12 000"),
        (0.125, "en", "0.125"),
        (-3.5, "en", "-3.5"),
    ],
)
def test_numbers_take_the_separators_of_the_document(value: float, language: str, text: str) -> None:
    assert format_number(value, convention(language)) == text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("$3.41M", "en"),
        ("$800K", "en"),
        ("$1,500", "en"),
        ("€250K", "en"),
        ("108.000 €", "de"),
        ("R$ 1.500", "pt"),
        ("13%", "en"),
        ("200 ms", "en"),
        ("6 months", "en"),
        ("1 month", "en"),
        ("12 tasks", "en"),
        ("3x", "en"),
        ("12/48", "en"),
    ],
)
def test_quantities_are_written_as_they_were_read(text: str, language: str) -> None:
    (token,) = scan(text, convention(language))
    assert isinstance(token.value, Quantity)
    assert format_quantity(token.value, convention(language)) == text


def test_a_range_keeps_both_ends() -> None:
    (token,) = scan("$8-12M", convention())
    assert isinstance(token.value, Quantity)
    assert format_quantity(token.value, convention()) == "$8M - $12M"


@pytest.mark.parametrize(
    ("one", "many"),
    [
        ("week", "weeks"),
        ("story", "stories"),
        ("day", "days"),
        ("person-day", "person-days"),
        ("small business", "small businesses"),
        ("branch", "branches"),
        ("bus", "buses"),
        ("people", "people"),
        ("staff", "staff"),
        ("FTE", "FTE"),
        ("SKU", "SKU"),
        ("クエスト", "クエスト"),
        ("", ""),
    ],
)
def test_several_are_written_as_english_does(one: str, many: str) -> None:
    assert plural_of(one) == many
