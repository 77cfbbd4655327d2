"""In which state something is, and whether two places say the same."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, LIGHT
from agent.answers.reading.figures import measure_terms
from agent.answers.reading.matching import OWN_BONUS, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, state
from agent.answers.wording.frames import frame

OWN = 0.85  # how well an entry's own words must say what is asked about
SHORT = 60  # characters of a name
_ENTRIES = ("row", "item", "heading")
_BESIDE_STATE = frozenset({"now", "end", "blocked", "cancelled", "new", "previous"})


def status_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """In which state something is: the lines that speak of it and the status lines of its section; they may disagree."""
    if (not question.has("done", "open", "current") and not question.concepts & group("state_marks")) or measure_terms(question):
        return None
    said: list[Statement] = []
    states: set[str] = set()
    for matching in matchings:
        view = matching.view
        rows = [row for row, term in enumerate(question.terms) if not set(term.concepts) & (group("state_marks") | {"now", "end"})]
        scores = matching.value[rows] @ matching.spread[rows] + OWN_BONUS * (matching.value[rows] @ matching.own[rows])
        best = [int(unit) for unit in scores.argsort()[::-1][:8] if scores[unit] >= 0.8 * scores.max(initial=0.0) > 0.5]
        units = list(dict.fromkeys([unit for place in best[:4] for unit in (place, *_status_lines(view, place))]))
        states |= {status for status in (status_of(view, unit) for unit in units) if status}
        said.extend(state(view, unit) for unit in units[:6])
    if not said or not states:
        return None
    both = "done" in states and bool(states - {"done", "cancelled"})
    settled = None if both else _settled(question, matchings)  # another place may say the contrary
    if settled is not None:
        return settled
    lead = frame("differs", question.language, values=" / ".join(sorted(states))) if both else ""
    return Draft("inconsistency", tuple(said[:8]), lead)


def _settled(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes or no, where every entry that names the thing wholly, and nothing but it, has one state, and one state is asked for."""
    if question.has("done") == question.has("open") or question.numbered or question.has("until", "when", "before", "after", "can"):
        return None  # "can we deploy already" asks for more than a mark
    found: dict[int, str] = {}
    said_of_state = group("state_marks") | _BESIDE_STATE
    for matching in matchings if len(matchings) == 1 else ():
        view = matching.view
        rows = [row for row, term in enumerate(question.terms) if term.weight >= LIGHT and not set(term.concepts) & said_of_state]
        if not rows or not all(matching.found[row] for row in rows):
            return None
        telling = [row for row in rows if question.terms[row].weight >= CONTENT * 0.9] or rows
        named = [unit for unit in view.units if (matching.own[telling, unit.index] >= OWN).all()]
        found = {unit.index: mark for unit in named if unit.kind in _ENTRIES and (mark := status_of(view, unit.index))}
        apart = [unit for unit in found if view.units[unit].kind == "row" or len(_named_in(view, unit)) <= SHORT]
        marks = {found[unit] for unit in apart}
        if not apart or len(marks) != 1 or len(marks) != len(set(found.values())):
            return None
        mark = marks.pop()
        holds = (mark == "done") == question.has("done")
        if mark == "cancelled":
            return None
        values = "; ".join(dict.fromkeys(text for unit in apart if (text := _said_state(view, unit))))
        lead = frame("yes" if holds else "no", question.language) + (f": {values}." if values else ".")
        return Draft("inconsistency", tuple(state(view, unit) for unit in apart[:4]), lead)
    return None


def _named_in(view: View, unit: int) -> str:
    """What an entry says in front of its first colon or dash."""
    return view.units[unit].text.partition(":")[0].partition(" - ")[0].partition(" — ")[0]


def _said_state(view: View, unit: int) -> str:
    """The state of an entry in the words of the plan, where its line has a field for it."""
    line = view.units[unit].line
    return next((fact.text for fact in view.roadmap.facts if fact.attribute == "status" and fact.span.line == line), "")


def _status_lines(view: View, unit: int) -> list[int]:
    """Lines that state the status of the part of the document a unit stands in."""
    found: list[int] = []
    for heading in (unit, *view.units[unit].headings[:2]):
        lines = [member for member in view.members.get(heading, ()) if view.units[member].kind != "heading"]
        found += [member for member in lines[:6] if view.units[member].line in view.status_lines]
    return found[:2]
