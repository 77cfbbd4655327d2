"""Whether something is there at a time that is asked for: the plan's own place for it lies before, within, or only after that time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CUE_WEIGHT, NUMBER
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.timing import Stretch, asked_windows, stretches, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, state
from agent.answers.wording.frames import frame

KINDS = ("phase", "week", "month", "quarter", "year", "sprint", "milestone", "version")
NEAR = 0.8  # of the fit of the line that names the thing best
LEAST = 0.6  # of the telling words that such a line says
TRIED, MOST = 12, 4
_CHECKS = ("same", "correct", "adds_up", "fits", "versus", "average", "sum")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a thing stands on an axis: the unit that names it, and how the plan writes the time."""

    unit: int
    stretch: Stretch
    text: str


def placed_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """No, where the plan has the thing only after the time asked for, or ends it later; yes, where it has it by then."""
    if not question.is_verdict or question.has(*_CHECKS) or len(matchings) != 1:
        return None
    asked = _asked(question)
    matching = matchings[0]
    rows = _telling(question, matching)
    if not rows or not asked:
        return None
    places = _places(matching, rows, asked)
    if not places:
        return None
    view = matching.view
    wanted = {stretch.axis: stretch for stretch in asked}
    late = [place for place in places if place.stretch.first > wanted[place.stretch.axis].last]
    over = [place for place in places if question.has("until") and place.stretch.last > wanted[place.stretch.axis].last]
    shown = places[:MOST]
    if len(late) == len(places) or over:
        key, shown = "no", (late if len(late) == len(places) else over)[:MOST]
    elif late:
        key = "unsettled"  # the plan has it by then and again later
    elif all(_says_all(question, matching, place.unit) for place in shown[:1]):
        key = "yes"
    else:
        return None  # something like it is there by then: whether it is the thing itself, nobody can tell
    values = "; ".join(f"{shorten(view.units[place.unit].text, 70)} ({place.text})" for place in shown[:2])
    said = tuple(state(view, unit) for unit in dict.fromkeys(place.unit for place in shown))
    lead = frame(key, question.language) if key == "unsettled" else f"{frame(key, question.language)}: {values}."
    return Draft("inconsistency", said, lead)


def _says_all(question: Question, matching: Matching, unit: int) -> bool:
    """Whether a line says every word of the question that is about a thing at all, "large" of "large bottles" too."""
    kinds = {entry.kind for entry in question.numbered}
    plain = group("state") | group("item_nouns") | kinds | {"start", "launch", "end"}
    asked = [
        row
        for row, term in enumerate(question.terms)
        if term.weight > CUE_WEIGHT and not term.timed and not term.words[0].isdecimal() and not set(term.concepts) & plain
    ]
    return all(matching.spread[row, unit] >= MATCHED for row in asked)


def _asked(question: Question) -> list[Stretch]:
    """The times a question names, on their axes; the first of each kind for "from the beginning"."""
    found = [Stretch(entry.kind, entry.first, entry.last) for entry in question.numbered if entry.kind in KINDS and entry.first > 0]
    found += [stretch for window in asked_windows(question) for stretch in stretches(window)]
    if not found and "start" in question.concepts and not question.has("before", "after"):
        found = [Stretch(kind, 0, 1) for kind in KINDS]
    return list({stretch.axis: stretch for stretch in found}.values())


def _telling(question: Question, matching: Matching) -> list[int]:
    """The rows of the words that name the thing."""
    plain = group("soft") | group("item_nouns") | {entry.kind for entry in question.numbered}
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= NUMBER
        and term.weight > CUE_WEIGHT
        and not term.timed
        and not term.words[0].isdecimal()
        and matching.found[row]
        and term.text not in group("comparing_words")
        and not set(term.concepts) & plain
    ]


def _places(matching: Matching, rows: list[int], asked: Sequence[Stretch]) -> list[Place]:
    """The places of the thing on the first axis that is asked for and that they have, those that name it best."""
    value = matching.value[rows]
    fit = value @ matching.own[rows]
    best = float(fit.max(initial=0.0))
    if best < LEAST * float(value.sum()) or best <= 0:
        return []
    near = [int(unit) for unit in fit.argsort(kind="stable")[::-1][:TRIED] if fit[unit] >= NEAR * best]
    for stretch in asked:
        found = [place for unit in sorted(near) if (place := _place(matching.view, unit, stretch.axis)) is not None]
        if found:
            return found
    return []


def _place(view: View, unit: int, axis: str) -> Place | None:
    """Where a unit stands on an axis: by its own words, or by the nearest unit above that says so."""
    if axis in KINDS:
        counted = {at: (first, last) for at, first, last in view.mentions(axis)}
        for at in (unit, *view.above_unit(unit)):
            if at in counted and at not in view.title_units:
                first, last = counted[at]
                return Place(unit, Stretch(axis, first, last), shorten(view.units[at].text, 60))
    for window in windows_of(view, unit):
        own = next((stretch for stretch in stretches(window) if stretch.axis == axis), None)
        if own is not None:
            return Place(unit, own, window.text)
    return None
