"""What somebody is responsible for: the things whose owner is just who the question names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.answers.asking.cues import cue_spans, light_words, unspaced_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CUE_WEIGHT, is_everyday
from agent.answers.asking.words import names_somebody, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import records_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, shorten, spoken
from agent.expressions import expression
from agent.facts.folding import fold

_OWNED = ("owner", "team")
_OTHER = ("who", "when", "how_many", "how_much", "how_long", "costs", "sum", "maximum", "minimum", "why", "how", "same", "versus")
_JOINT = expression(r"[,;/&+、，；]|\s(?:and|und|e|y|et|en)\s")
MOST = 24  # things of one owner
LONGEST_OWNER, LONGEST_NAME = 60, 60  # characters: longer texts are sentences; of a name in the lead


def owned_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Every record that gives as its owner whoever the question names in full, alone or with others.

    Other words of the question must be what the records are called in their column, or narrow them down.
    """
    if not (question.has("owning") or "owner" in question.concepts) or question.is_verdict or question.has(*_OTHER):
        return None
    said: list[Statement] = []
    names: list[str] = []
    for matching in matchings:
        for record, field in _owned(question, matching):
            said.append(_statement(matching.view, record, field, first=not said))
            names.append(shorten(record.title, LONGEST_NAME))
    if not 0 < len(said) <= MOST:
        return None
    return Draft("list", tuple(said), "; ".join(names) if len(names) > 1 else "", counts=(len(said),), certain=True)


def _owned(question: Question, matching: Matching) -> list[tuple[Record, Field]]:
    """The records of the longest owner's name in the question, narrowed down by what else it says."""
    fields = list(_owner_fields(matching.view))
    spans = {fold(name): span for _, field in fields for name in _names(field.text) if (span := _span(question.text, name))}
    if not spans:
        return []
    name, span = max(spans.items(), key=lambda entry: (entry[1][1] - entry[1][0], entry[0]))
    found = [(record, field) for record, field in fields if any(fold(part) == name for part in _names(field.text))]
    for row in [*_narrowing(question, span), *matching.counted_rows]:
        if all(_calls_its_kind(matching, row, record) for record, _ in found):
            continue
        found = [(record, field) for record, field in found if matching.spread[row, record.unit] >= MATCHED]
    return found


def _owner_fields(view: View) -> Iterator[tuple[Record, Field]]:
    for record in records_of(view).records:
        for field in record.fields:
            if field.attribute in _OWNED and len(field.text) <= LONGEST_OWNER and names_somebody(field.text) and record.title:
                yield record, field
                break


def _names(text: str) -> list[str]:
    """An owner as written, and each of several."""
    return list(dict.fromkeys(name.strip(" *_`@") for name in (text, *_JOINT.split(text)) if name.strip(" *_`@")))


def _span(text: str, name: str) -> tuple[int, int] | None:
    """Where a text holds a name word for word."""
    parts, said = words(name), words(text)
    if not parts:
        return None
    if parts[0].unspaced:
        at = fold(text).find(fold(name))
        return (at, at + len(name)) if at >= 0 else None
    width = len(parts)
    for at in range(len(said) - width + 1):
        if all(said[at + place].text == part.text for place, part in enumerate(parts)):
            return said[at].start, said[at + width - 1].end
    return None


def _narrowing(question: Question, name: tuple[int, int]) -> list[int]:
    """The rows of the words that are neither the name nor say that somebody owns something."""
    asking = {place for first, last in cue_spans(question.text, "owning", question.language) for place in range(first, last)}
    runs = unspaced_spans(question.text, "owning", question.language)
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight > CUE_WEIGHT
        and not set(term.concepts) & (group("item_nouns") | {"owner"})
        and not name[0] <= question.start_of(term) < name[1]
        and term.position not in asking
        and not (term.unspaced and any(start <= question.start_of(term) < end for start, end in runs))
        and term.text not in light_words()
        and not (not term.concepts and is_everyday(term.text, question.language))
    ]


def _calls_its_kind(matching: Matching, row: int, record: Record) -> bool:
    """Whether a word is what the column of the names is called: "which milestones" of a column "Milestone"."""
    header = matching.view.units[record.unit].header
    return header >= 0 and matching.own[row, header] >= MATCHED


def _statement(view: View, record: Record, field: Field, *, first: bool) -> Statement:
    context = context_of(view, record.unit) if first else ""
    if field.unit == record.unit:
        return Statement(view, (record.unit,), spoken(view, record.unit), context, True)
    label = field.label or field.attribute
    return Statement(view, (record.unit, field.unit), f"{record.title} — {label}: {field.text}", context, True)
