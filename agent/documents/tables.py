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
    places = row.places or _sequence(row)
    cells = tuple(_cell(source, start + 1, stop, environment, comments) for source, (start, stop) in zip(row.cells, places, strict=False))
    return Row(cells, row.start + 1, row.stop, row.header)


def _sequence(row: RawRow) -> list[tuple[int, int]]:
    """The lines of the cells of a pipe row: one after the other, a broken cell over several."""
    places, at = [], row.start
    for source in row.cells:
        last = min(row.stop - 1, at + source.count("\n"))
        places.append((at, last + 1))
        at = last
    return places


def _cell(source: str, line: int, end: int, environment: Environment, comments: list[tuple[str, int]]) -> Cell:
    if not source:
        return Cell("", line, end)
    value = plain(source, environment, line_break="\n")
    comments.extend((text, line + offset) for text, offset in value.comments)
    return Cell(value.text, line, end, bold=value.bold, struck=value.struck, references=value.references)
