"""The entries of a list, a table or a part of a document."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.reading.series import is_total_text
from agent.answers.reading.view import View

FEWEST = 2
MOST_REMARKS = 2


def entries_under(view: View, holder: int, fewest: int = FEWEST) -> tuple[int, ...]:
    """The rows or bullets right under a unit, of its one table or list, of the tables of all its parts; () where it is not plain which."""
    members = view.members.get(holder, ())
    for kind in ("row", "item"):
        found = tuple(unit for unit in members if view.units[unit].kind == kind and view.units[unit].group[0] != "part")
        if len(found) >= fewest:
            return without_remarks(view, [unit for unit in found if not _is_total(view, unit)])
    inner = [unit for unit in members if view.units[unit].kind in ("header", "line") and view.members.get(unit)]
    inner = inner or [unit for unit in members if view.units[unit].kind == "heading"][:2]
    if len(inner) == 1:
        return entries_under(view, inner[0], fewest)
    inner = [unit for unit in inner if view.units[unit].kind != "heading"]
    parts = [unit for unit in members if view.units[unit].kind == "heading"]
    rows = [entries_under(view, part, 1) for part in parts] if not inner and len(parts) >= FEWEST else []
    tables = all(found and view.units[found[0]].kind == "row" for found in rows)
    return tuple(unit for found in rows for unit in found) if rows and tables else ()


def without_remarks(view: View, entries: Sequence[int]) -> tuple[int, ...]:
    """Entries without those that have no box among others that have one: "Target: €2,000" below four tasks is no task."""
    boxes = tuple(unit for unit in entries if view.units[unit].checked is not None)
    remarks = [view.units[unit].text for unit in entries if view.units[unit].checked is None]
    return (
        boxes if len(remarks) <= MOST_REMARKS and 2 * len(boxes) > len(entries) and all(":" in text for text in remarks) else tuple(entries)
    )


def _is_total(view: View, unit: int) -> bool:
    """Whether an entry sums up the others."""
    found = view.units[unit]
    return found.line in view.total_lines or (found.kind == "row" and bool(found.cells) and is_total_text(found.cells[0]))
