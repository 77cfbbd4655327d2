"""When a unit of a roadmap is planned, and whether that lies in the time a question speaks of."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from agent.answers.draft import Draft
from agent.answers.question import Question
from agent.answers.terms import asked_tokens
from agent.answers.view import KEPT_VIEWS, View
from agent.model.quantity import Window


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
    found = view.units[unit]
    chain = (unit, *found.parents, *((found.lead,) if found.lead >= 0 else ()), *found.headings)
    return tuple(token.value for index in chain for token in view.tokens(index) if isinstance(token.value, Window))


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


TIMED = 2  # statements whose time is cited from above


def with_times(question: Question, draft: Draft) -> Draft:
    """The draft with the headings cited from which its first statements have their time, when a time is asked for."""
    if question.wanted not in ("window", "date") and not question.has("when"):
        return draft
    above = [(statement.view, unit) for statement in draft.statements[:TIMED] for unit in _dated_above(statement.view, statement.units[0])]
    return replace(draft, cited=(*draft.cited, *(place for place in dict.fromkeys(above) if place not in draft.cited)))


def _dated_above(view: View, unit: int) -> tuple[int, ...]:
    """The nearest unit above that names a time, when the unit itself names none."""
    if any(isinstance(token.value, Window) for token in view.tokens(unit)):
        return ()
    found = view.units[unit]
    chain = (*found.parents, *((found.lead,) if found.lead >= 0 else ()), *found.headings)
    return next(((index,) for index in chain if any(isinstance(token.value, Window) for token in view.tokens(index))), ())
