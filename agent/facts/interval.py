"""Intervals: what a rounded, ranged or bounded number may be, carried through a formula.

Moore, Interval Analysis (1966): the result of an operation is the least interval that holds every result on members.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from msgspec import Struct

FLOAT_ERROR = 1e-9  # relative: sums of decimal fractions are not exact in binary


class Interval(Struct, frozen=True):
    """All values from `low` to `high`, both included."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        corners = (self.low * other.low, self.low * other.high, self.high * other.low, self.high * other.high)
        return Interval(min(corners), max(corners))

    def __truediv__(self, other: Interval) -> Interval:
        """The quotient; any value at all when the divisor may be zero."""
        return self.over(other) or Interval(-math.inf, math.inf)

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
        if self.low <= other.high and other.low <= self.high:
            return True
        ends = (self.low, self.high, other.low, other.high)
        slack = FLOAT_ERROR * max(1.0, *[abs(end) for end in ends if math.isfinite(end)])
        return self.low <= other.high + slack and other.low <= self.high + slack

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def width(self) -> float:
        return self.high - self.low


def exact(value: float) -> Interval:
    return Interval(value, value)


def summed(intervals: Iterable[Interval]) -> Interval:
    low = high = 0.0
    for interval in intervals:
        low += interval.low
        high += interval.high
    return Interval(low, high)
