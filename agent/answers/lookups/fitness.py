"""How well the units of a plan answer a question: by its words, and by the kind of value that they hold."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.reading.matching import Matching
from agent.answers.reading.persons import tells_who
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import asked_unit, tells
from agent.answers.reading.values import has_wanted, holds_itself, is_dated_row, is_when
from agent.answers.reading.view import View
from agent.model.quantity import Window

WHO = 1.7  # for who does something: where roles are listed with what they do
TYPED, DATED_ABOVE, ABOVE, UNTYPED, TOTAL, EARNED = 1.3, 1.2, 1.1, 0.55, 1.6, 0.8
NAMED_ALL, NAMED_UNTYPED = 0.55, 0.95  # a unit that says this share of the question itself is not held to the kind of value
BESIDE, FEW = 0.15, 24  # what a word counts that a line beside says; lines under one heading, up to which they speak of one thing
UNTYPED_WANTS = ("any", "name", "reason", "way", "verdict", "place")  # for which no kind of value is looked for


def ranked(question: Question, matching: Matching, most: int = 40, *, whole: bool = False) -> list[tuple[float, int]]:
    """(score, unit) of the best units, those that hold the wanted kind of value first among equals; `whole` sections may answer."""
    scores = matching.scores
    best = scores.argsort()[::-1][:most]
    found = []
    for unit in (int(index) for index in best):
        if scores[unit] <= 0:
            break
        found.append(((float(scores[unit]) + _beside(matching, unit, whole=whole)) * _factor(question, matching, unit), unit))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def pool(question: Question, matchings: Sequence[Matching], *, whole: bool = False) -> list[tuple[float, Matching, int]]:
    """(score, matching, unit) of the best units of all documents, best first."""
    found = [(score, matching, unit) for matching in matchings for score, unit in ranked(question, matching, whole=whole)]
    order = {id(matching): at for at, matching in enumerate(matchings)}
    found.sort(key=lambda entry: (-entry[0], order[id(entry[1])], entry[2]))
    return found


def _beside(matching: Matching, unit: int, *, whole: bool) -> float:
    """What the lines beside a unit add to its score: words of the question that only they say, where few stand under one heading.

    To the heading itself they add as much where it is said with `whole` that stands under it.
    """
    view = matching.view
    above = -1 if view.units[unit].kind == "heading" else next(iter(view.units[unit].headings), -1)
    members = view.section(unit if whole and above < 0 else above)
    if not 1 < len(members) <= FEW:
        return 0.0
    said = numpy.maximum(matching.own[:, list(members)].max(axis=1) - matching.spread[:, unit], 0.0)
    return BESIDE * float(matching.value @ said)


def _factor(question: Question, matching: Matching, unit: int) -> float:
    """How much the kind of value a unit holds speaks for it: what was asked for, a total where one is asked for."""
    if question.wanted in UNTYPED_WANTS:
        return 1.0
    view = matching.view
    if question.wanted == "window":
        return _when_factor(question, view, unit)
    if question.wanted == "person" and tells_who(view, unit):
        return WHO
    if holds_itself(question, view, unit):
        label = _label_of(view, unit)
        total = "total" in question.concepts and is_total_text(label)
        return (EARNED if _is_income(question, label) else TYPED) * (TOTAL if total else 1.0)
    if has_wanted(question, view, unit) or _members_hold(question, view, unit):
        return ABOVE
    named = float(matching.value @ matching.own[:, unit]) >= NAMED_ALL * float(matching.value.sum())
    return NAMED_UNTYPED if named else UNTYPED


def _when_factor(question: Question, view: View, unit: int) -> float:
    """A time of the plan in the unit itself counts most, then one above it; a mere length of time says little about when.

    A time that does not say which month it is counts for less where the month is asked for.
    """
    asked = asked_unit(question)
    if unit in view.title_units and view.units[unit].level == 1:
        return UNTYPED  # "Roadmap 2026" dates the plan
    if _says_when(view, unit, asked) or is_dated_row(view, unit):
        return TYPED
    near = (*view.units[unit].headings[:2], *view.units[unit].parents[:1], view.units[unit].lead)
    if any(index >= 0 and _says_when(view, index, asked) for index in near):
        return DATED_ABOVE
    return ABOVE if any(is_when(token) for index in (unit, *view.units[unit].headings) for token in view.tokens(index)) else UNTYPED


def _says_when(view: View, unit: int, asked: str) -> bool:
    return any(isinstance(token.value, Window) and tells(token.value, asked) for token in view.tokens(unit))


def _label_of(view: View, unit: int) -> str:
    """What a line says its figure is: the label before the colon; for a row also the names of its columns."""
    found = view.units[unit]
    columns = view.units[found.header].cells[1:] if found.kind == "row" and found.header >= 0 else ()
    return " ".join((found.text.partition(":")[0][:60], *columns))


def _is_income(question: Question, label: str) -> bool:
    """Whether a price or cost is asked for and a label speaks of income."""
    spent = question.wanted == "money" and question.concepts & group("spending") and not question.concepts & group("earning")
    return bool(spent) and any(word in label.casefold() for word in group("earning_words"))


def _members_hold(question: Question, view: View, unit: int) -> bool:
    """Whether a line introduces a list each entry of which holds the wanted kind of value: prices under "Membership levels:"."""
    members = view.members.get(unit, ())
    return view.units[unit].kind in ("line", "item") and len(members) > 1 and all(has_wanted(question, view, member) for member in members)
