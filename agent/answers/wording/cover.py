"""How much of a question is spoken of by what a draft rests on: one measure for every way of answering."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft

MET = 0.6  # a word that weighs so much at a place, itself or above it, is spoken of there
_PLAIN = frozenset({"money", "number", "difference", "hour", "day", "week", "month", "quarter", "year"})


@dataclass(frozen=True, slots=True)
class Cover:
    """`share` of the telling words that the plan knows, by what they are worth; `counted` how well the counted things are met at worst."""

    share: float
    counted: float


def rests_on(draft: Draft) -> list[tuple[View, int]]:
    """Every place that a draft says or cites."""
    return [(statement.view, unit) for statement in draft.statements for unit in statement.units] + list(draft.cited)


def telling_rows(question: Question, matchings: Sequence[Matching], *, unknown: bool = False) -> list[int]:
    """The rows of the words that say what is asked about, not those that any plan is full of; `unknown` also those that no plan knows."""
    plain = group("item_nouns") | group("state") | _PLAIN
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9
        and not term.timed
        and not set(term.concepts) & plain
        and not term.words[0].isdecimal()
        and term.text not in group("figure_words") | group("part_words")
        and (unknown or any(matching.found[row] for matching in matchings))
    ]


def met(matchings: Sequence[Matching], places: Iterable[tuple[View, int]], row: int, *, own: bool = False) -> float:
    """How well places speak of what a row stands for, 0..1; by what they say themselves where `own` is asked for."""
    by_view = {id(matching.view): matching for matching in matchings}
    found = ((by_view[id(view)], unit) for view, unit in places if id(view) in by_view)
    return min(1.0, max((float((matching.own if own else matching.spread)[row, unit]) for matching, unit in found), default=0.0) / MET)


def cover(question: Question, matchings: Sequence[Matching], draft: Draft, *, strict: bool = False) -> Cover:
    """What a draft speaks of; all of it where the question has no telling words. `strict` counts words that no plan knows as unmet."""
    places = rests_on(draft)
    rows = telling_rows(question, matchings, unknown=strict)
    worth = {row: max(float(matching.value[row]) for matching in matchings) for row in rows}
    total = sum(worth.values())
    share = sum(worth[row] * met(matchings, places, row) for row in rows) / total if total else 1.0
    counted = min((met(matchings, places, row) for matching in matchings[:1] for row in matching.counted_rows), default=1.0)
    return Cover(share, counted)


def leaves_out(matchings: Sequence[Matching], draft: Draft, rows: Sequence[int]) -> bool:
    """Whether not one of some words is spoken of by what a draft rests on."""
    places = rests_on(draft)
    return bool(rows) and max(met(matchings, places, row) for row in rows) < MATCHED / MET
