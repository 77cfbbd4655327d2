"""PDF files: lines of text with headings told by size, ruled and aligned tables, running headers and footers taken out."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import pdfplumber
import pypdf
from msgspec import Struct

from agent.documents.heads import header_rows
from agent.documents.office.budget import Budget
from agent.documents.office.pdf_lines import UNMAPPED, Line, Word, body_size, lines_of, readable, with_bullets
from agent.documents.office.pdf_running import running_lines
from agent.documents.office.pdf_tables import Rows, aligned_rows
from agent.documents.office.pieces import HEADING_FROM, NO_HEADING_ENDS, Converted, Piece, Remark
from agent.documents.office.plain_pieces import with_plain_headings

_ENCRYPTED = Converted(refusal=("is encrypted", "save a copy without a password"))
_PARAGRAPH_GAP = 1.7  # times the size of the text, from line to line
_ROW_GAP = 4.0  # the same, from row to row of a table
_MOST_SPREAD = 80  # rows
_FEWEST_COLUMNS = 2
_MOST_WRAPPED = 4  # lines to a row, at most of them
_LONGEST_HEADING = 160
_SAME_EDGE = 2.0  # points
_SAME_SIZE = 0.95  # of the size of the running text
_LONGEST_STRONG = 80  # a heading that is told by its weight alone


class Ruled(Struct, frozen=True):
    """A table drawn with lines, with its left and right edge in points."""

    place: str
    rows: Rows
    left: float
    right: float

    @property
    def text(self) -> str:
        return " ".join(text for row in self.rows for text, _ in row)


Region = Line | Ruled


def convert_pdf(data: bytes, budget: Budget) -> Converted:
    """All pages in order. Raises what pdfplumber raises on a broken file."""
    if _is_locked(data):
        return _ENCRYPTED
    remarks: list[Remark] = []
    with pdfplumber.open(io.BytesIO(data)) as document:
        pages: list[list[Region]] = []
        for number, page in enumerate(document.pages, start=1):
            if number > budget.pages or budget.spent:
                remarks.append(Remark("truncated", f"only the first {number - 1} pages were read"))
                break
            regions = _page(page, f"page {number}")
            budget.take("".join(region.text for region in regions))
            pages.append(regions)
            page.close()
        title = str((document.metadata or {}).get("Title") or "")
    running = running_lines([[region for region in page if isinstance(region, Line)] for page in pages])
    if running.lines:
        remarks.append(Remark("converted", f"repeated page headers and footers were left out: {'; '.join(running.examples[:4])}"))
    kept = [[region for region in page if id(region) not in running.lines] for page in pages]
    pieces: Sequence[Piece] = _pieces(_whole(kept))
    if not any(piece.kind == "heading" for piece in pieces):
        pieces = with_plain_headings(pieces, [True] * len(pieces))
    return Converted(tuple(pieces), title, tuple(remarks))


def _is_locked(data: bytes) -> bool:
    """Whether a password is needed; an empty one opens files that are only protected from changes."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    return reader.is_encrypted and not reader.decrypt("")


def _page(page: Any, place: str) -> list[Region]:
    """The lines and tables of a page from top to bottom."""
    tables = [(table.bbox, rows) for table in page.find_tables() if (rows := _ruled_rows(table, place))]
    words = readable(page.extract_words(extra_attrs=["size", "fontname"], keep_blank_chars=False))
    words = with_bullets(words, [*page.curves, *page.rects])
    outside = [word for word in words if not any(_inside(word, box) for box, _ in tables)]
    regions: list[tuple[float, Region]] = [(line.top, line) for line in lines_of(outside, place, float(page.width), float(page.height))]
    regions += [(box[1], Ruled(place, rows, box[0], box[2])) for box, rows in tables]
    return [region for _, region in sorted(regions, key=lambda entry: entry[0])]


def _inside(word: Word, box: tuple[float, float, float, float]) -> bool:
    middle, height = (word["x0"] + word["x1"]) / 2, (word["top"] + word["bottom"]) / 2
    return bool(box[0] <= middle <= box[2] and box[1] <= height <= box[3])


def _ruled_rows(table: Any, place: str) -> Rows:
    """The cells of a table drawn with lines; a frame around text is no table."""
    rows = tuple(tuple((UNMAPPED.sub("", text or "").strip(), place) for text in row) for row in table.extract())
    filled = tuple(row for row in rows if any(text for text, _ in row))
    return filled if len(filled) >= 2 and max(len(row) for row in filled) >= 2 else ()


def _table(place: str, rows: Rows) -> Piece:
    return Piece("table", locator=place, rows=rows, header_rows=header_rows([[text for text, _ in row] for row in rows]))


def _whole(pages: list[list[Region]]) -> list[list[Region]]:
    """The pages with tables that go on at the top of the next one put together; a header that is repeated there is left out."""
    whole: list[list[Region]] = []
    home = None
    for page in pages:
        last = whole[home][-1] if home is not None and whole[home] else None
        first = page[0] if page else None
        if home is not None and isinstance(last, Ruled) and isinstance(first, Ruled) and _goes_on(last, first):
            repeated = [text for text, _ in first.rows[0]] == [text for text, _ in last.rows[0]]
            whole[home][-1] = Ruled(last.place, last.rows + first.rows[repeated:], last.left, last.right)
            whole.append(page[1:])
            home = home if len(page) == 1 else len(whole) - 1
        else:
            whole.append(page)
            home = len(whole) - 1
    return whole


