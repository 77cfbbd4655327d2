"""Times of items: whether two are the same, where one is written, how it is shown."""

from __future__ import annotations

from datetime import date

from agent.facts import normalise
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span

SHORT = 28  # characters of a time that is shown as written

Bounds = tuple[date | None, date | None, str, float | None, float | None, tuple[int, int] | None, bool, str]


def bounds(window: Window | None) -> Bounds:
    """A window without its wording; the wording alone where nothing else is known."""
    if window is None:
        return None, None, "", None, None, None, False, ""
    known = window.is_dated or window.is_relative or window.months is not None
    wording = "" if known else normalise(window.text)
    months = None if window.is_dated else window.months  # of a year that stands elsewhere in the document
    return window.start, window.end, window.unit, window.first, window.last, months, window.open_ended, wording


def same_time(one: Window | None, other: Window | None) -> bool:
    """Whether two times are the same, be it that one leaves out the year ("April 2026", "April")."""
    if bounds(one) == bounds(other):
        return True
    return one is not None and other is not None and (_same_months(one, other) or _same_months(other, one))


def _same_months(dated: Window, yearless: Window) -> bool:
    if dated.start is None or dated.end is None or yearless.is_dated or yearless.months is None:
        return False
    return dated.start.year == dated.end.year and (dated.start.month, dated.end.month) == yearless.months


def time_shown(window: Window | None) -> str:
    """`Q3 2026` as written while that is short, else the days."""
    if window is None:
        return ""
    if window.is_dated and (len(window.text) > SHORT or "," in window.text):
        start, end = (day.isoformat() if day is not None else "…" for day in (window.start, window.end))
        return start if start == end else f"{start} – {end}"
    return " ".join(window.text.split())


def first_cost(item: Item) -> str:
    """The first cost of an item as written, "" without one."""
    cost = item.first("cost")
    return " ".join(cost.text.split()) if cost is not None and cost.quantities else ""


def dating(roadmap: Roadmap, item: Item) -> Item:
    """The item that an item has its time from: itself, or the part of the plan around it."""
    at, seen = item, {item.key}
    while at.window_inherited and at.parent in roadmap.by_key and at.parent not in seen:
        seen.add(at.parent)
        at = roadmap.by_key[at.parent]
    return at


def written_at(roadmap: Roadmap, item: Item) -> tuple[Span, ...]:
    """Where the time of an item is written: its own fact, or the part of the plan it inherits it from."""
    at = dating(roadmap, item)
    if at.window is None:
        return (item.span,)
    stated = next((fact.span for fact in at.facts if any(bounds(window) == bounds(at.window) for window in fact.windows)), at.span)
    return (item.span,) if item.span == stated else (item.span, stated)


def restated(before: Roadmap, after: Roadmap, one: Item, other: Item) -> bool:
    """Whether a time is only given in another unit ("month 5", "sprints 9-10"), one that the other version has beside it, too."""
    was, now = one.window, other.window
    if was is None or now is None or was.unit == now.unit:
        return False
    stated = [(now, fact) for fact in dating(before, one).facts] + [(was, fact) for fact in dating(after, other).facts]
    return any(bounds(wanted) == bounds(window) for wanted, fact in stated for window in fact.windows)
