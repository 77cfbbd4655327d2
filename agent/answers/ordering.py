"""Before or after: two things set in time."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.cues import opens_with
from agent.answers.draft import Draft, state
from agent.answers.frames import frame
from agent.answers.matching import Matching
from agent.answers.question import Question
from agent.answers.sides import best_per_side, sides
from agent.answers.timing import Stretch, stretches, windows_of
from agent.answers.view import View
from agent.model.quantity import Window


def order_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Which of two things comes first, from their windows."""
    if not question.has("before", "after") or not question.is_verdict:
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
    axis = next((first.axis for first in stretches(one[1]) for second in stretches(other[1]) if first.axis == second.axis), "")
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
    text = view.units[dated[0]].text
    label = text.partition(":")[0] if ":" in text[:60] else text[:60]
    return f"{label} ({dated[1].text})"
