"""Quantities and windows in short."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace

from agent.model.quantity import Quantity, Window
from agent.render.amounts import amount, days, plain_number


def of(least: float, most: float | None = None, **fields: object) -> Quantity:
    most = least if most is None else most
    return replace(Quantity(least, most, least, most, "count"), **fields)


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (of(1.3e6, kind="money", unit="USD"), "$1.3M"),
        (of(8e6, 12e6, kind="money", unit="USD"), "$8M–$12M"),
        (of(50e3, kind="money", unit="USD", per="month"), "$50K/month"),
        (of(1036625, kind="money", unit="EUR"), "€1.0366M"),
        (of(900, kind="money", unit="CHF"), "900 CHF"),
        (of(12000, kind="money", unit=""), "12K"),
        (of(3, 4, kind="duration", unit="month"), "3–4 months"),
        (of(1, kind="duration", unit="month"), "1 month"),
        (of(100, kind="duration", unit="millisecond", comparator="<", statistic="P95"), "< 100 milliseconds P95"),
        (of(99.95, kind="percent", unit="%"), "99.95%"),
        (of(300, kind="percent", unit="%", change=True), "+300%"),
        (of(-25, kind="percent", unit="%", change=True), "-25%"),
        (of(3, kind="ratio", unit="x"), "3x"),
        (of(1000, unit="developer", comparator=">="), "≥ 1,000 developers"),
        (of(50, unit="company"), "50 companies"),
        (of(20, unit="言語"), "20 言語"),
        (of(20, comparator="~"), "~20"),
        (of(10, kind="size", unit="TB"), "10 TB"),
        (of(0.0), "0"),
    ],
)
def test_an_amount_reads_as_people_write_it(quantity: Quantity, shown: str) -> None:
    assert amount(quantity) == shown


def test_a_noun_of_another_language_gets_no_english_plural() -> None:
    assert amount(of(1000, unit="desenvolvedor"), english=False) == "1,000 desenvolvedor"
    assert amount(of(6, kind="duration", unit="month"), english=False) == "6 months"


@pytest.mark.parametrize(("number", "shown"), [(1234567.0, "1,234,567"), (0.05, "0.05"), (-0.00001, "0"), (1e-9, "0"), (2.50, "2.5")])
def test_numbers_are_grouped_and_short(number: float, shown: str) -> None:
    assert plain_number(number) == shown


@pytest.mark.parametrize(
    ("window", "shown"),
    [
        (Window("Q3 2025", date(2025, 7, 1), date(2025, 9, 30)), " (2025-07-01 – 2025-09-30)"),
        (Window("2025-07-01", date(2025, 7, 1), date(2025, 7, 1)), ""),
        (Window("from Q3 2025", date(2025, 7, 1), None, open_ended=True), " (2025-07-01 – …)"),
        (Window("months 6-18", unit="month", first=6, last=18), ""),
    ],
)
def test_days_are_added_where_they_say_more(window: Window, shown: str) -> None:
    assert days(window) == shown
