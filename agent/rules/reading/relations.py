"""Formulas that the columns of a table follow: found from the rows that obey them, to judge the row that does not.

A table says by its numbers how its columns hang together (heads x salary x months, return minus cost divided by cost). A formula
is taken as established only when the rows that obey it could hardly do so by chance: each obeying row counts with the digits its
result fixes, and the digits must outweigh the number of formulas that were tried.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.rules.reading.candidate_formulas import FEWEST_ROWS, PERCENT, Formula, Values, formulas, sort_of
from agent.rules.reading.grid import Grid, GridCell, Line
from agent.rules.reading.interval import Interval, interval_of, written_of

HALF = 0.5
FEWEST_TIMES = 3  # columns of a sum over times
HELPFUL_DIGITS = 2.0  # enough to doubt another formula that one row breaks
NEEDED_DIGITS = 4.0  # decimal digits that the obeying rows must fix together
ADDING = ("sum", "difference")
RELATIVE = ("quotient", "gain", "loss")  # of two figures: their unit is gone from a percentage
EXACT = ("product", "gain")
DECIMALS = expression(r"\d[.,](\d{1,2})(?![\d.,])")
MOST_COLUMNS = 14


class Breach(Struct, frozen=True):
    """A row that does not follow the formula that the other rows follow."""

    formula: Formula
    line: Line
    expected: Interval
    obeyed: tuple[Line, ...]


def breaches(grid: Grid) -> Iterator[Breach]:
    """Rows that break an established formula, one formula for each set of columns."""
    columns = [at for at in range(grid.width) if grid.numeric(at)]
    if not 2 <= len(columns) <= MOST_COLUMNS or len(grid.lines) <= FEWEST_ROWS:
        return
    values = tuple(tuple(map(_value, line.cells)) for line in grid.lines)
    sorts = [_column_sort(grid, at) for at in range(grid.width)]
    judged = [judgement for formula in formulas(grid, values, columns, sorts) if (judgement := _judge(grid, values, formula, sorts))]
    whole = [judgement for judgement in judged if not judgement.broken]
    judged = [judgement for judgement in judged if judgement.digits >= NEEDED_DIGITS]
    best: dict[frozenset[int], Judgement] = {}
    for judgement in sorted(judged, key=lambda j: (len(j.broken), -j.formula.target, -j.digits)):
        best.setdefault(judgement.columns, judgement)
    told: set[tuple[int, int]] = set()
    for judgement in sorted(best.values(), key=lambda j: (-j.digits, j.formula.target)):
        for line, expected in judgement.broken:
            place = line.index, judgement.formula.target
            if judgement.formula.own and place in told:
                continue  # "Count x Charges x 2.25" where "Count x Salary x 1.8" is told
            if not any(_explains(other, judgement, line) for other in whole) and not _is_otherwise(grid, values, judgement, line):
                told.add(place)
                yield Breach(judgement.formula, line, expected, judgement.obeyed)


class Judgement(Struct, frozen=True):
    formula: Formula
    obeyed: tuple[Line, ...]
    broken: tuple[tuple[Line, Interval], ...]
    digits: float

    @property
    def columns(self) -> frozenset[int]:
        return frozenset((self.formula.target, *self.formula.inputs))


def _explains(other: Judgement, broken: Judgement, line: Line) -> bool:
    """Whether a relation that holds in all rows, in more of them than the broken one, gives what the row says, or has all its columns."""
    wider = other.formula.target == broken.formula.target and len(other.obeyed) > len(broken.obeyed)
    return line in other.obeyed and (wider or broken.columns <= other.columns)


def _is_otherwise(grid: Grid, values: Values, broken: Judgement, line: Line) -> bool:
    """Whether a column is the same multiple of another one in all rows, that one included, or a row lacks what a factor of the others is
    made of: an ARR of 12 times the MRR is no quotient, and who has no social charges costs no 1.8 times the salary."""
    formula, rows = broken.formula, [row for row in grid.lines if not row.total]
    at = {row.index: row_values for row, row_values in zip(grid.lines, values, strict=True)}
    for column in range(grid.width) if formula.name not in ADDING else ():
        pairs = [(stated, base) for row in rows if (stated := at[row.index][formula.target]) and (base := at[row.index][column])]
        ratios = [ratio for stated, base in pairs if (ratio := stated.over(base))]
        has_row = at[line.index][column] is not None and column != formula.target
        if has_row and len(ratios) > FEWEST_ROWS and max(one.low for one in ratios) <= min(one.high for one in ratios) * (1 + 1e-9):
            return True
    others = [column for column in range(1, grid.width) if column not in broken.columns]
    return formula.own and any(at[line.index][other] is None and all(at[row.index][other] for row in broken.obeyed) for other in others)


def _judge(grid: Grid, values: Values, formula: Formula, sorts: Sequence[tuple[str, str] | None]) -> Judgement | None:
    """How the rows of a table stand to a formula, None when it is not established."""
    obeyed: list[Line] = []
    broken: list[tuple[Line, Interval]] = []
    digits, plain = 0.0, 0
    for line, row in zip(grid.lines, values, strict=True):
        stated = row[formula.target]
        inputs = [value for at in formula.inputs if (value := row[at]) is not None]
        if stated is None or len(inputs) < len(formula.inputs):
            continue
        expected = formula.compute(inputs) if _is_usual(sorts, line, formula) else None
        if expected is None or (formula.name in ADDING and _negligible(inputs, stated, step_of(line, formula.target))):
            continue
        if _is_bounded(line, (formula.target, *formula.inputs)):
            continue  # "100+" follows from nothing
        if stated.meets(expected):
            obeyed.append(line)
            plain += formula.name not in ADDING and any(_is_plain(line, row, at) for at in (formula.target, *formula.inputs))
            digits += max(digits_of(stated, expected, step_of(line, formula.target)), _hit(formula, line))
        elif not _is_cut_off(formula, line, stated, inputs) and not _is_standing(formula, stated, inputs):
            broken.append((line, expected))
            if len(broken) > 1 and len(broken) * 4 > len(grid.lines):
                return None
    if plain and len(obeyed) - plain <= FEWEST_ROWS:
        return None
    if len(obeyed) < FEWEST_ROWS or len(broken) * 3 > len(obeyed) + 1 or digits < HELPFUL_DIGITS:
        return None
    return Judgement(formula, tuple(obeyed), tuple(broken), digits)


def _is_plain(line: Line, row: Sequence[Interval | None], at: int) -> bool:
    """Whether a value is nothing, or all of something: what has not begun or is finished follows many a relation by chance."""
    value, quantity = row[at], line.cells[at].quantity
    share = quantity is not None and quantity.kind == "percent"
    return value is not None and (value.low <= 0 <= value.high or (share and value.low <= 1 <= value.high))


def _is_standing(formula: Formula, stated: Interval, inputs: Sequence[Interval]) -> bool:
    """Whether a row of what stands at each time, among rows that add up, repeats its first or its last value: cash after the year."""
    return formula.name == "sum" and len(inputs) >= FEWEST_TIMES and stated in (inputs[0], inputs[-1])


def _is_cut_off(formula: Formula, line: Line, stated: Interval, inputs: Sequence[Interval]) -> bool:
    """Whether a percentage or a quotient rounded the other way, 66.7 % as 66 % or 20 / 3 as 6.6, makes the row right."""
    at_most = [_one_more(line, at, value) for at, value in zip(formula.inputs, inputs, strict=True)]
    expected = formula.compute(at_most)
    return expected is not None and _one_more(line, formula.target, stated, always=formula.name == "quotient").meets(expected)


def _one_more(line: Line, column: int, value: Interval, *, always: bool = False) -> Interval:
    """The value of a percentage, or of any number, with its last digit one higher or lower."""
    quantity = line.cells[column].quantity
    half = value.width / 2 if quantity is not None and (always or quantity.kind == "percent") else 0.0
    return Interval(value.low - half, value.high + half)


def _is_bounded(line: Line, columns: Sequence[int]) -> bool:
    quantities = (line.cells[at].quantity for at in columns)
    return any(quantity is not None and quantity.comparator in ("<", "<=", ">", ">=") for quantity in quantities)


def _hit(formula: Formula, line: Line) -> float:
    """Digits fixed when the written figures give the written result: "16,500 x €9" is "€148,500" although €9 may be rounded, and "€20M" on
    "€5M" is a return of "300%"."""
    quantities = [line.cells[at].quantity for at in (formula.target, *formula.inputs)]
    written = [written_of(quantity) for quantity in quantities if quantity is not None and not quantity.is_range]
    if formula.name not in EXACT or len(written) != len(quantities):
        return 0.0
    expected, step = formula.compute(written[1:]), step_of(line, formula.target)
    stated = written[0] if formula.name == "product" else Interval(written[0].low - step / 2, written[0].high + step / 2)
    if expected is None or not expected.meets(stated) or written[0].low == 0:
        return 0.0
    return max(0.0, math.log10(abs(written[0].low) / step))


def _is_usual(sorts: Sequence[tuple[str, str] | None], line: Line, formula: Formula) -> bool:
    """Whether a row is of the sorts of the columns, or gives a percentage of two figures of one sort, in seconds or in money."""
    quantities = [line.cells[at].quantity for at in formula.inputs]
    relative = formula.name in RELATIVE and sort_of(line.cells[formula.target].quantity) == PERCENT
    if relative and len({(quantity.kind, quantity.unit, quantity.per) for quantity in quantities if quantity is not None}) == 1:
        return True
    return _usual(sorts, line, (formula.target, *formula.inputs))


def _usual(sorts: Sequence[tuple[str, str] | None], line: Line, columns: Sequence[int]) -> bool:
    """Whether the cells have the kind and period of their columns: a price per year among prices per month follows another formula."""
    return all(sort_of(line.cells[at].quantity) == sorts[at] for at in columns)


def _column_sort(grid: Grid, column: int) -> tuple[str, str] | None:
    """The most frequent kind and period of a column's quantities."""
    sorts = Counter(sort_of(cell.quantity) for cell in grid.column(column) if cell.quantity is not None)
    return sorts.most_common(1)[0][0] if sorts else None


