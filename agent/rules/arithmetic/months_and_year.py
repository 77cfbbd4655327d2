"""The revenue of a year is less than the months of that year bring by themselves.

Claim: a document states what comes in by the month at a month of some year of the plan ("$200K MRR by month 18"), and for that year a
revenue that is less than this amount through the rest of the year; or more than one and a half times twelve such months, where the month
is the last of the year and a monthly revenue of the same section. Figures of other scenarios, plans and regions are not compared.

Why it matters: one of the two goals is missed even if the other is met.

Flagged:

    ## Phase 2 (Months 10-18)

    - Reach $200K MRR

    ## Projection

    - Year 1: $100,000 revenue
    - Year 2: $500,000 revenue

Fine:

    ## Phase 2 (Months 10-18)

    - Reach $20K MRR

    ## Projection

    - Year 1: $100,000 revenue
    - Year 2: $300,000 revenue
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.levels import moment_of
from agent.rules.reading.named import Named

YEAR = 12.0
BELOW = 0.85  # of what the rest of the year brings: rounding, and a start in the middle of a month
ABOVE = 1.5  # times twelve of the last month: income beside the recurring one


class Monthly(Struct, frozen=True):
    """What comes in by the month at a month of the plan."""

    figure: Named
    month: float


def _find(view: View) -> Iterator[Draft]:
    months = [monthly for figure in view.named if (monthly := _monthly(figure))]
    broken: dict[float, list[tuple[Named, Monthly]]] = defaultdict(list)
    for figure in view.named if months else ():
        year = _year(figure)
        for monthly in months if year else ():
            if year and _is_alike(figure, monthly.figure) and _is_broken(figure, year, monthly):
                broken[year].append((figure, monthly))
    for year in sorted(broken):
        yield _draft(year, broken[year])


def _monthly(figure: Named) -> Monthly | None:
    moment = moment_of(figure.window) if figure.term in ("mrr", "revenue") and figure.flows == "month" and not figure.rest else None
    return Monthly(figure, moment.at) if moment and not moment.dated else None


def _year(figure: Named) -> float:
    """The year of the plan that a revenue is of; 0 for none."""
    window = figure.window
    if figure.term != "revenue" or figure.rest or figure.flows != "year" or window is None or window.unit != "year":
        return 0.0
    return window.first if window.first and window.first == window.last else 0.0


def _is_alike(year: Named, month: Named) -> bool:
    return year.scenario == month.scenario and year.value.unit == month.value.unit and year.value.kind == month.value.kind


def _is_broken(figure: Named, year: float, monthly: Monthly) -> bool:
    stated, rate = allowed(figure.value), allowed(monthly.figure.value)
    left = year * YEAR - monthly.month
    if 0 < left <= YEAR:
        return stated.high < BELOW * left * rate.low
    together = left == 0 and monthly.figure.term == "revenue" and monthly.figure.section == figure.section
    return together and stated.low > ABOVE * YEAR * rate.high


def _draft(year: float, found: list[tuple[Named, Monthly]]) -> Draft:
    figure, monthly = found[0]
    left = year * YEAR - monthly.month
    months = left if left > 0 else YEAR
    bound = ("at least " if left > 0 else "at most ") + amount(months * monthly.figure.value.most, figure.value)
    rate, stated = stated_of(monthly.figure.value), stated_of(figure.value)
    formula = f"{number(months)} x {rate}"
    spans = (span for one, other in found for span in (one.span, other.figure.span))
    return Draft(
        f"the revenue of year {number(year)} is {stated}, but {rate} a month from month {number(monthly.month)} bring {bound} in it"
        if left > 0
        else f"the revenue of year {number(year)} is {stated}, but its last month brings {rate}, and twelve of it {bound}",
        tuple(dict.fromkeys(spans)),
        key=f"{number(year)}|{stated}|{rate}",
        computation=Computation(formula=f"{formula} = {bound}", expected=bound, stated=stated),
        suggestion=f"change {stated} or {rate}, or say which of the two is the plan",
    )


RULE = Rule("RA133", "months-and-year", "arithmetic", "question", "computed", _find, __doc__)
