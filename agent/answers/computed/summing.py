"""The same thing in several places added up: what advertising brings in each of three years, the engineers hired in each phase."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.computed.added import added
from agent.answers.reading.containers import holder_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label, wanted_kinds
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.series import is_total_text
from agent.answers.wording.draft import Draft, Statement, context_of, spoken
from agent.facts.folding import fold

OWN = 0.75  # what each telling word must weigh in the name of a figure: said of it, not only above it
MOST = 8
LEAST_AMOUNT = 100


def same_thing_sum(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The figures of one thing, one in each of several parts of a plan, added up.

    Holds only when every telling word of the question names each figure itself, the figures are of one kind, stand in different
    parts and say no total, and a sum is asked for.
    """
    if question.is_verdict or not question.has("sum") or question.has(*_OTHER) or len(matchings) != 1:
        return None
    if any(term.timed for term in question.terms) and not question.numbered:
        return None  # "from March to December": a series of months, which other plans add up
    figures = figures_in(question, matchings[0])
    kept = _one_a_part(question, figures)
    if len(kept) < 2 or _is_repeated(kept) or (question.count and question.count != len(kept)) or len(kept) > MOST:
        return None
    view = figures.view
    found = added(question, view, kept)
    said = tuple(Statement(view, (entry.unit,), spoken(view, entry.unit), context_of(view, entry.unit), True) for entry in kept)
    return Draft("aggregate", said, found.lead, found.computation)


def _is_repeated(entries: Sequence[Entry]) -> bool:
    """Whether one amount of money is only told again under the same name: a need in the text, "about" it in a list."""
    names = {fold(entry.subject or entry.label) for entry in entries}
    alike = max(entry.least for entry in entries) <= min(entry.most for entry in entries)
    return (
        len(names) == 1 and alike and {entry.quantity.kind for entry in entries} == {"money"} and len({entry.unit for entry in entries}) > 1
    )


_OTHER = ("maximum", "minimum", "average", "difference", "ratio", "share", "same", "exclude", "until", "why", "how", "when")


def _one_a_part(question: Question, figures: Figures) -> list[Entry]:
    """The figure of the thing in each part of the plan; none where a part has two that fit alike."""
    matching = figures.matching
    plain = group("spending") | group("soft") | group("light") | group("per_time")
    plain |= {entry.kind for entry in question.numbered} | ({"minimum", "maximum"} if question.has("at_least", "at_most") else set())
    telling = [row for row, term in enumerate(question.terms) if _tells(term, plain)]
    rows = [row for row in telling if matching.found[row]]
    unknown = [row for row in telling if not matching.found[row] and not set(question.terms[row].concepts) & group("money")]
    verb = len(unknown) == 1 and bool(question.numbered) and not question.terms[unknown[0]].concepts  # "written" of "Write 8 tests"
    if not rows or (unknown and not verb):  # "earn" may be unsaid
        return []
    rows = [row for row in rows if not set(question.terms[row].concepts) & group("money")] or rows
    kinds = wanted_kinds(question) if question.language not in UNSPACED_LANGUAGES else frozenset({"money"})
    counted = list(matching.counted_rows)
    named = [
        entry
        for at, entry in enumerate(figures.entries)
        if figures.weights[rows, at].min() >= OWN
        and (not counted or _is_under(figures, counted, entry.unit))
        and not (is_total_text(entry.subject) or entry.quantity.per or entry.quantity.change)
        and (not kinds or entry.quantity.kind in kinds or _is_money(figures, entry, kinds))
    ]
    by_name: dict[str, list[Entry]] = {}
    for entry in named:
        by_name.setdefault(fold(entry.subject), []).append(entry)
    repeated = [found for found in (_wholes(figures, entries) for entries in by_name.values()) if len(found) > 1]
    kept = repeated[0] if len(repeated) == 1 else _wholes(figures, named)
    units = {(entry.quantity.kind, entry.quantity.unit if entry.quantity.kind != "count" else "") for entry in kept}
    return kept if len(units) == 1 else []


def _is_under(figures: Figures, counted: list[int], unit: int) -> bool:
    """Whether a line, or a part that it stands in, is one of the counted things that are asked for."""
    matching = figures.matching
    return any(matching.own[counted, at].max() >= MATCHED for at in (unit, *figures.view.units[unit].headings))


def _wholes(figures: Figures, entries: Sequence[Entry]) -> list[Entry]:
    """One figure for each part of the plan; none when a part has several lines or no figure that is for all of it."""
    parts: dict[int, list[Entry]] = {}
    for entry in entries:
        unit = figures.view.units[entry.unit]
        parts.setdefault(unit.headings[0] if unit.headings else holder_of(unit), []).append(entry)
    if any(len({entry.unit for entry in found}) > 1 for found in parts.values()):
        return []
    kept = [_whole(found) for _, found in sorted(parts.items())]
    return [entry for entry in kept if entry is not None] if all(kept) else []


def _whole(entries: Sequence[Entry]) -> Entry | None:
    """The figure for all of a part: the only one of its row, or that in the column of totals."""
    totals = [entry for entry in entries if is_total_text(entry.label)]
    return totals[0] if len(totals) == 1 else entries[0] if len(entries) == 1 else None


def _tells(term: Term, plain: frozenset[str]) -> bool:
    """Whether a word says which thing is meant: "seed rounds", not "cost", "hire", "in year 2"."""
    return term.weight >= CONTENT * 0.9 and not term.timed and not set(term.concepts) & plain


def _is_money(figures: Figures, entry: Entry, kinds: frozenset[str]) -> bool:
    named = set(concepts_of_label(figures.view, f"{entry.subject} {entry.label}"))
    return "money" in kinds and entry.quantity.kind == "count" and entry.quantity.most >= LEAST_AMOUNT and bool(named & group("money"))