def _goes_on(above: Ruled, below: Ruled) -> bool:
    same = abs(above.left - below.left) <= _SAME_EDGE and abs(above.right - below.right) <= _SAME_EDGE
    return same and len(above.rows[-1]) == len(below.rows[0])


def _pieces(pages: list[list[Region]]) -> list[Piece]:
    lines = [region for page in pages for region in page if isinstance(region, Line)]
    body = body_size(lines)
    sizes = sorted({_height(line, body) for line in lines if _is_heading(line, body)}, reverse=True)
    pieces: list[Piece] = []
    for page in pages:
        pending: list[Line] = []
        at = 0
        while at < len(page):
            region = page[at]
            rows, stop = _spread_rows(page, at, body)
            if isinstance(region, Line) and not rows and pending and _joins(pending[-1], region, body):
                pending.append(region)
                at += 1
                continue
            pieces.extend(_flushed(pending, body, sizes))
            pending = [region] if isinstance(region, Line) and not rows else []
            if isinstance(region, Ruled) or rows:
                pieces.append(_table(region.place, region.rows if isinstance(region, Ruled) else rows))
            at = max(stop, at + 1)
        pieces.extend(_flushed(pending, body, sizes))
    return pieces


def _spread_rows(page: list[Region], at: int, body: float) -> tuple[Rows, int]:
    """A table without lines whose rows stand further apart than the lines of a paragraph, as browsers print them, and where it ends."""
    run: list[Line] = []
    for region in page[at : at + _MOST_SPREAD]:
        if not isinstance(region, Line) or len(region.cells) < _FEWEST_COLUMNS or (not run and _is_heading(region, body)):
            break
        if run and not 0 < region.top - run[-1].top <= _ROW_GAP * max(region.size, run[-1].size):
            break
        run.append(region)
    tight = [below.top - above.top <= _PARAGRAPH_GAP * max(above.size, below.size) for above, below in pairwise(run)]
    if tight.count(False) < max(1, len(tight) / _MOST_WRAPPED):
        return (), at
    rows, count = aligned_rows(run, 0)
    return (_unwrapped(rows, tight), at + count) if rows else ((), at)


def _unwrapped(rows: Rows, tight: list[bool]) -> Rows:
    """The rows, with those that stand as close as lines of a paragraph below another put together with it: its cells go on there."""
    whole: list[tuple[tuple[str, str], ...]] = []
    for at, row in enumerate(rows):
        if at and tight[at - 1]:
            pairs = zip(whole[-1], row, strict=True)
            whole[-1] = tuple((_joined(above, below), place) for (above, place), (below, _) in pairs)
        else:
            whole.append(row)
    return tuple(whole)


def _joined(above: str, below: str) -> str:
    """Two lines of a cell; a word that was cut at its end is one word."""
    if not above or not below:
        return above or below
    return above[:-1] + below if above.endswith("-") and below[0].islower() else f"{above} {below}"


def _is_heading(line: Line, body: float) -> bool:
    """Whether a line is larger than the text, or as large and strong: documents set their lower headings so."""
    if not any(c.isalpha() for c in line.text):
        return False
    if line.size >= body * HEADING_FROM:
        return len(line.text) <= _LONGEST_HEADING
    strong = line.bold == ((0, len(line.text)),) and line.size >= body * _SAME_SIZE
    return strong and len(line.text) <= _LONGEST_STRONG and len(line.cells) == 1 and not line.text.endswith(NO_HEADING_ENDS)


def _height(line: Line, body: float) -> float:
    """The size of a heading among others; those as large as the text are the lowest."""
    return line.size if line.size >= body * HEADING_FROM else body


def _joins(above: Line, below: Line, body: float) -> bool:
    """Whether a line continues the paragraph or heading above it."""
    if _is_heading(above, body) != _is_heading(below, body) or (_is_heading(above, body) and above.size != below.size):
        return False
    if _is_heading(above, body) and above.size < body * HEADING_FROM:
        return False
    return below.top - above.top <= _PARAGRAPH_GAP * max(above.size, below.size)


def _flushed(lines: list[Line], body: float, sizes: list[float]) -> list[Piece]:
    """A run of lines as a heading, or as paragraphs and tables."""
    if not lines:
        return []
    if _is_heading(lines[0], body):
        level = min(6, sizes.index(_height(lines[0], body)) + 1)
        return [Piece("heading", " ".join(line.text for line in lines), lines[0].place, level=level)]
    pieces: list[Piece] = []
    at = 0
    while at < len(lines):
        rows, stop = aligned_rows(lines, at)
        if rows:
            pieces.append(_table(lines[at].place, rows))
            at = stop
        elif pieces and pieces[-1].kind == "paragraph":
            pieces[-1] = _paragraph([*_lines_before(lines, at, pieces[-1]), lines[at]], body)
            at += 1
        else:
            pieces.append(_paragraph([lines[at]], body))
            at += 1
    return pieces


def _lines_before(lines: list[Line], at: int, paragraph: Piece) -> list[Line]:
    return lines[at - paragraph.text.count("\n") - 1 : at]


def _paragraph(lines: list[Line], body: float) -> Piece:
    bold: list[tuple[int, int]] = []
    start = 0
    for line in lines:
        bold.extend((start + first, start + last) for first, last in line.bold)
        start += len(line.text) + 1
    left = min(line.x0 for line in lines)
    columns = tuple(int((line.x0 - left) / max(1.0, body / 2)) for line in lines)
    return Piece("paragraph", "\n".join(line.text for line in lines), lines[0].place, bold=tuple(bold), columns=columns)
