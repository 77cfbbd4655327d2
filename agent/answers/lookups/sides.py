"""The sides of a question: what it compares with what, and the best statement for each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, product

import numpy

from agent.answers.asking.cues import connector_pattern, cue_spans, spaced
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, CUE_WEIGHT, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.reading.figures import measures
from agent.answers.reading.matching import Matching, weighed
from agent.answers.reading.values import is_figure
from agent.answers.reading.view import Weights
from agent.expressions import expression
from agent.facts.folding import fold

SHARED_MEASURE = 0.6  # what a measure named on another side counts here
FIGURED = 1.15  # a statement with a figure is preferred on a side
OPTIONS, MOST_SIDES = 7, 4
LEAST = 0.3  # value of the terms that make a side
LEAST_DIVIDED = 0.08


@dataclass(frozen=True)
class Side:
    """Weights of the question's terms on this side (those of the other sides 0)."""

    weights: Weights

    def scores(self, matching: Matching) -> Weights:
        """How well each unit fits this side."""
        value = matching.value * self.weights
        return weighed(value, matching.spread, matching.own)


def sides(question: Question, matching: Matching) -> list[Side]:
    """The sides of a question as far as the document knows their words; fewer than two when it has only one."""
    places = divisions(question)
    counted = list(matching.counted_rows)
    groups: list[list[int]] = []
    start = 0
    for end in [*places, 10_000]:
        rows = [row for row, term in enumerate(question.terms) if start <= term.position < end]
        groups.append(rows)
        start = end
    measured = {row for row, term in enumerate(question.terms) if set(term.concepts) & measures()}
    found: list[Side] = []
    telling = [[row for row in rows if question.terms[row].weight >= 0.3 and matching.found[row]] for rows in groups]
    for rows, named in zip(groups, telling, strict=True):
        if not named or float(matching.value[named].sum()) < LEAST:
            continue
        weights = numpy.zeros(len(matching.labels), dtype=numpy.float32)
        weights[rows] = 1.0
        if not measured & set(rows):
            weights[list(measured)] = SHARED_MEASURE
        found.append(Side(weights))
    if counted and len(found) < 2:
        return _counted_sides(matching, counted)
    return found if len(found) > 1 else []


def divided(question: Question, matching: Matching) -> list[list[int]]:
    """The rows of each side of a question, counted things ("phase 2") where they are said; no sides that the plan does not know."""
    groups = _by_offset(question) if question.language in UNSPACED_LANGUAGES and not matching.counted else _by_place(question, matching)
    telling = [[row for row in rows if matching.weights[row] >= CUE_WEIGHT and matching.found[row]] for rows in groups]
    return [rows for rows, named in zip(groups, telling, strict=True) if named and float(matching.value[named].sum()) >= LEAST_DIVIDED]


def leaves_unknown(question: Question, matching: Matching) -> bool:
    """Whether a side of a question names something by words of which the plan knows none."""
    groups = _by_offset(question) if question.language in UNSPACED_LANGUAGES and not matching.counted else _by_place(question, matching)
    for rows in groups:
        telling = [row for row in rows if row < len(question.terms) and _tells(question.terms[row])]
        if any(question.terms[row].weight >= CONTENT * 0.9 for row in telling) and not matching.found[telling].any():
            return True
    return False


def _tells(term: Term) -> bool:
    """Whether a word says which thing is meant, not what is measured of it."""
    return term.weight >= LEAST and not set(term.concepts) & (group("spending") | group("per_time") | {"total", "personnel_cost"})


def _by_offset(question: Question) -> list[list[int]]:
    """The terms between the connectors of a language without spaces, one of which may stand within a run of Han or kana."""
    text = fold(question.text)
    found = [(text.find(term.text), row) for row, term in enumerate(question.terms)]
    spans = [(at, at + len(question.terms[row].text)) for at, row in found if at >= 0]
    marks = [match.span() for match in connector_pattern(question.language).finditer(text)]
    ends = sorted(last for first, last in marks if not any(start < last and first < end for start, end in spans))
    return [[row for at, row in found if first <= at < last] for first, last in pairwise([0, *ends, len(text) + 1])]


