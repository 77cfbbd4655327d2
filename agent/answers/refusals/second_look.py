"""Before a question is declined for want of a value: a line that holds one, where all that the question names is spoken of."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.values import holds_itself
from agent.answers.reading.view import View
from agent.answers.refusals.amounts import tells_other_money
from agent.answers.wording.cover import telling_rows
from agent.answers.wording.draft import Draft, state

_FIGURED = ("window", "duration", "money", "percent")
_STAGES = ("phase", "sprint", "version", "milestone")
_COMPUTED = ("sum", "average", "maximum", "minimum", "difference", "ratio", "share", "same", "exclude", "current", "until")
FEWEST = 2  # words that say what is asked about: one alone names too much
MOST = 3  # lines


def second_look(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The best lines that hold the kind of value asked for and stand where every telling word of the question is said.

    None where a word is known to no plan, where the question names too little, or where it asks to compute.
    """
    if question.wanted not in _FIGURED or question.is_verdict or question.has(*_COMPUTED):
        return None
    rows = telling_rows(question, matchings, unknown=True)
    if len(rows) < FEWEST or len(matchings) != 1 or not all(matchings[0].found[row] for row in rows):
        return None
    matching = matchings[0]
    asked = [*rows, *matching.counted_rows]
    spoken = matching.spread[asked].min(axis=0)
    fits = [unit for unit in map(int, matching.scores.argsort()[::-1]) if spoken[unit] >= MATCHED and _holds(question, matching.view, unit)]
    best = [unit for unit in fits if matching.scores[unit] >= matching.scores[fits[0]] - 1e-6]
    if not 0 < len(best) <= MOST:
        return None
    draft = Draft("lookup", tuple(state(matching.view, unit) for unit in sorted(best)))
    return None if tells_other_money(question, draft) else draft


def _holds(question: Question, view: View, unit: int) -> bool:
    """Whether a line holds the value itself; a stage of the plan tells when, too."""
    if view.units[unit].kind in ("heading", "header"):
        return False
    stage = question.wanted == "window" and any(unit == place for kind in _STAGES for place, _, _ in view.mentions(kind))
    return stage or holds_itself(question, view, unit)
