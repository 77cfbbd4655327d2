"""How well the words of a question are met by families of figures: in the names of members, in what all have in common, and above."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.ranking import asked_months
from agent.answers.asking.terms import CUE_WEIGHT
from agent.answers.reading.matching import Matching
from agent.answers.reading.records import hits
from agent.answers.reading.siblings import Families, families_of
from agent.expressions import expression

_COUNTED = expression(r"[a-z]{1,2}\d{1,3}")  # "m3", the third month
ABOVE = (0.75, 0.6, 0.45)  # what a word counts that stands above a family, from the nearest out
NAMED = 0.6  # a word counts as part of a name from this weight on


@dataclass(frozen=True, eq=False)
class Met:
    """How well the rows of a question are met: in the names of members, in common names, and above each family."""

    matching: Matching
    families: Families
    names: NDArray[numpy.float32]
    commons: NDArray[numpy.float32]
    value: NDArray[numpy.float32]


def met_by(question: Question, matching: Matching) -> Met | None:
    families = families_of(matching.view)
    if not families.families or not question.terms:
        return None
    said = numpy.array([term.weight for term in question.terms], dtype=numpy.float32) * matching.rarity[: len(question.terms)]
    value = numpy.where(matching.found[: len(said)], numpy.minimum(matching.value[: len(said)], said), numpy.float32(0))
    weights = numpy.array([0.0 if _only_asks(question, row) else 1.0 for row in range(len(question.terms))], dtype=numpy.float32)
    if not ((value * weights).any() or question.numbered) and question.has("maximum", "minimum"):
        weights = numpy.array([float(_says_spending(question, row)) for row in range(len(question.terms))], dtype=numpy.float32)
    value = value * weights
    if not value.any() and not question.numbered:
        return None
    return Met(matching, families, hits(question, families.names), hits(question, families.commons), value)


def _only_asks(question: Question, row: int) -> bool:
    """Whether a word says what to do with the figures, or that they are money at all, not which are meant."""
    term = question.terms[row]
    kinds = {entry.kind for entry in question.numbered}
    asks = group("spending") | group("per_time") | {"number", "limit", "difference", "high"}
    if question.numbered or asked_months(question):
        asks |= {"end", "start", "first", "month", "year", "quarter", "week"}
    if question.has("sum", "adding"):
        asks |= {"total"}
    numbered = bool(question.numbered) and _COUNTED.fullmatch(term.text) is not None
    plain = term.weight <= CUE_WEIGHT or term.words[0].isdecimal() or numbered or term.text in group("comparing_words")
    return plain or bool(set(term.concepts) & (asks | kinds))


def _says_spending(question: Question, row: int) -> bool:
    """Whether a word only says that money is spent: where nothing else is said, it names the figures ("the largest monthly expense")."""
    return question.terms[row].weight > CUE_WEIGHT and bool(set(question.terms[row].concepts) & group("spending"))


def above_rows(matching: Matching, unit: int) -> NDArray[numpy.float32]:
    """What the words of a question weigh above a unit: in enclosing items, the lead line and headings; the title's do not count."""
    found = matching.view.units[unit]
    titles = set(matching.view.title_units)
    best = numpy.zeros(len(matching.labels), dtype=numpy.float32)
    for chain in (found.parents, (found.lead,), found.headings):
        for away, index in enumerate(chain):
            if index >= 0 and index not in titles:
                best = numpy.maximum(best, matching.own[:, index] * numpy.float32(ABOVE[min(away, len(ABOVE) - 1)]))
    return best
