"""A break-even stands elsewhere than in the cash flow.

Claim: the document states in which month, quarter or year it breaks even, one table gives a flow or a balance by that period, and no column
of the table turns from negative to positive there.

Why it matters: money is planned as needed, or as free, in the wrong months.

Flagged:

    | Month | Revenue | Costs | Flow | Balance |
    |---|---|---|---|---|
    | 1 | $0 | -$55k | -$55k | -$55k |
    | 2 | $40k | -$55k | -$15k | -$70k |
    | 3 | $80k | -$55k | +$25k | -$45k |
    | 4 | $120k | -$55k | +$65k | +$20k |
    | 5 | $160k | -$55k | +$105k | +$125k |
    | 6 | $160k | -$55k | +$105k | +$230k |

    **Break-even:** month 6

Fine:

    | Month | Revenue | Costs | Flow | Balance |
    |---|---|---|---|---|
    | 1 | $0 | -$55k | -$55k | -$55k |
    | 2 | $40k | -$55k | -$15k | -$70k |
    | 3 | $80k | -$55k | +$25k | -$45k |
    | 4 | $120k | -$55k | +$65k | +$20k |
    | 5 | $160k | -$55k | +$105k | +$125k |
    | 6 | $160k | -$55k | +$105k | +$230k |

    **Break-even:** month 4
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.vocabulary import pattern

UNITS = {
    "month": expression(r"(?:months?|mês|meses|mes|monat\w*|mois|mese|месяц|月)\s*#?", re.IGNORECASE),
    "quarter": expression(r"(?:quarters?|trimestre|quartal|四半期|季度)", re.IGNORECASE),
    "year": expression(r"(?:years?|ano|año|jahr|année|anno|год|年)", re.IGNORECASE),
}
FEWEST_ROWS = 5


class Crossing(Struct, frozen=True):
    """The row in which a column turns from negative to positive."""

    header: str
    period: int
    line: Line


def _find(view: View) -> Iterator[Draft]:
    stated = [(fact, window) for fact in view.roadmap.facts if (window := _stated(fact))]
    if not stated:
        return
    for unit in UNITS:
        tables = [(grid, found) for grid in view.grids if (found := _crossings(grid, unit))]
        if len(tables) != 1:
            continue  # several scenarios, or none
        wrong = [pair for pair in stated if pair[1].unit == unit and not any(c.period == pair[1].first for c in tables[0][1])]
        for first in dict.fromkeys(window.first for _, window in wrong):
            same = [(fact, window) for fact, window in wrong if window.first == first]
            yield _draft(view, [fact for fact, _ in same], same[0][1], tables[0][1])


def _stated(fact: Fact) -> Window | None:
    """The one period in which a labelled line says that it breaks even."""
    named = pattern("break_even").search(fact.label) and fact.source in ("field", "column", "bullet")
    windows = [window for window in fact.windows if window.is_relative and window.first is not None and window.first == window.last]
    return windows[0] if named and not fact.scenario and not fact.quantities and len(windows) == len(fact.windows) == 1 else None


def _crossings(grid: Grid, unit: str) -> list[Crossing]:
    """Every column of a table by period that turns positive once."""
    if not UNITS[unit].fullmatch(grid.headers[0].strip()) or len(grid.lines) < FEWEST_ROWS:
        return []
    periods = [line.cells[0].quantity.most if line.cells[0].quantity else None for line in grid.lines]
    if any(period is None for period in periods):
        return []
    found: list[Crossing] = []
    for column in range(1, grid.width):
        values = [
            cell.quantity.most if cell.quantity and cell.quantity.kind in ("money", "count") else None for cell in grid.column(column)
        ]
        signs = [value > 0 for value in values if value is not None]
        turns = [at for at in range(1, len(signs)) if signs[at] and not signs[at - 1]]
        money = any(cell.quantity is not None and cell.quantity.kind == "money" for cell in grid.column(column))
        if len(signs) == len(values) and len(turns) == 1 and money and any(value is not None and value < 0 for value in values):
            found.append(Crossing(grid.headers[column], int(periods[turns[0]] or 0), grid.lines[turns[0]]))
    return found


def _draft(view: View, facts: list[Fact], window: Window, crossings: list[Crossing]) -> Draft:
    said = " ".join(window.text.split())
    shown = " and ".join(f"{' '.join(c.header.split())} turns positive in {window.unit} {c.period}" for c in crossings)
    expected = " or ".join(dict.fromkeys(f"{window.unit} {c.period}" for c in crossings))
    return Draft(
        f"break-even is stated for {said}, but in the table {shown}",
        (*(fact.span for fact in facts), *(row_span(view.scanned, c.line) for c in crossings)),
        key=said,
        computation=Computation(formula=shown, expected=expected, stated=said),
        suggestion=f"change {said} to {expected}, or correct the table",
    )


RULE = Rule("RA210", "break-even-in-table", "roi", "warning", "computed", _find, __doc__)
