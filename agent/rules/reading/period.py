"""Windows as stretches on one axis, with what their wording leaves open.

A window written "Q3 2026" may end on any day of that quarter; two windows are in conflict only when no choice of days
reconciles them. Calendar windows are counted in days of the proleptic calendar, relative ones ("months 6-18") in days from
their own unknown origin: the two kinds are never compared.
"""

from __future__ import annotations

from datetime import date, timedelta

from msgspec import Struct

from agent.model.quantity import Window

UNIT_DAYS = {"day": 1.0, "week": 7.0, "sprint": 14.0, "month": 30.4375, "quarter": 91.3125, "half": 182.625, "year": 365.25}


class Period(Struct, frozen=True):
    """A window on its axis (`axis` is "calendar" or the relative unit), in days.

    It begins between `start` and `latest_start` and ends between `earliest_end` and `end`; None is unknown.
    """

    axis: str
    start: float | None
    latest_start: float | None
    earliest_end: float | None
    end: float | None


def period_of(window: Window | None) -> Period | None:
    """The period of a window, or None when it cannot be placed (no year, no numbers)."""
    if window is None:
        return None
    if window.is_relative:
        return _relative(window)
    if not window.is_dated or (window.start and window.end and window.end < window.start):
        return None
    return _calendar(window)


def before(first: Period, second: Period) -> bool:
    """Whether `first` surely ends before `second` begins."""
    return first.axis == second.axis and first.end is not None and second.start is not None and first.end < second.start


def is_over(first: Period, second: Period) -> bool:
    """Whether `first` surely is over when `second` begins. Months 1-3 are when months 4-6 begin; a day lasts until its end."""
    if first.axis != second.axis or first.end is None or second.start is None:
        return False
    return first.end < second.start or (first.end == second.start and first.axis != "calendar")


def ends_too_early(waiting: Period, needed: Period) -> bool:
    """Whether `waiting` surely ends before `needed` ends."""
    return waiting.axis == needed.axis and waiting.end is not None and needed.earliest_end is not None and waiting.end < needed.earliest_end


def starts_too_early(waiting: Period, needed: Period) -> bool:
    """Whether `waiting` surely begins before `needed` ends."""
    if waiting.axis != needed.axis or waiting.latest_start is None or needed.earliest_end is None:
        return False
    return waiting.latest_start < needed.earliest_end


def written(window: Window) -> str:
    """A window for a message: as written, or its days."""
    if window.text and not (window.start and window.end and "," in window.text):  # a line of a chart: its parts are no wording
        text = " ".join(window.text.split())
        return f"{window.unit} {text}" if window.unit and not any(map(str.isalpha, text)) else text  # "5-8" below "Weeks"
    if window.start == window.end and window.start:
        return str(window.start)
    return f"{window.start or '…'} to {window.end or '…'}"


def _relative(window: Window) -> Period | None:
    days = UNIT_DAYS.get(window.unit)
    if days is None or window.first is None:
        return None
    first, last = window.first, window.last if window.last is not None else window.first
    if last < first:
        return None
    end = None if window.open_ended else last * days
    # "month 3" may mean the third month or the moment three months after the start
    return Period(window.unit, max(0.0, (first - 1) * days), first * days, None if end is None else _earliest(first, last) * days, end)


def _calendar(window: Window) -> Period:
    start, end = window.start, None if window.open_ended else window.end
    slack = {"day": 0, "week": 6, "month": 27, "quarter": 89, "half": 180, "year": 364}.get(window.precision, 0)
    latest_start = min(start + timedelta(slack), window.end or date.max) if start else None
    earliest_end = max(end - timedelta(slack), start or date.min) if end else None
    return Period("calendar", _day(start), _day(latest_start), _day(earliest_end), _day(end))


def _day(day: date | None) -> float | None:
    return None if day is None else float(day.toordinal())


def _earliest(first: float, last: float) -> float:
    """Months 2-5 end five months after the start, whether their numbers count months or moments; a single month may be a moment."""
    return last if last > first else max(last - 1, first)
