"""How well the words of a question are met in the names and labels of grids, and what each is worth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy
from numpy.typing import NDArray

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.reading.grids import Grids
from agent.answers.reading.matching import Matching
from agent.answers.reading.records import hits

UNITS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "minute": "minute", "person_day": "person-day"}


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
    asks = group("spending") | group("per_time") | {"number", "limit", "difference", "high", "end", "total", "share", *UNITS, *kinds}
    asks |= {"minimum", "maximum"} if question.has("at_least", "at_most") else set()
    asks |= {"first", "year"} if question.has("half_1", "half_2") else set()
    plain = term.weight <= 0.15 or term.words[0].isdecimal() or term.text in group("comparing_words")
    return plain or bool(set(term.concepts) & asks)


def counts_entries(question: Question) -> bool:
    """Whether what is asked about is how many things a plan lists: tasks, points, features."""
    asked = question.wanted == "count" or question.has("maximum", "minimum")
    counted = counted_behind(question)
    if counted is not None and set(counted.concepts) & group("uncounted"):
        return False  # "how many days does the project take"
    return asked and any(is_entry(term) for term in question.terms)


def counted_behind(question: Question) -> Term | None:
    """The word right behind "how many"."""
    ends = {end for _, end in cue_spans(question.text, "how_many", question.language)}
    return next((term for term in question.terms if term.position in ends and "number" not in term.concepts), None)


def is_entry(term: Term) -> bool:
    return bool(set(term.concepts) & (set(item_kinds()) - {"phase", "sprint"})) or term.text in group("item_words")


def by_numbers(question: Question, kind: str, mentions: Sequence[tuple[int, tuple[int, int]]]) -> list[tuple[int, ...]] | None:
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
