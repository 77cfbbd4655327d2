"""The parts of a piece of work need more or less work than the piece.

Claim: a phase, sprint or item states how many hours or person-days it needs, each of its direct parts states its own in the same
unit, and they add up to something else.

Why it matters: work adds up whoever does it: the sprint is overbooked, or a task is missing.

Flagged:

    ## Sprint 1 (40 hours)

    - Login (12h)
    - Search (16h)
    - Export (20h)

Fine:

    ## Sprint 1 (48 hours)

    - Login (12h)
    - Search (16h)
    - Export (20h)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, span_of, stated_of, sum_text
from agent.rules.reading.interval import summed
from agent.rules.reading.naming import name_of

WORK = frozenset({"hour", "person-hour", "person-day", "person-week", "person-month", "point", "story point"})
ROUNDING = 0.01


def _find(view: View) -> Iterator[Draft]:
    children: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.parent and item.kind != "risk":
            children[item.parent].append(item)
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for item in view.roadmap.items:
        own = _effort(item)
        parts = [_effort(child) for child in children.get(item.key, ())]
        known = [part for part in parts if part]
        if own and len(known) == len(parts) >= 2 and own[0].span.line not in judged:
            yield from _judge(item, own, known)


def _effort(item: Item) -> tuple[Fact, Quantity] | None:
    """The one amount of work that an item states for itself."""
    facts = [
        fact for fact in (*item.all("effort"), *item.all("duration")) if not fact.subject and fact.role != "actual" and not fact.scenario
    ]
    found = {(q.least, q.most, q.unit): (fact, q) for fact in facts for q in fact.quantities}
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only and only[1].unit in WORK and not only[1].per and only[1].comparator in ("=", "~") else None


def _judge(item: Item, own: tuple[Fact, Quantity], parts: Sequence[tuple[Fact, Quantity]]) -> Iterator[Draft]:
    fact, stated = own
    if any(quantity.unit != stated.unit for _, quantity in parts):
        return
    total = summed([allowed(quantity) for _, quantity in parts])
    whole = allowed(stated)
    if total.low * (1 - ROUNDING) <= whole.high and whole.low <= total.high * (1 + ROUNDING):
        return
    computed = span_of(sum(q.least for _, q in parts), sum(q.most for _, q in parts), stated)
    yield Draft(
        f"{name_of(item)} is said to need {stated_of(stated)}, but its {len(parts)} parts add up to {computed}",
        (fact.span, *(part.span for part, _ in parts)),
        key=item.key,
        computation=Computation(formula=sum_text((q for _, q in parts), computed), expected=computed, stated=stated_of(stated)),
        suggestion=f"change {stated_of(stated)} to {computed}, or correct one of the {len(parts)} parts",
    )


RULE = Rule("RA122", "effort-of-parts", "arithmetic", "warning", "computed", _find, __doc__)
