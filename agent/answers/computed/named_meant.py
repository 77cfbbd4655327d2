"""The columns or fields that a question means without calling them: by words of the same sense, or by what kind of field it asks for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question, read_question
from agent.answers.computed.named_columns import NamedTable
from agent.answers.lookups.asked import asked_attributes, asks_attribute
from agent.answers.reading.matching import MATCHED
from agent.answers.reading.records import hits, records_of
from agent.answers.reading.view import View
from agent.facts import lookup_label

MOST = 3  # fields of the kind asked for
ALIKE = 0.3  # of a word of the question and one of a label: near in sense
_FIELDS = {
    "owner": ("owner",),
    "window": ("window", "start", "end"),
    "start": ("start", "window"),
    "end": ("end", "window"),
    "cost": ("cost", "price"),
    "duration": ("duration", "effort"),
    "priority": ("priority",),
}


def columns_meant(question: Question, table: NamedTable, left: Sequence[int]) -> tuple[int, ...]:
    """Places of the columns that the words at `left`, which are no names, stand for."""
    cells = table.view.units[table.header].cells
    return meant(question, table.view, {place: cell for place, cell in enumerate(cells) if place > table.naming and cell}, left)


def meant(question: Question, view: View, heads: Mapping[int, str], left: Sequence[int]) -> tuple[int, ...]:
    """Which labels the words at `left`, which are no names, stand for: those of the kind asked for, else the one most alike.

    Several only where all of them are of that kind ("start" and "end" of when).
    """
    asked = _asked(question.text, question.language)
    if "depends_on" in asked:
        return ()  # what depends on a thing stands in other rows than what it depends on
    if asked and all(asks_attribute(question.terms[row], asked) for row in left):
        fields = {field for attribute in asked for field in _FIELDS.get(attribute, ())}
        of_kind = [place for place, head in heads.items() if (meaning := lookup_label(head)) is not None and meaning.attribute in fields]
        if of_kind:
            return tuple(of_kind) if len(of_kind) <= MOST else ()
    if not left or "owner" in asked:
        return ()
    known, weights = records_of(view).label_at, _weights(question, view)
    alike = {place: weights[list(left), known[head]] for place, head in heads.items() if head in known}
    least = MATCHED if asked else ALIKE
    kept = {place: float(found.sum()) for place, found in alike.items() if (found >= least).all()}
    best = [place for place, weight in kept.items() if weight >= max(kept.values()) - 1e-6]
    return tuple(best) if len(best) == 1 else ()


@lru_cache(maxsize=64)
def _asked(text: str, language: str) -> tuple[str, ...]:
    """The kinds of field that a text asks for, from which names are left out: "maintenance" in one is no owner."""
    return asked_attributes(read_question(text, [language]))


@lru_cache(maxsize=8)
def _weights(question: Question, view: View) -> NDArray[numpy.float32]:
    return hits(question, records_of(view).labels)
