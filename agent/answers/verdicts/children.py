"""Whether a line that states an amount says the sum of the amounts right below it: "Revenue: $68,400" above its three kinds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.answers.asking.question import Question
from agent.answers.asking.words import words
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.verdicts.totals import asks_totals, is_near_sum, total_draft
from agent.answers.wording.cover import telling_rows
from agent.answers.wording.draft import Draft

FEWEST = 2  # amounts below the line
_ADDED = ("money", "duration")


def children_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes or no with the sum, for the one line that says all that is asked about, each line below which states an amount of its kind."""
    if len(matchings) != 1 or not question.is_verdict or not asks_totals(question):
        return None
    matching = matchings[0]
    rows = telling_rows(question, matchings)
    if not rows:
        return None
    found = [
        (total, parts)
        for total, parts in _parents(matching.view)
        if is_near_sum(parts, total)
        and bool((matching.own[rows, total.unit] >= MATCHED).all())
        and bool((matching.spread[list(matching.counted_rows), total.unit] >= MATCHED).all())
    ]
    shortest = min((len(words(total.label)) for total, _ in found), default=0)  # "Revenue" before "Cost of revenue"
    named = [(total, parts) for total, parts in found if len(words(total.label)) == shortest]
    if len(named) != 1:
        return None
    total, parts = named[0]
    return replace(total_draft(question, matching.view, parts, total), certain=True)


def _parents(view: View) -> Iterator[tuple[Entry, tuple[Entry, ...]]]:
    stated: dict[int, list[Entry]] = {}
    for entry in entries_of(view):
        if entry.quantity.kind in _ADDED and not entry.quantity.change:
            stated.setdefault(entry.unit, []).append(entry)
    for unit, members in view.members.items():
        if view.units[unit].kind == "heading" or len(members) < FEWEST or unit not in stated:
            continue
        total = stated[unit][0]
        parts = [next((entry for entry in stated.get(member, ()) if _is_like(entry, total)), None) for member in members]
        if all(parts):
            yield total, tuple(part for part in parts if part is not None)


def _is_like(one: Entry, other: Entry) -> bool:
    return (one.quantity.kind, one.quantity.unit, one.quantity.per) == (other.quantity.kind, other.quantity.unit, other.quantity.per)
