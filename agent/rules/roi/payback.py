"""A payback is shorter than cost and benefit allow.

Claim: an item or a short section states one cost, one benefit per month or year, and a payback; even with the full benefit from the
first day, the cost is not recovered by then. A longer payback may be due to a slow start and is left alone.

Why it matters: money is expected back before it can be there.

Flagged:

    ### Meter automation

    - Project cost: $186,000
    - Savings: $15,500 per month
    - Payback: 6 months

Fine:

    ### Meter automation

    - Project cost: $186,000
    - Savings: $15,500 per month
    - Payback: 12 months
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.lengths import days_of
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.vocabulary import pattern

GAINS = frozenset({"benefit", "saving", "margin", "revenue"})
NUMBER = expression(r"\d[\d.,]*")
TOLERANCE = 0.9  # a payback may be rounded down to the month


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[str, tuple[str, ...], int], list[Fact]] = defaultdict(list)
    for fact in view.roadmap.facts:
        groups[fact.item, fact.headings, fact.block if fact.source == "column" else -1].append(fact)
    for facts in groups.values():
        paybacks = [(f, f.quantities[0]) for f in facts if f.attribute == "payback" and len(f.quantities) == 1 and days_of(f.quantities[0])]
        costs = _amounts(facts, frozenset({"cost", "total"}), periodic=False)
        gains = _amounts(facts, GAINS, periodic=True)
        if len(paybacks) == 1 and len(costs) == 1 and len(gains) == 1 and not _is_of_another(paybacks[0], gains[0], facts):
            yield from _judge(paybacks[0], costs[0], gains[0])


def _is_of_another(payback: tuple[Fact, Quantity], gain: tuple[Fact, Quantity], facts: Sequence[Fact]) -> bool:
    """Whether another amount beside them gives the time that is stated: what it costs to win a customer, not to serve it."""
    days, gained = days_of(payback[1]), gain[1]
    if days is None or gained.most <= 0:
        return False
    month = gained.most / (12 if gained.per == "year" else 1)
    others = (value for fact in facts for value in fact.quantities if value.kind == "money" and not value.per and value.unit == gained.unit)
    return any(days.low * TOLERANCE <= value.most / month * UNIT_DAYS["month"] <= days.high / TOLERANCE for value in others)


def _amounts(facts: Sequence[Fact], attributes: frozenset[str], *, periodic: bool) -> list[tuple[Fact, Quantity]]:
    found = [(f, _by_label(f)) for f in facts if f.attribute in attributes and len(f.quantities) == 1 and f.role != "actual"]
    found = [(f, q) for f, q in found if f.source != "prose" or len(NUMBER.findall(f.text)) == 1]  # "falls from $200K to $50K"
    return [(f, q) for f, q in found if q.kind == "money" and (q.per in ("month", "year")) == periodic and (periodic or not q.per)]


def _by_label(fact: Fact) -> Quantity:
    """The one amount of a fact, with the period that its label says: "Annual benefit: $200,000"."""
    quantity = fact.quantities[0]
    if quantity.per or quantity.kind != "money":
        return quantity
    return replace(quantity, per=next((per for per in ("year", "month") if pattern(f"a_{per}").search(fact.label)), ""))


def _judge(payback: tuple[Fact, Quantity], cost: tuple[Fact, Quantity], gain: tuple[Fact, Quantity]) -> Iterator[Draft]:
    (place, time), (spent_at, spent), (gained_at, gained) = payback, cost, gain
    days = days_of(time)
    if days is None or gained.most <= 0 or spent.unit != gained.unit or "~" in (time.comparator, gained.comparator):
        return
    months = spent.least / gained.most * (12 if gained.per == "year" else 1)
    stated = days.high / UNIT_DAYS["month"]
    if stated >= months * TOLERANCE:
        return
    expected = f"{number(round(months, 1))} months"
    yield Draft(
        f"{amount(spent.least, spent)} at {amount(gained.most, gained)} a {gained.per} pays back in {expected} at the earliest, "
        f"not in {stated_of(time)}",
        (place.span, spent_at.span, gained_at.span),
        key=f"{place.item}|{place.label}",
        computation=Computation(
            formula=f"{amount(spent.least, spent)} / {amount(gained.most, gained)} per {gained.per} = {expected}",
            expected=expected,
            stated=stated_of(time),
        ),
        suggestion=f"change {stated_of(time)} to {expected}, or correct the cost or the benefit",
    )


RULE = Rule("RA204", "payback-too-short", "roi", "warning", "computed", _find, __doc__)
