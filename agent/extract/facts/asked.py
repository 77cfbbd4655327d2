"""Fields with a figure for each of several periods: "How high are the sales? → Year 1: $12K, Year 2: $96K", "MRR: $5K (month 6), $15K
(month 12)"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from agent.extract.facts.binding import bind_label
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.scoping.scopes import Scope
from agent.extract.wording.clauses import values_in
from agent.extract.wording.labels import Field
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Source
from agent.model.token import Token

_BETWEEN = " :：=-–~ca.(（"
_OPENS, _CLOSES = ("(", "（", "["), (")", "）", "]")
_BY = frozenset({"", "by", "in", "até", "em", "en", "bis", "im", "fin", "entro"})


def read_periods(context: Context, block: Block, field: Field, scope: Scope, source: Source) -> tuple[Made, ...]:
    """The facts of a value that gives a figure for each of several periods; nothing when it is not written so."""
    tokens = values_in(context.scanned.tokens_in(block.index, field.value_start, field.value_end))
    pairs = list(_pairs(block.text, tokens)) or list(_bracketed(block.text, tokens))
    if len(pairs) < 2 or len(pairs) * 2 != len(tokens):
        return ()
    label = " ".join(block.text[field.start : field.end].split())
    return tuple(_made(context, block, pair, label, scope, source) for pair in pairs)


def _made(context: Context, block: Block, pair: tuple[Token, Token], label: str, scope: Scope, source: Source) -> Made:
    when, amount = pair
    binding = bind_label(label, (amount,), scope)
    window = when.value if isinstance(when.value, Window) else None
    meaning = Meaning(binding.attribute, label, label, binding.role, window=window)
    closed = amount.start < when.start  # by the bracket around the period
    return make(context, block, min(when.start, amount.start), max(when.end + closed, amount.end), meaning, scope, source, pair)


def _pairs(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[Token, Token]]:
    """Each period with the figure right behind it."""
    for first, second in pairwise(tokens):
        if isinstance(first.value, Window) and isinstance(second.value, Quantity) and not text[first.end : second.start].strip(_BETWEEN):
            yield first, second


def _bracketed(text: str, tokens: tuple[Token, ...]) -> Iterator[tuple[Token, Token]]:
    """Each period with the figure right before the bracket it stands in."""
    for first, second in pairwise(tokens):
        bracket = text[first.end : second.start].strip()
        alone = bracket[:1] in _OPENS and bracket[1:].strip() in _BY and text[second.end : second.end + 1] in _CLOSES
        if isinstance(first.value, Quantity) and isinstance(second.value, Window) and alone:
            yield second, first
