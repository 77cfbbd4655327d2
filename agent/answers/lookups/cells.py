"""Cells of a table of periods: the figure of one row in the column of a time, and the difference of two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER
from agent.answers.lookups.asked import asking_words, asks_attribute, overlaps, stands_above
from agent.answers.reading.amounts import like
from agent.answers.reading.matching import Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import figure_of, hits, records_of
from agent.answers.reading.timing import asked_windows
from agent.answers.wording.draft import Draft, Statement
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

NAMED = 0.6  # a word counts as part of a name from this weight on


@dataclass(frozen=True)
class Cells:
    """The cells of one row for the times asked for, in the order of the question."""

    matching: Matching
    record: Record
    fields: tuple[Field, ...]
    score: float


def cells_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What the row that is named says for the times that are named; the row of totals when no row is.

    Holds only for a table whose columns are times, with one column for each time asked for, one row that fits, and figures of the
    kind asked for.
    """
    if (question.is_verdict and not question.has("versus")) or not asked_windows(question) or question.has(*_OTHER):
        return None
    found = [cells for matching in matchings for cells in _cells(question, matching)]
    best = max((cells.score for cells in found), default=0.0)
    chosen = [cells for cells in found if cells.score >= best - 1e-3]
    if len(chosen) != 1:
        return None
    cells = chosen[0]
    if len(cells.fields) == 2 and question.has("difference", "versus"):
        return _compared(question, cells)
    return Draft("lookup", (_said(cells, cells.fields),), certain=True)


_OTHER = ("maximum", "minimum", "average", "ratio", "share", "same", "adds_up", "correct", "why", "how", "when", "who", "prerequisite")


def _cells(question: Question, matching: Matching) -> list[Cells]:
    kept = records_of(matching.view)
    dated = [record for record in kept.records if matching.view.units[record.unit].kind == "row" and sum(map(_has_time, record.fields)) > 1]
    if not dated:
        return []
    names = hits(question, kept.names)
    at = {record: place for place, record in enumerate(kept.records)}
    found = []
    for record in dated:
        fields = _of_times(question, record)
        score = _fit(question, matching, record, names[:, at[record]]) if fields and _of_kind(question, fields) else 0.0
        if score > 0:
            found.append(Cells(matching, record, fields, score))
    return found


def _has_time(field: Field) -> bool:
    return bool(field.windows)


def _of_times(question: Question, record: Record) -> tuple[Field, ...]:
    """One field for each time asked for; none when a time has no column of its own or more than one."""
    chosen: list[Field] = []
    for window in asked_windows(question):
        fields = [field for field in record.fields if any(overlaps(window, own) for own in field.windows)]
        if len(fields) != 1:
            return ()
        chosen.append(fields[0])
    return tuple(dict.fromkeys(chosen))


def _of_kind(question: Question, fields: Sequence[Field]) -> bool:
    """Whether the figures can be of the kind asked for: people are no money."""
    people = bool(question.concepts & {"person", "team"}) and question.has("how_many")
    money = question.wanted == "money" or bool(question.concepts & group("spending"))
    attributes = {field.attribute for field in fields}
    return attributes <= {"people", "metric", ""} if people else "people" not in attributes if money else True


def _fit(question: Question, matching: Matching, record: Record, name: NDArray[numpy.float32]) -> float:
    """How well the words of the question fit the row, 0 when a telling one is left over; a row of totals needs none of its own."""
    asking = asking_words(question)
    own = above = 0.0
    for row, term in enumerate(question.terms):
        if term.timed or term.position in asking:
            continue
        asks = asks_attribute(term, ("cost",))
        if name[row] >= NAMED and not asks:
            own += float(matching.value[row])
        elif stands_above(matching, row, record.unit):
            above += float(matching.value[row])
        elif term.weight >= NUMBER and not asks and not set(term.concepts) & group("spent_words"):
            return 0.0
    if record.is_total:
        return 0.0 if own else 0.2 + above
    return own * 2 + above if own else 0.0


def _said(cells: Cells, fields: Sequence[Field]) -> Statement:
    values = "; ".join(f"{field.label}: {field.text}" for field in fields)
    return Statement(cells.matching.view, (cells.record.unit,), f"{cells.record.title} — {values}")


def _compared(question: Question, cells: Cells) -> Draft | None:
    """How much more the one cell says than the other."""
    view = cells.matching.view
    entries = [figure_of(view, cells.record, field) for field in cells.fields]
    if entries[0] is None or entries[1] is None or entries[0].quantity.kind != entries[1].quantity.kind:
        return Draft("compare", (_said(cells, cells.fields),), certain=True)
    more, less = sorted((entries[0], entries[1]), key=lambda entry: -entry.most)
    value = like(more.least - less.least, more.most - less.most, [more, less], view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    lead = frame("difference_more", question.language, subject=more.label, value=value, formula=formula)
    return Draft("compare", (_said(cells, cells.fields),), lead, Computation(formula=formula, expected=value, stated=""), certain=True)
