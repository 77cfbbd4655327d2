"""Which series a question is about, and which of its entries."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from agent.answers.asking.counted import counted_things, is_kind
from agent.answers.asking.glossary import concepts_in_run, concepts_of_words, related
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.words import is_unspaced, stem, words
from agent.answers.reading.containers import holder_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.gathering import gathered
from agent.answers.reading.matching import MATCHED, OWN_BONUS, RELATED, Matching
from agent.answers.reading.series import Series, entries_of
from agent.answers.reading.timing import in_asked_time, within
from agent.answers.reading.view import KEPT_VIEWS, View
from agent.model.quantity import Quantity

SHARED = 0.45  # a term met by the entries' mean this much belongs to the series
SELECTIVE = 0.6  # what a term counts that only some entries meet
BASIS = {"column": 1.05, "list": 1.0, "label": 1.0, "headings": 1.0, "union": 0.95, "total": 1.0, "subtotals": 1.0}
WRONG_KIND, WRONG_COUNT, RIGHT_COUNT, ELSEWHERE = 0.3, 0.7, 1.2, 0.45
RIGHT_ITEMS, WRONG_ITEMS = 1.2, 0.75
SAME_SENSE = 0.97  # a label that says the same in another word
NAMED = 0.9  # an entry that is the counted thing itself
NOT_MONEY = 0.7  # what is added up is money unless the question says otherwise
TELLING, TELLING_PART = 0.4, 0.12  # value of a term from which it may single out entries, or the parts of a union
_TIMES = ("day", "week", "month", "quarter")
_TIME_CONCEPTS = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "person_day": "person-day"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A series with the entries that the question selects."""

    matching: Matching
    series: Series
    entries: tuple[Entry, ...]
    score: float  # for ranking
    fit: float = 0.0  # how much of the question it meets, whatever the place and number
    about: float = 1.0  # share of what the question is about that the series or its name speaks of

    @property
    def view(self) -> View:
        return self.matching.view


def choices(question: Question, matching: Matching, *, wanted: str = "") -> list[Choice]:
    """The series that fit, best first. `wanted` overrides the kind of figure the question asks for."""
    found = []
    for series in gathered(matching.view):
        fits = _kind_factor(question, series, wanted or question.wanted)
        if fits <= 0:
            continue
        choice = _choice(question, matching, series)
        if choice is not None:
            found.append(replace(choice, score=choice.score * fits))
    best = max((choice.score for choice in found), default=0.0)
    found = [replace(choice, score=best + 0.01 * choice.score) if _all_parts_named(question, choice) else choice for choice in found]
    whole = question.has("adding")  # "everything added up" is the longest of equals
    found.sort(key=lambda choice: (-choice.score, -len(choice.entries) if whole else 0, choice.entries[0].unit, choice.series.basis))
    return found


def _all_parts_named(question: Question, choice: Choice) -> bool:
    """Whether a union of lists is what is asked for: two or more lists, each introduced by another word of the question."""
    if choice.series.basis != "union" or not question.has("sum"):
        return False
    view, matching = choice.view, choice.matching
    holders = {holder_of(view.units[entry.unit]) for entry in choice.series.entries}
    rows = [row for row, term in enumerate(question.terms) if term.weight >= 0.3 and not term.words[0].isdecimal()]
    naming = [{row for row in rows if matching.own[row, holder] >= MATCHED} for holder in holders if holder >= 0]
    common = set.intersection(*naming) if naming else set()
    return len(naming) > 1 and len(naming) == len(holders) and all(own - common for own in naming)


