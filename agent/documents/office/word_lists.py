"""Lists of a Word document: the level and the number of each item, counted as Word counts."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from msgspec import Struct

from agent.documents.office.word_styles import Styles
from agent.expressions import expression

_PLACE = expression(r"%(\d)")


class Spot(Struct, frozen=True):
    """An item's nesting, its marker, and for numbered ones the number as Word shows it ("2.1")."""

    level: int
    marker: str
    number: str = ""


class _Level(Struct, frozen=True):
    form: str
    text: str
    start: int


class Lists:
    """The numbering part of a document, and the counters while it is read in order."""

    def __init__(self, document: WordDocument) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counters: dict[str, list[int]] = {}
        root = _numbering(document)
        if root is None:
            return
        for abstract in root.iter(qn("w:abstractNum")):
            self._levels[abstract.get(qn("w:abstractNumId"))] = {
                _int(level.get(qn("w:ilvl"))): _level(level) for level in abstract.iter(qn("w:lvl"))
            }
        for number in root.iter(qn("w:num")):
            target = number.find(qn("w:abstractNumId"))
            if target is not None:
                self._abstract[number.get(qn("w:numId"))] = target.get(qn("w:val"))

    def place(self, paragraph: Element, styles: Styles) -> Spot | None:
        """Where a paragraph stands in its list, counting it; None for one that is in no list."""
        style = styles.of(paragraph)
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        identifier, depth = style.list_id, style.list_level
        if own is not None:
            number, level = own.find(qn("w:numId")), own.find(qn("w:ilvl"))
            identifier = number.get(qn("w:val"), "") if number is not None else identifier
            depth = max(depth, _int(level.get(qn("w:val")))) if level is not None else depth
        if not identifier or identifier == "0":
            return None
        return self._counted(self._abstract.get(identifier, identifier), min(max(depth, 0), 8))

    def _counted(self, abstract: str, depth: int) -> Spot:
        levels = self._levels.get(abstract, {})
        level = levels.get(depth) or levels.get(0) or _Level("bullet", "", 1)
        if level.form == "none":
            return Spot(depth, "-")
        counters = self._counters.setdefault(abstract, [0] * 9)
        counters[depth] = counters[depth] + 1 if counters[depth] else level.start
        counters[depth + 1 :] = [0] * (8 - depth)
        if level.form == "bullet":
            return Spot(depth, "-")
        shown = _PLACE.sub(lambda found: str(max(1, counters[int(found[1]) - 1])) if found[1] != "0" else "", level.text)
        return Spot(depth, f"{counters[depth]}.", shown.strip().rstrip("."))


def _numbering(document: WordDocument) -> Element | None:
    for relation in document.part.rels.values():
        if relation.reltype.endswith("/numbering") and not relation.is_external:
            element: Element = relation.target_part.element
            return element
    return None


def _level(element: Element) -> _Level:
    form, text, start = element.find(qn("w:numFmt")), element.find(qn("w:lvlText")), element.find(qn("w:start"))
    return _Level(
        form.get(qn("w:val"), "bullet") if form is not None else "bullet",
        text.get(qn("w:val"), "") if text is not None else "",
        _int(start.get(qn("w:val"))) if start is not None else 1,
    )


def _int(value: str | None) -> int:
    return int(value) if value and value.isdecimal() and len(value) < 6 else 0
