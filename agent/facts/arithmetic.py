"""Interval arithmetic over quantities, and the factors between their units of time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product
from math import inf

from agent.model.quantity import Quantity

# How many of the second unit make one of the first; a working month has about 21 days and 160 hours.
_PER: dict[tuple[str, str], tuple[float, ...]] = {
    ("year", "month"): (12.0,),
    ("year", "quarter"): (4.0,),
    ("year", "week"): (52.0,),
    ("year", "day"): (365.0, 360.0),
    ("quarter", "month"): (3.0,),
    ("quarter", "week"): (13.0, 12.0),
    ("month", "week"): (4.0, 4.33),
    ("month", "day"): (30.0, 20.0, 21.0, 22.0),
    ("month", "business day"): (20.0, 21.0, 22.0),
    ("week", "day"): (7.0, 5.0),
    ("week", "business day"): (5.0,),
    ("day", "hour"): (8.0, 24.0),
    ("hour", "minute"): (60.0,),
    ("minute", "second"): (60.0,),
    ("week", "hour"): (40.0,),
    ("month", "hour"): (160.0,),
}
_PERSON = "person-"


@dataclass(frozen=True, slots=True)
class Interval:
    """All values a written number allows, both ends included."""

    low: float
    high: float

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [left * right for left, right in product((self.low, self.high), (other.low, other.high))]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        if other.low <= 0 <= other.high:
            return Interval(-inf, inf)
        return self * Interval(1 / other.high, 1 / other.low)

    def times(self, factor: float) -> Interval:
        return self * Interval(factor, factor)

    def meets(self, other: Interval) -> bool:
        """Whether both have a value in common, within the dust of binary fractions."""
        dust = 1e-9 * max(1.0, *(abs(end) for end in (self.low, self.high, other.low, other.high) if abs(end) != inf))
        return self.low <= other.high + dust and other.low <= self.high + dust


def interval(quantity: Quantity) -> Interval:
    """What the writing allows, comparators included: "50+" is anything from 50 up."""
    low = -inf if quantity.comparator in {"<", "<="} else quantity.low
    high = inf if quantity.comparator in {">", ">="} else quantity.high
    return Interval(low, high)


def written(quantity: Quantity) -> Interval:
    """The interval of the number itself, whatever its comparator."""
    return Interval(quantity.low, quantity.high)


def conversions(unit: str, into: str) -> tuple[float, ...]:
    """How many `into` one `unit` of time may be: month into year is 1/12; empty when they do not convert."""
    unit, into = unit.removeprefix(_PERSON), into.removeprefix(_PERSON)
    if unit == into:
        return (1.0,)
    if (unit, into) in _PER:
        return _PER[unit, into]
    return tuple(1 / factor for factor in _PER.get((into, unit), ()))


def total(intervals: Iterable[Interval]) -> Interval:
    """The sum of intervals."""
    result = Interval(0.0, 0.0)
    for each in intervals:
        result += each
    return result
