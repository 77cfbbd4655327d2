"""Where else a document states what an answer tells: the same figure of the same thing, cited beside the line that says it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.asking.words import stem, words
from agent.answers.lookups.fitness import UNTYPED_WANTS
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.values import fits
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement
from agent.model.quantity import Quantity

MOST = 1  # other places cited
AS_MUCH = 0.75  # of what the words of the question weigh at the statement, that they must weigh at the other place
SHARED = 2  # words beside the question's that both lines say, where the other place says less of the question itself
SMALL = 10  # counts below it stand everywhere

_Figure: TypeAlias = tuple[str, str, float, float]


def with_other_places(question: Question, matchings: Sequence[Matching], draft: Draft) -> Draft:
    """The draft with, for its first statement, another line that states one of its figures and speaks of the same."""
    if (draft.computation is not None and draft.kind != "inconsistency") or not draft.statements:
        return draft  # the parts of what was computed are told, not one figure
    first, *others = draft.statements
    matching = next((matching for matching in matchings if matching.view is first.view), None)
    if matching is None or len(first.units) > 1:
        return draft
    said = {
        (id(statement.view), line) for statement in draft.statements for unit in statement.units for line in _lines(statement.view, unit)
    }
    said |= {(id(view), line) for view, unit in draft.cited for line in _lines(view, unit)}
    return replace(draft, statements=(replace(first, again=_again(question, matching, first, said)), *others))


def _again(question: Question, matching: Matching, statement: Statement, said: set[tuple[int, int]]) -> tuple[int, ...]:
    view, told = statement.view, statement.units[0]
    figures = _figures(question, view, told)
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and matching.spread[row, told] >= MATCHED]
    if not figures or not rows:
        return ()
    value, spread, own = matching.value[rows], matching.spread[rows], matching.own[rows]
    least = AS_MUCH * float(value @ spread[:, told])
    near = sorted({kind for kind, *_ in figures})
    found = []
    for unit in sorted({unit for kind in near for unit in view.lines_with(kind)}):
        weight = float(value @ spread[:, unit])
        if view.units[unit].kind == "heading" or weight < least or any((id(view), line) in said for line in _lines(view, unit)):
            continue
        if not figures & _figures(question, view, unit):
            continue
        if (own[:, unit] >= MATCHED).any() or len(_words(view, told) & _words(view, unit)) >= SHARED:
            found.append((-weight, unit))
    return tuple(unit for _, unit in sorted(found)[:MOST])


def _figures(question: Question, view: View, unit: int) -> frozenset[_Figure]:
    """The telling figures of a line: those of the kind asked for, where one is asked for."""
    values = [
        token.value
        for token in view.tokens(unit)
        if isinstance(token.value, Quantity) and (question.wanted in UNTYPED_WANTS or fits(token, question.wanted))
    ]
    return frozenset(
        (value.kind, value.unit if value.kind != "count" else "", value.least, value.most)  # a count is of seats here and of people there
        for value in values
        if value.kind != "count" or value.most >= SMALL
    )


def _words(view: View, unit: int) -> frozenset[str]:
    return frozenset(stem(word.text, view.language) for word in words(view.units[unit].text) if len(word.text) > 2 and word.text.isalpha())


def _lines(view: View, unit: int) -> range:
    """The lines of a unit and those right beside it."""
    return range(view.units[unit].line - 1, view.units[unit].end_line + 2)
