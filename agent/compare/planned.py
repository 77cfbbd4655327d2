"""Planned things as the contract shows them, and what several roadmaps share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.compare.matching.across import Group
from agent.compare.matching.works import Work
from agent.compare.sides import Side, cited, flat, letter
from agent.compare.stretches import short
from agent.model.comparison import Planned, Shared
from agent.model.roadmap import Item
from agent.rules.reading.period import Period, period_of, written

LEAST_DATED = 2


def planned_of(side: Side, item: Item) -> Planned:
    """One item with its time, its state and the lines that say so."""
    window = item.window
    when = _when_written(side, item)
    spans = [item.span, *([when.span] if when is not None else []), *([item.status_span] if item.status_span else [])]
    return Planned(
        roadmap=side.path,
        title=flat(item.title),
        id=item.id,
        kind=item.kind,
        when=short(window) or written(window) if window else "",
        inherited=item.window_inherited,
        start=window.start.isoformat() if window and window.start else "",
        end=window.end.isoformat() if window and window.end else "",
        status=item.status.replace("_", " "),
        evidence=cited(spans),
    )


def _when_written(side: Side, item: Item) -> Item | None:
    """The part of the plan that gives an item its time, when it has none of its own."""
    at: Item | None = item
    for _ in range(len(side.roadmap.items)):
        if at is None or not at.window_inherited:
            break
        at = side.roadmap.by_key.get(at.parent)
    return at if at is not None and at is not item and at.window is not None else None


def shared_of(sides: Sequence[Side], groups: Sequence[Group]) -> tuple[Shared, ...]:
    """What two or more roadmaps plan: most roadmaps first, then in their order."""
    found = [_shared(sides, group) for group in groups]
    return tuple(sorted(found, key=lambda shared: -len(shared.members)))


def _shared(sides: Sequence[Side], group: Group) -> Shared:
    capabilities = {work.capability.capability for work in group.members if work.capability}
    name = capabilities.pop() if len(capabilities) == 1 and group.basis == "capability" else flat(group.members[0].item.title)
    earliest, note = _earliest(sides, group.members)
    return Shared(
        name=name,
        score=group.score,
        basis=group.basis,
        members=tuple(planned_of(sides[work.side], work.item) for work in group.members),
        also=tuple(planned_of(sides[work.side], work.item) for work in group.also),
        earliest=earliest,
        note=note,
    )


def _earliest(sides: Sequence[Side], works: Sequence[Work]) -> tuple[str, str]:
    """The one roadmap that begins first, and what is uncertain in that: a coarse time may begin late in itself, a relative one anywhere."""
    dated = sorted(((period.start, work.side, period, work) for work in works if (period := _on_calendar(work))), key=lambda one: one[:2])
    if len(dated) < LEAST_DATED or dated[0][0] == dated[1][0]:
        return "", ""
    _, side, first, work = dated[0]
    later = [other.side for _, _, period, other in dated[1:] if _may_come_first(period, first)]
    loose = [other.side for other in works if not _on_calendar(other)]
    time = short(work.item.window) if work.item.window else ""
    doubts = (
        f"{time} in {letter(side)} is too coarse to be surely before {_letters(later)}" if later else "",
        f"no calendar time in {_letters(loose)}" if loose else "",
    )
    return sides[side].path, "; ".join(filter(None, doubts))


def _may_come_first(other: Period, first: Period) -> bool:
    """Whether a later begin may still be the earlier one, because the first is written so coarsely."""
    return first.latest_start is not None and other.start is not None and first.latest_start >= other.start


def _letters(places: Sequence[int]) -> str:
    return ", ".join(letter(at) for at in places)


def _on_calendar(work: Work) -> Period | None:
    period = period_of(work.item.window)
    return period if period is not None and period.axis == "calendar" and period.start is not None else None


def only_of(sides: Sequence[Side], works: Sequence[Sequence[Work]], groups: Sequence[Group]) -> Mapping[str, tuple[Planned, ...]]:
    """What one roadmap alone plans: its works that are in no group, those under such a work left out."""
    taken = {(work.side, work.item.key) for group in groups for work in (*group.members, *group.also)}
    found: dict[str, tuple[Planned, ...]] = {}
    for side, own in zip(sides, works, strict=True):
        free = {work.item.key for work in own if (work.side, work.item.key) not in taken and not work.is_phase}
        found[side.path] = tuple(planned_of(side, work.item) for work in own if work.item.key in free and work.item.parent not in free)
    return found
