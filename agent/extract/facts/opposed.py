"""Figures that a fact only sets its own against: what something was before, what others cost, a bound that nothing may pass."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from agent.expressions import compiled
from agent.extract.facts.making import Made
from agent.extract.wording.befores import is_compared, is_former
from agent.facts import lexicon
from agent.model.quantity import Comparator, Quantity
from agent.model.token import Token

_NEAR = 40  # characters
_OF_MONEY = frozenset({"cost", "saving", "revenue", "benefit", "price"})
_FLIPPED: dict[Comparator, Comparator] = {">": "<=", ">=": "<"}


def without_opposed(made: Sequence[Made]) -> tuple[Made, ...]:
    """The facts without the amounts that their own are only set against, and with bounds that nothing may pass turned round:
    "$0 vs $300 a year", "$2-5K (was $5-10K)", "no single client > 50%"."""
    return tuple(_turned(_alone(_unjudged(one))) if one.fact.values else one for one in made)


def _unjudged(one: Made) -> Made:
    """A fact without the bounds in brackets that only say how good its figure is: "LTV/CAC: 5x (excellent > 3x)"."""
    fact = one.fact
    if len(fact.values) < 2 or len(one.starts) != len(fact.values) or not any(bracket in fact.text for bracket in "(（"):
        return one
    judging = [at for at, token in enumerate(fact.values) if at and _judges(fact.text, token)]
    if not judging:
        return one
    values, starts = (tuple(x for at, x in enumerate(every) if at not in judging) for every in (fact.values, one.starts))
    return replace(one, fact=replace(fact, values=values), starts=starts)


def _judges(text: str, token: Token) -> bool:
    return isinstance(token.value, Quantity) and bool(_judging().search(text, max(0, token.start - _NEAR), token.start))


@cache
def _judging() -> re.Pattern[str]:
    listed = "|".join(map(re.escape, lexicon.word_list("befores", "judging")))
    return compiled(rf"[(（]\s*(?:{listed})(?:\s+(?:is|are|é|es|ist|est|при))?\s*[:：=]?\s*\Z", re.IGNORECASE)


def _alone(one: Made) -> Made:
    fact = one.fact
    if fact.attribute not in _OF_MONEY or len(fact.quantities) < 2 or one.place[1] >= 0:
        return one
    first = next(token for token in fact.values if isinstance(token.value, Quantity))
    opposed = [token for token in fact.values if token is not first and _is_opposed(fact.text, token)]
    if not opposed or len(one.starts) != len(fact.values):
        return one
    offset = one.starts[0] - fact.values[0].start
    if fact.attribute == "saving" and isinstance(first.value, Quantity) and not first.value.most:
        opposed = list(fact.values)  # "Savings: $0 vs $300 a year": what either costs
    starts = {token.start + offset for token in opposed}
    values = tuple(token for token in fact.values if token not in opposed)
    return replace(one, fact=replace(fact, values=values), starts=tuple(start for start in one.starts if start not in starts))


def _is_opposed(text: str, token: Token) -> bool:
    if not isinstance(token.value, Quantity):
        return False
    return is_former(text, token.start) or is_compared(text, token.start)


def _turned(one: Made) -> Made:
    fact = one.fact
    if not fact.values:
        return one
    first = fact.values[0]
    bounded = isinstance(first.value, Quantity) and first.value.comparator in _FLIPPED and first.text[:1] in {">", "≥"}
    if not bounded or not isinstance(first.value, Quantity) or not fact.text.lower().startswith(_denied()):
        return one
    turned = replace(first, value=replace(first.value, comparator=_FLIPPED[first.value.comparator]))
    return replace(one, fact=replace(fact, values=(turned, *fact.values[1:])))


@cache
def _denied() -> tuple[str, ...]:
    return tuple(f"{word} " for word in lexicon.word_list("befores", "denied"))
