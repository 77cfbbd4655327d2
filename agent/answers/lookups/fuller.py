"""The line of a plan that says nearly all of a question itself is part of the answer, whatever else has been found or computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from agent.answers.asking.question import Question
from agent.answers.lookups.fitness import UNTYPED_WANTS
from agent.answers.lookups.stating import NEARLY_ALL, share_said
from agent.answers.reading.matching import Matching
from agent.answers.reading.values import has_wanted
from agent.answers.wording.cover import rests_on
from agent.answers.wording.draft import Draft, Statement

_OTHERS = ("prerequisite", "waiting", "before", "after", "exclude")  # a thing is named, and others are asked for
BEHIND = 0.6  # of what the line says: a draft none of whose lines says more leaves it out


def with_fuller(question: Question, matchings: Sequence[Matching], draft: Draft, plain: Draft | None) -> Draft:
    """The draft and, right behind its lead, the first thing the `plain` one says, where that line says much more of the question.

    "Total remaining effort: 15-20 weeks" is said beside the sum of all efforts when the total of the remaining effort is asked for.
    """
    if plain is None or not plain.statements or question.is_verdict:
        return draft
    if (question.has(*_OTHERS) or (draft.certain and draft.counts)) and question.wanted in UNTYPED_WANTS:
        return draft
    first, *rest = plain.statements
    said = [first, *takewhile(lambda statement: statement.member, rest)]
    share = _share(matchings, [(first.view, unit) for unit in first.units])
    if share < NEARLY_ALL or _share(matchings, rests_on(draft)) >= BEHIND * share or not _holds(question, said):
        return draft
    known = {(id(statement.view), unit) for statement in said for unit in statement.units}
    others = [statement for statement in draft.statements if not known.issuperset((id(statement.view), unit) for unit in statement.units)]
    return replace(draft, statements=(*said, *others))


def _share(matchings: Sequence[Matching], places: Sequence[tuple[object, int]]) -> float:
    by_view = {id(matching.view): matching for matching in matchings}
    return max((share_said(by_view[id(view)], unit) for view, unit in places if id(view) in by_view), default=0.0)


def _holds(question: Question, statements: Sequence[Statement]) -> bool:
    """Whether one of the lines holds the kind of value that is asked for."""
    if question.wanted in UNTYPED_WANTS:
        return True
    return any(has_wanted(question, statement.view, unit) for statement in statements for unit in statement.units)
