"""Pipe tables, read whole: one token a table, with every row's cells and lines, ragged and broken rows included."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression

_DELIMITER_CELL = expression(r":?[-=—–]+:?")
_DELIMITER_LINE = expression(r"[-=:|+ \t—–]+")
_MOST_BROKEN_LINES = 8
_MOST_PADDING = 5
_FEWEST_GROUPED = 3  # columns of a table whose rows may stand in groups


class RawRow(Struct, frozen=True):
    """Cells as written, with the 0-based lines [start, stop) of the row; `places` are those of each cell, where they differ."""

    cells: tuple[str, ...]
    start: int
    stop: int
    header: bool = False
    places: tuple[tuple[int, int], ...] = ()

    def moved(self, by: int) -> RawRow:
        """The same row `by` lines further down."""
        places = tuple((start + by, stop + by) for start, stop in self.places)
        return replace(self, start=self.start + by, stop=self.stop + by, places=places)


def table_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table with a delimiter row, or at least two rows `| a | b |` of the same width without one."""
    if state.src.find("|", state.bMarks[start], state.eMarks[start]) < 0:
        return False
    headed = _is_headed(state, start, end)
    if not headed and not _is_bare(state, start, end):
        return False
    if silent:
        return True
    rows, stop = _rows(state, start, end, headed)
    if not rows:
        return False
    token = state.push("pipe_table", "table", 0)
    token.map = [start, stop]
    token.meta = {"rows": padded(rows)}
    state.line = stop
    return True


