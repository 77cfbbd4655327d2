"""When the whole plan begins or ends: what its head states, else the first or last stage that has a time of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.answers.asking.question import Question
from agent.answers.computed.longest import named_with_time
from agent.answers.reading.matching import Matching
from agent.answers.reading.timing import stretches
from agent.answers.reading.view import HEAD, View
from agent.answers.wording.draft import Draft, state
from agent.model.roadmap import Fact, Item, ItemKind

TELLING = 0.3  # weight from which a word says what is asked about
FEWEST, MOST = 2, 3  # stages of which one is the last; that end together
_PLAN = frozenset({"roadmap", "project"})
_STARTS, _STOPS = frozenset({"start"}), frozenset({"end", "deadline"})
ENDS = _STARTS | _STOPS
_MARKS: frozenset[ItemKind] = frozenset({"milestone"})
# What a plan is made of, the parts that are few and large first.
_STAGES: tuple[frozenset[ItemKind], ...] = (
    frozenset({"phase"}),
    _MARKS,
    frozenset({"initiative", "objective", "deliverable"}),
    frozenset({"task"}),
)
_AXES = ("date", "year", "half", "quarter", "month", "sprint", "week", "day")


def ends_of_plan_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The line that states when the plan begins or ends, else that of the first or last stage, or of the time of all; None without any."""
    if question.is_verdict or len(matchings) != 1 or not asks_ends_of_plan(question):
        return None
    view = matchings[0].view
    sides = [starts for starts in (True, False) if question.concepts & (_STARTS if starts else _STOPS)]
    told = [found for starts in sides if (found := _told(view, starts=starts)) is not None]
    if len(told) < len(sides):
        return None
    lead = "; ".join(named for named, _ in told if named)
    units = dict.fromkeys(unit for _, lines in told for line in lines for unit in view.on_line(line)[:1])
    return Draft("lookup", tuple(state(view, unit) for unit in units), f"{lead}." if lead else "", certain=True)


def _told(view: View, *, starts: bool) -> tuple[str, list[int]] | None:
    """What begins or ends the plan by its name, "" where the plan states it of itself, and the lines that say so."""
    stated = [fact for fact in view.roadmap.facts if _states(fact, {"start"} if starts else {"end", "deadline"}, view)]
    if not stated and (stages := _outermost(view, starts=starts)):
        return "; ".join(map(named_with_time, stages)), [line for item in stages for line in _lines(item)]
    stated = stated or [fact for fact in view.roadmap.facts if fact.span.line <= HEAD and _states(fact, {"window"}, view)]
    return ("", [stated[0].span.line]) if stated else None


def asks_ends_of_plan(question: Question) -> bool:
    """Whether a question asks when the plan begins or ends, and names nothing of it."""
    told = [set(term.concepts) for term in question.terms if term.concepts or term.weight >= TELLING]
    asked = question.concepts & ENDS
    if question.wanted not in ("window", "date") or question.numbered or question.ids:
        return False
    return bool(asked) and all(concepts & (_PLAN | ENDS) for concepts in told) and any(concepts & _PLAN for concepts in told)


def _states(fact: Fact, attributes: set[str], view: View) -> bool:
    """Whether a field of no item says when the plan begins or ends."""
    own = not fact.item and fact.subject in ("", view.roadmap.title) and fact.attribute in attributes
    return own and bool(fact.windows) and bool(view.on_line(fact.span.line))


def _outermost(view: View, *, starts: bool) -> list[Item]:
    """The stages that begin first or end last, on the first scale on which some of their kind are planned; milestones among the phases.

    "Until March" says no beginning; "from July on" lasts beyond its beginning, and is the last stage where none ends later.
    """
    places: dict[tuple[str, ItemKind], list[tuple[tuple[float, bool], Item]]] = {}
    for item in view.roadmap.items:
        window = item.window
        if window is None or item.window_inherited or not view.on_line(item.span.line):
            continue
        if starts and window.start is None and window.end is not None:
            continue
        for stretch in stretches(window):
            end = stretch.first if window.open_ended else stretch.last
            place = (stretch.first, False) if starts else (-end, not window.open_ended)
            places.setdefault((stretch.axis, item.kind), []).append((place, item))
    for kinds in _STAGES:
        for axis in _AXES:
            if sum(len(places.get((axis, kind), ())) for kind in kinds) >= FEWEST:
                found = [place for kind in kinds | _MARKS for place in places.get((axis, kind), ())]
                first = min(place for place, _ in found)
                return sorted((item for place, item in found if place == first), key=lambda item: item.span.line)[:MOST]
    return []


def _lines(item: Item) -> Iterator[int]:
    """The line of a stage, and that which says when it is, where that is another one."""
    yield item.span.line
    told = next((fact for fact in item.facts if item.window in fact.windows), None)
    if told is not None:
        yield told.span.line
