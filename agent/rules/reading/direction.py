"""Which way a measure should go, as far as its name tells."""

from __future__ import annotations

from typing import Literal

from agent.model.quantity import Quantity
from agent.rules.reading.vocabulary import pattern

MARKS = frozenset({"score", "ratio"})  # "98/100"
Direction = Literal["up", "down", ""]


def direction_of(name: str, value: Quantity) -> Direction:
    """ "down" for costs, times and troubles, "up" for users and availability, "" when the name says neither or both.

    The troubles of somebody ("customer complaints") are troubles; of a share of tickets only the plan knows whether they are.
    A mark for how errors are treated ("98/100") tells of no errors.
    """
    if pattern("dealt_with").search(name) or (value.kind in MARKS and pattern("troubles").search(name)):
        return ""
    troubles = {word.casefold() for word in pattern("troubles").findall(name)}
    trouble = any(value.kind != "percent" or not pattern("sold_too").fullmatch(word) for word in troubles)
    less = trouble or (value.kind not in ("percent", *MARKS) and bool(pattern("amounts").search(name)))
    more = bool(pattern("gains").search(name)) or (not trouble and bool(pattern("holders").search(name)))
    if less == more:
        return ""
    return "down" if less else "up"
