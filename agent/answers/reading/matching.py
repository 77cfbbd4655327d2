"""How well each unit of a view fits the terms of a question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy
from numpy.typing import NDArray

from agent.answers.asking.counted import Numbered, is_kind
from agent.answers.asking.glossary import Form, forms, inflected, related
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.thesaurus import forms_of_sense
from agent.answers.asking.words import stem, words
from agent.answers.reading.ranges import mark_amounts, mark_ranges
from agent.answers.reading.view import View, Weights
from agent.answers.reading.vocabulary import EXACT, STEM
from agent.model.quantity import Quantity

TRANSLATED, RELATED, INSIDE = 0.9, 0.45, 0.75
ACROSS, NEAR, ONLY = 0.75, 0.35, 0.6  # a sense of the thesaurus in another language, in the same one, for a word that no line says
NUMBERED_WEIGHT, COUNTED_RARITY = 0.8, 0.7
ELSEWHERE = 0.55  # of its score a unit keeps that does not stand in the phase, quarter ... asked for
IN_TITLE = 0.6  # what a word of the document's title counts for every unit: it says which document is meant, not which line
IMPLIED = 0.55
RAISED = 0.75  # weight of everyday words when the question has no others to go by
IN_PART = 0.75  # of its weight: a phrase of which a unit has a part and its sense, where others have all of its words
WHOLE, HALF = 0.7, 0.8  # a phrase whose words are not all there counts for less than their share
_IMPLIED = ((frozenset({"cost", "price", "budget", "money", "investment"}), "money"), (frozenset({"duration", "effort"}), "duration"))
_PER = {"daily": "day", "weekly": "week", "monthly": "month", "annual": "year", "hourly_rate": "hour", "day_rate": "day"}
OWN_BONUS = 0.35  # what a unit's own words count beyond what stands above it
_ASKING = (("number",), ("now",))  # "how many ... now" asks for a number of something, whatever else is asked
_TIMES = ("week", "month", "year", "quarter", "day")
MATCHED = 0.5  # a term counts as found from this weight on


@dataclass(frozen=True)
class Matching:
    """`own` and `spread` have a row per term (the counted things of the question last) and a column per unit."""

    view: View
    labels: tuple[str, ...]
    weights: NDArray[numpy.float32]
    rarity: NDArray[numpy.float32]
    own: NDArray[numpy.float32]
    spread: NDArray[numpy.float32]
    counted: int = 0
    raised: Weights | None = None

    @property
    def counted_rows(self) -> range:
        """The rows of the counted things ("phase 2")."""
        return range(len(self.labels) - self.counted, len(self.labels))

    @cached_property
    def value(self) -> NDArray[numpy.float32]:
        """What each term can add to a score."""
        return self.weights * self.rarity

    @cached_property
    def scores(self) -> Weights:
        """The score of each unit: terms found in it or above it, its own words counting more; less away from the phase asked for.

        `raised` scores, which the search has had its say in, take their place.
        """
        if self.raised is not None:
            return self.raised
        scores = weighed(self.value, self.spread, self.own) * self.view.plainness
        for kind in dict.fromkeys(self.labels[row].split()[0] for row in self.counted_rows):
            rows = [row for row in self.counted_rows if self.labels[row].split()[0] == kind]
            scores = scores * (ELSEWHERE + (1 - ELSEWHERE) * self.spread[rows].max(axis=0))
        return scores

    @cached_property
    def timeless(self) -> Weights:
        """Scores without regard to the counted things and times asked for."""
        rows = slice(0, len(self.labels) - self.counted)
        value = self.value[rows]
        return weighed(value, self.spread[rows], self.own[rows])

    @cached_property
    def coverage(self) -> Weights:
        """The share of the question's weight that each unit meets, 0..1."""
        return (self.value @ self.spread) / max(float(self.value.sum()), 1e-6)

    @cached_property
    def found(self) -> NDArray[numpy.bool_]:
        """Which terms occur in the document at all."""
        return self.own.max(axis=1, initial=0.0) >= MATCHED if self.own.size else numpy.zeros(len(self.labels), dtype=bool)


def weighed(value: Weights, spread: NDArray[numpy.float32], own: NDArray[numpy.float32]) -> Weights:
    """Scores of units from what each term is worth: its words anywhere about the unit, and again its own words."""
    scores: Weights = (value @ spread + OWN_BONUS * (value @ own)).astype(numpy.float32)
    return scores


