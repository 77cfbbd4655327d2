"""Where something is planned: "which release gets ...", "in which quarters does ... appear", how a figure changes."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.wanted import named_things
from agent.answers.lookups.lists import introduces
from agent.answers.reading.figures import closest, statements
from agent.answers.reading.matching import Matching
from agent.answers.reading.timing import asked_windows, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state

PLACES = frozenset(["version", "phase", "quarter", "month", "sprint", "milestone", "week", "year", "section", "launch"])
_TIMES = frozenset(["quarter", "month", "week", "year", "sprint"])
_COUNTED = _TIMES | {"version", "phase", "milestone"}
_OF_TWO = ("versus", "maximum", "minimum", "greater", "smaller")
CLOSE, MOST = 0.6, 6
PARTS, EVEN = 4, 0.95  # lines said of those that stand in such a part; how good a second one of the same part must be


def placing_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines that name the thing itself, each with the part of the plan it stands in."""
    if question.has("change") and not question.is_verdict and question.wanted != "name":  # "which files were changed" asks for files
        return _changing(question, matchings)
    head = next((term for term in question.terms if term.weight < CONTENT * 0.9), None)
    if (
        head is None
        or not question.has("which")
        or head.position > 3
        or not set(head.concepts) & PLACES
        or any(entry.kind in head.concepts for entry in question.numbered)  # "which sprint 1 tasks" asks for tasks
        or not _is_asked_for(question, head)
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
    if head.words[-1].endswith("s") and not head.timed and introduces(pool[0][1].view, pool[0][2]):
        return None  # "which steps does the check-in take": what is introduced there
    kept = [(score, matching, unit) for score, matching, unit in pool if score >= pool[0][0] * CLOSE]
    kinds = frozenset(head.concepts) & _COUNTED
    placed = [entry for entry in kept if kinds and _stands_in(entry[1].view, entry[2], kinds)]
    said = _apart(placed) if placed and not question.has(*_OF_TWO) else kept[:MOST]
    return Draft("lookup", tuple(state(matching.view, unit) for _, matching, unit in said))


def _is_asked_for(question: Question, head: Term) -> bool:
    """Whether a part of the plan is what stands behind "which": no verb ("what are we building"), no steps that something takes."""
    if question.language != "en":
        return True
    named = named_things(question.text, question.language, question.terms)
    return head in named and head.words[-1] != "steps"


def _stands_in(view: View, unit: int, kinds: frozenset[str]) -> bool:
    """Whether a line, or what stands above it, says in which week, phase, version ... it is."""
    chain = {unit, *view.above_unit(unit)} - set(view.title_units)
    if any(at in chain for kind in kinds for at, _, _ in view.mentions(kind)):
        return True
    return bool(kinds & _TIMES) and bool(windows_of(view, unit))


def _apart(found: list[tuple[float, Matching, int]]) -> list[tuple[float, Matching, int]]:
    """The best line of each part of a plan, of a few parts; the second of a part only where it is as good."""
    kept: list[tuple[float, Matching, int]] = []
    for score, matching, unit in found:
        part = matching.view.units[unit].headings[:1]
        beside = [other for other in kept if other[1] is matching and matching.view.units[other[2]].headings[:1] == part]
        if not beside or score >= EVEN * beside[0][0]:
            kept.append((score, matching, unit))
    return kept[:PARTS]


def _changing(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Every figure of the measure, in the order of the document."""
    one_time = len(asked_windows(question)) == 1
    pool = [stated for matching in matchings for stated in statements(question, matching, anywhen=not one_time)]
    pool.sort(key=lambda stated: -stated.score)
    found = closest(pool)
    if not found:
        return None
    return Draft("compare", tuple(state(stated.view, stated.entry.unit) for stated in found))
