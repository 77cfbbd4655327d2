"""Whether an amount is the percentage of others that its label says it is."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.amounts import like, number
from agent.answers.draft import Draft, state
from agent.answers.frames import frame
from agent.answers.matching import Matching
from agent.answers.question import Question
from agent.answers.series import Entry, entries_of
from agent.answers.terms import asked_tokens
from agent.answers.view import View
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token


def share_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether an amount is the percentage of the others that its label says: "Reserve (15 %)"."""
    if not question.has("correct", "same"):
        return None
    asked = {value.least for value in _percents(asked_tokens(question.text, question.language))}
    for matching in matchings if asked else ():
        view = matching.view
        top = [int(unit) for unit in matching.scores.argsort()[::-1][:3]]
        for entry in entries_of(view):
            if entry.unit not in top or entry.quantity.kind != "money":
                continue
            percent = next((value for value in _percents(view.tokens(entry.unit)) if value.least in asked), None)
            others = _before(view, entry) if percent is not None else []
            if percent is not None and len(others) > 1:
                return _share_draft(question, view, entry, percent, others)
    return None


def _percents(tokens: Sequence[Token]) -> list[Quantity]:
    return [token.value for token in tokens if isinstance(token.value, Quantity) and token.value.kind == "percent"]


def _before(view: View, entry: Entry) -> list[Entry]:
    """The figures of the same table or list above this one."""
    group = view.units[entry.unit].group
    return [
        other
        for other in entries_of(view)
        if view.units[other.unit].group == group
        and other.unit < entry.unit
        and other.quantity.unit == entry.quantity.unit
        and not other.is_total
    ]


def _share_draft(question: Question, view: View, entry: Entry, percent: Quantity, others: Sequence[Entry]) -> Draft:
    base = sum(other.least for other in others)
    value = base * percent.least / 100
    sum_text, text = like(base, base, others, view.convention), like(value, value, [entry], view.convention)
    formula = f"{number(percent.least, view.convention)} % × {sum_text} = {text}"
    holds = abs(value - entry.least) <= max(0.005 * abs(value), (entry.quantity.high - entry.quantity.low) / 2)
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=entry.text)
    said = tuple(state(view, unit) for unit in (entry.unit, *(other.unit for other in others)))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated=entry.text))
