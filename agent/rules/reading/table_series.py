"""The rows and columns of a table as values from one time, plan or scenario to the next."""

from __future__ import annotations

from msgspec import Struct

from agent.extract.wording.words import names_total
from agent.model.quantity import Quantity
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.vocabulary import pattern


class TableSeries(Struct, frozen=True):
    """The values of a row or a column one after the other, with the line that each stands in and the time that it is of."""

    name: str
    values: tuple[Quantity | None, ...]
    lines: tuple[int, ...]
    times: tuple[str, ...]


def rows_as_series(grid: Grid) -> list[TableSeries]:
    """The rows, without the columns that sum up the others."""
    kept = [at for at in range(1, grid.width) if not (names_total(grid.headers[at]) or is_overall(grid.headers[at]))]
    times = tuple(grid.headers[at] for at in kept)
    return [
        TableSeries(line.cells[0].text, tuple(line.cells[at].quantity for at in kept), (line.line,) * len(kept), times)
        for line in grid.lines
    ]


def columns_as_series(grid: Grid) -> list[TableSeries]:
    """The columns, without the rows that sum up the others."""
    lines = [line for line in grid.lines if not (line.total or is_overall(line.label))]
    places, times = tuple(line.line for line in lines), tuple(_time(grid, line) for line in lines)
    return [TableSeries(grid.headers[at], tuple(line.cells[at].quantity for line in lines), places, times) for at in range(1, grid.width)]


def _time(grid: Grid, line: Line) -> str:
    """What the first cell of a row says, "Month 1" where that is only a number."""
    first = line.cells[0]
    return f"{grid.headers[0]} {first.text}".strip() if first.text and first.quantity is not None else first.text or line.label


def is_overall(name: str) -> bool:
    """Whether a row, a column or a measure is of all times together: a total, an average, a growth by the year."""
    return bool(pattern("of_all_times").search(name))
