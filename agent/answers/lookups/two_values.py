"""The two values that the halves of a question name, wherever they stand.

The places are named by the two halves of the question ("the summary", "the projections"), the thing by words of either half. Values are
figures of one unit, or times on one axis.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy

from agent.answers.asking.question import Question
from agent.answers.asking.ranking import asked_months
from agent.answers.asking.terms import CONTENT
from agent.answers.asking.words import stem
from agent.answers.lookups.moments import times_of
from agent.answers.lookups.sides import divisions
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import comparable, far_apart, wanted_kinds
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import figures_in
from agent.answers.reading.records import windows_in
from agent.answers.reading.things import name_of
from agent.answers.reading.timing import stretches
from agent.answers.reading.view import View, Weights
from agent.model.quantity import Quantity, Window

CANDIDATES = 40
VERY, LIKE = 0.94, 0.5  # the weight of the very word; what one of like meaning keeps beside it
TOTAL = 0.08  # more for the total of a thing than for one of its parts
OTHER_HALF = 0.5  # what the words of the other half count for a side
PLACED = 0.9  # what a word counts that stands above a value, beside one in its name
LEAST = 0.62  # of what the plan knows of the question, that both values must meet together
TOLD = 0.06  # of the whole, that each side must meet of its own words more than the other side does
CLEARLY = 0.15  # the same of one part that both are of, where the plan has another word for one side: for "the overview"
NOUN, OTHER_NOUN = 0.25, 0.2  # more for a count of the very things asked for; less for one of others
OTHER_MONTH = 0.6  # what a value of another month keeps
MONTH = 0.9  # "at the end of the first year" is month 12
AWAY = 0.15  # less for values under one heading: two places are asked for
_MONTHS = {"month": 1, "year": 12}
TIMES = frozenset({"start", "deadline", "launch", "date"})


# The rows of what stands in front of the word that divides a question, of what stands behind it, and of what both share.
Halves: TypeAlias = tuple[list[int], list[int], list[int]]


@dataclass(frozen=True, eq=False)
class Values:
    """Figures and times of a roadmap as entries; `weights` as in `Figures`, with what stands above counted nearly in full."""

    view: View
    entries: tuple[Entry, ...]
    windows: tuple[Window | None, ...]
    weights: Weights


@dataclass(frozen=True, slots=True)
class Places:
    view: View
    one: Entry
    other: Entry
    windows: tuple[Window, Window] | None
    score: float


def two_places(question: Question, matching: Matching, kinds: frozenset[str] = frozenset()) -> Places | None:
    """The two values that fit the two halves of the question best; None where they are not told apart, or do not fit well."""
    best: Places | None = None
    for values in _values(question, matching, kinds):
        if len(values.entries) < 2:
            continue
        value = numpy.where(matching.found, matching.value, numpy.float32(0))
        of_both, of_one = _halves(question, matching)
        for halves in of_both:
            best = _best(question, values, value, halves, best, of_part=bool(question.numbered))
        for halves in of_one if best is None else ():
            best = _best(question, values, value, halves, best)
    return best


def _best(question: Question, values: Values, value: Weights, rows: Halves, best: Places | None, *, of_part: bool = False) -> Places | None:
    """`of_part` tells that both values are of the one part that the question names."""
    left, right, shared = rows
    whole = float(value[[*left, *right, *shared]].sum())
    if whole <= 0:
        return best
    nouns = numpy.array([_noun_bonus(question, entry) for entry in values.entries], dtype=numpy.float32) * whole / 2
    nouns += numpy.array([TOTAL * whole if entry.is_total else 0.0 for entry in values.entries], dtype=numpy.float32)
    fits = [value[rows] @ values.weights[rows] for rows in (left, right, shared)]
    sides = [fits[0] + OTHER_HALF * fits[1] + fits[2] + nouns, fits[1] + OTHER_HALF * fits[0] + fits[2] + nouns]
    options = [numpy.argsort(-side, kind="stable")[:CANDIDATES] for side in sides]
    full = whole + float(value[shared].sum()) + OTHER_HALF * float(value[[*left, *right]].sum())
    for one in map(int, options[0]):
        for other in map(int, options[1]):
            if one == other or not _comparable(values, one, other):
                continue
            told = (float(fits[0][one] - fits[0][other]), float(fits[1][other] - fits[1][one]))
            if min(told) < TOLD * whole and not (of_part and min(told) >= 0 and max(told) >= CLEARLY * whole):
                continue
            score = float(sides[0][one] + sides[1][other]) / full - (AWAY if _together(values, one, other) else 0.0)
            if score > max(LEAST, best.score if best is not None else 0.0) + 1e-6:
                pair = (values.windows[one], values.windows[other])
                windows = (pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else None
                best = Places(values.view, values.entries[one], values.entries[other], windows, score)
    return best


def _halves(question: Question, matching: Matching) -> tuple[list[Halves], list[Halves]]:
    """For each word that divides the question, its halves: with the one part that it names as that of both ("the first-year revenue"), and
    as that of one ("phase 6")."""
    timed = {row for row, term in enumerate(question.terms) if term.timed and matching.found[row]}
    one = set(matching.counted_rows) if len(question.numbered) == 1 else set()
    of_both: list[Halves] = []
    of_one: list[Halves] = []
    for place in divisions(question):
        rows = [row for row in range(len(question.terms)) if matching.found[row] and row not in timed]
        front = [row for row in rows if question.terms[row].position < place]
        behind = [row for row in rows if question.terms[row].position >= place]
        named = [term.position for number in question.numbered for term in question.terms if term.words[0] == str(number.first)]
        subject = not one or (bool(named) and min(named) < place)  # "the ROI of phase 2", and not "the phase 4 summary"
        for shared, found in ((one, of_both if subject else of_one), (set[int](), of_one)) if one else ((one, of_both),):
            left, right = list(front), list(behind)
            for row, numbered in zip(matching.counted_rows, dict.fromkeys(question.numbered), strict=True):
                said = [term.position for term in question.terms if term.words[0] in (str(numbered.first), str(numbered.last))]
                if row not in shared:
                    (left if said and min(said) < place else right).append(row)
            if left and right:
                found.append((left, right, sorted(shared | timed)))
    return of_both, of_one


def _values(question: Question, matching: Matching, kinds: frozenset[str]) -> Iterator[Values]:
    """The figures of the kind asked for; the times, where a time is asked for."""
    amounts = question.has("how_many", "how_much", "costs") or question.wanted in ("count", "money", "percent")
    times = not kinds and not amounts and (question.has("when") or bool(question.concepts & TIMES))
    told = tuple(term for term in question.terms if term.weight >= CONTENT * 0.9)
    kinds = kinds or wanted_kinds(replace(question, terms=told))
    if times:
        yield _times(matching)
        if not kinds:
            return
    if question.has("how_many") and not kinds:
        kinds = frozenset({"count"})
    figures = figures_in(question, matching)
    places = [at for at, entry in enumerate(figures.entries) if (not kinds or entry.quantity.kind in kinds) and not entry.quantity.change]
    entries = tuple(figures.entries[at] for at in places)
    if not entries:
        return
    above = _sharp(_placed(matching, [entry.unit for entry in entries]))
    weights = numpy.maximum(_sharp(figures.weights[:, places]), above * numpy.float32(PLACED)).astype(numpy.float32)
    yield Values(matching.view, entries, (None,) * len(entries), _in_months(question, matching, entries, weights))


def _sharp(weights: Weights) -> Weights:
    """Less for a word of like meaning where the very word is said elsewhere: "AWS" is no other cloud."""
    said = weights.max(axis=1, initial=0.0) >= VERY
    dull: Weights = numpy.where(said[:, None] & (weights < VERY), weights * numpy.float32(LIKE), weights).astype(numpy.float32)
    return dull


def _times(matching: Matching) -> Values:
    view = matching.view
    found = [
        (Entry(unit.index, name, "", "", _NOTHING, window.text), window)
        for unit in view.units
        if (name := name_of(view, unit))
        for _, _, window in times_of(view, unit.index)[:1]
    ]
    units = [entry.unit for entry, _ in found]
    weights = numpy.maximum(matching.own[:, units], _placed(matching, units) * PLACED)
    return Values(view, tuple(entry for entry, _ in found), tuple(window for _, window in found), weights)


_NOTHING = Quantity(0.0, 0.0, 0.0, 0.0, "count", "")


def _placed(matching: Matching, units: Sequence[int]) -> Weights:
    """What stands above units says, wherever: enclosing entries, lead lines, headings; the title does not count."""
    view, titles = matching.view, set(matching.view.title_units)
    weights = numpy.zeros((len(matching.labels), len(units)), dtype=numpy.float32)
    for at, unit in enumerate(units):
        found = view.units[unit]
        chain = [place for place in (*found.parents, found.lead, *found.headings) if place >= 0 and place not in titles]
        if chain:
            weights[:, at] = matching.own[:, chain].max(axis=1)
    return weights


def _in_months(question: Question, matching: Matching, entries: Sequence[Entry], weights: Weights) -> Weights:
    """The end of a year is a month, too: values of "month 12" are those at the end of the first year, and those of month 6 are not."""
    months = asked_months(question)
    if not months:
        return weights
    rows = [row for row in matching.counted_rows if matching.labels[row].split()[0] in ("year", "quarter", "month")]
    view = matching.view
    of_unit: dict[int, set[int]] = {}
    for unit, first, last in view.mentions("month"):
        of_unit.setdefault(unit, set()).update(range(first, last + 1))
    for at, entry in enumerate(entries):
        of_column = {int(window.last or 0) for window in windows_in(view, entry.label) if window.unit == "month"}
        said = of_column or of_unit.get(entry.unit, set()) | _lasting(view, entry.unit)
        if said & set(months):
            weights[rows, at] = numpy.maximum(weights[rows, at], MONTH)
        elif said:
            weights[:, at] *= numpy.float32(OTHER_MONTH)
    return weights


def _lasting(view: View, unit: int) -> set[int]:
    """The stretches of time that a line speaks of, in months: "goal at 12 months"."""
    found = [token.value for token in view.tokens(unit) if isinstance(token.value, Quantity) and token.value.kind == "duration"]
    return {int(value.least * _MONTHS[value.unit]) for value in found if value.unit in _MONTHS}


def _noun_bonus(question: Question, entry: Entry) -> float:
    """More for a count of what is asked for ("30 orgs" of organizations), less for a count of other things."""
    if entry.quantity.kind != "count" or not entry.quantity.unit:
        return 0.0
    noun = entry.quantity.unit.split()[-1].casefold()
    bare = noun[:-1] if len(noun) > 3 and noun.endswith("s") else noun
    stems = {stem(word, question.language) for term in question.terms for word in term.words}
    said = stem(noun, question.language) in stems or any(
        len(bare) > 2 and word.startswith(bare) for term in question.terms for word in term.words
    )
    return NOUN if said else -OTHER_NOUN


def _comparable(values: Values, one: int, other: int) -> bool:
    left, right = values.windows[one], values.windows[other]
    if left is not None and right is not None:
        axes = [{stretch.axis for stretch in stretches(window)} for window in (left, right)]
        return bool(axes[0] & axes[1]) and values.entries[one].unit != values.entries[other].unit
    first, second = values.entries[one], values.entries[other]
    apart = first.unit != second.unit or first.label != second.label
    same_time = first.quantity.kind != "money" or first.quantity.per == second.quantity.per
    return apart and same_time and comparable(first, second) and not far_apart(first, second)


def _together(values: Values, one: int, other: int) -> bool:
    units = values.view.units
    left, right = units[values.entries[one].unit], units[values.entries[other].unit]
    return left.headings == right.headings and left.kind != "row"
