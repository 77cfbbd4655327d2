"""A group's figure in one table is not the sum of its members elsewhere.

Claim: a table states a figure for groups of items (teams, streams, phases, lists of ids), the figures of most groups are the sums
of their items' own figures, and one group's is not.

Why it matters: an item was changed and the table above it was not; capacity and budget are planned on the old sum.

Flagged:

    | ID | Work | Team | Days |
    |---|---|---|---:|
    | I1 | Library | Classroom | 190 |
    | I2 | Seating | Classroom | 146 |
    | I3 | Bundle | Platform | 95 |
    | I4 | Drills | Platform | 140 |
    | I5 | Marking | Assessment | 90 |
    | I6 | Digest | Assessment | 64 |

    | Team | Available | On initiatives |
    |---|---:|---:|
    | Classroom | 420 | 336 |
    | Platform | 460 | 205 |
    | Assessment | 380 | 154 |

Fine:

    | ID | Work | Team | Days |
    |---|---|---|---:|
    | I1 | Library | Classroom | 190 |
    | I2 | Seating | Classroom | 146 |
    | I3 | Bundle | Platform | 95 |
    | I4 | Drills | Platform | 140 |
    | I5 | Marking | Assessment | 90 |
    | I6 | Digest | Assessment | 64 |

    | Team | Available | On initiatives |
    |---|---:|---:|
    | Classroom | 420 | 336 |
    | Platform | 460 | 235 |
    | Assessment | 380 | 154 |
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.groups import Figure, Key, listed_items
from agent.rules.reading.interval import Interval, interval_of, summed

SCALES = (1.0, 1e3, 1e-3, 1e6, 1e-6)
NEEDED_DIGITS = 3.5
FEWEST_OBEYING = 2


class Matched(Struct, frozen=True):
    """A row, the items it speaks of, and their figures."""

    line: Line
    figures: tuple[Figure, ...]

    @property
    def total(self) -> Interval:
        return summed(interval_of(figure.quantity) for figure in self.figures)


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        numeric = [column for column in range(grid.width) if grid.numeric(column)]
        if not numeric or len(grid.lines) < FEWEST_OBEYING + 1:
            continue
        for members in _memberships(view, grid):
            yield from _judge_grid(view, grid, numeric, members)


def _memberships(view: View, grid: Grid) -> Iterator[Mapping[int, tuple[Item, ...]]]:
    """Ways to see the rows of a table as groups of items: by a name they share with a group, or by the ids they list."""
    own = {line.line for line in grid.lines}
    rows = [line for line in grid.lines if not line.total]
    for named in view.groupings.values():
        found = {line.index: named[normalise(line.label)] for line in rows if normalise(line.label) in named}
        found = {at: items for at, items in found.items() if not any(item.span.line in own for item in items)}
        if len(found) > FEWEST_OBEYING:
            yield found
    for column in range(grid.width):
        listed = {line.index: items for line in rows if (items := listed_items(view.roadmap, line.cells[column].text))}
        if len(listed) > FEWEST_OBEYING and any(len(items) > 1 for items in listed.values()):
            yield listed


def _judge_grid(view: View, grid: Grid, numeric: Sequence[int], members: Mapping[int, tuple[Item, ...]]) -> Iterator[Draft]:
    for column in numeric:
        for key in view.figures.by_key:
            matched = [
                Matched(line, figures)
                for line in grid.lines
                if line.index in members and line.cells[column].quantity and (figures := view.figures.of(key, members[line.index]))
            ]
            yield from _judge(view, grid, column, key, matched)


def _judge(view: View, grid: Grid, column: int, key: Key, matched: Sequence[Matched]) -> Iterator[Draft]:
    for scale in SCALES:
        obeying = [row for row in matched if _meets(row, column, scale)]
        broken = [row for row in matched if row not in obeying]
        if len(obeying) < FEWEST_OBEYING or not broken or len(broken) * 3 > len(matched):
            continue
        if any(len(row.figures) > 1 for row in obeying) and sum(_digits(row, column) for row in obeying) >= NEEDED_DIGITS:
            totals = {total.stated.span.line for total in view.roadmap.totals}  # the rule on totals has judged these
            yield from (_draft(view, grid, column, key, row, scale) for row in broken if row.line.line not in totals)
            return


def _meets(row: Matched, column: int, scale: float) -> bool:
    quantity = row.line.cells[column].quantity
    return quantity is not None and interval_of(quantity).scaled(scale).meets(row.total)


def _digits(row: Matched, column: int) -> float:
    quantity = row.line.cells[column].quantity
    return math.log10(max(1.0, abs(quantity.most))) if quantity else 0.0


def _draft(view: View, grid: Grid, column: int, key: Key, row: Matched, scale: float) -> Draft:
    quantity = row.line.cells[column].quantity
    if quantity is None:
        raise ValueError("only rows with a number are matched")
    header, value = grid.headers[column], row.total.middle / scale
    terms = " + ".join(number(figure.quantity.most / scale) for figure in row.figures)
    expected, stated = amount(value, quantity), stated_of(quantity)
    what = key[1] or key[0].replace("_", " ")
    return Draft(
        f'{header} of "{row.line.label}" is {stated}, but the {what} of its {len(row.figures)} items add up to {expected}',
        (view.document.span(row.line.line, row.line.end_line), *(figure.fact.span for figure in row.figures)),
        key=f"{row.line.label}|{header}|{what}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct the {what} of one of the items",
    )


RULE = Rule("RA106", "group-sum", "arithmetic", "warning", "computed", _find, __doc__)
