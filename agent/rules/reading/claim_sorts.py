"""Whether two figures are of one sort, so that they could be equal at all, and whether they are apart."""

from __future__ import annotations

from agent.model.quantity import Quantity
from agent.rules.reading.claims import terms_in
from agent.rules.reading.interval import FLOAT_ERROR, Interval

# Units of one scale: a week of work is not seven days of it, and hours of work are no days.
LONG = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}
SHORT = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0}
APART = 0.2  # relative: how far the ends of two ranges that overlap are from each other, both or all but the one that is the same
BOUNDS_APART = 0.08  # relative: how far two bounds of one side are from each other; a bound is not rounded
FARTHEST = 3.0  # times: a figure that was edited in one place of two is no other figure altogether


def same_sort(one: Quantity, other: Quantity, language: str) -> bool:
    """Whether two figures are of one kind, unit and time of a price."""
    if (one.kind, one.change) != (other.kind, other.change):
        return False
    if one.per != other.per and (one.kind in ("money", "percent") or (one.per and other.per)):
        return False
    if one.statistic != other.statistic and ((one.statistic and other.statistic) or not near(one, other)):
        return False  # "< 200 ms" is mostly meant as "< 200 ms (P95)"
    if one.kind == "duration":
        return one.unit == other.unit or any(one.unit in scale and other.unit in scale for scale in (LONG, SHORT))
    if one.kind == "count":
        return not one.unit or not other.unit or bool(terms_in(one.unit, language) & terms_in(other.unit, language))
    return one.unit == other.unit


def near(one: Quantity, other: Quantity, farthest: float = FARTHEST) -> bool:
    """Whether two figures are within a few times of each other: a month's and a year's are not."""
    first, second = scaled_interval(one).middle, scaled_interval(other).middle
    return first * second > 0 and max(first / second, second / first) <= farthest


def apart(one: Quantity, other: Quantity) -> bool:
    """Whether the figures do not meet; two ranges that overlap at one end are apart where both their ends are."""
    sides = one.comparator[0], other.comparator[0]
    if sides[0] == sides[1] and sides[0] in "<>" and one.unit == other.unit and not one.is_range and not other.is_range:
        return abs(one.least - other.least) > BOUNDS_APART * max(abs(one.least), abs(other.least))
    first, second = scaled_interval(one), scaled_interval(other)
    if not first.meets(second):
        strict = one if one.comparator in "<>" else other  # ">3" is a bound, "3+" a way to write a figure
        bound = (one.comparator in "<>") != (other.comparator in "<>") and one.comparator != other.comparator
        return not (bound and _within(other if strict is one else one, strict))
    if one.unit != other.unit:
        return False
    if not one.is_range and not other.is_range:
        return adjoin(one, other)
    if not (one.is_range and other.is_range):
        return False
    ends = (one.least, other.least), (one.most, other.most)
    far = [abs(high - low) > APART * max(abs(low), abs(high)) for low, high in ends]
    if any(low == high for low, high in ends):
        return any(
            abs(high - low) > BOUNDS_APART * max(abs(low), abs(high)) for low, high in ends
        )  # one end was changed, the other was not
    return all(far) and (one.least < other.least) == (one.most < other.most)


def adjoin(one: Quantity, other: Quantity) -> bool:
    """Whether two figures that are rounded alike are next to each other: "2 %" is no "3 %"."""
    first, second = scaled_interval(one), scaled_interval(other)
    alike = abs(first.width - second.width) <= FLOAT_ERROR * max(first.width, second.width)
    return alike and first.meets(second) and abs(first.middle - second.middle) >= (1 - FLOAT_ERROR) * first.width > 0


def scaled_interval(value: Quantity) -> Interval:
    """What the writing allows, times in days or seconds."""
    scale = LONG.get(value.unit) or SHORT.get(value.unit) if value.kind == "duration" else None
    written = Interval(value.low, value.high)
    return written.scaled(scale) if scale else written


def _within(value: Quantity, bound: Quantity) -> bool:
    """Whether a bound allows for a figure: "5" beside "more than 3"."""
    figure, limit = scaled_interval(value), scaled_interval(bound)
    return figure.low >= limit.low if bound.comparator[0] == ">" else figure.high <= limit.high
