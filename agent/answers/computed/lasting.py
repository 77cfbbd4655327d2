"""How long a plan takes whose parts are numbered weeks or months: "Sprint 1 (weeks 1-2)" to "Sprint 10 (weeks 19-20)" take twenty weeks."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from agent.answers.asking.counted import arabic, counted_pattern
from agent.answers.asking.cues import cue_spans, listed, load
from agent.answers.asking.glossary import forms
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token

LEAST = 2  # parts
_UNITS = ("day", "week", "month", "quarter", "sprint")
_WHOLE = frozenset({"project", "roadmap", "total", "phase", "sprint", "milestone", "timeline", "planned", "duration", "subscription"})
_OTHER = ("difference", "ratio", "average", "maximum", "minimum", "same", "exclude", "when", "versus")


def lasting_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The time from the first to the last numbered part; None unless the whole plan or all its parts are asked for.

    Holds only when the parts are headings of one level that follow one another without a gap from the first on.
    """
    if question.is_verdict or question.wanted != "duration" or question.numbered or question.has(*_OTHER) or len(matchings) != 1:
        return None
    unit = _unit(question)
    if not unit or not _asks_for_whole(question):
        return None
    view = matchings[0].view
    stated = [] if question.count else _stated(view)
    if len(stated) == 1:
        return Draft("lookup", (state(view, stated[0]),), certain=True)
    parts = _parts(view, unit, question.count)
    if not parts:
        return None
    last = parts[-1][2]
    noun = next((form.text for form in forms().get(unit, ()) if form.language == question.language), unit)
    formula = f"{parts[0][1]}-{last} = {last}"
    lead = frame("sum", question.language, formula=f"{noun} {formula}")
    said = tuple(state(view, part, member=True, context=False) for part, _, _ in parts)
    return Draft("aggregate", said, lead, Computation(formula=formula, expected=str(last), stated=""), certain=True)


def _stated(view: View) -> list[int]:
    """The lines that say by their label how long the whole plan is: "Total duration: 28 weeks"."""
    labels = frozenset(map(fold, listed(load("wanted")["whole_lengths"])))
    found = []
    for unit in view.units:
        label, divided, _ = view.folded[unit.index].partition("|" if unit.kind == "row" else ":")
        if divided and label.strip(" *_#") in labels and any(_is_length(token) for token in view.tokens(unit.index)):
            found.append(unit.index)
    return found


def _is_length(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration"


def _unit(question: Question) -> str:
    """The unit of time asked for: the one behind "how many" where it is said, not that of "over the three weeks"."""
    starts = [last for _, last in cue_spans(question.text, "how_many", question.language)]
    behind = [term for term in question.terms if any(term.position == start for start in starts)]
    concepts = frozenset(concept for term in behind for concept in term.concepts) if behind else question.concepts
    return next((unit for unit in _UNITS if unit in concepts), "")


def _asks_for_whole(question: Question) -> bool:
    """Whether nothing is named but the plan or its parts."""
    named = [term for term in question.terms if term.weight >= CONTENT * 0.9 and not set(term.concepts) & (_WHOLE | {"done"})]
    whole = question.has("sum", "adding", "entire") or bool(question.concepts & {"project", "roadmap"})
    return whole and len(named) <= 1 and not any(term.timed for term in named)


def _parts(view: View, unit: str, count: int) -> list[tuple[int, int, int]]:
    """(heading, first, last) of the parts of the level, or entries of the list, that has most of them, in order."""
    opens = counted_pattern(unit)
    groups: dict[tuple[int, tuple[int, ...]], dict[int, tuple[int, int, int]]] = {}
    for heading, first, last in view.mentions(unit):
        place = view.units[heading]
        if place.kind == "heading":
            groups.setdefault((place.level, place.headings[:1]), {}).setdefault(heading, (heading, first, last))
        elif place.kind == "item" and opens.match(arabic(view.folded[heading])):
            groups.setdefault((-1, place.group[1:]), {}).setdefault(heading, (heading, first, last))
    found = [parts for group in groups.values() if (parts := _in_a_row(list(group.values()))) and (not count or count == len(parts))]
    return max(found, key=len, default=[])


def _in_a_row(parts: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """The parts when each begins where the one before it ends, or right behind; none otherwise."""
    if len(parts) < LEAST or parts[0][1] not in (0, 1):
        return []
    joined = all(before[1] <= after[1] <= before[2] + 1 <= after[2] + 1 for before, after in pairwise(parts))
    return parts if joined else []
