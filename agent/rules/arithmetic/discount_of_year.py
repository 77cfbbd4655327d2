"""A yearly price does not give the discount that is stated for it.

Claim: a yearly price stands with the monthly price of the same plan, in one line or in one list or table, and with a discount ("save
20%", "2 months free", "相当于 7 折"), and one minus the yearly price over twelve monthly ones is another share. The discount may stand in
the header of the yearly prices, or once for all plans ("20% discount for annual payment"); then no plan of the document gives it.

Why it matters: customers reckon it out, and advertising a discount that is not given is unlawful in many countries.

Flagged:

    - Price: $10/month or $96/year (save 30%)

Fine:

    - Price: $10/month or $96/year (save 20%)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.interval import Interval
from agent.rules.reading.remarks import PAIR, Remark
from agent.rules.reading.vocabulary import pattern

POINTS = 1.0  # percentage points that rounding hides
ROUNDED = 2.0  # percentage points: the prices of many plans are rounded to end in 9 or 00
MONTHS = 12
SAME = 0.01  # relative
MOST_OFF = 70.0  # percent: beyond that the two prices are of different things
SHARE = expression(r"(\d{1,2})(?: ?[-–] ?(\d{1,2}))? ?%")
TENTHS = expression(r"(\d(?:\.\d)?) ?折")
FREE = expression(r"(\d) (?:months?|meses|mois|monate) (?:free|gr[aá]tis|gratuits?|offerts?|kostenlos|gratis)", re.IGNORECASE)


MONTHLY = expression(r"/\s?mo\b|/\s?month|/\s?mes\b|/\s?mês|/\s?mois|/\s?monat|/月", re.IGNORECASE)
PAID_YEARLY = expression(
    r"\b(?:annual(?:ly)?|yearly|anual(?:es|mente)?|jährlich\w*|jahreszahlung|annuel\w*|annuale|12[- ]month)\b|年付|年払|年額|年缴",
    re.IGNORECASE,
)
NEAR = 14  # characters between a percentage and the word that makes it a discount
MOST_SHOWN = 6


class Plan(Struct, frozen=True):
    """The two prices of one plan, which one line or one row gives."""

    month: Quantity
    year: Quantity
    span: Span

    @property
    def share(self) -> float:
        return 100 - self.year.most / (MONTHS * self.month.most) * 100


def _find(view: View) -> Iterator[Draft]:
    grids = [grid for grid in view.grids if len(grid.headers) > PAIR]
    remarks = (*view.remarks, *(row for grid in grids for row in _rows(view, grid)))
    found = False
    for remark in remarks:
        yearly = [value for value in _prices(remark) if _time(value) == "year"]
        if not yearly:
            continue
        discount = _discount(remark)
        if discount is not None and len({value.unit for value in yearly}) == len(yearly):
            for draft in _judge(remarks, remark, yearly, discount):
                found = True
                yield draft
    tables = [(grid, plans) for grid in grids if (plans := _plans_of(view, grid))]
    for grid, plans in () if found else tables:
        stated = _in_header(grid)
        broken = [plan for plan in plans if stated is not None and not Interval(plan.share, plan.share).meets(stated)]
        if broken and stated is not None:
            found = True
            yield _draft(tuple(plan.span for plan in broken), broken[0].year, broken[0].month.most, broken[0].share, stated)
    if not found:
        yield from _for_all(view, remarks, [plan for _, plans in tables for plan in plans])


def _time(value: Quantity) -> str:
    return value.per.split("/")[-1]


def _plans_of(view: View, grid: Grid) -> list[Plan]:
    """The plans of a table with one column of prices by the month and one by the year."""
    yearly = [at for at, header in enumerate(grid.headers) if at and pattern("yearly").search(header)]
    monthly = [at for at, header in enumerate(grid.headers) if at and at not in yearly and _is_monthly(header)]
    if len(yearly) != 1 or len(monthly) != 1:
        return []
    plans = [plan for line in grid.lines if (plan := _plan(view, line, monthly[0], yearly[0]))]
    return plans if all(0 < plan.share < MOST_OFF for plan in plans) else []


def _is_monthly(header: str) -> bool:
    return bool(pattern("monthly").search(header) or MONTHLY.search(header))


def _plan(view: View, line: Line, monthly: int, yearly: int) -> Plan | None:
    month, year = (_first_price(line.cells[at].tokens, time) for at, time in ((monthly, "month"), (yearly, "year")))
    if month is None or year is None or month.unit != year.unit:
        return None
    return Plan(month, year, row_span(view.scanned, line))


def _first_price(tokens: Sequence[Token], time: str) -> Quantity | None:
    """The first amount of a cell, where it is one price for such a time."""
    money = [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "money"]
    first = money[0] if money else None
    return first if first and _time(first) in ("", time) and first.most > 0 and not first.is_range and first.comparator == "=" else None


def _in_header(grid: Grid) -> Interval | None:
    """The discount that the header of the yearly prices names."""
    shares = [share for header in grid.headers if pattern("yearly").search(header) and (share := _named(header))]
    return shares[0] if len(shares) == 1 else None


def _named(text: str) -> Interval | None:
    """The one percentage of a text, where it stands beside a word that makes it a discount."""
    found = list(SHARE.finditer(text))
    if len(found) != 1:
        return None
    before, behind = text[max(0, found[0].start() - NEAR) : found[0].start()], text[found[0].end() : found[0].end() + NEAR]
    if "(" in behind.split(")")[0] or not (pattern("discounts").search(before) or pattern("discounts").search(behind)):
        return None
    low, high = float(found[0][1]), float(found[0][2] or found[0][1])
    low, high = (0.0 if pattern("bounding").search(before) else low), (100.0 if behind.startswith("+") else high)
    return Interval(low - ROUNDED, high + ROUNDED)


def _for_all(view: View, remarks: Sequence[Remark], tabled: Sequence[Plan]) -> Iterator[Draft]:
    """One discount for whoever pays by the year, which no plan of the document gives."""
    told = [
        (remark, share)
        for remark in remarks
        if "%" in remark.text
        and PAID_YEARLY.search(remark.text)
        and not any(isinstance(token.value, Quantity) and token.value.kind == "money" for token in remark.tokens)
        and (share := _named(remark.text)) is not None
    ]
    if not told or len({(share.low, share.high) for _, share in told}) > 1:
        return
    plans = [*_plans_in_lines(remarks), *tabled]
    if not plans or any(Interval(plan.share, plan.share).meets(told[0][1]) for plan in plans):
        return
    (remark, stated), plan = told[0], plans[0]
    places = (remark.span, *dict.fromkeys(plan.span for plan in plans[:MOST_SHOWN]))
    yield _draft(places, plan.year, plan.month.most, plan.share, stated)


def _plans_in_lines(remarks: Sequence[Remark]) -> Iterator[Plan]:
    """The lines that give one price by the month and one by the year."""
    for remark in remarks:
        prices = _prices(remark)
        months, years = ([value for value in prices if _time(value) == time] for time in ("month", "year"))
        if len(prices) == PAIR and len(months) == len(years) == 1 and months[0].unit == years[0].unit and years[0].most > 0:
            plan = Plan(months[0], years[0], remark.span)
            if 0 < plan.share < MOST_OFF and remark.kind != "row":
                yield plan


def _rows(view: View, grid: Grid) -> Iterator[Remark]:
    """The rows of a table that gives a yearly price, as lines."""
    priced = (token.value for line in grid.lines for cell in line.cells for token in cell.tokens)
    if not any(isinstance(value, Quantity) and value.kind == "money" and _time(value) == "year" for value in priced):
        return
    for line in grid.lines:
        text, tokens = "", []
        for cell in line.cells:
            tokens += [token.moved(len(text)) for token in cell.tokens]
            text += f"{cell.text} | "
        yield Remark(text, tuple(tokens), line.line, grid.block.index, grid.block.section, "row", row_span(view.scanned, line))


def _prices(remark: Remark) -> list[Quantity]:
    values = (token.value for token in remark.tokens if isinstance(token.value, Quantity))
    return [value for value in values if value.kind == "money" and value.per and not value.is_range and not value.change]


def _discount(remark: Remark) -> Interval | None:
    """The stated discount in percent."""
    tenths, free = TENTHS.findall(remark.text), FREE.findall(remark.text)
    if len(tenths) == 1:
        left = float(tenths[0]) * 10
        slack = 0.5 if "." in tenths[0] else 5.0
        return Interval(100 - left - slack, 100 - left + slack)
    if len(free) == 1:
        return Interval(float(free[0]) / MONTHS * 100 - POINTS, float(free[0]) / MONTHS * 100 + POINTS)
    shares = [token.value for token in remark.tokens if isinstance(token.value, Quantity) and token.value.kind == "percent"]
    if len(shares) != 1 or not pattern("discounts").search(remark.text):
        return None
    share = allowed(shares[0])
    ends = sorted((abs(share.low), abs(share.high)))
    return Interval(ends[0] - POINTS, ends[1] + POINTS)


def _judge(remarks: Sequence[Remark], remark: Remark, yearly: Sequence[Quantity], discount: Interval) -> Iterator[Draft]:
    """Of a yearly price in two currencies the one is judged for which a monthly price is known."""
    for price in yearly:
        beside = [value for value in _prices(remark) if _time(value) == "month" and value.unit == price.unit]
        monthly = beside or [value for other in remarks if other.block == remark.block for value in _monthly(other, price)]
        monthly = [value for value in monthly if price.most < MONTHS * value.least]
        given = {value.most: 100 - price.most / (MONTHS * value.most) * 100 for value in monthly}
        if any(abs(price.most - MONTHS * value.most) <= SAME * price.most for value in beside):
            continue  # "$48 a year = $4 a month": what it comes to, and the discount is against another price
        if not given or any(Interval(share, share).meets(discount) for share in given.values()) or len(given) > 1:
            continue
        ((month, share),) = given.items()
        yield _draft((remark.span,), price, month, share, discount)
        return


def _monthly(remark: Remark, like: Quantity) -> Iterator[Quantity]:
    """Monthly prices of another row or entry; those that only say what a yearly price comes to by the month stand beside it."""
    prices = _prices(remark)
    if all(_time(value) == "month" for value in prices):
        yield from (value for value in prices if value.unit == like.unit)


def _draft(places: tuple[Span, ...], price: Quantity, month: float, share: float, discount: Interval) -> Draft:
    rate = amount(month, price)
    expected, stated = f"{number(round(share, 1))}%", f"{number(round(discount.middle, 1))}%"
    formula = f"1 - {stated_of(price)} / (12 x {rate})"
    return Draft(
        f"{stated_of(price)} a year against {rate} a month is a discount of {expected}, not {stated}",
        places,
        key=f"{stated_of(price)}|{rate}|{stated}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"state {expected}, or change one of the two prices",
    )


RULE = Rule("RA136", "discount-of-year", "arithmetic", "question", "computed", _find, __doc__)