def match(question: Question, view: View) -> Matching:
    """Every term of the question against every unit of one roadmap."""
    languages = tuple(dict.fromkeys((question.language, view.language, "en")))
    counted = {number for entry in question.numbered for number in (entry.first, entry.last)}
    kinds = {entry.kind for entry in question.numbered}
    raised = 0.0 if subject_terms(question) else RAISED
    rows: list[Weights] = []
    weights: list[float] = []
    labels: list[str] = []
    for term in question.terms:
        raises = 0.3 <= term.weight < CONTENT or (len(term.words) > 1 and bool(term.concepts))  # "last updated"
        raises = raises and term.concepts not in _ASKING
        weight = max(term.weight, raised) if raises else term.weight
        if term.words[0].isdecimal() and int(term.words[0][:4]) in counted:
            weight = 0.0
        elif kinds & set(term.concepts) or (kinds and any(is_kind(term.words[0], kind) for kind in kinds)):
            weight = min(weight, 0.1)
        rows.append(own_weights(view, term, languages))
        if question.wanted in ("money", "quantity") and not question.has("sum", "average", "same"):
            _mark_rates(view, term, rows[-1])
        weights.append(weight)
        labels.append(term.text)
    for entry in dict.fromkeys((entry.kind, entry.first, entry.last) for entry in question.numbered):
        numbered = Numbered(*entry)
        rows.append(own_numbered(view, numbered))
        weights.append(NUMBERED_WEIGHT)
        labels.append(f"{numbered.kind} {numbered.first}")
    for at, term in enumerate(question.terms):
        if term.words[0].isdecimal() and weights[at] and not term.timed:
            mark_ranges(question.terms, view, at, rows)
    mark_amounts(question, view, rows)
    own = numpy.stack(rows) if rows else numpy.zeros((0, len(view.units)), dtype=numpy.float32)
    spread = numpy.stack([view.spread(row) for row in rows]) if rows else own
    for row, term in enumerate(question.terms):
        _imply(view, term, spread[row])
        if own[row, view.title_units].max(initial=0.0) >= MATCHED:
            numpy.maximum(spread[row], IN_TITLE, out=spread[row])
    counted_rows = len(labels) - len(question.terms)
    rarity = _rarity(own)
    rarity[len(question.terms) :] = numpy.maximum(rarity[len(question.terms) :], COUNTED_RARITY)
    return Matching(view, tuple(labels), numpy.array(weights, dtype=numpy.float32), rarity, own, spread, counted_rows)


def _imply(view: View, term: Term, row: Weights) -> None:
    """A figure in money speaks of cost without the word, one in weeks of duration."""
    for concepts, kind in _IMPLIED:
        if set(term.concepts) & concepts:
            units = list(view.lines_with(kind))
            row[units] = numpy.maximum(row[units], IMPLIED)


def _rarity(own: NDArray[numpy.float32]) -> NDArray[numpy.float32]:
    """How much a term narrows things down, 0.2..1: one that few units hold says more."""
    count = own.shape[1] if own.size else 1
    held = (own >= MATCHED).sum(axis=1) if own.size else numpy.zeros(own.shape[0])
    return numpy.array([max(0.2, math.log(1 + count / (1 + units)) / math.log(1 + count)) for units in held], dtype=numpy.float32)


def own_weights(view: View, term: Term, languages: tuple[str, ...]) -> Weights:
    """How surely a term stands in each unit's own text, by any of its names."""
    row = numpy.zeros(len(view.units), dtype=numpy.float32)
    if term.unspaced:
        _mark_text(view, term.words[0], EXACT, row)
        _mark_parts(view, term.words[0], row)
    else:
        _mark_words(view, term, languages, row)
    for concept in term.concepts:
        _mark_concept(view, concept, languages, TRANSLATED, row)
        for near in related(concept):
            _mark_concept(view, near, languages, RELATED, row)
    alone = term.weight >= CONTENT * 0.9 and not term.concepts and row.max(initial=0.0) < MATCHED
    weight = ONLY if alone else NEAR
    for sense in term.senses:
        _mark_sense(view, sense, languages, weight, row)
    return _in_full_first(view, term, languages, row)


def _in_full_first(view: View, term: Term, languages: tuple[str, ...], row: Weights) -> Weights:
    """Where a phrase stands in full somewhere ("load testing"), what says a part of it ("final testing") counts for less."""
    if term.unspaced or len(term.words) < 2 or not term.concepts:
        return row
    said = numpy.zeros((len(term.words), len(row)), dtype=bool)
    for at, word in enumerate(term.words):
        for spelling in view.like(word, languages):
            said[at, list(view.postings[spelling])] = True
    full = said.all(axis=0)
    return numpy.where(said.any(axis=0) & ~full, row * IN_PART, row) if full.any() else row


def _mark_sense(view: View, sense: str, languages: tuple[str, ...], weight: float, row: Weights) -> None:
    """A sense holds between languages; within one its words are only near, and stand in where no line says the word itself."""
    for language in languages:
        across = languages[0] not in (view.language, language)
        _mark_forms(view, forms_of_sense(sense, language), languages, ACROSS if across else weight, row)


def _mark_rates(view: View, term: Term, row: Weights) -> None:
    """A price for each month says "monthly" without the word."""
    for concept in term.concepts:
        if concept in _PER:
            _mark_units(view.per(_PER[concept]), TRANSLATED, row)
        if concept in _RATES:
            _mark_units(tuple(unit for unit in range(len(view.units)) if _is_rate(view, unit, _PER[concept])), TRANSLATED, row)


_RATES = ("hourly_rate", "day_rate")


