"""Percentages and multiples that the words beside them make a change: "58% increase", "reduce costs by 30%"."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from agent.extract.facts.making import Made
from agent.facts.spoken_changes import is_spoken_change
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.token import Token

_KINDS = frozenset({"percent", "ratio"})


def with_changes(made: Sequence[Made]) -> tuple[Made, ...]:
    """The facts with each figure that is said to be a difference marked as one."""
    told = (replace(one, fact=_told(one.fact)) if any(_is_level(token) for token in one.fact.values) else one for one in made)
    return tuple(replace(one, fact=_with_increments(one.fact)) if len(one.fact.values) > 1 else one for one in told)


def _told(fact: Fact) -> Fact:
    return replace(fact, values=tuple(_with_change(fact.text, token) for token in fact.values))


def _with_increments(fact: Fact) -> Fact:
    """The fact with each amount of money in a bracket, led by a plus, behind another as the difference it is: "$350B → $362B (+$12B)"."""
    first = next((token for token in fact.values if isinstance(token.value, Quantity)), None)
    if first is None or not _is_money(first) or "+" not in fact.text:
        return fact
    return replace(fact, values=tuple(_as_increment(fact.text, token) if token is not first else token for token in fact.values))


def _as_increment(text: str, token: Token) -> Token:
    value = token.value
    if not isinstance(value, Quantity) or not _is_money(token) or not token.text.startswith("+") or text[token.start - 1] not in "(（":
        return token
    return replace(token, value=replace(value, change=True))


def _is_money(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "money"


def _is_level(token: Token) -> bool:
    value = token.value
    return isinstance(value, Quantity) and value.kind in _KINDS and value.unit in {"%", "x"} and not value.change and not value.per


def _with_change(text: str, token: Token) -> Token:
    value = token.value
    if not isinstance(value, Quantity) or not _is_level(token) or not is_spoken_change(text, token.start, token.end):
        return token
    return replace(token, value=replace(value, change=True))
