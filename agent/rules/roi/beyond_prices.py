"""Revenue lies beyond what so many customers pay.

Claim: one section says for the same moment how many customers, users or other payers there are and what they bring in a month or a year,
and the prices that the section names, else those of the whole document, allow less, even if every one of them pays the dearest; or
those who pay bring less than half of the cheapest that the section names.

Why it matters: either more customers are needed than the plan says, or the revenue will not come.

Flagged:

    ## Year 1

    Customers pay $89-219/month.

    **By Month 9**

    - Win 50-100 bakeries
    - Target $30K-50K MRR

    ## Plans

    | Metric | Month 9 | Month 12 |
    |---|---|---|
    | Bakeries | 80 | 100 |

Fine:

    ## Year 1

    Customers pay $89-219/month.

    **By Month 9**

    - Win 50-100 bakeries
    - Target $10K-15K MRR

    ## Plans

    | Metric | Month 9 | Month 12 |
    |---|---|---|
    | Bakeries | 80 | 100 |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.business_terms import term_of
from agent.rules.reading.levels import PAYING, PEOPLE, Level

MONTHS = {"MRR": 1.0, "ARR": 12.0}
FAR = 1.1  # times the dearest price: beyond that it is not rounding
LITTLE = 0.5  # of the cheapest price: discounts do not explain less
LEAST_COUNT = 5
FEWEST_PRICES = 2  # one price may be of another product
ADDED = expression(r"\+ ?\d|addition|add-on|adicional|zusätz|suppl|extra|追加|额外", re.IGNORECASE)  # a price beside the price
PAYER = expression(
    r"\b(?:custom|client|subscri|assinante|kunde|abonn|suscri|paying|pagante|user|usu[aá]ri|nutzer)|客|用户|会員|顧客", re.IGNORECASE
)
DEAREST = 0.2  # of a revenue: what is more is no price but revenue itself


class Price(Struct, frozen=True):
    """A price a month, from the cheapest to the dearest that one figure names."""

    least: float
    most: float
    unit: str
    span: Span


def _find(view: View) -> Iterator[Draft]:
    revenues = [level for level in view.levels if level.measure in MONTHS and level.value.kind == "money"]
    if not revenues:
        return
    near, anywhere, followed = _near(view), _listed(view), _followed(view.levels)
    blocks = view.document.blocks
    for revenue in revenues:
        section = blocks[revenue.block].section
        beside = [level for level in view.levels if blocks[level.block].section == section and _same(level, revenue)]
        payers = [level for level in beside if level.value.kind == "count" and level.terms in followed and not _is_new(level, view)]
        if len(payers) != 1 or payers[0].value.least < LEAST_COUNT:
            continue
        close = [price for price in near.get(section, ()) if price.least <= DEAREST * revenue.value.most / MONTHS[revenue.measure]]
        prices = [price for price in close or anywhere if price.unit == revenue.value.unit]
        if prices:
            yield from _judge(payers[0], revenue, prices, named=bool(close))


def _followed(levels: Sequence[Level]) -> set[frozenset[str]]:
    """What the plan calls those who pay: users or customers, or what a table counts over time, but nobody who pays nothing."""
    moments: dict[frozenset[str], set[float]] = defaultdict(set)
    for level in levels:
        if level.source == "table" or level.measure in PEOPLE:
            moments[level.terms].add(level.moment.at)
            if level.measure in PEOPLE:
                moments[level.terms].add(-1.0)
    return {terms for terms, at in moments.items() if len(at) > 1 and "free" not in terms}


def _is_new(level: Level, view: View) -> bool:
    """Whether those are counted who came: they pay beside all others."""
    term = term_of(level.name, view.roadmap.language)
    return term is not None and term.name == "new_customers"


def _same(one: Level, other: Level) -> bool:
    return one.moment.meets(other.moment) and one.scenario == other.scenario


def _near(view: View) -> Mapping[int | None, Sequence[Price]]:
    """Prices by the month that sentences name, by their section."""
    found: dict[int | None, list[Price]] = defaultdict(list)
    for sentence in view.sentences:
        if sentence.kind in ("paragraph", "item") and PAYER.search(sentence.text):
            section = view.document.blocks[sentence.block].section
            span = view.document.span(sentence.line)
            found[section] += [price for value in sentence.quantities if (price := _price(value, span, value.per))]
    return found


def _listed(view: View) -> tuple[Price, ...]:
    """The prices that the document lists."""
    facts = [fact for fact in view.roadmap.facts if fact.attribute == "price" and not ADDED.search(fact.span.quote)]
    found = tuple(price for fact in facts for value in fact.quantities if (price := _price(value, fact.span, value.per)))
    return found if len({price.most for price in found}) >= FEWEST_PRICES else ()


def _price(value: Quantity, span: Span, per: str) -> Price | None:
    parts = per.split("/")
    if value.kind != "money" or value.change or value.most <= 0 or parts[-1] not in ("month", "year"):
        return None
    months = 12.0 if parts[-1] == "year" else 1.0
    most = inf if value.comparator in (">", ">=") else value.most / months
    return Price(value.least / months, most, value.unit, span)


def _judge(payers: Level, revenue: Level, prices: Sequence[Price], *, named: bool) -> Iterator[Draft]:
    """`named` prices stand beside the figures; of listed ones the cheapest may have been missed."""
    months, like = MONTHS[revenue.measure], revenue.value
    dearest, cheapest = max(prices, key=lambda price: price.most), min(prices, key=lambda price: price.least)
    most, least = payers.value.most * dearest.most, payers.value.least * cheapest.least
    if like.least / months > FAR * most:
        yield _draft(payers, revenue, dearest, f"at most {amount(most, like)}", dearest.most, payers.value.most)
    elif named and like.most / months < LITTLE * least and PAYING.search(payers.name):
        yield _draft(payers, revenue, cheapest, f"at least {amount(least, like)}", cheapest.least, payers.value.least)


def _draft(payers: Level, revenue: Level, price: Price, bound: str, each: float, count: float) -> Draft:
    stated, shown = stated_of(revenue.value), amount(each, revenue.value)
    name = " ".join(payers.name.split())
    return Draft(
        f"{number(count)} {name} at {shown} a month bring {bound} a month, not {stated} {' '.join(revenue.name.split())}",
        tuple(dict.fromkeys((revenue.span, payers.span, price.span))),
        key=f"{name}|{stated}",
        computation=Computation(formula=f"{number(count)} x {shown} = {bound}", expected=bound, stated=stated),
        suggestion=f"change {stated} or the number of {name}, or name the prices that bring it",
    )


RULE = Rule("RA211", "revenue-beyond-prices", "roi", "question", "computed", _find, __doc__)
