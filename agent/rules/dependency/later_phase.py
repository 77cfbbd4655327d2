"""An item depends on an item of a later phase.

Claim: an item of a numbered phase needs an item of a phase with a higher number, and no dates say that the other ends before it.

Why it matters: the phases cannot be carried out in their order.

Flagged:

    ## Phase 1: Base

    - **A1 Accounts** (depends on B1)

    ## Phase 2: Growth

    - **B1 Identity provider** (depends on nothing)

Fine:

    ## Phase 1: Base

    - **A1 Accounts** (depends on nothing)

    ## Phase 2: Growth

    - **B1 Identity provider** (depends on A1)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.expressions import expression
from agent.model.roadmap import Item, Roadmap
from agent.rules.base import Draft, Rule, View
from agent.rules.dependency import order
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import Period, period_of

PHASE_NUMBER = expression(r"(?:^|[^\W\d_]\s)(\d{1,2})\b(?!\s?(?:-|–|\.\d|%))")


def _find(view: View) -> Iterator[Draft]:
    told = {draft.key for draft in view.drafts(order.RULE)}
    for edge in view.graph.edges:
        waiting, needed = _phase(view.roadmap, edge.waiting), _phase(view.roadmap, edge.needed)
        if waiting is None or needed is None or waiting.key == needed.key or waiting.parent != needed.parent:
            continue
        first, second = _number(waiting), _number(needed)
        if first is None or second is None or first >= second or _word(waiting) != _word(needed):
            continue
        start, end = period_of(edge.waiting.window), period_of(edge.needed.window)
        if (start and end and _is_sooner(end, start)) or f"{edge.waiting.key}|{edge.needed.key}" in told:
            continue  # dates decide better than numbers; the rule on order has looked at them
        where = "" if waiting is edge.waiting else f" in {name_of(waiting)}"
        when = "later" if needed is edge.needed else f"only in {name_of(needed)}"
        yield Draft(
            f"{name_of(edge.waiting)}{where} needs {name_of(edge.needed)}, which comes {when}",
            (edge.span, edge.needed.span, needed.span),
            key=f"{edge.waiting.key}|{edge.needed.key}",
            suggestion=f"plan {name_of(edge.needed)} earlier, {name_of(edge.waiting)} later, or drop the dependency",
        )


def _is_sooner(needed: Period, waiting: Period) -> bool:
    """Whether dates say that what is needed ends before what waits for it does."""
    return needed.axis == waiting.axis and needed.end is not None and waiting.end is not None and needed.end < waiting.end


def _phase(roadmap: Roadmap, item: Item) -> Item | None:
    """The phase an item belongs to; a phase belongs to itself."""
    seen: set[str] = set()
    at: Item | None = item
    while at and at.key not in seen:
        if at.kind == "phase":
            return at
        seen.add(at.key)
        at = roadmap.by_key.get(at.parent)
    return None


def _number(phase: Item) -> int | None:
    match = PHASE_NUMBER.search(phase.id or phase.title) or PHASE_NUMBER.search(phase.title)
    return int(match[1]) if match else None


def _word(phase: Item) -> str:
    match = re.search(r"[^\W\d_]{3,}", phase.id or phase.title)
    return match[0].casefold() if match else ""


RULE = Rule("RA306", "later-phase", "dependency", "question", "rule", _find, __doc__)
