"""What a plan speaks of by a name: sections, rows, entries; with how well the words of a question name each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question
from agent.answers.reading.matching import Matching, own_numbered
from agent.answers.reading.records import hits
from agent.answers.reading.series import row_name
from agent.answers.reading.units import Unit
from agent.answers.reading.view import KEPT_VIEWS, View, Weights, view_of_units
from agent.expressions import expression
from agent.model.quantity import Window

LONGEST = 110  # characters of a name: longer lines are sentences, of which only the beginning names something
DATED = 24  # characters of a label that may be nothing but a time: "Q3: ..."
CONTEXT = 0.8  # what a word counts that stands above a thing, beside one in its name
MOST_WORDS = 0.012  # a name loses so much for each word the question does not say: of two that fit the shorter is meant
_LABEL = expression(r"([^:：|]{2,70})[:：]\s+\S")


@dataclass(frozen=True, eq=False)
class Things:
    """The units that name something, and a small view of their names."""

    view: View
    units: tuple[int, ...]
    names: View


@dataclass(frozen=True, eq=False)
class Named:
    """`weights`: a row per row of the matching, a column per thing; 1 where a word stands in the name itself."""

    things: Things
    matching: Matching
    weights: NDArray[numpy.float32]

    def fit(self, rows: Sequence[int]) -> Weights:
        """How well the things are what these rows speak of, 0..1; 0 where the name itself says none of them."""
        value = self.matching.value[list(rows)]
        total = float(value.sum())
        if not rows or total <= 0:
            return numpy.zeros(len(self.things.units), dtype=numpy.float32)
        own = self.weights[list(rows)]
        above = self.matching.spread[list(rows)][:, list(self.things.units)]
        best = numpy.maximum(own, above * CONTEXT)
        found = (value @ best) / total - self._unsaid(rows)
        fits: Weights = numpy.where((own >= 0.5).any(axis=0), found, 0.0).astype(numpy.float32)
        return fits

    def _unsaid(self, rows: Sequence[int]) -> Weights:
        lengths = numpy.array([len(name.split()) for name in self.things.names.folded], dtype=numpy.float32)
        unsaid: Weights = numpy.maximum(lengths - (self.weights[list(rows)] >= 0.5).sum(axis=0), 0.0) * numpy.float32(MOST_WORDS)
        return unsaid


@lru_cache(maxsize=KEPT_VIEWS)
def things_of(view: View) -> Things:
    """Every unit of a roadmap by what it calls itself; headers of tables and the title are none."""
    found = [(unit.index, name) for unit in view.units if (name := name_of(view, unit))]
    return Things(view, tuple(index for index, _ in found), view_of_units(view, found))


def name_of(view: View, unit: Unit) -> str:
    """What a unit is called: the first worded cell of a row, the label of an entry, a short line as a whole; "" for none."""
    if unit.kind in ("header", "code", "comment") or unit.index in view.title_units:
        return ""
    if unit.kind == "row":
        return _row(view, unit) if unit.cells else ""
    label = _LABEL.match(unit.text)
    if label is not None and unit.kind != "heading":
        dated = any(isinstance(token.value, Window) for token in view.scan(label.group(1))) and len(label.group(1)) <= DATED
        return unit.text[:LONGEST] if dated else label.group(1)
    return unit.text[:LONGEST]


def _row(view: View, unit: Unit) -> str:
    """The name of a row; the cell behind it too where the first says a time ("April 2026 | Permit")."""
    name, at = row_name(unit.cells)
    dated = any(isinstance(token.value, Window) for token in view.scan(name))
    behind = unit.cells[at + 1] if dated and at + 1 < len(unit.cells) else ""
    return f"{behind} ({name})" if any(map(str.isalpha, behind)) else name


def named_things(question: Question, matching: Matching) -> Named:
    """The things of a roadmap against the words of a question."""
    things = things_of(matching.view)
    own = hits(question, things.names)
    numbered = list(dict.fromkeys(question.numbered))
    counted = [own_numbered(things.names, entry) for entry in numbered]
    return Named(things, matching, numpy.vstack([own, *counted]) if counted else own)
