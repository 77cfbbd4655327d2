"""A return and a payback exclude each other.

Claim: one place states a return in percent and a payback. Even if the benefits come evenly, the return is only reached after payback
x (1 + return); when that is longer than the stated horizon, or than ten years where none is stated, the two cannot belong together.

Why it matters: a return of 1,200% with a payback of 18 months takes almost twenty years; one of the figures was not computed.

Flagged:

    ### Year 1

    - **ROI**: 1,200% (18-month payback period)

Fine:

    ### Year 1

    - **ROI**: 150% over three years (14-month payback period)
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.lengths import days_of
from agent.rules.reading.period import UNIT_DAYS

LONGEST = 10.0  # years over which a return may be counted when no horizon is stated
NEAR = 6  # lines between a return and a payback that belong together


def _find(view: View) -> Iterator[Draft]:
    returns = [
        (fact, q) for fact in view.roadmap.facts if fact.attribute == "roi" for q in fact.quantities if q.kind == "percent" and not q.change
    ]
    paybacks = [
        (fact, q) for fact in view.roadmap.facts if fact.attribute in ("roi", "payback") for q in fact.quantities if q.kind == "duration"
    ]
    for (gain, percent), (back, time) in product(returns, paybacks):
        if _together(gain, back) and _is_payback(back, time) and (draft := _judge(gain, percent, back, time)):
            yield draft


def _together(gain: Fact, back: Fact) -> bool:
    if gain is back:
        return True
    near = abs(gain.span.line - back.span.line) <= NEAR and gain.headings == back.headings and gain.source != "column"
    return near and gain.item == back.item and back.attribute == "payback"


def _is_payback(fact: Fact, time: Quantity) -> bool:
    """Whether a duration in a fact on returns is the payback, not the horizon, which is longer."""
    if fact.attribute == "payback":
        return fact.quantities[0] == time
    lengths = [days.low for q in fact.quantities if q.kind == "duration" and (days := days_of(q))]
    own = days_of(time)
    if own is None or own.low > min(lengths):
        return False
    text = fact.text.casefold()
    return any(word in text for word in ("payback", "break-even", "breakeven", "amortis", "amortiz", "retorno em", "recupera"))


def _judge(gain: Fact, percent: Quantity, back: Fact, time: Quantity) -> Draft | None:
    days = days_of(time)
    if days is None or percent.least <= 0:
        return None
    years = days.low / UNIT_DAYS["year"]
    needed = years * (1 + percent.least / 100)
    horizon = _horizon(gain, time) or LONGEST
    if needed <= horizon * 1.1:
        return None
    return Draft(
        f"a return of {stated_of(percent)} with a payback of {stated_of(time)} takes {number(round(needed, 1))} years of even benefits",
        tuple(dict.fromkeys((gain.span, back.span))),
        key=f"{gain.item}|{gain.label}|{stated_of(percent)}",
        computation=Computation(
            formula=f"{number(round(years, 2))} years x (1 + {number(percent.least / 100)}) = {number(round(needed, 1))} years",
            expected=f"at most {number(horizon)} years",
            stated=f"{stated_of(percent)}, payback {stated_of(time)}",
        ),
        suggestion="compute both from the same cost, benefit and horizon, and state them",
    )


def _horizon(fact: Fact, payback: Quantity) -> float:
    """The years over which a return is counted, when the fact names them; 0.0 when it does not."""
    others = [days for q in fact.quantities if q.kind == "duration" and q != payback and (days := days_of(q))]
    return max((days.high / UNIT_DAYS["year"] for days in others), default=0.0)


RULE = Rule("RA202", "return-and-payback", "roi", "question", "computed", _find, __doc__)
