"""Which of several roadmaps that a question names has more of something: the figure of each, the most or the least said first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy

from agent.answers.asking.comparatives import compares
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, LIGHT, Term
from agent.answers.asking.words import words
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import wanted_kinds
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.scales import on_scale
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.finding import Computation

FEWEST, MOST = 2, 4  # roadmaps
COVERED = 0.5  # of what is asked for, that the figure of each must meet
TYPED = 0.3  # the same for figures of the very kind asked for
OTHER_KIND = 0.5  # what a figure keeps that is not of the kind asked for
CANDIDATES = 12  # best figures of each roadmap that are looked at
TOTAL = 0.02  # a little for a total: it decides between equals
OF_ONE = 0.3  # weight of a year, a phase ... that may be that of one of them
_ASKS = ("greater", "smaller", "maximum", "minimum", "difference", "versus")
_RANKED = ("greater", "smaller", "maximum", "minimum")
_ELSE = ("sum", "adding", "why", "how", "when", "comes_first", "before", "after")


@dataclass(frozen=True)
class _Of:
    """A figure of one roadmap; `fit` is the share of what is asked for that it meets."""

    view: View
    name: str
    entry: Entry
    fit: float


def of_each_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The figure of every roadmap for what the question asks of each; None where one is not named, or states nothing that fits."""
    if not FEWEST <= len(matchings) <= MOST or not question.has(*_ASKS) or question.has(*_ELSE):
        return None
    if (question.has("ratio") and question.has("how_many", "how_much")) or (question.has("same") and not question.has(*_RANKED)):
        return None  # "how many times higher", "do both say the same"
    if (question.is_verdict and not question.has("which", "who")) or question.wanted in ("window", "date", "way"):
        return None
    naming = [_naming(question, matching, [other for other in matchings if other is not matching]) for matching in matchings]
    if not (all(naming) or (any(naming) and question.has("versus"))):
        return None
    taken = {row for rows in naming for row in rows}
    known = numpy.any([matching.found for matching in matchings], axis=0)
    asked = [row for row, term in enumerate(question.terms) if known[row] and row not in taken and _asks(question, term)]
    options = [
        _options(question, matching, _called(question, matching, rows), asked) for matching, rows in zip(matchings, naming, strict=True)
    ]
    scales = set.intersection(*({_scale(found.entry) for found in listed} for listed in options))
    chosen = [
        [max((found for found in listed if _scale(found.entry) == scale), key=lambda found: found.fit) for listed in options]
        for scale in sorted(scales)
    ]
    kinds = _kinds(question)
    fitting = [found for found in chosen if all(one.fit >= (TYPED if one.entry.quantity.kind in kinds else COVERED) for one in found)]
    best = max(fitting, key=lambda found: round(sum(one.fit for one in found), 3), default=None)
    return _draft(question, best) if best is not None else None


def _naming(question: Question, matching: Matching, others: Sequence[Matching]) -> list[int]:
    """The rows of the words that name one roadmap: those of its title or file, which no other one says."""
    titled = [_title(each) for each in (matching, *others)]
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9
        and not compares(term.text, question.language)
        and not set(term.concepts) & (group("money") | group("measured"))
        and (_is_titled(term, titled) or (matching.own[row].max(initial=0.0) >= MATCHED and not _is_said(row, others)))
    ]


def _title(matching: Matching) -> str:
    return fold(f"{matching.view.roadmap.title} {matching.view.document.path.rsplit('/', 1)[-1]}")


def _is_titled(term: Term, titles: Sequence[str]) -> bool:
    """Whether a word stands in the first title and in no other one."""
    return term.text in titles[0] and not any(term.text in title for title in titles[1:])


def _is_said(row: int, matchings: Sequence[Matching]) -> bool:
    return any(matching.own[row].max(initial=0.0) >= MATCHED for matching in matchings)


def _called(question: Question, matching: Matching, rows: Sequence[int]) -> str:
    """A roadmap as the question writes its name, with its title."""
    listed = words(question.text)
    title = shorten(matching.view.roadmap.title or matching.view.document.path, 80)
    places = [question.terms[row].position for row in rows[:1] if not question.terms[row].unspaced]
    written = " ".join(question.text[listed[place].start : listed[place].end] for place in places)
    return title if written == written.lower() or fold(written) in fold(title) else f"{written} ({title})"


def _asks(question: Question, term: Term) -> bool:
    """Whether a word says what is asked of each, not that one is more than another."""
    plain = term.words[0].isdecimal() or bool(set(term.concepts) & _PLAIN) or compares(term.text, question.language)
    return term.weight >= LIGHT and not plain and term.text not in _BETTER


def _options(question: Question, matching: Matching, name: str, asked: Sequence[int]) -> list[_Of]:
    """The figures of one roadmap that meet most of what is asked for."""
    figures: Figures = figures_in(question, matching)
    rows = [*asked, *matching.counted_rows]
    weights = numpy.array([matching.weights[row] for row in asked] + [OF_ONE] * matching.counted, dtype=numpy.float32)
    if not asked or not figures.entries or not weights.sum():
        return []
    fits = (weights @ figures.weights[rows]) / float(weights.sum())
    kinds = _kinds(question)
    found = [
        _Of(
            matching.view,
            name,
            entry,
            float(fit) * (1.0 if not kinds or entry.quantity.kind in kinds else OTHER_KIND) + (TOTAL if entry.is_total else 0.0),
        )
        for entry, fit in zip(figures.entries, fits, strict=True)
        if not entry.quantity.change
    ]
    found.sort(key=lambda one: (-round(one.fit, 3), one.entry.unit))
    return found[:CANDIDATES]


_BETTER = frozenset({"better", "worse", "best", "worst"})
_PLAIN = frozenset({"number", "difference", "high", "low", "company", "platform", "project", "roadmap"})


def _kinds(question: Question) -> frozenset[str]:
    """The kinds of figure that fit; a margin or the relation of two measures is told in percent or as a multiple."""
    said = {word for term in question.terms for word in term.words}
    related = said & group("relation_words") or question.concepts >= {"ltv", "cac"}
    return frozenset({"percent", "ratio"}) if related else wanted_kinds(question)


def _scale(entry: Entry) -> str:
    scale = "ratio" if entry.quantity.kind == "ratio" else on_scale(entry.quantity)[0]
    return f"{scale}/{entry.quantity.per if entry.quantity.kind == 'money' else ''}"


def _draft(question: Question, found: Sequence[_Of]) -> Draft | None:
    least = question.has("smaller", "minimum") and not question.has("greater", "maximum")
    ordered = sorted(found, key=lambda one: on_scale(one.entry.quantity)[2], reverse=not least)
    ends = [on_scale(one.entry.quantity)[2] for one in ordered]
    said = "; ".join(f"{one.name}: {one.entry.text.strip()}" for one in ordered)
    lead = f"{said}." if ends[0] == ends[1] else f"{frame('lowest' if least else 'highest', question.language)}: {said}."
    statements = tuple(state(one.view, one.entry.unit) for one in ordered)
    one, other = ordered[0].entry, ordered[1].entry
    alike = (one.quantity.unit, one.quantity.per) == (other.quantity.unit, other.quantity.per) and ends[0] != ends[1]
    if not question.has("difference") or len(found) != FEWEST or not alike:
        return Draft("compare", statements, lead, certain=True)
    more, less = (one, other) if one.most >= other.most else (other, one)
    low, high = sorted((more.least - less.least, more.most - less.most))
    value = like(low, high, [more, less], found[0].view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    return Draft("compare", statements, f"{lead} {formula}.", Computation(formula=formula, expected=value, stated=""), certain=True)
