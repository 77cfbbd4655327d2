"""An average row is not the average of the rows above it.

Claim: a row that is called an average, or "overall" among scores, lies outside the values above it (an error), or equals neither their
plain average nor one weighted by another column (a warning).

Why it matters: the average is the one figure of the table that is quoted.

Flagged:

    | Area | Score before | Score after |
    |---|---:|---:|
    | Search | 6.0 | 9.0 |
    | Billing | 7.0 | 9.5 |
    | Reports | 8.0 | 9.1 |
    | **Average** | **8.5** | **9.2** |

Fine:

    | Area | Score before | Score after |
    |---|---:|---:|
    | Search | 6.0 | 9.0 |
    | Billing | 7.0 | 9.5 |
    | Reports | 8.0 | 9.1 |
    | **Average** | **7.0** | **9.2** |
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.interval import Interval, interval_of, summed
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
TOP_SCORE = 10.0


WEIGHTED = expression(r"weighted|ponderad|gewichtet|pondéré|взвешенн|加重|加权", re.IGNORECASE)
MEDIA = expression(r"\w\s+m[eé]dia\W*$", re.IGNORECASE)


class Column(Struct, frozen=True):
    """The stated average of a column, the quantities above it, and the rows they stand in."""

    index: int
    stated: Quantity
    values: tuple[Quantity, ...]
    lines: tuple[Line, ...]

    @property
    def plain(self) -> Interval:
        return summed(interval_of(value) for value in self.values).scaled(1 / len(self.values))


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for at, line in enumerate(grid.lines):
            called = _names_average(line.label) and (line.total or at == len(grid.lines) - 1)
            if called or (pattern("overall").fullmatch(line.label.strip("* ")) and at == len(grid.lines) - 1):
                for column in _columns(grid, at):
                    if called or _is_score(column):
                        yield from _judge(view, grid, line, column)


def _names_average(label: str) -> bool:
    """ "Average", "Weighted average", "OVERALL AVERAGE", but no measure ("average quality score") and no thing ("L7, média")."""
    rest = pattern("overall").sub("", pattern("averages").sub("", label.strip("* ")))
    return (
        rest != label.strip("* ")
        and len(rest.split()) <= 1
        and bool(pattern("averages").search(label))
        and not (rest and label[0] > "\u2e7f")
        and not any(letter.isdigit() or letter in ",/" for letter in rest)
    )


def _is_average(label: str) -> bool:
    """Whether a row above is an average itself: "Industry average", but not "Social media"."""
    return bool(pattern("averages").search(label)) and not MEDIA.search(label)


def _columns(grid: Grid, at: int) -> Iterator[Column]:
    above = [line for line in grid.lines[:at] if not line.total and not _is_average(line.label)]
    for index in range(grid.width):
        stated = grid.lines[at].cells[index].quantity
        pairs = [(line, value) for line in above if (value := line.cells[index].quantity)]
        if stated and len(pairs) == len(above) >= FEWEST and _alike([stated, *(value for _, value in pairs)]):
            yield Column(index, stated, tuple(value for _, value in pairs), tuple(line for line, _ in pairs))


def _alike(values: Sequence[Quantity]) -> bool:
    """Single values of one kind, unit and period; a unit may be left out in some."""
    units = {value.unit for value in values} - {""}
    kinds = {("score" if value.unit.startswith("/") else value.kind, value.per) for value in values}  # 9/10 may be read as a ratio
    return len(kinds) == 1 and len(units) <= 1 and not any(value.is_range for value in values)


def _is_score(column: Column) -> bool:
    """Whether a column holds scores, which can only be averaged: they and the overall one are at most ten."""
    values = (column.stated, *column.values)
    total = sum(value.most for value in column.values)
    scores = all(value.kind in ("count", "score", "ratio") and 0 <= value.most <= TOP_SCORE for value in values)
    return scores and column.stated.most < total - 1 and column.stated.least >= min(value.least for value in column.values)


def _judge(view: View, grid: Grid, line: Line, column: Column) -> Iterator[Draft]:
    stated = _rounded(column)
    if stated.meets(summed(interval_of(value) for value in column.values)):
        return
    lowest, highest = (pick(interval_of(value).middle for value in column.values) for pick in (min, max))
    outside = stated.high < lowest or stated.low > highest or (lowest < highest and stated.low >= highest and _few_at_top(column, highest))
    if not outside and any(mean.meets(stated) for mean in _means(grid, column)):
        return
    factor = 100.0 if column.stated.kind == "percent" else 1.0
    weights = _shares(grid, column) if WEIGHTED.search(line.label) else ()
    if WEIGHTED.search(line.label) and not weights and not outside:
        return  # by what it is weighted stands elsewhere
    mean = _weighted(column.values, weights) if weights else column.plain
    expected = amount(round(mean.middle * factor, 2), column.stated)
    header = grid.headers[column.index] or "the value"
    terms = " + ".join(number(value.most) for value in column.values)
    formula = f"({terms}) / {len(column.values)} = {expected}"
    if weights:
        formula = f"{' + '.join(f'{number(v.most)} x {number(w.most)}%' for v, w in zip(column.values, weights, strict=True))} = {expected}"
    yield Draft(
        f'{header} of "{line.label}" is {stated_of(column.stated)}, but the {len(column.values)} rows above average {expected}'
        + (" by their shares" if weights else ""),
        (view.document.span(line.line, line.end_line), *(view.document.span(above.line, above.end_line) for above in column.lines)),
        key=f"{line.label}|{header}",
        computation=Computation(formula=formula, expected=expected, stated=stated_of(column.stated)),
        suggestion=f"change {stated_of(column.stated)} to {expected}, or say how it is weighted",
    )


def _rounded(column: Column) -> Interval:
    """What is stated, as whole as it is written: an average of 41.67 is 42."""
    stated = interval_of(column.stated)
    whole = float(column.stated.most).is_integer() and column.stated.kind in ("count", "ratio", "score", "duration")
    half = 0.5 if whole and abs(column.stated.most) >= TOP_SCORE else 0.0
    return Interval(stated.low - half, stated.high + half)


def _shares(grid: Grid, column: Column) -> tuple[Quantity, ...]:
    """The one column of shares that make a hundred, by which a weighted average is weighted."""
    found: list[tuple[Quantity, ...]] = []
    for other in range(grid.width):
        known = tuple(cell for line in column.lines if (cell := line.cells[other].quantity) and cell.kind == "percent")
        if other != column.index and len(known) == len(column.lines) and abs(sum(share.most for share in known) - 100) < 1:
            found.append(known)
    return found[0] if len(found) == 1 else ()


def _few_at_top(column: Column, highest: float) -> bool:
    """Whether the highest value is the exception, so that no weighting which counts the others reaches it."""
    return sum(interval_of(value).middle >= highest for value in column.values) * 3 <= len(column.values)


def _means(grid: Grid, column: Column) -> Iterator[Interval]:
    """The plain average, and those weighted by each other column of amounts; the median."""
    yield _widened(column.plain)
    middle = sorted(interval_of(value).middle for value in column.values)
    yield Interval(middle[(len(middle) - 1) // 2], middle[len(middle) // 2])
    for other in range(grid.width):
        weights = [line.cells[other].quantity for line in column.lines]
        known = [weight for weight in weights if weight is not None and weight.least >= 0 and not weight.is_range]
        if other != column.index and len(known) == len(weights) and sum(weight.most for weight in known) > 0:
            yield _widened(_weighted(column.values, known))


def _weighted(values: Sequence[Quantity], weights: Sequence[Quantity]) -> Interval:
    total = sum(weight.most for weight in weights)
    return summed(interval_of(value).scaled(weight.most / total) for value, weight in zip(values, weights, strict=True))


def _widened(value: Interval) -> Interval:
    """An average is often rounded once more."""
    slack = 0.005 * max(abs(value.low), abs(value.high))
    return Interval(value.low - slack, value.high + slack)


RULE = Rule("RA109", "average-row", "arithmetic", "warning", "computed", _find, __doc__)
