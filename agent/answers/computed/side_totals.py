"""The stated totals of the things that a question names, added up: "the marketing and the sales budget", each of which has its total."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.computed.added import added
from agent.answers.lookups.sides import MOST_SIDES, divided
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import measures, wanted_kinds
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import entries_of
from agent.answers.wording.draft import Draft, state

_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "share", "same", "exclude", "until", "why", "how", "when")
CLEAR = 1.1  # so much better than any other must the total of a side fit it
ABOVE = 0.6  # what a word counts that stands only above a total


def side_totals_sum(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The sum of one total for each side of a question; None where a side has none, or two that fit alike."""
    if question.is_verdict or not question.has("sum") or question.has(*_OTHER) or len(matchings) != 1:
        return None
    matching = matchings[0]
    groups = [rows for side in divided(question, matching) if (rows := _telling(question, matching, side))]
    kinds = wanted_kinds(question)
    if not 1 < len(groups) <= MOST_SIDES or len(kinds) != 1:
        return None
    totals = [entry for entry in entries_of(matching.view) if entry.is_total and entry.quantity.kind in kinds]
    chosen = [_total_of(matching, rows, totals) for rows in groups]
    kept = [entry for entry in chosen if entry is not None]
    if len(kept) < len(groups) or len({entry.unit for entry in kept}) < len(kept):
        return None
    if len({(entry.quantity.unit, entry.quantity.per) for entry in kept}) > 1:
        return None
    found = added(question, matching.view, kept)
    return Draft("aggregate", tuple(state(matching.view, entry.unit) for entry in kept), found.lead, found.computation)


def _telling(question: Question, matching: Matching, rows: Sequence[int]) -> list[int]:
    """The rows of a side that say which thing is meant, not what is measured of it; counted things among them."""
    plain = measures() | group("per_time") | group("item_nouns") | {"total"}
    terms = question.terms
    return [
        row
        for row in rows
        if row >= len(terms)
        or (
            terms[row].weight >= CONTENT * 0.9
            and not terms[row].timed
            and matching.found[row]
            and not _measures(terms[row].concepts, plain)
        )
    ]


def _measures(concepts: Sequence[str], plain: frozenset[str]) -> bool:
    """Whether a word has no sense but that of a measure: "sales" is money, and a department too."""
    return bool(concepts) and set(concepts) <= plain and not set(concepts) & group("whose") and "sales" not in concepts


def _total_of(matching: Matching, rows: Sequence[int], totals: Sequence[Entry]) -> Entry | None:
    """The one total that says all words of a side, itself or above it, better than any other."""
    fits = []
    for entry in totals:
        own, spread = matching.own[rows, entry.unit], matching.spread[rows, entry.unit]
        if float(spread.min()) >= MATCHED:
            fits.append((float(own.sum()) + ABOVE * float(spread.sum()), -entry.unit, entry))
    fits.sort(key=lambda fit: fit[:2], reverse=True)
    if not fits or (len(fits) > 1 and fits[0][0] < CLEAR * fits[1][0]):
        return None
    return fits[0][2]
