"""Before or after: two things set in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from agent.answers.asking.cues import cue_spans, listed, load, opens_with
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import NUMBER
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.lookups.sides import best_per_side, sides
from agent.answers.reading.matching import Matching
from agent.answers.reading.record import Field, Record
from agent.answers.reading.records import hits, records_of
from agent.answers.reading.things import name_of
from agent.answers.reading.timing import Stretch, stretches, windows_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, state
from agent.answers.wording.frames import frame
from agent.expressions import compiled
from agent.facts.folding import is_ideographic
from agent.model.quantity import Window


def order_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Which of two things comes first, from their windows."""
    if not question.has("before", "after") or not question.is_verdict or question.has("same", "adds_up"):
        return None
    for matching in matchings:
        found = sides(question, matching)
        if len(found) < 2:
            continue
        chosen = [unit for _, unit in best_per_side(question, matching, found, figures=False)]
        dated = [(unit, window) for unit in chosen for window in _window(matching.view, unit)]
        if len(dated) >= 2:
            return _ordered(question, matching.view, dated[0], dated[1])
    return None


def first_of_two(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Which of two things that the question names comes first: "what ships first, the search or the export?"."""
    asks = question.has("comes_first") or (question.has("before") and question.has("which"))
    if question.is_verdict or not asks or not question.has("versus") or len(matchings) != 1:
        return None
    matching = matchings[0]
    found = [_times_of(matching, rows) for rows in _alternatives(question, matching)]
    if len(found) != 2 or not all(found):
        return None
    pairs = [(one, other) for one in found[0] for other in found[1] if one[1] != other[1] and _axis(one[2], other[2])]
    if not pairs:
        return None
    one, other = min(pairs, key=lambda pair: (round(pair[0][0] + pair[1][0], 2), pair[0][1], pair[1][1]))
    draft = _ordered(question, matching.view, one[1:], other[1:])
    return replace(draft, certain=True) if draft is not None else None


_OR_RUNS = ("还是", "或", "それとも", "と")


def _alternatives(question: Question, matching: Matching) -> list[list[int]]:
    """The rows of both things between which "or" stands: in front of it as far as the comma, and behind it."""
    said = words(question.text)
    if question.language in UNSPACED_LANGUAGES:
        at = next((question.text.find(run) for run in _OR_RUNS if run in question.text), -1)
        places = [sum(1 for word in said if word.start < at)] if at > 0 else []
    else:
        places = [place for place, word in enumerate(said) if word.text in group("or_words")]
    if not places:
        return []
    joint = places[-1]
    border = question.text.rfind(",", 0, said[joint].start if joint < len(said) else len(question.text))
    start = sum(1 for word in said if word.start < border) if border > 0 else 0
    telling = [row for row, term in enumerate(question.terms) if term.weight >= NUMBER and matching.found[row] and not term.timed]
    front = [row for row in telling if start <= question.terms[row].position < joint]
    return [front, [row for row in telling if question.terms[row].position >= joint]]


def _times_of(matching: Matching, rows: Sequence[int]) -> list[tuple[float, int, Window]]:
    """The lines that name a thing, with the time each has, the most exact first: (how wide the time is, unit, time)."""
    if not rows:
        return []
    value = matching.value[list(rows)]
    fit = value @ matching.own[list(rows)]
    best = float(fit.max(initial=0.0))
    if best < LEAST_SIDE:
        return []
    near = [int(unit) for unit in fit.argsort(kind="stable")[::-1][: TRIED * 3] if fit[unit] >= best * NEAR_BEST]
    timed = [(stretches(window), unit, window) for unit in near for window in _window(matching.view, unit)]
    found = [(min(stretch.last - stretch.first for stretch in own), unit, window) for own, unit, window in timed if own]
    return sorted(found, key=lambda entry: (entry[0], entry[1]))[:TRIED]


def _axis(one: Window, other: Window) -> str:
    return next((first.axis for first in stretches(one) for second in stretches(other) if first.axis == second.axis), "")


TRIED, NEAR_BEST = 8, 0.75  # lines looked at for the time of a side, those that fit it nearly as well as the best one
LEAST_SIDE = 0.3  # value of the word that makes a side


def typed_order_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether one thing starts (ends) before another, from the start and end that the plan states for each.

    Holds only when each side of the question names one thing and the question asks for before or after, not for which of them.
    """
    if not question.is_verdict or question.has("before") == question.has("after") or asks_existence(question):
        return None
    for matching in matchings:
        dated = [_moment(question, matching, rows) for rows in _side_rows(question)]
        if len(dated) != 2 or dated[0] is None or dated[1] is None:
            continue
        (one, first, one_name), (other, second, other_name) = dated[0], dated[1]
        if first.axis != second.axis:
            continue
        holds = first.first < second.first if question.has("before") else first.first > second.first
        lead = f"{frame('yes' if holds else 'no', question.language)}: {one_name}; {other_name}."
        return Draft("temporal", (state(matching.view, one), state(matching.view, other)), lead, certain=True)
    return None


def asks_existence(question: Question) -> bool:
    """Whether something is asked to be there at all: "is there a break after the race" sets no two things in order."""
    return _there().match(question.text) is not None


@cache
def _there() -> re.Pattern[str]:
    phrases = listed(load("cues").get("there"))
    spaced, joined = ("|".join(re.escape(words) for words in phrases if is_ideographic(words[0]) is unspaced) for unspaced in (False, True))
    return compiled(rf"\W*(?:{spaced})\b|{joined}", re.IGNORECASE)


def _side_rows(question: Question) -> list[list[int]]:
    """The telling terms in front of "before" or "after", and those behind."""
    spans = [span for cue in ("before", "after") for span in cue_spans(question.text, cue, question.language)]
    if len(spans) != 1:
        return []
    (start, end) = spans[0]
    rows = range(len(question.terms))
    front = [row for row in rows if question.terms[row].position < start]
    return [front, [row for row in rows if question.terms[row].position >= end]]


def _moment(question: Question, matching: Matching, rows: Sequence[int]) -> tuple[int, Stretch, str] | None:
    """The one record that these terms name, and its start; its end when they speak of the end."""
    kept = records_of(matching.view)
    found = hits(question, kept.names)
    ending = any(set(question.terms[row].concepts) & {"end", "done", "deadline"} for row in rows)
    telling = [row for row in rows if question.terms[row].weight >= NUMBER and not set(question.terms[row].concepts) & _MOMENTS]
    if not telling or not kept.records:
        return None
    named = [record for at, record in enumerate(kept.records) if all(found[row, at] >= NAMED for row in telling)]
    timed = [(record, moment) for record in named for moment in _moments(matching.view, record, ending=ending)]
    shortest = min((len(record.name.split()) for record, _ in timed), default=0)
    timed = [(record, moment) for record, moment in timed if len(record.name.split()) == shortest]
    if len({moment[1].first for _, moment in timed}) != 1:
        return None
    record, (field, stretch) = timed[0]
    return field.unit, stretch, f"{record.title} — {field.label}: {field.text}" if field.label else f"{record.title} — {field.text}"


_MOMENTS = frozenset({"start", "end", "done", "launch", "deadline", "task", "project", "planned", "before", "after"})
NAMED = 0.6  # a word counts as part of a name from this weight on


def _moments(view: View, record: Record, *, ending: bool) -> list[tuple[Field, Stretch]]:
    """The field that states the start (end) of a record, with the moment as a stretch of no length."""
    for field in (*record.said("end" if ending else "start"), *record.said("window")):
        windows = [token.value for token in view.scan(field.text) if isinstance(token.value, Window)]
        for stretch in stretches(windows[0]) if windows else ():
            at = stretch.last if ending else stretch.first
            return [(field, Stretch(stretch.axis, at, at))]
    return []


def too_early_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether one thing can be had when another comes: not when it is planned for later."""
    if not question.is_verdict or not opens_with(question.text, "can", question.language):
        return None
    for matching in matchings:
        found = sides(question, matching)
        if len(found) != 2:
            continue
        chosen = [unit for _, unit in best_per_side(question, matching, found, figures=False)]
        dated = [(unit, window) for unit in chosen for window in _window(matching.view, unit)]
        if len(dated) != 2:
            continue
        axis = next((one.axis for one in stretches(dated[0][1]) for other in stretches(dated[1][1]) if one.axis == other.axis), "")
        if axis and _on(dated[0][1], axis).first > _on(dated[1][1], axis).last:
            lead = frame("not_yet", question.language, second=_named(matching.view, dated[0]), first=_named(matching.view, dated[1]))
            return Draft("inconsistency", (state(matching.view, dated[0][0]), state(matching.view, dated[1][0])), lead)
    return None


def _window(view: View, unit: int) -> list[Window]:
    return list(windows_of(view, unit)[:1])


def _ordered(question: Question, view: View, one: tuple[int, Window], other: tuple[int, Window]) -> Draft | None:
    axis = _axis(one[1], other[1])
    if not axis:
        return None
    first, second = _on(one[1], axis), _on(other[1], axis)
    early, late = (one, other) if (first.first, first.last) <= (second.first, second.last) else (other, one)
    names = {"first": _named(view, early), "second": _named(view, late)}
    key = "same_time" if (first.first, first.last) == (second.first, second.last) else "before" if early is one else "after"
    return Draft("temporal", (state(view, one[0]), state(view, other[0])), frame(key, question.language, **names))


def _on(window: Window, axis: str) -> Stretch:
    return next(stretch for stretch in stretches(window) if stretch.axis == axis)


def _named(view: View, dated: tuple[int, Window]) -> str:
    unit = view.units[dated[0]]
    label = unit.text[:60] if unit.kind == "heading" else shorten(name_of(view, unit) or unit.text.partition(":")[0], 60)
    return label if dated[1].text in label else f"{label} ({dated[1].text})"
