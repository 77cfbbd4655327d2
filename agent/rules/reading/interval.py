"""What a written number may be, as an interval in the unit rules reckon in."""

from __future__ import annotations

from agent.facts.interval import FLOAT_ERROR, Interval, exact, summed
from agent.model.quantity import Quantity

__all__ = ["FLOAT_ERROR", "Interval", "exact", "interval_of", "summed", "written_of"]


def interval_of(quantity: Quantity) -> Interval:
    """What a written number may be; percentages as fractions."""
    factor = 0.01 if quantity.kind == "percent" else 1.0
    return Interval(quantity.low * factor, quantity.high * factor)


def written_of(quantity: Quantity) -> Interval:
    """What is written, without the slack of rounding; percentages as fractions."""
    factor = 0.01 if quantity.kind == "percent" else 1.0
    return Interval(quantity.least * factor, quantity.most * factor)
