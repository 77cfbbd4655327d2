"""Tables on a PDF page that no lines are drawn around: columns that are flush over several lines."""

from __future__ import annotations

from agent.documents.office.pdf_lines import Line

_FLUSH = 3.0  # points
_FEWEST_ROWS = 3
_FEWEST_CELLS = 3

Rows = tuple[tuple[tuple[str, str], ...], ...]


def aligned_rows(lines: list[Line], at: int) -> tuple[Rows, int]:
    """The table that begins at a line, and the line after it; no rows if none begins there."""
    stop = at
    while stop < len(lines) and len(lines[stop].cells) >= _FEWEST_CELLS and (stop == at or _is_flush(lines[at], lines[stop])):
        stop += 1
    if stop - at < _FEWEST_ROWS:
        return (), at
    return tuple(tuple((text, line.place) for _, _, text in line.cells) for line in lines[at:stop]), stop


def _is_flush(first: Line, line: Line) -> bool:
    """Whether each cell begins, ends or is centred where the one in the first line is."""
    if len(first.cells) != len(line.cells):
        return False
    return all(
        abs(a[0] - b[0]) <= _FLUSH or abs(a[1] - b[1]) <= _FLUSH or abs((a[0] + a[1]) - (b[0] + b[1])) <= 2 * _FLUSH
        for a, b in zip(first.cells, line.cells, strict=True)
    )