def _choice(question: Question, matching: Matching, series: Series) -> Choice | None:
    entries = selected(question, matching, series.entries)
    if not entries:
        return None
    units = [entry.unit for entry in entries]
    spread, own = matching.spread[:, units], matching.own[:, units]
    mean, best = spread.mean(axis=1), spread.max(axis=1, initial=0.0)
    telling = TELLING_PART if series.basis == "union" else TELLING
    selective = ~(mean >= SHARED) & (best >= MATCHED) & (matching.value >= telling)
    entries, chosen = _by_terms(question, matching, entries, selective, union=series.basis == "union")
    named = _named(question, matching, series)
    of_entries = numpy.where(
        mean >= SHARED, mean + OWN_BONUS * own.mean(axis=1), numpy.where(chosen, best, SELECTIVE * best * (best >= MATCHED))
    )
    gained = numpy.maximum(of_entries, named * (1 + OWN_BONUS))
    score = float(matching.value @ gained) * BASIS[series.basis]
    noun = _item_noun(question)
    if noun:
        score *= RIGHT_ITEMS if sum(entry.of in noun for entry in entries) * 2 >= len(entries) else WRONG_ITEMS
    counted = _counted_noun(question) if question.count and not noun else None
    if counted is not None and matching.found[counted]:
        score *= RIGHT_ITEMS if (matching.own[counted, units] >= MATCHED).mean() >= 0.5 else 1.0
    fit = score
    if any(matching.spread[row, [entry.unit for entry in entries]].mean() < SHARED for row in matching.counted_rows):
        score *= ELSEWHERE
    if question.count:
        right = question.count in (len(entries), len(series.entries))
        score *= RIGHT_COUNT if right else WRONG_COUNT if len(series.entries) < question.count else 1.0
    picked = chosen | (best >= MATCHED if series.basis == "union" else chosen)
    elsewhere = matching.spread[:, figured(matching.view)].max(axis=1, initial=0.0) >= MATCHED
    needed = numpy.where(elsewhere, MATCHED, RELATED - 0.01)  # a word that no figure stands with is met by a related one
    met = numpy.maximum(numpy.where(mean >= needed, 1.0, numpy.where(picked, best, 0.0)), named > RELATED)
    placed = bool(matching.counted) and bool((mean[list(matching.counted_rows)] >= MATCHED).all())
    about = 1.0 if placed and question.has("adding") else _about(question, matching, met)
    return Choice(matching, series, entries, score, fit, about)


@lru_cache(maxsize=KEPT_VIEWS)
def figured(view: View) -> list[int]:
    """The units that hold a figure."""
    return sorted({entry.unit for entry in entries_of(view)})


def _about(question: Question, matching: Matching, met: NDArray[numpy.float64]) -> float:
    """The share of what the question is about, as far as the glossary knows it, that is met; counted things included."""
    subject = subject_terms(question)
    rows = [
        row
        for row, term in enumerate(question.terms)
        if (term in subject and set(term.concepts) - group("soft")) or set(term.concepts) & (group("money") - group("spending"))
    ]
    rows += [row for row in matching.counted_rows if matching.labels[row].split()[0] not in _TIMES]
    weights = matching.weights[rows]
    return float(weights @ met[rows]) / float(weights.sum()) if weights.sum() > 0 else 1.0


def _item_noun(question: Question) -> tuple[str, ...]:
    """The kind of items whose figures are meant: "initiative budgets", "phase costs"."""
    for term, after in itertools.pairwise(question.terms):
        kinds = next((item_kinds()[concept] for concept in term.concepts if concept in item_kinds() and concept != "list"), ())
        if kinds and after.position == term.position + len(term.words) and set(after.concepts) & (group("money") | {"duration", "effort"}):
            return kinds
    return ()


def _counted_noun(question: Question) -> int | None:
    """The row of the things that the question speaks of so many of: "the four phases"."""
    kinds = {entry.kind for entry in question.numbered}
    return next(
        (row for row, term in enumerate(question.terms) if set(term.concepts) & set(item_kinds()) - {"list"} - kinds),
        None,
    )


