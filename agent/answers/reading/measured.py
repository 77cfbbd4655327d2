"""Every figure of a roadmap with how well what it is a figure of fits the words of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy
from numpy.typing import NDArray

from agent.answers.asking.counted import Numbered
from agent.answers.asking.question import Question
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching, own_numbered
from agent.answers.reading.records import hits
from agent.answers.reading.scales import on_scale
from agent.answers.reading.series import entries_of, is_total_text, main_tokens, row_name
from agent.answers.reading.units import Unit
from agent.answers.reading.view import KEPT_VIEWS, View, view_of_units
from agent.expressions import expression
from agent.model.quantity import Quantity

BESIDE = 0.6  # what a word counts for a figure in another cell of its row
ABOVE = (0.75, 0.6, 0.45)  # and above it, from the nearest out
OF_A_PART = 0.5  # less for a counted thing: what a part of phase 2 costs is not what phase 2 costs
LONGEST_NAME = 60
_BARE = expression(r"#?\d{1,3}(?:\s*[-–]\s*\d{1,3})?")


@dataclass(frozen=True, eq=False)
class Figures:
    """`weights` has a row per row of the matching and a column per entry: 1 for the words that name the very figure."""

    matching: Matching
    entries: tuple[Entry, ...]
    weights: NDArray[numpy.float32]

    @property
    def view(self) -> View:
        return self.matching.view

    def scale(self, at: int) -> str:
        """Figures with one scale, and one measure of time they are for, can be set against each other."""
        quantity = self.entries[at].quantity
        return f"{on_scale(quantity)[0]}/{'' if quantity.kind == 'rate' else quantity.per}/{quantity.change}"


def figures_in(question: Question, matching: Matching) -> Figures:
    """The figures of one roadmap; those that became no fact are among them, with the line they stand in as their name."""
    view = matching.view
    entries, names = _named_entries(view)
    if not entries:
        return Figures(matching, (), numpy.zeros((len(matching.labels), 0), dtype=numpy.float32))
    own = hits(question, names)
    numbered = dict.fromkeys((entry.kind, entry.first, entry.last) for entry in question.numbered)
    counted = [own_numbered(names, Numbered(*entry)) for entry in numbered]
    weights = numpy.vstack([own, *counted]) if counted else own
    units = [entry.unit for entry in entries]
    rows = numpy.array([view.units[unit].kind == "row" for unit in units])
    beside = matching.own[:, units] * numpy.where(rows, BESIDE, 1.0)
    above = numpy.stack([_above(matching, unit) for unit in units], axis=1)
    return Figures(matching, entries, numpy.maximum(numpy.maximum(weights, beside), above).astype(numpy.float32))


def _above(matching: Matching, unit: int) -> NDArray[numpy.float32]:
    """What stands above a unit says; but for its header row, which names other columns too, and the title."""
    found = matching.view.units[unit]
    titles = set(matching.view.title_units)
    best = numpy.zeros(len(matching.labels), dtype=numpy.float32)
    counted = list(matching.counted_rows)
    for chain in (found.parents, (found.lead,), found.headings):
        for away, index in enumerate(chain):
            if index >= 0 and index not in titles:
                weights = numpy.full(len(best), ABOVE[min(away, len(ABOVE) - 1)], dtype=numpy.float32)
                weights[counted] *= 1.0 if not away else OF_A_PART
                best = numpy.maximum(best, matching.own[:, index] * weights)
    return best


@lru_cache(maxsize=KEPT_VIEWS)
def _named_entries(view: View) -> tuple[tuple[Entry, ...], View]:
    """All figures, and a small view of what names each."""
    bound: dict[int, list[Entry]] = {}
    for entry in entries_of(view):
        bound.setdefault(entry.unit, []).append(entry)
    entries: list[Entry] = []
    for unit in view.units:
        known = bound.get(unit.index, [])
        if unit.kind == "row" and unit.header >= 0:
            entries.extend(_of_cells(view, unit, known))
        elif unit.kind not in ("heading", "header"):
            entries.extend([*known, *_unbound(view, unit, known)])
        else:
            entries.extend(known)
    return tuple(entries), view_of_units(view, [(entry.unit, _name(view, entry)) for entry in entries])


def _of_cells(view: View, unit: Unit, known: Sequence[Entry]) -> list[Entry]:
    """A figure for each cell of a row, named by the row and by its column, whichever of both its fact is labelled with."""
    header = view.units[unit.header].cells
    name, at = row_name(unit.cells)
    if at == 0 and header and _BARE.fullmatch(name):  # "12" in a column "Month"
        name = f"{header[0]} {name}".strip()
    found: list[Entry] = []
    for place, cell in enumerate(unit.cells):
        if place == at or not any(map(str.isdecimal, cell)):
            continue
        label = header[place] if place < len(header) else ""
        read = [(token.value, token.text) for token in main_tokens(view.scan(cell))[:1] if isinstance(token.value, Quantity)]
        found.extend(_as_read(Entry(unit.index, name, label, "", value, text), known) for value, text in read)
    return found


def _as_read(entry: Entry, known: Sequence[Entry]) -> Entry:
    """A cell's figure with the kind and unit as the reader took it, who knows what its column is in."""
    value = entry.quantity
    written = [other for other in known if other.text.strip() == entry.text.strip()]
    alike = [other for other in known if (other.quantity.least, other.quantity.most) == (value.least, value.most)]
    for other in [*written, *alike][:1]:  # in the row of day 5 "5h" are no five days
        return replace(other, subject=entry.subject or other.subject, label=entry.label or other.label)
    total = is_total_text(entry.subject)
    return replace(entry, is_total=total)


def _name(view: View, entry: Entry) -> str:
    if view.units[entry.unit].kind == "row":
        return f"{entry.subject} {entry.label} {entry.text}"
    return f"{entry.label} {view.units[entry.unit].text}"


def _unbound(view: View, unit: Unit, known: Sequence[Entry]) -> list[Entry]:
    """Figures of a line that became no fact: in running text, in code."""
    values = {(entry.quantity.kind, entry.quantity.least, entry.quantity.most) for entry in known}
    return [
        Entry(unit.index, unit.text.partition(":")[0][:LONGEST_NAME], "", "", token.value, token.text)
        for token in view.tokens(unit.index)
        if isinstance(token.value, Quantity) and (token.value.kind, token.value.least, token.value.most) not in values
    ]


def all_figures(view: View) -> tuple[Entry, ...]:
    """Every figure of a roadmap, in document order, those that became no fact among them."""
    return _named_entries(view)[0]
