"""What holds what: headings, lead lines, list items and table headers with the units they introduce."""

from __future__ import annotations

from agent.answers.reading.units import Unit


def holder_of(unit: Unit) -> int:
    """The unit that introduces this one most directly: header row, enclosing item, lead line or heading; -1 when nothing does."""
    if unit.kind == "heading":
        return unit.headings[0] if unit.headings else -1
    if unit.header >= 0:
        return unit.header
    if unit.parents:
        return unit.parents[0]
    if unit.lead >= 0:
        return unit.lead
    return unit.headings[0] if unit.headings else -1


def members_of(units: tuple[Unit, ...]) -> dict[int, tuple[int, ...]]:
    """The direct members of every unit that has some, in order."""
    members: dict[int, list[int]] = {}
    for unit in units:
        holder = holder_of(unit)
        if holder >= 0:
            members.setdefault(holder, []).append(unit.index)
    return {holder: tuple(listed) for holder, listed in members.items()}


def below(members: dict[int, tuple[int, ...]], unit: int, limit: int = 400) -> tuple[int, ...]:
    """Everything under a unit, in order, at most `limit` units."""
    found: list[int] = []
    waiting = list(members.get(unit, ()))
    while waiting and len(found) < limit:
        at = waiting.pop(0)
        found.append(at)
        waiting = [*members.get(at, ()), *waiting]
    return tuple(sorted(found))
