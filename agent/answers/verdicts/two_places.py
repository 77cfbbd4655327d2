"""Whether two places of a plan say the same of one thing: with the value in each."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.lookups.two_values import TIMES, Places, two_places
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import meets
from agent.answers.reading.matching import Matching
from agent.answers.reading.timing import stretches
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Window

TIMED = 0.9  # the score of a draft on two times
LONGEST = 60


def two_places_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether two places that the question names say the same; with both values."""
    if not question.is_verdict or not question.has("same", "fits") or question.has("sum", "adds_up", "unlimited", "share"):
        return None
    for matching in matchings:
        found = two_places(question, matching)
        if found is not None and (found.windows is not None or question.has("same")):
            return _verdict(question, found)
    return None


def two_times_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether two places give a thing the same time, where the question asks when it starts, or is due."""
    if not question.concepts & TIMES and not question.has("when"):
        return None
    draft = two_places_verdict(question, matchings)
    return draft if draft is not None and draft.score == TIMED else None


def _verdict(question: Question, found: Places) -> Draft:
    said = f"{found.one.text} ({_named(found, found.one)}) / {found.other.text} ({_named(found, found.other)})"
    windows = found.windows
    same = meets(found.one, found.other) if windows is None else _same_time(*windows, starts="start" in question.concepts)
    lead = frame("agree" if same else "differs", question.language, values=said)
    return Draft("inconsistency", _said(found), lead, score=TIMED if found.windows is not None else 1.0)


def _same_time(one: Window, other: Window, *, starts: bool) -> bool:
    """Whether two times are the same, or one lies within the other; their beginnings, where it is asked when something starts."""
    pairs = [(left, right) for left in stretches(one) for right in stretches(other) if left.axis == right.axis]
    left, right = pairs[0]
    if starts:
        return left.first == right.first
    return (left.first <= right.first and right.last <= left.last) or (right.first <= left.first and left.last <= right.last)


def _said(found: Places) -> tuple[Statement, ...]:
    return tuple(state(found.view, unit) for unit in dict.fromkeys((found.one.unit, found.other.unit)))


def _named(found: Places, entry: Entry) -> str:
    """Where a value stands, and of what it is."""
    place = found.view.units[entry.unit]
    if place.kind == "row":
        return shorten(f"{entry.subject} ({entry.label})" if entry.label else entry.subject or place.cells[0], LONGEST)
    context = context_of(found.view, entry.unit).split(" › ")[-1]
    return shorten(context or entry.label or entry.subject, LONGEST)
