"""Grids: the named things of one table, of one list or of like parts, with the columns of figures that are stated for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from agent.answers.reading.entry import Entry
from agent.answers.reading.listing import entries_under
from agent.answers.reading.measured import all_figures
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import is_total_text
from agent.answers.reading.siblings import families_of
from agent.answers.reading.unions import unions_of
from agent.answers.reading.view import KEPT_VIEWS, View, view_of_units
from agent.model.quantity import Quantity

_BASES = ("list", "label", "heading", "inline")
MOST = 60  # longer tables are data
_REPEATED = frozenset({"month", "week", "day", "hour", "quarter", "minute"})


@dataclass(frozen=True, slots=True)
class Thing:
    """A named thing: `unit` is where its figures stand, `at` the place of its name in `Grids.names`."""

    unit: int
    name: str
    at: int
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """Figures of one label and one scale, one for each thing that has it; `at` is the place of the label in `Grids.labels`."""

    label: str
    scale: str
    cells: tuple[tuple[int, Entry], ...]  # place of the thing in the grid, its figure
    at: int

    def cell(self, place: int) -> Entry | None:
        """The figure of the thing at a place of the grid; None where it has none."""
        return next((entry for own, entry in self.cells if own == place), None)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table has all its columns in one grid; a list, or one label under several headings, has one column."""

    basis: str  # "table", "list", "label", "heading", "inline", "union" of lists, "entries": how many stand under each of some headings
    things: tuple[Thing, ...]
    columns: tuple[Column, ...]

    @property
    def parts(self) -> tuple[int, ...]:
        """The places of the things that are no totals."""
        return tuple(place for place, thing in enumerate(self.things) if not thing.is_total)


@dataclass(frozen=True, eq=False)
class Grids:
    """All grids of a roadmap, with small views of the names of things and the labels of columns."""

    view: View
    grids: tuple[Grid, ...]
    names: View
    labels: View


@lru_cache(maxsize=KEPT_VIEWS)
def grids_of(view: View) -> Grids:
    """Every grid of a roadmap: tables in document order, then lists, labels and headings."""
    names: list[tuple[int, str]] = []
    labels: list[tuple[int, str]] = []
    tables: dict[int, list[Entry]] = {}
    for entry in all_figures(view):
        unit = view.units[entry.unit]
        if unit.kind == "row" and unit.header >= 0:
            tables.setdefault(unit.block, []).append(entry)
    sources = [("table", [(entry, entry.subject, entry.label) for entry in entries]) for entries in tables.values()]
    sources += [
        (family.basis, [(entry, name, family.common) for entry, name in zip(family.entries, family.names, strict=True)])
        for family in families_of(view).families
        if family.basis in _BASES
    ]
    sources += [("union", found) for found in unions_of(view)]
    sources += [("entries", found) for found in _counts(view)]
    grids = [grid for basis, found in sources if (grid := _grid(view, basis, found, names, labels)) is not None]
    return Grids(view, tuple(grids), view_of_units(view, names), view_of_units(view, labels))


def _counts(view: View) -> Iterator[list[tuple[Entry, str, str]]]:
    """Headings side by side, each with the number of entries under it."""
    groups: dict[tuple[str, int, int, int], list[tuple[Entry, str, str]]] = {}
    for unit in view.units:
        listed = entries_under(view, unit.index, 1) if unit.kind == "heading" else ()
        if listed:
            number = float(len(listed))
            count = Quantity(number, number, number, number, "count", "entry")
            entry = Entry(unit.index, unit.text, "", "", count, str(len(listed)))
            groups.setdefault(unit.group, []).append((entry, unit.text, ""))
    yield from (found for found in groups.values() if len(found) > 1)


def _grid(
    view: View, basis: str, found: Iterable[tuple[Entry, str, str]], names: list[tuple[int, str]], labels: list[tuple[int, str]]
) -> Grid | None:
    rows = list(found)
    called = dict.fromkeys(_key(basis, entry, name) for entry, name, _ in rows)
    if not 1 < len(called) <= MOST and basis != "table":
        return None
    if len(called) > MOST:
        return None
    places = {key: place for place, key in enumerate(called)}
    things: dict[int, Thing] = {}
    columns: dict[tuple[str, str], dict[int, Entry]] = {}
    first = len(names)
    for entry, name, label in rows:
        place = places[_key(basis, entry, name)]
        total = label != "total" and (
            view.units[entry.unit].line in view.total_lines or is_total_text(name) or (basis == "table" and entry.is_total)
        )
        things.setdefault(place, Thing(entry.unit, name, first + place, total))
        columns.setdefault((label, scale_of(entry)), {}).setdefault(place, entry)
    names.extend((things[place].unit, things[place].name) for place in range(len(things)))
    kept = []
    for (label, scale), cells in columns.items():
        kept.append(Column(label, scale, tuple(sorted(cells.items(), key=lambda cell: cell[0])), len(labels)))
        labels.append((next(iter(cells.values())).unit, label))
    return Grid(basis, tuple(things[place] for place in range(len(things))), tuple(kept))


def _key(basis: str, entry: Entry, name: str) -> tuple[int, str]:
    return entry.unit, name if basis == "inline" else ""


def scale_of(entry: Entry) -> str:
    """Figures of one scale can be added: one kind, one currency, one stretch of time they recur in; a year is the whole of a plan's."""
    quantity = entry.quantity
    per = quantity.per if quantity.kind != "rate" and quantity.per in _REPEATED else ""
    return f"{on_scale(quantity)[0]}/{per}/{quantity.change}"
