"""Whether what a verdict rests on is what is asked: its words, each of its sides, what it counts off, and the figures that it quotes."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.lookups.sides import divided
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.view import View
from agent.answers.verdicts.quoted import quoted, says
from agent.answers.wording.cover import cover, leaves_out, rests_on, telling_rows
from agent.answers.wording.draft import Draft
from agent.answers.wording.frames import frame

LEAST_COVER = 0.45  # of the telling words, that the places of a comparison must speak of
LEAST_AGREED = 0.7  # the same for a yes: a wrong one is the worst thing to say
LEAST_COUNTED = 0.5  # how well they must speak of "phase 2" where it is named
NEAREST = 0.65  # of what the best line of the plan says of the question, that one of the places must say


def is_about(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether what a verdict rests on speaks of what is asked: of each side of the question, and of what is counted off in it."""
    agrees = draft.lead.startswith(frame("yes", question.language))
    found = cover(question, matchings, draft, strict=agrees)
    rows = set(telling_rows(question, matchings))
    sides_of = divided(question, matchings[0]) if len(matchings) == 1 else []
    named = [telling for side in sides_of if (telling := [row for row in side if row in rows])]
    least = LEAST_AGREED if agrees else LEAST_COVER
    if found.share < least or found.counted < LEAST_COUNTED or any(leaves_out(matchings, draft, side) for side in named):
        return False
    return is_near(matchings, draft) and _holds_quoted(question, matchings, draft)


def is_near(matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether no line of the plan says much more of the question than all that a verdict rests on.

    What a sum rests on is spoken of by its heading and by the names of its columns, too.
    """
    best = max((float(matching.scores.max(initial=0.0)) for matching in matchings), default=0.0)
    by_view = {id(matching.view): matching for matching in matchings}
    found = (
        (by_view[id(view)], place)
        for view, unit in rests_on(draft)
        if id(view) in by_view
        for place in (unit, *(_above(view, unit) if draft.computation is not None else ()))
    )
    return max((float(matching.scores[unit]) for matching, unit in found), default=0.0) >= NEAREST * best


def _above(view: View, unit: int) -> tuple[int, ...]:
    found = view.units[unit]
    return (*found.headings[:1], *((found.header,) if found.header >= 0 else ()))


def speaks_of_counted(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a draft looks where "phase 2" is spoken of, as far as a question names any such thing."""
    return cover(question, matchings, draft).counted >= LEAST_COUNTED and _holds_quoted(question, matchings, draft)


def _holds_quoted(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether one of the figures that the question quotes stands where the draft looks, if the plan states any of them at all."""
    asked = quoted(question)
    places = {(id(view), unit) for view, unit in rests_on(draft)}
    stating = [
        (id(matching.view), entry.unit)
        for matching in matchings
        for entry in (all_figures(matching.view) if asked else ())
        if any(says(entry.quantity, figure) for figure in asked)
    ]
    return not stating or any(place in places for place in stating)
