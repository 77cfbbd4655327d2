"""Whether a stated return follows from the gain and the outlay that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.reading.amounts import number
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity

FARTHEST = 40  # units between a return and what it is of
NEAR_ENOUGH = 0.03  # of the stated return: roadmaps round
_GAINS = frozenset({"savings", "benefit", "revenue", "profit"})
_OUTLAYS = frozenset({"cost", "investment", "budget"})
_YEARS = expression(r"(\d{1,2})[\s-]{0,2}(?:year|yr|jahr|ano|año|an\b|ans\b|год|лет|年)", re.IGNORECASE)
_PER_YEAR = {"": 1.0, "year": 1.0, "month": 12.0, "quarter": 4.0, "week": 52.0}


def return_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether a return in percent is what gain and outlay make it; None where the question is about none, or one of them is missing.

    Return = (yearly gain × years − outlay) / outlay.
    """
    asks = "roi" in question.concepts or any(term.text in group("return_words") for term in question.terms)
    reckons = question.has("correct", "adds_up", "fits") or bool(question.concepts & (_GAINS | _OUTLAYS))
    if not asks or not question.is_verdict or not reckons or not question.has("correct", "adds_up", "same", "fits"):
        return None
    for matching in matchings:
        view = matching.view
        for stated in _returns(question, matching):
            gain, outlay = _beside(view, stated, _GAINS), _beside(view, stated, _OUTLAYS)
            if gain is not None and outlay is not None and outlay.least > 0:
                return _draft(question, view, stated, gain, outlay)
    return None


def _returns(question: Question, matching: Matching) -> list[Entry]:
    """The returns the plan states, those with the figure or for the years that are asked for first."""
    view = matching.view
    asked = {token.value.least for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)}
    found = [
        entry
        for entry in all_figures(view)
        if entry.quantity.kind == "percent" and not entry.quantity.is_range and "roi" in concepts_of_label(view, _name(view, entry))
    ]
    wanted = _years_in(question.text) or float(question.count) or 1.0
    return sorted(
        found,
        key=lambda entry: (
            entry.quantity.least not in asked,
            _years(view, entry) != wanted,
            -float(matching.scores[entry.unit]),
            entry.unit,
        ),
    )


def _name(view: View, entry: Entry) -> str:
    place = view.units[entry.unit]
    return f"{entry.subject} {entry.label}" if place.kind == "row" else f"{entry.label} {place.text}"


def _years(view: View, entry: Entry) -> float:
    """For how many years a return is; one where the line does not say."""
    found = _years_in(_name(view, entry))
    if found:
        return found
    above = view.units[entry.unit].headings[:1]
    return next((years for unit in above if (years := _years_in(view.units[unit].text))), 1.0)


def _years_in(text: str) -> float:
    match = _YEARS.search(text)
    return float(match.group(1)) if match else 0.0


def _beside(view: View, stated: Entry, wanted: frozenset[str]) -> Entry | None:
    """The amount of a kind that stands nearest to a return: in the same section before others, a total before a part."""
    here = view.units[stated.unit]
    found = []
    for entry in all_figures(view):
        away = abs(entry.unit - stated.unit)
        if entry.quantity.kind != "money" or entry.quantity.is_range or away > FARTHEST or entry.unit == stated.unit:
            continue
        named = set(concepts_of_label(view, _label(view, entry)))
        others = (_GAINS | _OUTLAYS) - wanted
        if not named & wanted or named & (others - ({"cost"} if wanted is _GAINS else set())):
            continue
        if wanted is _OUTLAYS and (entry.quantity.per or "annual" in named or "monthly" in named):
            continue
        same = view.units[entry.unit].headings[:1] == here.headings[:1]
        whole = entry.is_total or "total" in named
        found.append(((not same, not whole, entry.unit > stated.unit, away), entry))
    return min(found, key=lambda pair: pair[0])[1] if found else None


def _label(view: View, entry: Entry) -> str:
    place = view.units[entry.unit]
    return entry.subject if place.kind == "row" else entry.label or place.text.partition(":")[0]


def _draft(question: Question, view: View, stated: Entry, gain: Entry, outlay: Entry) -> Draft:
    years = _years(view, stated)
    monthly = gain.quantity.per == "" and "monthly" in concepts_of_label(view, _label(view, gain))
    factor = years * (12.0 if monthly else _PER_YEAR.get(gain.quantity.per, 1.0))
    value = (gain.least * factor - outlay.least) / outlay.least * 100
    text = f"{number(value, view.convention, 1)}%"
    gained = gain.text if factor == 1 else f"{gain.text} × {number(factor, view.convention)}"
    formula = f"({gained} − {outlay.text}) / {outlay.text} = {text}"
    holds = abs(value - stated.least) <= max(NEAR_ENOUGH * abs(stated.least), 0.5)
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=stated.text)
    said = tuple(state(view, unit) for unit in dict.fromkeys((stated.unit, gain.unit, outlay.unit)))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated=stated.text))
