"""Members of a family of figures that a question picks out: those in a state, within a time, or so many of one name."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.computed.met import NAMED, Met
from agent.answers.lookups.asked import overlaps
from agent.answers.reading.records import windows_in
from agent.answers.reading.siblings import Family
from agent.answers.reading.status import status_of
from agent.answers.reading.timing import Stretch, asked_windows, stretches
from agent.answers.reading.view import View
from agent.model.quantity import Window

KNOWN = 0.8  # of the members whose state the plan tells
TELLING = 0.3  # weight of a word that may pick out members
STATES = 6  # lines of a part that may tell its state
_FINISHED = frozenset({"done", "cancelled"})


def of_state(question: Question, met: Met, family: Family, parts: Sequence[int]) -> tuple[int, ...]:
    """The members that stand in a part of the state asked for: the points of "the sprints that have not begun"."""
    if family.basis not in ("label", "heading") or not question.has("not_begun", "open", "done"):
        return ()
    view = met.families.view
    states = {place: _state_of(view, family.entries[place].unit) for place in parts}
    if sum(map(bool, states.values())) < KNOWN * len(parts):
        return ()
    if question.has("not_begun"):
        return tuple(place for place, state in states.items() if state in ("planned", "new"))
    if question.has("open"):
        return tuple(place for place, state in states.items() if state and state not in _FINISHED)
    return tuple(place for place, state in states.items() if state == "done")


def _state_of(view: View, unit: int) -> str:
    """The state of the part that a line stands in: by its heading, or by a line of it that states one."""
    for heading in view.units[unit].headings[:2]:
        own = status_of(view, heading)
        if own:
            return own
        stating = [member for member in view.members.get(heading, ()) if view.units[member].line in view.status_lines]
        found = [state for member in stating[:STATES] if view.units[member].kind != "row" and (state := status_of(view, member))]
        if found:
            return found[0]
    return ""


def of_time(question: Question, met: Met, family: Family, parts: Sequence[int]) -> tuple[int, ...]:
    """The members whose names are times within the one asked for: four quarters of "all of 2026"; () where one is just that time."""
    asked = [window for window in asked_windows(question) if window.precision == "year"]
    if len(asked) != 1 or question.numbered or family.basis == "row":
        return ()
    named = {place: windows_in(met.families.view, family.names[place])[:1] for place in parts}
    held = [place for place, windows in named.items() if any(_within(window, asked[0]) for window in windows)]
    whole = any(window.precision == "year" for place in held for window in named[place])
    return tuple(held) if len(held) > 1 and not whole else ()


def _within(window: Window, asked: Window) -> bool:
    wider = {stretch.axis: stretch for stretch in stretches(asked)}
    own: Sequence[Stretch] = [stretch for stretch in stretches(window) if stretch.axis in wider]
    return overlaps(window, asked) and any(
        wider[stretch.axis].first <= stretch.first and stretch.last <= wider[stretch.axis].last for stretch in own
    )


def so_many(question: Question, met: Met, family: Family, parts: Sequence[int]) -> tuple[int, ...]:
    """The members that one word of the question names, when they are as many as it speaks of: "the two parking systems"."""
    if question.count < 2 or question.numbered or family.basis not in ("column", "list", "label") or not question.has("sum", "adding"):
        return ()
    if question.wanted == "money" and family.entries[0].quantity.kind != "money":
        return ()
    own = met.names[:, family.first : family.first + len(family.entries)] >= NAMED
    for row, term in enumerate(question.terms):
        held = tuple(place for place in parts if own[row, place])
        if (met.value[row] or term.weight >= TELLING) and len(held) == question.count < len(parts):
            return held
    return ()
