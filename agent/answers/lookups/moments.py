"""Two things that a question sets in time: when each is planned, which comes first, how long lies between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from agent.answers.asking.counted import is_kind
from agent.answers.asking.glossary import forms
from agent.answers.asking.question import Question
from agent.answers.asking.terms import LIGHT
from agent.answers.lookups.sides import divisions
from agent.answers.reading.amounts import number
from agent.answers.reading.matching import Matching
from agent.answers.reading.things import Named, name_of, named_things
from agent.answers.reading.timing import Stretch, above, stretches
from agent.answers.reading.values import names_time
from agent.answers.reading.view import KEPT_VIEWS, View, Weights
from agent.answers.wording.draft import Draft, Statement, shorten, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Window

LEAST = 0.6  # of what a side says, that a thing must be called
CANDIDATES, LOOKED_AT = 12, 80
DEADLINE = 0.15  # more for the date stated under a name than for the stretch in it, where a deadline is asked for
FARTHER = 0.1  # less for each step from a thing to the line that dates it
NEAR, LATE = 6, 3  # lines under a name that may date it; steps away that the headings above are
LONGEST = 60
_TIME_WORDS = frozenset(
    {"start", "end", "done", "launch", "deadline", "date", "planned", "before", "after", "duration", "time", "timeline"}
)
_ENDS = frozenset({"end", "done"})
_UNITS = {"day": 1.0, "week": 7.0, "month": 30.4375, "quarter": 91.3125, "year": 365.25}
_AXES = ("date", "month", "week", "sprint", "quarter", "day", "year", "phase", "version")
_STAGES = ("phase", "sprint", "version")


@dataclass(frozen=True, slots=True)
class Moment:
    """When a thing is planned: `unit` names it, `dated` says when."""

    unit: int
    dated: int
    window: Window
    score: float


def moments_apart(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """How long lies between the times of two things that the question names."""
    unit = _unit_asked(question)
    if question.is_verdict or not unit or not question.has("difference", "between", "versus") or question.has("greater", "smaller"):
        return None
    for matching in matchings:
        pair = two_moments(question, matching)
        if pair is not None:
            return _apart(question, matching.view, pair, unit)
    return None


def moments_ordered(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Which of two things that the question names comes first, or whether the one comes before the other."""
    if not question.has("before", "after", "comes_first") or question.has("why", "prerequisite", "how_much", "how_many", "costs"):
        return None
    if question.has("same", "adds_up", "average", "sum", "share") or not (question.is_verdict or question.has("versus", "comes_first")):
        return None
    for matching in matchings:
        pair = two_moments(question, matching)
        if pair is not None:
            return _ordered(question, matching.view, pair)
    return None


def two_moments(question: Question, matching: Matching) -> tuple[Moment, Moment, str] | None:
    """The two things that fit the halves of the question best, both dated on one axis; None when no two do."""
    named = named_things(question, matching)
    best: tuple[float, Moment, Moment, str] | None = None
    for left, right in halves(question, matching):
        fits = [named.fit(rows) for rows in (left, right)]
        options = [_candidates(named, fit, deadline="deadline" in question.concepts) for fit in fits]
        for one in options[0]:
            for other in options[1]:
                axis = _axis(one.window, other.window)
                if not axis or one.unit == other.unit or _nested(matching.view, one.unit, other.unit):
                    continue
                if _is_of_both(fits, named, one, other):
                    continue
                score = one.score + other.score
                if best is None or score > best[0] + 1e-6:
                    best = (score, one, other, axis)
    return best[1:] if best is not None else None


def halves(question: Question, matching: Matching) -> Iterator[tuple[list[int], list[int]]]:
    """The telling rows in front of and behind each word that divides the question in two."""
    for place in divisions(question):
        groups = _rows_at(question, matching, place)
        if all(any(_tells(question, matching, row) for row in rows) for rows in groups):
            left, right = ([row for row in rows if _counts(question, matching, row)] for rows in groups)
            yield left, right


