"""What a container holds that can be counted, and how so many entries are said."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.reading.listing import without_remarks
from agent.answers.reading.view import View
from agent.answers.wording.draft import Statement, context_of, spoken
from agent.expressions import expression
from agent.facts.folding import fold

FEWEST = 2  # headings, and labels that their entries share
_COUNTED_OFF = expression(r"\W*([^\W\d_]{2,})\s*#?(\d{1,2})(?!\d)")
NAMED = 12  # entries that are said one by one


def entries_in(view: View, unit: int) -> tuple[int, ...]:
    """The entries of a container: its direct items or rows, those of the parts it is divided into when it has none itself."""
    direct = [
        member
        for member in view.members.get(unit, ())
        if view.units[member].kind in ("item", "row") and view.units[member].group[0] != "part"
    ]
    if direct:
        return without_remarks(view, direct)
    parts = [member for member in view.members.get(unit, ()) if view.units[member].kind in ("heading", "line", "header")]
    described = [part for part in parts if view.units[part].kind == "heading"]
    if _are_described(view, described) or _are_counted_off(view, described):
        return tuple(described)
    return tuple(entry for part in parts for entry in entries_in(view, part))


def _are_described(view: View, parts: Sequence[int]) -> bool:
    """Whether headings are the things themselves, each described by entries under the same labels: "What: ...", "How: ..."."""
    if len(parts) < FEWEST:
        return False
    labels = [{fold(view.units[member].text.partition(":")[0]) for member in view.members.get(part, ())} for part in parts]
    shared = set.intersection(*labels)
    return len(shared) >= FEWEST and all(2 * len(shared) >= len(own) for own in labels)


def _are_counted_off(view: View, parts: Sequence[int]) -> bool:
    """Whether headings are the things themselves by their numbers: "Path 1: ...", "Path 2: ..."."""
    opened = [match for part in parts if (match := _COUNTED_OFF.match(view.folded[part])) is not None]
    return (
        len(opened) == len(parts) >= FEWEST
        and len({match[1] for match in opened}) == 1
        and len({match[2] for match in opened}) == len(parts)
    )


def named(view: View, units: Sequence[int]) -> tuple[Statement, ...]:
    """Entries one by one, where they are few enough."""
    if not 0 < len(units) <= NAMED + 3:
        return ()
    first = Statement(view, (units[0],), spoken(view, units[0]), context_of(view, units[0]), True)
    return (first, *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in units[1:]))
