"""When a unit of a roadmap is planned, and whether that lies in the time a question speaks of."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from agent.answers.asking.counted import KINDS, counted_pattern
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.asking.wanted import named_things
from agent.answers.asking.words import words
from agent.answers.reading.values import names_time
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.facts.folding import fold
from agent.model.quantity import Quantity, Window


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch on one axis: "date" counts months since year 0, "month" months of an unknown year, others ("week", "phase") as written."""

    axis: str
    first: float
    last: float


def stretches(window: Window) -> tuple[Stretch, ...]:
    """The axes a window can be compared on."""
    found: list[Stretch] = []
    if window.start is not None or window.end is not None:
        start = window.start or window.end
        end = window.end or window.start
        assert start is not None
        assert end is not None
        first = start.year * 12 + start.month - 1 + (start.day - 1) / 31
        last = end.year * 12 + end.month - 1 + (end.day - 1) / 31
        found.append(Stretch("date", first, last))
        if end.year == start.year:
            found.append(Stretch("month", start.month, end.month))
    elif window.months is not None:
        found.append(Stretch("month", *window.months))
    if window.unit and window.first is not None:
        last = window.last if window.last is not None else 10_000.0 if window.open_ended else window.first
        found.append(Stretch(window.unit, window.first, last))
    return tuple(found)


@lru_cache(maxsize=KEPT_VIEWS * 64)
def windows_of(view: View, unit: int) -> tuple[Window, ...]:
    """The windows that apply to a unit, its own first, then those of what stands above it from the nearest out."""
    chain = (unit, *above(view, unit))
    return tuple(token.value for index in chain for token in view.tokens(index) if isinstance(token.value, Window))


def above(view: View, unit: int) -> tuple[int, ...]:
    """What may date a unit, from the nearest out: what encloses it, what introduces its list, its headings and the lines that date them."""
    found = view.units[unit]
    own = (unit,) if found.kind == "heading" else ()
    headings = (place for heading in (*own, *found.headings) for place in (heading, dating_line(view, heading)) if 0 <= place != unit)
    return (*found.parents, *((found.lead,) if found.lead >= 0 else ()), *headings)


@lru_cache(maxsize=KEPT_VIEWS * 64)
def dating_line(view: View, heading: int) -> int:
    """The line at the beginning of a section that says its time first ("**3 - 9 May**", "Timeline: Q3"); -1 where there is none."""
    for unit in view.section(heading)[:OPENING]:
        found = view.units[unit]
        first = next((token for token in view.tokens(unit) if isinstance(token.value, Window)), None)
        if first is None or found.kind not in ("line", "item"):
            continue
        label, colon, _ = found.text.partition(":")
        bare = len(found.text) - (first.end - first.start) <= BARE
        leads = found.kind == "line" and not any(map(str.isalnum, found.text[: first.start])) and len(found.text) <= SHORT
        if bare or leads or (colon and len(label) <= LABEL and names_time(label, view.language)):
            return unit
    return -1


OPENING = 3  # lines in which a section is dated
BARE, SHORT, LABEL = 4, 60, 24  # characters: beside a bare time, of a line that begins with one, of a label before one


_UNITS = ("day", "week", "month", "quarter", "half", "year")  # from the most exact on


def asked_unit(question: Question) -> str:
    """The unit of time that is asked for ("in which month"), "" where none is named."""
    named = named_things(question.text, question.language, question.terms) if question.wanted == "window" else ()
    if not named and question.wanted == "window" and not question.has("which") and not cue_spans(question.text, "when", question.language):
        named = question.terms[-1:]  # "kiln start month?"
    return next((concept for concept in named[0].concepts if concept in _UNITS), "") if named else ""


TIME_UNITS = (*_UNITS, "sprint")
LONGEST_TIME = 24  # characters of the name of a time: "Year 3 (2027)"


def asked_among(question: Question) -> str:
    """The unit of the times among which one is asked for: "year" of "which year has the highest cost"."""
    return next((concept for term in question.terms for concept in term.concepts if concept in TIME_UNITS), "")


def is_time_of(view: View, text: str, unit: str) -> bool:
    """Whether a text names one time of a unit: "Q3", "Year 2 (2027)", "M6"."""
    windows = [token.value for token in view.scan(text) if isinstance(token.value, Window)] if len(text) <= LONGEST_TIME else []
    told = any(unit in (window.unit, window.precision) for window in windows)
    return told or (unit in KINDS and counted_pattern(unit).fullmatch(fold(text).strip()) is not None)


def asked_time(question: Question) -> str:
    """The one unit in which stretches of time are asked about ("how many hours"), "" where none or several are named.

    "How long in week 3" names the week, no unit.
    """
    named = _named_units(question.text, question.language) - {entry.kind for entry in question.numbered}
    return next(iter(named)) if len(named) == 1 else ""


def in_asked_time(question: Question, quantity: Quantity) -> bool:
    """Whether an amount is no stretch of time, or one in the unit asked about; True where no unit is."""
    return quantity.kind != "duration" or quantity.unit.startswith(asked_time(question))


@lru_cache(maxsize=256)
def _named_units(text: str, language: str) -> frozenset[str]:
    found = concepts_of_words([word.text for word in words(text)], language)
    return frozenset(concept for named in found for concept in named.concepts if concept in _LENGTHS)


_LENGTHS = frozenset(("minute", "hour", "day", "week", "month", "year"))


def tells(window: Window, unit: str) -> bool:
    """Whether a time says which week, month ... it is: "Week 2" says no month, 3 May does."""
    if not unit or window.unit:
        return window.unit in ("", unit) or not unit
    return window.precision == "relative" or _UNITS.index(window.precision) <= _UNITS.index(unit)


def asked_windows(question: Question) -> tuple[Window, ...]:
    """The windows a question names."""
    return tuple(token.value for token in asked_tokens(question.text, question.language) if isinstance(token.value, Window))


def within(question: Question, view: View, unit: int) -> bool:
    """Whether a unit's time does not speak against the time the question names; a unit without a comparable time passes."""
    asked = [stretch for window in asked_windows(question) for stretch in stretches(window)]
    if not asked:
        return True
    for axis in dict.fromkeys(stretch.axis for stretch in asked):
        wanted = [stretch for stretch in asked if stretch.axis == axis]
        first, last = min(stretch.first for stretch in wanted), max(stretch.last for stretch in wanted)
        own = next((stretch for window in windows_of(view, unit) for stretch in stretches(window) if stretch.axis == axis), None)
        if own is None:
            continue
        if question.has("until"):
            return own.last <= last
        return own.first <= last and first <= own.last
    return True
