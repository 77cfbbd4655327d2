"""Work on several things at once, as the pure layers see it: something that is passed in and gives back results in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

Thing = TypeVar("Thing")
Result = TypeVar("Result")


class Spread(Protocol):
    """Does a piece of work for every thing. `weigh` says how much work each is, in characters or bytes of text.

    The results are those of `in_turn`: same values, same order, same errors. `work` changes nothing outside itself.
    """

    def __call__(self, work: Callable[[Thing], Result], things: Sequence[Thing], weigh: Callable[[Thing], int]) -> list[Result]: ...


def in_turn(work: Callable[[Thing], Result], things: Sequence[Thing], weigh: Callable[[Thing], int]) -> list[Result]:
    """One thing after the other."""
    return [work(thing) for thing in things]
