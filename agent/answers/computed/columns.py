"""Which columns of a grid a question means: those of the times it names, else the ones that its words name best."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.computed.operations import adds_shares
from agent.answers.computed.told import UNITS, Spoken, by_numbers
from agent.answers.lookups.asked import overlaps
from agent.answers.lookups.sides import divided
from agent.answers.reading.figures import concepts_of_label, wanted_kinds
from agent.answers.reading.grids import Column, Grid
from agent.answers.reading.records import windows_in
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import asked_windows
from agent.answers.reading.view import View
from agent.model.quantity import Window

_PERIODS = ("quarter", "month", "year", "week", "phase", "sprint", "milestone", "version")
_HALVES = {"quarter": 2, "month": 6}
_UNSAID = ("count", "name", "any")
NAMED = 0.7  # a word is part of the label of a column from this weight on
FEWEST = 2  # columns of one row that are meant together


def columns_of(
    question: Question, spoken: Spoken, grid: Grid, things: tuple[tuple[int, ...], ...]
) -> Iterator[tuple[tuple[Column, ...], bool]]:
    """The columns that may be meant: those of the times asked for, else the ones that words of the question name best."""
    places = [place for side in things for place in side]
    fitting = [
        column
        for column in grid.columns
        if not _only_counts_off(column)
        and _suits(question, spoken.grids.view, column)
        and not _is_of_another(question, spoken, column)
        and all(column.cell(place) is not None for place in places)
    ]
    scales = list(dict.fromkeys(column.scale for column in fitting))
    timed = [(chosen, True) for scale in scales if (chosen := _timed(question, spoken, [one for one in fitting if one.scale == scale]))]
    if timed:
        yield from timed
        return
    listed = [
        (chosen, True) for scale in scales if (chosen := _listed(question, spoken, [one for one in fitting if one.scale == scale], places))
    ]
    if listed:
        yield from listed
        return
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32)
    strength = [float(said @ spoken.labels[:, column.at]) for column in fitting]
    best = max(strength, default=0.0)
    held = [column for column, value in zip(fitting, strength, strict=True) if value >= best - 1e-3]
    totals = [column for column in held if is_total_text(column.label)]
    yield from (((column,), False) for column in totals or held)


def _listed(question: Question, spoken: Spoken, columns: Sequence[Column], places: Sequence[int]) -> tuple[Column, ...]:
    """The columns of one row that are meant together: those that the sides of a question name, or as many as it speaks of.

    "The advertising of the three scenarios" is a row of as many columns.
    """
    if len(places) != 1 or len(columns) < FEWEST:
        return ()
    named = []
    for rows in divided(question, spoken.matching):
        held = [column for column in columns if any(spoken.labels[row, column.at] >= NAMED for row in rows if row < len(question.terms))]
        named += held if len(held) == 1 else []
    named = list(dict.fromkeys(named))
    if len(named) >= FEWEST:
        return tuple(named)
    counted = question.count == len(columns) and question.has("sum", "adding")
    return tuple(columns) if counted else ()


def _is_of_another(question: Question, spoken: Spoken, column: Column) -> bool:
    """Whether the label of a column counts off another thing than the one asked for: revenue of month 6, not of month 12."""
    for entry in question.numbered:
        spans = [(first, last) for at, first, last in spoken.grids.labels.mentions(entry.kind) if at == column.at]
        if spans and entry.first == entry.last > 0 and not any(first <= entry.first <= last for first, last in spans):
            kinds = [other for other in question.numbered if other.kind == entry.kind]
            return len(kinds) == 1
    return False


def _suits(question: Question, view: View, column: Column) -> bool:
    """Whether the figures of a column are of the kind, and in the unit of time, that is asked for."""
    sample = column.cells[0][1].quantity
    if sample.unit == "entry" and question.wanted != "money":
        return True
    if adds_shares(question):
        return sample.kind == "percent" and not sample.change
    if question.has("share"):
        return sample.kind in ("money", "duration", "count", "size") and not sample.change
    units = asked_units(question)
    kinds = {"duration"} if question.wanted == "duration" or (units and question.wanted in _UNSAID) else set(wanted_kinds(question))
    if question.wanted == "money":
        kinds = {"money"}
    if not kinds:
        return sample.kind != "percent" or question.wanted == "percent"
    if sample.kind == "duration" and "duration" in kinds and len(units) == 1:
        return sample.unit in units
    return sample.kind in kinds or (
        "money" in kinds and sample.kind == "count" and bool(set(concepts_of_label(view, column.label)) & group("money"))
    )


def asked_units(question: Question) -> frozenset[str]:
    """The units of time in which the figures asked for are told: "how many weeks", "add up the hours"."""
    adds = question.has("sum", "adding") and question.wanted in ("name", "any") and not (question.numbered or question.count)
    if not (question.has("how_many") or adds):
        return frozenset()
    return frozenset(unit for concept, unit in UNITS.items() if concept in question.concepts)


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
            groups = by_numbers(question, kind, mentions)
            if groups:
                return tuple(columns[place] for place in dict.fromkeys(place for group_ in groups for place in group_))
    return _dated(spoken, columns, asked_windows(question))


def _dated(spoken: Spoken, columns: Sequence[Column], asked: Sequence[Window]) -> tuple[Column, ...]:
    """The columns whose labels say a time asked for; () where one of the times has none."""
    own = [(column, windows_in(spoken.grids.view, column.label)) for column in columns]
    chosen = [[column for column, windows in own if any(overlaps(window, other) for other in windows)] for window in asked]
    return tuple(dict.fromkeys(column for held in chosen for column in held)) if chosen and all(chosen) else ()
