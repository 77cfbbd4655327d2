"""A balance of three figures does not come out in one row or column of a table.

Claim: one row or column of a table is the balance of three others at three places at least ("cash at the end" is "cash at the start" and
"income" less "costs"; "profit" is "sales" less "fixed" and "variable costs"), in more digits than chance explains, and at one place it is
not.

Why it matters: what one month ends with is what the next one starts with.

Flagged:

    | | Year 1 | Year 2 | Year 3 | Year 4 |
    |---|---:|---:|---:|---:|
    | Tickets | €14,210 | €15,930 | €17,380 | €19,870 |
    | Wages | €8,300 | €8,350 | €8,420 | €8,510 |
    | Animals | €2,470 | €2,610 | €2,890 | €3,140 |
    | Net | €3,440 | €4,970 | €8,960 | €8,220 |

Fine:

    | | Year 1 | Year 2 | Year 3 | Year 4 |
    |---|---:|---:|---:|---:|
    | Tickets | €14,210 | €15,930 | €17,380 | €19,870 |
    | Wages | €8,300 | €8,350 | €8,420 | €8,510 |
    | Animals | €2,470 | €2,610 | €2,890 | €3,140 |
    | Net | €3,440 | €4,970 | €6,070 | €8,220 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import log10

from msgspec import Struct

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, stated_of
from agent.rules.reading.interval import Interval, interval_of
from agent.rules.reading.naming import shortened
from agent.rules.reading.table_series import TableSeries, columns_as_series, rows_as_series
from agent.rules.reading.vocabulary import pattern

SIGNS = ((1, 1, -1), (1, -1, 1), (-1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1))
KINDS = frozenset({"money", "count"})
FEWEST = 3  # places at which a balance holds
MOST_SERIES = 9
DIGITS = 6.0  # that these fix together: a thousand formulas are tried
SHOWS = 2.0  # times what rounding hides: a term that is less shows in no balance


class Balance(Struct, frozen=True):
    """`result` is the sum of `parts` with their `signs` at the places `held`, and not at those `broken`."""

    result: TableSeries
    parts: tuple[TableSeries, ...]
    signs: tuple[int, ...]
    held: tuple[int, ...]
    broken: tuple[int, ...]

    @property
    def line(self) -> int:
        """Where it does not come out first."""
        return self.result.lines[self.broken[0]]


def _find(view: View) -> Iterator[Draft]:
    told: set[int] = set()
    for grid in view.grids:
        for all_series in (columns_as_series(grid), rows_as_series(grid)):
            series = [one for one in all_series if sum(_is_plain(value) for value in one.values) > FEWEST]
            if not FEWEST < len(series) <= MOST_SERIES:
                continue
            for result in series:
                named = pattern("balance_words").search(result.name)
                balance = _best(result, [one for one in series if one is not result]) if named else None
                if balance is not None and balance.line not in told:
                    told.add(balance.line)
                    yield _draft(view, balance)


def _is_plain(value: Quantity | None) -> bool:
    return value is not None and value.kind in KINDS and value.least == value.most and value.comparator == "="


def _best(result: TableSeries, others: Sequence[TableSeries]) -> Balance | None:
    """The one balance that a series is at most places, where it is not at one; none where another balance holds there or everywhere."""
    found: list[Balance] = []
    for parts in combinations(others, 3):
        for signs in SIGNS:
            balance = _judge(result, parts, signs)
            if balance is not None and not balance.broken:
                return None
            if balance is not None:
                found.append(balance)
    most = max((len(balance.held) for balance in found), default=0)
    best = [balance for balance in found if len(balance.held) == most]
    return best[0] if len(best) == 1 else None


def _judge(result: TableSeries, parts: tuple[TableSeries, ...], signs: tuple[int, ...]) -> Balance | None:
    held, broken, digits = [], [], 0.0
    for at, stated in enumerate(result.values):
        terms = [part.values[at] for part in parts]
        known = [value for value in (stated, *terms) if value is not None and _is_plain(value)]
        if len(known) <= len(terms) or len({(value.kind, value.unit, value.per) for value in known}) > 1:
            continue
        whole, *values = (interval_of(value) for value in known)
        made = _sum(values, signs)
        slack = (whole.width + made.width) / 2
        if any(abs(value.middle) <= max(SHOWS * slack, 1e-9) for value in values):
            continue
        if whole.meets(made):
            held.append(at)
            digits += log10(max(abs(whole.middle), slack, 1.0) / max(slack, 0.5))
        else:
            broken.append(at)
            if len(broken) > 1:
                return None
    return Balance(result, parts, signs, tuple(held), tuple(broken)) if len(held) >= FEWEST and digits >= DIGITS else None


def _sum(values: Sequence[Interval], signs: Sequence[int]) -> Interval:
    made = Interval(0.0, 0.0)
    for value, sign in zip(values, signs, strict=True):
        made = made + value if sign > 0 else made - value
    return made


def _draft(view: View, balance: Balance) -> Draft:
    at = balance.broken[0]
    stated = balance.result.values[at]
    terms = sorted(zip(balance.parts, balance.signs, strict=True), key=lambda term: -term[1])
    values = [(value, sign) for part, sign in terms if (value := part.values[at])]
    assert stated is not None
    made = amount(sum(value.most * sign for value, sign in values), stated)
    formula = "".join(f"{' + ' if sign > 0 else ' - '}{stated_of(value)}" for value, sign in values).removeprefix(" + ")
    names = "".join(f'{" + " if sign > 0 else " - "}"{shortened(part.name)}"' for part, sign in terms).removeprefix(" + ")
    name, told, time = shortened(balance.result.name), stated_of(stated), shortened(balance.result.times[at])
    lines = dict.fromkeys((balance.line, *(part.lines[at] for part in balance.parts)))
    return Draft(
        f'"{name}" is {names} at {len(balance.held)} other places, but {told} at "{time}", where they make {made}',
        tuple(view.document.span(line) for line in lines),
        key=f"{balance.result.name}|{time}|{told}",
        computation=Computation(formula=f"{formula} = {made}", expected=made, stated=told),
        suggestion=f"change {told} to {made}, or correct one of the figures it is the balance of",
    )


RULE = Rule("RA188", "balance-of-columns", "arithmetic", "question", "computed", _find, __doc__)
