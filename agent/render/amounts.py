"""Quantities and windows in short, the way a person writes them."""

from __future__ import annotations

from agent.facts.nouns import plural_of
from agent.model.quantity import Quantity, Window

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "BRL": "R$", "INR": "₹"}
COMPARATORS = {"=": "", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "~"}
SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))


def amount(value: Quantity, *, english: bool = True) -> str:
    """`$1.3M`, `8-12 weeks`, `< 100 ms P95`, `+300%`, `$50K/month`; the counted noun in the plural where the document is `english`."""
    figure = _figure(value.least, value) if not value.is_range else f"{_figure(value.least, value)}–{_figure(value.most, value)}"
    comparator = COMPARATORS[value.comparator]
    sign = "+" if value.change and value.least > 0 else ""
    per = f"/{value.per}" if value.per else ""
    statistic = f" {value.statistic}" if value.statistic else ""
    return f"{comparator}{sign}{figure}{_unit(value, english)}{per}{statistic}"


def _figure(number: float, value: Quantity) -> str:
    if value.kind != "money":
        return plain_number(number)
    sign = SIGNS.get(value.unit, "")
    for scale, letter in SCALES:
        if abs(number) >= scale:
            return f"{sign}{plain_number(number / scale)}{letter}"
    return f"{sign}{plain_number(number)}"


def _unit(value: Quantity, english: bool) -> str:
    if value.kind == "money":
        return f" {value.unit}" if value.unit and value.unit not in SIGNS else ""
    if value.unit in ("%", "x"):
        return value.unit
    if not value.unit:
        return ""
    several = value.most != 1 and (value.kind == "duration" or (value.kind == "count" and english and value.unit.isascii()))
    return f" {plural_of(value.unit) if several else value.unit}"


def plain_number(number: float) -> str:
    """Grouped in thousands, at most four decimals, no trailing zeros."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def days(value: Window) -> str:
    """` (2026-01-01 – 2026-03-31)`, with a leading blank, where the days say more than the writing; else nothing."""
    return f" ({spelled_days(value)})" if value.is_dated and not spells_out_days(value) else ""


def spelled_days(value: Window) -> str:
    """`2026-01-01 – 2026-03-31`; one day once, an open end as an ellipsis."""
    start, end = (day.isoformat() if day else "…" for day in (value.start, value.end))
    return start if start == end else f"{start} – {end}"


def spells_out_days(value: Window) -> bool:
    """Whether the writing has the days already."""
    return value.is_dated and all(day is None or day.isoformat() in value.text for day in (value.start, value.end))


def counted(number: int, one: str, many: str = "") -> str:
    """`1 item`, `1,200 items`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
