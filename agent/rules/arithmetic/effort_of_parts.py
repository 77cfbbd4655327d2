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

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, edit, span_of, stated_of, sum_text
from agent.rules.reading.interval import summed
from agent.rules.reading.naming import name_of

WORK = frozenset({"hour", "person-hour", "person-day", "person-week", "person-month", "point", "story point"})
ROUNDING = 0.01
FEWEST = 3
SEVERAL = expression(r"\W*\w{0,8}?\d+ ?[-–—] ?\w{0,8}?\d+\W*")


def _find(view: View) -> Iterator[Draft]:
    children: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.parent and item.kind != "risk":
            children[item.parent].append(item)
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for item in view.roadmap.items:
        own = _effort(item) if item.key in children else None
        if own is None or own[0].span.line in judged:
            continue
        inside = [child for child in children[item.key] if not names_total(child.title)]
        if any(SEVERAL.fullmatch(child.id.strip()) for child in inside):
            continue  # "#6-9" are four parts
        known = [part for child in inside if (part := _effort(child))]
        if len(known) == len(inside) >= 2:
            yield from _judge(view, item, own, known)


def _effort(item: Item) -> tuple[Fact, Quantity] | None:
    """The one amount of work that an item states for itself."""
    facts = [
        fact for fact in (*item.all("effort"), *item.all("duration")) if not fact.subject and fact.role != "actual" and not fact.scenario
    ]
    found = {(q.least, q.most, q.unit): (fact, q) for fact in facts for q in fact.quantities}
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only and only[1].unit in WORK and not only[1].per and only[1].comparator in ("=", "~") else None


def _judge(view: View, item: Item, own: tuple[Fact, Quantity], parts: Sequence[tuple[Fact, Quantity]]) -> Iterator[Draft]:
    fact, stated = own
    if any(quantity.unit != stated.unit for _, quantity in parts):
        return
    whole = allowed(stated)
    for known in (parts, _without_sums(parts), _without_sums(_rows(view, parts))):
        total = summed([allowed(quantity) for _, quantity in known])
        if total.low * (1 - ROUNDING) <= whole.high and whole.low <= total.high * (1 + ROUNDING):
            return
    computed = span_of(sum(q.least for _, q in parts), sum(q.most for _, q in parts), stated)
    yield Draft(
        f"{name_of(item)} is said to need {stated_of(stated)}, but its {len(parts)} parts add up to {computed}",
        (fact.span, *(part.span for part, _ in parts)),
        key=item.key,
        computation=Computation(formula=sum_text((q for _, q in parts), computed), expected=computed, stated=stated_of(stated)),
        suggestion=f"{edit(stated_of(stated), computed)}, or correct one of the {len(parts)} parts",
    )


def _rows(view: View, parts: Sequence[tuple[Fact, Quantity]]) -> list[tuple[Fact, Quantity]]:
    """All rows of the one table that the parts stand in, those that are known from elsewhere among them."""
    blocks = {fact.block for fact, _ in parts}
    if len(blocks) != 1 or any(fact.source != "column" for fact, _ in parts):
        return list(parts)
    lines = {fact.span.line: (fact, value) for fact, value in parts}
    for fact in view.roadmap.facts:
        values = fact.quantities
        if fact.block in blocks and fact.label == parts[0][0].label and len(values) == 1 and values[0].unit == parts[0][1].unit:
            lines.setdefault(fact.span.line, (fact, values[0]))
    return [lines[line] for line in sorted(lines)]


def _without_sums(parts: Sequence[tuple[Fact, Quantity]]) -> list[tuple[Fact, Quantity]]:
    """The parts without those that are what the ones above them add up to: a row between them that sums them up."""
    kept: list[tuple[Fact, Quantity]] = []
    for fact, value in parts:
        above = sum(one.most for _, one in kept)
        if len(kept) < FEWEST or abs(above - value.most) > ROUNDING * above:
            kept.append((fact, value))
    return kept


RULE = Rule("RA122", "effort-of-parts", "arithmetic", "question", "computed", _find, __doc__)
