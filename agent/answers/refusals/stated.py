"""Whether the place a refusal would name states a figure for what is asked after all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.values import holds_itself
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft
from agent.model.quantity import Quantity

_FIGURED = frozenset({"count", "quantity", "percent", "money", "duration"})
_OTHERS = {"duration": ("money", "percent", "ratio"), "percent": ("money", "duration")}  # figures that tell none of the wanted kind
# Of the words that say what is asked, those that the line must say itself; less where so many are said that chance is out of question.
LEAST_TERMS, LEAST_SHARE, MANY, SHARE_OF_MANY = 2, 0.6, 4, 0.5


def states_figure(question: Question, matchings: Sequence[Matching], draft: Draft, places: Sequence[tuple[View, int]]) -> bool:
    """Whether a figure is asked for and the best of these places, which the draft says, holds one beside most words of the question.

    A count may stand with any unit ("how long" is a deck of ten slides); an amount of money is one of money.
    """
    if question.wanted not in _FIGURED or not places:
        return False
    view, unit = places[0]
    if not any(statement.view is view and unit in statement.units for statement in draft.statements):
        return False
    if not _holds_figure(question, view, unit):
        return False
    matching = next(matching for matching in matchings if matching.view is view)
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9]
    said = int((matching.own[numpy.ix_(rows, view.passage(unit))].max(axis=1) >= MATCHED).sum()) if rows else 0
    return said >= LEAST_TERMS and said >= (SHARE_OF_MANY if len(rows) >= MANY else LEAST_SHARE) * len(rows)


def _holds_figure(question: Question, view: View, unit: int) -> bool:
    if question.wanted == "money":
        return holds_itself(question, view, unit)
    others = _OTHERS.get(question.wanted, ())
    return any(isinstance(token.value, Quantity) and token.value.kind not in others for token in view.tokens(unit))
