"""Tables on a PDF page that no lines are drawn around: columns that several lines share."""

from __future__ import annotations

from agent.documents.columns import in_columns
from agent.documents.heads import header_rows
from agent.documents.office.pdf_lines import Line
from agent.expressions import expression

_MARKER = expression(r"(?:\d{1,3}|[a-z])[.)]|\W{1,4}")  # of a list whose text stands far from it
_FEWEST_ROWS = 3
_MOST_TRIES = 3
_MOST_ROWS = 120  # on a page
_FEWEST_CELLS = 3
_FEWEST_HEADED = 2

Rows = tuple[tuple[tuple[str, str], ...], ...]


def aligned_rows(lines: list[Line], at: int) -> tuple[Rows, int]:
    """The table that begins at a line, and the line after it; no rows if none begins there."""
    end = at
    while end < min(len(lines), at + _MOST_ROWS) and len(lines[end].cells) > 1 and not _MARKER.fullmatch(lines[end].cells[0][2]):
        end += 1
    for stop in range(end, max(at + _FEWEST_ROWS, end - _MOST_TRIES + 1) - 1, -1):  # the last lines may belong to what follows
        rows = in_columns([line.cells for line in lines[at:stop]]) or _below_its_head(lines[at:stop])
        if rows and (len(rows[0]) >= _FEWEST_CELLS or (len(rows[0]) >= _FEWEST_HEADED and header_rows(rows))):
            placed = zip(rows, lines[at:stop], strict=True)
            return tuple(tuple((text, line.place) for text in row) for row, line in placed), stop
    return (), at


def _below_its_head(lines: list[Line]) -> list[list[str]]:
    """Rows whose header stands at the other edges of their columns, as words do above figures, with as many cells as there are columns."""
    head = [text for _, _, text in lines[0].cells]
    rows = in_columns([line.cells for line in lines[1:]])
    return [head, *rows] if rows and len(rows[0]) == len(head) and header_rows([head, *rows]) else []
