"""Two figures that a question sets against each other: the difference, how many times, which of them is more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.computed.added import added
from agent.answers.lookups.sides import divided, leaves_unknown
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label, wanted_kinds
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.scales import on_scale
from agent.answers.reading.timing import asked_time, in_asked_time
from agent.answers.reading.view import View, Weights
from agent.answers.wording.draft import Draft, Statement, shorten, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

OTHERS = 0.6  # what the words of the other side count when a side's figures are looked for
CANDIDATES = 25
BOTH = 0.5  # what a word counts again when both figures meet it: they are figures of one thing
ALIKE = 1.2  # for figures of one column, one row, one label
LEAST_OWN = 0.05  # what each side must say of its figure that it does not say of the other
LEAST_AMOUNT = 100  # smaller figures without a currency are no money
NAMED = 0.6  # a word counts as part of the name of a figure from this weight on
TOTAL = 1.1  # for the totals of two things
COVERED = 0.55  # of what the plan knows of the question, that the pair must meet
_PER = {"monthly": "month", "annual": "year", "weekly": "week", "daily": "day"}
_TIMES = {"hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year", "person_day": "person-day"}


@dataclass(frozen=True, slots=True)
class Pair:
    """The figure of the first side and that of the second."""

    view: View
    one: Entry
    other: Entry
    score: float
    shared: bool = False  # whether a telling word of the question names both


def pair_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The difference or the ratio of two figures that the question names, or which of them is more.

    Holds only when each of two sides names one figure by words that the other figure does not meet.
    """
    if question.is_verdict and not question.has("difference"):
        return None
    sums = question.has("sum") and not question.has(*_NO_SUM)
    asks = sums or question.has("difference", "ratio") or (question.has(*_MORE) and question.has("versus") and not question.has("list"))
    if not asks or question.wanted in ("way", "reason", "window", "date", "person") or len(matchings) != 1:
        return None
    matching = matchings[0]
    if sums:
        both = named_pair(question, matching)
        return _sum(question, both) if both is not None else None
    pair = extremes_apart(question, matching) if question.has("maximum") and question.has("minimum") else pair_of(question, matching)
    if pair is None:
        return None
    if question.has("difference"):
        draft = _difference(question, pair)
        return replace(draft, certain=True) if draft is not None and question.has("maximum") and question.has("minimum") else draft
    return _ratio(question, pair) if question.has("ratio") else _more(question, pair)


_MORE = ("greater", "smaller", "maximum", "minimum")
_NO_SUM = (*_MORE, "difference", "ratio", "average", "share", "change", "exclude", "until", "correct", "same", "when", "why", "how_long")


def pair_of(question: Question, matching: Matching) -> Pair | None:
    """The two figures of one scale that fit the two sides best together."""
    groups, shared = _two_sides(question, matching)
    if len(groups) != 2:
        return None
    figures = figures_in(question, matching)
    allowed = _allowed(question, figures)
    if len(allowed) < 2:
        return None
    value = numpy.where(matching.found, matching.value, numpy.float32(0))
    options = [_options(figures, allowed, value, group, [*other, *shared]) for group, other in (groups, groups[::-1])]
    known = float(value[[*groups[0], *groups[1], *shared]].sum()) or 1.0
    best: Pair | None = None
    for one in options[0]:
        for other in options[1]:
            score = _fit(figures, value, [*groups, shared], one, other)
            if score > (best.score if best is not None else COVERED * known):
                best = Pair(figures.view, figures.entries[one], figures.entries[other], score, _shares(question, figures, one, other))
    return best


