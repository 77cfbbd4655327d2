"""The text of a Word paragraph with its styles: insertions count, deletions and hidden text do not."""

from __future__ import annotations

from collections import Counter

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from msgspec import Struct, field

from agent.documents.office.pieces import Ranges

_SKIPPED = frozenset(
    qn(name) for name in ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:instrText", "w:delText", "w:delInstrText", "w:sdtPr")
)
_BREAKS = frozenset(qn(name) for name in ("w:br", "w:cr"))
_OFF = frozenset(("0", "false", "off"))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CHECKBOX = "{http://schemas.microsoft.com/office/word/2010/wordml}checkbox"
_CHECKED = "{http://schemas.microsoft.com/office/word/2010/wordml}checked"
_VAL = "{http://schemas.microsoft.com/office/word/2010/wordml}val"
_SYMBOLS = {"F0A8": "☐", "F06F": "☐", "F0FE": "☑", "F052": "☑", "F0FC": "✓", "F0FB": "✗", "F0E0": "→", "F0B7": "•"}


class Written(Struct):
    """Text, ranges of bold and struck text, footnote references, the state of a check box, text boxes, count of hidden runs, size."""

    text: str = ""
    bold: Ranges = ()
    struck: Ranges = ()
    references: tuple[tuple[int, str], ...] = ()
    checked: bool | None = None
    boxes: list[Element] = field(default_factory=list)
    hidden: int = 0
    size: float = 0  # in points, that most of the text is set in; 0 where its runs do not say it


class _Open(Struct):
    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    references: list[tuple[int, str]] = field(default_factory=list)
    size: float = 0
    sizes: Counter[float] = field(default_factory=Counter)

    def put(self, text: str, bold: bool, struck: bool) -> None:
        for on, ranges in ((bold, self.bold), (struck, self.struck)):
            if on and text:
                if ranges and ranges[-1][1] == self.length:
                    ranges[-1] = (ranges[-1][0], self.length + len(text))
                else:
                    ranges.append((self.length, self.length + len(text)))
        self.parts.append(text)
        self.length += len(text)
        self.sizes[self.size] += len(text)


def paragraph_text(paragraph: Element) -> Written:
    """What a reader of the finished document sees in a paragraph."""
    written, out = Written(), _Open()
    pending: list[tuple[Element, bool, bool]] = [(child, False, False) for child in reversed(list(paragraph))]
    while pending:
        element, bold, struck = pending.pop()
        tag = element.tag
        if tag in _SKIPPED or tag == _FALLBACK or not isinstance(tag, str):
            continue
        if tag == qn("w:r"):
            properties = element.find(qn("w:rPr"))
            if _on(properties, "w:vanish"):
                written.hidden += 1
                continue
            bold, struck = _on(properties, "w:b"), _on(properties, "w:strike") or _on(properties, "w:dstrike")
            out.size = _points(properties)
        elif tag == qn("w:txbxContent"):
            written.boxes.append(element)
            continue
        elif tag == qn("w:sdt"):
            written.checked = _box_state(element, written.checked)
        if not _leaf(element, tag, out, bold, struck):
            pending.extend((child, bold, struck) for child in reversed(list(element)))
    written.text = "".join(out.parts)
    written.size = out.sizes.most_common(1)[0][0] if out.sizes else 0
    written.bold, written.struck, written.references = tuple(out.bold), tuple(out.struck), tuple(out.references)
    return written


def _leaf(element: Element, tag: str, out: _Open, bold: bool, struck: bool) -> bool:
    """Write an element that is text itself; False for one whose children are to be read."""
    if tag == qn("w:t"):
        out.put((element.text or "").replace("\n", " "), bold, struck)
    elif tag == qn("w:tab") or tag == qn("w:ptab"):
        out.put("\t", bold, struck)
    elif tag in _BREAKS:
        out.put("\n", bold, struck)
    elif tag == qn("w:noBreakHyphen"):
        out.put("-", bold, struck)
    elif tag == qn("w:sym"):
        out.put(_SYMBOLS.get((element.get(qn("w:char")) or "").upper(), ""), bold, struck)
    elif tag == qn("w:footnoteReference"):
        out.references.append((out.length, element.get(qn("w:id"), "")))
    elif tag == qn("w:endnoteReference"):
        out.references.append((out.length, "e" + element.get(qn("w:id"), "")))
    else:
        return False
    return True


def _on(properties: Element, name: str) -> bool:
    found = properties.find(qn(name)) if properties is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in _OFF


def _points(properties: Element) -> float:
    found = properties.find(qn("w:sz")) if properties is not None else None
    value = found.get(qn("w:val"), "") if found is not None else ""
    return int(value) / 2 if value.isdecimal() and len(value) < 5 else 0


def _box_state(element: Element, before: bool | None) -> bool | None:
    box = next(element.iter(_CHECKBOX), None)
    if box is None:
        return before
    state = box.find(_CHECKED)
    return state is not None and state.get(_VAL, "1") not in _OFF
