"""Lists: the heading, lead line, item or table that a question describes, with what stands under it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy

from agent.answers.containers import below
from agent.answers.draft import Statement, spoken, state
from agent.answers.matching import MATCHED, OWN_BONUS, Matching
from agent.answers.question import Question
from agent.answers.status import status_of
from agent.answers.view import View

ROOM = 1100  # characters for the members of one list
MOST_MEMBERS = 24
BROAD, BROAD_FACTOR = 25, 0.8
LISTED_FACTOR = 1.12  # bullets and rows are lists by themselves, lines of prose are not
IN_MEMBERS, IN_ONE = 0.85, 0.45


@dataclass(frozen=True, slots=True)
class Found:
    """A container with its score; `members` are the units to say, in order."""

    matching: Matching
    unit: int
    score: float
    members: tuple[int, ...]


def best_lists(question: Question, matching: Matching, most: int = 4, *, filtered: bool = True) -> list[Found]:
    """The containers that fit the question best, best first; `filtered` keeps the members in the state asked for."""
    view = matching.view
    if not view.members or not len(matching.value):
        return []
    found = []
    for unit, members in view.members.items():
        kept = kept_members(question, view, members) if filtered else members
        if kept:
            found.append(Found(matching, unit, _score(matching, unit, members), kept))
    found.sort(key=lambda entry: (-entry.score, entry.unit))
    return found[:most]


def kept_members(question: Question, view: View, members: tuple[int, ...]) -> tuple[int, ...]:
    """Members in the state the question asks for ("still open", "done"), where their states are marked; else all of them."""
    wanted = "open" if question.has("open") else "done" if question.has("done") else ""
    if not wanted:
        return members
    states = {unit: status_of(view, unit) for unit in members}
    if not any(states.values()):
        return members
    if wanted == "done":
        return tuple(unit for unit in members if states[unit] == "done")
    return tuple(unit for unit in members if states[unit] not in ("done", "cancelled"))


def _score(matching: Matching, unit: int, members: tuple[int, ...]) -> float:
    own = matching.own[:, list(members)]
    share = (own >= MATCHED).mean(axis=1)
    common = numpy.where(share >= 0.5, own.mean(axis=1) * IN_MEMBERS, 0.0)
    single = own.max(axis=1) * IN_ONE
    of_holder = matching.spread[:, unit] + OWN_BONUS * matching.own[:, unit]
    score = float(matching.value @ numpy.maximum(numpy.maximum(of_holder, common * (1 + OWN_BONUS)), single))
    kinds = {matching.view.units[member].kind for member in members}
    factor = LISTED_FACTOR if kinds & {"item", "row", "heading"} and len(members) > 1 else 1.0
    return score * factor * (BROAD_FACTOR if len(members) > BROAD else 1.0)


def listed(found: Found) -> tuple[Statement, ...]:
    """A container as statements: what introduces the list, then its members, deeper ones as far as there is room."""
    view = found.matching.view
    head = state(view, found.unit)
    return (head, *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in shown(view, found.unit, found.members)))


def shown(view: View, unit: int, members: tuple[int, ...]) -> tuple[int, ...]:
    """The members of a list, and what stands under them as deep as room allows."""
    chosen = tuple(member for member in members if view.units[member].kind != "header")
    headers = [member for member in members if view.units[member].kind == "header"]
    for header in headers:
        chosen = tuple(sorted((*chosen, *view.members.get(header, ()))))
    while True:
        deeper = _deeper(view, chosen)
        if len(deeper) == len(chosen) or len(deeper) > MOST_MEMBERS or _length(view, deeper) > ROOM:
            return chosen[:MOST_MEMBERS]
        chosen = deeper


def _deeper(view: View, units: tuple[int, ...]) -> tuple[int, ...]:
    found = set(units)
    for unit in units:
        found.update(member for member in view.members.get(unit, ()) if view.units[member].kind != "header")
        for header in view.members.get(unit, ()):
            if view.units[header].kind == "header":
                found.update(view.members.get(header, ()))
    return tuple(sorted(found))


def _length(view: View, units: tuple[int, ...]) -> int:
    return sum(min(150, len(spoken(view, unit))) + 6 for unit in units)
