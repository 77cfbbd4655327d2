"""The operands of a computation: which things of a grid a question names, and in which of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.computed.opposing import above_rows
from agent.answers.lookups.asked import overlaps
from agent.answers.lookups.sides import divided
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label, measures, wanted_kinds
from agent.answers.reading.grids import Column, Grid, Grids
from agent.answers.reading.matching import Matching
from agent.answers.reading.records import hits, windows_in
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View
from agent.model.quantity import Window

NAMED = 0.7  # a word is part of a name from this weight on
EXACT = 0.94  # the very word, not one that means the same
WITHIN = 0.5  # what a word counts in another cell of a row, or in the header of a table
CALLED = 0.8  # the word a table calls all its rows by, where all of them are meant
COUNTED = 0.95  # a word for what is counted: a number that is written goes before one that is counted
LIKE = 0.6  # what a word of the same meaning counts where another word of the question names a thing by its very name
NOTHING_ELSE = 0.7  # score where a question has no words but numbers and what to reckon
_PERIODS = ("quarter", "month", "year", "week", "phase", "sprint", "milestone", "version")
_HALVES = {"quarter": 2, "month": 6}
_UNITS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "minute": "minute", "person_day": "person-day"}


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


@dataclass(frozen=True, eq=False)
class Spoken:
    """How well the terms of a question are met in names and labels, and what each is worth."""

    matching: Matching
    grids: Grids
    names: NDArray[numpy.float32]
    labels: NDArray[numpy.float32]
    value: NDArray[numpy.float32]


def spoken_of(question: Question, matching: Matching, grids: Grids) -> Spoken:
    terms = len(question.terms)
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32)
    value = numpy.where(matching.found[:terms], numpy.minimum(matching.value[:terms], said), numpy.float32(0))
    value = value * numpy.array([0.0 if _only_asks(question, row) else 1.0 for row in range(terms)], dtype=numpy.float32)
    return Spoken(matching, grids, hits(question, grids.names), hits(question, grids.labels), value)


def _only_asks(question: Question, row: int) -> bool:
    """Whether a word says what to do, how often or in what unit, not which figures are meant."""
    term = question.terms[row]
    kinds = {entry.kind for entry in question.numbered}
    asks = group("spending") | group("per_time") | {"number", "limit", "difference", "high", "end", "total", "share", *_UNITS, *kinds}
    asks |= {"minimum", "maximum"} if question.has("at_least", "at_most") else set()
    asks |= {"first", "year"} if question.has("half_1", "half_2") else set()
    plain = term.weight <= 0.15 or term.words[0].isdecimal() or term.text in group("comparing_words")
    return plain or bool(set(term.concepts) & asks)


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
        for columns, by_time in _columns(question, spoken, grid, things):
            yield _scored(question, spoken, grid, things, columns, sides=len(groups), by_time=by_time)


def counts_entries(question: Question) -> bool:
    """Whether what is asked about is how many things a plan lists: tasks, points, features."""
    asked = question.wanted == "count" or question.has("maximum", "minimum")
    return asked and any(_is_entry(term) for term in question.terms)


def _is_entry(term: Term) -> bool:
    return bool(set(term.concepts) & (set(item_kinds()) - {"phase", "sprint"})) or term.text in group("item_words")


def _things(question: Question, spoken: Spoken, grid: Grid, groups: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], ...] | None:
    """The things that each side names; None when a side names several alike that the question does not ask for together."""
    numbered = _numbered_things(question, spoken, grid)
    if numbered:
        return numbered
    own = spoken.names[:, [thing.at for thing in grid.things]]
    parts = list(grid.parts)
    found: list[tuple[int, ...]] = []
    for rows in groups:
        naming = [row for row in rows if row < len(question.terms) and spoken.value[row]]
        naming = [row for row in naming if 0 < int((own[row, parts] >= NAMED).sum()) < max(len(parts), 2)]
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


def _numbered_things(question: Question, spoken: Spoken, grid: Grid) -> tuple[tuple[int, ...], ...]:
    """The things with the numbers asked for ("years one and two"), each of which exactly one has."""
    found: list[tuple[int, ...]] = []
    first, size = grid.things[0].at, len(grid.things)
    for kind in dict.fromkeys(entry.kind for entry in question.numbered):
        mentions: dict[int, set[tuple[int, int]]] = {}
        for at, start, end in spoken.grids.names.mentions(kind):
            if first <= at < first + size:
                mentions.setdefault(at - first, set()).add((start, end))
        groups = _by_numbers(question, kind, [(place, span) for place, spans in mentions.items() if len(spans) == 1 for span in spans])
        if groups is None:
            return ()
        found += groups
    return tuple(dict.fromkeys(found))


def _by_numbers(question: Question, kind: str, mentions: Sequence[tuple[int, tuple[int, int]]]) -> list[tuple[int, ...]] | None:
    """For each number or range of numbers asked for the members that make it up; None when one of them is missing or twice there."""
    highest = max((last for _, (_, last) in mentions), default=0)
    found: list[tuple[int, ...]] = []
    for entry in question.numbered:
        if entry.kind != kind:
            continue
        first = entry.first if entry.first >= 0 else highest + entry.first + 1
        last = entry.last if entry.last >= 0 else highest + entry.last + 1
        held = [(member, span) for member, span in mentions if first <= span[0] and span[1] <= last]
        covered = [number for _, span in held for number in range(span[0], span[1] + 1)]
        if sorted(covered) != list(range(first, last + 1)):
            return None
        found.append(tuple(member for member, _ in held))
    return found


def _columns(
    question: Question, spoken: Spoken, grid: Grid, things: tuple[tuple[int, ...], ...]
) -> Iterator[tuple[tuple[Column, ...], bool]]:
    """The columns that may be meant: those of the times asked for, else the ones that words of the question name best."""
    places = [place for side in things for place in side]
    fitting = [
        column
        for column in grid.columns
        if not _only_counts_off(column)
        and _suits(question, spoken.grids.view, column)
        and all(column.cell(place) is not None for place in places)
    ]
    scales = list(dict.fromkeys(column.scale for column in fitting))
    timed = [(chosen, True) for scale in scales if (chosen := _timed(question, spoken, [one for one in fitting if one.scale == scale]))]
    if timed:
        yield from timed
        return
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32)
    strength = [float(said @ spoken.labels[:, column.at]) for column in fitting]
    best = max(strength, default=0.0)
    held = [column for column, value in zip(fitting, strength, strict=True) if value >= best - 1e-3]
    totals = [column for column in held if is_total_text(column.label)]
    yield from (((column,), False) for column in totals or held)


def _suits(question: Question, view: View, column: Column) -> bool:
    """Whether the figures of a column are of the kind, and in the unit of time, that is asked for."""
    sample = column.cells[0][1].quantity
    if sample.unit == "entry" and question.wanted != "money":
        return True
    if question.has("share"):
        return sample.kind in ("money", "duration", "count", "size") and not sample.change
    units = {unit for concept, unit in _UNITS.items() if concept in question.concepts} if question.has("how_many") else set()
    kinds = {"duration"} if question.wanted == "duration" or (units and question.wanted == "count") else set(wanted_kinds(question))
    if question.wanted == "money":
        kinds = {"money"}
    if not kinds:
        return sample.kind != "percent" or question.wanted == "percent"
    if sample.kind == "duration" and "duration" in kinds and len(units) == 1:
        return sample.unit in units
    return sample.kind in kinds or (
        "money" in kinds and sample.kind == "count" and bool(set(concepts_of_label(view, column.label)) & group("money"))
    )


def _only_counts_off(column: Column) -> bool:
    """Whether the figures of a column are the numbers of its rows: 1, 2, 3 ..."""
    values = [entry.quantity for _, entry in column.cells]
    first = values[0].least
    return (
        len(values) > 2
        and all(value.kind == "count" and value.least == value.most == first + at for at, value in enumerate(values))
        and first <= 1
    )


def _timed(question: Question, spoken: Spoken, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns for the times asked for ("Q2 and Q1", "the first half of the year"); () where they are no times."""
    asked = [window for window in asked_windows(question) if window.is_dated]
    dated = _dated(spoken, columns, asked)
    if dated:
        return dated
    for kind in _PERIODS:
        mentions = [
            (place, (first, last))
            for place, column in enumerate(columns)
            for at, first, last in spoken.grids.labels.mentions(kind)
            if at == column.at and not is_total_text(column.label)
        ]
        if len(mentions) < 2:
            continue
        half = _HALVES.get(kind, 0) * next((number for number in (1, 2) if question.has(f"half_{number}")), 0)
        if half:
            wanted = range(half - _HALVES[kind] + 1, half + 1)
            held = [place for place, (first, last) in mentions if first in wanted and last in wanted]
            return tuple(columns[place] for place in held) if len(held) == len(wanted) else ()
        if any(entry.kind == kind for entry in question.numbered):
            groups = _by_numbers(question, kind, mentions)
            if groups:
                return tuple(columns[place] for place in dict.fromkeys(place for group_ in groups for place in group_))
    return _dated(spoken, columns, asked_windows(question))


