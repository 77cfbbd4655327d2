"""The phase, milestone or sprint that lasts longest or shortest, by the time each is planned for: "Phase 3 (months 7-12)" of three."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Window
from agent.model.roadmap import Item

STAGES = ("phase", "milestone", "sprint")
LEAST, NAME_SHOWN = 2, 60


def longest_counted(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The longest or shortest stage, where none has dates: "6-18 months" is when, and no duration of 18 months."""
    return longest_answer(question, matchings, dated=False)


def longest_answer(question: Question, matchings: Sequence[Matching], *, dated: bool = True) -> Draft | None:
    """The stage with the longest or shortest window and all others; None unless all stages of a kind have one that can be measured."""
    if question.is_verdict or len(matchings) != 1 or question.wanted != "duration" or not question.has("maximum", "minimum", "greater"):
        return None
    kind = next((kind for kind in STAGES if kind in question.concepts), "")
    if not kind or question.numbered or question.ids or _telling(question, kind):
        return None
    view = matchings[0].view
    stages = _stages(view, kind)
    lengths = _lengths([item.window for item in stages if not item.window_inherited])
    if not dated and any(item.window is not None and not item.window.is_relative for item in stages):
        return None
    if len(stages) < LEAST or len(lengths) != len(stages) or len(set(lengths)) < LEAST:
        return None
    shortest = question.has("minimum")
    ordered = sorted(zip(lengths, stages, strict=True), key=lambda pair: (pair[0] if shortest else -pair[0], pair[1].span.line))
    first = [item for length, item in ordered if length == ordered[0][0]]
    lead = f"{frame('lowest' if shortest else 'highest', question.language)}: {'; '.join(map(named_with_time, first[:3]))}."
    said = tuple(state(view, view.on_line(item.span.line)[0], member=True, context=False) for _, item in ordered)
    return Draft("aggregate", said, lead, certain=True)


def _telling(question: Question, kind: str) -> bool:
    """Whether a question names more than the kind and that it lasts."""
    known = {kind, "duration", "effort", "project", "roadmap", "planned"}
    asking = {place for span in cue_spans(question.text, "lasting_most", question.language) for place in range(*span)}
    return any(term.weight >= CONTENT * 0.9 and not set(term.concepts) & known for term in question.terms if term.position not in asking)


def _stages(view: View, kind: str) -> list[Item]:
    """The items that carry the number of a stage, the first of each number."""
    counted = {view.units[unit].line: (first, last) for unit, first, last in reversed(view.mentions(kind))}
    found: dict[tuple[int, int], Item] = {}
    for item in view.roadmap.items:
        number = counted.get(item.span.line)
        if number is not None and number[0] == number[1] and item.kind != "task" and view.on_line(item.span.line):
            found.setdefault(number, item)
    return list(found.values())


def _lengths(windows: Sequence[Window | None]) -> list[float]:
    """How far the ends of each window lie apart: in days, or in the unit in which all count; those that cannot be measured are left out."""
    known = [window for window in windows if window is not None and not window.open_ended]
    dated = [float((window.end - window.start).days) for window in known if window.start is not None and window.end is not None]
    if len(dated) == len(windows):
        return dated
    counted = [
        (window.unit, window.last - window.first)
        for window in known
        if window.unit and window.first is not None and window.last is not None
    ]
    return [length for _, length in counted] if len({unit for unit, _ in counted}) == 1 else []


def named_with_time(item: Item) -> str:
    """The id, the title and the time of a stage."""
    name = shorten(item.title, NAME_SHOWN)
    called = f"{item.id} {name}" if item.id and item.id.casefold() not in name.casefold() else name
    time = item.window.text if item.window is not None else ""
    return time if called in time else f"{called} ({time})" if time not in called else called
