"""A row of one table is the sum of another table, except at one time.

Claim: a table without a total lists the parts of something over several times ("Year 1", "Year 2" ...), a row of another table with
the same times shares a word with what stands above that table, and has at one time at least the sum of its column. At another time
it has not.

Why it matters: the parts were changed and the statement that adds them up was not.

Flagged:

    ## Income

    ### Other sources of income

    | Source | Year 1 | Year 2 | Year 3 |
    |---|---|---|---|
    | Moorings | €5,000 | €15,000 | €40,000 |
    | Charters | €0 | €10,000 | €45,000 |

    ## Profit and loss

    | | Year 1 | Year 2 | Year 3 |
    |---|---|---|---|
    | Ferries | €90,000 | €120,000 | €130,000 |
    | Other income | €5,000 | €25,000 | €70,000 |

Fine:

    ## Income

    ### Other sources of income

    | Source | Year 1 | Year 2 | Year 3 |
    |---|---|---|---|
    | Moorings | €5,000 | €15,000 | €40,000 |
    | Charters | €0 | €10,000 | €45,000 |

    ## Profit and loss

    | | Year 1 | Year 2 | Year 3 |
    |---|---|---|---|
    | Ferries | €90,000 | €120,000 | €130,000 |
    | Other income | €5,000 | €25,000 | €85,000 |
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.facts import canonical_terms, normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, edit, stated_of
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.interval import Interval, summed, written_of
from agent.rules.reading.statements import FORM

FEWEST_ROWS, FEWEST_TIMES = 2, 2
FARTHEST = 2.0
EXACT = 0.005


class Parts(Struct, frozen=True):
    """A table whose columns may be summed: the cells of each time, and the words above it."""

    grid: Grid
    terms: frozenset[str]
    columns: Mapping[str, tuple[GridCell, ...]]


def _find(view: View) -> Iterator[Draft]:
    tables = [parts for grid in view.grids if (parts := _parts(view, grid))]
    for parts in tables:
        for grid in view.grids:
            if grid.block.index != parts.grid.block.index:
                for line in grid.lines:
                    yield from _judge(view, parts, grid, line)


def _parts(view: View, grid: Grid) -> Parts | None:
    """Columns headed by times, each row with one number; no row is a total."""
    times = [at for at in range(1, grid.width) if grid.headers[at] and grid.is_series([at])]
    if len(times) < FEWEST_TIMES or len(grid.lines) < FEWEST_ROWS or any(line.total for line in grid.lines):
        return None
    columns = {normalise(grid.headers[at]): grid.column(at) for at in times if all(cell.quantity for cell in grid.column(at))}
    heading = view.document.heading_path(grid.block)[-1:]
    terms = frozenset(canonical_terms(" ".join(heading), view.roadmap.language)) - FORM
    return Parts(grid, terms, columns) if len(columns) >= FEWEST_TIMES else None


def _judge(view: View, parts: Parts, grid: Grid, line: Line) -> Iterator[Draft]:
    if not parts.terms & frozenset(canonical_terms(line.label, view.roadmap.language)):
        return
    shared = [
        (at, name) for at, name in enumerate(map(normalise, grid.headers)) if at and name in parts.columns and line.cells[at].quantity
    ]
    met = [(at, name) for at, name in shared if _meets(line.cells[at].quantity, parts.columns[name])]
    proven = [at for at, _ in met if (quantity := line.cells[at].quantity) and quantity.most]
    for at, name in shared if proven and len(met) * 2 >= len(shared) else ():
        quantity = line.cells[at].quantity
        if (at, name) not in met and quantity and _near(quantity, parts.columns[name]):
            yield _draft(view, parts, grid, line, at, name)


def _meets(quantity: Quantity | None, cells: Sequence[GridCell]) -> bool:
    if quantity is None:
        return False
    whole, slack = _sum(cells), EXACT * abs(quantity.most)
    return whole.meets(Interval(quantity.least - slack, quantity.most + slack))


def _sum(cells: Sequence[GridCell]) -> Interval:
    return summed(written_of(cell.quantity) for cell in cells if cell.quantity)


def _near(quantity: Quantity, cells: Sequence[GridCell]) -> bool:
    whole = _sum(cells).high
    return whole > 0 and 1 / FARTHEST <= quantity.most / whole <= FARTHEST


def _draft(view: View, parts: Parts, grid: Grid, line: Line, at: int, name: str) -> Draft:
    quantity, cells = line.cells[at].quantity, parts.columns[name]
    if quantity is None:
        raise ValueError("only cells with a number are judged")
    like = next((cell.quantity for cell in cells if cell.quantity and cell.quantity.kind == "money"), quantity)
    whole, stated = amount(_sum(cells).high, like), stated_of(quantity)
    formula = " + ".join(amount(cell.quantity.most, like) for cell in cells if cell.quantity)
    label, place = " ".join(line.label.split()), parts.grid.header_line
    return Draft(
        f'"{label}" ({grid.headers[at]}) is {stated}, but its {len(cells)} parts in the table at line {place} make {whole}',
        tuple(view.document.span(number) for number in (line.line, *(part.line for part in parts.grid.lines))),
        key=f"{label}|{grid.headers[at]}",
        computation=Computation(formula=f"{formula} = {whole}", expected=whole, stated=stated),
        suggestion=f"{edit(stated, whole)}, or correct one of the parts",
    )


RULE = Rule("RA126", "row-and-its-parts", "arithmetic", "question", "computed", _find, __doc__)
