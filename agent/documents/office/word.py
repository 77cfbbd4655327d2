"""Word documents: headings, lists with levels, tables, tracked insertions (not deletions), text boxes, footnotes."""

from __future__ import annotations

import io
from collections.abc import Sequence

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from agent.documents.heads import header_rows
from agent.documents.office.budget import Budget
from agent.documents.office.pieces import Converted, Piece, Remark
from agent.documents.office.plain_pieces import with_name_levels, with_plain_headings
from agent.documents.office.word_heads import with_headings
from agent.documents.office.word_lists import Lists
from agent.documents.office.word_styles import Styles
from agent.documents.office.word_text import Written, paragraph_text

_WRAPPERS = frozenset(qn(name) for name in ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag"))
_HEADER = frozenset(("1", "true", "on", None))
_MOST_DEPTH = 6


def convert_word(data: bytes, budget: Budget) -> Converted:
    """The whole document in order, footnotes last. Raises what python-docx raises on a broken file."""
    document = docx.Document(io.BytesIO(data))
    reader = _Reader(Styles(document), Lists(document), budget)
    reader.read(document.element.body)
    reader.footnotes(document)
    remarks = []
    if reader.hidden:
        remarks.append(Remark("invisible", f"{reader.hidden} runs of hidden text were left out"))
    if budget.spent:
        remarks.append(Remark("truncated", "the document is longer than is read; the rest was left out"))
    sizes = [reader.sizes.get(piece.locator, 0) for piece in reader.pieces]
    return Converted(tuple(_headed(reader.pieces, sizes)), str(document.core_properties.title or ""), tuple(remarks))


def _headed(pieces: list[Piece], sizes: list[float]) -> Sequence[Piece]:
    """The pieces with headings that have no style: told by their look, or else as in a text file."""
    styled = sum(piece.kind == "heading" for piece in pieces)
    headed = with_headings(pieces, sizes)
    found = sum(piece.kind == "heading" for piece in headed)
    return with_name_levels(headed) if found > styled else headed if found else with_plain_headings(headed, [True] * len(headed))


class _Reader:
    def __init__(self, styles: Styles, lists: Lists, budget: Budget) -> None:
        self.styles, self.lists, self.budget = styles, lists, budget
        self.pieces: list[Piece] = []
        self.sizes: dict[str, float] = {}  # of the text in points, by the locator of its paragraph
        self.hidden = 0
        self._paragraphs = self._tables = 0

    def read(self, parent: Element) -> None:
        """All paragraphs and tables below an element, in order."""
        pending = list(reversed(list(parent)))
        while pending and not self.budget.spent:
            element = pending.pop()
            if element.tag == qn("w:p"):
                self._paragraph(element)
            elif element.tag == qn("w:tbl"):
                self._table(element)
            elif element.tag in _WRAPPERS:
                pending.extend(reversed(list(element)))

    def _paragraph(self, element: Element) -> None:
        self._paragraphs += 1
        written = paragraph_text(element)
        self.hidden += written.hidden
        place = f"paragraph {self._paragraphs}"
        if written.text.strip() and self.budget.take(written.text):
            style = self.styles.of(element)
            if not style.contents:
                self.sizes[place] = written.size
                self.pieces.append(self._piece(element, written, style.level, place))
        for box in written.boxes:
            self.read(box)

    def _piece(self, element: Element, written: Written, level: int, place: str) -> Piece:
        spot = self.lists.place(element, self.styles)
        common = {"bold": written.bold, "struck": written.struck, "references": written.references, "locator": place}
        if level:
            number = f"{spot.number} " if spot and spot.number else ""
            return Piece("heading", number + written.text.strip(), place, level=level, references=())
        if spot is None:
            return Piece("paragraph", written.text, **common)  # type: ignore[arg-type]
        return Piece("item", written.text, level=spot.level, marker=spot.marker, checked=written.checked, **common)  # type: ignore[arg-type]

    def _table(self, element: Element) -> None:
        self._tables += 1
        rows: list[tuple[tuple[str, str], ...]] = []
        headers = 0
        for number, row in enumerate(_rows(element), start=1):
            place = f"table {self._tables}, row {number}"
            cells = tuple((text, place) for text in self._cells(row))
            if not self.budget.take("".join(text for text, _ in cells), len(cells)):
                break
            if any(text for text, _ in cells):
                headers += headers == len(rows) and _is_header(row)
                rows.append(cells)
        if len(rows) == 1 and len(rows[0]) == 1:  # a frame around text
            self.pieces.append(Piece("paragraph", rows[0][0][0], rows[0][0][1]))
        elif rows:
            self.pieces.append(
                Piece(
                    "table",
                    locator=f"table {self._tables}",
                    rows=tuple(rows),
                    header_rows=headers or header_rows([[text for text, _ in row] for row in rows]),
                )
            )

    def _cells(self, row: Element) -> list[str]:
        texts: list[str] = []
        for cell in _children(row, "w:tc"):
            properties = cell.find(qn("w:tcPr"))
            merge = properties.find(qn("w:vMerge")) if properties is not None else None
            span = properties.find(qn("w:gridSpan")) if properties is not None else None
            covered = merge is not None and merge.get(qn("w:val"), "continue") == "continue"
            texts.append("" if covered else self._cell_text(cell, 0))
            width = span.get(qn("w:val"), "1") if span is not None else "1"
            texts.extend([""] * (min(int(width), 100) - 1 if width.isdecimal() else 0))
        return texts

    def _cell_text(self, cell: Element, depth: int) -> str:
        """The text of a cell, one line a paragraph; tables inside it are flattened."""
        lines: list[str] = []
        for element in _flat(cell):
            if element.tag == qn("w:p"):
                written = paragraph_text(element)
                self.hidden += written.hidden
                lines.append(written.text.strip())
            elif element.tag == qn("w:tbl") and depth < _MOST_DEPTH:
                lines += [" | ".join(self._cell_text(inner, depth + 1) for inner in _children(row, "w:tc")) for row in _rows(element)]
        return "\n".join(line for line in lines if line)

    def footnotes(self, document: WordDocument) -> None:
        """Footnotes and endnotes, as footnote pieces."""
        for relation in document.part.rels.values():
            kind = relation.reltype.rsplit("/", 1)[-1]
            if kind not in ("footnotes", "endnotes") or relation.is_external:
                continue
            root = docx.oxml.parse_xml(relation.target_part.blob)  # type: ignore[attr-defined]
            for note in root:
                label = note.get(qn("w:id"), "")
                text = "\n".join(paragraph_text(p).text.strip() for p in note.iter(qn("w:p"))).strip()
                if text and note.get(qn("w:type")) is None and self.budget.take(text):
                    prefix = "e" if kind == "endnotes" else ""
                    self.pieces.append(Piece("footnote", text, f"{kind[:-1]} {label}", marker=f"[^{prefix}{label}]"))


def _flat(parent: Element) -> list[Element]:
    """Children, those of wrappers in their place."""
    found: list[Element] = []
    pending = list(reversed(list(parent)))
    while pending:
        element = pending.pop()
        if element.tag in _WRAPPERS:
            pending.extend(reversed(list(element)))
        else:
            found.append(element)
    return found


def _children(parent: Element, name: str) -> list[Element]:
    return [element for element in _flat(parent) if element.tag == qn(name)]


def _rows(table: Element) -> list[Element]:
    """The rows of a table; those deleted under change tracking are left out."""
    return [row for row in _children(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]


def _is_header(row: Element) -> bool:
    mark = row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}")
    return mark is not None and mark.get(qn("w:val")) in _HEADER
