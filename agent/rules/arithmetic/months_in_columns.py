"""An amount of the year is not what the amounts by the month beside it make.

Claim: a table has a column of amounts by the month, or columns of months that follow one another to the end of the year ("Month 1-3",
"Month 4-12"), and a column of the year; the rows are twelve of the one or so many of each, and one row is another amount. A row that
is paid for fewer whole months is fine.

Why it matters: the plan is paid by the month and decided by the year.

Flagged:

    | Item | Monthly | Annual |
    |---|---:|---:|
    | Boat shed | $500 | $6,000 |
    | Boats | $300 | $3,600 |
    | Trainer | $1,000 | $15,000 |

Fine:

    | Item | Monthly | Annual |
    |---|---:|---:|
    | Boat shed | $500 | $6,000 |
    | Boats | $300 | $3,600 |
    | Trainer | $1,000 | $12,000 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.naming import shortened
from agent.rules.reading.vocabulary import pattern

YEAR = 12
FEWEST = 2  # rows that show how the columns hang together
FARTHEST = 4.0  # times: beyond that the amount is of something else
BY_MONTH = expression(r"/\s?(?:mo|month|mes|mês|mois|monat)\b|/月|月額", re.IGNORECASE)
NO_AMOUNT = expression(r"saving|change|growth|%|diff|ahorro|economia|variation|ersparnis|節|増|差", re.IGNORECASE)


class Months(Struct, frozen=True):
    """The columns of amounts by the month with how many months each is for, and the column of the year."""

    columns: tuple[tuple[int, float], ...]
    year: int


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        months = _months(view, grid)
        if months is None:
            continue
        rows = [(line, fit) for line in grid.lines if not line.total and (fit := _fits(line, months)) is not None]
        broken = [line for line, fit in rows if not fit]
        if len(rows) - len(broken) >= FEWEST * len(broken):
            yield from (_draft(view, grid, line, months) for line in broken)


def _months(view: View, grid: Grid) -> Months | None:
    yearly = [at for at, header in enumerate(grid.headers) if at and pattern("yearly").search(header) and not NO_AMOUNT.search(header)]
    if len(yearly) != 1:
        return None
    others = [at for at in range(1, grid.width) if at not in yearly]
    windows = {at: window for at in others if (window := _window(view, grid, at))}
    stretches = sorted(windows.items(), key=lambda one: one[1].first or 0)
    if len(stretches) > 1:
        first, last = stretches[0][1], stretches[-1][1]
        close = all((one.last or 0) + 1 == other.first for (_, one), (_, other) in pairwise(stretches))
        whole = close and first.first == 1 and last.last == YEAR
        return Months(tuple((at, (one.last or 0) - (one.first or 0) + 1) for at, one in stretches), yearly[0]) if whole else None
    monthly = [at for at in others if _is_monthly(grid.headers[at])]
    return Months(((monthly[0], float(YEAR)),), yearly[0]) if len(monthly) == 1 else None


def _is_monthly(header: str) -> bool:
    return bool(pattern("monthly").search(header) or BY_MONTH.search(header)) and not NO_AMOUNT.search(header)


def _window(view: View, grid: Grid, at: int) -> Window | None:
    """The months that a header names."""
    values = [token.value for token in view.scanned.cells.get((grid.block.index, 0, at), ()) if isinstance(token.value, Window)]
    fits = len(values) == 1 and values[0].unit == "month" and values[0].first and values[0].last
    return values[0] if fits else None


def _fits(line: Line, months: Months) -> bool | None:
    """Whether the amount of the year is that of its months; None where the row says nothing about it."""
    year, parts = line.cells[months.year].quantity, [line.cells[at].quantity for at, _ in months.columns]
    known = [part for part in parts if part is not None]
    if year is None or len(known) < len(parts) or len({(one.kind, one.unit) for one in (year, *known)}) > 1 or year.most <= 0:
        return None
    if not any(part.most for part in known) or any(one.comparator != "=" for one in (year, *known)) or year.kind not in ("money", "count"):
        return None
    if _made(known, months).meets(allowed(year)) or (len(known) == 1 and _is_for_fewer(known[0], year)):
        return True
    made = sum(part.most * many for part, (_, many) in zip(known, months.columns, strict=True))
    return False if 1 / FARTHEST <= made / year.most <= FARTHEST else None


def _made(parts: Sequence[Quantity], months: Months) -> Interval:
    return summed(allowed(part).scaled(many) for part, (_, many) in zip(parts, months.columns, strict=True))


def _is_for_fewer(part: Quantity, year: Quantity) -> bool:
    """Whether the amount of the year is that of so many whole months."""
    return any(allowed(part).scaled(many).meets(allowed(year)) for many in range(1, YEAR))


def _draft(view: View, grid: Grid, line: Line, months: Months) -> Draft:
    year = line.cells[months.year].quantity
    parts = [(quantity, many) for at, many in months.columns if (quantity := line.cells[at].quantity)]
    assert year is not None
    expected, stated = amount(sum(part.most * many for part, many in parts), year), stated_of(year)
    formula = " + ".join(f"{number(many)} x {stated_of(part)}" for part, many in parts)
    name = shortened(line.label)
    return Draft(
        f'"{name}" is {stated} in the year, but {formula} is {expected}',
        (row_span(view.scanned, line), view.document.span(grid.header_line)),
        key=f"{name}|{stated}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct what it costs by the month",
    )


RULE = Rule("RA185", "months-in-columns", "arithmetic", "question", "computed", _find, __doc__)
