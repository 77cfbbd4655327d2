"""Rows of a table hang together in all columns but one.

Claim: in a table with a column for each year, plan or variant one row is the sum or the difference of two others ("members" are "guests"
and "owners"), to more digits than chance explains, in every column but one; there it is not.

Why it matters: the figure of one year was changed and what follows from it was not.

Flagged:

    | | 2026 | 2027 | 2028 | 2029 |
    |---|---:|---:|---:|---:|
    | Members in spring | 1,205 | 2,403 | 4,108 | 5,602 |
    | Of them guests | 802 | 1,309 | 1,604 | 2,107 |
    | Of them owners | 403 | 1,094 | 2,054 | 3,495 |

Fine:

    | | 2026 | 2027 | 2028 | 2029 |
    |---|---:|---:|---:|---:|
    | Members in spring | 1,205 | 2,403 | 4,108 | 5,602 |
    | Of them guests | 802 | 1,309 | 1,604 | 2,107 |
    | Of them owners | 403 | 1,094 | 2,504 | 3,495 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import comb, log10

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, stated_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.interval import interval_of
from agent.rules.reading.relations import step_of

FEWEST_COLUMNS, MOST_COLUMNS = 3, 12
FEWEST_ROWS, MOST_ROWS = 3, 28
FEWEST_HELD = 2
# Decimal digits that the columns which agree fix together: what the number of triples of rows makes a chance of, and some more.
MORE_DIGITS, MOST_DIGITS = 4.0, 6.0
BRACKETED = expression(r"\(.*\)")  # how accounts write a loss: a row of losses and gains is no plain sum
TOLERANCE = 0.02  # relative, for a first look


class Broken(Struct, frozen=True):
    """`total` is `parts[0] + parts[1]` in the columns `held`, and not in `column`."""

    total: Line
    parts: tuple[Line, Line]
    column: int
    held: int
    digits: int


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for broken in _broken(grid):
            yield _draft(view, grid, broken)


def _broken(grid: Grid) -> Iterator[Broken]:
    """One relation for each cell that breaks it, the one that fixes most digits."""
    if grid.numeric(0):
        return  # 5 %, 10 %, 15 %: each row is a step of one scale
    columns = [at for at in range(1, grid.width) if grid.numeric(at)]
    if not FEWEST_COLUMNS <= len(columns) <= MOST_COLUMNS or not FEWEST_ROWS <= len(grid.lines) <= MOST_ROWS:
        return
    lines = [line for line in grid.lines if sum(_is_plain(line.cells[at].quantity) for at in columns) >= FEWEST_COLUMNS]
    lines = [line for line in lines if len({BRACKETED.fullmatch(line.cells[at].text.strip("* ")) is None for at in columns}) == 1]
    values = {line.index: [_value(line.cells[at].quantity) for at in columns] for line in lines}
    found: dict[int, Broken] = {}
    needed = min(MORE_DIGITS + log10(max(1, 3 * comb(len(lines), 3))), MOST_DIGITS)
    for total in lines:
        others = [line for line in lines if line is not total and _alike(line, total, columns)]
        for one, other in combinations(others, 2):
            held = _held(values[one.index], values[other.index], values[total.index])
            if held < FEWEST_HELD:
                continue
            broken = _judge(total, (one, other), columns, needed)
            if broken and ((best := found.get(broken.column)) is None or best.digits < broken.digits):
                found[broken.column] = broken
    yield from (found[at] for at in sorted(found))


def _is_plain(value: Quantity | None) -> bool:
    return value is not None and value.least == value.most and value.kind in ("money", "count", "duration") and value.comparator == "="


def _value(value: Quantity | None) -> float | None:
    return value.most if value is not None and _is_plain(value) else None


def _alike(one: Line, other: Line, columns: Sequence[int]) -> bool:
    sorts = [
        {(value.kind, value.unit if value.kind != "count" else "") for at in columns if (value := line.cells[at].quantity)}
        for line in (one, other)
    ]
    return len(sorts[0] | sorts[1]) == 1


def _held(one: Sequence[float | None], other: Sequence[float | None], total: Sequence[float | None]) -> int:
    """In how many columns the sum may hold: a first look."""
    held = 0
    for a, b, c in zip(one, other, total, strict=True):
        if a is not None and b is not None and c is not None:
            held += abs(a + b - c) <= TOLERANCE * max(abs(a), abs(b), abs(c))
    return held


def _judge(total: Line, parts: tuple[Line, Line], columns: Sequence[int], needed: float) -> Broken | None:
    """The relation where it holds in all columns but one; None where it holds in all, too."""
    held, digits, broken = 0, 0, []
    for at in columns:
        cells = [line.cells[at] for line in (total, *parts)]
        if not all(_is_plain(cell.quantity) for cell in cells):
            continue
        stated, one, other = (interval_of(cell.quantity) for cell in cells if cell.quantity)
        step = step_of(total, at)
        if one.middle == other.middle == 0 and abs(stated.middle) > max(stated.width, step):
            broken.append(at)  # nothing and nothing make something
            continue
        if min(abs(one.middle), abs(other.middle)) <= max(stated.width, step):
            continue  # a term too small to show
        if stated.meets(one + other):
            held += 1
            digits += _significant(stated.middle)
        elif stated.middle == one.middle == other.middle:
            continue  # a rate, the same in all three
        else:
            broken.append(at)
    if held < FEWEST_HELD or len(broken) != 1 or digits < needed:
        return None
    return Broken(total, parts, broken[0], held, digits)


def _significant(value: float) -> int:
    """The digits of a number without its zeros at the end: round figures agree by chance."""
    return len(f"{abs(value):.6g}".replace(".", "").split("e")[0].strip("0"))


def _draft(view: View, grid: Grid, broken: Broken) -> Draft:
    at, (one, other) = broken.column, broken.parts
    terms = [line.cells[at].quantity for line in (broken.total, one, other)]
    value, first, second = (term for term in terms if term is not None)
    computed, stated = amount(first.most + second.most, value), stated_of(value)
    column = grid.headers[at] or "a column"
    return Draft(
        f'"{broken.total.label}" is "{one.label}" and "{other.label}" together in {broken.held} columns, '
        f"but in {column} it is {stated} and they make {computed}",
        tuple(view.document.span(line.line, line.end_line) for line in (broken.total, one, other)),
        key=f"{broken.total.label}|{column}",
        computation=Computation(formula=f"{stated_of(first)} + {stated_of(second)} = {computed}", expected=computed, stated=stated),
        suggestion=f"correct one of the three figures of {column}: {stated}, {stated_of(first)} or {stated_of(second)}",
    )


RULE = Rule("RA152", "rows-of-table", "arithmetic", "question", "computed", _find, __doc__)
