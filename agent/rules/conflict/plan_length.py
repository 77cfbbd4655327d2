"""The phases of a plan go on after its end.

Claim: the title or the introduction says how long the plan is ("18-month roadmap", "Duration: 30 weeks", "week 24 ends on 21 February"),
the phases are placed in months or weeks counted from its start, and the last one ends later. Or it says from when to when the plan goes,
all that is dated lies within, from its first days or to its last ones, except one phase or item that ends later.

Why it matters: what is planned last is outside of what was approved.

Flagged:

    # Lantern: 18-month roadmap

    ## Phase 1: Discovery (Months 1-6)

    ## Phase 2: Build (Months 7-15)

    ## Phase 3: Rollout (Months 16-24)

Fine:

    # Lantern: 24-month roadmap

    ## Phase 1: Discovery (Months 1-6)

    ## Phase 2: Build (Months 7-15)

    ## Phase 3: Rollout (Months 16-24)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from agent.expressions import expression
from agent.facts.arithmetic import conversions
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

UNITS = ("week", "month", "quarter", "year")
FEWEST = 2
INTRODUCTION = 6  # sentences
FEWEST_DATED = 3
GRACE, EDGE, SHORTEST = timedelta(days=7), timedelta(days=45), timedelta(days=80)
PLANNED = frozenset({"phase", "initiative", "task", "milestone", "deliverable"})
MARKS = 3  # characters of an emoji or a bullet before the first word
REACH = 6  # characters between a label and its figure
TOWARDS = expression(r"\s+(?:to|until|till|bis|hasta|até|jusqu|fino|до)\b", re.IGNORECASE)  # "18 months to the next round"
MARK = expression(r"\s?[:：|=]")
FARTHEST = 3.0  # times the length: beyond that the phases are of something else


def _find(view: View) -> Iterator[Draft]:
    yield from _by_length(view)
    yield from _by_dates(view)


def _by_length(view: View) -> Iterator[Draft]:
    stated = tuple(_stated(view))
    if len({(length.most, length.unit) for _, length in stated}) != 1:
        return
    phases = [item for item in view.roadmap.items if item.kind == "phase" and not item.parent and _end(item) and not _is_after(item)]
    if len(phases) < FEWEST:
        return
    (sentence, length), last = stated[0], max(phases, key=lambda item: _end(item) or 0.0)
    window, end = last.window, _end(last)
    factors = conversions(length.unit, window.unit) if window else ()
    if window and end and factors and length.most * max(factors) + 0.5 < end <= FARTHEST * length.most * max(factors):
        yield _draft(view, sentence, length, last, written(window))


def _end(item: Item) -> float | None:
    window = item.window
    if window is None or item.window_inherited or not window.is_relative or window.unit not in UNITS or window.open_ended:
        return None
    return window.last if window.last is not None else None


def _stated(view: View) -> Iterator[tuple[Sentence, Quantity]]:
    """How long the plan is, as its title and the first sentences say it of the plan."""
    sentences = [sentence for sentence in view.sentences if sentence.kind in ("heading", "paragraph")][:INTRODUCTION]
    for sentence in sentences:
        plans = [match.span() for match in pattern("the_plan").finditer(sentence.text)]
        for token in sentence.tokens:
            value = token.value
            whole = isinstance(value, Quantity) and value.kind == "duration" and value.unit in UNITS and not value.is_range
            if (
                whole
                and not TOWARDS.match(sentence.text, token.end)
                and any(0 <= start - token.end <= 2 or 0 <= token.start - end <= 2 for start, end in plans)
            ):
                assert isinstance(value, Quantity)
                yield sentence, value
        yield from _labelled(sentence)
        yield from _last_named(sentence)


def _labelled(sentence: Sentence) -> Iterator[tuple[Sentence, Quantity]]:
    """ "Duration: 30 weeks", at the head of the document."""
    for match in pattern("length_of_plan").finditer(sentence.text):
        behind = [token for token in sentence.tokens if 0 <= token.start - match.end() <= REACH]
        value = behind[0].value if behind else None
        marked = MARK.match(sentence.text, match.end())
        if behind and TOWARDS.match(sentence.text, behind[0].end):
            continue
        if isinstance(value, Quantity) and marked and value.kind == "duration" and value.unit in UNITS and not value.is_range:
            yield sentence, value


def _last_named(sentence: Sentence) -> Iterator[tuple[Sentence, Quantity]]:
    """ "Week 24 ends on 21 February": the last week of the plan, as a number of weeks."""
    named = [window for window in sentence.windows if window.unit in UNITS and window.first and window.first == window.last]
    days = [window for window in sentence.windows if window.precision == "day" and window.start and window.start == window.end]
    if len(named) == len(days) == 1 and len(sentence.windows) == 2 and pattern("ends").search(sentence.text):
        count = named[0].first or 0.0
        yield sentence, Quantity(count, count, count, count, "duration", named[0].unit)


def _by_dates(view: View) -> Iterator[Draft]:
    """What ends after the frame of dates that the introduction gives for all of it."""
    dated = [(item, *dates) for item in view.roadmap.items if item.kind in PLANNED and (dates := _dates(item)) and not _is_after(item)]
    lines = {item.span.line for item in view.roadmap.items}
    told = [sentence for sentence in view.sentences if sentence.kind in ("heading", "paragraph", "item")][:INTRODUCTION]
    framed = [sentence for sentence in told if len(sentence.windows) == 1 and sentence.line not in lines and _frame(sentence.windows[0])]
    frame = _frame(framed[0].windows[0]) if framed and len(dated) >= FEWEST_DATED else None
    if frame is None:
        return
    late = [entry for entry in dated if entry[2] > frame[1] + GRACE]
    inside = [entry for entry in dated if entry[2] <= frame[1] + GRACE and entry[1] >= frame[0] - GRACE]
    if len(late) != 1 or len(inside) + 1 != len(dated):
        return
    first, last = min(start for _, start, _ in inside), max(end for _, _, end in inside)
    window = late[0][0].window
    if window and (abs(first - frame[0]) <= EDGE or abs(frame[1] - last) <= EDGE):
        yield _late(view, framed[0], framed[0].windows[0], late[0][0], window)


def _is_after(item: Item) -> bool:
    """Whether it says itself, or a heading above it, that it comes when the plan is over."""
    names = (*item.headings, item.title)
    opening = pattern("beyond_plan").search(item.title)
    if opening and opening.start() <= MARKS and item.kind == "phase" and not item.id:
        return True  # "Post-launch (months 5-12)"
    return any(pattern("open_end").search(name) or pattern("lies_ahead").search(name) for name in names)


def _dates(item: Item) -> tuple[date, date] | None:
    """From when to when an item goes by its own dates."""
    window = item.window
    if window is None or item.window_inherited or window.open_ended or window.start is None or window.end is None:
        return None
    return window.start, window.end


def _frame(window: Window) -> tuple[date, date] | None:
    """From when to when a window goes that is long enough for a plan."""
    if window.start is None or window.end is None or window.open_ended or window.precision == "year":  # a bare year is in many a title
        return None
    if window.end - window.start < SHORTEST:
        return None
    return window.start, window.end


def _late(view: View, sentence: Sentence, frame: Window, last: Item, window: Window) -> Draft:
    stated, planned = written(frame), written(window)
    return Draft(
        f"the plan is said to go on for {stated}, but {name_of(last)} ({planned}) ends later",
        (span_of_sentence(view.scanned, sentence), last.span),
        key=f"{stated}|{last.key}",
        computation=Computation(formula=f"{window.end} > {frame.end}", expected=f"at most {frame.end}", stated=planned),
        suggestion=f"change {stated}, or move {name_of(last)}",
        severity=None if last.id or last.kind == "phase" else "question",  # a bare line may look ahead
    )


def _draft(view: View, sentence: Sentence, length: Quantity, last: Item, window: str) -> Draft:
    stated = stated_of(length)
    return Draft(
        f"the plan is said to be {stated} long, but {name_of(last)} goes on until the end of {window}",
        (span_of_sentence(view.scanned, sentence), last.span),
        key=stated,
        computation=Computation(formula=f"{window} > {stated}", expected=window, stated=stated),
        suggestion=f"change {stated}, or move {name_of(last)}",
    )


RULE = Rule("RA616", "phases-after-the-end", "conflict", "question", "computed", _find, __doc__)