def named_pair(question: Question, matching: Matching) -> Pair | None:
    """The two figures of which each is named by every telling word of one of two sides, and no other two figures are."""
    groups = divided(question, matching)
    if len(groups) != 2 or question.numbered or any(term.timed for term in question.terms) or leaves_unknown(question, matching):
        return None
    figures = figures_in(question, matching)
    rows_of = [[row for row in rows if row < len(question.terms) and matching.found[row]] for rows in groups]
    telling = [[row for row in rows if not _is_plain(question, row, _measured())] for rows in rows_of]
    if not all(telling):
        return None
    allowed = _allowed(question, figures)
    named = [[at for at in allowed if figures.weights[rows, at].min() >= NAMED] for rows in telling]
    value = matching.value
    found: list[tuple[float, int, int]] = []
    for one in named[0]:
        for other in named[1]:
            crossed = figures.weights[telling[1], one].min() >= NAMED or figures.weights[telling[0], other].min() >= NAMED
            if one == other or crossed or not _addable(figures.entries[one], figures.entries[other]):
                continue
            fit = float(value[telling[0]] @ figures.weights[telling[0], one] + value[telling[1]] @ figures.weights[telling[1], other])
            found.append((fit * (ALIKE if _alike(figures, one, other) else 1.0), one, other))
    found.sort(key=lambda entry: (-round(entry[0], 3), entry[1], entry[2]))
    if not found:
        return None
    _, one, other = found[0]
    alike = _alike(figures, one, other)  # beside each other; in different places each side must name one amount only
    near = [pair for pair in found if not alike or pair[0] >= found[0][0] - 1e-3]
    amounts = {(figures.entries[left].most, figures.entries[right].most) for _, left, right in near}
    return Pair(figures.view, figures.entries[one], figures.entries[other], found[0][0]) if len(amounts) == 1 else None


def _addable(one: Entry, other: Entry) -> bool:
    """Whether two figures can be added: of one unit and for one stretch of time; "per referral" is what one of them costs."""
    left, right = one.quantity, other.quantity
    if left.kind != right.kind or left.change or right.change or one.is_total != other.is_total:
        return False
    per = {quantity.per for quantity in (left, right)} & {*_PER.values(), "hour", "quarter"}
    return (left.unit == right.unit or left.kind == "count") and (not per or left.per == right.per)


def _shares(question: Question, figures: Figures, one: int, other: int) -> bool:
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed]
    return bool(rows) and float(numpy.minimum(figures.weights[rows, one], figures.weights[rows, other]).max()) >= OTHERS


def extremes_apart(question: Question, matching: Matching) -> Pair | None:
    """The most and the least of the series of figures that fits the words of the question best."""
    figures = figures_in(question, matching)
    value = numpy.where(matching.found, matching.value, numpy.float32(0))
    allowed = _allowed(question, figures)
    scores = value @ figures.weights
    series: dict[tuple[str, str, int], list[int]] = {}
    for at in allowed:
        entry, place = figures.entries[at], figures.view.units[figures.entries[at].unit]
        if not entry.is_total and entry.label:
            series.setdefault((figures.scale(at), entry.label, place.block if place.kind == "row" else -1), []).append(at)
    kept = [members for members in series.values() if len(members) > 1]
    if not kept:
        return None
    best = max(kept, key=lambda members: (round(float(scores[members].mean()), 4), len(members), -members[0]))
    if float(scores[best].mean()) < COVERED * float(value.sum()) * OTHERS:
        return None
    ordered = sorted((figures.entries[at] for at in best), key=lambda entry: on_scale(entry.quantity)[2])
    return Pair(figures.view, ordered[-1], ordered[0], float(scores[best].mean()))


def _two_sides(question: Question, matching: Matching) -> tuple[list[list[int]], list[int]]:
    """The rows of both sides, and those that belong to neither: a clause that only says what is measured."""
    groups = divided(question, matching)
    counted = list(matching.counted_rows)
    if len(groups) < 2 and len(counted) == 2:
        return [[counted[0]], [counted[1]]], list(range(len(question.terms)))
    for plain in (frozenset[str](), _measured()):  # a clause that only says when, then one that only says what is measured
        common = [rows for rows in groups if all(_is_plain(question, row, plain) for row in rows)]
        if len(groups) > 2 and len(groups) - len(common) == 2:
            return [rows for rows in groups if rows not in common], [row for rows in common for row in rows]
    return groups, []


