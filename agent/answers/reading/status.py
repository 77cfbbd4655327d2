"""The state of a unit: its box, its mark, or a status word in a status column or label."""

from __future__ import annotations

from agent.answers.reading.view import View


def status_of(view: View, unit: int) -> str:
    """ "done", "cancelled", an open state ("planned", "in_progress", ...), or "" when none is marked."""
    found = view.units[unit]
    if found.checked is not None:
        return "done" if found.checked else "planned"
    marks = [str(token.value) for token in view.tokens(unit) if token.kind == "status"]
    if "done" in marks:
        return "done"
    return marks[0] if marks else ""
