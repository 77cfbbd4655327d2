"""Two dates of a row stand in another order than those of the other rows.

Claim: a table has two columns of days, in all rows but one the day of the one column lies before that of the other, and in that row it
lies behind it. What was planned and what came of it, or is due, may come in any order.

Why it matters: a step would be taken before the one that it needs.

Flagged:

    | Train | Code freeze | Live |
    |---|---|---|
    | T1 | 2026-02-27 | 2026-03-16 |
    | T2 | 2026-04-24 | 2026-05-11 |
    | T3 | 2026-07-26 | 2026-07-13 |
    | T4 | 2026-08-28 | 2026-09-14 |

Fine:

    | Train | Code freeze | Live |
    |---|---|---|
    | T1 | 2026-02-27 | 2026-03-16 |
    | T2 | 2026-04-24 | 2026-05-11 |
    | T3 | 2026-06-26 | 2026-07-13 |
    | T4 | 2026-08-28 | 2026-09-14 |
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, GridCell, Line, row_span
from agent.rules.reading.vocabulary import pattern

FEWEST = 4
ENDS = {"start", "end"}  # an end before its start is another rule's


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        dated = {at: days for at in range(grid.width) if len(days := _days(grid, at)) >= FEWEST}
        for first, second in combinations(sorted(dated), 2):
            rows = sorted(dated[first].keys() & dated[second].keys())
            behind = [row for row in rows if dated[first][row] > dated[second][row]]
            before = [row for row in rows if dated[first][row] < dated[second][row]]
            odd = behind if len(behind) == 1 else before
            if len(odd) == 1 and len(before) + len(behind) == len(rows) >= FEWEST and not _are_ends(grid, first, second):
                line = grid.lines[odd[0]]
                yield _draft(view, grid, line, first, second, (dated[first][odd[0]], dated[second][odd[0]]))


def _days(grid: Grid, column: int) -> dict[int, date]:
    """The day that each row gives in a column, where every filled cell gives one."""
    days = {at: day for at, line in enumerate(grid.lines) if not line.total and (day := _day(line.cells[column]))}
    return days if len(days) == len([line for line in grid.lines if not line.total and line.cells[column].text]) else {}


def _day(cell: GridCell) -> date | None:
    windows = [token.value for token in cell.tokens if isinstance(token.value, Window)]
    exact = len(windows) == 1 and windows[0].precision == "day" and windows[0].start == windows[0].end
    return windows[0].start if exact else None


def _are_ends(grid: Grid, first: int, second: int) -> bool:
    """Whether the two are a start and an end, or what was planned and what came of it, which may come in any order."""
    if any(pattern("compared_dates").search(grid.headers[at]) for at in (first, second)):
        return True
    meanings = (lookup_label(grid.headers[first]), lookup_label(grid.headers[second]))
    return {meaning.attribute for meaning in meanings if meaning} == ENDS


def _draft(view: View, grid: Grid, line: Line, first: int, second: int, days: tuple[date, date]) -> Draft:
    name, other = grid.headers[first].strip(), grid.headers[second].strip()
    order = "before" if days[0] > days[1] else "after"
    return Draft(
        f'"{name}" is {days[0]} and "{other}" {days[1]} for "{line.label}"; in every other row "{name}" comes {order} "{other}"',
        (row_span(view.roadmap, line),),
        key=f"{line.label}|{name}|{other}",
        computation=Computation(
            formula=f"{days[0]} {'>' if order == 'before' else '<'} {days[1]}", expected=f"{order} {days[1]}", stated=str(days[0])
        ),
        suggestion="correct one of the two dates",
    )


RULE = Rule("RA433", "dates-in-order", "schedule", "question", "computed", _find, __doc__)
