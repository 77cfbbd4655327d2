"""Lists: the heading, lead line, item or table that a question describes, with what stands under it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy

from agent.answers.asking.question import Question, subject_terms
from agent.answers.reading.containers import below, holder_of
from agent.answers.reading.matching import MATCHED, OWN_BONUS, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Statement, spoken, state
from agent.expressions import expression

ROOM = 1100  # characters for the members of one list
MOST_MEMBERS = 24
BROAD, BROAD_FACTOR = 25, 0.8
LISTED_FACTOR = 1.12  # bullets and rows are lists by themselves, lines of prose are not
IN_MEMBERS, IN_ONE = 0.85, 0.45
WHOLE = 0.5  # the list of all sections of a document answers no question about something in it
SO_MANY, EACH_SAYS = 1.2, 1.1  # a list of as many as the question speaks of; each of which is called so
NAMING, LEAST_HEAD = 1.3, 0.3  # a table that calls its rows what is asked for; weight of the word that says what that is
IN_COLUMN = 0.8  # a table with a column for week 3 says less of what happens then than the part of that name
DEEPEST, FEWEST = 120, 2  # entries below a container that are looked at; marks that make a list one of states
ENTRIES, HALF = 3, 0.5  # of a list one entry of which was found; share of them that must say what that entry does
PICKING, PICKING_NUMBER = 0.4, 0.25  # value of a word, or of a number, from which it may pick out members
_NUMBERED = expression(r"\W*([^\W\d_]{3,})\s#?\d")
_TIMES = frozenset({"day", "week", "month", "quarter", "year"})


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
    titles = set(view.title_units) if subject_terms(question) else set()
    for unit, members in view.members.items():
        kept = kept_members(question, view, members) if filtered else members
        if kept:
            found.append(Found(matching, unit, _score(question, matching, unit, members) * (WHOLE if unit in titles else 1.0), kept))
            found.extend(_narrowed(question, matching, unit, kept) if filtered else ())
    found.sort(key=lambda entry: (-entry.score, entry.unit))
    return found[:most]


def _narrowed(question: Question, matching: Matching, unit: int, members: tuple[int, ...]) -> list[Found]:
    """The members that a word of the question picks out: "which contractors are hired in phase 3"."""
    own = matching.own[:, list(members)]
    share = (own >= MATCHED).mean(axis=1)
    worth = numpy.array([PICKING_NUMBER if label[:1].isdecimal() else PICKING for label in matching.labels], dtype=numpy.float32)
    picking = (
        (share > 0)
        & (share < 0.8)
        & (own.max(axis=1, initial=0.0) >= MATCHED)
        & (matching.spread[:, unit] < MATCHED)
        & (matching.value >= worth)
    )
    if not picking.any():
        return []
    row = int((matching.value * picking).argmax())
    picked = tuple(member for member, weight in zip(members, own[row].tolist(), strict=True) if weight >= MATCHED)
    if len(picked) < 2:
        return []
    holder = matching.spread[:, unit] + OWN_BONUS * matching.own[:, unit]
    best = numpy.maximum(holder, own[:, [members.index(member) for member in picked]].mean(axis=1) * IN_MEMBERS * (1 + OWN_BONUS))
    factor = LISTED_FACTOR * (NAMING if _names_entries(question, matching, unit) else 1.0)
    return [Found(matching, unit, float(matching.value @ best) * factor, picked)]


def kept_members(question: Question, view: View, members: tuple[int, ...]) -> tuple[int, ...]:
    """Members in the state the question asks for ("still open", "done"), where their states are marked; else all of them."""
    wanted = "open" if question.has("open") else "done" if question.has("done") else ""
    if not wanted:
        return members
    states = {unit: status_of(view, unit) for unit in members}
    if not any(states.values()):
        return members
    if wanted == "done":
        return tuple(unit for unit in members if states[unit] == "done") or members
    return tuple(unit for unit in members if states[unit] not in ("done", "cancelled"))


def in_state(question: Question, found: Found) -> Found:
    """The entries below a container that are in the state asked for, where some are marked so and others as not."""
    if question.has("open") == question.has("done"):
        return found
    view = found.matching.view
    entries = [unit for unit in below(view.members, found.unit, DEEPEST) if view.units[unit].kind in ("item", "row")]
    states = {unit: status_of(view, unit) for unit in entries}
    marked = [unit for unit in entries if states[unit]]
    kept = [unit for unit in marked if (states[unit] == "done") == question.has("done") and states[unit] != "cancelled"]
    if len(marked) < FEWEST or not 0 < len(kept) < len(marked):
        return found
    return Found(found.matching, found.unit, found.score, tuple(kept))


def widened(question: Question, found: Found) -> Found:
    """All lists of one part that the question names alike: "the risks" are the technical and the business ones."""
    view, own = found.matching.view, found.matching.own
    holder = holder_of(view.units[found.unit])
    if view.units[found.unit].kind != "heading" or holder < 0 or holder in view.title_units:
        return found
    named = [row for row, term in enumerate(question.terms) if term.weight >= PICKING and own[row, found.unit] >= MATCHED]
    if not named or any(own[row, holder] < MATCHED for row in named):
        return found
    alike = tuple(
        unit for unit in view.members[holder] if view.units[unit].kind == "heading" and all(own[row, unit] >= MATCHED for row in named)
    )
    return Found(found.matching, holder, found.score, kept_members(question, view, alike)) if len(alike) > 1 else found


def lifted(question: Question, found: Found) -> Found:
    """The list of which a container is only one entry, where several are asked for and no word of the question tells it from the others."""
    view, own = found.matching.view, found.matching.own
    unit = view.units[found.unit]
    holder = holder_of(unit)
    if holder < 0 or holder in view.title_units:
        return found
    if unit.kind == "item":
        beside = tuple(other for other in view.members[holder] if view.units[other].group == unit.group)
    else:
        beside = _called_alike(question, view, found.unit, view.members[holder])
    rows = [row for row in range(len(question.terms)) if found.matching.value[row] >= PICKING and own[row, found.unit] >= MATCHED]
    if len(beside) < (ENTRIES if unit.kind == "item" else FEWEST) or any((own[row, list(beside)] >= MATCHED).mean() < HALF for row in rows):
        return found
    return Found(found.matching, holder, found.score, kept_members(question, view, beside))


def _called_alike(question: Question, view: View, unit: int, members: Iterable[int]) -> tuple[int, ...]:
    """The lines of a part that open with the name asked for and a number each, as this one does: "Option 1: ...", "Option 2: ..."."""
    opening = {other: match for other in members if (match := _NUMBERED.match(view.units[other].text)) is not None}
    if unit not in opening or question.numbered:
        return ()
    name = opening[unit][1]
    asked = any(term.weight >= LEAST_HEAD and names_term(term, name, view.language) for term in question.terms)
    return tuple(other for other, match in opening.items() if match[1] == name) if asked else ()


def _names_entries(question: Question, matching: Matching, unit: int) -> bool:
    """Whether a table calls its rows what the question asks for: "which competitors" of a first column "Competitor"."""
    found = matching.view.units[unit]
    head = next((row for row, term in enumerate(question.terms) if term.weight >= LEAST_HEAD), None)
    if found.kind != "header" or not found.cells or head is None or matching.own[head, unit] < MATCHED:
        return False
    return names_term(question.terms[head], found.cells[0], matching.view.language)


def _score(question: Question, matching: Matching, unit: int, members: tuple[int, ...]) -> float:
    own = matching.own[:, list(members)]
    share = (own >= MATCHED).mean(axis=1)
    common = numpy.where(share >= 0.5, own.mean(axis=1) * IN_MEMBERS, 0.0)
    single = own.max(axis=1) * IN_ONE
    of_holder = matching.spread[:, unit] + OWN_BONUS * matching.own[:, unit]
    score = float(matching.value @ numpy.maximum(numpy.maximum(of_holder, common * (1 + OWN_BONUS)), single))
    kinds = {matching.view.units[member].kind for member in members}
    factor = LISTED_FACTOR if kinds & {"item", "row", "heading"} and len(members) > 1 else 1.0
    factor *= NAMING if _names_entries(question, matching, unit) else 1.0
    if question.numbered and question.has("happens") and matching.view.units[unit].kind == "header":
        factor *= IN_COLUMN
    if question.count > 1 and len(members) == question.count and not question.concepts & _TIMES:
        factor *= SO_MANY * (EACH_SAYS if ((share == 1) & (matching.value >= PICKING)).any() else 1.0)
    return score * factor * (BROAD_FACTOR if len(members) > BROAD else 1.0) * float(matching.view.plainness[unit])


def listed(question: Question, found: Found) -> tuple[Statement, ...]:
    """A container as statements: what introduces the list, then its members, deeper ones as far as there is room."""
    view = found.matching.view
    head = state(view, found.unit)
    entries = set(_rows_for_headers(view, found.members))
    said = shown(question, found.matching, found.members)
    return (head, *(Statement(view, (unit,), spoken(view, unit), "", True, unit not in entries) for unit in said))


def shown(question: Question, matching: Matching, members: tuple[int, ...], *, room: int = ROOM) -> tuple[int, ...]:
    """The members of a list, and what stands under them: what speaks of the question first, then the rest as `room` (characters) allows."""
    view = matching.view
    chosen = set(_rows_for_headers(view, members))
    opened: set[int] = set()
    while True:
        closed = [unit for unit in chosen if unit not in opened and view.members.get(unit)]
        closed.sort(key=lambda unit: (-_relevance(matching, unit), unit))
        grown = None
        for unit in closed:
            wider = chosen | set(_rows_for_headers(view, kept_members(question, view, view.members[unit])))
            if len(wider) <= MOST_MEMBERS and length_of(view, wider) <= room:
                grown = wider
                opened.add(unit)
                break
            opened.add(unit)
        if grown is None:
            return tuple(sorted(chosen))[:MOST_MEMBERS]
        chosen = grown


def introduces(view: View, unit: int) -> bool:
    """Whether a unit says little but what comes: a heading, the header of a table, a line that ends in a colon."""
    found = view.units[unit]
    return unit in view.members and (found.kind in ("heading", "header") or found.text.rstrip().endswith((":", "：")))


def _rows_for_headers(view: View, members: tuple[int, ...]) -> list[int]:
    """Members with the rows of a table in place of its header."""
    found: list[int] = []
    for member in members:
        if view.units[member].kind == "header":
            found.extend(view.members.get(member, ()))
        else:
            found.append(member)
    return found


def _relevance(matching: Matching, unit: int) -> float:
    """What the words of a unit and of its members say about the question."""
    units = [unit, *matching.view.members.get(unit, ())]
    return float((matching.value @ matching.own[:, units]).max(initial=0.0))


def length_of(view: View, units: Iterable[int]) -> int:
    """Characters that units take as members of a list."""
    return sum(min(150, len(spoken(view, unit))) + 6 for unit in units)
