"""What is planned when: everything with a window of its own, on the calendar or on the document's own count of weeks and months."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from agent.model.quantity import Window
from agent.model.report import Bar
from agent.model.roadmap import Item
from agent.report.plan import WORK, Plan
from agent.report.wording import evidence_of, short_name
from agent.rules.reading.period import UNIT_DAYS, written


def bars_of(plan: Plan) -> Iterator[Bar]:
    """One bar an item, in document order; windows that cannot be placed (no year, no numbers, end before start) have none."""
    own = [(item, item.window) for item in plan.roadmap.items if item.kind in WORK and item.window and not item.window_inherited]
    windows = [window for _, window in own]
    counted, begun = _counted_units(windows), {window.unit for window in windows if window.first == 0}
    for item, window in own:
        bar = _bar(plan, item, window, counted, begun)
        if bar:
            yield bar


def _counted_units(windows: Sequence[Window]) -> frozenset[str]:
    """Units whose ranges count what they name, both ends included: "weeks 1-2" is followed by "weeks 3-4", not by "weeks 2-4"."""
    ranges = [
        (w.unit, w.first, w.last) for w in windows if w.is_relative and w.first is not None and w.last is not None and w.first < w.last
    ]
    starts = {(unit, first) for unit, first, _ in ranges}
    following = {unit for unit, _, last in ranges if (unit, last + 1) in starts}
    meeting = {unit for unit, first, last in ranges if (unit, last) in starts or first < 1}
    return frozenset(following - meeting)


def _bar(plan: Plan, item: Item, window: Window, counted: frozenset[str], begun: Set[str]) -> Bar | None:
    place = _relative(window, counted, from_zero=window.unit in begun) if window.is_relative else _calendar(window)
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


def _relative(window: Window, counted: frozenset[str], *, from_zero: bool) -> tuple[float, float] | None:
    """In the window's own unit, from the start: "months 6-18" is 6 to 18; "week 3", and what is counted, is the third week: 2 to 3.

    "Months 1-2" begin with the plan, unless others of its windows begin with month 0."""
    if window.unit not in UNIT_DAYS or window.first is None:
        return None
    if window.open_ended:
        return window.first, window.first
    last = window.first if window.last is None else window.last
    if last < window.first:
        return None
    named = last == window.first or window.unit in counted
    return (max(0.0, window.first - 1), last) if named or (window.first == 1 and not from_zero) else (window.first, last)
