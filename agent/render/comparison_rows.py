"""What every rendering of a comparison says in the same words: headings of sections, rows, marks, places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.model.comparison import Cell, Change, Comparison, Dimension, Planned, Shared
from agent.model.finding import Evidence

SECTIONS: Mapping[str, str] = {
    "time": "Time",
    "targets": "Targets",
    "money": "Money",
    "people": "People and effort",
    "plan": "Plan",
    "risks": "Risks",
    "quality": "Quality",
}
PLACES_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table: a name, a cell for each roadmap, a remark."""

    name: str
    cells: tuple[Cell, ...]
    note: str = ""


def keys_of(comparison: Comparison) -> dict[str, str]:
    """The letter of each roadmap by its path."""
    return {roadmap.path: roadmap.key for roadmap in comparison.roadmaps}


def sections_of(comparison: Comparison) -> Iterator[tuple[str, tuple[Dimension, ...]]]:
    """The dimensions under their headings, in a fixed order."""
    for section, title in SECTIONS.items():
        found = tuple(dimension for dimension in comparison.dimensions if dimension.section == section)
        if found:
            yield title, found


def calendar_rows(comparison: Comparison) -> tuple[Row, ...]:
    """The common calendar, then what has no place on it."""
    return tuple(Row(period.name, period.cells) for period in (*comparison.calendar, *comparison.relative))


def shared_row(shared: Shared, comparison: Comparison) -> Row:
    """One shared thing: under which name and when in each roadmap."""
    members = {planned.roadmap: planned for planned in shared.members}
    also: dict[str, list[Planned]] = {}
    for planned in shared.also:
        also.setdefault(planned.roadmap, []).append(planned)
    cells = tuple(
        _planned_cell(members[roadmap.path], also.get(roadmap.path, []), is_best=shared.earliest == roadmap.path)
        if roadmap.path in members
        else Cell(roadmap=roadmap.path, value="", stated=False)
        for roadmap in comparison.roadmaps
    )
    return Row(shared.name, cells, shared.note)


def _planned_cell(planned: Planned, also: Sequence[Planned], *, is_best: bool) -> Cell:
    more = f" (also {', '.join(other.title for other in also)})" if also else ""
    evidence = (*planned.evidence, *(place for other in also for place in other.evidence[:1]))
    return Cell(roadmap=planned.roadmap, value=f"{planned_text(planned)}{more}", evidence=evidence, best=is_best)


def planned_text(planned: Planned) -> str:
    """`Q3 2025: A1 Single sign-on, planned`."""
    title = f"{planned.id} {planned.title}" if planned.id and planned.id.casefold() not in planned.title.casefold() else planned.title
    status = f", {planned.status}" if planned.status else ""
    return f"{planned.when}: {title}{status}" if planned.when else f"{title}{status} (no time)"


def likeness(shared: Shared) -> str:
    """How sure the match is, and what it rests on: `0.95 words`."""
    return f"{shared.score:.2f} {shared.basis}"


def places(evidence: Sequence[Evidence], shown: int = PLACES_SHOWN) -> str:
    """`:12, :40–42 and 3 more`: lines within the roadmap of the cell."""
    lines = list(dict.fromkeys(line_of(place) for place in evidence))
    rest = len(lines) - shown
    return ", ".join(lines[:shown]) + (f" and {rest} more" if rest > 0 else "")


def line_of(place: Evidence) -> str:
    """`:12`, with the place in a converted file where there is one."""
    line = f":{place.line}" + (f"–{place.end_line}" if place.end_line > place.line else "")
    return f"{line} ({place.locator})" if place.locator else line


def change_text(change: Change) -> str:
    """What changed, in one line: `window: Q1 2025 → Q2 2025`."""
    inside = f" (with {change.inside} inside)" if change.inside else ""
    if change.kind in ("added", "dropped"):
        when = change.now or change.was
        return f"{change.what}{f', {when}' if when else ''}{inside}"
    values = f"{change.was or '(nothing)'} → {change.now or '(nothing)'}"
    computed = f" ({change.computation.formula})" if change.computation else ""
    return f"{change.what}: {values}{computed}{inside}"


def change_places(change: Change) -> str:
    """The lines before and after: `:12 → :14`."""
    before, after = places(change.before), places(change.after)
    return " → ".join(part for part in (before, after) if part)
