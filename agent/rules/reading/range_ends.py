"""The ends of a range against the sums of the ends of its parts: two ranges that overlap may still be two statements."""

from __future__ import annotations

from agent.model.quantity import Quantity

EXACT = 0.001  # relative difference at which an end is the sum
NEAR = 0.03  # relative difference that rounding of the parts explains
ROUNDED = 0.1  # relative difference that rounding of the end explains, or "about"
LARGEST = 1e9


def ends_apart(stated: Quantity, least: float, most: float) -> str:
    """Which end of a stated range is not that of its parts: "lower", "upper", "both", or "" where rounding explains what differs.

    A bound ("$3-5K+") says nothing of its ends, nor does "about" on a range that has room on both sides, and parts without ranges
    have none.
    """
    if not stated.is_range or least == most or stated.comparator[0] in "<>":
        return ""
    ends = ((stated.least, least), (stated.most, most))
    about = stated.comparator == "~"
    slack = ROUNDED if about and all(_differs(said, made, EXACT) for said, made in ends) else NEAR
    half = _step(stated) / 2
    low, high = (
        _differs(said, made, slack) and abs(said - made) > (half if about else min(half, ROUNDED * abs(said))) for said, made in ends
    )
    if low and high:
        return "" if about and stated.least < least and most < stated.most else "both"
    return "lower" if low else "upper" if high else ""


def _differs(said: float, made: float, slack: float) -> bool:
    return abs(said - made) > slack * max(abs(said), abs(made))


def _step(stated: Quantity) -> float:
    """What a range is rounded to: the largest 1, 10, 100 ... that divides both of its ends."""
    size = LARGEST
    while size >= 1:
        if size <= stated.most and all(abs(end / size - round(end / size)) < EXACT for end in (stated.least, stated.most)):
            return size
        size /= 10
    return 0.0
