"""How figures of all documents are written in one style, and brought to one unit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec.structs import replace

from agent.compare.sides import shown
from agent.facts import Convention, format_number, format_quantity
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.reading.amounts import number

ENGLISH = Convention()
SECONDS: Mapping[str, float] = {
    "microsecond": 1e-6, "millisecond": 1e-3, "second": 1.0, "minute": 60.0, "hour": 3600.0, "day": 86400.0, "week": 604800.0,
    "month": 2629800.0, "year": 31557600.0,
}  # fmt: skip
UNIT_LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZµ%/- "
SMALL = 0.01  # below this, two decimals would hide the number


def quantity_text(value: Quantity) -> str:
    """A quantity in one style for all documents: `≥ 1,000 requests/second`, `$8M–$12M`, `3–5 engineers`, `99.95%`."""
    sign = "+" if value.change and value.least > 0 else ""
    per = f"/{value.per}" if value.per and value.kind != "rate" else ""
    low, high = _single(value, value.least), _single(value, value.most)
    text = high
    if low != high:
        ending = "" if value.kind == "money" else high[len(high.rstrip(UNIT_LETTERS)) :]
        text = f"{low.removesuffix(ending) if ending else low.split(' ')[0]}–{high}"
    return f"{mark(value)}{sign}{text}{per}"


def _single(value: Quantity, size: float) -> str:
    """One end of a quantity with its unit; counted nouns in the plural."""
    counted = value.kind == "count" and value.unit.endswith("y") and size != 1
    unit = value.unit[:-1] + "ies" if counted else value.unit
    return format_quantity(replace(value, least=size, most=size, low=size, high=size, unit=unit), ENGLISH)


def mark(value: Quantity) -> str:
    """The comparator as signs."""
    return {"=": "", "<": "< ", "<=": "≤ ", ">": "> ", ">=": "≥ ", "~": "~"}[value.comparator]


def unit_text(unit: str, size: float) -> str:
    """A unit behind a number: short where there is a sign for it, in the plural where there is a word."""
    sign = {"millisecond": "ms", "second": "s", "microsecond": "µs", "minute": "min", "hour": "h"}.get(unit)
    return sign or (unit if size == 1 or "/" in unit or unit.endswith("s") else f"{unit}s")


def on_scale(value: Quantity) -> tuple[float, float, str] | None:
    """A quantity on its scale: seconds, things a second, else its own unit."""
    if value.kind == "duration":
        factor = SECONDS.get(value.unit)
        return (value.least * factor, value.most * factor, "second") if factor else None
    if value.kind == "rate":
        noun, _, per = value.unit.partition("/")
        factor = SECONDS.get(per)
        return (value.least / factor, value.most / factor, f"{noun}/second") if factor else None
    if value.kind == "money":
        return value.least, value.most, f"{value.unit}/{value.per}"
    if value.kind == "score":
        return value.least, value.most, value.unit
    return value.least, value.most, value.kind


def size_of(unit: str) -> float:
    """Seconds in a unit of time; of a rate, in its time."""
    return SECONDS.get(unit.partition("/")[2] or unit, 1.0)


def conversion(value: Quantity, unit: str) -> Computation | None:
    """The value in the unit of its row, with the computation; None where it is in it already."""
    if not unit or value.unit == unit or value.kind not in ("duration", "rate"):
        return None
    factor = size_of(value.unit) / size_of(unit)
    factor = factor if value.kind == "duration" else 1 / factor
    low, high = value.least * factor, value.most * factor
    result = _short(low) if low == high else f"{_short(low)}–{_short(high)}"
    by = f"× {format_number(factor, ENGLISH)}" if factor >= 1 else f"÷ {format_number(1 / factor, ENGLISH)}"
    text = f"{mark(value)}{result} {unit_text(unit, high)}"
    return shown(f"{quantity_text(value)} {by} = {text}", text)


def _short(value: float) -> str:
    return number(value) if value == 0 or abs(value) >= SMALL else f"{value:.2g}"
