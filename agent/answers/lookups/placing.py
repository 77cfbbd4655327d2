"""Where something is planned: "which release gets ...", "in which quarters does ... appear", how a figure changes."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.figures import closest, statements
from agent.answers.reading.matching import Matching
from agent.answers.reading.timing import asked_windows
from agent.answers.wording.draft import Draft, state

PLACES = frozenset(["version", "phase", "quarter", "month", "sprint", "milestone", "week", "year", "section", "launch"])
CLOSE, MOST = 0.6, 6


def placing_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines that name the thing itself, each with the part of the plan it stands in."""
    if question.has("change") and not question.is_verdict:
        return _changing(question, matchings)
    head = next((term for term in question.terms if term.weight < CONTENT * 0.9), None)
    if (
        head is None
        or not question.has("which")
        or head.position > 3
        or not set(head.concepts) & PLACES
        or any(entry.kind in head.concepts for entry in question.numbered)  # "which sprint 1 tasks" asks for tasks
        or question.wanted not in ("name", "quantity", "window")
    ):
        return None
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9]
    if not rows or head.position > question.terms[rows[0]].position:
        return None
    pool = []
    for matching in matchings:
        scores = matching.value[rows] @ matching.own[rows] + 0.3 * (matching.value[rows] @ matching.spread[rows])
        pool += [(float(scores[unit]), matching, int(unit)) for unit in scores.argsort()[::-1][:MOST]]
    pool.sort(key=lambda entry: (-round(entry[0], 3), entry[2]))
    if not pool or pool[0][0] <= 0:
        return None
    kept = [(matching, unit) for score, matching, unit in pool if score >= pool[0][0] * CLOSE][:MOST]
    return Draft("lookup", tuple(state(matching.view, unit) for matching, unit in kept))


def _changing(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Every figure of the measure, in the order of the document."""
    one_time = len(asked_windows(question)) == 1
    pool = [stated for matching in matchings for stated in statements(question, matching, anywhen=not one_time)]
    pool.sort(key=lambda stated: -stated.score)
    found = closest(pool)
    if not found:
        return None
    return Draft("compare", tuple(state(stated.view, stated.entry.unit) for stated in found))
