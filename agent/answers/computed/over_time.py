"""What recurs, over the time a question speaks of: a monthly price for a year, and what paying by the year saves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, LIGHT, Term, asked_tokens
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity

YEAR = 12  # months
LEAST = 0.5  # of twelve monthly prices: a yearly one below is that of another thing
COVERED = 0.6  # of what the plan knows of the question, that both prices must meet together
NEAR = 3  # units between a monthly price and the yearly one of the same thing
_EACH = expression(r"\s*/|\s+(?:per|por|pro|par|al|je|im|a|p)\b")
_PER = {"monthly": "month", "annual": "year"}
_MONTHS = {"month": 1, "quarter": 3, "year": YEAR}
_ASKS = (
    group("spending")
    | group("per_time")
    | {"savings", "month", "year", "duration", "difference", "monthly", "annual", "payment", "salary", "alternative"}
)
_ELSE = ("share", "average", "ratio", "maximum", "minimum", "when", "who", "why", "exclude", "until")


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount of money for each month or year."""

    entry: Entry
    per: str

    @property
    def unit(self) -> int:
        return self.entry.unit


def over_time_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What is saved by paying for a year at once, or what a recurring price comes to over the time asked for.

    Holds only when one price (one pair of a monthly and a yearly price) meets the question best, or the plan has no other.
    """
    if len(matchings) != 1 or question.has(*_ELSE) or question.numbered:
        return None
    if _asks_saving(question):
        return _saving(question, matchings[0])
    months = _months(question)
    return _over(question, matchings[0], months) if months and not question.is_verdict else None


def _asks_saving(question: Question) -> bool:
    """Whether a monthly price is set against a yearly one: "what do I save by paying yearly rather than monthly"."""
    monthly = "monthly" in question.concepts or YEAR in _stretches(question)
    compared = question.has("difference", "saves", "versus", "less_than", "more_than")
    monthly = monthly or (question.has("saves") and question.wanted in ("money", "percent", "quantity"))
    return monthly and "annual" in question.concepts and compared and (not question.is_verdict or question.has("difference"))


def _stretches(question: Question) -> list[int]:
    """The stretches of time in a question, in months."""
    values = [token.value for token in asked_tokens(question.text, question.language)]
    return [
        int(value.least * _MONTHS[value.unit])
        for value in values
        if isinstance(value, Quantity) and value.kind == "duration" and value.unit in _MONTHS and value.least == value.most
    ]


def _months(question: Question) -> int:
    """Over how many months a price is asked for; 0 where the question speaks of none, or of earnings, which grow."""
    asks = question.has("how_much", "costs") and question.wanted in ("money", "quantity")
    if not asks or question.concepts & (group("earning") | {"arr", "mrr"}) or question.has("difference", "sum", "adding"):
        return 0
    stretches = _stretches(question)
    if stretches:
        return stretches[0] if len(stretches) == 1 and stretches[0] > 1 else 0
    return YEAR if "annual" in question.concepts else 0


def _rates(view: View) -> Iterator[Rate]:
    """Every amount of money that is said to be for a month or a year, by itself or by its column."""
    for unit in view.units:
        if unit.kind == "row" and unit.header >= 0:
            header = view.units[unit.header].cells
            for place, cell in enumerate(unit.cells):
                label = header[place] if place < len(header) else ""
                yield from _in_text(view, unit.index, cell, _per_of(view, label), unit.cells[0])
        elif unit.kind != "header" and any(map(str.isdecimal, unit.text)):
            yield from _in_text(view, unit.index, unit.text, "", "")


def _in_text(view: View, unit: int, text: str, per: str, subject: str) -> Iterator[Rate]:
    for token in view.scan(text) if any(map(str.isdecimal, text)) else ():
        value = token.value
        if isinstance(value, Quantity) and value.kind == "money" and (value.per or per) in _PER.values():
            yield Rate(Entry(unit, subject, "", "", value, token.text.strip()), value.per or per)


def _per_of(view: View, label: str) -> str:
    return next((per for concept, per in _PER.items() if concept in concepts_of_label(view, label)), "")


def _saving(question: Question, matching: Matching) -> Draft | None:
    """Twelve monthly prices less the yearly one."""
    view = matching.view
    rates = list(_rates(view))
    both = {rate.unit for rate in rates if rate.per == "month"} & {rate.unit for rate in rates if rate.per == "year"}
    telling = [row for row in _telling(question, matching) if matching.found[row]]
    value = matching.value[telling]
    total = float(value.sum())
    found: list[tuple[float, Rate, Rate]] = []
    for monthly, yearly in product(
        [rate for rate in rates if rate.per == "month"],
        [rate for rate in rates if rate.per == "year"],
    ):
        one, other = monthly.entry, yearly.entry
        near = monthly.unit == yearly.unit or (not both & {monthly.unit, yearly.unit} and _siblings(view, monthly.unit, yearly.unit))
        whole = YEAR * one.quantity.most
        if near and one.quantity.unit == other.quantity.unit and LEAST * whole <= other.quantity.most < whole:
            met = matching.spread[telling][:, [monthly.unit, yearly.unit]].max(axis=1)
            found.append((float(value @ met) / total if total else 1.0, monthly, yearly))
    best = max((score for score, _, _ in found), default=0.0)
    chosen = [(monthly, yearly) for score, monthly, yearly in found if score >= best - 1e-3]
    amounts = {(monthly.entry.quantity.most, yearly.entry.quantity.most) for monthly, yearly in chosen}
    only = len({(monthly.entry.quantity.most, yearly.entry.quantity.most) for _, monthly, yearly in found}) == 1
    return _saved(question, view, *chosen[0]) if len(amounts) == 1 and (only or best >= COVERED) else None


def _siblings(view: View, one: int, other: int) -> bool:
    return view.units[one].group == view.units[other].group and abs(one - other) <= NEAR


def _saved(question: Question, view: View, monthly: Rate, yearly: Rate) -> Draft:
    one, other = monthly.entry, yearly.entry
    shown = Entry(one.unit, "", "", "", one.quantity, _bare(one))
    twelve = like(YEAR * one.least, YEAR * one.most, [shown], view.convention)
    least, most = sorted((YEAR * one.least - other.least, YEAR * one.most - other.most))
    value = like(least, most, [shown], view.convention)
    share = number(100 * most / (YEAR * one.most), view.convention, 0)
    formula = f"{YEAR} × {_bare(one)} = {twelve}; {twelve} − {_bare(other)} = {value}"
    lead = frame("difference", question.language, value=f"{value} ({share}%)", formula=formula)
    said = tuple(state(view, unit) for unit in dict.fromkeys((monthly.unit, yearly.unit)))
    computation = Computation(formula=formula, expected=value, stated="")
    return Draft("compare", said, lead, computation, figures=(twelve, f"{share}%"), certain=True)


def _over(question: Question, matching: Matching, months: int) -> Draft | None:
    """A price for each month, or each year, times the months or years asked for."""
    view = matching.view
    telling = _telling(question, matching)
    if not telling or not all(matching.found[row] for row in telling):
        return None
    met = [rate for rate in _rates(view) if _meets(matching, telling, rate.unit)]
    yearly = [rate for rate in met if rate.per == "year"]
    used = yearly if yearly and not months % YEAR else [rate for rate in met if rate.per == "month"]
    times = months // YEAR if used is yearly else months
    if times < 2 or len({rate.entry.quantity.most for rate in used}) != 1 or (yearly and used is not yearly):
        return None
    entry = used[0].entry
    shown = Entry(entry.unit, "", "", "", entry.quantity, _bare(entry))
    value = like(times * entry.least, times * entry.most, [shown], view.convention)
    formula = f"{times} × {_bare(entry)} = {value}"
    lead = frame("difference", question.language, value=value, formula=formula)
    said: tuple[Statement, ...] = (state(view, entry.unit),)
    return Draft("aggregate", said, lead, Computation(formula=formula, expected=value, stated=""), figures=(value,), certain=True)


def _bare(entry: Entry) -> str:
    """A figure as written, without the time it is for."""
    return _EACH.split(entry.text)[0].strip()


def _meets(matching: Matching, telling: Sequence[int], unit: int) -> bool:
    """Whether every telling word stands in a line or above it, one of them at least in the line itself."""
    return bool((matching.spread[telling, unit] >= MATCHED).all()) and float(numpy.max(matching.own[telling, unit])) >= MATCHED


def _telling(question: Question, matching: Matching) -> list[int]:
    """The rows of the words that say whose price is meant."""
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight > LIGHT and not term.timed and not term.words[0].isdecimal() and not set(term.concepts) & _ASKS
        if matching.found[row] or _must_be_met(term)
    ]


def _must_be_met(term: Term) -> bool:
    """Whether a word that the plan does not say makes the question one about something else."""
    return term.weight >= CONTENT and bool(term.concepts)
