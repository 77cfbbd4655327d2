"""Quantities and windows in short, the way a person writes them."""

from __future__ import annotations

from agent.model.quantity import Quantity, Window

SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "CNY": "CN¥", "BRL": "R$", "INR": "₹"}
SCALES = ((1e12, "T"), (1e9, "B"), (1e6, "M"), (1e3, "K"))


def amount(value: Quantity) -> str:
    """`$1.3M`, `8-12 weeks`, `< 100 ms P95`, `+300%`, `$50K/month`."""
    figure = _figure(value.least, value) if not value.is_range else f"{_figure(value.least, value)}–{_figure(value.most, value)}"
    comparator = "" if value.comparator == "=" else {"~": "~"}.get(value.comparator, f"{value.comparator} ")
    sign = "+" if value.change and value.least > 0 else ""
    return (
        f"{comparator}{sign}{figure}{_unit(value)}{f'/{value.per}' if value.per else ''}{f' {value.statistic}' if value.statistic else ''}"
    )


def _figure(number: float, value: Quantity) -> str:
    if value.kind != "money":
        return plain_number(number)
    sign = SIGNS.get(value.unit, "")
    for scale, letter in SCALES:
        if abs(number) >= scale:
            return f"{sign}{plain_number(number / scale)}{letter}"
    return f"{sign}{plain_number(number)}"


def _unit(value: Quantity) -> str:
    if value.kind == "money":
        return f" {value.unit}" if value.unit and value.unit not in SIGNS else ""
    if value.unit in ("%", "x"):
        return value.unit
    plural = "s" if value.most != 1 and value.kind == "duration" and value.unit.isascii() else ""
    return f" {value.unit}{plural}" if value.unit else ""


def plain_number(number: float) -> str:
    """Grouped in thousands, at most four decimals, no trailing zeros."""
    text = f"{number:,.4f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def window(value: Window) -> str:
    """As written, with its days where those say more than the writing (an inferred year, say)."""
    if value.start is None and value.end is None:
        return value.text
    start, end = (day.isoformat() if day else "…" for day in (value.start, value.end))
    days = start if start == end else f"{start} – {end}"
    return value.text if value.text == days else f"{value.text} ({days})"