def _rows_at(question: Question, matching: Matching, place: int) -> tuple[list[int], list[int]]:
    front = [row for row, term in enumerate(question.terms) if term.position < place]
    behind = [row for row, term in enumerate(question.terms) if term.position >= place]
    for row, numbered in zip(matching.counted_rows, dict.fromkeys(question.numbered), strict=True):
        said = [term.position for term in question.terms if term.words[0] in (str(numbered.first), str(numbered.last))]
        (front if said and min(said) < place else behind).append(row)
    return front, behind


def _counts(question: Question, matching: Matching, row: int) -> bool:
    """Whether a row helps to choose among things: those that tell which is meant, and small words like "first" beside them."""
    small = row < len(question.terms) and matching.found[row] and question.terms[row].weight < LIGHT
    return _tells(question, matching, row) or (bool(small) and not question.terms[row].timed)


def _tells(question: Question, matching: Matching, row: int) -> bool:
    """Whether a row says which thing is meant, not that a time is asked for."""
    if not matching.found[row]:
        return False
    if row >= len(question.terms):
        return True
    term = question.terms[row]
    times = bool(term.concepts) and set(term.concepts) <= _TIME_WORDS | set(_UNITS)
    return term.weight >= LIGHT and not term.timed and not times and not any(is_kind(term.words[0], unit) for unit in _UNITS)


def _candidates(named: Named, fit: Weights, *, deadline: bool) -> list[Moment]:
    """The things that fit best when their distance to what dates them counts too."""
    order = sorted(range(len(named.things.units)), key=lambda at: (-round(float(fit[at]), 4), named.things.units[at]))
    found: list[Moment] = []
    for at in order[:LOOKED_AT]:
        if fit[at] < LEAST:
            break
        unit = named.things.units[at]
        for away, dated, window in times_of(named.things.view, unit)[:4]:
            asked = DEADLINE if deadline and away == 1 else 0.0
            found.append(Moment(unit, dated, window, float(fit[at]) - FARTHER * away + asked))
    return sorted(found, key=lambda moment: (-round(moment.score, 4), moment.unit))[:CANDIDATES]


def _is_of_both(fits: Sequence[Weights], named: Named, one: Moment, other: Moment) -> bool:
    """Whether the things fit the halves the other way round as well: then the halves do not tell them apart."""
    at = {unit: place for place, unit in enumerate(named.things.units)}
    straight = fits[0][at[one.unit]] + fits[1][at[other.unit]]
    crossed = fits[0][at[other.unit]] + fits[1][at[one.unit]]
    return bool(crossed >= straight - 0.05)


def _nested(view: View, one: int, other: int) -> bool:
    return one in view.above_unit(other) or other in view.above_unit(one)


@lru_cache(maxsize=KEPT_VIEWS * 16)
def times_of(view: View, unit: int) -> tuple[tuple[int, int, Window], ...]:
    """(steps away, unit that says it, time) for a thing: its own line, the lines under its name that date it, what stands above it."""
    own = [(0, unit, window) for window in _windows(view, unit)]
    below = [(1, member, window) for member in _dating(view, unit) for window in _windows(view, member)[:1]]
    over = [] if own or below else [(LATE, place, window) for place in above(view, unit) for window in _windows(view, place)[:1]]
    return (*own, *below, *over[:1], *_stages(view, unit))


def _stages(view: View, unit: int) -> list[tuple[int, int, Window]]:
    """The numbered phase, version ... that a thing is or stands in, as a time on an axis of its own."""
    chain = (unit, *view.above_unit(unit))
    found: list[tuple[int, int, Window]] = []
    for kind in _STAGES:
        of_kind = {place: (first, last) for place, first, last in view.mentions(kind)}
        held = next((place for place in chain if place in of_kind and (place == unit or view.units[place].kind == "heading")), -1)
        if held >= 0:
            first, last = of_kind[held]
            text = view.units[held].text if held != unit else ""
            found.append((LATE + 1, held, Window(shorten(text, LONGEST), unit=kind, first=first, last=last, precision="relative")))
    return found


def _dating(view: View, unit: int) -> list[int]:
    """The lines under a name that say its time by a label, or say nothing but a time."""
    found = []
    for member in view.members.get(unit, ())[:NEAR]:
        label, colon, _ = view.units[member].text.partition(":")
        if colon and names_time(label, view.language) and _windows(view, member):
            found.append(member)
    return found


