"""CSV and TSV as one table whose rows know their lines."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath

from agent.documents.draft import Draft
from agent.documents.heads import header_rows
from agent.documents.lines import split_lines
from agent.documents.repair import repair_lines
from agent.documents.writer import BlockWriter
from agent.errors import DocumentError
from agent.expressions import expression
from agent.model.document import Cell, Document, Note, Row

_DELIMITERS = (",", ";", "\t", "|")
_SAMPLE_ROWS = 200
_LONGEST_FIELD = 1_000_000
_SEPARATOR_LINE = expression(r"sep=(.)", re.IGNORECASE)


def parse_csv(text: str, path: str, *, most_cells: int) -> Document:
    """The table in comma, semicolon, tab or pipe separated text. Single cells above the table become paragraphs.

    Raises DocumentError when there are more than `most_cells` cells.
    """
    raw_lines = split_lines(text.removeprefix("\ufeff"))
    repaired = repair_lines(raw_lines)
    declared = _SEPARATOR_LINE.fullmatch(repaired.lines[0].strip()) if repaired.lines else None
    skipped = 1 if declared else 0
    delimiter = declared[1] if declared else _delimiter(repaired.lines, path)
    rows, truncated = _limited(_rows(repaired.lines, delimiter, skipped, path), most_cells)
    writer = BlockWriter({})
    lead = _lead(rows)
    for line, end, cells in rows[:lead]:
        text = next((cell for cell in cells if cell), "")
        writer.builder.add(Draft("paragraph", line, end, text + "\n" * (end - line - text.count("\n"))))
    if rows[lead:]:
        table = _table(rows[lead:])
        writer.builder.add(Draft("table", table[0].line, table[-1].end_line, rows=table))
    notes = repaired.notes + ((Note("truncated", rows[-1][1], f"only the first {most_cells:,} cells were read"),) if truncated else ())
    return Document(path, "csv", PurePosixPath(path).stem, raw_lines, repaired.lines, tuple(writer.builder.blocks), notes=notes)


_FileRow = tuple[int, int, list[str]]  # first line, last line, cells


def _limited(rows: Iterator[_FileRow], most_cells: int) -> tuple[list[_FileRow], bool]:
    kept: list[_FileRow] = []
    count = 0
    for row in rows:
        count += len(row[2])
        if count > most_cells:
            return kept, True
        kept.append(row)
    return kept, False


def _rows(lines: tuple[str, ...], delimiter: str, skipped: int, path: str) -> Iterator[_FileRow]:
    """Rows with something in them, as (first line, last line, cells); a quoted field may run over lines."""
    if csv.field_size_limit() < _LONGEST_FIELD:
        csv.field_size_limit(_LONGEST_FIELD)
    reader = csv.reader((f"{line}\n" for line in lines[skipped:]), delimiter=delimiter, skipinitialspace=True)
    last = skipped
    try:
        for cells in reader:
            line, last = last + 1, reader.line_num + skipped
            cells = [cell.strip() for cell in cells]
            if any(cells):
                yield line, last, cells
    except csv.Error as error:
        raise DocumentError(f"is not a readable table ({error})", where=path, remedy="check the quotes around its fields") from None


def _delimiter(lines: tuple[str, ...], path: str) -> str:
    """The separator that cuts the most lines into one same number of cells."""
    if path.lower().endswith((".tsv", ".tab")):
        return "\t"
    sample = lines[:_SAMPLE_ROWS]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(len(cells) for _, _, cells in _rows(sample, delimiter, 0, path))
        except DocumentError:
            continue
        width, count = max(widths.items(), key=lambda entry: (entry[1] if entry[0] > 1 else 0, entry[0]), default=(1, 0))
        score = count / max(1, widths.total()) + min(width, 20) / 1000 if width > 1 else 0.0
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _lead(rows: list[_FileRow]) -> int:
    """How many rows of a single cell stand above a table of several columns."""
    usual = Counter(len(cells) for _, _, cells in rows).most_common(1)
    if not usual or usual[0][0] < 2:
        return 0
    lead = 0
    while lead < len(rows) and sum(1 for cell in rows[lead][2] if cell) == 1:
        lead += 1
    return lead if lead < len(rows) else 0


def _table(rows: list[_FileRow]) -> tuple[Row, ...]:
    width = min(max(len(cells) for _, _, cells in rows), max(1, 4 * sum(len(cells) for _, _, cells in rows) // len(rows)))
    headers = header_rows([cells for _, _, cells in rows])
    return tuple(
        Row(tuple(Cell(text, line, end) for text in _fitted(cells, width)), line, end, number < headers)
        for number, (line, end, cells) in enumerate(rows)
    )


def _fitted(cells: list[str], width: int) -> list[str]:
    if len(cells) > width:
        return [*cells[: width - 1], " | ".join(cells[width - 1 :])]
    return cells + [""] * (width - len(cells))
