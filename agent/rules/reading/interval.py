"""Arithmetic on intervals: what a rounded or ranged number may be, carried through a formula."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from agent.model.quantity import Quantity

FLOAT_ERROR = 1e-9  # relative: sums of decimal fractions are not exact in binary


@dataclass(frozen=True, slots=True)
class Interval:
    """All values from `low` to `high`."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        corners = (self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high)
        return Interval(min(corners), max(corners))

    def over(self, other: Interval) -> Interval | None:
        """The quotient, or None when the divisor may be zero."""
        if other.low <= 0 <= other.high:
            return None
        corners = (self.low / other.low, self.low / other.high, self.high / other.low, self.high / other.high)
        return Interval(min(corners), max(corners))

    def scaled(self, factor: float) -> Interval:
        return self * exact(factor)

    def meets(self, other: Interval) -> bool:
        """Whether some value is in both; equal decimals that binary arithmetic tells apart count as equal."""
        ends = (self.low, self.high, other.low, other.high)
        slack = FLOAT_ERROR * max(1.0, *(abs(end) for end in ends if math.isfinite(end)))
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low


def exact(value: float) -> Interval:
    return Interval(value, value)


def interval_of(quantity: Quantity) -> Interval:
    """What a written number may be; percentages as fractions."""
    factor = 0.01 if quantity.kind == "percent" else 1.0
    return Interval(quantity.low * factor, quantity.high * factor)


def written_of(quantity: Quantity) -> Interval:
    """What is written, without the slack of rounding; percentages as fractions."""
    factor = 0.01 if quantity.kind == "percent" else 1.0
    return Interval(quantity.least * factor, quantity.most * factor)


def summed(intervals: Iterable[Interval]) -> Interval:
    total = exact(0.0)
    for interval in intervals:
        total += interval
    return total
