"""What comes next: the phase behind phase 2, the item behind the one named."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CUE_WEIGHT, NUMBER
from agent.answers.lookups.depending import depending_answer, named_item
from agent.answers.reading.matching import Matching
from agent.answers.reading.things import named_things
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.model.roadmap import Item

CALLED = 0.7  # of the question's telling words, that a heading must say
NEAR = 2  # words behind "next" among which the time stands
_TIMES = frozenset({"day", "week", "month", "quarter", "year"})
_WORK = ("phase", "milestone", "initiative")


def following_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The neighbour of what is named: of a counted thing by its number, of an item by its place among its siblings.

    What must be finished before an item is what it depends on, where the plan says so, and not the line above it.
    """
    step = _step(question)
    if not step or len(matchings) != 1 or (question.has("prerequisite") and depending_answer(question, matchings) is not None):
        return None
    view = matchings[0].view
    if question.numbered:
        first = question.numbered[0]
        unit = _counted_at(view, first.kind, (first.last if step > 0 else first.first) + step)
        return Draft("lookup", (state(view, unit),)) if unit is not None else None
    stage = _stage(question, matchings[0])
    meant = named_item(question, matchings) if stage is None else None
    item = _neighbour(view, stage, step) if stage is not None else _neighbour(view, meant.item, step) if meant is not None else None
    units = view.on_line(item.span.line)[:1] if item is not None else ()
    return Draft("lookup", (state(view, units[0]),)) if units else None


def _stage(question: Question, matching: Matching) -> Item | None:
    """The phase, milestone or initiative with a heading of its own that is called what the question says."""
    named = named_things(question, matching)
    rows = [row for row, term in enumerate(question.terms) if term.weight >= NUMBER and matching.found[row] and not term.timed]
    fit = named.fit(rows)
    at = {unit: place for place, unit in enumerate(named.things.units)}
    found: list[tuple[float, int, Item]] = []
    for item in matching.view.roadmap.items:
        units = matching.view.on_line(item.span.line)[:1] if item.kind in _WORK else ()
        if units and units[0] in at and matching.view.units[units[0]].kind == "heading" and fit[at[units[0]]] >= CALLED:
            found.append((float(fit[at[units[0]]]), -units[0], item))
    return max(found, key=lambda entry: entry[:2])[2] if found else None


def _step(question: Question) -> int:
    """1 for what comes after, -1 for what comes before; 0 when the question asks for more than a neighbour."""
    told = [term for term in question.terms if term.weight > CUE_WEIGHT and not term.words[0].isdecimal()]
    kinds = {entry.kind for entry in question.numbered}
    own = [term for term in told if not kinds & set(term.concepts) and not set(term.concepts) & {"next", "previous"}]
    after = question.has("after") or ("next" in question.concepts and not _is_a_time(question))
    before = question.has("before") or "previous" in question.concepts
    both = question.wanted == "window" and question.has("which")  # "what follows on it, and in which week"
    if question.is_verdict or not (both or question.wanted in ("name", "any")) or after == before:
        return 0
    if len(question.numbered) > 1 or (question.numbered and own) or question.count > 1:
        return 0
    return 1 if after else -1


def _is_a_time(question: Question) -> bool:
    """Whether "next" only says which time is meant: "in the next half year", "in den nächsten sechs Monaten"."""
    places = [term.position for term in question.terms if "next" in term.concepts]
    near = [term for term in question.terms for at in places if at < term.position <= at + NEAR]
    return any(set(term.concepts) & _TIMES for term in near)


def _counted_at(view: View, kind: str, number: int) -> int | None:
    """The unit that names the counted thing: a heading before a line, one that opens with it before others."""
    found = [unit for unit, first, last in view.mentions(kind) if first == last == number]
    return min(found, key=lambda unit: (view.units[unit].kind != "heading", unit), default=None)


def _neighbour(view: View, item: Item, step: int) -> Item | None:
    siblings = [other for other in view.roadmap.items if other.parent == item.parent and other.kind == item.kind and other.kind in _WORK]
    at = next((place for place, other in enumerate(siblings) if other.key == item.key), -1)
    return siblings[at + step] if at >= 0 and 0 <= at + step < len(siblings) else None
