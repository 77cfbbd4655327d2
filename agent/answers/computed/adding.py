"""Sums over things that the question names one by one, or by their kind: "phase 1 and phase 2 together", "the initiatives of phase 2"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.counted import is_kind
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER
from agent.answers.computed.holding import Held, summed
from agent.answers.lookups.asked import asking_words, asks_attribute, stands_above
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming_ids import asked_ids
from agent.answers.reading.record import Record
from agent.answers.reading.records import hits, records_of
from agent.answers.wording.draft import Draft

NAMED = 0.6  # a word counts as part of a name from this weight on


def adding_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The costs of two or more named things, or of all things of a named kind, added up.

    Holds only when every telling word names one of the things, their kind, a field or what stands above them, and every thing that is
    named states its cost once.
    """
    if question.is_verdict or question.has(*_OTHER) or question.wanted not in ("money", "any", "name", "quantity"):
        return None
    if not (question.has("sum", "costs") or question.concepts & group("spending")):
        return None
    for make in (_one_by_one, _of_a_kind):
        found = [held for matching in matchings for held in (make(question, matching),) if held is not None]
        if len(found) == 1:
            draft = summed(question, found[0])
            if draft is not None:
                return draft
    return None


_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "share", "same", "correct", "change", "why", "how", "exclude", "until")


def _one_by_one(question: Question, matching: Matching) -> Held | None:
    """Two things or more by id, by number, or by a word of their names that no other name holds."""
    kept = records_of(matching.view)
    costing = [record for record in kept.records if record.said("cost") and not record.is_total]
    ids = asked_ids(question, [record.id for record in costing])
    chosen = [record for record in costing if record.id in ids] or _counted(question, matching, costing)
    if not chosen:
        chosen = _by_words(question, matching, costing)
    elif not _accounted(question, matching, chosen):
        return None
    return Held(matching, tuple(chosen), 1.0, frozenset()) if len(chosen) > 1 else None


def _counted(question: Question, matching: Matching, records: Sequence[Record]) -> list[Record]:
    """The phases that are asked for by number: the best place that states the cost of each."""
    if len(question.numbered) < 2 or len({entry.kind for entry in question.numbered}) > 1:
        return []
    chosen: list[Record] = []
    for entry in question.numbered:
        units = {unit for unit, first, last in matching.view.mentions(entry.kind) if first == last == entry.first}
        of_it = [
            record for record in records if record.unit in units and (record.item is None or record.item.kind in ("phase", "milestone"))
        ]
        if entry.first != entry.last or not of_it:
            return []
        chosen.append(min(of_it, key=lambda record: (record.item is None, record.unit)))
    return chosen


def _by_words(question: Question, matching: Matching, records: Sequence[Record]) -> list[Record]:
    """One record for each telling word, all in one table or list."""
    kept = records_of(matching.view)
    found = hits(question, kept.names)
    at = {record: place for place, record in enumerate(kept.records)}
    asking = asking_words(question)
    chosen: list[Record] = []
    for row, term in enumerate(question.terms):
        if term.weight < NUMBER or term.timed or term.position in asking or asks_attribute(term, ("cost",)):
            continue
        named = [record for record in records if found[row, at[record]] >= NAMED]
        if len(named) == 1:
            chosen.append(named[0])
        elif named or not all(stands_above(matching, row, record.unit) for record in chosen):
            return []
    groups = {matching.view.units[record.unit].group for record in chosen}
    return list(dict.fromkeys(chosen)) if len(groups) == 1 else []


def _of_a_kind(question: Question, matching: Matching) -> Held | None:
    """All items of a kind within the phase, year ... asked for."""
    counted = {entry.kind for entry in question.numbered}
    nouns = [term for term in question.terms if set(term.concepts) & (set(item_kinds()) - {"list"} - counted)]
    nouns = [term for term in nouns if not any(is_kind(term.words[0], kind) for kind in counted)]
    if len(nouns) != 1 or not question.has("sum"):
        return None
    kinds = {kind for concept in nouns[0].concepts for kind in item_kinds().get(concept, ())}
    chosen = [
        record
        for record in records_of(matching.view).records
        if record.item is not None
        and record.item.kind in kinds
        and record.said("cost")
        and all(matching.spread[row, record.unit] >= MATCHED for row in matching.counted_rows)
    ]
    with_id = [record for record in chosen if record.id]
    chosen = with_id if len(with_id) > 1 else chosen
    if len(chosen) < 2 or not _accounted(question, matching, chosen):
        return None
    return Held(matching, tuple(chosen), 1.0, frozenset())


def _accounted(question: Question, matching: Matching, chosen: Sequence[Record]) -> bool:
    """Whether every other telling word is a field, a kind, part of a chosen name, or stands above all that is chosen."""
    asking = asking_words(question)
    kinds = [entry.kind for entry in question.numbered]
    ids = {record.id.casefold() for record in chosen}
    for row, term in enumerate(question.terms):
        plain = term.weight < NUMBER or term.timed or term.position in asking or term.text in ids or term.words[0].isdecimal()
        if plain or asks_attribute(term, ("cost",)) or any(is_kind(term.words[0], kind) for kind in kinds):
            continue
        if not all(stands_above(matching, row, record.unit) or matching.own[row, record.unit] >= MATCHED for record in chosen):
            return False
    return True
