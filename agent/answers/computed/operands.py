"""The operands of a computation: which things of a grid a question names, and in which of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question
from agent.answers.asking.words import stem
from agent.answers.computed.columns import asked_units, columns_of
from agent.answers.computed.listed_numbers import by_listed_numbers
from agent.answers.computed.met import ABOVE, above_rows
from agent.answers.computed.told import Spoken, by_numbers, counts_entries, is_entry
from agent.answers.lookups.asked import overlaps
from agent.answers.lookups.sides import divided
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import measures
from agent.answers.reading.grids import Column, Grid
from agent.answers.reading.matching import MATCHED
from agent.answers.reading.records import windows_in
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View

NAMED = 0.7  # a word is part of a name from this weight on
EXACT = 0.94  # the very word, not one that means the same
WITHIN = 0.5  # what a word counts in another cell of a row, or in the header of a table
CALLED = 0.8  # the word a table calls all its rows by, where all of them are meant
COUNTED = 0.95  # a word for what is counted: a number that is written goes before one that is counted
LIKE = 0.6  # what a word of the same meaning counts where another word of the question names a thing by its very name
PLACED = 0.05  # what it counts that figures stand in the phase, quarter ... asked for
NOTHING_ELSE = 0.7  # score where a question has no words but numbers and what to reckon


@dataclass(frozen=True, slots=True)
class Operands:
    """Things of one grid by the sides of the question that name them, and the columns meant; `score` is what is met of the question (0..1).

    `things` holds one group of places for each side that names any; empty when the question names none and all are meant.
    `named` says that a word of the question names a thing or a column of its own.
    """

    view: View
    grid: Grid
    things: tuple[tuple[int, ...], ...]
    columns: tuple[Column, ...]
    score: float
    named: bool
    sides: int = 1
    by_time: bool = False  # the columns are told by their times

    @property
    def places(self) -> tuple[int, ...]:
        return tuple(dict.fromkeys(place for side in self.things for place in side))


def operands(question: Question, spoken: Spoken) -> Iterator[Operands]:
    """What a question may mean in each grid that it speaks of."""
    groups = divided(question, spoken.matching) or [list(range(len(spoken.matching.labels)))]
    of_entries = counts_entries(question)
    for grid in spoken.grids.grids:
        if not grid.parts or (grid.basis == "entries" and not of_entries):
            continue
        things = _things(question, spoken, grid, groups)
        if things is None:
            continue
        for columns, by_time in columns_of(question, spoken, grid, things):
            yield _scored(question, spoken, grid, things, columns, sides=len(groups), by_time=by_time)


def _things(question: Question, spoken: Spoken, grid: Grid, groups: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...] | None:
    """The things that each side names; None when a side names several alike that the question does not ask for together."""
    numbered = (
        _dated_things(question, spoken, grid)
        or by_listed_numbers(question, [thing.name for thing in grid.things])
        or _numbered_things(question, spoken, grid)
    )
    if numbered:
        return numbered
    own = spoken.names[:, [thing.at for thing in grid.things]]
    parts = list(grid.parts)
    above = above_rows(spoken.matching, grid.things[parts[0]].unit)  # "fair" of the fair calendar names no fair
    found: list[tuple[int, ...]] = []
    common = spoken.labels[:, [column.at for column in grid.columns]].max(axis=1)
    loose = (common >= EXACT) & ((own.max(axis=1) < EXACT) | (grid.basis == "inline"))  # the very word stands in what all are figures of
    for rows in groups:
        naming = [row for row in rows if row < len(question.terms) and spoken.value[row] and not loose[row]]
        naming = [row for row in naming if 0 < int((own[row, parts] >= NAMED).sum()) < max(len(parts), 2)]
        naming = [row for row in naming if not (above[row] >= ABOVE[-1] and int((own[row, parts] >= NAMED).sum()) > 1)]
        telling = [row for row in naming if not set(question.terms[row].concepts) & measures()]
        naming = telling or naming
        if not naming:
            continue
        sure = numpy.where(own[naming] >= EXACT, own[naming], numpy.where(own[naming] >= NAMED, LIKE * own[naming], numpy.float32(0)))
        strength = spoken.value[naming] @ sure
        best = float(max(strength[at] for at in parts))
        held = [at for at in parts if strength[at] >= best - 1e-3]
        if len(held) > 1 and len(held) != question.count:
            return None
        found.append(tuple(held))
    return tuple(dict.fromkeys(found))


def _dated_things(question: Question, spoken: Spoken, grid: Grid) -> tuple[tuple[int, ...], ...]:
    """The things whose names are the times asked for ("Q3 2025 ... Q4 2026"); () where one of the times is that of none, or of several."""
    asked = [window for window in asked_windows(question) if window.is_dated]
    own = [(place, windows_in(spoken.grids.view, thing.name)) for place, thing in enumerate(grid.things)] if asked else []
    found = [tuple(place for place, windows in own if any(overlaps(window, other) for other in windows)) for window in asked]
    return tuple(dict.fromkeys(found)) if all(len(held) == 1 for held in found) else ()


def _numbered_things(question: Question, spoken: Spoken, grid: Grid) -> tuple[tuple[int, ...], ...]:
    """The things with the numbers asked for ("years one and two"), each of which exactly one has."""
    found: list[tuple[int, ...]] = []
    first, size = grid.things[0].at, len(grid.things)
    members = range(first, first + size)
    kinds = dict.fromkeys(entry.kind for entry in question.numbered)
    for kind in [kind for kind in kinds if any(at in members for at, _, _ in spoken.grids.names.mentions(kind))]:
        mentions: dict[int, set[tuple[int, int]]] = {}
        for at, start, end in spoken.grids.names.mentions(kind):
            if at in members:
                mentions.setdefault(at - first, set()).add((start, end))
        groups = by_numbers(question, kind, [(place, span) for place, spans in mentions.items() if len(spans) == 1 for span in spans])
        if groups is None:
            return ()
        found += groups
    return tuple(dict.fromkeys(found))


def _scored(
    question: Question,
    spoken: Spoken,
    grid: Grid,
    things: tuple[tuple[int, ...], ...],
    columns: tuple[Column, ...],
    *,
    sides: int,
    by_time: bool,
) -> Operands:
    terms = len(question.terms)
    view = spoken.grids.view
    picked = [place for side in things for place in side] or list(grid.parts)
    own = spoken.names[:, [grid.things[place].at for place in picked]]
    names = own.max(axis=1) if things else own.mean(axis=1)
    common = numpy.maximum(spoken.labels[:, [column.at for column in columns]].max(axis=1), _of_unit(question, columns[0].cells[0][1]))
    units = [grid.things[place].unit for place in picked]
    above = numpy.minimum.reduce([above_rows(spoken.matching, unit)[:terms] for unit in units])
    header = view.units[units[0]].header
    heads = spoken.matching.own[:terms, header] if header >= 0 else numpy.zeros(terms, dtype=numpy.float32)
    beside = spoken.matching.own[:terms, units].min(axis=1)
    heads = heads * (WITHIN if things else CALLED)
    best = numpy.maximum.reduce([names, common, above, WITHIN * beside, heads])
    if grid.basis == "entries" or (not things and question.count == len(picked)):
        best = numpy.maximum(best, numpy.array([COUNTED * is_entry(term) for term in question.terms], dtype=numpy.float32))
    if by_time:
        best = numpy.maximum(best, numpy.array([float(term.timed) for term in question.terms], dtype=numpy.float32))
    total = float(spoken.value.sum())
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32)
    named = (
        bool(things)
        or by_time
        or columns[0].cells[0][1].quantity.unit in asked_units(question)
        or grid.basis == "entries"
        or float((said * numpy.maximum(common, heads)).max(initial=0.0)) >= WITHIN * NAMED
    )
    counted = list(spoken.matching.counted_rows)
    places = spoken.matching.spread[counted][:, units]
    placed = 1.0 if by_time else float((places.max(axis=1) if things else places.min(axis=1)).sum()) / max(len(counted), 1)
    if counted and placed >= MATCHED:
        named = True
    if total:
        score = min(1.0, float(spoken.value @ best) / total + PLACED * placed * bool(counted))
    else:
        score = _without_words(grid) if things or by_time or (counted and placed >= MATCHED) else 0.0
    return Operands(view, grid, things, columns, score, named, sides, by_time)


def _of_unit(question: Question, sample: Entry) -> NDArray[numpy.float32]:
    """1 for the words that are the unit of the figures: "FTE" of "1.5 FTE"; a little less for people where it is one of people."""
    unit = sample.quantity.unit.casefold() if sample.quantity.kind == "count" else ""
    people = sample.attribute == "people" or unit in _HEADS
    return numpy.array(
        [
            1.0
            if unit and any(stem(word, question.language) == stem(unit, question.language) for word in term.words)
            else CALLED * (people and bool(set(term.concepts) & _PEOPLE))
            for term in question.terms
        ],
        dtype=numpy.float32,
    )


_PEOPLE, _HEADS = frozenset({"role", "person", "team"}), frozenset({"fte", "ftes", "people", "person", "persons", "heads"})


def _without_words(grid: Grid) -> float:
    """The score where a question has no words but numbers: entries that are counted are named by the word for them."""
    return COUNTED if grid.basis == "entries" else NOTHING_ELSE


def cells_of(found: Operands) -> tuple[Entry, ...]:
    """The figures of the things named in the columns meant, of all parts where none is named; () when one of them is missing."""
    places = found.places or found.grid.parts
    cells = [column.cell(place) for place in places for column in found.columns]
    if not found.things:
        return tuple(cell for cell in cells if cell is not None)
    return tuple(cell for cell in cells if cell is not None) if all(cell is not None for cell in cells) else ()
