"""A comparison as CSV: one line a cell, so that a spreadsheet can filter, sort and pivot it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence

from agent.model.comparison import Cell, Comparison
from agent.model.finding import Evidence
from agent.render.comparison_rows import calendar_rows, change_text, keys_of, likeness, sections_of, shared_row
from agent.render.visible import one_line

HEADER = ("part", "name", "roadmap", "path", "value", "best", "lines", "quotes", "computation", "note")
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet would run these
QUOTE_SEPARATOR = " | "


def comparison_csv(comparison: Comparison) -> str:
    """A header and one record a cell. What a spreadsheet would take for a formula is led by an apostrophe."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADER)
    for record in _records(comparison):
        writer.writerow([safe(one_line(value)) for value in record])
    return file.getvalue()


def safe(value: str) -> str:
    """Text that no spreadsheet runs. Numbers with a sign stay numbers."""
    signed = value[1:].replace(".", "", 1).replace(",", "").removesuffix("%").isdecimal()
    return f"'{value}" if value.startswith(FORMULA) and not signed else value


def _records(comparison: Comparison) -> Iterator[Sequence[str]]:
    keys = keys_of(comparison)
    for title, dimensions in sections_of(comparison):
        for dimension in dimensions:
            yield from (_record(title, dimension.name, cell, keys, dimension.note) for cell in dimension.cells)
    for row in calendar_rows(comparison):
        yield from (_record("Calendar", row.name, cell, keys) for cell in row.cells if cell.stated)
    for shared in comparison.shared:
        row = shared_row(shared, comparison)
        note = "; ".join(filter(None, (likeness(shared), shared.note)))
        yield from (_record("Shared", row.name, cell, keys, note) for cell in row.cells if cell.stated)
    for path, planned in comparison.only.items():
        for one in planned:
            yield ("Only", one.title, keys[path], path, one.when, "", _lines(one.evidence), _quotes(one.evidence), "", one.status)
    for conflict in comparison.conflicts:
        yield ("Conflict", conflict.kind, "", "", conflict.message, "", _places(conflict.evidence), _quotes(conflict.evidence), "", "")
    for versions in comparison.versions:
        for change in versions.changes:
            evidence = (*change.before, *change.after)
            formula = change.computation.formula if change.computation else ""
            value = change_text(change)
            yield ("Change", change.subject, change.kind, versions.after, value, "", _places(evidence), _quotes(evidence), formula, "")


def _record(part: str, name: str, cell: Cell, keys: dict[str, str], note: str = "") -> Sequence[str]:
    formula = cell.computation.formula if cell.computation else ""
    best = "yes" if cell.best else ""
    return (part, name, keys[cell.roadmap], cell.roadmap, cell.value, best, _lines(cell.evidence), _quotes(cell.evidence), formula, note)


def _lines(evidence: Sequence[Evidence]) -> str:
    return " ".join(dict.fromkeys(str(place.line) for place in evidence))


def _places(evidence: Sequence[Evidence]) -> str:
    return " ".join(dict.fromkeys(f"{place.path}:{place.line}" for place in evidence))


def _quotes(evidence: Sequence[Evidence]) -> str:
    return QUOTE_SEPARATOR.join(dict.fromkeys(place.quote for place in evidence))
