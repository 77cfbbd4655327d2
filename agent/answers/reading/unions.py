"""Figures of one scale in lists side by side, as one list: the tasks under three headings, the roles of three teams."""

from __future__ import annotations

from agent.answers.reading.containers import holder_of
from agent.answers.reading.entry import Entry
from agent.answers.reading.measured import all_figures
from agent.answers.reading.scales import on_scale
from agent.answers.reading.siblings import own_name
from agent.answers.reading.view import View

FEWEST, MOST = 2, 60  # lists, members


def unions_of(view: View) -> list[list[tuple[Entry, str, str]]]:
    """(figure, its name, what holds all of the lists) of the members, a union each."""
    groups: dict[tuple[int, str, int, str], dict[int, tuple[Entry, str, int]]] = {}
    titles = set(view.title_units)
    for entry in all_figures(view):
        unit = view.units[entry.unit]
        holder = holder_of(unit) if unit.kind == "item" else -1
        outer = holder_of(view.units[holder]) if holder >= 0 and view.units[holder].kind in ("heading", "line") else -1
        if outer < 0 or outer in titles:
            continue
        key = (outer, f"{on_scale(entry.quantity)[0]}/{entry.quantity.per}", unit.level, entry.quantity.kind)
        groups.setdefault(key, {}).setdefault(entry.unit, (entry, own_name(unit.text, entry), holder))
    found = [
        [(entry, name, view.units[key[0]].text) for entry, name, _ in members.values()]
        for key, members in groups.items()
        if len({holder for _, _, holder in members.values()}) >= FEWEST and len(members) <= MOST
    ]
    return [members for members in found if len(members) > FEWEST]
