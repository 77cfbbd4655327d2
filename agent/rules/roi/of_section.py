"""A return does not follow from the cost and the benefit listed beside it.

Claim: a section lists one investment (or its total), one benefit (or its total) and a return, and the return is not the benefit over
its time less the investment, divided by the investment. Where the benefit is yearly, the time is the one the return states, else any of
one, two, three and five years.

Why it matters: such a box is what the decision is made on, and benefit over cost counts the money that was spent as gain.

Flagged:

    - System cost: $50,000 (one-time)
    - Annual savings: $159,000
    - 3-year ROI: 954%

Fine:

    - System cost: $50,000 (one-time)
    - Annual savings: $159,000
    - 3-year ROI: 854%
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.vocabulary import pattern

BEFORE, AFTER = 20, 6  # lines around the return in which its box stands
SOURCES = frozenset({"field"})
GAINS = frozenset({"saving", "benefit"})
YEARS = (1.0, 2.0, 3.0, 5.0)
SLACK = 0.02  # of the return: both figures are rounded
POINTS = 1.0
SLIPS = (10.0, 100.0, 1000.0)  # times a zero or a thousand was lost
IN_YEARS = expression(
    r"(?P<years>\d{1,2})[\s-]?(?:years?|yrs?|jahren?|anos|años|ans|年)\b|(?P<months>\d{1,2})[\s-]?(?:months?|monaten?|meses|mois|か月|ヶ月|个月)\b",
    re.IGNORECASE,
)


class Share(Struct, frozen=True):
    """One money field of the box: its figure, whether it comes every year, whether its label sums the box up."""

    fact: Fact
    value: Quantity
    yearly: bool
    total: bool


def _find(view: View) -> Iterator[Draft]:
    money = [share for fact in view.roadmap.facts if fact.source in SOURCES and (share := _share(fact))]
    for fact in view.roadmap.facts:
        stated = next((q for q in fact.quantities if q.kind in ("percent", "ratio")), None) if fact.attribute == "roi" else None
        if stated is None or fact.source not in SOURCES or stated.is_range or stated.comparator not in ("=", "~"):
            continue
        box = [share for share in money if _is_beside(share.fact, fact)]
        cost = _only(_nearest(fact, [share for share in box if _is_cost(share)]))
        gain = _only(_nearest(fact, [share for share in box if _is_gain(share)]))
        if cost and gain and cost.value.unit == gain.value.unit and not cost.yearly:
            yield from _judge(fact, stated, cost, gain)


def _share(fact: Fact) -> Share | None:
    figures = [q for q in fact.quantities if q.kind == "money"]
    if not figures or any(q.is_range or q.comparator not in ("=", "~") for q in figures):
        return None
    result = figures[-1] if any(token.text == "=" for token in fact.values) else figures[0]
    heading = fact.headings[-1] if fact.headings else ""
    yearly = result.per == "year" or (not result.per and bool(pattern("every_year").search(f"{fact.label} {heading}")))
    if result.most <= 0 or result.per not in ("", "year"):
        return None
    return Share(fact, result, yearly, names_total(fact.label))


def _is_beside(share: Fact, stated: Fact) -> bool:
    """Whether a field stands in the box of the return: near it, under the same heading or one beside that."""
    return (
        -BEFORE <= share.span.line - stated.span.line <= AFTER
        and share.span.line != stated.span.line
        and share.item == stated.item
        and share.scenario == stated.scenario
        and (share.headings == stated.headings or share.headings[:-1] == stated.headings[:-1] != ())
    )


def _nearest(stated: Fact, shares: list[Share]) -> list[Share]:
    """Those under the heading of the return, where it has any: examples stand under the heading beside it."""
    return [share for share in shares if share.fact.headings == stated.headings] or shares


def _is_cost(share: Share) -> bool:
    return bool(pattern("invested").search(share.fact.label)) and not _is_gain(share)


def _is_gain(share: Share) -> bool:
    return share.fact.attribute in GAINS or bool(pattern("gained").search(share.fact.label))


def _only(shares: list[Share]) -> Share | None:
    """The total of the shares, or the only one; None when nothing says which one counts."""
    totals = [share for share in shares if share.total] or shares
    return totals[0] if len({(share.value.most, share.yearly) for share in totals}) == 1 else None


def _judge(fact: Fact, stated: Quantity, cost: Share, gain: Share) -> Iterator[Draft]:
    said = stated.most * (100 if stated.kind == "ratio" else 1)
    told = _years(f"{fact.label} {fact.text}")
    times = (told or 1.0,) if told or not gain.yearly else YEARS
    times = times if gain.yearly else (1.0,)
    ratio = gain.value.most / cost.value.most
    if any(_fits(said, (ratio * years - 1) * 100) for years in times) or (
        stated.kind == "ratio" and any(_fits(said, ratio * y * 100) for y in times)
    ):
        return
    net = (ratio * times[0] - 1) * 100
    reason = _reason(said, ratio, times, told, gain.yearly)
    if not reason:
        return
    earned, spent = amount(gain.value.most, gain.value), amount(cost.value.most, cost.value)
    sum_of_years = f"{earned} × {number(times[0])}" if gain.yearly and times[0] != 1 else earned
    expected = f"{number(round(ratio * times[0], 1))}x" if stated.kind == "ratio" else f"{number(round(net))}%"
    formula = f"{sum_of_years} / {spent}" if stated.kind == "ratio" else f"({sum_of_years} - {spent}) / {spent}"
    yield Draft(
        f"a return of {stated_of(stated)} from {earned}{' a year' if gain.yearly else ''} on {spent} {reason}: it is {expected}"
        + (f" over {number(times[0])} year{'s' if times[0] != 1 else ''}" if gain.yearly else ""),
        (fact.span, gain.fact.span, cost.fact.span),
        key=f"{stated_of(stated)}|{earned}|{spent}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated_of(stated)),
        suggestion=f"change {stated_of(stated)} to {expected}, or say how the return is defined",
    )


def _reason(said: float, ratio: float, times: tuple[float, ...], told: float | None, yearly: bool) -> str:
    """Why the figure comes out as stated: one of the slips that people make; "" when none of them explains it."""
    if any(_fits(said, ratio * years * 100) for years in times):
        return "counts the cost as gain"
    if told and yearly and any(_fits(said, (ratio * years - 1) * 100) for years in YEARS):
        return "is that of another number of years"
    readings = [value for years in times for value in ((ratio * years - 1) * 100, ratio * years * 100)]
    if any(_fits(said * slip, value) or _fits(said, value * slip) for slip in SLIPS for value in readings):
        return "has a decimal point in another place"
    return ""


def _fits(said: float, value: float) -> bool:
    return abs(said - value) <= max(POINTS, SLACK * abs(value))


def _years(text: str) -> float | None:
    match = IN_YEARS.search(text)
    if match:
        return float(match["years"]) if match["years"] else float(match["months"]) / 12
    return 1.0 if pattern("first_year").search(text) else None


RULE = Rule("RA212", "return-of-section", "roi", "question", "computed", _find, __doc__)
