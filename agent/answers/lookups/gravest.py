"""The gravest risk, the most urgent task: by the levels that a plan gives them ("Probability: high", "Impact: medium")."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.lookups.levelled import SCALES, level_of
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import records_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, spoken
from agent.answers.wording.frames import frame

RANKS = {"low": 1, "medium": 2, "high": 3, "critical": 4}
FEWEST, MOST, SHOWN = 2, 4, 8  # records that are ranked; alike at the top; said
LONGEST = 60
_MEASURED = ("money", "duration", "percent", "count")
_OTHER = ("minimum", "sum", "difference", "ratio", "average", "when", "costs", "how_many", "how_long", "share", "who")


def gravest_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The records of the kind named that have the highest levels, with the others behind them.

    Holds only where nothing but the kind is named, and at least two records tell their levels and differ in them.
    """
    grave = [term for term in question.terms if term.text in group("grave_words") | group("likely_words")]
    if question.is_verdict or len(matchings) != 1 or not (grave or question.has("maximum")) or question.has(*_OTHER):
        return None
    if not grave and question.wanted in _MEASURED:
        return None  # "am teuersten": the highest cost, no level
    nouns = [row for row, term in enumerate(question.terms) if set(term.concepts) & (set(item_kinds()) | group("unmeasured"))]
    scales = question.concepts & SCALES
    if any(term.text in group("likely_words") for term in grave):
        scales |= {"probability"}
    told = [term for row, term in enumerate(question.terms) if row not in nouns and term not in grave and term.weight >= CONTENT * 0.9]
    if len(nouns) != 1 or any(not set(term.concepts) & (SCALES | RANKS.keys()) for term in told):
        return None
    matching = matchings[0]
    ranks = [(rank, record, fields) for record in _of_kind(matching, nouns[0]) for rank, fields in [_rank(matching.view, record, scales)]]
    ranked = sorted((entry for entry in ranks if entry[2]), key=lambda entry: (-entry[0], entry[1].unit))
    top = [entry for entry in ranked if entry[0] == ranked[0][0]]
    if len(ranked) < FEWEST or len(top) == len(ranked) or len(top) > MOST:
        return None
    names = "; ".join(_named(record, fields) for _, record, fields in top)
    said = tuple(
        Statement(matching.view, _places(record, fields), _said(matching.view, record, fields), "", True) for _, record, fields in ranked
    )
    return Draft("list", said[:SHOWN], f"{frame('highest', question.language)}: {names}.", certain=True)


def _of_kind(matching: Matching, row: int) -> list[Record]:
    """The records that stand in a table or under a heading of that name."""
    view, own = matching.view, matching.own
    places = {record.unit: (view.units[record.unit].header, *view.units[record.unit].headings[:1]) for record in records_of(view).records}
    return [
        record
        for record in records_of(view).records
        if not record.is_total and any(place >= 0 and own[row, place] >= MATCHED for place in places[record.unit])
    ]


def _rank(view: View, record: Record, scales: frozenset[str]) -> tuple[int, tuple[Field, ...]]:
    """The product of the levels of a record on the scales asked for, on all that it has where none is."""
    fields: list[Field] = []
    rank = 1
    for field in record.fields:
        on = SCALES & set(concepts_of_label(view, field.label)) if field.label else frozenset()
        level = level_of(view, field.text) if on and (not scales or scales & on) else ""
        if level:
            fields.append(field)
            rank *= RANKS[level]
    return rank, tuple(fields)


def _named(record: Record, fields: Sequence[Field]) -> str:
    return f"{shorten(record.title, LONGEST)} ({'; '.join(f'{field.label}: {field.text}' for field in fields)})"


def _said(view: View, record: Record, fields: Sequence[Field]) -> str:
    return spoken(view, record.unit) if view.units[record.unit].kind == "row" else _named(record, fields)


def _places(record: Record, fields: Sequence[Field]) -> tuple[int, ...]:
    return tuple(dict.fromkeys((record.unit, *(field.unit for field in fields))))
