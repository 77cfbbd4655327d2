"""Whether something without a limit is without one: a plan that promises it and a line that caps it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cues_of
from agent.answers.asking.question import Question
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, spoken, state
from agent.answers.wording.frames import frame

MOST = 4
LONGEST = 80
_COUNTED = ("count", "rate", "ratio", "size")


def unlimited_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """No, where a line that names the thing (or stands with it) gives a limit in figures; None where none does."""
    if not question.is_verdict or not question.has("unlimited"):
        return None
    for matching in matchings:
        view = matching.view
        promised = sorted(_promises(view), key=lambda unit: (-float(matching.scores[unit]), unit))[:MOST]
        capped = sorted(_caps(view), key=lambda unit: (-_fit(matching, unit, promised), unit))
        blocks = {view.units[unit].block for unit in promised}
        capped = [
            unit for unit in capped if _fit(matching, unit, promised) > 0 and (unit in promised[:1] or view.units[unit].block not in blocks)
        ][:MOST]
        if promised and capped:
            values = " / ".join(shorten(spoken(view, unit), LONGEST) for unit in dict.fromkeys((promised[0], capped[0])))
            said = tuple(state(view, unit) for unit in dict.fromkeys((promised[0], *capped)))
            return Draft("inconsistency", said, frame("differs", question.language, values=values))
    return None


def _promises(view: View) -> list[int]:
    """The lines that say that something is without a limit."""
    return [unit.index for unit in view.units if unit.kind != "heading" and "unlimited" in cues_of(unit.text, view.language)]


def _caps(view: View) -> list[int]:
    """The lines that state a limit in figures: they speak of one, or a column of theirs does."""
    found: list[int] = []
    for entry in all_figures(view):
        if entry.quantity.kind in _COUNTED and entry.unit not in found:
            place = view.units[entry.unit]
            named = entry.label if place.kind == "row" else place.text
            if "limit" in concepts_of_label(view, named):
                found.append(entry.unit)
    return found


def _fit(matching: Matching, unit: int, promised: Sequence[int]) -> float:
    """How well a cap fits what is asked: by the words of the question, more beside the promise itself."""
    here = matching.view.units[unit]
    beside = any(matching.view.units[other].headings[:2] == here.headings[:2] for other in promised)
    met = [row for row in range(len(matching.labels)) if matching.spread[row, unit] >= MATCHED]
    return float(matching.value[met].sum()) + (0.5 if beside else 0.0)
