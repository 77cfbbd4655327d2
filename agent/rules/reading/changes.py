"""Changes in percent: how much more one figure is than another, and whether that is the change that is stated."""

from __future__ import annotations

from agent.model.quantity import Quantity
from agent.rules.reading.amounts import allowed, number
from agent.rules.reading.interval import Interval, exact

PERCENT = 100.0
POINTS = 0.6  # percentage points that rounding of a stated change hides
RELATIVE = 0.02  # of it, besides


def change_of(ratio: Interval) -> Interval:
    """How many percent more a figure is that is so many times another one."""
    return (ratio - exact(1.0)).scaled(PERCENT)


def change_shown(first: float, last: float, times: float = 1.0) -> str:
    """By how many percent a figure grows to another one, each time if that takes several."""
    return f"{number(round(((last / first) ** (1 / times) - 1) * PERCENT, 1))}%"


def slack_of(stated: Quantity, relative: float = RELATIVE) -> float:
    """How far a stated percentage may be from the change that it is."""
    return max(POINTS, relative * abs(stated.most))


def is_stated(change: Interval, stated: Quantity, slack: float) -> bool:
    """Whether a change is the stated one, with its sign or without: "a decline of 20%"."""
    told = allowed(stated)
    return any(Interval(low - slack, high + slack).meets(change) for low, high in ((told.low, told.high), (-told.high, -told.low)))
