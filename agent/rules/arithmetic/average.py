"""An average row is not the average of the rows above it.

Claim: a row that is called an average, or "overall" among scores (which is asked about), equals neither the plain average of the values
above it nor one weighted by another column. A total row whose cost, price or revenue for each one lies between those
of the rows, and is none of these averages nor the quotient of two of its totals, is asked about.

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
from itertools import permutations

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation, Severity
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.interval import Interval, interval_of, summed
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
TOP_SCORE = 10.0


EACH = expression(
    r"\b(?:cac|cpa|cpl|cpc|cpi|arpu|arpa|aov)\b|\b(?:cost|price|revenue|spend|value) (?:per|of a|for each)\b|\bper (?!cent\b)"
    r"|\b(?:unit|average|avg\.?) (?:cost|price|value|revenue)|stückpreis|単価|单价|获客成本"
    r"|\b(?:custo|costo|coste|preço|precio|coût|prix|kosten|preis) (?:por|par|pro|je)\b",
    re.IGNORECASE,
)
BLENDED = expression(r"^\W*(?:blended|combined|overall|all channels)\b", re.IGNORECASE)
WEIGHTED = expression(r"weighted|blended|ponderad|gewichtet|pondéré|взвешенн|加重|加权", re.IGNORECASE)
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
            called = _names_average(line.label, view.roadmap.language) and (line.total or at == len(grid.lines) - 1)
            last = at == len(grid.lines) - 1
            if called or (pattern("overall").fullmatch(line.label.strip("* ")) and last):
                for column in _columns(grid, at):
                    if (called or _is_score(column)) and not _is_quotient(line, column):
                        yield from _judge(view, grid, line, column, None if called else "question")
            elif last and (line.total or BLENDED.search(line.label)):
                yield from _blended(view, grid, at)


def _blended(view: View, grid: Grid, at: int) -> Iterator[Draft]:
    """What one of each row costs or brings is no sum in a total row: the average by one of the other columns, or their quotient there."""
    line = grid.lines[at]
    for column in _columns(grid, at):
        values = [value.most for value in column.values]
        each = EACH.search(grid.headers[column.index]) and not _is_by_time(grid.headers[column.index])
        if each and min(values) < column.stated.most < max(values) and column.stated.kind == "money":
            totals = [cell.quantity for cell in line.cells if cell.quantity is not None and cell.quantity is not column.stated]
            quotients = [ratio for one, other in permutations(totals, 2) if (ratio := allowed(one).over(allowed(other)))]
            if not any(_widened(mean).meets(allowed(column.stated)) for mean in (*quotients, *means(grid, column))):
                weights = next((known for other in range(1, grid.width) if (known := _counts(column, other))), ())
                yield _draft(view, grid, line, column, weights, severity="question")


def _counts(column: Column, other: int) -> tuple[Quantity, ...]:
    """The numbers or shares of another column by which a total row weighs this one."""
    known = tuple(cell for line in column.lines if (cell := line.cells[other].quantity) and cell.kind in ("count", "percent"))
    usable = other != column.index and len(known) == len(column.lines) and sum(value.most for value in known) > 0
    return known if usable and all(value.least >= 0 for value in known) else ()


def _is_by_time(header: str) -> bool:
    return any(pattern(name).search(header) for name in ("monthly", "yearly"))


def _names_average(label: str, language: str) -> bool:
    """ "Average", "Weighted average", "OVERALL AVERAGE", but no measure ("average quality score") and no thing ("L7, média")."""
    if language == "en" and MEDIA.search(label):
        return False
    rest = pattern("overall").sub("", pattern("averages").sub("", label.strip("* ")))
    return (
        rest != label.strip("* ")
        and len(rest.split()) <= 1
        and bool(pattern("averages").search(label))
        and not (rest and label[0] > "\u2e7f")
        and not any(letter.isdigit() or letter in ",/" for letter in rest)
    )


def _is_quotient(line: Line, column: Column) -> bool:
    """Whether the row divides one of its averages by another: the ratio of two mean times is not the mean of the ratios."""
    others = [cell.quantity for at, cell in enumerate(line.cells) if at != column.index and cell.quantity is not None]
    quotients = [ratio for one, other in permutations(others, 2) if (ratio := allowed(one).over(allowed(other)))]
    return column.stated.kind == "ratio" and any(ratio.meets(allowed(column.stated)) for ratio in quotients)


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


def _judge(view: View, grid: Grid, line: Line, column: Column, severity: Severity | None) -> Iterator[Draft]:
    stated = _rounded(column)
    if stated.meets(summed(interval_of(value) for value in column.values)):
        return
    lowest, highest = (pick(interval_of(value).middle for value in column.values) for pick in (min, max))
    outside = stated.high < lowest or stated.low > highest or (lowest < highest and stated.low >= highest and _few_at_top(column, highest))
    if not outside and any(mean.meets(stated) for mean in means(grid, column)):
        return
    told = any(WEIGHTED.search(cell.text) for cell in line.cells)
    weights = _shares(grid, column) if told else ()
    if told and not weights and not outside:
        return  # by what it is weighted stands elsewhere
    yield _draft(view, grid, line, column, weights, severity)


def _draft(view: View, grid: Grid, line: Line, column: Column, weights: Sequence[Quantity], severity: Severity | None = None) -> Draft:
    factor = 100.0 if column.stated.kind == "percent" else 1.0
    mean = _weighted(column.values, weights) if weights else column.plain
    expected = amount(round(mean.middle * factor, 2), column.stated)
    header = grid.headers[column.index] or "the value"
    terms = " + ".join(number(value.most) for value in column.values)
    formula = f"({terms}) / {len(column.values)} = {expected}"
    if weights:
        whole, share = sum(weight.most for weight in weights), "%" if weights[0].kind == "percent" else ""
        terms = " + ".join(f"{number(v.most)} x {number(w.most)}{share}" for v, w in zip(column.values, weights, strict=True))
        formula = f"{terms} = {expected}" if share else f"({terms}) / {number(whole)} = {expected}"
    by = " by their shares" if weights and weights[0].kind == "percent" else " by their numbers" if weights else ""
    return Draft(
        f'{header} of "{line.label}" is {stated_of(column.stated)}, but the {len(column.values)} rows above average {expected}{by}',
        (view.document.span(line.line, line.end_line), *(view.document.span(above.line, above.end_line) for above in column.lines)),
        key=f"{line.label}|{header}",
        computation=Computation(formula=formula, expected=expected, stated=stated_of(column.stated)),
        suggestion=f"change {stated_of(column.stated)} to {expected}, or say how it is weighted",
        severity=severity,
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


def means(grid: Grid, column: Column) -> Iterator[Interval]:
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
