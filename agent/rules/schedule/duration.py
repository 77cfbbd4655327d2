"""A stated duration is not the length of the window beside it.

Claim: several items state both a window and its length in the same unit, most of them agree on how the ends count (months 1-3 are
three months), and one of them does not; or a length stands in brackets behind a window, or a window behind a length, and they differ by
more than a fifth however the ends count.

Why it matters: the phase starts or ends at another time than the budget and the staffing assume.

Flagged:

    | Phase | Window | Duration | Status |
    |---|---|---|---|
    | Phase 1 | Months 1-3 | 3 months | Planned |
    | Phase 2 | Months 2-5 | 4 months | Planned |
    | Phase 3 | Months 4-8 | 4 months | Planned |

Fine:

    | Phase | Window | Duration | Status |
    |---|---|---|---|
    | Phase 1 | Months 1-3 | 3 months | Planned |
    | Phase 2 | Months 2-5 | 4 months | Planned |
    | Phase 3 | Months 4-8 | 5 months | Planned |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise, permutations

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Fact, Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, edit, stated_of
from agent.rules.reading.grid import Grid, GridCell, row_span
from agent.rules.reading.lengths import days_of, duration_of, length_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import UNIT_DAYS, written
from agent.rules.reading.sentences import Sentence, span_of_sentence

FEWEST = 2  # items that show how the ends count
APART = 0.2  # of the length, by which a length in brackets may differ
SLACK = 3.0  # days
FAR = 1.0  # units
LONGEST_MONTH = 31.0  # days
FROM = expression(r"(?:from|vom|von|de|du|del|desde|dal|van|с)\s", re.IGNORECASE)
FEWEST_ROWS = 3
HEADED = expression(r"\s?[)）]?\s?[,:–—-]\s?")


class Timed(Struct, frozen=True):
    """An item with a window and a duration. `inclusive` is the length in the duration's unit when both ends count, `elapsed` otherwise."""

    item: Item
    fact: Fact
    window: Window
    stated: Quantity
    elapsed: float
    inclusive: float


def _find(view: View) -> Iterator[Draft]:
    drafts = [*_of_items(view), *_side_by_side(view), *(draft for grid in view.grids for draft in _in_rows(view, grid))]
    yield from {draft.evidence[0].line: draft for draft in reversed(drafts)}.values()


def _side_by_side(view: View) -> Iterator[Draft]:
    """ "6 weeks (5 January - 27 March 2026)": one line tells both."""
    for sentence in view.sentences:
        for one, other in pairwise([token for token in sentence.tokens if token.kind != "operator"]):
            between, behind = sentence.text[one.end : other.start], sentence.text[other.end : other.end + 1]
            pair = (one.value, other.value) if isinstance(one.value, Window) else (other.value, one.value)
            bracketed = between.strip() in ("(", "（") and behind in (")", "）")
            headed = sentence.kind == "heading" and HEADED.fullmatch(between) and behind in ("", ")", "）", ",", ":", " ")
            listed = between.strip() in ("", ",") and isinstance(other.value, Window) and FROM.match(other.text) is not None
            if (bracketed or headed or listed) and isinstance(pair[0], Window) and isinstance(pair[1], Quantity):
                yield from _compare(view, sentence, *pair)


def _in_rows(view: View, grid: Grid) -> Iterator[Draft]:
    """Rows whose length is not that of their window, in a table where those of most rows are."""
    for one, other in permutations(range(grid.width), 2):
        rows = [(line, told) for line in grid.lines if not line.total and (told := _told(line.cells[one], line.cells[other]))]
        far = [(line, told) for line, told in rows if _is_off(*told)]
        if len(rows) >= FEWEST_ROWS and 0 < len(far) * FEWEST_ROWS <= len(rows):
            for line, (window, stated) in far:
                yield _aside(row_span(view.roadmap, line), window, stated)


def _told(cell: GridCell, other: GridCell) -> tuple[Window, Quantity] | None:
    """The one window and the one length that two cells are."""
    windows = [token.value for token in cell.tokens if isinstance(token.value, Window)]
    lengths = [token.value for token in other.tokens if isinstance(token.value, Quantity) and token.value.kind == "duration"]
    return (windows[0], lengths[0]) if len(windows) == 1 == len(lengths) and len(other.tokens) == 1 else None


