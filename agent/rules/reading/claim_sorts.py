"""Whether two figures are of one sort, so that they could be equal at all, and whether they are apart."""

from __future__ import annotations

from agent.model.quantity import Quantity
from agent.rules.reading.claims import terms_in
from agent.rules.reading.interval import Interval

# Units of one scale: a week of work is not seven days of it, and hours of work are no days.
LONG = {"day": 1.0, "week": 7.0, "month": 30.4, "quarter": 91.3, "year": 365.25}
SHORT = {"millisecond": 0.001, "second": 1.0, "minute": 60.0, "hour": 3600.0}
APART = 0.2  # relative: how far the ends of two ranges that overlap are from each other, both or all but the one that is the same
BOUNDS_APART = 0.08  # relative: how far two bounds of one side are from each other; a bound is not rounded


def same_sort(one: Quantity, other: Quantity, language: str) -> bool:
    """Whether two figures are of one kind, unit and time of a price."""
    if (one.kind, one.change, one.statistic) != (other.kind, other.change, other.statistic):
        return False
    if one.per != other.per and (one.kind in ("money", "percent") or (one.per and other.per)):
        return False
    if one.kind == "duration":
        return one.unit == other.unit or any(one.unit in scale and other.unit in scale for scale in (LONG, SHORT))
    if one.kind == "count":
        return not one.unit or not other.unit or bool(terms_in(one.unit, language) & terms_in(other.unit, language))
    return one.unit == other.unit


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
    if not (one.is_range and other.is_range):
        return False
    ends = (one.least, other.least), (one.most, other.most)
    far = [abs(high - low) > APART * max(abs(low), abs(high)) for low, high in ends]
    if any(low == high for low, high in ends):
        return any(far)  # one end was changed, the other was not
    return all(far) and (one.least < other.least) == (one.most < other.most)


def scaled_interval(value: Quantity) -> Interval:
    """What the writing allows, times in days or seconds."""
    scale = LONG.get(value.unit) or SHORT.get(value.unit) if value.kind == "duration" else None
    written = Interval(value.low, value.high)
    return written.scaled(scale) if scale else written


def _within(value: Quantity, bound: Quantity) -> bool:
    """Whether a bound allows for a figure: "5" beside "more than 3"."""
    figure, limit = scaled_interval(value), scaled_interval(bound)
    return figure.low >= limit.low if bound.comparator[0] == ">" else figure.high <= limit.high