def _is_rate(view: View, unit: int, per: str) -> bool:
    """Whether a unit states an amount for each hour or day, be it a factor of another one: "20 hours x €18/h = €360"."""
    return any(isinstance(token.value, Quantity) and token.value.kind == "money" and token.value.per == per for token in view.tokens(unit))


def _mark_words(view: View, term: Term, languages: tuple[str, ...], row: Weights) -> None:
    """The term's own words: a phrase counts by its words' mean, a joined spelling or its initials in full."""
    total = numpy.zeros(len(view.units), dtype=numpy.float32)
    for word in term.words:
        single = numpy.zeros(len(view.units), dtype=numpy.float32)
        for spelling, sure in view.like(word, languages).items():
            _mark_units(view.postings[spelling], sure, single)
        total += single
    shares = total / len(term.words)
    numpy.maximum(row, shares if len(term.words) == 1 else numpy.where(shares >= WHOLE, 0.95 * shares, shares * HALF), out=row)
    if len(term.words) > 1:
        initials = "".join(word[0] for word in term.words)
        for joined in ("".join(term.words), initials if len(initials) > 2 else ""):
            _mark_units(view.postings.get(joined, ()), STEM, row)
    elif 2 < len(term.text) <= 5 and term.text.isalpha() and not term.concepts and not view.like(term.text, languages):
        written_out = [unit for unit, letters in enumerate(view.initials) if term.text in letters]
        _mark_units(tuple(written_out), INSIDE, row)


def _mark_units(units: tuple[int, ...], weight: float, row: Weights) -> None:
    if units:
        at = list(units)
        row[at] = numpy.maximum(row[at], weight)


def _mark_text(view: View, text: str, weight: float, row: Weights) -> None:
    _mark_units(tuple(unit for unit, folded in enumerate(view.folded) if text in folded), weight, row)


def _mark_parts(view: View, run: str, row: Weights) -> None:
    """Runs of an unspaced script are compared by their pairs of characters when they do not stand there whole."""
    if len(run) < 3 or row.any():
        return
    pairs = [run[at : at + 2] for at in range(len(run) - 1)]
    for unit, folded in enumerate(view.folded):
        share = sum(pair in folded for pair in pairs) / len(pairs)
        if share >= 0.5:
            row[unit] = max(row[unit], 0.8 * share)


def _mark_concept(view: View, concept: str, languages: tuple[str, ...], weight: float, row: Weights) -> None:
    _mark_forms(view, forms().get(concept, ()), languages, weight, row)


def _mark_forms(view: View, listed: Sequence[Form], languages: tuple[str, ...], weight: float, row: Weights) -> None:
    for form in listed:
        if form.language not in languages:
            continue
        if form.unspaced:
            if view.unspaced and len(form.text) > 1:
                _mark_text(view, form.text, weight, row)
        elif len(form.stems) == 1:
            _mark_units(_units_with(view, form), weight, row)
        else:
            _mark_units(_units_with_phrase(view, form), weight, row)


def _units_with(view: View, form: Form) -> tuple[int, ...]:
    found: set[int] = set()
    for spelling in view.by_stem(form.language).get(form.stems[0], ()):
        if form.language != "en" or inflected(spelling, form.text):
            found.update(view.postings[spelling])
    if form.language == "de" and len(form.stems[0]) >= 6:
        for spelling in view.compounds(form.stems[0]):
            found.update(view.postings[spelling])
    return tuple(found)


def _units_with_phrase(view: View, form: Form) -> tuple[int, ...]:
    holders: set[int] | None = None
    for part in form.stems:
        units = {unit for spelling in view.by_stem(form.language).get(part, ()) for unit in view.postings[spelling]}
        holders = units if holders is None else holders & units
        if not holders:
            break
    joined = set(view.postings.get("".join(word.text for word in words(form.text)), ()))
    return tuple(joined | {unit for unit in holders or () if _adjacent(view, unit, form)})


def _adjacent(view: View, unit: int, form: Form) -> bool:
    stems = [stem(word.text, form.language) for word in words(view.units[unit].text)]
    width = len(form.stems)
    return any(tuple(stems[at : at + width]) == form.stems for at in range(len(stems) - width + 1))


def own_numbered(view: View, numbered: Numbered) -> Weights:
    """Units that name the counted thing: in full for the same number or range, less for a range that holds it."""
    row = numpy.zeros(len(view.units), dtype=numpy.float32)
    mentions = view.mentions(numbered.kind)
    first, last = numbered.first, numbered.last
    if first < 0 or last < 0:
        highest = max((end for _, _, end in mentions), default=0)
        first, last = (highest + first + 1 if first < 0 else first), (highest + last + 1 if last < 0 else last)
    for unit, start, end in mentions:
        if abs(start - first) <= (1 if first != last and start <= 1 else 0) and end == last:
            weight = 1.0
        elif start >= first and end <= last:
            weight = 0.6 if numbered.kind in _TIMES else 0.9
        elif start <= first and last <= end:
            weight = 0.6
        elif start <= last and first <= end:
            weight = 0.4
        else:
            continue
        row[unit] = max(row[unit], weight)
    return row
