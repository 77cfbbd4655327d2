"""In which state something is, and whether two places say the same."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.figures import measure_terms
from agent.answers.reading.matching import OWN_BONUS, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, state
from agent.answers.wording.frames import frame

_STATES = frozenset({"done", "open_status", "in_progress", "planned"})


def status_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """In which state something is: the lines that speak of it and the status lines of its section; they may disagree."""
    if (not question.has("done", "open", "current") and not question.concepts & _STATES) or measure_terms(question):
        return None
    said: list[Statement] = []
    states: set[str] = set()
    for matching in matchings:
        view = matching.view
        rows = [row for row, term in enumerate(question.terms) if not set(term.concepts) & (_STATES | {"now", "end"})]
        scores = matching.value[rows] @ matching.spread[rows] + OWN_BONUS * (matching.value[rows] @ matching.own[rows])
        best = [int(unit) for unit in scores.argsort()[::-1][:8] if scores[unit] >= 0.8 * scores.max(initial=0.0) > 0.5]
        units = list(dict.fromkeys([unit for place in best[:4] for unit in (place, *_status_lines(view, place))]))
        states |= {status for status in (status_of(view, unit) for unit in units) if status}
        said.extend(state(view, unit) for unit in units[:6])
    if not said or not states:
        return None
    both = "done" in states and bool(states - {"done", "cancelled"})
    lead = frame("differs", question.language, values=" / ".join(sorted(states))) if both else ""
    return Draft("inconsistency", tuple(said[:8]), lead)


def _status_lines(view: View, unit: int) -> list[int]:
    """Lines that state the status of the part of the document a unit stands in."""
    found: list[int] = []
    for heading in (unit, *view.units[unit].headings[:2]):
        lines = [member for member in view.members.get(heading, ()) if view.units[member].kind != "heading"]
        found += [member for member in lines[:6] if view.units[member].line in view.status_lines]
    return found[:2]
