"""Questions over several roadmaps: what each of them says, with where and when."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.lookups.extractive import extract_answer
from agent.answers.lookups.lists import ROOM, introduces, kept_members, length_of, shown
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.timing import stretches, windows_of
from agent.answers.wording.draft import Draft, Statement, spoken, state

_TYPED = ("money", "percent", "duration", "quantity", "window", "date", "count")
EACH = 2  # statements of each roadmap, when a figure is asked for
PER_DOCUMENT, ALTOGETHER = 4, 10
CLOSE = 0.7
FOLDER = 4  # documents: of fewer, all are meant to be read
TITLED = 0.9  # a word of a title counts as naming the roadmap from this weight on


def about(question: Question, matchings: list[Matching]) -> list[Matching]:
    """The roadmaps that the question names by a word of their titles, when they know all of its telling words; else all."""
    if len(matchings) < FOLDER or question.has("exclude", "roadmaps", "versus", "same"):
        return matchings
    plain = group("asks_field") | group("money") | group("measured")
    rows = [
        row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed and not set(term.concepts) & plain
    ]
    titled = [
        frozenset(row for row in rows if matching.own[row, matching.view.title_units].max(initial=0.0) >= TITLED) for matching in matchings
    ]
    named = [
        matching
        for at, matching in enumerate(matchings)
        if titled[at] - frozenset().union(*(other for place, other in enumerate(titled) if place != at))
    ]
    known = all(any(matching.found[row] for matching in named) for row in rows if any(matching.found[row] for matching in matchings))
    return named if named and known else matchings


def across_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The best statements of every roadmap that speaks of the subject; None when only one does."""
    if len(matchings) < 2 or not question.has("roadmaps", "where", "order", "list", "which", "when"):
        return None
    each_says = _typed_each(question, matchings)
    if each_says is not None:
        return each_says
    rows = _subject_rows(question, matchings)
    if not rows:
        return None
    found = [(matching, _places(matching, rows)) for matching in matchings]
    speaking = [(matching, places) for matching, places in found if places]
    if len(speaking) < 2 and not question.has("roadmaps"):
        return None
    each = max(1, min(PER_DOCUMENT, ALTOGETHER // max(1, len(speaking))))
    said: list[tuple[float, Statement]] = []
    for matching, places in speaking:
        said.extend((_when(matching, unit), state(matching.view, unit)) for unit in places[:each])
    if question.has("order"):
        said.sort(key=lambda pair: pair[0])
        return Draft("compare", tuple(statement for _, statement in said))
    return Draft("compare", _unfolded(question, speaking, each)) if said else None


def _unfolded(question: Question, speaking: Sequence[tuple[Matching, Sequence[int]]], each: int) -> tuple[Statement, ...]:
    """The places of each roadmap, best first; what only introduces a list is said with the list, as far as there is room for all."""
    statements: list[Statement] = []
    for matching, places in speaking:
        view = matching.view
        said: set[int] = set()
        room = ROOM // len(speaking)
        for unit in places[:each]:
            members = kept_members(question, view, view.members.get(unit, ()))
            if unit in said or said.intersection(members):
                continue
            listed = shown(question, matching, members, room=room) if question.wanted == "name" and introduces(view, unit) else ()
            said.update((unit, *listed))
            room = max(0, room - length_of(view, listed))
            statements.append(state(view, unit))
            statements.extend(Statement(view, (member,), spoken(view, member), "", True) for member in listed)
    return tuple(statements)


def _typed_each(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The figure or time asked for as each of a few roadmaps states it, when the question sets them side by side."""
    if len(matchings) >= FOLDER or question.wanted not in _TYPED or not question.has("roadmaps", "same", "difference"):
        return None
    drafts = [extract_answer(question, [matching]) for matching in matchings]
    said = tuple(statement for draft in drafts if draft is not None for statement in draft.statements[:EACH])
    return Draft("compare", said) if all(draft is not None for draft in drafts) else None


def _subject_rows(question: Question, matchings: Sequence[Matching]) -> list[int]:
    """The rows of what is looked for: content words that some roadmap knows."""
    return [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and not term.timed and any(matching.own[row].max(initial=0.0) >= MATCHED for matching in matchings)
    ]


def _places(matching: Matching, rows: Sequence[int]) -> list[int]:
    """The units that name the subject themselves, best first: those that meet most of it."""
    value = matching.weights[list(rows)]
    own = matching.own[list(rows)]
    scores = value @ own + 0.3 * (value @ matching.spread[list(rows)])
    best = float(scores.max(initial=0.0))
    needed = 0.5 * float(value.max(initial=0.0)) if len(rows) == 1 else 0.5 * float(value.sum())
    ranked = [int(unit) for unit in scores.argsort()[::-1][:40]]
    kept = [unit for unit in ranked if float(value @ own[:, unit]) >= needed * 0.9 and scores[unit] >= best * CLOSE]
    return sorted(kept[: PER_DOCUMENT * 2], key=lambda unit: (-round(float(scores[unit]), 1), unit))


def _when(matching: Matching, unit: int) -> float:
    """The start of a unit's time in months, for sorting; far away when it has none."""
    for window in windows_of(matching.view, unit):
        for stretch in stretches(window):
            if stretch.axis == "date":
                return stretch.first
    return 1e9
