"""Whether a figure per year is twelve times the one per month that is stated for the same thing."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import Figures, figures_in
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

NEAR_ENOUGH = 0.011  # of the yearly figure: roadmaps round
BESIDE, NEIGHBOURS = 0.4, 6  # for figures of one part of the plan; units between them that make them neighbours
CLOSE = 0.85
BEHIND = 12  # characters
_MONTHLY, _YEARLY = frozenset({"monthly", "mrr", "month"}), frozenset({"annual", "arr", "year"})
_CHECKS = ("same", "correct", "adds_up", "fits")


def rhythm_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Twelve months against the year, with both figures; None unless the question names both rhythms and checks them."""
    concepts = question.concepts
    if not question.is_verdict or not question.has(*_CHECKS) or len(matchings) != 1:
        return None
    yearly = any(set(term.concepts) & {"annual", "arr"} and "year" not in term.words for term in question.terms)  # "after a year" is a time
    if not (concepts & {"monthly", "mrr"} and yearly):
        return None
    figures = figures_in(question, matchings[0])
    months = _of_rhythm(question, figures, "month", _MONTHLY)
    years = _of_rhythm(question, figures, "year", _YEARLY)
    best: tuple[float, Entry, Entry] | None = None
    for fit, month in months:
        for other_fit, year in years:
            same = month.quantity.kind == year.quantity.kind and month.quantity.unit == year.quantity.unit and month.unit != year.unit
            score = fit + other_fit + _beside(figures.view, month.unit, year.unit)
            if same and (best is None or score > best[0] + 1e-6):
                best = (score, month, year)
    return _draft(question, figures.view, best[1], best[2]) if best is not None else None


def _of_rhythm(question: Question, figures: Figures, per: str, named: frozenset[str]) -> list[tuple[float, Entry]]:
    """The amounts for each month (year) that fit the words of the question best; at the end, the last of them."""
    rows = [row for row, term in enumerate(question.terms) if not set(term.concepts) & (_MONTHLY | _YEARLY)]
    value = figures.matching.value[rows]
    found: list[tuple[float, Entry]] = []
    for at, entry in enumerate(figures.entries):
        quantity = entry.quantity
        if quantity.kind not in ("money", "count") or quantity.change or quantity.per not in ("", per):
            continue
        if _is_of_another(question, figures.view, entry):
            continue
        said = set(concepts_of_label(figures.view, _beside_it(figures.view, entry))) & named
        rhythm = quantity.per == per or (quantity.kind == "money" and bool(said & {"mrr", "arr", "monthly", "annual"}))
        if rhythm:
            found.append((float(value @ figures.weights[rows, at]) + (0.1 if entry.is_total else 0.0), entry))
    found.sort(key=lambda pair: (-round(pair[0], 3), pair[1].unit))
    near = [pair for pair in found if pair[0] >= CLOSE * found[0][0]]
    if "end" in question.concepts and per == "month" and near:
        return [max(near, key=lambda pair: (pair[1].quantity.most, pair[1].unit))]
    return near[:12]


def _beside_it(view: View, entry: Entry) -> str:
    """What says for how long a figure is: its label, and the words right behind it ("$5M ARR")."""
    unit = view.units[entry.unit]
    if unit.kind == "row":
        return f"{entry.subject} {entry.label}"
    behind = unit.text.partition(entry.text)[2].lstrip()[:BEHIND] if entry.text else ""
    return f"{entry.label or entry.subject} {behind}"


def _is_of_another(question: Question, view: View, entry: Entry) -> bool:
    """Whether a line names another year than the one that is asked for."""
    asked = {numbered.first for numbered in question.numbered if numbered.kind == "year"}
    own = {first for unit, first, _ in view.mentions("year") if unit == entry.unit}
    return bool(asked and own) and not asked & own


def _beside(view: View, one: int, other: int) -> float:
    """A little for figures of one part of a plan, more the nearer they stand."""
    here = view.units[one].headings[:1] == view.units[other].headings[:1]
    return (BESIDE if here else 0.0) + (BESIDE / 2 if abs(one - other) <= NEIGHBOURS else 0.0)


def _draft(question: Question, view: View, month: Entry, year: Entry) -> Draft:
    least, most = 12 * month.least, 12 * month.most
    value = like(least, most, [year, month] if year.text else [month], view.convention)
    formula = f"12 × {month.text} = {value}"
    holds = least <= year.most * (1 + NEAR_ENOUGH) and most >= year.least * (1 - NEAR_ENOUGH)
    if question.has("fits") and question.concepts & group("earning") and most > year.most:
        holds = True  # more than is needed supports a goal
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=year.text)
    said = (state(view, month.unit), state(view, year.unit))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=value, stated=year.text))
