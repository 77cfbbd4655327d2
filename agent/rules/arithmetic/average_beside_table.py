"""An average beside a table is not the average of the column that it names.

Claim: a line of a section names an average ("Average readiness: 98%"), the section has one table with a column of that name and a value in
every row, and the plain average of the column, its median and those weighted by the other columns are all another value.

Why it matters: the average is what is quoted, and the table is what was updated.

Flagged:

    | Trail | Weight | Readiness |
    |---|---:|---:|
    | North | 8% | 100% |
    | Lake | 8% | 100% |
    | Ridge | 6% | 70% |

    **Average readiness:** 98%

Fine:

    | Trail | Weight | Readiness |
    |---|---:|---:|
    | North | 8% | 100% |
    | Lake | 8% | 100% |
    | Ridge | 6% | 70% |

    **Average readiness:** 90%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic.average import Column, means
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval
from agent.rules.reading.stated_totals import StatedTotal

FEWEST = 3
MOST_PLACES = 8


def _find(view: View) -> Iterator[Draft]:
    for average in view.stated_totals if view.grids else ():
        tables = [grid for grid in view.grids if grid.block.section == average.section] if average.average and average.of else []
        named = _named(view, tables[0], average) if len(tables) == 1 else []
        if len(named) == 1 and not any(mean.meets(_stated(average.quantity)) for mean in means(tables[0], named[0])):
            yield _draft(view, tables[0], average, named[0])


def _stated(value: Quantity) -> Interval:
    """In the measure of what is averaged: shares as fractions."""
    return allowed(value).scaled(0.01 if value.kind == "percent" else 1.0)


def _named(view: View, grid: Grid, average: StatedTotal) -> list[Column]:
    """The columns that an average names, with a value of its kind in every row."""
    lines = [line for line in grid.lines if not line.total]
    found = []
    for at in range(1, grid.width):
        values = [value for line in lines if (value := line.cells[at].quantity)]
        header = frozenset(canonical_terms(grid.headers[at], view.roadmap.language))
        if average.of == header and len(values) == len(lines) >= FEWEST and _alike(average.quantity, values):
            found.append(Column(at, average.quantity, tuple(values), tuple(lines)))
    return found


def _alike(stated: Quantity, values: Sequence[Quantity]) -> bool:
    sorts = {(value.kind, value.unit, value.per) for value in (stated, *values)}
    return len(sorts) == 1 and not any(value.is_range or value.change or value.comparator not in ("=", "~") for value in (stated, *values))


def _draft(view: View, grid: Grid, average: StatedTotal, column: Column) -> Draft:
    factor = 100.0 if average.quantity.kind == "percent" else 1.0
    expected, stated = amount(round(column.plain.middle * factor, 2), average.quantity), stated_of(average.quantity)
    terms = " + ".join(number(value.most) for value in column.values)
    places = (view.document.span(average.line), *(view.document.span(line.line, line.end_line) for line in column.lines))
    return Draft(
        f'"{average.label}" is {stated}, but the {len(column.values)} rows of {grid.headers[column.index]} average {expected}',
        places[:MOST_PLACES],
        key=f"{average.label}|{stated}",
        computation=Computation(formula=f"({terms}) / {len(column.values)} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or say how it is weighted",
    )


RULE = Rule("RA186", "average-beside-table", "arithmetic", "question", "computed", _find, __doc__)
