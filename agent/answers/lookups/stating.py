"""Whether a line of a plan states by itself what would otherwise be counted or compared."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy

from agent.answers.asking.counted import LETTERED
from agent.answers.asking.counters import noun_at_counter
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, LIGHT
from agent.answers.asking.words import UNSPACED_LANGUAGES, stem, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.series import is_total_text
from agent.answers.reading.timing import windows_of
from agent.answers.reading.values import is_figure
from agent.answers.reading.view import View
from agent.answers.wording.cover import cover, rests_on
from agent.answers.wording.draft import Draft, state
from agent.expressions import expression
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_BOUND = expression(
    r"\b(?:min|max|mind|m[ií]n|m[aá]x)\b\.?|\b(?:m[ií]nim|m[aá]xim|at least|at most|up to|mindestens|höchstens)", re.IGNORECASE
)
_OF_SO_MANY = expression(r"\d+\s*(?:/|of|out of|von|de|sur|van|di)\s*\d+\s*", re.IGNORECASE)
_SOME_OF = expression(r"\b\d+\s*(?:/|of|out of|von|de|sur|van|di)\s*\d+\s+\w+(?:\s+\w+){0,2}", re.IGNORECASE)
NEAR, MOST = 3, 2  # words behind "22 of 26"; lines that are said
TOP = 8  # lines that are looked at
FEWEST = 2  # telling words that the line must say, the noun among them
NEARLY_ALL = 0.75  # of a question: what a line says that leaves little to look for
COUNTED = 0.5  # how well each thing told apart by a letter must be met by what a computation rests on
BEHIND, SURE = 0.5, 0.5  # of what the best line says of a question, and of the question itself


def states_number(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether one line says every telling word of "how many ...?" and a number with the things counted: "Target: 20-50 berths"."""
    noun = _noun(question)
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed]
    if noun is None or noun not in rows or len(rows) < FEWEST or question.has("done", "open", "described"):
        return False
    return any(
        bool((matching.own[rows, unit] >= MATCHED).all())
        and any(_counts(token, question.terms[noun].words[-1], question.language) for token in matching.view.tokens(unit))
        for matching in matchings
        for unit in map(int, matching.scores.argsort()[::-1][:TOP])
    )


