"""Raw rows of a pipe table to rows of plain cells."""

from __future__ import annotations

from agent.documents.draft import Draft
from agent.documents.inline import Environment, plain
from agent.documents.pipe_table import RawRow
from agent.model.document import Cell, Row


def table_draft(rows: tuple[RawRow, ...], environment: Environment, column: int) -> tuple[Draft, list[tuple[str, int]]]:
    """The table as a draft, and the comments (text, line) that stood in its cells."""
    comments: list[tuple[str, int]] = []
    built = tuple(_row(row, environment, comments) for row in rows)
    return Draft("table", built[0].line, built[-1].end_line, column=column, rows=built), comments


def _row(row: RawRow, environment: Environment, comments: list[tuple[str, int]]) -> Row:
    line, end = row.start + 1, row.stop
    if end == line:
        cells = tuple(_cell(source, line, line, environment, comments) for source in row.cells)
    else:
        cells, at = (), line
        for source in row.cells:
            last = min(end, at + source.count("\n"))
            cells += (_cell(source, at, last, environment, comments),)
            at = last
    return Row(cells, line, end, row.header)


def _cell(source: str, line: int, end: int, environment: Environment, comments: list[tuple[str, int]]) -> Cell:
    if not source:
        return Cell("", line, end)
    value = plain(source, environment, line_break="\n")
    comments.extend((text, line + offset) for text, offset in value.comments)
    return Cell(value.text.strip(), line, end, bold=value.bold, struck=value.struck, references=value.references)