def _by_place(question: Question, matching: Matching) -> list[list[int]]:
    places = divisions(question)
    orders = {last for cue in ("before", "after") for _, last in cue_spans(question.text, cue, question.language)}
    compared = [place for place in places if place not in orders]  # "after the repair than before it": only "than" divides
    if not places and question.has("difference", "change", "ratio"):
        compared = _behind_to(question)
    starts = [0, *(compared or places), 10_000]
    numbered = list(dict.fromkeys((entry.kind, entry.first, entry.last) for entry in question.numbered))
    placed = [(row, term.position) for row, term in enumerate(question.terms)]
    placed += [(row, _place_of(question, entry)) for row, entry in zip(matching.counted_rows, numbered, strict=True)]
    return [[row for row, place in placed if first <= place < last] for first, last in pairwise(starts)]


_TO = expression(r"(?<!\w)(?:to|bis(?: zum| zur)?|ate|até|a|ao|hasta|jusqu.?a|à|до|sampai)(?!\w)", re.IGNORECASE)


def _behind_to(question: Question) -> list[int]:
    """The position behind "to" of "from the first to the last phase", the last one of a question."""
    starts = [word.start for word in words(question.text)]
    found = [mark.end() for mark in _TO.finditer(fold(question.text))]
    return [place for mark in found[-1:] for place in (next((at for at, start in enumerate(starts) if start >= mark), -1),) if place > 0]


def _place_of(question: Question, numbered: tuple[str, int, int]) -> int:
    """The position of the number of a counted thing; of the word for its kind where the number is an ordinal."""
    kind, first, last = numbered
    numbers = {str(first), str(last)}
    by_number = (term.position for term in question.terms if term.words[0] in numbers)
    by_kind = (term.position for term in question.terms if kind in term.concepts)
    return next(by_number, next(by_kind, 0))


def _counted_sides(matching: Matching, counted: list[int]) -> list[Side]:
    """One side per counted thing: "phase 2 or phase 3"."""
    if len(counted) < 2:
        return []
    found = []
    for row in counted:
        weights = numpy.ones(len(matching.labels), dtype=numpy.float32)
        weights[[other for other in counted if other != row]] = 0.0
        found.append(Side(weights))
    return found


def divisions(question: Question) -> list[int]:
    """Positions of words at which a new side begins."""
    if question.language in UNSPACED_LANGUAGES:
        folded = fold(question.text)
        offsets = [match.end() for match in connector_pattern(question.language).finditer(folded)]
        starts = [word.start for word in words(question.text)]
        return sorted({next((place for place, start in enumerate(starts) if start >= offset), len(starts)) for offset in offsets})
    line = spaced(question.text)
    found = {
        line.count(" ", 0, match.start()) - 1 + match.group().count(" ") for match in connector_pattern(question.language).finditer(line)
    }
    return sorted(found | _commas(question.text))


def _commas(text: str) -> set[int]:
    """Positions of the words behind commas, semicolons and colons."""
    starts = [word.start for word in words(text)]
    return {
        next((place for place, start in enumerate(starts) if start >= mark.end()), len(starts))
        for mark in re.finditer(r"[,;:]\s|[.?!]\s", text)
    }


def best_per_side(question: Question, matching: Matching, found: list[Side], *, figures: bool) -> list[tuple[float, int]]:
    """(score, unit) of the best statement of each side: different units for different sides, the best together."""
    options = [_options(matching, side, figures) for side in found[:MOST_SIDES]]
    best: tuple[float, tuple[tuple[float, int], ...]] = (0.0, ())
    for chosen in product(*options):
        if len({unit for _, unit in chosen}) == len(chosen):
            total = sum(score for score, _ in chosen)
            if total > best[0] + 1e-6:
                best = (total, chosen)
    return list(best[1])


def _options(matching: Matching, side: Side, figures: bool) -> list[tuple[float, int]]:
    scores = side.scores(matching)
    found = []
    for unit in (int(index) for index in scores.argsort()[::-1][:25]):
        figured = figures and any(is_figure(token) for token in matching.view.tokens(unit))
        found.append((round(float(scores[unit]) * (FIGURED if figured else 1.0), 4), unit))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return found[:OPTIONS]
