"""A return or growth lies beyond what is usual.

Claim: a return above the threshold a year (300 % unless set otherwise), or a revenue growth above the 90th percentile, is planned. There
is no unbiased published distribution of the returns of software, so that limit is a judgement. One question a document.

Why it matters: 25 % of AI initiatives met their expected return; large IT projects delivered 56 % less value than planned.

Source: IBM CEO Study 2025; McKinsey and Oxford 2012; SaaS Capital and Benchmarkit 2025 (revenue growth a year: median 25-33 %, 90th
percentile about 90-99 % above $10M ARR).

Flagged:

    ### Year 1

    - ROI: 1,200%

Fine:

    ### Year 1

    - ROI: 140%
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Metric
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.lengths import days_of
from agent.rules.reading.naming import listed
from agent.rules.reading.period import UNIT_DAYS

REVENUE = frozenset({"revenue", "arr", "mrr", "annual recurring revenue", "monthly recurring revenue"})
NAMED = 3


def _find(view: View) -> Iterator[Draft]:
    limits = view.thresholds
    told = [(f, q) for f in view.roadmap.facts if f.attribute == "roi" for q in f.quantities if yearly_return(f, q) > limits.annual_return]
    years = _years(view, told) if told else {}
    returns = [(f, q) for f, q in told if yearly_return(f, q) / max(1.0, years.get(q.least, 1.0)) > limits.annual_return]
    growth = [(m, m.value) for m in view.roadmap.metrics if m.value and is_revenue_growth(m) and m.value.least > limits.annual_growth]
    if returns:
        places = [fact.span for fact, _ in returns]
        yield _draft(
            f"{_returns([q for _, q in returns])} above {number(limits.annual_return)}% a year",
            "25% of AI initiatives met their expected return (IBM CEO Study 2025), large IT projects brought 56% less value than planned "
            "(McKinsey and Oxford 2012)",
            places,
            "returns",
        )
    if growth:
        yield _draft(
            f"revenue growth of {_values([q for _, q in growth])} is above the 90th percentile of {number(limits.annual_growth)}% a year",
            "median 25-33%, 90th percentile about 90-99% above $10M ARR (SaaS Capital, Benchmarkit 2025)",
            [metric.fact.span for metric, _ in growth],
            "growth",
        )


def yearly_return(fact: Fact, value: Quantity) -> float:
    """A return in percent a year, as far as the fact tells over how many years it is counted."""
    if value.kind == "ratio":
        percent = (value.least - 1) * 100
    elif value.kind == "percent" and not value.change:
        percent = value.least
    else:
        return 0.0
    horizons = [days.high / UNIT_DAYS["year"] for q in fact.quantities if q.kind == "duration" and (days := days_of(q))]
    return percent / max(1.0, *horizons) if horizons else percent


def _years(view: View, told: Sequence[tuple[Fact, Quantity]]) -> dict[float, float]:
    """Over how many years each return is counted, where a line that states it says so beside it: "3-year ROI: 880%"."""
    found: dict[float, float] = {}
    for fact, value in told:
        block = view.document.blocks[fact.block] if 0 <= fact.block < len(view.scanned.tokens) else None
        if block is None or any(days_of(q) for q in fact.quantities if q.kind == "duration"):
            continue  # tables, and horizons that belong to the fact and are counted already
        for token in view.scanned.tokens[block.index]:
            long = isinstance(token.value, Quantity) and token.value.unit == "year" and block.line_at(token.start) == fact.span.line
            if long and isinstance(token.value, Quantity) and (days := days_of(token.value)):
                found[value.least] = max(found.get(value.least, 1.0), days.high / UNIT_DAYS["year"])
    return found


def is_revenue_growth(metric: Metric) -> bool:
    value = metric.value
    named = metric.measure in REVENUE or "revenue" in metric.name.casefold()
    return bool(named and value and value.kind == "percent" and value.change)


def _returns(values: list[Quantity]) -> str:
    several = len({stated_of(value) for value in values}) > 1
    return f"{'returns' if several else 'a return'} of {_values(values)} {'are' if several else 'is'}"


def _values(values: list[Quantity]) -> str:
    shown = list(dict.fromkeys(stated_of(value) for value in values))
    return listed(shown[:NAMED] + ([f"{len(shown) - NAMED} more"] if len(shown) > NAMED else []))


def _draft(claim: str, source: str, places: list[Span], key: str) -> Draft:
    return Draft(
        f"{claim}; {source}",
        tuple(dict.fromkeys(places)),
        key=key,
        suggestion="show the cost, the benefit and the horizon, and what has been reached elsewhere",
    )


RULE = Rule("RA206", "beyond-base-rate", "roi", "question", "rule", _find, __doc__)
