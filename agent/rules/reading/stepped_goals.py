"""Goals of one measure for one time after another, in the columns of a table: "Target 2026 | Target 2028", "Goal phase 1 | Final goal"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.facts import role_of
from agent.model.quantity import Quantity
from agent.rules.reading.grid import TIME, Grid, GridCell, Line
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
FEWEST_TIMES = 3  # columns that name times alone: two may be of anything
NUMBER = expression(r"\d{1,4}")
LEFT_OUT = expression(r"[\W\d_]+")


class Step(Struct, frozen=True):
    """The goal of one column."""

    header: str
    value: Quantity
    cell: GridCell


class SteppedGoals(Struct, frozen=True):
    """One row: `steps` are its goals in the order of their times; `said` where the headers call them goals."""

    name: str
    line: Line
    steps: tuple[Step, ...]
    said: bool


def stepped_goals_of(grids: Sequence[Grid]) -> Iterator[SteppedGoals]:
    """The rows of every table whose columns are goals, or times of a table of measures, each later than the one before."""
    for grid in grids:
        columns, said = _ordered(grid)
        for line in grid.lines if columns else ():
            filled = [(at, line.cells[at], line.cells[at].quantity) for at in columns if line.cells[at].text.strip()]
            steps = tuple(Step(grid.headers[at], value, cell) for at, cell, value in filled if value is not None)
            alike = {(step.value.kind, step.value.unit, step.value.per, step.value.change) for step in steps}
            if len(steps) == len(filled) >= FEWEST and len(alike) == 1 and not line.total:
                yield SteppedGoals(line.label, line, steps, said)


def _ordered(grid: Grid) -> tuple[list[int], bool]:
    """The columns of goals in the order of their times, and whether their headers call them goals."""
    goals = [at for at in range(1, grid.width) if role_of(grid.headers[at]) == "target"]
    if len(goals) >= FEWEST and _ascends([grid.headers[at] for at in goals]):
        return goals, True
    times = [at for at in range(1, grid.width) if grid.headers[at].strip() and TIME.fullmatch(grid.headers[at].strip().casefold())]
    of_measures = bool(pattern("metric_words").search(grid.headers[0]))
    if of_measures and len(times) >= FEWEST_TIMES and _ascends([grid.headers[at] for at in times]):
        return times, False
    return [], False


def _ascends(headers: Sequence[str]) -> bool:
    """Whether headers differ by one number that grows, or the last one names the end: "Goal phase 1", "Final goal"."""
    if pattern("final_goal").search(headers[-1]):
        headers = headers[:-1]
    numbers = [NUMBER.findall(header) for header in headers]
    if any(len(found) != 1 for found in numbers) or len({LEFT_OUT.sub(" ", header.casefold()).strip() for header in headers}) > 1:
        return False
    ranks = [int(found[0]) for found in numbers]
    return all(one < other for one, other in pairwise(ranks))
