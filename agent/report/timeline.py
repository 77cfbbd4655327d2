"""What is planned when: everything with a window of its own, on the calendar or on the document's own count of weeks and months."""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.quantity import Window
from agent.model.report import Bar
from agent.model.roadmap import Item
from agent.report.plan import WORK, Plan
from agent.report.wording import evidence_of, short_name
from agent.rules.reading.period import UNIT_DAYS, written


def bars_of(plan: Plan) -> Iterator[Bar]:
    """One bar an item, in document order; windows that cannot be placed (no year, no numbers, end before start) have none."""
    for item in plan.roadmap.items:
        if item.kind in WORK and item.window and not item.window_inherited:
            bar = _bar(plan, item, item.window)
            if bar:
                yield bar


def _bar(plan: Plan, item: Item, window: Window) -> Bar | None:
    place = _relative(window) if window.is_relative else _calendar(window)
    if place is None:
        return None
    first, last = place
    return Bar(
        path=plan.path,
        item=item.key,
        name=short_name(item),
        kind=item.kind,
        axis="relative" if window.is_relative else "calendar",
        unit=window.unit or "day",
        start=window.start.isoformat() if window.start else None,
        end=window.end.isoformat() if window.end else None,
        first=first,
        last=last,
        open_ended=window.open_ended,
        window=written(window),
        status=plan.standing[item.key].state if item.key in plan.standing else "",
        critical=item.key in plan.critical,
        evidence=evidence_of(item.span),
    )


def _calendar(window: Window) -> tuple[float, float] | None:
    """Days of the proleptic calendar, the last one included; one open end is drawn as the other."""
    start, end = window.start or window.end, window.end or window.start
    if start is None or end is None or end < start:
        return None
    return float(start.toordinal()), float(end.toordinal() + 1)


def _relative(window: Window) -> tuple[float, float] | None:
    """In the window's own unit: "months 6-18" is 6 to 18, "week 3" the third week."""
    if window.unit not in UNIT_DAYS or window.first is None:
        return None
    if window.open_ended:
        return window.first, window.first
    last = window.first if window.last is None else window.last
    if last < window.first:
        return None
    return (max(0.0, window.first - 1), last) if last == window.first else (window.first, last)
