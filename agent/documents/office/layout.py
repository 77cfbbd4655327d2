"""Pieces to a Document: lines of plain Markdown, each with its place in the original, and blocks on them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from agent.documents.builder import BlockBuilder
from agent.documents.bullets import Piece as Part
from agent.documents.bullets import split_paragraph, task_box
from agent.documents.draft import Draft
from agent.documents.markdown import in_order, title_of
from agent.documents.office.pieces import Converted, Piece
from agent.documents.ranges import within
from agent.documents.repair import repair_lines
from agent.expressions import expression
from agent.model.document import Block, BlockKind, Cell, Document, Format, Note, Row

_TAB = 4  # columns that a tab takes
_BREAKS = expression(r"\r\n|[\r\x0b\x0c\u2028\u2029\x85]")
_NAMES: dict[Format, str] = {"docx": "Word document", "xlsx": "workbook", "pptx": "presentation", "pdf": "PDF file"}


def lay_out(converted: Converted, path: str, form: Format, sha256: str) -> Document:
    """The document: its lines are the converted text, deterministic, with a locator a line."""
    page = _Page()
    for piece, parts in zip(converted.pieces, _parts(converted.pieces), strict=True):
        page.write(piece, parts)
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

    def write(self, piece: Piece, parts: tuple[Part, ...]) -> None:
        """Add a piece; items follow each other without a blank line, as do the rows of a table. `parts` are those of a paragraph."""
        if self.lines and not (piece.kind == self._last == "item"):
            self._line("", "", piece.locator)
        self._last = piece.kind
        if piece.kind == "table":
            self._table(piece)
        elif piece.text.strip():
            self._text(piece, parts)

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

    def _text(self, piece: Piece, parts: tuple[Part, ...]) -> None:
        text = " ".join(_BREAKS.sub("\n", piece.text).split()) if piece.kind == "heading" else piece.text.rstrip()
        raw, clean, changed = self._cleaned(text)
        styled = not changed and text == piece.text[: len(text)]
        first = len(self.lines)
        prefix = _prefix(piece)
        for number, (before, after) in enumerate(zip(raw, clean, strict=True)):
            lead = prefix if number == 0 else " " * (len(prefix) if piece.kind == "item" else 0)
            self._line(lead + before, lead + after, piece.locator)
        self._blocks(piece, parts, clean, first, styled)

    def _blocks(self, piece: Piece, parts: tuple[Part, ...], lines: list[str], first: int, styled: bool) -> None:
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
        for part in parts:
            own = lines[part.start : part.stop]
            if not own:
                continue
            lead = _indent(own[0])
            column = columns[min(part.start, len(columns) - 1)] + len(own[0][:lead].expandtabs(_TAB))
            kind = "item" if part.kind == "item" else "rule" if part.kind == "rule" else "paragraph"
            cut = lead + part.cut
            checked, box = task_box(own[0][cut:]) if kind == "item" else (None, 0)
            checked = part.checked if checked is None else checked
            self._block(piece, kind, own, first + part.start, offset, cut + box, column, part.marker, checked, styled)
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
            bold=within(piece.bold, start, len(text)) if styled else (),
            struck=within(piece.struck, start, len(text)) if styled else (),
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


def _parts(pieces: tuple[Piece, ...]) -> list[tuple[Part, ...]]:
    """Of each piece that is a paragraph its text, items and drawn lines. Those that follow each other are read together, for in files
    each line of a list that somebody typed is a paragraph, and "1." alone would be no item.
    """
    found: list[tuple[Part, ...]] = [()] * len(pieces)
    at = 0
    while at < len(pieces):
        stop = at
        while stop < len(pieces) and pieces[stop].kind == "paragraph":
            stop += 1
        if stop > at:
            found[at:stop] = _divided([_lines_of(piece) for piece in pieces[at:stop]])
        at = max(stop, at + 1)
    return found


def _divided(paragraphs: list[list[str]]) -> list[tuple[Part, ...]]:
    """The parts of each paragraph, of lists that may run over several; one that goes on in the next paragraph is text there."""
    parts = split_paragraph([line for lines in paragraphs for line in lines], numbered=True)
    starts, stops = [part.start for part in parts], [part.stop for part in parts]
    divided: list[tuple[Part, ...]] = []
    first = 0
    for lines in paragraphs:
        stop = first + len(lines)
        own = parts[bisect_right(stops, first) : bisect_left(starts, stop)]
        divided.append(tuple(_cut_to(part, first, stop) for part in own))
        first = stop
    return divided


def _cut_to(part: Part, first: int, stop: int) -> Part:
    begins = part.start >= first
    start, end = max(part.start, first) - first, min(part.stop, stop) - first
    return Part(part.kind, start, end, part.marker, part.cut, part.checked) if begins else Part("text", start, end)


def _lines_of(piece: Piece) -> list[str]:
    return [line.strip() for line in repair_lines(tuple(_BREAKS.sub("\n", piece.text.rstrip()).split("\n"))).lines]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip()) if line.strip() else 0


def _prefix(piece: Piece) -> str:
    if piece.kind == "heading":
        return "#" * max(1, piece.level) + " "
    if piece.kind == "item":
        box = "" if piece.checked is None else "[x] " if piece.checked else "[ ] "
        return "  " * piece.level + (piece.marker or "-") + " " + box
    if piece.kind == "footnote":
        return piece.marker + ": "
    return ""
