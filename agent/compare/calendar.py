"""When: the horizon of each roadmap, and their phases side by side on one calendar. Relative phases stay relative, and say so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from agent.compare.sides import Side, cell, flat, listed_more, missing, not_shown, shown
from agent.compare.stretches import is_computed, short, stretch
from agent.facts import normalise
from agent.model.comparison import Cell, Dimension, Period
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.budgets import lies_within
from agent.rules.reading.period import UNIT_DAYS

DATED = ("window", "start", "end")
TIMED = ("phase", "milestone")
MOST_NAMED = 2  # parts whose names stand for that of a phase called by its time
MOST_STATED = 2  # places that state one time: a start and an end
MOST_QUARTERS = 16  # rows of the calendar before it counts in half years, and then in years
DAYS_OF_MONTH = 30.4375
STEPS = (3, 6, 12)  # months
NAMES = {3: "Q", 6: "H"}


@dataclass(frozen=True, slots=True)
class Timed:
    """Something with a time of its own, under the name a reader gives it."""

    name: str
    window: Window
    span: Span
    key: str
    others: tuple[Span, ...] = ()  # where its time or its name is written, when elsewhere

    @property
    def places(self) -> tuple[Span, ...]:
        return (self.span, *self.others)


def timed(roadmap: Roadmap) -> tuple[Timed, ...]:
    """The phases and milestones that have a time of their own; in a plan without phases, all other items that do.

    Milestones alone are the ends of work: a plan that has no phases begins with its work.
    """
    own = [item for item in roadmap.items if item.window is not None and not item.window_inherited and _is_placed(item.window)]
    has_phases = any(item.kind == "phase" for item in own)
    chosen = [item for item in own if (item.kind in TIMED if has_phases else item.kind != "risk")]
    return tuple(_timed(roadmap, item, item.window) for item in chosen if item.window is not None)


def horizon(sides: Sequence[Side]) -> Dimension:
    """From the first begin to the last end of each roadmap; relative ones from their unknown start."""
    cells = tuple(_horizon(side) for side in sides)
    relative = [side.path for side in sides if timed(side.roadmap) and not _dated(side)]
    note = "months counted from a start that is not stated cannot be placed on the calendar" if relative else ""
    return Dimension(name="horizon", section="time", cells=cells, note=note)


def outermost(roadmap: Roadmap) -> tuple[Timed, ...]:
    """Those of `timed` that are part of no other of them, where there are several: sprints of a phase are its affair."""
    found = timed(roadmap)
    keys = {one.key for one in found}
    outer = tuple(one for one in found if not lies_within(roadmap, one.key, keys))
    return outer if len(outer) > 1 else found


def calendar(sides: Sequence[Side]) -> tuple[Period, ...]:
    """The common calendar: one row a quarter (half year, year, where there are many), and the phases of each roadmap that touch it."""
    dated = {side.path: [one for one in outermost(side.roadmap) if one.window.is_dated] for side in sides}
    days = [day for found in dated.values() for one in found for day in (one.window.start, one.window.end) if day]
    if not days:
        return ()
    return tuple(
        Period(
            name=name,
            start=start.isoformat(),
            end=end.isoformat(),
            cells=tuple(_during(side, dated[side.path], start, end) for side in sides),
        )
        for name, start, end in _periods(min(days), max(days))
        if any(_touches(one.window, start, end) for found in dated.values() for one in found)
    )


def relative(sides: Sequence[Side]) -> tuple[Period, ...]:
    """Phases in time counted from an unstated start, or in months of no stated year: one row a time as written."""
    loose = {side.path: [one for one in outermost(side.roadmap) if not one.window.is_dated] for side in sides}
    rows: dict[tuple[float, float, str], str] = {}
    for found in loose.values():
        for one in found:
            rows.setdefault(_order(one.window), _label(one.window))
    return tuple(
        Period(name=name, cells=tuple(_loose(side, [one for one in loose[side.path] if _order(one.window) == order]) for side in sides))
        for order, name in sorted(rows.items())
    )


def _dated(side: Side) -> list[Timed]:
    return [one for one in timed(side.roadmap) if one.window.is_dated]


def _is_placed(window: Window) -> bool:
    if window.start and window.end:
        return window.start <= window.end
    return window.is_dated or window.is_relative or window.months is not None


def _timed(roadmap: Roadmap, item: Item, window: Window) -> Timed:
    """A phase by its title, with its id where that says more; one that is called by its time alone, by what stands under it."""
    title = flat(item.title)
    said = flat(window.text) in flat(item.span.quote)
    stated = () if said else tuple(fact.span for fact in item.facts if fact.attribute in DATED and fact.windows)[:MOST_STATED]
    if normalise(title) and normalise(title) in normalise(window.text):
        below = [child for child in roadmap.children(item.key) if child.kind in TIMED]
        if below and len(below) <= MOST_NAMED:
            return Timed("; ".join(map(titled, below)), window, item.span, item.key, (*stated, *(child.span for child in below)))
    return Timed(titled(item), window, item.span, item.key, stated)


def titled(item: Item) -> str:
    """The title of an item, led by its id where the title does not have it."""
    title = flat(item.title)
    return f"{item.id} {title}" if item.id and normalise(item.id) not in normalise(title) else title or item.id


def _horizon(side: Side) -> Cell:
    dated = _dated(side)
    if dated:
        return _on_calendar(side, dated)
    loose = [one for one in timed(side.roadmap) if one.window.is_relative]
    if loose:
        return _from_unknown(side, loose)
    named = [one for one in timed(side.roadmap) if one.window.months]
    if named:
        ends = stretch(side.roadmap, named[0].window, named[-1].window)
        return cell(side, f"{ends} (no year stated)", (*named[0].places, *named[-1].places))
    return missing(side, "no times stated")


def _on_calendar(side: Side, dated: Sequence[Timed]) -> Cell:
    starts = [one for one in dated if one.window.start]
    ends = [one for one in dated if one.window.end and not one.window.open_ended]
    first = min(starts, key=lambda one: one.window.start or date.max) if starts else min(dated, key=lambda one: one.window.end or date.max)
    last = max(ends, key=lambda one: one.window.end or date.min) if ends else max(dated, key=lambda one: one.window.start or date.min)
    begin, finish = first.window.start or first.window.end, last.window.end or last.window.start
    assert begin is not None
    assert finish is not None
    value = stretch(side.roadmap, first.window, last.window)
    months = (finish - begin).days / DAYS_OF_MONTH
    is_long = months >= 1 and finish > begin
    length = f"{months:.0f} month{'' if round(months) == 1 else 's'}"
    formula = f"{begin} to {finish}" + (f" = {length}" if is_long else "")
    open_end = "; open end" if any(one.window.open_ended for one in dated) else ""
    return cell(side, f"{value} ({length}{open_end})" if is_long else value, (*first.places, *last.places), shown(formula))


def _from_unknown(side: Side, loose: Sequence[Timed]) -> Cell:
    unit = max(sorted({one.window.unit for one in loose}), key=lambda name: sum(one.window.unit == name for one in loose))
    same = [one for one in loose if one.window.unit == unit]
    first = min(same, key=lambda one: one.window.first or 0.0)
    last = max(same, key=lambda one: (one.window.last or one.window.first or 0.0, one.window.open_ended))
    low, high = first.window.first or 0.0, last.window.last or last.window.first or 0.0
    plus = "+" if any(one.window.open_ended for one in same) else ""
    stretch = f"{unit}s {low:g} to {high:g}{plus}" if low else f"up to {unit} {high:g}{plus}"
    return cell(side, f"{stretch} from a start that is not stated", (*first.places, *last.places))


def _periods(first: date, last: date) -> Iterator[tuple[str, date, date]]:
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    step = next((step for step in STEPS if months <= step * MOST_QUARTERS), STEPS[-1])
    at = date(first.year, (first.month - 1) // step * step + 1, 1)
    while at <= last:
        if at.year == date.max.year:
            return
        after = date(at.year + (at.month + step > 12), (at.month + step - 1) % 12 + 1, 1)
        yield (f"{NAMES[step]}{(at.month - 1) // step + 1} {at.year}" if step in NAMES else str(at.year)), at, after - timedelta(1)
        at = after


def _touches(window: Window, start: date, end: date) -> bool:
    """Whether a time has a day in the stretch; an open end never ends."""
    begin, finish = window.start or window.end, date.max if window.open_ended else window.end or window.start
    return begin is not None and finish is not None and begin <= end and finish >= start


def _during(side: Side, dated: Sequence[Timed], start: date, end: date) -> Cell:
    found = [one for one in dated if _touches(one.window, start, end)]
    if not found:
        return missing(side, "")
    return _phases(side, found, [_with_time(one, start, end) for one in found])


def _phases(side: Side, found: Sequence[Timed], names: Sequence[str]) -> Cell:
    steps = [f"{flat(one.window.text)} = {one.window.start} to {one.window.end}" for one in found if is_computed(one.window)]
    rest = not_shown(names, "phases")
    formula = "; ".join([*steps, *([rest.formula] if rest else [])])
    return cell(side, listed_more(names), [span for one in found for span in one.places], shown(formula) if formula else None)


def _with_time(one: Timed, start: date, end: date) -> str:
    """The name, with its time where that is another than the row's."""
    exact = one.window.start == start and one.window.end == end
    return one.name if exact or normalise(short(one.window)) in normalise(one.name) else f"{one.name} [{short(one.window)}]"


def _loose(side: Side, found: Sequence[Timed]) -> Cell:
    if not found:
        return missing(side, "")
    return _phases(side, found, [one.name for one in found])


def _order(window: Window) -> tuple[float, float, str]:
    """Relative times in days from their start, then months without a year."""
    if window.is_relative:
        size = UNIT_DAYS.get(window.unit, 1.0)
        return (
            (window.first or 0.0) * size,
            (window.last or 1e9) * size,
            f"{window.unit} {window.first} {window.last} {window.open_ended}",
        )
    return (1e12, float(window.months[0]) if window.months else 13.0, normalise(short(window)))


def _label(window: Window) -> str:
    return f"{short(window)} (relative)" if window.is_relative else f"{short(window)} (no year)"
