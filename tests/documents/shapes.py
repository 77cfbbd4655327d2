"""Short forms of documents, so that a test states what it expects in a few words."""

from __future__ import annotations

from agent.documents import parse_markdown
from agent.model.document import Block, Document


def parsed(text: str) -> Document:
    return parse_markdown(text, "plan.md")


def kinds(document: Document) -> list[str]:
    """One word a block: kind, lines, and for items the nesting."""
    return [f"{block.kind}:{block.line}" + (f"-{block.end_line}" if block.end_line > block.line else "") for block in document.blocks]


def texts(document: Document, kind: str = "") -> list[str]:
    return [block.text for block in document.blocks if not kind or block.kind == kind]


def items(document: Document) -> list[tuple[int, str, str]]:
    """(depth, marker, text) of every list item."""
    return [(block.depth, block.marker, block.text) for block in document.blocks if block.kind == "item"]


def grid(block: Block) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in block.rows]


def tables(document: Document) -> list[Block]:
    return [block for block in document.blocks if block.kind == "table"]


def ranges(block: Block, which: tuple[tuple[int, int], ...]) -> list[str]:
    return [block.text[start:end] for start, end in which]


def codes(document: Document) -> list[tuple[str, int]]:
    return [(note.code, note.line) for note in document.notes]
