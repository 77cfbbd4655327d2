"""HTML tables as grids: merged cells keep their text in their first place and are empty in the others."""

from __future__ import annotations

from msgspec import Struct, field

from agent.documents.html_text import BREAK, Laid
from agent.model.document import Cell, Row

_MOST_SPAN = 100
_MOST_CELLS = 200_000


class HtmlTable(Struct):
    """A table being read. An amount in a merged cell is counted once, as it was meant."""

    column: int
    rows: list[Row] = field(default_factory=list)
    in_cell: bool = False
    in_head: bool = False
    _cells: list[Cell] = field(default_factory=list)
    _row_line: int = 0
    _cell_line: int = 0
    _colspan: int = 1
    _rowspan: int = 1
    _header_cells: int = 0
    _pending: dict[int, int] = field(default_factory=dict)  # column: rows below that a merged cell still covers
    _total: int = 0

    def begin_row(self, line: int) -> None:
        self.end_row()
        self._row_line = line

    def begin_cell(self, line: int, *, header: bool, colspan: str, rowspan: str) -> None:
        self._row_line = self._row_line or line
        self.in_cell, self._cell_line = True, line
        self._colspan, self._rowspan = _span(colspan), _span(rowspan)
        self._header_cells += header

    def end_cell(self, laid: Laid) -> None:
        """Take the text of the open cell, if one is open."""
        if not self.in_cell:
            return
        self.in_cell = False
        self._fill_spanned()
        if self._total >= _MOST_CELLS:
            return
        if self._rowspan > 1:
            self._pending.update((len(self._cells) + offset, self._rowspan - 1) for offset in range(self._colspan))
        line, end = (laid.line, laid.end_line) if laid.line else (self._cell_line, self._cell_line)
        text = laid.text.replace(BREAK, "\n")
        self._cells.append(Cell(text, line, end, bold=laid.bold, struck=laid.struck))
        self._cells.extend(Cell("", line, line) for _ in range(self._colspan - 1))
        self._total += self._colspan

    def end_row(self) -> None:
        """Finish the open row, if it has cells. Rows of <thead>, and rows of only <th> above the first other row, are header."""
        if self._cells:
            self._fill_spanned()
            filled = sum(1 for cell in self._cells if cell.text)
            above_body = all(row.header for row in self.rows)
            header = above_body and (self.in_head or (self._header_cells > 0 and self._header_cells >= filled))
            end = max(cell.end_line for cell in self._cells)
            self.rows.append(Row(tuple(self._cells), min(self._row_line or end, end), end, header))
        self._cells, self._row_line, self._header_cells = [], 0, 0

    def finished(self) -> tuple[Row, ...]:
        """All rows at one width."""
        self.end_row()
        if not self.rows:
            return ()
        width = min(max(len(row.cells) for row in self.rows), max(1, _MOST_CELLS // len(self.rows)))
        return tuple(Row(_padded(row, width), row.line, row.end_line, row.header) for row in self.rows)

    def _fill_spanned(self) -> None:
        while self._pending.get(len(self._cells), 0) > 0 and self._total < _MOST_CELLS:
            self._pending[len(self._cells)] -= 1
            self._cells.append(Cell("", self._row_line, self._row_line))
            self._total += 1


def _padded(row: Row, width: int) -> tuple[Cell, ...]:
    return row.cells[:width] + tuple(Cell("", row.line, row.line) for _ in range(width - len(row.cells)))


def _span(value: str) -> int:
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 6 and int(value) > 0 else 1
