"""A yearly price does not give the discount that is stated for it.

Claim: a yearly price stands with the monthly price of the same plan, in one line or in one list or table, and with a discount ("save
20%", "2 months free", "相当于 7 折"), and one minus the yearly price over twelve monthly ones is another share.

Why it matters: customers reckon it out, and advertising a discount that is not given is unlawful in many countries.

Flagged:

    - Price: $10/month or $96/year (save 30%)

Fine:

    - Price: $10/month or $96/year (save 20%)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, row_span
from agent.rules.reading.interval import Interval
from agent.rules.reading.remarks import PAIR, Remark
from agent.rules.reading.vocabulary import pattern

POINTS = 1.0  # percentage points that rounding hides
MONTHS = 12
SAME = 0.01  # relative
TENTHS = expression(r"(\d(?:\.\d)?) ?折")
FREE = expression(r"(\d) (?:months?|meses|mois|monate) (?:free|gr[aá]tis|gratuits?|offerts?|kostenlos|gratis)", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    remarks = (*view.remarks, *(row for grid in view.grids if len(grid.headers) > PAIR for row in _rows(view, grid)))
    for remark in remarks:
        yearly = [value for value in _prices(remark) if value.per.split("/")[-1] == "year"]
        if not yearly:
            continue
        discount = _discount(remark)
        if discount is not None and len({value.unit for value in yearly}) == len(yearly):
            yield from _judge(remarks, remark, yearly, discount)


def _rows(view: View, grid: Grid) -> Iterator[Remark]:
    """The rows of a table that gives a yearly price, as lines."""
    priced = (token.value for line in grid.lines for cell in line.cells for token in cell.tokens)
    if not any(isinstance(value, Quantity) and value.kind == "money" and value.per.split("/")[-1] == "year" for value in priced):
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
        beside = [value for value in _prices(remark) if value.per.split("/")[-1] == "month" and value.unit == price.unit]
        monthly = beside or [value for other in remarks if other.block == remark.block for value in _monthly(other, price)]
        monthly = [value for value in monthly if price.most < MONTHS * value.least]
        given = {value.most: 100 - price.most / (MONTHS * value.most) * 100 for value in monthly}
        if any(abs(price.most - MONTHS * value.most) <= SAME * price.most for value in beside):
            continue  # "$48 a year = $4 a month": what it comes to, and the discount is against another price
        if not given or any(Interval(share, share).meets(discount) for share in given.values()) or len(given) > 1:
            continue
        ((month, share),) = given.items()
        yield _draft(remark, price, month, share, discount)
        return


def _monthly(remark: Remark, like: Quantity) -> Iterator[Quantity]:
    """Monthly prices of another row or entry; those that only say what a yearly price comes to by the month stand beside it."""
    prices = _prices(remark)
    if all(value.per.split("/")[-1] == "month" for value in prices):
        yield from (value for value in prices if value.unit == like.unit)


def _draft(remark: Remark, price: Quantity, month: float, share: float, discount: Interval) -> Draft:
    rate = amount(month, price)
    expected, stated = f"{number(round(share, 1))}%", f"{number(round(discount.middle, 1))}%"
    formula = f"1 - {stated_of(price)} / (12 x {rate})"
    return Draft(
        f"{stated_of(price)} a year against {rate} a month is a discount of {expected}, not {stated}",
        (remark.span,),
        key=f"{stated_of(price)}|{rate}|{stated}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"state {expected}, or change one of the two prices",
    )


RULE = Rule("RA136", "discount-of-year", "arithmetic", "question", "computed", _find, __doc__)