def stated_count(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines that say all of "how many ... are finished" with the number: "22/26 priority tasks done", "15 parts need repair".

    Boxes and entries are counted only where no line says how many there are.
    """
    noun = _noun(question)
    if noun is None or question.is_verdict or question.wanted != "count" or question.has("sum", "difference", "described"):
        return None
    if question.numbered or question.has("until") or any(term.timed for term in question.terms):
        return None  # of a part of the plan, or of a time
    states = [row for row, term in enumerate(question.terms) if set(term.concepts) & group("state_marks")]
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed]
    rows = list(dict.fromkeys([noun, *rows, *states]))
    if len(rows) < FEWEST or not question.has("done", "open", "still") or question.has("done", "open") != bool(states):
        return None  # what is left to do, or done
    found = [
        (matching, unit)
        for matching in matchings
        for unit in map(int, matching.scores.argsort()[::-1][:TOP])
        if matching.view.units[unit].checked is None and bool((matching.own[rows, unit] >= MATCHED).all())
        if _says_how_many(question.terms[noun].words[-1], question.language, matching.view, unit)
    ]
    return Draft("lookup", tuple(state(matching.view, unit) for matching, unit in found[:MOST]), certain=True) if found else None


def stated_total(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The one line that states the total asked for under its very name: "Total work to do: 250 tasks"; None where several do."""
    rows = [row for row, term in enumerate(question.terms) if term.weight >= LIGHT and not is_total_text(term.text)]
    added = question.has("adding", "difference", "exclude", "average", "share", "until")
    if question.is_verdict or not rows or not question.has("sum") or added or question.count or question.wanted not in ("quantity", "any"):
        return None  # what is measured is left open: "how much work is left in total"
    found = [
        (matching, unit)
        for matching in matchings
        for unit in map(int, matching.scores.argsort()[::-1][:TOP])
        if _totals(matching.view, unit) and bool((matching.own[[*rows, *matching.counted_rows], unit] >= MATCHED).all())
    ]
    return Draft("lookup", (state(found[0][0].view, found[0][1]),), certain=True) if len(found) == 1 else None


def _totals(view: View, unit: int) -> bool:
    """Whether a line says "Total ...:" and a figure behind it."""
    label, colon, value = view.units[unit].text.partition(":")
    return bool(colon) and is_total_text(label) and any(is_figure(token) for token in view.scan(value))


def _says_how_many(noun: str, language: str, view: View, unit: int) -> bool:
    """Whether a line has a number with the things counted, or so many of so many of them."""
    if any(_counts(token, noun, language) for token in view.tokens(unit)):
        return True
    stems = {stem(noun, language), stem(noun, "en")}
    behind = (_OF_SO_MANY.sub("", match.group()) for match in _SOME_OF.finditer(view.units[unit].text))
    return any(stem(word.text, language) in stems for text in behind for word in words(text)[:NEAR])


def _noun(question: Question) -> int | None:
    if question.language in UNSPACED_LANGUAGES:
        return noun_at_counter(question)
    start = min((end for _, end in cue_spans(question.text, "how_many", question.language)), default=-1)
    return next((row for row, term in enumerate(question.terms) if 0 <= start <= term.position <= start + 1), None)


def _counts(token: Token, noun: str, language: str) -> bool:
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "count":
        return False
    return any(stem(word.text, language) == stem(noun, language) for word in words(token.text))


def outdone(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a ranking is led by a line that says much less of the question than another one that states a bound does.

    The smallest number of seats is stated where seats are sold; a series in which something else is smallest is no answer.
    """
    if question.wanted == "window" and draft.kind == "lookup" and not draft.lead and _tells_no_time(matchings, draft):
        return True
    lettered = any(entry.kind == LETTERED for entry in question.numbered)
    if lettered and draft.computation is not None and cover(question, matchings, draft).counted < COUNTED:
        return True  # option C is no answer to how much more option A brings than option B
    if draft.certain or draft.kind != "aggregate" or not question.has("maximum", "minimum") or not draft.statements:
        return False
    by_view = {id(matching.view): matching for matching in matchings}
    first = draft.statements[0]
    led = max((share_said(by_view[id(first.view)], unit) for unit in first.units if id(first.view) in by_view), default=0.0)
    best = max(
        (
            share_said(matching, unit)
            for matching in matchings
            for unit in map(int, matching.scores.argsort()[::-1][:TOP])
            if _BOUND.search(matching.view.units[unit].text) and any(is_figure(token) for token in matching.view.tokens(unit))
        ),
        default=0.0,
    )
    return best >= SURE and led < best * BEHIND


def _tells_no_time(matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether a draft says only how long something takes, where the line that fits a question best of all says when."""
    if any(windows_of(view, unit) for view, unit in rests_on(draft)):
        return False
    values = [token.value for view, unit in rests_on(draft) for token in view.tokens(unit)]
    lasts = any(isinstance(value, Quantity) and value.kind == "duration" for value in values)
    best = [(matching.view, int(matching.scores.argmax())) for matching in matchings if len(matching.scores)]
    return lasts and any(isinstance(token.value, Window) for view, unit in best for token in view.tokens(unit))


def outsaid(matchings: Sequence[Matching], draft: Draft, share: float) -> bool:
    """Whether a draft rests on lines that say less than so large a `share` of what a line says that says nearly all of the question."""
    by_view = {id(matching.view): matching for matching in matchings}
    led = max((share_said(by_view[id(view)], unit) for view, unit in rests_on(draft) if id(view) in by_view), default=0.0)
    best = max(
        (share_said(matching, unit) for matching in matchings for unit in map(int, matching.scores.argsort()[::-1][:TOP])), default=0.0
    )
    return best >= NEARLY_ALL and led < best * share


def share_said(matching: Matching, unit: int) -> float:
    """The share of a question that a line says itself, its column names and its heading among it."""
    found = matching.view.units[unit]
    places = [unit, *(place for place in (found.header, *found.headings[:1]) if place >= 0)]
    total = float(matching.value.sum())
    return float(matching.value @ numpy.max(matching.own[:, places], axis=1)) / total if total > 0 else 0.0
