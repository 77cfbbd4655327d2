"""Paragraph styles of a Word document: which are headings, which belong to a table of contents."""

from __future__ import annotations

import re

from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from msgspec import Struct

from agent.expressions import expression

_HEADING = expression(r"heading (\d)", re.IGNORECASE)
_LISTED = expression(r"list (?:bullet|number|continue) ([2-5])", re.IGNORECASE)
_CONTENTS = expression(r"toc \d|toc heading|table of figures", re.IGNORECASE)


class Style(Struct, frozen=True):
    """`level` is 1..6 for headings, else 0; `list_id` and `list_level` are the numbering a style brings along."""

    level: int = 0
    contents: bool = False
    list_id: str = ""
    list_level: int = 0


class Styles:
    """Style ids to what they mean. Word keeps the built-in names in English whatever its own language is."""

    def __init__(self, document: WordDocument) -> None:
        self._found: dict[str, Style] = {}
        elements = {style.get(qn("w:styleId")): style for style in document.styles.element.iter(qn("w:style"))}
        for identifier in elements:
            self._found[identifier] = _style(identifier, elements)

    def of(self, paragraph: Element) -> Style:
        """The style of a paragraph; an outline level of its own makes it a heading."""
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        style = self._found.get(named.get(qn("w:val")), Style()) if named is not None else Style()
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        level = _outline(own)
        return Style(level, style.contents, style.list_id, style.list_level) if level and not style.level else style


def _style(identifier: str, elements: dict[str, Element]) -> Style:
    level, contents, list_id, list_level = 0, False, "", 0
    at: str | None = identifier
    for _ in range(12):  # a chain of styles may be a loop
        element = elements.get(at) if at else None
        if element is None:
            break
        name = element.find(qn("w:name"))
        text = name.get(qn("w:val"), "") if name is not None else ""
        found = _HEADING.fullmatch(text)
        level = level or (min(6, int(found[1])) if found else 1 if text.lower() == "title" else 0)
        level = level or _outline(element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}"))
        contents = contents or _CONTENTS.fullmatch(text) is not None
        number = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")
        if number is not None and not list_id:
            list_id = number.get(qn("w:val"), "")
            depth = element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:ilvl')}")
            list_level = int(depth.get(qn("w:val"), "0")) if depth is not None else 0
        deeper = _LISTED.fullmatch(text)
        list_level = list_level or (int(deeper[1]) - 1 if deeper else 0)
        parent = element.find(qn("w:basedOn"))
        at = parent.get(qn("w:val")) if parent is not None else None
    return Style(level, contents, list_id, list_level)


def _outline(element: Element) -> int:
    """The heading level of an outline level; 9 means body text."""
    value = element.get(qn("w:val"), "") if element is not None else ""
    return int(value) + 1 if value in ("0", "1", "2", "3", "4", "5") else 0
