"""Whether a statement says anything beside those that are said already."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question
from agent.answers.lookups.fitness import UNTYPED_WANTS
from agent.answers.reading.matching import Matching
from agent.answers.reading.values import fits, holds_itself
from agent.answers.reading.view import View
from agent.model.quantity import Quantity, Window

MOST, MOST_OF_ONE = 6, 3  # statements; of one document
EVEN = 0.8  # of a better statement's score: one this good is said beside it when it says as much of the question, a weaker one is not
SPOKEN_OF = 0.4  # a term counts as said by a unit, or above it, from this weight on
LEAST_WEIGHT = 0.1  # of a term that tells one line from another


def enough(chosen: Sequence[tuple[float, Matching, int]], *, one: bool) -> bool:
    """Whether all is said that one place may say; the entries of one list count once where one thing is asked for."""
    groups = {(id(matching), matching.view.units[unit].group) for _, matching, unit in chosen}
    return len(chosen) >= MOST or (one and len(groups) >= MOST_OF_ONE)


def is_above(chosen: Sequence[tuple[float, Matching, int]], matching: Matching, unit: int) -> bool:
    """Whether a unit is a heading of one that is said already: the thing is named and a value of it told."""
    return any(other is matching and unit in matching.view.units[better].headings for _, other, better in chosen)


def adds_nothing(question: Question, entry: tuple[float, Matching, int], chosen: Sequence[tuple[float, Matching, int]]) -> bool:
    """Whether a better unit of the document says all of the question that this one says, and more; or as much where scores differ."""
    score, matching, unit = entry
    said, typed = _said_of(question, matching, unit)
    for better_score, other, better in chosen:
        if other is not matching:
            continue
        if question.wanted == "window" and _time_of(matching.view, unit) == _time_of(matching.view, better) >= 0:
            return True
        if _says_less_than_its_neighbour(question, matching, unit, better):
            return True
        more, more_typed = _said_of(question, matching, better)
        if not ((more >= said).all() and more_typed >= typed):
            continue
        if (more > said).any() or more_typed > typed:
            return True
        if score < better_score * EVEN and not _says_otherwise(question, matching, unit, better):
            return True
    return False


def _says_less_than_its_neighbour(question: Question, matching: Matching, unit: int, better: int) -> bool:
    """Whether a better entry of the same list says itself all that this one says, and a word more: the row of 30 %."""
    view = matching.view
    if question.wanted in UNTYPED_WANTS or question.count or view.units[unit].group != view.units[better].group:
        return False
    rows = matching.value >= LEAST_WEIGHT
    said, more = (matching.own[rows, at] >= SPOKEN_OF for at in (unit, better))
    return bool((more >= said).all() and (more > said).any())


def _says_otherwise(question: Question, matching: Matching, unit: int, better: int) -> bool:
    """Whether two lines of different places state different figures of what is asked in the same words: 99 % uptime here, 99.9 % there."""
    view = matching.view
    if question.wanted in (*UNTYPED_WANTS, "window") or view.units[unit].headings == view.units[better].headings:
        return False
    telling = matching.weights >= SPOKEN_OF
    own, better_own = (matching.own[telling, at] >= SPOKEN_OF for at in (unit, better))
    if not (own & better_own).any():
        return False
    said, known = (_figures(question, view, at) for at in (unit, better))
    return bool({kind for kind, *_ in said} & {kind for kind, *_ in known}) and not said & known


def _figures(question: Question, view: View, unit: int) -> frozenset[tuple[str, float, float]]:
    """What kind of figure a unit states where one of the wanted kind is asked for, and between which bounds."""
    values = (token.value for token in view.tokens(unit) if fits(token, question.wanted))
    return frozenset((value.kind, float(value.least), float(value.most)) for value in values if isinstance(value, Quantity))


def _time_of(view: View, unit: int) -> int:
    """The unit that says when a unit is planned: itself or the nearest above it; -1 when none does."""
    chain = (unit, *view.units[unit].parents, view.units[unit].lead, *view.units[unit].headings)
    return next((at for at in chain if at >= 0 and any(isinstance(token.value, Window) for token in view.tokens(at))), -1)


def _said_of(question: Question, matching: Matching, unit: int) -> tuple[NDArray[numpy.bool_], bool]:
    """Which terms of the question stand in a unit or above it, and whether it holds the kind of value asked for itself."""
    view = matching.view
    places = (unit, *(view.members.get(unit, ()) if view.units[unit].kind == "heading" else ()))
    typed = question.wanted not in UNTYPED_WANTS and any(holds_itself(question, view, place) for place in places)
    return matching.spread[matching.weights >= LEAST_WEIGHT, unit] >= SPOKEN_OF, typed