def _negligible(values: Sequence[Interval], stated: Interval, step: float) -> bool:
    """Whether a term is too small to show in the result: then the row says nothing about a sum."""
    return any(max(abs(value.low), abs(value.high)) <= max(stated.width, step) / 2 for value in values)


def digits_of(stated: Interval, expected: Interval, step: float) -> float:
    """Decimal digits that agreement fixes: how improbable it is to hit `stated` by chance."""
    size = max(abs(stated.low), abs(stated.high))
    width = max(stated.width, expected.width, step)
    return max(0.0, math.log10(size / width)) if size else 0.0


def step_of(line: Line, column: int) -> float:
    """The worth of the last written digit of a cell, percentages as fractions: 1 for "12", 0.01 for "140%", 0.1 for "10.0"."""
    cell = line.cells[column]
    written = DECIMALS.search(cell.text)
    return 10.0 ** -len(written[1] if written else "") * (0.01 if cell.quantity and cell.quantity.kind == "percent" else 1.0)


def _value(cell: GridCell) -> Interval | None:
    if cell.quantity is None:
        return None
    value = interval_of(cell.quantity)
    whole = (
        cell.quantity.kind == "ratio"
        and cell.quantity.unit == "x"
        and float(cell.quantity.most).is_integer()
        and not cell.quantity.is_range
    )
    return Interval(value.low - HALF, value.high + HALF) if whole else value  # "27x" is no exact number