def _measured() -> frozenset[str]:
    """Concepts of words that only say what is measured."""
    return group("money") | group("measured") | group("per_time") | group("light")


def _is_plain(question: Question, row: int, plain: frozenset[str]) -> bool:
    """Whether a row says what is measured or when, not of which of two things."""
    if row >= len(question.terms):
        return True
    term = question.terms[row]
    counted = {str(number) for entry in question.numbered for number in (entry.first, entry.last)} | {
        concept for entry in question.numbered for concept in (entry.kind,)
    }
    return term.timed or term.weight <= CUE_WEIGHT or bool(set(term.concepts) & (plain | counted)) or term.words[0] in counted


def _allowed(question: Question, figures: Figures) -> list[int]:
    """The figures of the kind asked for."""
    named = {concept for term in question.terms if not term.timed for concept in term.concepts}
    unit = next((unit for concept, unit in _TIMES.items() if concept in named), "")
    kinds = wanted_kinds(question) if question.language not in UNSPACED_LANGUAGES else frozenset[str]()  # 大多少 asks for any kind
    if question.wanted == "duration" or (question.wanted == "count" and unit and not question.concepts & group("money")):
        kinds = frozenset({"duration"})
    found = [
        at for at, entry in enumerate(figures.entries) if not kinds or entry.quantity.kind in kinds or _unnamed_money(figures, at, kinds)
    ]
    if asked_time(question):
        lengths = [at for at in found if figures.entries[at].quantity.kind == "duration"]
        measured = [at for at in lengths if in_asked_time(question, figures.entries[at].quantity)]
        found = measured if len(measured) > 1 else found
    per = next((time for concept, time in _PER.items() if concept in question.concepts), "")
    timed = [at for at in found if not per or figures.entries[at].quantity.per in ("", per)]
    return sorted(timed if len(timed) > 1 else found, key=lambda at: (figures.entries[at].quantity.is_range, at))


def _unnamed_money(figures: Figures, at: int, kinds: frozenset[str]) -> bool:
    """Whether an amount without a currency is money by its name: "Total costs | 885,000"."""
    entry = figures.entries[at]
    if "money" not in kinds or entry.quantity.kind != "count" or entry.quantity.most < LEAST_AMOUNT:
        return False
    return bool(set(concepts_of_label(figures.view, f"{entry.subject} {entry.label}")) & group("money"))


def _options(figures: Figures, allowed: list[int], value: Weights, own: list[int], other: list[int]) -> list[int]:
    columns = figures.weights[:, allowed]
    scores = value[own] @ columns[own] + OTHERS * (value[other] @ columns[other])
    order = numpy.lexsort((numpy.arange(len(allowed)), -scores))[:CANDIDATES]
    return [allowed[int(place)] for place in order if scores[place] > 0]


def _fit(figures: Figures, value: Weights, groups: Sequence[list[int]], one: int, other: int) -> float:
    """How well two figures fit both sides; 0 when they cannot be compared or a side does not tell them apart."""
    if one == other or figures.scale(one) != figures.scale(other):
        return 0.0
    left, right = figures.weights[:, one], figures.weights[:, other]
    first, second, shared = groups
    of_first = float(value[first] @ numpy.maximum(left[first] - right[first], 0.0))
    of_second = float(value[second] @ numpy.maximum(right[second] - left[second], 0.0))
    wrong = float(value[second] @ numpy.maximum(left[second] - right[second], 0.0)) + float(
        value[first] @ numpy.maximum(right[first] - left[first], 0.0)
    )
    told_apart = (of_first >= LEAST_OWN) + (of_second >= LEAST_OWN)
    if told_apart < (1 if _twins(figures, one, other) else 2):
        return 0.0
    rows = [*first, *second, *shared]
    score = float(value[rows] @ (numpy.maximum(left, right)[rows] + BOTH * numpy.minimum(left, right)[rows])) - wrong
    both_totals = figures.entries[one].is_total and figures.entries[other].is_total
    return score * (ALIKE if _alike(figures, one, other) else 1.0) * (TOTAL if both_totals else 1.0)