def padded(rows: list[RawRow]) -> tuple[RawRow, ...]:
    """The rows at one width. A single overlong row cannot blow a table up: its surplus stays in its last cell."""
    rows = _in_line(_beside_groups(rows))
    widths = [len(row.cells) for row in rows]
    width = max(widths)
    usual = max(widths[0], sorted(widths)[len(widths) * 9 // 10])
    if width * len(rows) > _MOST_PADDING * sum(widths) + 1000:
        width = usual
    return tuple(replace(row, cells=_fitted(row.cells, width)) for row in rows)


def _beside_groups(rows: list[RawRow]) -> list[RawRow]:
    """The rows with an empty first cell where each lacks just one and rows of a single cell stand among them: what these say is what stands
    below the first header for all rows up to the next of them."""
    body = [row for row in rows if not row.header]
    wide = len(rows[0].cells) if rows[0].header else 0
    widths = {len(row.cells) for row in body}
    if wide < _FEWEST_GROUPED or widths != {1, wide - 1} or len(body[0].cells) != 1:
        return rows
    return [replace(row, cells=("", *row.cells)) if len(row.cells) == wide - 1 and not row.header else row for row in rows]


def _in_line(rows: list[RawRow]) -> list[RawRow]:
    """The rows without the empty cell that moves the last one by a column: "| | **Total** | $9 | $8 |" below three headers."""
    wide = len(rows[0].cells) if rows[0].header else 0
    last = rows[-1].cells
    moved = len(last) == wide + 1 and not last[0] and all(last[1:]) and all(len(row.cells) <= wide for row in rows[:-1])
    return [*rows[:-1], replace(rows[-1], cells=last[1:])] if moved else rows


def _fitted(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    if len(cells) > width:
        return (*cells[: width - 1], " | ".join(cells[width - 1 :]))
    return cells + ("",) * (width - len(cells))


def _is_headed(state: StateBlock, start: int, end: int) -> bool:
    if start + 1 >= end or state.sCount[start + 1] < state.blkIndent:
        return False
    header, delimiter = _line(state, start), _line(state, start + 1)
    if not delimiter and header[:1] == "|" == header[-1:] and start + 2 < end:  # a blank line stands between them
        delimiter = _line(state, start + 2)
    columns = delimiter_width(delimiter)
    if not columns or delimiter_width(header):
        return False
    width = len(split_cells(header))
    return width == columns or (width > 1 and columns > 1 and (header.startswith("|") or delimiter.startswith("|")))


def _is_bare(state: StateBlock, start: int, end: int) -> bool:
    """Two lines of the same width that both begin and end with a pipe are a table whose delimiter row was forgotten."""
    if start + 1 >= end or state.sCount[start + 1] < state.blkIndent:
        return False
    first, second = _line(state, start), _line(state, start + 1)
    if not all(len(line) > 2 and line[0] == "|" == line[-1] for line in (first, second)):
        return False
    width = delimiter_width(first) or len(split_cells(first))
    return width > 1 and width == len(split_cells(second))


def delimiter_width(line: str) -> int:
    """How many columns a delimiter row such as `|---|:-:|` announces; 0 if the line is none."""
    if not _DELIMITER_LINE.fullmatch(line) or not ("|" in line or "+" in line) or not any(c in line for c in "-=—–"):
        return 0
    cells = [cell.strip() for cell in re.split(r"[|+]", line.strip("|+ \t"))]
    return len(cells) if all(cell == "" or _DELIMITER_CELL.fullmatch(cell) for cell in cells) else 0


def _rows(state: StateBlock, start: int, end: int, headed: bool) -> tuple[list[RawRow], int]:
    header = _line(state, start)
    rows = [] if delimiter_width(header) else [RawRow(tuple(split_cells(header)), start, start + 1, headed)]
    width = len(rows[0].cells) if rows else delimiter_width(header)
    piped = header.startswith("|")
    line = start + 1
    while line < end:
        text = _line(state, line)
        if not text and piped and _resumes(state, line + 1, end, width):
            line += 1
            continue
        if state.sCount[line] < state.blkIndent:
            break
        if "|" not in text or (piped and not text.startswith("|") and _opens_block(state, line, end)):
            break
        stop = _row_stop(state, line, end, width) if piped else line + 1
        if not delimiter_width(text):
            joined = text if stop == line + 1 else "\n".join(_line(state, at) for at in range(line, stop))
            rows.append(RawRow(tuple(split_cells(joined, width)), line, stop))
        line = stop
    return rows, line


def _resumes(state: StateBlock, line: int, end: int, width: int) -> bool:
    """Whether a row of the same width, not a new header, follows a blank line inside a table."""
    if line >= end or state.sCount[line] < state.blkIndent:
        return False
    text, below = _line(state, line), _line(state, line + 1) if line + 1 < end else ""
    if delimiter_width(text):
        return delimiter_width(text) == width
    return text[:1] == "|" == text[-1:] and len(text) > 2 and len(split_cells(text)) == width and not delimiter_width(below)


def _opens_block(state: StateBlock, line: int, end: int) -> bool:
    return any(rule(state, line, end, True) for rule in state.md.block.ruler.getRules("blockquote"))


def _row_stop(state: StateBlock, line: int, end: int, width: int) -> int:
    """The line after a row; a row whose cell was broken over lines is put together if the width then fits exactly."""
    text = _line(state, line)
    if text.endswith("|") or not text.startswith("|"):
        return line + 1
    joined = text
    for at in range(line + 1, min(end, line + _MOST_BROKEN_LINES)):
        more = _line(state, at)
        if not more or more.startswith("|"):
            break
        joined += "\n" + more
        if more.endswith("|"):
            return at + 1 if len(split_cells(joined)) == width else line + 1
    return line + 1


def split_cells(line: str, width: int = 0) -> list[str]:
    """The cells of a row; `\\|` is a pipe. If that gives more than `width` cells, pipes inside code are text too."""
    cells = _split(line, "")
    if width and len(cells) > width and "`" in line:
        careful = _split(line, "`")
        if len(careful) == width:
            return careful
    return cells


def _split(line: str, quote: str) -> list[str]:
    line = line.strip()
    cells: list[str] = []
    current: list[str] = []
    quoted = escaped = False
    for character in line:
        if character == "|" and not escaped and not quoted:
            cells.append("".join(current))
            current = []
        elif character == "|" and escaped:
            current[-1] = "|"
        else:
            current.append(character)
            if quote and character == quote:
                quoted = not quoted
        escaped = character == "\\" and not escaped
    cells.append("".join(current))
    if len(cells) > 1 and not cells[0].strip():
        cells.pop(0)
    if len(cells) > 1 and not cells[-1].strip():
        cells.pop()
    return [cell.strip() for cell in cells]


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
