"""Whether figures agree: the two that a question sets side by side, or all that are stated for the one thing it names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT
from agent.answers.computed.pairing import named_figure, pair_of
from agent.answers.lookups.sides import divided
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comparable, far_apart, meets, wanted_kinds
from agent.answers.reading.like_groups import like_groups
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame

OWN = 0.6  # what the thing itself must weigh in the name of a figure
MOST = 6
ASIDE = 0.7  # of the fit of the best figure: figures farther off are of something else


def pair_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether the two figures that a question sets side by side are the same; None when it does not name two."""
    if len(matchings) != 1 or not question.has("same", "versus", "adds_up"):
        return None
    if not all(_names(question, rows) for rows in divided(question, matchings[0])):
        return None
    pair = pair_of(question, matchings[0])
    if pair is None or not pair.shared or pair.one.unit == pair.other.unit:
        return None
    return _draft(question, pair.view, [pair.one, pair.other])


def _names(question: Question, rows: Sequence[int]) -> bool:
    """Whether a side names something or counts it: "in the whole plan" does neither."""
    terms = question.terms
    plain = group("item_nouns") | {"number", "first", "list"}
    return any(row >= len(terms) or (terms[row].weight > CUE_WEIGHT and not set(terms[row].concepts) & plain) for row in rows)


def subject_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether one thing has one figure: every figure whose name says the thing, all of one kind; None when fewer than two are."""
    if len(matchings) != 1 or not question.has("same") or question.numbered:
        return None
    figures = figures_in(question, matchings[0])
    rows = _subject(question, matchings[0])
    if not rows or not figures.entries:
        return None
    kept = _of_subject(question, figures, rows)
    return _draft(question, figures.view, kept) if len(kept) > 1 else None


def _subject(question: Question, matching: Matching) -> list[int]:
    """The rows of the words that name the thing, as far as the plan knows them."""
    plain = group("item_nouns") | group("light") | group("money")
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and not term.timed and matching.found[row] and not set(term.concepts) & plain
    ]


def most_telling(question: Question, matching: Matching) -> int:
    """The row of the rarest word that names the thing; -1 when the plan knows none."""
    rows = _subject(question, matching)
    return max(rows, key=lambda row: (float(matching.rarity[row]), -row)) if rows else -1


def _of_subject(question: Question, figures: Figures, rows: list[int]) -> list[Entry]:
    """The figures that are named by the thing itself, those of the kind most of the best are of, one a line."""
    weights = figures.weights[rows]
    kinds = wanted_kinds(question)
    telling = rows.index(most_telling(question, figures.matching))
    allowed = [
        at
        for at, entry in enumerate(figures.entries)
        if (not kinds or entry.quantity.kind in kinds)
        and not entry.quantity.change
        and weights[telling, at] >= OWN
        and weights[:, at].min() >= MATCHED
    ]
    if not allowed:
        return []
    fit = numpy.asarray(figures.matching.value[rows] @ weights)
    best = max(allowed, key=lambda at: (round(float(fit[at]), 3), -at))
    kind = figures.entries[best].quantity.kind
    near = [at for at in allowed if fit[at] >= ASIDE * fit[best] and figures.entries[at].quantity.kind == kind]
    kept: dict[int, Entry] = {}
    for at in sorted(near, key=lambda at: (-round(float(fit[at]), 3), at)):
        kept.setdefault(figures.entries[at].unit, figures.entries[at])
    return list(kept.values())[:MOST]


def _draft(question: Question, view: View, entries: Sequence[Entry]) -> Draft | None:
    entries = [entry for entry in entries if comparable(entries[0], entry) and not far_apart(entries[0], entry)]
    if len(entries) < 2:
        return None
    groups = like_groups(entries, lambda group, entry: meets(group[0], entry))
    values = " / ".join(f"{found[0].text} ({named_figure(view, found[0])})" for found in groups)
    said = tuple(state(view, unit) for unit in dict.fromkeys(entry.unit for entry in entries))
    if len(groups) > 1:
        return Draft("inconsistency", said, frame("differs", question.language, values=values))
    return Draft("inconsistency", said, frame("same", question.language, value=entries[0].text))
