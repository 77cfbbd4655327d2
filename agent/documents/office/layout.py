"""Pieces to a Document: lines of plain Markdown, each with its place in the original, and blocks on them."""

from __future__ import annotations

from agent.documents.builder import BlockBuilder
from agent.documents.bullets import split_paragraph, task_box
from agent.documents.draft import Draft
from agent.documents.markdown import in_order, title_of
from agent.documents.office.pieces import Converted, Piece, Ranges
from agent.documents.repair import repair_lines
from agent.expressions import expression
from agent.model.document import Block, BlockKind, Cell, Document, Format, Note, Row

_BREAKS = expression(r"\r\n|[\r\x0b\x0c\u2028\u2029\x85]")
_NAMES: dict[Format, str] = {"docx": "Word document", "xlsx": "workbook", "pptx": "presentation", "pdf": "PDF file"}


def lay_out(converted: Converted, path: str, form: Format, sha256: str) -> Document:
    """The document: its lines are the converted text, deterministic, with a locator a line."""
    page = _Page()
    for piece in converted.pieces:
        page.write(piece)
    blocks = tuple(page.builder.blocks)
    first = Note("converted", 0, f"converted from a {_NAMES[form]}: lines are those of the converted text")
    notes = in_order((first, *(Note(remark.code, 0, remark.message) for remark in converted.remarks), *page.notes))
    metadata = (("title", converted.title, 1),) if converted.title.strip() else ()
    title = title_of(blocks, () if _has_title(blocks) else metadata, path)
    lines = tuple(page.lines), tuple(page.repaired)
    return Document(path, form, title, *lines, blocks, sha256=sha256, locators=tuple(page.locators), notes=notes, metadata=metadata)


def _has_title(blocks: tuple[Block, ...]) -> bool:
    """A title that readers see is better than the one in the file's properties, which is often a template's."""
    return any(block.kind == "heading" and block.depth == 1 for block in blocks)


class _Page:
    """The lines and blocks written so far."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.repaired: list[str] = []
        self.locators: list[str] = []
        self.notes: list[Note] = []
        self.builder = BlockBuilder()
        self._last = ""

    def write(self, piece: Piece) -> None:
        """Add a piece; items follow each other without a blank line, as do the rows of a table."""
        if self.lines and not (piece.kind == self._last == "item"):
            self._line("", "", piece.locator)
        self._last = piece.kind
        if piece.kind == "table":
            self._table(piece)
        elif piece.text.strip():
            self._text(piece)

    def _line(self, raw: str, clean: str, locator: str) -> None:
        self.lines.append(raw)
        self.repaired.append(clean)
        self.locators.append(locator)

    def _cleaned(self, text: str) -> tuple[list[str], list[str], bool]:
        """Raw and repaired lines of a text, and whether they differ."""
        raw = _BREAKS.sub("\n", text).split("\n")
        repaired = repair_lines(tuple(raw))
        self.notes.extend(Note(note.code, len(self.lines) + note.line, note.message) for note in repaired.notes)
        return raw, list(repaired.lines), tuple(raw) != repaired.lines or "\n".join(raw) != text

    def _text(self, piece: Piece) -> None:
        text = " ".join(_BREAKS.sub("\n", piece.text).split()) if piece.kind == "heading" else piece.text.rstrip()
        raw, clean, changed = self._cleaned(text)
        styled = not changed and text == piece.text[: len(text)]
        first = len(self.lines)
        prefix = _prefix(piece)
        for number, (before, after) in enumerate(zip(raw, clean, strict=True)):
            lead = prefix if number == 0 else " " * (len(prefix) if piece.kind == "item" else 0)
            self._line(lead + before, lead + after, piece.locator)
        self._blocks(piece, clean, first, styled)

    def _blocks(self, piece: Piece, lines: list[str], first: int, styled: bool) -> None:
        """The blocks of a text; a paragraph whose lines are items in all but name becomes items."""
        if piece.kind != "paragraph":
            kind: BlockKind = "html_comment" if piece.kind == "hidden" else piece.kind
            column = 2 * piece.level if piece.kind == "item" else 0
            checked, cut = task_box(lines[0]) if piece.kind == "item" else (None, 0)
            checked = piece.checked if checked is None else checked
            self._block(piece, kind, lines, first, 0, cut, column, piece.marker, checked, styled)
            return
        offset = 0
        columns = piece.columns or (0,) * len(lines)
        for part in split_paragraph(lines):
            own = lines[part.start : part.stop]
            column = columns[min(part.start, len(columns) - 1)]
            kind = "item" if part.kind == "item" else "rule" if part.kind == "rule" else "paragraph"
            checked, box = task_box(own[0][part.cut :]) if kind == "item" else (None, 0)
            checked = part.checked if checked is None else checked
            self._block(piece, kind, own, first + part.start, offset, part.cut + box, column, part.marker, checked, styled)
            offset += sum(len(line) + 1 for line in own)

    def _block(
        self,
        piece: Piece,
        kind: BlockKind,
        lines: list[str],
        first: int,
        offset: int,
        cut: int,
        column: int,
        marker: str,
        checked: bool | None,
        styled: bool,
    ) -> None:
        text = "\n".join(lines)[cut:] if kind != "rule" else "\n" * (len(lines) - 1)
        start = offset + cut
        draft = Draft(
            kind,
            first + 1,
            first + len(lines),
            text,
            column,
            level=piece.level if kind == "heading" else 0,
            marker=marker,
            checked=checked,
            bold=_moved(piece.bold, start, len(text)) if styled else (),
            struck=_moved(piece.struck, start, len(text)) if styled else (),
            references=tuple((at - start, label) for at, label in piece.references if 0 <= at - start <= len(text)) if styled else (),
        )
        self.builder.add(draft)

    def _table(self, piece: Piece) -> None:
        width = max((len(row) for row in piece.rows), default=0)
        rows: list[Row] = []
        for number, cells in enumerate(piece.rows):
            padded = [*cells, *((("", ""),) * (width - len(cells)))]
            raw = "| " + " | ".join(_BREAKS.sub("\n", text).replace("\n", "<br>") for text, _ in padded) + " |"
            clean = self._cleaned(raw)[1][0]
            line = len(self.lines) + 1
            self._line(raw, clean, next((place for _, place in padded if place), piece.locator))
            texts = [repair_lines((text,)).lines[0] if not text.isascii() or not text.isprintable() else text for text, _ in padded]
            built = tuple(Cell(_BREAKS.sub("\n", text).strip(), line, line, place) for text, (_, place) in zip(texts, padded, strict=True))
            rows.append(Row(built, line, line, number < piece.header_rows))
            if number + 1 == piece.header_rows:
                rule = "|" + "---|" * width
                self._line(rule, rule, piece.locator)
        if rows:
            self.builder.add(Draft("table", rows[0].line, rows[-1].line, column=0, rows=tuple(rows)))


def _prefix(piece: Piece) -> str:
    if piece.kind == "heading":
        return "#" * max(1, piece.level) + " "
    if piece.kind == "item":
        box = "" if piece.checked is None else "[x] " if piece.checked else "[ ] "
        return "  " * piece.level + (piece.marker or "-") + " " + box
    if piece.kind == "footnote":
        return piece.marker + ": "
    return ""


def _moved(ranges: Ranges, by: int, length: int) -> Ranges:
    """Ranges of a text as ranges of the part of it that begins at `by`."""
    moved = ((max(0, start - by), min(length, end - by)) for start, end in ranges)
    return tuple((start, end) for start, end in moved if start < end)
