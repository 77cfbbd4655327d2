"""Whether a stated whole is what its numbered parts make: the total duration and that of each sprint, a year and its monthly steps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy

from agent.answers.asking.question import Question
from agent.answers.computed.met import Met, above_rows, met_by
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label, wanted_kinds
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import Family
from agent.answers.reading.timing import in_asked_time
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

KINDS = ("phase", "sprint", "milestone", "week", "month", "quarter", "year")
FARTHEST = 4.0  # a whole so many times larger or smaller than its parts together is none of them
NEAR_ENOUGH = 0.011  # of the whole: roadmaps round
NAMED = 0.6
EACH = 0.01  # for each part: of equals, those that are more
_CHECKS = ("same", "adds_up", "correct", "fits")


@dataclass(frozen=True, slots=True)
class Parts:
    """Numbered parts with what they make together; `formula` without the result."""

    view: View
    entries: tuple[Entry, ...]
    least: float
    most: float
    formula: str
    fit: float


def parts_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Yes or no with the computation; None where no numbered parts are named, or no whole is stated for them."""
    if not question.is_verdict or not question.has(*_CHECKS) or len(matchings) != 1:
        return None
    steps = bool(question.concepts & {"monthly", "month"})
    if not (question.has("sum", "adds_up", "adding") or "total" in question.concepts or steps):
        return None
    met = met_by(question, matchings[0])
    if met is None:
        return None
    figures = figures_in(question, matchings[0])
    best: tuple[float, Parts, Entry] | None = None
    for parts in _parts(question, met):
        whole = _whole(question, figures, parts)
        score = parts.fit + whole[0] + EACH * len(parts.entries) if whole is not None else 0.0
        if whole is not None and (best is None or score > best[0] + 1e-6):
            best = (score, parts, whole[1])
    return _draft(question, best[1], best[2]) if best is not None else None


def _parts(question: Question, met: Met) -> Iterator[Parts]:
    """The families whose members are all numbered things of the kind that the question names."""
    asked = {kind for kind in KINDS if kind in question.concepts} | ({"month"} if question.concepts & {"monthly"} else set())
    kinds = wanted_kinds(question) - {"count"} or frozenset({"money", "duration"})
    for family in met.families.families:
        sample = family.entries[0].quantity
        if sample.kind not in kinds or sample.change or family.basis in ("row", "arrow", "sums") or not in_asked_time(question, sample):
            continue
        for kind in KINDS:
            if kind in asked:
                parts = _numbered(question, met, family, kind)
                if parts is not None:
                    yield parts


def _numbered(question: Question, met: Met, family: Family, kind: str) -> Parts | None:
    size = len(family.entries)
    spans: dict[int, tuple[int, int]] = {}
    for unit, first, last in met.families.names.mentions(kind):
        if family.first <= unit < family.first + size:
            spans.setdefault(unit - family.first, (first, last))
    places = sorted(spans, key=lambda place: spans[place])
    if len(places) < 2 or len({spans[place] for place in places}) != len(places) or (question.count and question.count != len(places)):
        return None
    if len(places) < size and any(place not in spans and not is_total_text(family.names[place]) for place in range(size)):
        return None  # some members are no numbered things: this is a list of other things
    entries = tuple(family.entries[place] for place in places)
    rated = kind == "month" and entries[0].quantity.per == "month"
    times = [spans[place][1] - spans[place][0] + 1 if rated else 1 for place in places]
    if kind == "month" and not rated:
        return None
    least = sum(entry.least * often for entry, often in zip(entries, times, strict=True))
    most = sum(entry.most * often for entry, often in zip(entries, times, strict=True))
    formula = " + ".join(f"{often} × {entry.text}" if often > 1 else entry.text for entry, often in zip(entries, times, strict=True))
    terms = len(question.terms)
    above = numpy.minimum.reduce([above_rows(met.matching, entry.unit)[:terms] for entry in entries])
    common = numpy.maximum(met.commons[:, family.at], above)
    total = float(met.value.sum()) or 1.0
    return Parts(met.families.view, entries, least, most, formula, float(met.value @ common) / total)


def _whole(question: Question, figures: Figures, parts: Parts) -> tuple[float, Entry] | None:
    """The figure that is stated for the parts together: by a word of the question in its name, or as the total of their section."""
    view = parts.view
    sample = parts.entries[0]
    rated = bool(sample.quantity.per)
    units = {entry.unit for entry in parts.entries}
    section = view.units[sample.unit].headings[:1]
    rows = [row for row, term in enumerate(question.terms) if term.weight > 0.15 and not set(term.concepts) & set(KINDS)]
    found: list[tuple[float, Entry]] = []
    for at, entry in enumerate(figures.entries):
        quantity = entry.quantity
        same = quantity.kind == sample.quantity.kind and _unit(quantity.unit) == _unit(sample.quantity.unit)
        if not same or entry.unit in units or quantity.per not in ("", "year" if rated else "") or quantity.change:
            continue
        if not (parts.least / FARTHEST <= quantity.most <= parts.most * FARTHEST) or quantity.most <= max(
            one.most for one in parts.entries
        ):
            continue
        named = float(figures.weights[rows, at].max(initial=0.0)) if rows else 0.0
        label = set(concepts_of_label(view, entry.label or entry.subject))
        whole = entry.is_total or bool(label & {"total", "annual", "duration", "budget", "timeline", "effort"})
        here = view.units[entry.unit].headings[:1] == section and len(section) > 0
        if whole and (here or (named >= NAMED and not rated)) and not _is_of_a_part(question, view, entry):
            found.append((named + (0.5 if here else 0.0) + (0.2 if label & question.concepts else 0.0), entry))
    return max(found, key=lambda pair: (round(pair[0], 3), -pair[1].unit), default=None)


def _unit(unit: str) -> str:
    return unit.removeprefix("person-").removeprefix("business ")


def _is_of_a_part(question: Question, view: View, entry: Entry) -> bool:
    """Whether a figure stands under a numbered part of the kind that is asked for: it is that of the part then."""
    above = set(view.units[entry.unit].headings) - set(view.title_units)
    asked = [kind for kind in KINDS if kind in question.concepts and kind != "year"]
    return any(unit in above for kind in asked for unit, _, _ in view.mentions(kind))


def _draft(question: Question, parts: Parts, whole: Entry) -> Draft:
    view = parts.view
    least, most = parts.least, parts.most
    if question.has("at_most", "at_least") and least != most:
        least = most = most if question.has("at_most") else least
    total = like(least, most, [whole, *parts.entries], view.convention)
    formula = f"{parts.formula} = {total}"
    _, low, high = on_scale(whole.quantity)
    factor = high / whole.most if whole.most else 1.0
    off = max(abs(least * factor - low), abs(most * factor - high))
    holds = off <= NEAR_ENOUGH * abs(high)
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=whole.text)
    said = [state(view, whole.unit)]
    said += [Statement(view, (entry.unit,), spoken(view, entry.unit), "", True) for entry in parts.entries]
    return Draft("inconsistency", tuple(said), lead, Computation(formula=formula, expected=total, stated=whole.text))
