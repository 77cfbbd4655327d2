"""Computations written out in a text: products, sums, growth, shares, quotients. What is not certain is no equation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from agent.facts.arithmetic import interval, written
from agent.facts.changes import growths
from agent.facts.computation import EquationKind, EquationMatch
from agent.facts.convention import Convention
from agent.facts.expressions import expressions
from agent.facts.payback import paybacks
from agent.facts.portions import portions
from agent.facts.timed_changes import timed_changes
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

__all__ = ["EquationKind", "EquationMatch", "equations", "holds"]


class Computed(Protocol):
    """Anything with a stated result and the readings it is compared with."""

    @property
    def stated(self) -> Quantity: ...

    @property
    def computed(self) -> tuple[tuple[str, Quantity], ...]: ...


def equations(text: str, tokens: Sequence[Token], convention: Convention) -> tuple[EquationMatch, ...]:
    """The computations a text writes out, in its order; `tokens` are those of `scan(text, convention)`."""
    view = View.of(text, convention)
    found = sorted(_all(view, tuple(tokens)), key=lambda match: (match.start, -match.end))
    spans = {(token.start, token.end) for token in tokens}
    kept: list[EquationMatch] = []
    for match in found:
        # In a chain the result of one computation is the first term of the next.
        if not kept or match.start >= kept[-1].end or (match.start, kept[-1].end) in spans:
            kept.append(match)
    return tuple(kept)


def _all(view: View, tokens: tuple[Token, ...]) -> Iterator[EquationMatch]:
    for finder in (expressions, growths, timed_changes, portions, paybacks):
        yield from finder(view, tokens)


def holds(equation: Computed) -> bool:
    """Whether one reading of the computation agrees with what is stated; without a reading nothing is claimed."""
    stated = interval(equation.stated)
    return not equation.computed or any(written(value).meets(stated) for _, value in equation.computed)
