"""A total row is not the sum of the rows above it.

Claim: a row of a table is called a total, the rows above it, since the total before, have one amount of the same kind each in a column
(or say that there is none), and these add up neither to the total nor do they average to it, nor does any other set of rows above it;
where a row has words instead of an amount, the total is less than the others make. Two rows, and "about" beyond what its digits leave
open, are asked about; percentages count where the rows make 100 %. Columns of prices for one, shares, scores and dates
are left out, and so are times that may run side by side as long as the total is no longer than all of them.

Why it matters: monthly costs, days, users and points are added up by hand as often as budgets are.

Flagged:

    | Step | Time needed |
    |---|---:|
    | Survey | 4 days |
    | Walls | 6 days |
    | Roof | 5 days |
    | **Total** | **19 days** |

Fine:

    | Step | Time needed |
    |---|---:|
    | Survey | 4 days |
    | Walls | 6 days |
    | Roof | 5 days |
    | **Total** | **15 days** |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.extract.wording.words import names_subtotal, names_total, passed_over
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, beyond_rounding, edit, is_round, span_of, stated_of, sum_text
from agent.rules.reading.grid import Grid, GridCell, Line, is_blank
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.range_ends import ends_apart
from agent.rules.reading.stated_totals import is_average
from agent.rules.reading.vocabulary import pattern

FEWEST, FEWEST_SURE = 2, 3  # rows
HUNDRED = 100.0
NEAREST = 1.34  # times: what two rows may be off
LEAST_EXACT = 10
FARTHEST = 2.0  # times: beyond that the row sums up something else
SHOWN_TERMS = 14
NESTING = ("-", "–", "└", "├", "•", "+", "↳")
ADDED = frozenset({"money", "count", "duration", "size"})
# What the values of a column are when they are no parts of a sum.
LEVELS = frozenset(
    {
        "price",
        "priority",
        "probability",
        "id",
        "window",
        "start",
        "end",
        "roi",
        "payback",
        "progress",
        "target",
        "margin",
        "churn",
        "version",
        "status",
    }
)
WORK = frozenset({"hour", "person-day", "person-week", "person-month", "person-hour"})


class Column(Struct, frozen=True):
    """What a total row states in a column, the amounts above it, and whether other rows have words there."""

    at: int
    header: str
    stated: GridCell
    value: Quantity
    parts: tuple[tuple[Line, Quantity], ...]
    worded: bool

    @property
    def whole(self) -> Interval:
        return summed(allowed(value) for _, value in self.parts)


def _find(view: View) -> Iterator[Draft]:
    judged = {(total.stated.span.line, total.value.least, total.value.most) for total in view.roadmap.totals}
    for grid in view.grids:
        for total, rows, others in _totals(grid):
            columns = [column for at in range(1, grid.width) if (column := _column(grid, total, rows, at))]
            columns = [column for column in columns if (total.line, column.value.least, column.value.most) not in judged]
            broken = [column for column in columns if not _holds(column) and not _fits(column, others)]
            proven = any(_is_exact(column) for column in columns)
            sums = not any(_is_far(column) for column in columns)
            if proven or (sums and (len(broken) == 1 or len(broken) * 2 <= len(columns))):
                yield from (_draft(view, total, column, sure=len(columns) > 1 and len(column.parts) >= FEWEST_SURE) for column in broken)
            yield from (_draft(view, total, column, sure=False) for column in columns if column not in broken and _is_apart(column))


def _totals(grid: Grid) -> Iterator[tuple[Line, tuple[Line, ...], tuple[tuple[Line, ...], ...]]]:
    """Each total row with the rows since the one before, or since a row that only names what follows, and other rows it may sum."""
    if any(line.cells[0].text.startswith(NESTING) or passed_over(line.label) for line in grid.lines):
        return
    totals: list[Line] = []
    rows: list[Line] = []
    plain: list[Line] = []
    for line in grid.lines:
        name = line.cells[0].text or line.label
        if names_total(name) and not is_average(name):
            yield line, tuple(rows), (tuple(plain), tuple(totals), (*totals[-1:], *rows), (*totals, *rows)) if totals else ()
            totals.append(line)
            rows = []
        elif (line.total or names_subtotal(name)) and any(cell.quantity for cell in line.cells):
            totals.append(line)  # what a bold row sums up is a guess
            rows = []
        elif all(is_blank(cell.text) for cell in line.cells[1:]):
            rows = []
        else:
            rows.append(line)
            plain.append(line)


def _of_measures(grid: Grid) -> bool:
    """Whether each row counts something else: views in total are no sum of the sign-ups and clubs above."""
    meaning = lookup_label(grid.headers[0])
    return meaning is not None and meaning.attribute == "metric"


def _column(grid: Grid, total: Line, rows: Sequence[Line], at: int) -> Column | None:
    stated = total.cells[at].quantity
    header = grid.headers[at]
    if stated is None or stated.change or (stated.kind not in ADDED and not _is_whole(stated, rows, at)) or is_level(header):
        return None
    parts = [(line, value) for line in rows if (value := line.cells[at].quantity)]
    unread = [line.cells[at] for line in rows if line.cells[at].quantity is None and not is_blank(line.cells[at].text)]
    if stated.kind == "count" and _of_measures(grid):
        return None
    same = all(alike(stated, value) for _, value in parts) and len({value.per for _, value in parts}) == 1
    if len(parts) < FEWEST or not same or any(cell.tokens for cell in unread):
        return None
    return Column(at, header, total.cells[at], stated, tuple(parts), bool(unread))


def _is_whole(stated: Quantity, rows: Sequence[Line], at: int) -> bool:
    """Whether the rows have percentages that make 100 % together: then the total is no other one."""
    shares = [value for line in rows if (value := line.cells[at].quantity)]
    whole = sum(value.most for value in shares)
    return (
        stated.kind == "percent"
        and len(shares) >= FEWEST_SURE
        and abs(whole - HUNDRED) <= 1
        and all(0 < one.most < HUNDRED for one in shares)
    )


def _fits(column: Column, others: Sequence[Sequence[Line]]) -> bool:
    """Whether the total is the sum of other rows, totals among them, or what is left of the first total after the others."""
    stated = allowed(column.value)
    for lines in others:
        values = [allowed(value) for line in lines if (value := line.cells[column.at].quantity)]
        if values and (stated.meets(summed(values)) or stated.meets(values[0] - summed(values[1:]))):
            return True
    return False


def is_level(header: str) -> bool:
    """Whether a column holds what does not add up, by its header."""
    meaning = lookup_label(header)
    each = pattern("each").search(header) or pattern("price").search(header) or pattern("ratings").search(header)
    return is_average(header) or each is not None or (meaning is not None and meaning.attribute in LEVELS)


def alike(stated: Quantity, value: Quantity) -> bool:
    units = {stated.unit, value.unit} - {""} if stated.kind != "count" else set()
    pers = {stated.per, value.per} - {""}
    return value.kind == stated.kind and len(units) <= 1 and len(pers) <= 1 and not value.change


def _holds(column: Column) -> bool:
    """Whether the total may be right: the sum, a mean, the most or the number of the rows, or no nearer than that to any sum."""
    stated, whole, values = allowed(column.value), column.whole, [allowed(value) for _, value in column.parts]
    if stated.meets(whole) or is_round(column.value, whole.middle) or whole.middle <= 0 or _is_far(column):
        return True
    if column.worded:
        return stated.high >= whole.low
    if column.value.kind == "duration" and column.value.unit not in WORK and stated.middle < whole.middle:
        return True
    highest = max(value.high for value in values)
    mean = whole.scaled(1 / len(values))
    return stated.meets(mean) or stated.meets(Interval(highest, highest)) or _ends_with_sum(stated, values)


def _is_far(column: Column) -> bool:
    """Whether what is stated is no mistake in adding up the rows: the row sums up something else."""
    whole = column.whole.middle
    farthest = FARTHEST if len(column.parts) >= FEWEST_SURE else NEAREST
    return whole > 0 and not 1 / farthest <= allowed(column.value).middle / whole <= farthest


def _is_exact(column: Column) -> bool:
    """Whether a column adds up to a figure that chance does not hit."""
    whole = sum(value.most for _, value in column.parts)
    return not column.worded and column.value.most == whole >= LEAST_EXACT


def _is_apart(column: Column) -> bool:
    """Whether the total meets the sum of the rows, and it is a range with other ends, or rounding alone does not join them."""
    values = [value for _, value in column.parts]
    if column.worded or not allowed(column.value).meets(column.whole):
        return False
    least, most = sum(value.least for value in values), sum(value.most for value in values)
    return bool(ends_apart(column.value, least, most)) or beyond_rounding(column.value, values)


def _ends_with_sum(stated: Interval, values: Sequence[Interval]) -> bool:
    """Whether only the last rows are summed up, as below a heading inside of the table."""
    return any(stated.meets(summed(values[at:])) for at in range(1, len(values) - 1))


def _draft(view: View, total: Line, column: Column, *, sure: bool) -> Draft:
    parts, stated = [value for _, value in column.parts], stated_of(column.value)
    computed = span_of(sum(part.least for part in parts), sum(part.most for part in parts), column.value)
    at_least = "at least " if column.worded else ""
    formula = sum_text(parts, computed) if len(parts) <= SHOWN_TERMS else f"{len(parts)} amounts = {computed}"
    return Draft(
        f'{column.header or "the value"} of "{total.label}" is {stated}, but the {len(parts)} rows above add up to {at_least}{computed}',
        (view.document.span(total.line, total.end_line), *(view.document.span(line.line, line.end_line) for line, _ in column.parts)),
        key=f"{total.label}|{column.header}",
        computation=Computation(formula=formula, expected=computed, stated=stated),
        suggestion=f"{edit(stated, computed)}, or correct one of the {len(parts)} rows",
        severity=None if sure else "question",  # a row of one figure may total what stands elsewhere
    )


RULE = Rule("RA148", "total-row", "arithmetic", "warning", "computed", _find, __doc__)