def _windows(view: View, unit: int) -> list[Window]:
    return [token.value for token in view.tokens(unit) if isinstance(token.value, Window)]


def _axis(one: Window, other: Window) -> str:
    axes = {stretch.axis for stretch in stretches(one)} & {stretch.axis for stretch in stretches(other)}
    return next((axis for axis in _AXES if axis in axes), "")


def _on(window: Window, axis: str) -> Stretch:
    return next(stretch for stretch in stretches(window) if stretch.axis == axis)


def _ordered(question: Question, view: View, pair: tuple[Moment, Moment, str]) -> Draft:
    one, other, axis = pair
    first, second = _on(one.window, axis), _on(other.window, axis)
    ends = [bool(_concepts(question, half) & _ENDS) for half in (0, 1)]
    left, right = (first.last if ends[0] else first.first), (second.last if ends[1] else second.first)
    if left == right and not any(ends):
        left, right = first.last, second.last
    early, late = (one, other) if left <= right else (other, one)
    key = "same_time" if left == right else "before" if early is one else "after"
    lead = frame(key, question.language, first=called(view, early), second=called(view, late))
    if question.is_verdict and question.has("before") != question.has("after"):
        holds = key == ("before" if question.has("before") else "after")
        lead = f"{frame('yes' if holds else 'no', question.language)}. {lead}"
    return Draft("temporal", _said(view, one, other), lead, certain=True)


def _concepts(question: Question, half: int) -> frozenset[str]:
    """The concepts of the words in front of "before" and its like (0), or behind it (1)."""
    places = divisions(question)
    border = places[-1] if places else 10_000
    return frozenset(concept for term in question.terms if (term.position >= border) == bool(half) for concept in term.concepts)


def _apart(question: Question, view: View, pair: tuple[Moment, Moment, str], unit: str) -> Draft | None:
    one, other, axis = pair
    early, late = sorted((one, other), key=lambda moment: _on(moment.window, axis).first)
    start, end = early.window, late.window
    if start.start is not None and end.start is not None:
        days = (end.start - start.start).days
        exact = start.precision == end.precision == "day"
        value = float(days) if unit == "day" else days / _UNITS[unit]
        if unit in ("month", "quarter", "year") and (not exact or start.start.day == end.start.day):
            months = (end.start.year - start.start.year) * 12 + end.start.month - start.start.month
            value = months / {"month": 1, "quarter": 3, "year": 12}[unit]
        if unit in ("day", "week") and not exact:
            return None
    elif axis in _UNITS:
        value = (_on(end, axis).first - _on(start, axis).first) * _UNITS[axis] / _UNITS[unit]
        value = _on(end, axis).first - _on(start, axis).first if axis == unit else value
    else:
        return None
    text = f"{number(value, view.convention, 1)} {_word(question, unit)}"
    formula = f"{called(view, early)} → {called(view, late)}"
    lead = frame("difference", question.language, value=text, formula=formula)
    return Draft(
        "temporal", _said(view, one, other), lead, Computation(formula=formula, expected=text, stated=""), certain=True, figures=(text,)
    )


def _unit_asked(question: Question) -> str:
    """The unit of time that "how many ... between" asks for."""
    if not question.has("how_long"):
        return ""
    said = [term for term in question.terms if not term.timed]
    return next((unit for unit in _UNITS if any(unit in term.concepts or is_kind(term.words[0], unit) for term in said)), "")


def _word(question: Question, unit: str) -> str:
    """The unit of time in the word of the question."""
    said = next((term.text for term in question.terms if unit in term.concepts or is_kind(term.words[0], unit)), "")
    return said or next((form.text for form in forms().get(unit, ()) if form.language == question.language), unit)


def _said(view: View, *moments: Moment) -> tuple[Statement, ...]:
    units = [unit for moment in moments for unit in dict.fromkeys((moment.unit, moment.dated))]
    return tuple(state(view, unit) for unit in dict.fromkeys(units))


def called(view: View, moment: Moment) -> str:
    """A thing by its name with its time behind it."""
    found = view.units[moment.unit]
    name = found.text if found.kind == "heading" else name_of(view, found)
    short = shorten(name, LONGEST)
    return short if moment.window.text in short else f"{short} ({moment.window.text})"
