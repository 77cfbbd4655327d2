"""Every line that may name a part of the plan: headings, entries, short paragraphs, lines of drawings and rows, with their tokens."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.model.fence_kinds import is_text
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.lines import by_line

BETWEEN = " | "


class WrittenLine(Struct, frozen=True):
    """`head` holds the heads of the columns of a row; `names` tells that the line names a part: a heading, an entry or a row."""

    text: str
    line: int
    tokens: tuple[Token, ...]
    head: str = ""
    names: bool = True


def written_lines(roadmap: Roadmap) -> Iterator[WrittenLine]:
    """All of them in document order; offsets of tokens are relative to the text of their line."""
    for block in roadmap.document.blocks:
        tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
        if block.kind == "table":
            head = BETWEEN.join(cell.text for row in block.rows if row.header for cell in row.cells)
            for at, row in enumerate(block.rows):
                if not row.header:
                    parts: list[Token] = []
                    start = 0
                    for column, cell in enumerate(row.cells):
                        parts += [token.moved(start) for token in roadmap.cells.get((block.index, at, column), ())]
                        start += len(cell.text) + len(BETWEEN)
                    yield WrittenLine(BETWEEN.join(cell.text for cell in row.cells), row.line, tuple(parts), head)
        elif block.kind in ("heading", "item") or (block.kind == "paragraph" and block.text):
            for at, text, own in by_line(block.text, tokens):
                yield WrittenLine(text, block.line + at, own, names=at == 0 and block.kind != "paragraph")
        elif block.kind == "fence" and is_text(block.info):
            for at, text, own in by_line(block.text, tokens):
                yield WrittenLine(text, block.line + at, own, names=False)
