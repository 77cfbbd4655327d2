"""Figures below one another that are no parts of a whole: positions, figures of which there is only a mean, levels that a row reaches."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.model.quantity import Quantity

FEWEST = 3
RELATIVE = frozenset({"count", "ratio", "rate", "score", "percent"})


def are_positions(values: Sequence[Quantity]) -> bool:
    """Whether ranges of whole numbers follow each other, as rows, pages or weeks do: "1-2", "3-11", "13-14"."""
    counted = len(values) >= FEWEST and all(value.kind == "count" and value.is_range for value in values)
    return counted and all(one.most < two.least for one, two in pairwise(values))


def is_reached(stated: Quantity, values: Sequence[Quantity]) -> bool:
    """Whether what is stated is where a rising row of at least three ends: sites by quarter, the last of which are those of the year."""
    rising = len(values) >= FEWEST and all(one.most <= two.least for one, two in pairwise(values))
    return rising and values[0].most < values[-1].least and (stated.least, stated.most) == (values[-1].least, values[-1].most)


def is_mean(stated: Quantity, values: Sequence[Quantity]) -> bool:
    """Whether figures of no amount lie around the one of the whole: returns of 5.0, 4.5 and 3.5 for each pound are 4.4 together."""
    if stated.kind == "percent" and all(value.least == stated.least and value.most == stated.most for value in values):
        return True  # 100 % of each is 100 % of all
    bare = stated.kind in RELATIVE and len(values) >= FEWEST and all(value.least > 0 for value in values)
    return bare and min(value.least for value in values) <= stated.least and stated.most < max(value.most for value in values)
