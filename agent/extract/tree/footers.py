"""What stands at a document's end and is about the document: "Last updated: ...", "Version 2.1", who wrote it, a farewell."""

from __future__ import annotations

from agent.extract.wording.labels import split_field
from agent.facts import sure_label
from agent.model.document import Block, Document

_TEXT = frozenset({"paragraph", "html_comment", "rule"})
_MOST_BLOCKS = 8
_MOST_LINES = 12
_STAMPS = frozenset({"as_of", "version"})


def footer_of(document: Document) -> frozenset[int]:
    """The indexes of the blocks of text behind the last rule, when nothing but text follows it; without one, those at the end that hold
    nothing but fields, one of which says when or in which version the document was written."""
    last = len(document.blocks)
    while last > 0 and document.blocks[last - 1].kind in _TEXT:
        last -= 1
    closing = document.blocks[last:]
    if last == 0 or not any(block.kind == "heading" for block in document.blocks[:last]):
        return frozenset()
    rules = [block.index for block in closing if block.kind == "rule"]
    behind = tuple(block for block in closing if rules and block.index > rules[0] and block.kind == "paragraph")
    lines = sum(block.end_line - block.line + 1 for block in behind)
    if behind and len(behind) <= _MOST_BLOCKS and lines <= _MOST_LINES:
        return frozenset(block.index for block in behind)
    return frozenset(block.index for block in closing[-1:] if _is_stamp(block))


def _is_stamp(block: Block) -> bool:
    """Whether every line of a paragraph is a field and one of them says how old the document is."""
    found: set[str] = set()
    start = 0
    for line in block.text.split("\n"):
        field = split_field(block.text, start, start + len(line), block.bold, 4)
        if field is None or field.separator != ":":
            return False
        meaning = sure_label(block.text[field.start : field.end])
        found |= {meaning.attribute} if meaning is not None else set()
        start += len(line) + 1
    return bool(found & _STAMPS)
