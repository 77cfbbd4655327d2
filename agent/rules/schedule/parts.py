"""The parts of a phase take more or less time than the phase.

Claim: a phase states how long it takes, all the numbered parts it is divided into (sprints, steps, sub-phases) state theirs, and
one after the other they take longer or shorter.

Why it matters: a part was added, dropped or moved without changing the phase.

Flagged:

    ## Phase 4: Growth

    **Duration:** 10-12 weeks

    ### Sprint 17-18: Mobile (4 weeks)

    - App

    ### Sprint 19-20: Marketing (4 weeks)

    - Campaign

Fine:

    ## Phase 4: Growth

    **Duration:** 8-10 weeks

    ### Sprint 17-18: Mobile (4 weeks)

    - App

    ### Sprint 19-20: Marketing (4 weeks)

    - Campaign
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import edit, span_of, stated_of, sum_text
from agent.rules.reading.interval import Interval
from agent.rules.reading.lengths import duration_of
from agent.rules.reading.naming import name_of


def _find(view: View) -> Iterator[Draft]:
    children: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.parent and item.kind == "phase":
            children[item.parent].append(item)
    for phase in view.roadmap.items:
        whole = duration_of(phase, "duration", "effort")
        parts = [duration_of(child, "duration", "effort") for child in children.get(phase.key, ())]
        known = [part for part in parts if part]
        if whole and len(known) >= 2 and len(known) == len(parts) and not _overlap(children[phase.key]):
            yield from _judge(phase, whole, known)


def _overlap(parts: list[Item]) -> bool:
    """Whether the windows of the parts say that they run beside each other."""
    windows = [part.window for part in parts if part.window and part.window.is_relative and not part.window_inherited]
    return any(a.unit == b.unit and a.last is not None and b.first is not None and b.first < a.last for a, b in pairwise(windows))


def _judge(phase: Item, whole: tuple[Fact, Interval, Quantity], parts: list[tuple[Fact, Interval, Quantity]]) -> Iterator[Draft]:
    fact, _, stated = whole
    if any(quantity.unit != stated.unit for _, _, quantity in parts):
        return
    least, most = sum(q.least for _, _, q in parts), sum(q.most for _, _, q in parts)
    if least <= stated.most and most >= stated.least:
        return
    total, side = span_of(least, most, stated), "longer" if least > stated.most else "shorter"
    yield Draft(
        f"the {len(parts)} parts of {name_of(phase)} take {total} one after the other, {side} than its {stated_of(stated)}",
        (fact.span, *(part.span for part, _, _ in parts)),
        key=phase.key,
        computation=Computation(formula=sum_text((q for _, _, q in parts), total), expected=total, stated=stated_of(stated)),
        suggestion=f"{edit(stated_of(stated), total)}, or say what fills the difference",
    )


RULE = Rule("RA406", "parts-and-whole", "schedule", "warning", "computed", _find, __doc__)
