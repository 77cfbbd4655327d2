"""Tables on a PDF page that no lines are drawn around: columns that several lines share."""

from __future__ import annotations

from agent.documents.columns import in_columns
from agent.documents.heads import header_rows
from agent.documents.office.pdf_lines import Line
from agent.expressions import expression

_MARKER = expression(r"(?:\d{1,3}|[a-z])[.)]|\W{1,2}|☐|☑")  # of a list whose text stands far from it
_FEWEST_ROWS = 3
_MOST_TRIES = 3
_FEWEST_CELLS = 3
_FEWEST_HEADED = 2

Rows = tuple[tuple[tuple[str, str], ...], ...]


def aligned_rows(lines: list[Line], at: int) -> tuple[Rows, int]:
    """The table that begins at a line, and the line after it; no rows if none begins there."""
    stop = at
    while stop < len(lines) and len(lines[stop].cells) > 1 and not _MARKER.fullmatch(lines[stop].cells[0][2]):
        stop += 1
    for _ in range(_MOST_TRIES):
        rows = in_columns([line.cells for line in lines[at:stop]])
        if rows and (len(rows[0]) >= _FEWEST_CELLS or (len(rows[0]) >= _FEWEST_HEADED and header_rows(rows))):
            placed = zip(rows, lines[at:stop], strict=True)
            return tuple(tuple((text, line.place) for text in row) for row, line in placed), stop
        stop -= 1  # the last line may belong to what follows
        if stop - at < _FEWEST_ROWS:
            break
    return (), at
