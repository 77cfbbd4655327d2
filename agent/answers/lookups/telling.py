"""What of a list answers: of all that stands under a feature the line that says how long it takes, of a table the one row named."""

from __future__ import annotations

from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, LIGHT
from agent.answers.lookups.lists import Found
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.values import LABEL, holds_itself
from agent.answers.wording.draft import Statement, spoken, state

FEWEST = 2  # lines under a heading
DEEPEST = 60  # entries of a list that are looked at
_VALUES = ("duration", "money", "percent", "person", "date", "window", "frequency")


def telling(question: Question, found: Found) -> tuple[int, ...]:
    """The members of a list that answer: under the label asked for, or with the kind of value asked for; none where most of them may."""
    members = found.members
    if len(members) < FEWEST or question.has("list"):
        return ()
    chosen = _labelled(question, found)
    if not chosen and question.wanted in _VALUES:
        chosen = tuple(unit for unit in members if holds_itself(question, found.matching.view, unit))
    return chosen if len(chosen) * 2 <= len(members) else ()


def _labelled(question: Question, found: Found) -> tuple[int, ...]:
    """The members whose label says what of the question the list and all above it do not: "Status: ..." under the feature it names."""
    view, matching = found.matching.view, found.matching
    rows = [row for row, term in enumerate(question.terms) if term.weight >= LIGHT and not term.timed and matching.found[row]]
    above = {row for row in rows if matching.spread[row, found.unit] >= MATCHED}
    asked = [row for row in rows if matching.own[row, found.unit] < MATCHED]
    chosen = []
    for unit in found.members if asked else ():
        label, colon, value = view.units[unit].text.partition(":")
        if colon and value.strip() and len(label) <= LABEL:
            named = {row for row in asked if names_term(question.terms[row], label, view.language)}
            if named and named | above >= set(rows):
                chosen.append(unit)
    return tuple(chosen)


def told(found: Found, members: tuple[int, ...]) -> tuple[Statement, ...]:
    """What introduces a list, and those of its members that answer, without what stands under them."""
    view = found.matching.view
    return (state(view, found.unit), *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in members))


def only_entry(question: Question, matching: Matching, found: Found) -> int:
    """The one row or entry of a list that says all of the question that the list itself does not; -1 where none does, or several do."""
    rows = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and not term.timed and not (matching.found[row] and matching.spread[row, found.unit] >= MATCHED)
    ]
    if not rows or found.matching is not matching or not all(matching.found[row] for row in rows):
        return -1
    view = matching.view
    entries = [unit for unit in below(view.members, found.unit, DEEPEST) if view.units[unit].kind in ("row", "item")]
    named = [unit for unit in entries if bool((matching.own[rows, unit] >= MATCHED).all())]
    return named[0] if len(named) == 1 and len(entries) > 1 else -1
