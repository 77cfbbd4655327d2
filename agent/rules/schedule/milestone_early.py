"""A milestone is due before the work that reaches it is done.

Claim: a dated milestone names its result by two words side by side, a line of the plan beside the milestones is called little more than
that, and all such work begins after the milestone is due, or surely ends after it.

Why it matters: the milestone is missed by plan, and whoever waits for it hears of it last.

Flagged:

    ## Plan

    ### Phase 1: Base (months 1-6)

    - Berth booking

    ### Phase 2: Fleet (months 7-12)

    - Reference harbour programme

    ## Milestones

    ### 6-month milestones

    - Win three reference harbours

    ### 12-month milestones

    - Night shifts

Fine:

    ## Plan

    ### Phase 1: Base (months 1-6)

    - Berth booking
    - Reference harbour programme

    ### Phase 2: Fleet (months 7-12)

    - Night shifts

    ## Milestones

    ### 6-month milestones

    - Win three reference harbours

    ### 12-month milestones

    - Night shifts
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.neighbours import Pair, side_by_side
from agent.rules.reading.period import UNIT_DAYS, Period, written
from agent.rules.reading.scope_words import is_recurring, is_stage, terms_of
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern

MOST_USES = 3  # a pair of words in more lines of the plan names no single thing
MOST_WORDS = 6  # of the work
MOST_EXTRA = 1  # distinctive words of the work beside the pair
SLACK = 1.1  # of the time until the milestone
NO_WORK = expression(r"\W{0,4}\d|[<>≥≤%$€£]")


def _find(view: View) -> Iterator[Draft]:
    milestones = [entry for entry in view.dated_lines if not entry.done and _is_milestone(entry)]
    if not milestones:
        return
    works = [entry for entry in view.dated_lines if not entry.beside and not _is_milestone(entry)]
    named, begin = _by_pair(view, works), _beginnings(works)
    parts = []
    for entry in milestones:
        for pair in sorted(side_by_side(entry.text, view.roadmap.language)):
            work = _too_late(entry, named.get(pair, ()), begin) if _tells(pair) else None
            if work:
                parts.append(_part(view, entry, work, pair))
                break
    yield from bundled(parts, "{count} milestones are due before the work that reaches them is done", most=2)


def _is_milestone(entry: Dated) -> bool:
    above = " | ".join((*entry.headings[-2:], entry.head))
    return bool(pattern("promising").search(above)) and not pattern("quick_wins").search(above)


def _tells(pair: Pair) -> bool:
    return not any(is_recurring(word) or is_stage(word) for word in pair)


def _by_pair(view: View, works: Sequence[Dated]) -> dict[Pair, list[Dated]]:
    """The lines of the plan by each two words side by side; those that are called more than that as well, to know that they are there."""
    found: dict[Pair, list[Dated]] = defaultdict(list)
    language = view.roadmap.language
    for work in works:
        cells = [work.text, *filter(None, work.more.split(" | "))]
        pairs = {pair for cell in cells for pair in side_by_side(cell, language)}
        for pair in pairs:
            found[pair].append(work)
    named = {}
    for pair, lines in found.items():
        cells = [cell for work in lines for cell in (work.text, *filter(None, work.more.split(" | ")))]
        if len(lines) <= MOST_USES and any(_is_named(cell, pair, language) for cell in cells):
            named[pair] = lines
    return named


def _is_named(cell: str, pair: Pair, language: str) -> bool:
    """Whether a line or cell is called little more than the pair."""
    if len(cell.split()) > MOST_WORDS or NO_WORK.match(cell) or pair not in side_by_side(cell, language):
        return False
    return len(terms_of(cell, language) - set(pair)) <= MOST_EXTRA


def _beginnings(works: Sequence[Dated]) -> dict[tuple[int, str], float]:
    """When each timeline begins on each of its scales."""
    found: dict[tuple[int, str], float] = {}
    for work in works:
        key = work.time.timeline, work.time.period.axis
        found[key] = min(found.get(key, math.inf), math.inf if work.time.period.start is None else work.time.period.start)
    return found


def _too_late(entry: Dated, works: Sequence[Dated], begin: Mapping[tuple[int, str], float]) -> Dated | None:
    """The first of the works, where all of them are surely open when the milestone is due, though their plan has begun by then."""
    due = entry.time.period
    for work in works:
        period = work.time.period
        apart = work.time.timeline != entry.time.timeline and period.axis == due.axis
        if not apart or due.end is None or begin[work.time.timeline, period.axis] > due.end - 1 or not _is_open(period, due.end):
            return None
    return works[0] if works else None


def _is_open(period: Period, due: float) -> bool:
    if period.start is not None and (period.start > due or (period.start == due and period.axis != "calendar")):
        return True
    return period.axis == "plan" and period.earliest_end is not None and period.earliest_end > due * SLACK + UNIT_DAYS["week"]


def _part(view: View, entry: Dated, work: Dated, pair: Pair) -> Part:
    first, second = (" ".join(one.text.split())[:70] for one in (entry, work))
    draft = Draft(
        f'"{first}" is a milestone of {written(entry.time.window)}, but "{second}" is planned for {written(work.time.window)}',
        spans_of(view.document, entry, work),
        key="|".join(pair),
        suggestion="move the milestone, or begin the work earlier",
    )
    return of_two_lines(draft, first, entry.line, work.line)


RULE = Rule("RA419", "milestone-before-work", "schedule", "question", "rule", _find, __doc__)
