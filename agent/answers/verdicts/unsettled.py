"""What a plan states about a question that nothing in it settles: the places that speak of all sides, with their figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy
from numpy.typing import NDArray

from agent.answers.asking.question import Question
from agent.answers.lookups.lists import introduces, kept_members
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.values import is_figure, is_when
from agent.answers.reading.view import View
from agent.answers.wording.cover import rests_on, telling_rows
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression

POOL, MOST, MEMBERS = 60, 5, 6
LEAST_GAIN = 0.16  # of the question's weight: what a further place must add
VALUED = 1.2  # a place with a figure or a time says more than one without
BESIDE = 5  # lines with other values that are said beside a comparison
OTHERS, NEARLY = 6, 0.5  # lines with other values; of the best score, that they must reach
AGAIN = 0.72  # of the best score: another part of the plan that speaks of the same thing is shown too
_STATED_FIRST = expression(r"(?:[.:;,—–。：；，、]|\s-)\s*\S.*[?？]$")
SETTLED_BY = ("same", "fits", "correct", "adds_up", "covers", "versus", "difference", "sum")


def unsettled(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The places that together speak of most of the question; that they settle nothing is said where a comparison was asked for."""
    found = [(score, matching, unit) for matching in matchings for score, unit in _places(question, matching)]
    if not found:
        return None
    found.sort(key=lambda entry: (-entry[0], entry[1].view.document.path, entry[2]))
    said: list[Statement] = []
    shown: set[tuple[int, int]] = set()
    for _, matching, unit in found[: MOST + 2 + OTHERS]:
        for statement in _stated(question, matching, unit):
            if (id(matching), statement.units[0]) not in shown:
                shown.add((id(matching), statement.units[0]))
                said.append(statement)
    return Draft(
        "inconsistency", tuple(said), frame("unsettled", question.language) if compares(question) or not _told(question, matchings) else ""
    )


def with_others(question: Question, matchings: Sequence[Matching], draft: Draft) -> Draft:
    """A comparison with the lines that fit the question as well as those it compares and state other values: one of them may be meant."""
    if len(matchings) != 1:
        return draft
    matching = matchings[0]
    scores, pool = _pool(matching)
    units = [unit for _, unit in rests_on(draft)]
    others = _other_values(question, matching, scores, pool, units)[:BESIDE] if pool and units else []
    return replace(draft, statements=(*draft.statements, *(state(matching.view, unit) for unit in others)))


def _told(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether one line says by itself all that is asked about: then it is the answer, as the plan words it."""
    rows = telling_rows(question, matchings, unknown=True)
    return any(bool((matching.own[rows] >= MATCHED).all(axis=0).any()) for matching in matchings) if rows else True


def compares(question: Question) -> bool:
    """Whether a question sets things against each other: by a word for it, or by stating one thing before it asks for the other."""
    return question.has(*SETTLED_BY) or _STATED_FIRST.search(question.text.strip()) is not None


def _stated(question: Question, matching: Matching, unit: int) -> list[Statement]:
    view = matching.view
    members = kept_members(question, view, view.members.get(unit, ()))[:MEMBERS] if introduces(view, unit) else _led(view, unit)
    return [state(view, unit), *(Statement(view, (member,), spoken(view, member), "", True) for member in members)]


def _led(view: View, unit: int) -> tuple[int, ...]:
    """The line right below one that ends with a colon, in a block that is no list: it says what the first one announces."""
    place = view.units[unit]
    below = view.units[unit + 1] if unit + 1 < len(view.units) else place
    leads = place.text.rstrip().endswith((":", "：")) and place.kind in ("code", "line") and not view.members.get(unit)
    return (below.index,) if leads and below.kind == place.kind and below.line == place.end_line + 1 else ()


def _places(question: Question, matching: Matching) -> list[tuple[float, int]]:
    """(score, unit): the best place, then those that say what is still unsaid, then other parts that speak of the same."""
    scores, pool = _pool(matching)
    if not pool:
        return []
    value = numpy.where(matching.found, matching.value, numpy.float32(0))
    total = float(value.sum()) or 1.0
    chosen: list[int] = [pool[0]]
    spoken_of = numpy.where(matching.spread >= MATCHED, matching.spread, numpy.float32(0))
    said = spoken_of[:, pool[0]].copy()
    while len(chosen) < MOST:
        gains = {unit: float(value @ numpy.maximum(spoken_of[:, unit] - said, 0.0)) * _valued(matching, unit) for unit in pool}
        best = max(pool, key=lambda unit: (round(gains[unit], 4), float(scores[unit]), -unit))
        if gains[best] < LEAST_GAIN * total:
            break
        chosen.append(best)
        said = numpy.maximum(said, spoken_of[:, best])
    chosen += _elsewhere(matching, scores, pool, chosen)
    chosen += _other_values(question, matching, scores, pool, chosen)
    return [(float(scores[unit]), unit) for unit in chosen]


def _pool(matching: Matching) -> tuple[NDArray[numpy.float32], list[int]]:
    """How well each line fits, those with a value better; the best lines."""
    scores = matching.scores * numpy.array([_valued(matching, unit.index) for unit in matching.view.units], dtype=numpy.float32)
    return scores, [int(unit) for unit in numpy.argsort(-scores, kind="stable")[:POOL] if scores[unit] > 0]


def _elsewhere(matching: Matching, scores: NDArray[numpy.float32], pool: Sequence[int], chosen: Sequence[int]) -> list[int]:
    """Places in other parts that speak of the question about as well as the best, and state a value."""
    view = matching.view
    parts = {view.units[unit].headings[:1] for unit in chosen}
    found: list[int] = []
    for unit in pool:
        part = view.units[unit].headings[:1]
        if part in parts or scores[unit] < AGAIN * scores[pool[0]] or not _holds(matching, unit) or len(found) == 2:
            continue
        if matching.own[:, unit].max(initial=0.0) >= MATCHED:
            parts.add(part)
            found.append(unit)
    return found


def _other_values(
    question: Question, matching: Matching, scores: NDArray[numpy.float32], pool: Sequence[int], chosen: Sequence[int]
) -> list[int]:
    """Lines that fit nearly as well and state another value: what is checked is often said by two lines of the same words."""
    rows = telling_rows(question, [matching])
    shown = {value for unit in chosen for value in _values(matching, unit)}
    found: list[int] = []
    for unit in pool:
        if len(found) == OTHERS or scores[unit] < NEARLY * scores[pool[0]]:
            break
        values = _values(matching, unit)
        said = len(chosen) == 1 or any(matching.own[row, unit] >= MATCHED for row in rows)
        if unit in chosen or not values - shown or not said:
            continue
        shown |= values
        found.append(unit)
    return found


def _values(matching: Matching, unit: int) -> set[str]:
    return {token.text.strip() for token in matching.view.tokens(unit) if is_figure(token) or is_when(token)}


def _valued(matching: Matching, unit: int) -> float:
    return VALUED if _holds(matching, unit) else 1.0


def _holds(matching: Matching, unit: int) -> bool:
    return any(is_figure(token) or is_when(token) for token in matching.view.tokens(unit))
