"""Whether one thing has one time: the launch in October on one page and in January on another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.cues import is_cue
from agent.answers.asking.question import Question
from agent.answers.asking.terms import LIGHT
from agent.answers.reading.figures import measure_terms
from agent.answers.reading.like_groups import like_groups
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.timing import Stretch, stretches, windows_of
from agent.answers.reading.values import is_when
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, context_of, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Window

MOST = 6
ALIKE = 0.85  # of the words of the question that the best dated line says
_DATES = frozenset({"date", "deadline", "timeline"})
_PERIODS = frozenset({"month", "quarter", "week"})  # "the same month everywhere", but not "month 3"
_MOMENTS = frozenset({"launch", "deploy", "start", "end", "release", "production"})


@dataclass(frozen=True, slots=True)
class _Dated:
    view: View
    unit: int
    window: Window
    share: float


def date_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """Whether all places that name the thing give it the same time; None when the question is not about a time, or one place has it."""
    concepts = question.concepts
    asks = question.has("when", "calendar_date") or bool(concepts & _DATES) or (bool(concepts & _PERIODS) and not question.numbered)
    if not question.has("same") or not asks or (measure_terms(question) and not concepts & _MOMENTS):
        return None
    found = [dated for matching in matchings for dated in _dated_places(question, matching)]
    best = max((dated.share for dated in found), default=0.0)
    kept = sorted((dated for dated in found if dated.share >= ALIKE * best), key=lambda dated: (dated.view.document.path, dated.unit))[
        :MOST
    ]
    if len(kept) < 2:
        return None
    groups = _groups(kept)
    said = tuple(state(dated.view, dated.unit) for dated in kept)
    if len(groups) == 1 and len(_shared_axes(kept)) == 0:
        return None  # one says the week, the other the year: nothing shows that they agree
    values = " / ".join(_value(group[0]) for group in groups)
    return Draft("inconsistency", said, frame("differs" if len(groups) > 1 else "agree", question.language, values=values))


def _dated_places(question: Question, matching: Matching) -> list[_Dated]:
    """The lines that say at least one telling word of the thing, each with its own time or the nearest above it."""
    rows = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= LIGHT
        and matching.found[row]
        and not (term.timed or set(term.concepts) & _DATES or is_cue(term.text, "when", question.language))
    ]
    total = float(matching.weights[rows].sum())
    if not rows or not total:
        return []
    shares = (matching.weights[rows] @ matching.own[rows]) / total
    found = []
    for unit in map(int, shares.argsort()[::-1][: 4 * MOST]):
        if shares[unit] < MATCHED or matching.view.units[unit].kind == "header":
            continue
        own = [token.value for token in matching.view.tokens(unit) if isinstance(token.value, Window) and is_when(token)]
        window = next(iter(own or windows_of(matching.view, unit)), None)
        if window is not None and stretches(window):
            found.append(_Dated(matching.view, unit, window, float(shares[unit])))
    return found


def _groups(found: Sequence[_Dated]) -> list[list[_Dated]]:
    """Places whose times can be the same, together."""
    return like_groups(found, lambda group, dated: all(_meet(dated.window, other.window) for other in group))


def _shared_axes(found: Sequence[_Dated]) -> set[str]:
    """The axes on which all of some places are."""
    return set.intersection(*({stretch.axis for stretch in stretches(dated.window)} for dated in found))


def _meet(one: Window, other: Window) -> bool:
    """Whether two times have a stretch in common, on the first axis both have; true when they have no axis in common."""
    theirs: dict[str, Stretch] = {stretch.axis: stretch for stretch in stretches(other)}
    own = next((stretch for stretch in stretches(one) if stretch.axis in theirs), None)
    return own is None or (own.first <= theirs[own.axis].last and theirs[own.axis].first <= own.last)


def _value(dated: _Dated) -> str:
    context = shorten(context_of(dated.view, dated.unit).split(" › ")[-1], 40)
    return f"{dated.window.text} ({context})" if context else dated.window.text
