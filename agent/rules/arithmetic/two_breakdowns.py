"""Two breakdowns of one amount add up to different sums.

Claim: two sections are called a breakdown "by" something each ("By role", "By system"), both hold a table in which every row has an amount
of one kind, and the two sums differ. A total row stands for its table.

Why it matters: the one sum is the budget that was asked for, the other one is what the parts need.

Flagged:

    ## Budget

    ### By role

    | Role | Cost |
    |---|---|
    | Skippers | $50,000 |
    | Mates | $30,000 |
    | Divers | $20,000 |

    ### By harbour

    | Harbour | Cost |
    |---|---|
    | North | $60,000 |
    | South | $40,000 |
    | West | $20,000 |

Fine:

    ## Budget

    ### By role

    | Role | Cost |
    |---|---|
    | Skippers | $50,000 |
    | Mates | $30,000 |
    | Divers | $20,000 |

    ### By harbour

    | Harbour | Cost |
    |---|---|
    | North | $60,000 |
    | South | $40,000 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec import Struct

from agent.expressions import expression
from agent.facts import lookup_label
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, span_of, stated_of
from agent.rules.reading.entries import adds, sort_of
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval, summed

BY = expression(r"(?<!\w)(?:by|per|nach|por|par|pro|je|по)\s+\w|^按|別", re.IGNORECASE)
ASIDE = expression(r"[(（][^()（）]*[)）]")  # "Workshops (per workshop, $1,800)" is about one of them
FEWEST = 2
FARTHEST = 1.6  # times: beyond that the tables are of different things
ADDED = frozenset({"cost", "budget", "amount", "total", "subtotal"})  # columns of money that add up: prices and rates do not


class Breakdown(Struct, frozen=True):
    """A column of amounts: what it adds up to, or what its total row says; `lines` are the places to show."""

    heading: str
    around: int | None
    table: int
    sort: tuple[str, str, str]
    whole: Interval
    said: str
    lines: tuple[int, ...]


def _find(view: View) -> Iterator[Draft]:
    blocks = view.document.blocks
    found = []
    for grid in view.grids:
        section = grid.block.section
        if section is not None and BY.search(ASIDE.sub("", blocks[section].text)):
            columns = [one for at in range(1, grid.width) if (one := _breakdown(grid, at, blocks[section]))]
            sorts = [one.sort for one in columns]
            found += [one for one in columns if sorts.count(one.sort) == 1]
    for one, other in combinations(found, 2):
        beside = one.around == other.around and one.table != other.table and one.sort == other.sort
        near = 1 / FARTHEST <= one.whole.high / (other.whole.high or 1.0) <= FARTHEST
        if beside and near and not one.whole.meets(other.whole):
            yield _draft(view, one, other)


def _breakdown(grid: Grid, at: int, heading: Block) -> Breakdown | None:
    """A column that has one amount of one sort in every row."""
    parts: list[tuple[int, Quantity]] = []
    total: tuple[int, Quantity] | None = None
    for line in grid.lines:
        value = line.cells[at].quantity
        if value is None:
            return None
        if line.total:
            total = line.line, value
        else:
            parts.append((line.line, value))
    meaning = lookup_label(grid.headers[at])
    values = [value for _, value in parts]
    like = [*values, *([total[1]] if total else [])]
    if len(parts) < FEWEST or len({sort_of(value) for value in like}) != 1 or not all(adds(value) for value in like) or values[0].per:
        return None
    if values[0].kind == "money" and (meaning is None or meaning.attribute not in ADDED):
        return None
    whole = allowed(total[1]) if total else summed(allowed(value) for value in values)
    said = stated_of(total[1]) if total else span_of(sum(v.least for v in values), sum(v.most for v in values), values[0])
    return Breakdown(heading.text, heading.section, grid.block.index, sort_of(values[0]), whole, said, _shown(total, parts))


def _shown(total: tuple[int, Quantity] | None, parts: Sequence[tuple[int, Quantity]]) -> tuple[int, ...]:
    return (total[0],) if total else tuple(line for line, _ in parts)


def _draft(view: View, one: Breakdown, other: Breakdown) -> Draft:
    names = [" ".join(place.heading.split()) for place in (one, other)]
    return Draft(
        f'"{names[0]}" makes {one.said}, but "{names[1]}" {other.said}',
        tuple(view.document.span(line) for line in (*one.lines, *other.lines)),
        key=f"{names[0]}|{names[1]}|{one.sort[0]}",
        computation=Computation(formula=f"{one.said} ≠ {other.said}", expected=other.said, stated=one.said),
        suggestion="correct the breakdown that is out of date, or say what only one of them holds",
    )


RULE = Rule("RA137", "two-breakdowns", "arithmetic", "question", "computed", _find, __doc__)
