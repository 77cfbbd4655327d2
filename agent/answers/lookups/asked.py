"""Which fields a question asks for, and which of its words say so."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.timing import stretches
from agent.model.quantity import Window


def asked_attributes(question: Question) -> tuple[str, ...]:
    """The canonical fields that the words of a question ask for, in the order in which they are said."""
    concepts = question.concepts
    found: list[str] = []
    if question.has("who") or concepts & {"owner"}:
        found.append("owner")
    if question.has("when", "calendar_date"):
        start, end = "start" in concepts, bool(concepts & {"end", "deadline", "done"})
        found.append("start" if start and not end else "end" if end and not start else "window")
    how_much = question.has("how_much") and question.wanted == "quantity" and not concepts & (group("quantity") | group("measured"))
    if question.has("costs") or question.wanted == "money" or concepts & {"cost", "budget", "investment"} or how_much:
        found.append("cost")
    if question.has("how_long"):
        found.append("duration")
    if question.has("prerequisite") or "dependency" in concepts:
        found.append("depends_on")
    found += ["priority"] if "priority" in concepts else []
    return tuple(found)


_ASKING = ("who", "when", "how_long", "costs", "calendar_date")


def asking_words(question: Question) -> frozenset[int]:
    """Positions of the words that only say which field is asked for."""
    return _asking_places(question.text, question.language)


@lru_cache(maxsize=64)
def _asking_places(text: str, language: str) -> frozenset[int]:
    spans = [span for cue in _ASKING for span in cue_spans(text, cue, language)]
    return frozenset(place for first, last in spans for place in range(first, last))


def asks_attribute(term: Term, attributes: Sequence[str]) -> bool:
    """Whether a word says which field is meant, or what kind of thing, not which thing."""
    return bool(set(term.concepts) & (group("asks_field") if attributes else group("item_nouns")))


def stands_above(matching: Matching, row: int, unit: int) -> bool:
    """Whether a word stands in what encloses a record: a heading, the table's lead, the document's title."""
    chain = (*matching.view.above_unit(unit), *matching.view.title_units)
    return any(matching.own[row, index] >= MATCHED for index in chain)


def overlaps(one: Window, other: Window) -> bool:
    """Whether two windows share a stretch of time, on the first axis that both have: the calendar before months of any year."""
    theirs = {stretch.axis: stretch for stretch in stretches(other)}
    own = next((stretch for stretch in stretches(one) if stretch.axis in theirs), None)
    return own is not None and own.first <= theirs[own.axis].last and theirs[own.axis].first <= own.last
