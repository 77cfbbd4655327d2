"""How far a thing is: the share of it that the plan says is done, else its boxes that are ticked."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import LIGHT
from agent.answers.computed.ticking import by_state
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.values import fits
from agent.answers.reading.view import HEAD, View
from agent.answers.wording.draft import Draft, state

MOST, LOOKED_AT = 2, 40
_PROGRESS = frozenset({"done", "status", "in_progress", "progress"})
_WHOLE = frozenset({"project", "roadmap", "total", "planned", "now"})


def progress_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines that tell in percent how much of the thing named is done; a count of its boxes where none does.

    None where the plan knows a telling word of the question nowhere.
    """
    if question.is_verdict or not question.has("how_far") or len(matchings) != 1 or question.has("versus", "difference"):
        return None
    if question.concepts & group("measured"):
        return None  # how far test coverage is
    matching = matchings[0]
    told = [row for row, term in enumerate(question.terms) if term.weight > LIGHT and not set(term.concepts) & (_PROGRESS | _WHOLE)]
    told = [row for row in told if not question.terms[row].words[0].isdecimal()]
    if not all(matching.found[row] for row in told):
        return None
    rows = [*told, *matching.counted_rows]
    stated = _stating(matching, rows)
    if stated:
        return Draft("lookup", tuple(state(matching.view, unit) for unit in stated[:MOST]), certain=True)
    counted = by_state(question, matching) if rows else None
    return counted if counted is not None and counted.counts[-1] > 1 else None  # one row with a state says it better itself


def _stating(matching: Matching, rows: Sequence[int]) -> list[int]:
    """The lines that say a share of what is done and, themselves or above, all that is named; those that name it first."""
    view = matching.view
    found = [
        unit
        for unit in sorted(view.lines_with("percent"))
        if _tells_progress(view, unit) and (bool((matching.spread[rows, unit] >= MATCHED).all()) if rows else view.units[unit].line <= HEAD)
    ]
    return sorted(found, key=lambda unit: (-round(float(matching.scores[unit]), 3) if rows else 0.0, unit))[:LOOKED_AT]


def _tells_progress(view: View, unit: int) -> bool:
    """Whether a line says that so much of something is done: "85% complete", "Progress: 40%", a cell under "Complete"."""
    found = view.units[unit]
    header = view.units[found.header].text if found.header >= 0 else ""
    shares = any(fits(token, "percent") for token in view.tokens(unit))
    return shares and bool(set(concepts_of_label(view, f"{header} {found.text}")) & _PROGRESS)
