"""Whether a time that is asked for is told: where the thing stands, above it or below it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agent.answers.asking.cues import listed, load
from agent.answers.asking.question import Question
from agent.answers.asking.wanted import named_things
from agent.answers.asking.words import words
from agent.answers.computed.ends_of_plan import ENDS, asks_ends_of_plan
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming import top_places
from agent.answers.reading.timing import above, asked_unit, tells
from agent.answers.reading.values import is_calendar, is_dated_row, is_when, named_concepts
from agent.answers.reading.view import View
from agent.answers.refusals.lacking import knows_no_subject
from agent.answers.wording.draft import Draft
from agent.facts.folding import fold
from agent.model.quantity import Window
from agent.model.token import Token

SECTION = 40  # units: in a part of the document larger than this, a time elsewhere in it says nothing
LABEL = 40  # characters before a colon


def has_no_time(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """When: a place that fits or is said, what stands above it or below it must hold a time (of the asked precision)."""
    if question.wanted not in ("window", "date"):
        return False
    if knows_no_subject(question, matchings) or _says_only_dates_of_document(question, draft):
        return True
    if asks_ends_of_plan(question) and not _says_when_it_ends(question, matchings, draft):
        return True
    places = [(matching.view, unit) for matching, unit in top_places(question, matchings)]
    places += [(statement.view, unit) for statement in draft.statements for unit in statement.units]
    return not any(_has_time(question, view, unit) for view, unit in places if not _dates_document(question, view, unit))


def _says_when_it_ends(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a line says a time and, in a word of its own, that something begins or ends then: any other time is of a part of the plan."""
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & ENDS]
    by_view = {id(matching.view): matching for matching in matchings}
    return any(
        bool(by_view[id(statement.view)].own[rows, unit].max() >= MATCHED)
        and any(isinstance(token.value, Window) for token in _tokens(question, statement.view, unit))
        for statement in draft.statements
        for unit in statement.units
        if rows and id(statement.view) in by_view
    )


def _has_time(question: Question, view: View, unit: int) -> bool:
    found = view.units[unit]
    chain = dict.fromkeys((unit, *above(view, unit)))
    section = unit if found.kind == "heading" else found.headings[0] if found.headings else unit
    under = below(view.members, section, SECTION)
    under = under if len(under) < SECTION and not (_asks_day(question) and found.kind != "heading") else ()
    asked = asked_unit(question)
    accept = is_calendar if question.wanted == "date" else _is_day if _asks_day(question) else lambda token: _tells(token, asked)
    if question.wanted == "window" and is_dated_row(view, unit):
        return True
    titles = set(view.title_units) if unit not in view.title_units else set()
    if any(accept(token) for index in chain if index not in titles for token in _tokens(question, view, index)):
        return True
    lines = (index for index in under if view.units[index].kind != "header")  # "Marco" over a column is no month
    return any(accept(token) and isinstance(token.value, Window) for index in lines for token in _tokens(question, view, index))


def _tokens(question: Question, view: View, unit: int) -> tuple[Token, ...]:
    """What a line tells of the plan: none of a line that dates the document."""
    found = view.tokens(unit)
    return () if found and _dates_document(question, view, unit) else found


def _asks_day(question: Question) -> bool:
    """Whether the day is asked for: "which day", "an welchem Tag"."""
    named = named_things(question.text, question.language, question.terms)
    return bool(named) and "day" in named[0].concepts


def _is_day(token: Token) -> bool:
    """A time exact to the day."""
    return isinstance(token.value, Window) and (token.value.precision == "day" or token.value.unit == "day")


def _tells(token: Token, unit: str) -> bool:
    """A time that says which week, month ... it is where one is asked for."""
    return is_when(token) and (not isinstance(token.value, Window) or tells(token.value, unit))


def _says_only_dates_of_document(question: Question, draft: Draft) -> bool:
    """Whether all that the draft says to "when" is when the document was written."""
    units = [(statement.view, unit) for statement in draft.statements for unit in statement.units]
    return bool(units) and not draft.lead and all(_dates_document(question, view, unit) for view, unit in units)


def _dates_document(question: Question, view: View, unit: int) -> bool:
    """Whether a line dates the document itself ("Last updated: 3 March"), which is no time of the plan unless that is asked for.

    So does a mere "Date" above all parts of the document.
    """
    label, colon, _ = view.folded[unit].partition("|" if view.units[unit].kind == "row" else ":")
    if not colon or len(label) > LABEL:
        return False
    named = {word.text for word in words(label)}
    said = named & _of_documents() or (named <= _dating() and _opens_document(view, unit))
    asked = {word.text for word in words(question.text)} & _of_documents() or "file" in question.concepts
    return bool(said) and not asked and not (named_concepts(label, view.language) - {"date"}) & question.concepts


def _opens_document(view: View, unit: int) -> bool:
    """Whether a line stands before the first part of the document, beside its author and its version."""
    found = view.units[unit]
    return found.kind in ("line", "item") and all(index in view.title_units for index in found.headings)


@cache
def _dating() -> frozenset[str]:
    return frozenset(map(fold, listed(load("wanted")["date_labels"])))


@cache
def _of_documents() -> frozenset[str]:
    return frozenset(map(fold, listed(load("wanted")["document_dates"])))
