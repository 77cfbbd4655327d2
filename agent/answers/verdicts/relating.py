"""Figures that must fit each other: payback and gains, averages and their parts, durations and the months of a heading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, asked_tokens
from agent.answers.asking.words import words
from agent.answers.reading.amounts import number
from agent.answers.reading.choosing import Choice, choices
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import entries_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Item

MONTH = 2629800.0  # seconds
NEAR_ENOUGH = 0.06  # of the stated figure: roadmaps round
_GAINS = frozenset({"benefit", "savings", "revenue", "profit"})


def payback_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether a stated payback follows from the investment and the yearly gain that are stated with it."""
    if "payback" not in question.concepts or not (question.has("correct", "adds_up") or question.concepts & _GAINS):
        return None
    for matching in matchings:
        view = matching.view
        paybacks = [entry for entry in entries_of(view) if entry.attribute == "payback" and entry.quantity.kind == "duration"]
        for payback in sorted(paybacks, key=lambda entry: (-float(matching.scores[entry.unit]), entry.unit)):
            invested, gained = _nearest(view, payback, yearly=False), _nearest(view, payback, yearly=True)
            if invested is not None and gained is not None and gained.least > 0 and not payback.quantity.is_range:
                return _payback_draft(question, view, payback, invested, gained)
    return None


def _nearest(view: View, payback: Entry, *, yearly: bool) -> Entry | None:
    """The yearly gain, or else the investment, that stands nearest to the payback: a total before a part."""
    money = [entry for entry in entries_of(view) if entry.quantity.kind == "money" and not entry.quantity.is_range]
    found = [
        entry
        for entry in money
        if _is_yearly(view, entry) == yearly and _is_gain(view, entry) == yearly and (yearly or entry.attribute == "cost")
    ]
    totals = [entry for entry in found if entry.is_total] or [entry for entry in found if view.units[entry.unit].kind != "row"]
    return min(totals, key=lambda entry: (abs(entry.unit - payback.unit), entry.unit), default=None)


def _is_gain(view: View, entry: Entry) -> bool:
    """Whether an amount comes in: by its label, the name of its column included."""
    listed = [word.text for word in words(entry.label or view.units[entry.unit].text)]
    named = {concept for found in concepts_of_words(listed, view.language) for concept in found.concepts}
    return bool(named & (_GAINS | {"roi"}))


def _is_yearly(view: View, entry: Entry) -> bool:
    if entry.quantity.per:
        return entry.quantity.per == "year"
    text = entry.label if view.units[entry.unit].kind == "row" else view.units[entry.unit].text
    listed = [word.text for word in words(text)]
    return any("annual" in found.concepts for found in concepts_of_words(listed, view.language))


def _payback_draft(question: Question, view: View, payback: Entry, invested: Entry, gained: Entry) -> Draft:
    months = invested.least / gained.least * 12
    stated = on_scale(payback.quantity)[1] / MONTH
    text = number(months, view.convention, 2)
    formula = f"{invested.text} / {gained.text} × 12 = {text}"
    holds = abs(months - stated) <= max(NEAR_ENOUGH * stated, 0.05)
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=payback.text)
    said = tuple(state(view, unit) for unit in dict.fromkeys((payback.unit, invested.unit, gained.unit)))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated=payback.text))


def average_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether the overall figure of a table is the average of its rows."""
    if not question.has("average") or not question.is_verdict:
        return None
    asked = {token.value.least for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)}
    for matching in matchings:
        view = matching.view
        for choice in choices(question, matching, wanted="quantity"):
            entries = choice.series.entries
            overall = _overall(view, choice)
            if overall is None or len(entries) < 3 or (asked and overall.least not in asked) or not _is_meant(question, choice):
                continue
            value = sum(entry.least for entry in entries) / len(entries)
            text = number(value, view.convention, 2)
            formula = f"({' + '.join(number(entry.least, view.convention) for entry in entries)}) / {len(entries)} = {text}"
            holds = abs(value - overall.least) <= (overall.quantity.high - overall.quantity.low) / 2 + 0.005
            lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=overall.text)
            said = (
                state(view, overall.unit),
                *(Statement(view, (entry.unit,), f"{entry.subject}: {entry.text}", "", True) for entry in entries),
            )
            return Draft("inconsistency", said, lead, Computation(formula=formula, expected=text, stated=overall.text))
    return None


def _overall(view: View, choice: Choice) -> Entry | None:
    """The figure of the row that speaks for all rows of the column."""
    if choice.series.basis != "column":
        return None
    block = view.units[choice.entries[0].unit].block
    totals = (entry for entry in entries_of(view) if entry.is_total and entry.label == choice.series.label)
    return next((entry for entry in totals if view.units[entry.unit].block == block), None)


def _is_meant(question: Question, choice: Choice) -> bool:
    """Whether the question speaks of the table at all, and names no other column of it instead of this one."""
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9]
    if rows and choice.matching.spread[rows][:, [entry.unit for entry in choice.entries]].max() < MATCHED:
        return False
    asked, own = _said(question.text), _said(choice.series.label)
    cells = choice.view.units[choice.series.holder].cells[1:] if choice.series.holder >= 0 else ()
    others = [_said(cell) for cell in cells if _said(cell) != own]
    return bool(asked & (own - set().union(*others))) or not any(asked & (other - own) for other in others)


def _said(text: str) -> frozenset[str]:
    return frozenset(word.text for word in words(text))


@dataclass(frozen=True, slots=True)
class Spanned:
    """An item with a duration and a stretch of numbered months (weeks): `length` is how long the stretch is."""

    item: Item
    window: Window
    entry: Entry
    length: float


def span_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether the durations stated for items are as long as the months of their headings."""
    if "duration" not in question.concepts or not question.has("same", "correct"):
        return None
    for matching in matchings:
        view = matching.view
        measured = [spanned for item in view.roadmap.items for spanned in _spanned(view, item)]
        if len(measured) > 1:
            # "Months 1-3" is three months when some item says so: then both ends count.
            both_ends = any(spanned.entry.least == spanned.length + 1 for spanned in measured)
            counted = [replace(spanned, length=spanned.length + both_ends) for spanned in measured]
            wrong = [spanned for spanned in counted if not spanned.entry.least <= spanned.length <= spanned.entry.most]
            return _span_draft(question, view, wrong or counted, agree=not wrong)
    return None


def _spanned(view: View, item: Item) -> list[Spanned]:
    window = item.window
    if window is None or item.window_inherited or window.first is None or window.last is None:
        return []
    durations = (entry for entry in entries_of(view) if entry.parent == item.key and entry.attribute == "duration")
    return [Spanned(item, window, entry, window.last - window.first) for entry in durations if entry.quantity.unit == window.unit][:1]


def _span_draft(question: Question, view: View, shown: Sequence[Spanned], *, agree: bool) -> Draft:
    texts = [
        f"{one.item.id or one.item.title}: {one.window.text} = {number(one.length, view.convention)} {one.window.unit}s / {one.entry.text}"
        for one in shown
    ]
    said = []
    for one in shown[:6]:
        units = dict.fromkeys((*view.on_line(one.item.span.line)[:1], one.entry.unit))
        said += [Statement(view, (unit,), spoken(view, unit), "", True) for unit in units]
    values = "; ".join(texts)
    lead = frame("agree" if agree else "differs", question.language, values=values)
    return Draft("inconsistency", tuple(said), lead, Computation(formula=values, expected="", stated=""))