def _twins(figures: Figures, one: int, other: int) -> bool:
    """Whether two figures are of one thing in two places: a word for one of the places tells them apart then."""
    left, right = figures.entries[one], figures.entries[other]
    return bool(left.subject) and (left.subject, left.label) == (right.subject, right.label)


def _alike(figures: Figures, one: int, other: int) -> bool:
    """Whether two figures are the same figure of two things: one column of a table, one label."""
    left, right = figures.entries[one], figures.entries[other]
    rows = [figures.view.units[entry.unit].kind == "row" for entry in (left, right)]
    if left.label and left.label == right.label:
        return True
    return all(rows) and left.unit == right.unit


def _difference(question: Question, pair: Pair) -> Draft | None:
    _, least, most = on_scale(pair.one.quantity)
    _, other_least, other_most = on_scale(pair.other.quantity)
    one, other = pair.one, pair.other
    more, less = (one, other) if (most, least) >= (other_most, other_least) else (other, one)
    if more.quantity.unit != less.quantity.unit or more.quantity.per != less.quantity.per:
        return None
    low, high = sorted((more.least - less.least, more.most - less.most))
    if not (low or high):
        return None  # one figure in two places
    value = like(low, high, [more, less], pair.view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    lead = frame("difference_more", question.language, subject=named_figure(pair.view, more), value=value, formula=formula)
    return Draft("compare", _said(pair, more, less), lead, Computation(formula=formula, expected=value, stated=""))


def _sum(question: Question, pair: Pair) -> Draft:
    """Both together."""
    found = added(question, pair.view, [pair.one, pair.other])
    return Draft("aggregate", _said(pair, pair.one, pair.other), found.lead, found.computation)


def _ratio(question: Question, pair: Pair) -> Draft | None:
    least, other = on_scale(pair.one.quantity)[1], on_scale(pair.other.quantity)[1]
    if not least or not other or least == other:
        return None
    larger, smaller = (pair.one, pair.other) if least >= other else (pair.other, pair.one)
    text = number(max(least, other) / min(least, other), pair.view.convention, 2)
    formula = f"{larger.text} / {smaller.text} = {text}"
    lead = frame("ratio", question.language, value=text, formula=formula)
    return Draft("aggregate", _said(pair, larger, smaller), lead, Computation(formula=formula, expected=text, stated=""))


def _more(question: Question, pair: Pair) -> Draft:
    """Which of the two is more (less), with both figures."""
    pairs = sorted((pair.one, pair.other), key=lambda entry: -on_scale(entry.quantity)[2])
    least = question.has("minimum", "smaller") and not question.has("maximum")
    top, rest = (pairs[1], pairs[0]) if least else (pairs[0], pairs[1])
    key = "lowest" if least else "highest"
    lead = f"{frame(key, question.language)}: {named_figure(pair.view, top)}: {top.text} ({named_figure(pair.view, rest)}: {rest.text})."
    return Draft("compare", _said(pair, top, rest), lead)


def _said(pair: Pair, *entries: Entry) -> tuple[Statement, ...]:
    units = list(dict.fromkeys(entry.unit for entry in entries))
    return tuple(state(pair.view, unit) for unit in units)


def named_figure(view: View, entry: Entry) -> str:
    """What a figure is of, in a few words: the name of its row, the label of its line; where both are alike, what stands above."""
    unit = view.units[entry.unit]
    if unit.kind == "row":
        return shorten(f"{entry.subject} ({entry.label})" if entry.label else entry.subject or unit.cells[0], 60)
    above = view.units[unit.headings[0]].text if unit.headings else ""
    label = entry.label or spoken(view, entry.unit).partition(":")[0]
    return shorten(f"{label} ({shorten(above, 40)})" if above else label, 90)
