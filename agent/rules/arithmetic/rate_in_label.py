"""An amount is not the percentage that its own label names.

Claim: a row or line of costs carries its rate in its label ("Contingency (10%)", "Payment processing (2.9%)"), and its amount is that
share of no amount of its section and of no sum of rows beside it. A reserve above its share of these may be of more; fees, taxes
and commissions are only judged where one revenue stands in the same list.

Why it matters: the reserve is smaller than everybody believes, or a fee was carried over from another calculation.

Flagged:

    | Item | Amount |
    |---|---|
    | Staff | $60,000 |
    | Equipment | $30,000 |
    | Contingency (10%) | $4,000 |
    | **Total** | $94,000 |

Fine:

    | Item | Amount |
    |---|---|
    | Staff | $60,000 |
    | Equipment | $30,000 |
    | Contingency (10%) | $9,000 |
    | **Total** | $99,000 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.entries import sort_of
from agent.rules.reading.grid import Grid, Line
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.vocabulary import pattern

SLACK = 0.03  # relative: rates of rounded sums
FEWEST = 2  # amounts besides the one judged
MOST_PLACES = 8
LARGEST = 60.0  # percent: more is an allocation, not a rate


class Row(Struct, frozen=True):
    """One line of a list or one cell of a column: its label, its one amount, the one percentage of its label."""

    label: str
    value: Quantity
    rate: Quantity | None
    total: bool
    span: Span


def _find(view: View) -> Iterator[Draft]:
    for rows in (*_columns(view), *_lists(view)):
        for at, row in enumerate(rows):
            if row.rate is not None and not any(_fits(row, allowed(value)) for value in _beside(view, row)):
                yield from _judge(rows, at)


def _beside(view: View, row: Row) -> Iterator[Quantity]:
    """Every amount of the section of a fee: what it is of may stand in brackets. A reserve is of what stands in rows of its own."""
    if pattern("fees").search(row.label):
        blocks = view.document.blocks
        section = next(
            (block.section for block in blocks if block.line <= row.span.line <= block.end_line and block.kind != "heading"), None
        )
        tokens = (token for block in blocks if block.section == section for token in view.scanned.tokens[block.index])
        yield from (token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "money")


def _columns(view: View) -> Iterator[list[Row]]:
    for grid in view.grids:
        if any(_rate(line) for line in grid.lines):
            for column in range(grid.width):
                yield list(_column(view, grid, column))


def _column(view: View, grid: Grid, column: int) -> Iterator[Row]:
    for line in grid.lines:
        value = line.cells[column].quantity
        if column and value is not None and value.kind == "money" and not value.is_range and not value.change:
            yield Row(line.cells[0].text, value, _rate(line), line.total, view.document.span(line.line, line.end_line))


def _rate(line: Line) -> Quantity | None:
    """The percentage in the label of a row."""
    label = line.cells[0]
    values = [token.value for token in label.tokens if isinstance(token.value, Quantity)]
    return _single(values) if values and _names_rate(label.text) else None


def _names_rate(label: str) -> bool:
    return bool(pattern("reserves").search(label) or pattern("fees").search(label))


def _single(values: Sequence[Quantity]) -> Quantity | None:
    rates = [value for value in values if value.kind == "percent" and not value.change and 0 < value.most <= LARGEST]
    return rates[0] if len(values) == len(rates) == 1 else None


def _lists(view: View) -> Iterator[list[Row]]:
    """The lines of each section that state one amount of the same sort."""
    rated = {entry.section for entry in view.entries if len(entry.shares) == 1 and _names_rate(view.document.lines[entry.line - 1])}
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for entry in view.entries:
        money = [value for value in entry.amounts if value.kind == "money" and not value.is_range]
        if entry.section in rated and len(money) == 1:
            text = view.document.lines[entry.line - 1]
            share = entry.shares[0] if len(entry.shares) == 1 and _names_rate(text) else 0.0
            head = text.split(":")[0]
            rate = Quantity(share, share, share, share, "percent", "%") if 0 < share <= LARGEST and "%" in head else None
            groups[entry.section, *sort_of(money[0])].append(
                Row(head.strip(" -*"), money[0], rate, entry.total, view.document.span(entry.line))
            )
    return iter(groups.values())


def _judge(rows: Sequence[Row], at: int) -> Iterator[Draft]:
    row = rows[at]
    others = [one for one in rows if one is not row and sort_of(one.value) == sort_of(row.value)]
    base = _base(row, others)
    if base is None or row.rate is None or len(others) < FEWEST or any(_fits(row, value) for value in _bases(rows, at)):
        return
    share, whole = row.rate, base.most
    if row.value.most > whole * share.most / 100 and pattern("reserves").search(row.label):
        return  # of more than stands here
    expected, stated = amount(round(whole * share.most / 100), row.value), stated_of(row.value)
    formula = f"{stated_of(share)} of {amount(whole, row.value)} = {expected}"
    yield Draft(
        f'"{" ".join(row.label.split())}" is {stated}, but {formula}, and no amount beside it has {stated} as its {stated_of(share)}',
        tuple(dict.fromkeys((row.span, *(one.span for one in others))))[:MOST_PLACES],
        key=f"{row.label}|{stated}",
        computation=Computation(formula=formula, expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or the rate in the label",
    )


def _base(row: Row, others: Sequence[Row]) -> Quantity | None:
    """What the rate is of: the one revenue of the list for a fee, all other parts for a reserve."""
    if pattern("fees").search(row.label):
        revenues = [one.value for one in others if pattern("revenue_words").search(one.label)]
        return revenues[0] if len({value.most for value in revenues}) == 1 else None
    whole = sum(one.value.most for one in others if not one.total)
    return replace(row.value, least=whole, most=whole, low=whole, high=whole)


def _bases(rows: Sequence[Row], at: int) -> Iterator[Interval]:
    """Everything around an amount that its rate may be of: each other row, the sums of the rows before it, of all and of all others."""
    parts = [(index, allowed(row.value)) for index, row in enumerate(rows) if not row.total]
    yield from (allowed(row.value) for index, row in enumerate(rows) if index != at)
    yield from (allowed(row.value) - allowed(rows[at].value) for row in rows if row.total)
    yield summed(value for index, value in parts if index != at)
    yield summed(value for _, value in parts)
    others = [value for index, value in parts if index != at]
    yield from (summed(others[start:end]) for start in range(len(others)) for end in range(start + 2, len(others) + 1))


def _fits(row: Row, base: Interval) -> bool:
    if row.rate is None:
        return True
    share = base * allowed(row.rate).scaled(0.01)
    return Interval(share.low * (1 - SLACK), share.high * (1 + SLACK)).meets(allowed(row.value))


RULE = Rule("RA132", "rate-in-label", "arithmetic", "question", "computed", _find, __doc__)
