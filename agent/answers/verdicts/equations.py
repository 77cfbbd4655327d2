"""Whether the figures that a question speaks of make each other. Only a yes is said: that no equation is found proves nothing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.equations import Equation, equations
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.cover import cover, met, telling_rows
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

_ASKED = ("adds_up", "sum", "reckons", "correct")
_MADE = ("adds_up", "sum", "reckons")
TOP = 6  # best lines that an equation may have to do with
LEAST_SHARE = 0.5  # of the telling words, that the places of an equation must speak of
OWN = 0.1  # what a word that the line of the result says itself counts beside those of all the places


def equation_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes with the equation that the question speaks of most; None where there is none."""
    if not question.is_verdict or not question.has(*_ASKED) or len(matchings) != 1:
        return None
    view = matchings[0].view
    top = [int(unit) for unit in (-matchings[0].scores).argsort(kind="stable")[:TOP]]
    best: tuple[float, Draft] | None = None
    for equation in equations(view, top):
        if not question.has(*_MADE) and top[:1] != list(equation.units[:1]):
            continue  # "is the time right" asks for the line of the time, whatever others make
        if question.has("share") and not {"%", "/"} & set(equation.formula):
            continue  # "a tenth of the others" is no sum
        draft = _draft(question, view, equation)
        score = _fit(question, matchings, draft)
        if score and (best is None or score > best[0]):
            best = (score, draft)
    return best[1] if best is not None else None


def _fit(question: Question, matchings: Sequence[Matching], draft: Draft) -> float:
    """How much of the question an equation speaks of; 0 where that is too little."""
    found = cover(question, matchings, draft)
    places = [(statement.view, unit) for statement in draft.statements for unit in statement.units]
    rows = telling_rows(question, matchings)
    if min(found.share, found.counted) < LEAST_SHARE or not any(met(matchings, places, row, own=True) for row in rows):
        return 0.0
    return round(found.share + OWN * sum(met(matchings, places[:1], row, own=True) for row in rows) / len(rows), 3)


def _draft(question: Question, view: View, equation: Equation) -> Draft:
    first, *rest = dict.fromkeys(equation.units)
    said = [state(view, first), *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in rest)]
    lead = frame("adds_up", question.language, formula=equation.formula, stated=equation.result)
    computation = Computation(formula=equation.formula, expected=equation.result, stated=equation.result)
    return Draft("inconsistency", tuple(said), lead, computation)