def _is_off(window: Window, stated: Quantity) -> bool:
    length, told = length_of(window), days_of(stated)
    if length is None or told is None or length.high <= UNIT_DAYS["day"]:
        return False
    return told.high < length.low * (1 - APART) - SLACK or told.low > length.high * (1 + APART) + SLACK


def _compare(view: View, sentence: Sentence, window: Window, stated: Quantity) -> Iterator[Draft]:
    exact = window.precision in ("day", "month", "quarter") or window.unit == stated.unit
    if exact and _is_off(window, stated) and not _fits_inside(window, stated):
        yield _aside(span_of_sentence(view.scanned, sentence), window, stated)


def _fits_inside(window: Window, stated: Quantity) -> bool:
    """Whether work is shorter than the quarters or the one month that it is planned for: "Q1 (8 weeks)" says in which, not how long."""
    length, told = length_of(window), days_of(stated)
    if length is None or told is None or told.high > length.low:
        return False
    return window.precision == "quarter" or (window.precision == "month" and length.high <= LONGEST_MONTH)


def _aside(span: Span, window: Window, stated: Quantity) -> Draft:
    """A finding about a window and the duration beside it."""
    length = length_of(window)
    expected = amount(round((length.high if length else 0.0) / UNIT_DAYS[stated.unit], 1), stated)
    return Draft(
        f"{written(window)} is about {expected}, but the duration beside it is stated as {stated_of(stated)}",
        (span,),
        key=f"{written(window)}|{stated_of(stated)}",
        computation=Computation(formula=f"{written(window)} = {expected}", expected=expected, stated=stated_of(stated)),
        suggestion=f"{edit(stated_of(stated), expected)}, or correct the window",
        severity="question",
    )


def _of_items(view: View) -> Iterator[Draft]:
    timed = [one for item in view.roadmap.items if (one := _timed(item))]
    if sum(_is(one, one.inclusive) for one in timed) < FEWEST or not any(_proves_inclusive(one) for one in timed):
        yield from (replace(_draft(one), severity="question") for one in timed if _is_far(one))
        return
    for one in timed:
        if not _is(one, one.inclusive):
            yield _draft(one)


def _timed(item: Item) -> Timed | None:
    found = duration_of(item, "duration")
    window = item.window
    if found is None or window is None or item.window_inherited or window.open_ended:
        return None
    fact, _, stated = found
    if window.is_relative and window.unit == stated.unit and window.first is not None and window.last is not None and window.first > 0:
        span = window.last - window.first
        return Timed(item, fact, window, stated, span, span + 1)
    size = UNIT_DAYS.get(stated.unit)
    if (
        size is None
        or window.precision != "day"
        or not window.start
        or not window.end
        or window.start == window.end
        or stated.unit == "day"
    ):
        return None
    days = (window.end - window.start).days
    return Timed(item, fact, window, stated, days / size, (days + 1) / size)


def _is(one: Timed, length: float) -> bool:
    """Whether the stated duration is a length, up to the part of a unit that is not counted: Monday to Friday is a week."""
    slack = 0.0 if one.window.is_relative else 0.75
    return one.stated.least - 1e-6 - slack <= length <= one.stated.most + 1e-6 + slack


def _is_far(one: Timed) -> bool:
    """Whether no way of counting the ends comes near the stated duration."""
    slack = max(FAR, one.inclusive * APART)
    return one.stated.least > one.inclusive + slack or one.stated.most < one.elapsed - slack


def _proves_inclusive(one: Timed) -> bool:
    """A window that begins with the first month, or with days, leaves no choice of how to count."""
    return _is(one, one.inclusive) and (not one.window.is_relative or one.window.first == 1)


def _draft(one: Timed) -> Draft:
    length = amount(round(one.inclusive, 1) if not one.window.is_relative else one.inclusive, one.stated)
    place = one.item.first("window")
    return Draft(
        f"{name_of(one.item)} runs {written(one.window)}, which is {length}, but its duration is stated as {stated_of(one.stated)}",
        (one.fact.span, place.span if place else one.item.span),
        key=one.item.key,
        computation=Computation(formula=f"{written(one.window)} = {length}", expected=length, stated=stated_of(one.stated)),
        suggestion=f"{edit(stated_of(one.stated), length)}, or correct the window",
        severity="question" if one.window.is_relative and _is(one, one.elapsed) else "warning",  # months 4-8 may end when month 8 begins
    )


RULE = Rule("RA405", "duration-mismatch", "schedule", "warning", "computed", _find, __doc__)