def _by_terms(
    question: Question, matching: Matching, entries: tuple[Entry, ...], selective: NDArray[numpy.bool_], *, union: bool
) -> tuple[tuple[Entry, ...], NDArray[numpy.bool_]]:
    """The entries that words of the question single out, and which words those are; all entries when no word does."""
    rows = [row for row in range(len(question.terms)) if selective[row]]
    none = numpy.zeros(len(matching.labels), dtype=bool)
    if not rows or question.has("exclude"):
        return entries, none
    strength = {entry: float(sum(matching.value[row] for row in rows if matching.spread[row, entry.unit] >= SHARED)) for entry in entries}
    highest = max(strength.values())
    least = 1e-6 if union else 0.5 * highest
    kept = tuple(entry for entry in entries if strength[entry] >= least)
    if highest <= 0 or len(kept) < 2 or len(kept) == len(entries):
        return entries, none
    none[rows] = True
    return kept, none


def _named(question: Question, matching: Matching, series: Series) -> NDArray[numpy.float32]:
    """How well the series' own label (its column, its field) is what each term says."""
    named = numpy.zeros(len(matching.labels), dtype=numpy.float32)
    language = matching.view.language
    kinds = [entry.kind for entry in counted_things(series.label, language)] if series.total is not None else []
    listed = [word.text for word in words(series.label) if not any(is_kind(word.text, kind) for kind in kinds)]
    if not listed:
        return named
    stems = {stem(word, language) for word in listed} | {stem(word, "en") for word in listed} | set(listed)
    concepts = {concept for entry in concepts_of_words(listed, language) for concept in entry.concepts}
    concepts |= {concept for word in listed if is_unspaced(word) for _, found in concepts_in_run(word, language) for concept in found}
    near = {other for concept in concepts for other in related(concept)}
    for row, term in enumerate(question.terms):
        if all(word in stems or stem(word, question.language) in stems for word in term.words):
            named[row] = 1.0
        elif concepts & set(term.concepts):
            named[row] = SAME_SENSE
        elif near & set(term.concepts):
            named[row] = RELATED
    return named


def selected(question: Question, matching: Matching, entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that the counted things and times of the question leave: "the first three phases", "by the end of month 9"."""
    kept = entries
    for row in matching.counted_rows:
        named = [entry for entry in kept if matching.own[row, entry.unit] >= NAMED]
        meets = named or [entry for entry in kept if matching.spread[row, entry.unit] >= MATCHED]
        if meets and len(meets) < len(kept) and not question.has("until"):
            kept = _together(matching, kept, row, meets)
    return tuple(entry for entry in kept if within(question, matching.view, entry.unit))


def _together(matching: Matching, kept: tuple[Entry, ...], row: int, meets: list[Entry]) -> tuple[Entry, ...]:
    """Entries that meet this row or another row of the same kind ("phases 2 and 3")."""
    kind = matching.labels[row].split()[0]
    rows = [other for other in matching.counted_rows if matching.labels[other].split()[0] == kind]
    return tuple(entry for entry in kept if any(matching.spread[other, entry.unit] >= MATCHED for other in rows)) or tuple(meets)


def _kind_factor(question: Question, series: Series, wanted: str) -> float:
    """1 when the figures are of the kind asked for, less when they may be, 0 when they cannot be."""
    quantity = series.entries[0].quantity
    time = next((unit for concept, unit in _TIME_CONCEPTS.items() if concept in question.concepts), "")
    if wanted == "money":
        return 1.0 if quantity.kind == "money" else 0.0
    if wanted == "duration":
        if quantity.kind != "duration":
            return 0.0
        return 1.0 if not time or quantity.unit.startswith(time) else WRONG_KIND
    if wanted == "percent":
        return 1.0 if quantity.kind in ("percent", "ratio") else WRONG_KIND
    if wanted == "count":
        if time:
            return 1.0 if quantity.kind == "duration" and quantity.unit.startswith(time) else WRONG_KIND
        return 1.0 if quantity.kind == "count" else WRONG_KIND if quantity.kind in ("duration", "score") else 0.0
    return _any_factor(question, quantity, wanted)


def _any_factor(question: Question, quantity: Quantity, wanted: str) -> float:
    if not in_asked_time(question, quantity):
        return WRONG_KIND
    if "effort" in question.concepts or "duration" in question.concepts:
        return 1.0 if quantity.kind == "duration" else WRONG_KIND
    return 1.0 if quantity.kind == "money" or wanted == "quantity" else NOT_MONEY
