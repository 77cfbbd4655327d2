"""Whether a unit holds the kind of value a question asks for."""

from __future__ import annotations

from functools import lru_cache

from agent.answers.asking.cues import says
from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.words import UNSPACED_LANGUAGES, names_somebody, words
from agent.answers.reading.persons import tells_who
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_PERSON = expression(r"@\w+|\b[A-Z][a-z]+ (?:[A-Z]\. )?[A-Z][a-z]+\b")
_READ_KINDS = frozenset(("money", "duration"))  # a cell takes its unit from its column: the reader knows
_TIMES = frozenset(("date", "deadline", "timeline", "month", "week", "quarter", "start", "end"))
LABEL = 40  # characters: longer texts before a colon are no labels
_TIME_UNITS = frozenset(("day", "week", "month", "quarter", "year", "sprint", "hour", "minute"))


def has_wanted(question: Question, view: View, unit: int) -> bool:
    """Whether the unit's own text holds a value of the wanted kind (for times: or a heading above it does)."""
    tokens = view.tokens(unit)
    wanted = question.wanted
    if wanted == "person":
        owned = view.units[unit].line in view.owner_lines or _is_owned(view, unit)
        return _PERSON.search(view.units[unit].text) is not None or owned or tells_who(view, unit)
    if wanted == "frequency":
        return says(view.units[unit].text, "at_intervals", view.language)
    if wanted == "window":
        return any(is_when(token) for token in tokens) or any(
            is_when(token) for heading in view.units[unit].headings for token in view.tokens(heading)
        )
    if wanted == "date":
        return any(
            isinstance(token.value, Window) and token.value.is_dated and token.value.precision in ("day", "month") for token in tokens
        )
    if wanted == "money" and _column_without(question, view, unit):
        return False
    held = any(fits(token, wanted) for token in tokens) or (wanted in _READ_KINDS and _is_read(view, unit, wanted))
    return held or (wanted == "money" and _is_priced(view, unit))


def _is_read(view: View, unit: int, wanted: str) -> bool:
    """Whether the reader knows a figure of a line to be of the wanted kind; one that another sentence of the line holds is not its own."""
    if unit not in view.lines_with(wanted):
        return False
    return view.units[unit].kind == "row" or any(isinstance(token.value, Quantity) for token in view.tokens(unit))


def _column_without(question: Question, view: View, unit: int) -> bool:
    """Whether a row has a column for just what is asked and no figure in it: a fee that is "negotiated", beside another amount."""
    found = view.units[unit]
    if found.header < 0 or not found.cells:
        return False
    columns = _columns_of(view, found.header, question.concepts & group("money"))
    own = [found.cells[at] for at in columns if at < len(found.cells)]
    return bool(own) and not any(map(_has_figure, own))


@lru_cache(maxsize=4096)
def _columns_of(view: View, header: int, asked: frozenset[str]) -> tuple[int, ...]:
    """The columns of a table, but the first, that are called what is asked for."""
    return tuple(at for at, name in enumerate(view.units[header].cells) if at and asked & named_concepts(name, view.language))


def _is_owned(view: View, unit: int) -> bool:
    """Whether a line labels somebody as its owner: "owner: Finance & Admin"."""
    label, colon, value = view.units[unit].text.partition(":")
    return bool(colon) and len(label) <= LABEL and names_somebody(value) and "owner" in named_concepts(label, view.language)


def _is_priced(view: View, unit: int) -> bool:
    """Whether a row or a labelled line states a price that is no amount of money: "15 % of the sum" under "Price"."""
    found = view.units[unit]
    if found.kind == "row":
        return found.header >= 0 and any(_has_figure(found.cells[at]) for at in _priced(view, found.header) if at < len(found.cells))
    label, colon, value = found.text.partition(":")
    return bool(colon) and len(label) <= LABEL and _has_figure(value) and "price" in named_concepts(label, view.language)


def is_dated_row(view: View, unit: int) -> bool:
    """Whether a row says when in a column of times, however it writes them: "M10" under "Timing", "16-21" under "Month"."""
    found = view.units[unit]
    columns = _dated(view, found.header) if found.kind == "row" and found.header >= 0 else ()
    return any(_has_figure(found.cells[at]) for at in columns if at < len(found.cells))


@lru_cache(maxsize=4096)
def _priced(view: View, header: int) -> tuple[int, ...]:
    """The columns of a table that hold prices."""
    return tuple(at for at, name in enumerate(view.units[header].cells) if at and "price" in named_concepts(name, view.language))


@lru_cache(maxsize=4096)
def _dated(view: View, header: int) -> tuple[int, ...]:
    """The columns of a table that hold times."""
    return tuple(at for at, name in enumerate(view.units[header].cells) if _TIMES & named_concepts(name, view.language))


def named_concepts(label: str, language: str) -> frozenset[str]:
    """The concepts of a label."""
    listed = [word.text for word in words(label)]
    named = {concept for found in concepts_of_words(listed, language) for concept in found.concepts}
    if not named and language in UNSPACED_LANGUAGES:
        named = {concept for word in listed for _, concepts in concepts_in_run(word, language) for concept in concepts}
    return frozenset(named)


def names_time(label: str, language: str) -> bool:
    """Whether a label says that a time follows: "Timeline", "Start date"."""
    return bool(_TIMES & named_concepts(label, language))


def _has_figure(text: str) -> bool:
    return any(map(str.isdecimal, text))


def is_time(token: Token) -> bool:
    """A date, quarter, week ... or a stretch like "6-18 months"."""
    if isinstance(token.value, Window):
        return True
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and token.value.unit in _TIME_UNITS


def is_when(token: Token) -> bool:
    """A time at which something is planned: no hours of work."""
    return is_time(token) and not (isinstance(token.value, Quantity) and token.value.unit in ("hour", "minute"))


def holds_itself(question: Question, view: View, unit: int) -> bool:
    """Whether the unit's own text, not a heading above it, holds the wanted kind of value."""
    if question.wanted == "window":
        return any(is_when(token) for token in view.tokens(unit))
    return has_wanted(question, view, unit)


def is_calendar(token: Token) -> bool:
    """A date of the calendar, exact to the month or day."""
    return (
        isinstance(token.value, Window)
        and token.value.precision in ("day", "month")
        and (token.value.is_dated or token.value.months is not None)
    )


def fits(token: Token, wanted: str) -> bool:
    """Whether a token is a value of the wanted kind."""
    value = token.value
    if not isinstance(value, Quantity):
        return wanted == "duration" and isinstance(value, Window) and value.is_relative
    if wanted == "money":
        return value.kind == "money"
    if wanted == "percent":
        return value.kind == "percent" or (value.kind == "ratio" and value.unit != "x")  # "6x" is how often, not which part
    if wanted == "duration":
        return value.kind == "duration"
    if wanted == "count":
        return value.kind in ("count", "duration", "score", "rate")
    return True


def is_figure(token: Token) -> bool:
    """Whether a token is a number that measures something."""
    return isinstance(token.value, Quantity) and (token.value.kind != "count" or bool(token.value.unit) or token.kind == "quantity")
