"""Numbers that say in which order named things come, not how many there are: "Phase 0 → 1 → 3 → 2"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from agent.model.quantity import Quantity
from agent.model.token import Token

_FEWEST = 4  # numbers of a chain that goes up and down before it is an order


def without_orders(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with the numbers of such a chain as the labels they are."""
    if sum(token.value == "->" for token in tokens) < _FEWEST - 2:
        return tuple(tokens)
    found: set[int] = set()
    chain: list[int] = []
    for at, token in enumerate(tokens):
        if token.value == "->" and chain:
            continue
        linked = bool(chain) and tokens[at - 1].value == "->"
        if chain and not linked:
            found |= _ordered(tokens, chain)
            chain = []
        if token.kind in {"number", "ordinal"}:
            chain.append(at)
        else:
            found |= _ordered(tokens, chain)
            chain = []
    found |= _ordered(tokens, chain)
    return tuple(replace(token, kind="ordinal", value=token.text) if at in found else token for at, token in enumerate(tokens))


def _ordered(tokens: Sequence[Token], chain: Sequence[int]) -> set[int]:
    """The numbers of a chain that no growth explains: it is led by a label ("Phase 0 → 1"), or goes up and down."""
    numbers = [tokens[at] for at in chain]
    values = [token.value.most for token in numbers if isinstance(token.value, Quantity)]
    if len(chain) < _FEWEST - 1 or not values:
        return set()
    steps = [after - before for before, after in pairwise(values)]
    mixed = len(values) >= _FEWEST and any(step > 0 for step in steps) and any(step < 0 for step in steps)
    whole = all(value == int(value) for value in values)
    return {at for at in chain if tokens[at].kind == "number"} if whole and (mixed or numbers[0].kind == "ordinal") else set()
