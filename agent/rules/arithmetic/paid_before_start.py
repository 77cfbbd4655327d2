"""Something that starts later is paid for the whole year.

Claim: a row gives an amount together with its price a month, the amount is exactly twelve of these, and the same row says that it starts in
month three or later.

Why it matters: either the budget is too high by the months before the start, or the start is not meant.

Flagged:

    ## Year 1

    | Item | Cost | Note |
    |---|---|---|
    | Ads | $60k ($5k/month) | Start in month 6 |
    | Books | $12k ($1k/month) | Whole year |

Fine:

    ## Year 1

    | Item | Cost | Note |
    |---|---|---|
    | Ads | $35k ($5k/month) | Start in month 6 |
    | Books | $12k ($1k/month) | Whole year |
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.grid import Grid, Line, row_span

STARTS = expression(
    r"(?<!\w)(?:start\w*|from|beginn\w*|ab|início|inicio|começ\w*|a partir|desde|empieza"
    r"|début\w*|dès|à partir|с|начало|から|開始|从|开始)(?!\w)",
    re.IGNORECASE,
)
YEAR = 12
LEAST_MONTH = 3
EXACT = 0.005


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for line in grid.lines:
            yield from _judge(view, grid, line)


def _judge(view: View, grid: Grid, line: Line) -> Iterator[Draft]:
    month = _start(line)
    if month is None:
        return
    quantities = [t.value for cell in line.cells for t in cell.tokens if isinstance(t.value, Quantity) and t.value.kind == "money"]
    rates = [q for q in quantities if q.per == "month" and q.least == q.most > 0]
    wholes = [q for q in quantities if not q.per and q.least == q.most > 0]
    if len(rates) != 1 or len(wholes) != 1 or abs(wholes[0].most / (YEAR * rates[0].most) - 1) > EXACT:
        return
    months = YEAR + 1 - month
    expected = amount(months * rates[0].most, wholes[0])
    stated, rate = stated_of(wholes[0]), amount(rates[0].most, rates[0])
    yield Draft(
        f'"{" ".join(line.label.split())}" starts in month {number(month)}, but {stated} pays {rate} for all twelve months of the year',
        (row_span(view.scanned, line),),
        key=line.label,
        computation=Computation(formula=f"{months} months x {rate} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or the start",
    )


def _start(line: Line) -> int | None:
    """The month in which the row says that it starts."""
    for cell in line.cells:
        windows = [t.value for t in cell.tokens if isinstance(t.value, Window)]
        if len(windows) == 1 and STARTS.search(cell.text):
            first = windows[0].first
            if windows[0].unit == "month" and first is not None and LEAST_MONTH <= first <= YEAR:
                return int(first)
    return None


RULE = Rule("RA117", "paid-before-start", "arithmetic", "question", "computed", _find, __doc__)