def _dated(spoken: Spoken, columns: Sequence[Column], asked: Sequence[Window]) -> tuple[Column, ...]:
    """The columns whose labels say a time asked for; () where one of the times has none."""
    own = [(column, windows_in(spoken.grids.view, column.label)) for column in columns]
    chosen = [[column for column, windows in own if any(overlaps(window, other) for other in windows)] for window in asked]
    return tuple(dict.fromkeys(column for held in chosen for column in held)) if chosen and all(chosen) else ()


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
    common = spoken.labels[:, [column.at for column in columns]].max(axis=1)
    units = [grid.things[place].unit for place in picked]
    above = numpy.minimum.reduce([above_rows(spoken.matching, unit)[:terms] for unit in units])
    header = view.units[units[0]].header
    heads = spoken.matching.own[:terms, header] if header >= 0 else numpy.zeros(terms, dtype=numpy.float32)
    beside = spoken.matching.own[:terms, units].min(axis=1)
    heads = heads * (WITHIN if things else CALLED)
    best = numpy.maximum.reduce([names, common, above, WITHIN * beside, heads])
    if grid.basis == "entries":
        best = numpy.maximum(best, numpy.array([COUNTED * _is_entry(term) for term in question.terms], dtype=numpy.float32))
    total = float(spoken.value.sum())
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32)
    named = (
        bool(things)
        or by_time
        or grid.basis == "entries"
        or float((said * numpy.maximum(common, heads)).max(initial=0.0)) >= WITHIN * NAMED
    )
    score = float(spoken.value @ best) / total if total else _without_words(grid) if things or by_time else 0.0
    return Operands(view, grid, things, columns, score, named, sides, by_time)


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
