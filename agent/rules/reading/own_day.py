"""The day of which a document says that it tells the state of things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.vocabulary import pattern

HEAD = 20  # lines in which a document says what it is


def own_day(roadmap: Roadmap, sentences: Sequence[Sentence]) -> date | None:
    """The latest day that the head of a document calls its own ("Status of 20 January", "Issue 4 of 4 May", "as_of: 2026-04-20"); the
    day on which it was created says nothing of its state."""
    return max((*_in_head(sentences), *_in_fields(roadmap)), default=None)


def _in_head(sentences: Sequence[Sentence]) -> Iterator[date]:
    for sentence in sentences:
        if sentence.line > HEAD:
            return
        days = [token for token in sentence.tokens if isinstance(token.value, Window)]
        for token in days:
            last = max((match.end() for match in pattern("own_day").finditer(sentence.text[: token.start])), default=-1)
            if last >= 0 and not any(last <= other.start < token.start for other in days) and (day := _day(token.value)):
                yield day


def _in_fields(roadmap: Roadmap) -> Iterator[date]:
    for fact in roadmap.facts:
        if (
            fact.attribute == "as_of"
            and not fact.item
            and fact.span.line <= HEAD
            and pattern("own_day").search(fact.label.replace("_", " "))
        ):
            yield from filter(None, map(_day, fact.windows))


def _day(window: object) -> date | None:
    return window.end if isinstance(window, Window) and window.precision == "day" and window.start == window.end else None
