"""Phases that are said to run in parallel are planned one after the other.

Claim: a line says that two numbered phases run in parallel, and by their own times one of them ends before the other begins.

Why it matters: either the plan is longer than it is said to be, or the phases need more people at the same time.

Flagged:

    ## Phase 1: Base (Weeks 1-2)

    ## Phase 2: Fleet (Weeks 3-4)

    ## Phase 3: Cranes (Weeks 5-6)

    ## Schedule

    - Phases 2-3 in parallel

Fine:

    ## Phase 1: Base (Weeks 1-2)

    ## Phase 2: Fleet (Weeks 3-6)

    ## Phase 3: Cranes (Weeks 4-6)

    ## Schedule

    - Phases 2-3 in parallel
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.moments import scaled
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import is_over, written
from agent.rules.reading.vocabulary import pattern

TWO = expression(
    r"(?<!\w)(?:phasen?|phases?|fases?|sprints?|étapes?|etapas?|stages?|этап\w{0,2}|阶段|フェーズ)\s?(\d{1,2})\s{0,2}"
    r"(?:-|–|/|&|\+|and|und|e|y|et|и|と|和)\s{0,2}(?:phase|fase|sprint|étape|etapa|stage|フェーズ|阶段)?\s?(\d{1,2})(?!\.?\d|[a-z])",
    re.IGNORECASE,
)
NUMBER = expression(r"\d{1,2}")
NOT = expression(r"\b(?:not|nicht|não|no|ne|kein\w{0,2})\b", re.IGNORECASE)


def _find(view: View) -> Iterator[Draft]:
    phases = _phases(view) if view.saying("side_by_side") else {}
    for line in view.visible if len(phases) > 1 else ():
        match = TWO.search(line.text) if NUMBER.search(line.text) and pattern("side_by_side").search(line.text) else None
        if match is None:
            continue
        one, other = phases.get(int(match[1])), phases.get(int(match[2]))
        if one and other and not NOT.search(line.text) and one.span.line != line.number and _are_apart(one, other):
            yield _draft(view, line.number, one, other)


def _phases(view: View) -> Mapping[int, Item]:
    """The phases that have a number and a time of their own; none of a number that several have."""
    found: dict[int, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.kind == "phase" and item.window and not item.window_inherited:
            numbers = NUMBER.findall(item.id)
            if len(numbers) == 1:
                found[int(numbers[0])].append(item)
    return {number: items[0] for number, items in found.items() if len(items) == 1}


def _are_apart(one: Item, other: Item) -> bool:
    periods = [scaled(item.window) for item in (one, other) if item.window]
    first, second = (
        sorted((period for period in periods if period), key=lambda period: period.start or 0.0) if all(periods) else (None, None)
    )
    return first is not None and second is not None and is_over(first, second)


def _draft(view: View, line: int, one: Item, other: Item) -> Draft:
    times: Sequence[str] = [written(item.window) for item in (one, other) if item.window]
    return Draft(
        f"{name_of(one)} and {name_of(other)} are said to run in parallel, but they are planned for {times[0]} and {times[1]}",
        (view.document.span(line), one.span, other.span),
        key=f"{one.key}|{other.key}",
        suggestion="let their times overlap, or say that one follows the other",
    )


RULE = Rule("RA418", "said-parallel", "schedule", "question", "computed", _find, __doc__)
