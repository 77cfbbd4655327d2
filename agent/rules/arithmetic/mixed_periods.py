"""A total of amounts by the month, by the year and once is none of their sums.

Claim: a table or a list states amounts for different periods ("$100/month", "$30/year", "$2,000") and ends in a total that says what time
it is of (a price by time, a year, a month). Brought to that time, with the amounts that are due once or without them, or just as the
numbers stand, they give another figure.

Why it matters: what runs every month is most of the cost, and twelve months of it were left out or counted twice.

Flagged:

    | Cost | Amount |
    |---|---|
    | Store account | $25 |
    | Hosting | $50/month |
    | Domain | $30/year |
    | Launch | $2,000 |
    | **Total first year** | **$4,500** |

Fine:

    | Cost | Amount |
    |---|---|
    | Store account | $25 |
    | Hosting | $50/month |
    | Domain | $30/year |
    | Launch | $2,000 |
    | **Total first year** | **$2,655** |
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import APPROXIMATE, amount, stated_of
from agent.rules.reading.entries import Entry
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval
from agent.rules.reading.vocabulary import pattern

A_YEAR = {"day": 365.0, "week": 52.0, "month": 12.0, "quarter": 4.0, "year": 1.0}
FEWEST = 3
ROUNDED = 0.1  # of an amount: what is rounded is not off by more
FARTHEST = 2.5  # times: beyond that the total is of something else


class Account(Struct, frozen=True):
    """Amounts with the line of each, and the total below them; `period` is what the total is of."""

    parts: tuple[tuple[int, Quantity], ...]
    name: str
    line: int
    total: Quantity
    period: str


def _find(view: View) -> Iterator[Draft]:
    accounts = [*(account for grid in view.grids for account in _in_table(grid)), *_in_lists(view)]
    for account in sorted(accounts, key=lambda account: account.line):
        readings = [_sum(account, once=once, face=face) for once, face in ((True, False), (False, False), (True, True))]
        total = _around(account.total.least, account.total.most, _rounding(account.total))
        near = readings[0].high and 1 / FARTHEST <= account.total.most / readings[0].high <= FARTHEST
        if near and not any(reading.meets(total) for reading in readings):
            yield _draft(view, account)


def _in_table(grid: Grid) -> Iterator[Account]:
    for column in (at for at in range(grid.width) if any(cell.quantity and cell.quantity.per for cell in grid.column(at))):
        parts: list[tuple[int, Quantity]] = []
        for line in grid.lines:
            value = line.cells[column].quantity
            if any(isinstance(token.value, Window) for cell in line.cells[:1] for token in cell.tokens) and not names_total(line.label):
                break  # a row of a time: "months 4-6: $900/month"
            if names_total(line.label) and value is not None:
                account = _account(parts, line.label, line.line, value, ())
                if account:
                    yield account
                parts = []
            elif value is not None:
                parts.append((line.line, value))
            elif any(character.isdigit() for character in line.cells[column].text):
                break  # a cell with a range of something, or two amounts


def _in_lists(view: View) -> Iterator[Account]:
    run: list[Entry] = []
    for entry in view.entries:
        if run and (entry.section != run[-1].section or entry.kind != run[-1].kind or entry.depth != run[-1].depth):
            run = []
        money = [value for value in entry.amounts if value.kind == "money"]
        if entry.total and len(money) == 1:
            parts = [(one.line, value) for one in run for value in one.amounts if value.kind == "money"]
            clear = all(not one.unclear and not one.several for one in run)
            account = _account(parts, entry.label, entry.line, money[0], view.scanned.tokens[entry.block]) if clear else None
            if account:
                yield account
            run = []
        elif money or entry.unclear:
            run.append(entry)


def _account(parts: Sequence[tuple[int, Quantity]], name: str, line: int, total: Quantity, tokens: Sequence[Token]) -> Account | None:
    """The parts are of one currency and of several periods, and the total tells its own."""
    values = [value for _, value in parts]
    alike = all((value.kind, value.unit) == (total.kind, total.unit) and not value.change for value in values)
    periods = {value.per for value in values}
    known = periods <= {"", *A_YEAR}
    if total.kind != "money" or len(parts) < FEWEST or not alike or len(periods) < 2 or not known:
        return None
    period = total.per or _period_of(name, tokens)
    return Account(tuple(parts), " ".join(name.split()), line, total, period) if period in A_YEAR else None


def _period_of(name: str, tokens: Sequence[Token]) -> str:
    """What a total is of by its name: "Total first year", "Year 1 total", "Monthly total"."""
    if pattern("yearly").search(name) or any(isinstance(t.value, Window) and t.value.unit == "year" and t.text in name for t in tokens):
        return "year"
    return "month" if pattern("monthly").search(name) else ""


def _sum(account: Account, *, once: bool, face: bool) -> Interval:
    """The parts at the total's period; amounts that are due once count as they stand, or not at all."""
    scale = A_YEAR[account.period]
    parts = [(1.0 if face or not value.per else A_YEAR[value.per] / scale, value) for _, value in account.parts if once or value.per]
    least, most = (sum(factor * getattr(value, end) for factor, value in parts) for end in ("least", "most"))
    return _around(least, most, math.hypot(*(factor * _rounding(value) for factor, value in parts)))


def _around(least: float, most: float, slack: float) -> Interval:
    return Interval(least - slack, most + slack)


def _rounding(value: Quantity) -> float:
    """How far a figure may be from what it stands for. Such errors are as likely up as down: of a sum they add up as squares do."""
    written = max(value.least - value.low, value.high - value.most, APPROXIMATE * value.most if value.comparator == "~" else 0.0)
    return min(written, ROUNDED * value.most)


def _draft(view: View, account: Account) -> Draft:
    whole = sum(value.most * (A_YEAR[value.per] / A_YEAR[account.period] if value.per else 1.0) for _, value in account.parts)
    expected, stated = amount(whole, account.total), stated_of(account.total)
    terms = " + ".join(_term(value, account.period) for _, value in account.parts)
    return Draft(
        f'"{account.name}" is stated as {stated}, but the {len(account.parts)} amounts above make {expected} a {account.period}',
        tuple(view.document.span(line) for line in (account.line, *(line for line, _ in account.parts))),
        key=f"{account.name}|{stated}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or say what the total is of",
    )


def _term(value: Quantity, period: str) -> str:
    """ "$100 x 12", "$30 / 12", "$25"."""
    factor = A_YEAR[value.per] / A_YEAR[period] if value.per else 1.0
    shown = amount(value.most, value)
    return shown if factor == 1 else f"{shown} x {factor:.10g}" if factor > 1 else f"{shown} / {1 / factor:.10g}"


RULE = Rule("RA125", "total-of-periods", "arithmetic", "question", "computed", _find, __doc__)
