"""An amount is off by powers of ten from so many units at the price of one.

Claim: a row or line states how many of something there are, what one of them costs ("$0.00031/event", "¥0.03/1K tokens") and one amount,
and the amount is more than twenty times as much or as little as both make, for any length of time that the row names.

Why it matters: a slip by a thousand in the volume or the price makes a cost that nobody can pay look like a rounding error.

Flagged:

    | Item | Cost | Basis |
    |---|---|---|
    | Berth sensor messages | $200/mo | 600M messages at $0.00031/message |

Fine:

    | Item | Cost | Basis |
    |---|---|---|
    | Berth sensor messages | $200/mo | 600K messages at $0.00031/message |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from msgspec import Struct

from agent.facts import scan
from agent.facts.convention import Convention
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.lengths import days_of
from agent.rules.reading.lines import by_line
from agent.rules.reading.period import UNIT_DAYS

KINDS = frozenset({"paragraph", "item"})
FARTHEST = 20.0
STEM = 4  # letters that a unit shares in the singular and the plural


class Price(Struct, frozen=True):
    """`value` for `many` units, with the words that say so."""

    value: Quantity
    many: float
    unit: str
    said: str


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for line in grid.lines:
            yield from _judged(view, line.line, tuple(chain.from_iterable(cell.tokens for cell in line.cells)))
    for block in view.document.blocks:
        tokens = view.scanned.tokens[block.index] if block.kind in KINDS and block.index < len(view.scanned.tokens) else ()
        if any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in tokens):
            for at, _, own in by_line(block.text, tokens):
                yield from _judged(view, block.line + at, own)


def _judged(view: View, line: int, tokens: Sequence[Token]) -> Iterator[Draft]:
    prices = list(_prices(tokens))
    if len(prices) != 1 or any(token.kind == "operator" and token.value == "=" for token in tokens):
        return  # what is written out is another rule's
    used, price = prices[0]
    left = [token.value for at, token in enumerate(tokens) if at not in used and isinstance(token.value, Quantity)]
    counts = [value for value in left if value.kind == "count" and _alike(value.unit, price.unit)]
    stated = [value for value in left if value.kind == "money" and value.unit == price.value.unit and not value.change]
    if (
        len(counts) != 1
        or len(stated) != 1
        or not stated[0].most
        or any(token.kind == "operator" and token.value == "=" for token in tokens)
    ):
        return
    made = counts[0].most * price.value.most / price.many
    times = max((days.high / UNIT_DAYS["month"] for value in left if (days := days_of(value))), default=1.0)
    if made > FARTHEST * stated[0].most or made * max(1.0, times) * FARTHEST < stated[0].most:
        yield _draft(view, line, counts[0], price, stated[0], made)


def _prices(tokens: Sequence[Token]) -> Iterator[tuple[frozenset[int], Price]]:
    """Every price of units with the places of its tokens: "$0.03/message", "$0.03" "/" "1K messages"."""
    for at, token in enumerate(tokens):
        value = token.value
        if not isinstance(value, Quantity) or value.kind != "money" or not value.most:
            continue
        if value.per and value.per not in UNIT_DAYS:
            yield frozenset({at}), Price(value, *_batch(value.per), token.text)
        elif at + 2 < len(tokens) and tokens[at + 1].value == "/":
            unit = tokens[at + 2].value
            if isinstance(unit, Quantity) and unit.kind == "count" and unit.unit and unit.most:
                yield frozenset({at, at + 1, at + 2}), Price(value, unit.most, unit.unit, f"{token.text}/{tokens[at + 2].text}")


def _batch(per: str) -> tuple[float, str]:
    """How many of what a price is per: a thousand tokens of "1K tokens", one of "user"."""
    found = next(iter(scan(per, Convention())), None) if per[:1].isdigit() else None
    if found is not None and isinstance(found.value, Quantity) and found.value.kind == "count" and found.value.unit and found.value.most:
        return found.value.most, found.value.unit
    return 1.0, per


def _alike(one: str, other: str) -> bool:
    first, second = one.casefold(), other.casefold()
    return bool(first and second) and (first == second or (min(len(first), len(second)) >= STEM and first[:STEM] == second[:STEM]))


def _draft(view: View, line: int, count: Quantity, price: Price, stated: Quantity, made: float) -> Draft:
    expected, said = amount(made, stated), stated_of(stated)
    each = price.said
    return Draft(
        f"{number(count.most)} at {each} make {expected}, but {said} is stated",
        (view.document.span(line),),
        key=f"{number(count.most)}|{each}|{said}",
        computation=Computation(formula=f"{number(count.most)} x {each} = {expected}", expected=expected, stated=said),
        suggestion=f"correct the number, the price or {said}",
    )


RULE = Rule("RA139", "price-by-unit", "arithmetic", "question", "computed", _find, __doc__)
