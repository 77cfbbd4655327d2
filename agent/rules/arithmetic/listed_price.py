"""Counts of a plan or product do not give the amounts beside them at its listed price.

Claim: several lines say what a number of one thing comes to ("6 Enterprise = $29.9k"), a table lists the price of that thing, and all these
lines use another price.

Why it matters: revenue is planned at a price that nobody is asked to pay.

Flagged:

    | Plan | Price |
    |---|---|
    | Starter | $397 |
    | Enterprise | $3,997 |

    - 100 Starter = $39.7k
    - 6 Enterprise = $29.9k
    - 12 Enterprise = $59.9k

Fine:

    | Plan | Price |
    |---|---|
    | Starter | $397 |
    | Enterprise | $3,997 |

    - 100 Starter = $39.7k
    - 6 Enterprise = $24.0k
    - 12 Enterprise = $48.0k
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.interval import exact
from agent.rules.reading.vocabulary import pattern

NAMED = expression(r"[ \u00a0]+([^\W\d_][\w+.-]{2,24})[ \u00a0]*(?:\([^()\n]{0,12}\))?[ \u00a0]*=")
FEWEST = 2
FARTHEST = 2.0


class Counted(Struct, frozen=True):
    """`count` of something for `worth`."""

    count: float
    worth: Quantity
    span: Span


def _find(view: View) -> Iterator[Draft]:
    prices = dict(_prices(view))
    if not prices:
        return
    counted: dict[str, list[Counted]] = defaultdict(list)
    for block in view.document.blocks:
        for name, one in _counted(view, block):
            counted[name].append(one)
    for name, members in counted.items():
        price = prices.get(name)
        if price and len(members) >= FEWEST and not any(_fits(one, price[0]) for one in members):
            yield from _judge(name, members, price)


def _judge(name: str, members: Sequence[Counted], price: tuple[Quantity, Span]) -> Iterator[Draft]:
    """All lines use one other price: that of the line with the most things is the most exact."""
    largest = max(members, key=lambda one: one.count)
    used = largest.worth.most / largest.count
    same = all(allowed(one.worth).meets(exact(used * one.count)) or abs(one.worth.most / one.count / used - 1) < 0.01 for one in members)
    if not same or not 1 / FARTHEST <= used / price[0].most <= FARTHEST or price[0].unit != largest.worth.unit:
        return
    listed, taken = stated_of(price[0]), amount(round(used), price[0])
    expected = amount(round(largest.count * price[0].most), price[0])
    terms = f"{number(largest.count)} x {listed}"
    yield Draft(
        f'{len(members)} lines calculate "{name}" at about {taken}, but its listed price is {listed}',
        (*(one.span for one in members), price[1]),
        key=f"{name}|{listed}",
        computation=Computation(
            formula=f"{terms} = {expected}, not {stated_of(largest.worth)}", expected=expected, stated=stated_of(largest.worth)
        ),
        suggestion=f"calculate with {listed}, or change the listed price",
    )


def _fits(one: Counted, price: Quantity) -> bool:
    return allowed(one.worth).meets(exact(one.count * price.most)) or abs(one.count * price.most / one.worth.most - 1) < 0.02


def _prices(view: View) -> Iterator[tuple[str, tuple[Quantity, Span]]]:
    """The price of each named row of the tables that list prices; a name with two prices has none."""
    found: dict[str, dict[float, tuple[Quantity, Span]]] = defaultdict(dict)
    for grid in view.grids:
        columns = [at for at, header in enumerate(grid.headers) if pattern("price").search(header)]
        for line in grid.lines if len(columns) == 1 else ():
            price = line.cells[columns[0]].quantity
            if price and price.kind == "money" and price.least == price.most > 0 and line.cells[0].quantity is None:
                found[normalise(line.cells[0].text)][price.most] = (price, view.document.span(line.line, line.end_line))
    for name, values in found.items():
        if name and len(values) == 1:
            yield name, next(iter(values.values()))


def _counted(view: View, block: Block) -> Iterator[tuple[str, Counted]]:
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    quantities = [token for token in tokens if isinstance(token.value, Quantity)]
    for one, other in itertools.pairwise(quantities):
        first, worth = one.value, other.value
        match = NAMED.search(block.text, one.start, other.start)
        if not match and len(quantities) > 2:
            later = quantities[quantities.index(one) + 2 : quantities.index(one) + 3]
            match = NAMED.search(block.text, one.start, later[0].start) if later else None
            worth = later[0].value if later else worth
        if not match or not isinstance(first, Quantity) or not isinstance(worth, Quantity):
            continue
        if first.kind == "count" and worth.kind == "money" and first.most > 1 and "\n" not in block.text[one.start : match.end()]:
            line = block.line_at(one.start)
            yield normalise(match[1]), Counted(first.most, worth, view.document.span(line))


RULE = Rule("RA116", "count-at-listed-price", "arithmetic", "question", "computed", _find, __doc__)
