"""What leads from a rate or price by one unit of time to one by another."""

from __future__ import annotations

from agent.facts.arithmetic import conversions
from agent.model.quantity import Quantity

_CALENDAR = frozenset({"year", "quarter", "month"})


def per_of(amount: Quantity) -> str:
    """The unit of time of a rate: "week" of "services/week"."""
    return amount.unit.rpartition("/")[2] if amount.kind == "rate" and "/" in amount.unit else ""


def steps(unit: str, into: str) -> tuple[float, ...]:
    """How many `into` a `unit` may have, in one step or over the day: a month has 24 × 30 hours."""
    return conversions(unit, into) or tuple(
        first * second
        for between in ("hour", "day", "month")
        for first in conversions(unit, between)
        for second in conversions(between, into)
    )


def price_factors(given: Quantity, stated: Quantity) -> tuple[float, ...]:
    """From one price by time to another, working-time conventions aside."""
    if given.kind != "money" or stated.kind != "money" or given.unit != stated.unit or given.per == stated.per:
        return ()
    factors = conversions(stated.per, given.per) if given.per and stated.per else ()
    return factors if {given.per, stated.per} <= _CALENDAR else ()


def calendar_factors(given: Quantity, stated: Quantity) -> tuple[float, ...]:
    if given.kind != "duration" or stated.kind != "duration" or given.unit == stated.unit or not {given.unit, stated.unit} <= _CALENDAR:
        return ()
    return conversions(given.unit, stated.unit)


def by(factor: float) -> str:
    """A factor as it stands behind a computation: " × 12", " / 4"."""
    return f" × {factor:g}" if factor > 1 else f" / {1 / factor:g}"
