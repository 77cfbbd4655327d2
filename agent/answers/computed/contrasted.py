"""The values of two things that a question sets against each other by name, wherever they stand: which is more, and by how much."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.comparatives import compares_prices, compares_times
from agent.answers.asking.question import Question
from agent.answers.lookups.moments import called, two_moments
from agent.answers.lookups.two_values import Places, two_places
from agent.answers.reading.amounts import like, number
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching
from agent.answers.reading.scales import on_scale
from agent.answers.reading.timing import in_asked_time, stretches
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, shorten, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Window

SURE = 0.72  # of what the plan knows of the question, that both values must meet together
LONGEST = 60


def contrasted_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The two values with their difference or ratio, and which of them is more."""
    if (
        question.is_verdict
        or len(matchings) != 1
        or question.has("sum", "adding", "average", "share", "exclude", "same", "until", "who", "why")
    ):
        return None
    asks = question.has("difference", "ratio") or (
        question.has("greater", "smaller", "maximum", "minimum", "speed") and question.has("versus")
    )
    if not asks or question.wanted in ("way", "reason", "window", "date", "person", "place"):
        return None
    kinds = _kinds(question)
    found = two_places(question, matchings[0], kinds)
    if found is not None and found.score >= SURE and found.windows is None:
        return _draft(question, found)
    return _stretches(question, matchings[0]) if kinds == {"duration"} and question.has("versus") else None


def _stretches(question: Question, matching: Matching) -> Draft | None:
    """Which of two things takes longer by the time that each is planned for: "weeks 5-6" against "week 4"."""
    pair = two_moments(question, matching)
    if pair is None:
        return None
    one, other, axis = pair
    lengths = [_length(moment.window, axis) for moment in (one, other)]
    if not all(lengths) or lengths[0] == lengths[1]:
        return None
    longer, shorter = (one, other) if lengths[0] > lengths[1] else (other, one)
    key = "highest" if question.has("greater", "maximum") or not question.has("smaller", "minimum") else "lowest"
    first, second = (longer, shorter) if key == "highest" else (shorter, longer)
    view = matching.view
    lead = f"{frame(key, question.language)}: {called(view, first)}; {called(view, second)}."
    units = dict.fromkeys(unit for moment in (one, other) for unit in (moment.unit, moment.dated))
    return Draft("compare", tuple(state(view, unit) for unit in units), lead)


def _length(window: Window, axis: str) -> float:
    stretch = next(stretch for stretch in stretches(window) if stretch.axis == axis)
    return stretch.last - stretch.first + (1.0 if axis != "date" else 1 / 31)


def side_by_side_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What each of two places that a question sets side by side says."""
    if question.is_verdict or not question.has("versus") or question.wanted not in ("count", "money", "percent", "quantity", "duration"):
        return None
    if question.has("difference", "ratio", "greater", "smaller", "maximum", "minimum", "sum", "adding", "average", "share"):
        return None
    for matching in matchings:
        found = two_places(question, matching)
        if found is not None:
            left, right = _called(found.view, found.one, found.other), _called(found.view, found.other, found.one)
            lead = f"{left}: {found.one.text} / {right}: {found.other.text}."
            return Draft("compare", _said(found), lead, certain=True)
    return None


def _kinds(question: Question) -> frozenset[str]:
    """The kind of figure that the comparison itself tells: "cheaper" of prices, "longer" of times."""
    if question.wanted == "duration" or compares_times(question.text, question.language):
        return frozenset({"duration"})
    if question.wanted == "money" or compares_prices(question.text, question.language):
        return frozenset({"money"})
    return frozenset()


def _draft(question: Question, found: Places) -> Draft | None:
    one, other = found.one, found.other
    ends = [(entry, *on_scale(entry.quantity)[1:]) for entry in (one, other)]
    if ends[0][1:] == ends[1][1:] or not in_asked_time(question, one.quantity):
        return None
    more, less = (one, other) if (ends[0][2], ends[0][1]) >= (ends[1][2], ends[1][1]) else (other, one)
    names = {id(entry): _called(found.view, entry, found.other if entry is one else found.one) for entry in (one, other)}
    values = "; ".join(f"{names[id(entry)]}: {entry.text}" for entry in (one, other))
    if question.has("ratio"):
        low = on_scale(less.quantity)[2]
        if not low:
            return None
        text = number(on_scale(more.quantity)[2] / low, found.view.convention, 2)
        formula = f"{more.text} / {less.text} = {text}"
        lead = frame("ratio", question.language, value=text, formula=formula)
        return Draft("compare", _said(found), f"{values}. {lead}", Computation(formula=formula, expected=text, stated=""), certain=True)
    same_unit = (more.quantity.unit, more.quantity.per) == (less.quantity.unit, less.quantity.per)
    if not same_unit:
        return Draft("compare", _said(found), f"{frame('highest', question.language)}: {names[id(more)]}: {more.text}. {values}.")
    low, high = sorted((more.least - less.least, more.most - less.most))
    value = like(low, high, [more, less], found.view.convention)
    formula = f"{more.text} − {less.text} = {value}"
    lead = frame("difference_more", question.language, subject=names[id(more)], value=value, formula=formula)
    end = ""
    if low != high and question.has("at_most", "at_least"):
        bound = high if question.has("at_most") else low
        end = like(bound, bound, [more, less], found.view.convention) + ". "
    return Draft("compare", _said(found), end + lead, Computation(formula=formula, expected=value, stated=""), certain=True)


def _said(found: Places) -> tuple[Statement, ...]:
    return tuple(state(found.view, unit) for unit in dict.fromkeys((found.one.unit, found.other.unit)))


def _called(view: View, entry: Entry, beside: Entry) -> str:
    """What tells a value from the other: its column, its row, or what it stands under."""
    place = view.units[entry.unit]
    if place.kind == "row":
        if entry.unit == beside.unit or (entry.subject == beside.subject and entry.label != beside.label):
            return shorten(f"{entry.subject} ({entry.label})", LONGEST)
        return shorten(entry.subject or place.cells[0], LONGEST)
    own = entry.subject or entry.label
    if own and own != (beside.subject or beside.label):
        return shorten(own, LONGEST)
    above = next((view.units[index].text for index in (*place.parents, *place.headings) if index >= 0), "")
    return shorten(above or own, LONGEST)
