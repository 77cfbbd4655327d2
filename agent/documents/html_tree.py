"""HTML to drafts with Python's own tokenizer: headings, paragraphs, items, tables, preformatted text, comments. Nothing is executed or fetched."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

from agent.documents.draft import Draft, Ranges
from agent.documents.html_names import HIDDEN, INLINE_OR_BLOCK
from agent.model.document import Cell, Row

_SPACES = re.compile(r"[ \t\r\f\v]+")
_BREAKING = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "header",
        "hr",
        "html",
        "main",
        "nav",
        "ol",
        "p",
        "section",
        "summary",
        "table",
        "title",
        "tr",
        "ul",
        "li",
        "pre",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "caption",
    ]
)
_BOLD = frozenset(("b", "strong", "th"))
_STRUCK = frozenset(("s", "del", "strike"))
_MOST_SPAN = 100
_MOST_CELLS = 200_000


def html_drafts(text: str, first_line: int) -> list[Draft]:
    """The blocks of a piece of HTML whose first line is `first_line` (1-based). Hidden elements (script, style) give none."""
    parser = _Reader()
    parser.feed(text)
    parser.close()
    parser.flush()
    parser.end_tables()
    return [_shifted(draft, first_line - 1) for draft in parser.drafts]


def _shifted(draft: Draft, by: int) -> Draft:
    if by == 0:
        return draft
    rows = tuple(_shifted_row(row, by) for row in draft.rows)
    return replace(draft, line=draft.line + by, end_line=draft.end_line + by, rows=rows)


def _shifted_row(row: Row, by: int) -> Row:
    cells = tuple(replace(cell, line=cell.line + by, end_line=cell.end_line + by) for cell in row.cells)
    return Row(cells, row.line + by, row.end_line + by, row.header)


@dataclass(slots=True)
class _Run:
    """Text collected since the last block began, by source line, with style flags."""

    pieces: list[tuple[int, str, bool, bool]] = field(default_factory=list)

    def add(self, line: int, text: str, bold: bool, struck: bool) -> None:
        for offset, part in enumerate(text.split("\n")):
            if part:
                self.pieces.append((line + offset, part, bold, struck))

    def laid_out(self, *, verbatim: bool = False) -> tuple[int, int, str, Ranges, Ranges]:
        """First and last line, the text with one line break a source line, and the ranges of bold and struck text."""
        pieces = [piece for piece in self.pieces if piece[1].strip()] and self.pieces
        filled = [line for line, text, _, _ in pieces if text.strip()]
        if not filled:
            return 0, 0, "", (), ()
        first, last = min(filled), max(filled)
        parts: list[str] = []
        length, at, fresh = 0, first, True
        ranges: dict[str, list[tuple[int, int]]] = {"bold": [], "struck": []}
        for line, text, bold, struck in pieces:
            if not first <= line <= last:
                continue
            if line > at:
                parts.append("\n" * (line - at))
                length, at, fresh = length + line - at, line, True
            written = text if verbatim else _SPACES.sub(" ", text)
            if not verbatim and (fresh or (parts and parts[-1].endswith((" ", "\u2028")))):
                written = written.lstrip(" ")
            if not written:
                continue
            for name, on in (("bold", bold), ("struck", struck)):
                if on and written.strip():
                    ranges[name].append((length, length + len(written)))
            parts.append(written)
            length, fresh = length + len(written), False
        return first, last, "".join(parts), _joined(ranges["bold"]), _joined(ranges["struck"])


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)


@dataclass(slots=True)
class _Table:
    """A table being read; cells that span rows leave empty cells below, so that a merged amount is not counted twice."""

    line: int
    rows: list[Row] = field(default_factory=list)
    cells: list[Cell] = field(default_factory=list)
    row_line: int = 0
    in_cell: bool = False
    cell_line: int = 0
    colspan: int = 1
    rowspan: int = 1
    header_cells: int = 0
    pending: dict[int, int] = field(default_factory=dict)
    in_head: bool = False
    total: int = 0


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.drafts: list[Draft] = []
        self.run = _Run()
        self.kind, self.level, self.marker = "paragraph", 0, ""
        self.checked: bool | None = None
        self.lists: list[int] = []  # 0 for bullets, else the next number
        self.styles = {"bold": 0, "struck": 0}
        self.hidden: list[str] = []
        self.tables: list[_Table] = []
        self.verbatim = False

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attributes}
        if tag in HIDDEN and tag != "head":
            self.hidden.append(tag)
        if self.hidden:
            return
        if tag not in INLINE_OR_BLOCK:
            self.handle_data(self.get_starttag_text() or "")
            return
        if tag in _BREAKING and not self._in_cell():
            self.flush()
        if tag in _BOLD and tag != "th":
            self.styles["bold"] += 1
        elif tag in _STRUCK:
            self.styles["struck"] += 1
        elif tag == "br":
            self.run.add(self.getpos()[0], "\u2028" if self._in_cell() else " ", False, False)
        elif tag == "img" and values.get("alt"):
            self.run.add(self.getpos()[0], " ".join(values["alt"].split()), False, False)
        elif tag == "input" and values.get("type") == "checkbox":
            self.checked = "checked" in values
        self._start_block(tag, values)

    def _start_block(self, tag: str, values: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self.lists.append(0 if tag == "ul" else 1)
        elif tag in ("li", "dd") and not self._in_cell():
            self.kind = "item"
            self.marker = "-"
            if self.lists and self.lists[-1]:
                self.marker = f"{self.lists[-1]}."
                self.lists[-1] += 1
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() and not self._in_cell():
            self.kind, self.level = "heading", int(tag[1])
        elif tag == "pre" and not self._in_cell():
            self.kind, self.verbatim = "fence", True
        elif tag == "table":
            if not self._in_cell():
                self.tables.append(_Table(self.getpos()[0]))
        elif self.tables:
            self._start_in_table(tag, values)

    def _start_in_table(self, tag: str, values: dict[str, str]) -> None:
        table = self.tables[-1]
        if tag == "thead":
            table.in_head = True
        elif tag == "tr":
            self._end_row()
            table.row_line = self.getpos()[0]
        elif tag in ("td", "th"):
            self._end_cell()
            if not table.row_line:
                table.row_line = self.getpos()[0]
            table.in_cell, table.cell_line = True, self.getpos()[0]
            table.colspan, table.rowspan = _span(values, "colspan"), _span(values, "rowspan")
            table.header_cells += tag == "th"
            self.run = _Run()

    def handle_endtag(self, tag: str) -> None:
        if self.hidden:
            if tag == self.hidden[-1]:
                self.hidden.pop()
            return
        if tag not in INLINE_OR_BLOCK:
            self.handle_data(f"</{tag}>")
            return
        if tag in _BOLD and tag != "th":
            self.styles["bold"] = max(0, self.styles["bold"] - 1)
        elif tag in _STRUCK:
            self.styles["struck"] = max(0, self.styles["struck"] - 1)
        if self.tables and tag in ("td", "th"):
            self._end_cell()
        elif self.tables and tag == "tr":
            self._end_row()
        elif self.tables and tag == "thead":
            self._end_row()
            self.tables[-1].in_head = False
        elif tag == "table":
            self.end_tables()
        elif tag in _BREAKING and not self._in_cell():
            self.flush()
            if tag in ("ul", "ol") and self.lists:
                self.lists.pop()

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            text = data.replace("\r", " ")
            self.run.add(self.getpos()[0], text, self.styles["bold"] > 0, self.styles["struck"] > 0)

    def handle_comment(self, data: str) -> None:
        line = self.getpos()[0]
        self.drafts.append(Draft("html_comment", line, line + data.count("\n"), data, column=1))

    def flush(self) -> None:
        """End the current paragraph, item, heading or preformatted text."""
        first, last, text, bold, struck = self.run.laid_out(verbatim=self.verbatim)
        self.run = _Run()
        kind, level, checked, marker = self.kind, self.level, self.checked, self.marker
        self.kind, self.level, self.checked, self.marker, self.verbatim = "paragraph", 0, None, "", False
        if not text.strip():
            if kind == "item":
                self.kind, self.marker, self.checked = kind, marker, checked
            return
        text = _stripped_lines(text) if kind != "fence" else text
        column = 2 * max(0, len(self.lists) - 1) + (0 if kind == "item" else 2 * bool(self.lists))
        self.drafts.append(
            Draft(kind, first, last, text, column, level, marker if kind == "item" else "", checked, bold=bold, struck=struck)  # type: ignore[arg-type]
        )

    def _in_cell(self) -> bool:
        return bool(self.tables) and self.tables[-1].in_cell

    def _end_cell(self) -> None:
        table = self.tables[-1]
        if not table.in_cell:
            return
        first, last, text, bold, struck = self.run.laid_out()
        self.run = _Run()
        table.in_cell = False
        line, end = (first, last) if first else (table.cell_line, table.cell_line)
        self._fill_spanned(table)
        if table.rowspan > 1:
            for offset in range(table.colspan):
                table.pending[len(table.cells) + offset] = table.rowspan - 1
        if table.total < _MOST_CELLS:
            table.cells.append(Cell(text.replace("\u2028", "\n").strip(), line, end, bold=bold, struck=struck))
            table.cells.extend(Cell("", line, line) for _ in range(table.colspan - 1))
            table.total += table.colspan

    def _fill_spanned(self, table: _Table) -> None:
        while table.pending.get(len(table.cells), 0) > 0 and table.total < _MOST_CELLS:
            table.pending[len(table.cells)] -= 1
            table.cells.append(Cell("", table.row_line, table.row_line))
            table.total += 1

    def _end_row(self) -> None:
        table = self.tables[-1]
        self._end_cell()
        if table.cells:
            self._fill_spanned(table)
            header = (table.in_head or table.header_cells == sum(1 for cell in table.cells if cell.text)) and not any(
                not row.header for row in table.rows
            )
            end = max(cell.end_line for cell in table.cells)
            table.rows.append(Row(tuple(table.cells), min(table.row_line, end), end, header and table.header_cells + table.in_head > 0))
        table.cells, table.row_line, table.header_cells = [], 0, 0

    def end_tables(self) -> None:
        """Write the open table out."""
        if not self.tables:
            return
        self._end_row()
        table = self.tables.pop()
        rows = [row for row in table.rows if row.cells]
        if not rows:
            return
        width = min(max(len(row.cells) for row in rows), max(1, _MOST_CELLS // len(rows)))
        padded = tuple(
            Row(row.cells + tuple(Cell("", row.line, row.line) for _ in range(width - len(row.cells))), row.line, row.end_line, row.header)
            for row in rows
        )
        self.drafts.append(Draft("table", rows[0].line, max(row.end_line for row in rows), rows=padded, column=2 * len(self.lists)))


def _span(values: dict[str, str], name: str) -> int:
    value = values.get(name, "")
    return min(int(value), _MOST_SPAN) if value.isdecimal() and len(value) < 6 and int(value) > 0 else 1


def _stripped_lines(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.split("\n"))
