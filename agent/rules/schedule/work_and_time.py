"""A part of the plan holds more days of work than it has.

Claim: a phase or sprint has a time of its own, its entries state their work in days, or a line of it states the total in days, and
together that is more than the working days of its time, for as many people as are named for them; or one person alone has more of them
than there are. People can share work: this is a question.

Why it matters: with one person the phase ends late, and how many people there are is not said where the days are added up.

Flagged:

    ## Phase 1: Base (weeks 1-4)

    - [ ] Berth booking (8 days)
    - [ ] Fuel cards (12 days)
    - [ ] Tide tables (14 days)

    ## Phase 2: Fleet (weeks 5-8)

    - [ ] Crane camera (15 days)

Fine:

    ## Phase 1: Base (weeks 1-4)

    - [ ] Berth booking (8 days)
    - [ ] Fuel cards (5 days)
    - [ ] Tide tables (6 days)

    ## Phase 2: Fleet (weeks 5-8)

    - [ ] Crane camera (15 days)
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.amounts import number
from agent.rules.reading.lengths import duration_of, length_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence

WORKING = 5 / 7  # working days of a calendar day
SLACK = 1.1
ALONE = 1.2  # of the working days, which one person can work
FEWEST = 2
SEVERAL = expression(r"[,;/&+、]|\b(?:and|und|e|y|et|team|equipe|equipo|équipe|all|todos|alle)\b", re.IGNORECASE)
LONGEST = 190  # days; longer parts of a plan have several people


def _find(view: View) -> Iterator[Draft]:
    phases = [item for item in view.roadmap.items if item.window and not item.window_inherited]
    children: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items if phases else ():
        children[item.parent].append(item)
    totals = [found for sentence in view.stating("duration") if (found := _total(sentence))] if phases else []
    drafts: list[Part] = []
    for phase in phases:
        length = length_of(phase.window) if phase.window else None
        if length and 4 <= length.high <= LONGEST:
            days = length.high * WORKING
            parts = children.get(phase.key, ())
            work = _told(view, phase, totals, children) or _added(parts)
            if work and work[0] > days * SLACK * max(1, len(_owners(parts))) + 1:
                drafts.append(_part(phase, name_of(phase), work, days))
            elif shares := _by_owner(parts):
                who, own = max(shares.items(), key=lambda share: share[1][0])
                if own[0] > days * ALONE:
                    drafts.append(_part(phase, f"{who} in {name_of(phase)}", own, days))
    yield from bundled(drafts, "{count} parts of the plan hold more days of work than they have", most=1)


def _by_owner(parts: Sequence[Item]) -> dict[str, tuple[float, tuple[Span, ...]]]:
    """The days of work of each person that is named alone for at least two parts."""
    own: dict[str, list[Item]] = defaultdict(list)
    for part in parts:
        owners = [fact.text for fact in part.all("owner") if fact.text and not SEVERAL.search(fact.text)]
        if len(owners) == 1:
            own[owners[0]].append(part)
    return {who: work for who, mine in own.items() if (work := _added(mine))}


def _total(sentence: Sentence) -> tuple[Sentence, float] | None:
    """A line that states a total in days."""
    days = [quantity for quantity in sentence.quantities if _is_days(quantity)]
    if len(days) != 1:
        return None
    head = sentence.text.split(":")[0]
    named = names_total(head) or names_total(head.split()[0] if head.split() else "")
    return (sentence, days[0].least) if named else None


def _is_days(quantity: Quantity) -> bool:
    return quantity.kind == "duration" and quantity.unit in ("day", "person-day") and quantity.comparator not in (">", ">=")


def _told(
    view: View, phase: Item, totals: Sequence[tuple[Sentence, float]], children: Mapping[str, Sequence[Item]]
) -> tuple[float, tuple[Span, ...]] | None:
    """The one total within a phase that has no phases of its own."""
    inside = [(sentence, days) for sentence, days in totals if phase.span.line < sentence.line <= phase.end_line]
    if len(inside) != 1 or any(child.kind == "phase" for child in children.get(phase.key, ())):
        return None
    sentence, days = inside[0]
    return days, (span_of_sentence(view.scanned, sentence),)


def _added(parts: Sequence[Item]) -> tuple[float, tuple[Span, ...]] | None:
    """The days of the parts of a phase that have no time of their own."""
    found = [
        (quantity.least, fact.span)
        for part in parts
        if part.window_inherited and (told := duration_of(part, "effort", "duration"))
        for fact, _, quantity in (told,)
        if quantity.unit == "day"
    ]
    return (sum(days for days, _ in found), tuple(span for _, span in found)) if len(found) >= FEWEST else None


def _owners(parts: Sequence[Item]) -> set[str]:
    """Who is named for the parts of a phase: they share its work."""
    return {fact.text.casefold() for part in parts for fact in (*part.all("owner"), *part.all("team"), *part.all("people")) if fact.text}


def _part(phase: Item, name: str, work: tuple[float, tuple[Span, ...]], days: float) -> Part:
    time, (needed, places) = written(phase.window) if phase.window else "", work
    draft = Draft(
        f"{name}: {number(needed)} days of work, but only {number(round(days))} working days in {time}",
        (phase.span, *places),
        key=phase.key,
        computation=Computation(
            formula=f"{number(needed)} days > {number(round(days))} days",
            expected=f"at most {number(round(days))} days for one person",
            stated=f"{number(needed)} days",
        ),
        suggestion="say how many people share it, lengthen the time, or cut the scope",
    )
    return Part(draft, f"{name} ({number(needed)} days, line {phase.span.line})")


RULE = Rule("RA416", "more-work-than-time", "schedule", "question", "computed", _find, __doc__)
