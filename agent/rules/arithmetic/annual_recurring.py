"""Annual recurring revenue is not twelve times the monthly one.

Claim: one list or one row gives recurring revenue a month (MRR) and a year (ARR) for the same time, and the second is not twelve times the
first.

Why it matters: the two are one figure in two units; whoever computes with the wrong one plans too much or too little.

Flagged:

    ## Revenue targets

    - MRR: $50K
    - ARR: $500K

Fine:

    ## Revenue targets

    - MRR: $50K
    - ARR: $600K
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.statements import time_of_window

MONTHLY, ANNUAL = "MRR", "ARR"
MONTHS = 12
ROUNDING = 0.03

Named = tuple[Fact, Quantity]


def _find(view: View) -> Iterator[Draft]:
    places: dict[tuple[object, ...], dict[str, list[Named]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.roadmap.facts:
        money = [quantity for quantity in fact.quantities if quantity.kind == "money" and not quantity.change]
        name = _name(view, fact) if len(money) == len(fact.quantities) == 1 else ""
        if name:
            row = fact.span.line if fact.source == "column" else -1
            places[fact.headings, fact.scenario, fact.item, fact.role, time_of_window(fact.window), row][name].append((fact, money[0]))
    for named in places.values():
        yield from _judge(named[MONTHLY], named[ANNUAL])


def _name(view: View, fact: Fact) -> str:
    """Which of the two a figure is called, by its label or its subject, written out or short; "" for neither."""
    language = view.roadmap.language
    names = [frozenset(canonical_terms(name, language)) for name in (fact.label, fact.subject) if name]
    return next((short for short in (MONTHLY, ANNUAL) if frozenset(canonical_terms(short, language)) in names), "")


def _judge(monthly: Sequence[Named], annual: Sequence[Named]) -> Iterator[Draft]:
    if len(monthly) != 1 or len(annual) != 1 or monthly[0][1].unit != annual[0][1].unit:
        return
    (month_at, month), (year_at, year) = monthly[0], annual[0]
    computed = allowed(month).scaled(MONTHS)
    widened = Interval(computed.low * (1 - ROUNDING), computed.high * (1 + ROUNDING))
    if widened.meets(allowed(year)) or month.is_range or year.is_range:
        return
    expected = amount(month.most * MONTHS, year)
    yield Draft(
        f"{stated_of(month)} a month is {expected} a year, not {stated_of(year)}",
        (year_at.span, month_at.span),
        key=f"{year_at.item}|{stated_of(month)}",
        computation=Computation(formula=f"{stated_of(month)} x 12 = {expected}", expected=expected, stated=stated_of(year)),
        suggestion=f"change {stated_of(year)} to {expected}, or correct the monthly figure",
    )


RULE = Rule("RA120", "annual-recurring-revenue", "arithmetic", "warning", "computed", _find, __doc__)
