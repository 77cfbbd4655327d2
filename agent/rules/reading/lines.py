"""The text of a document line by line with the tokens of each: lists, paragraphs and plain fences, where a line is a statement."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.model.roadmap import Roadmap
from agent.model.token import Token

READ = frozenset({"paragraph", "item", "fence"})


class TextLine(Struct, frozen=True):
    """Offsets of `tokens` are relative to `text`; `table` is "table" for the row of one."""

    text: str
    line: int
    block: int
    section: int | None
    table: str
    tokens: tuple[Token, ...]


def lines_of(roadmap: Roadmap) -> Iterator[TextLine]:
    """The lines that hold a word, in document order."""
    for block in roadmap.document.blocks:
        if block.kind in READ and block.text:
            tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
            for at, text, own in by_line(block.text, tokens):
                if text.strip():
                    yield TextLine(text, block.line + at, block.index, block.section, "", own)


def by_line(text: str, tokens: Sequence[Token]) -> Iterator[tuple[int, str, tuple[Token, ...]]]:
    """Each line of a text with its number, from 0, and the tokens, which are in order, that stand in it whole."""
    if "\n" not in text:
        yield 0, text, tuple(tokens)
        return
    starts = [token.start for token in tokens]
    start = 0
    for at, line in enumerate(text.split("\n")):
        end = start + len(line)
        inside = tokens[bisect_left(starts, start) : bisect_left(starts, end + 1)]
        yield at, line, tuple([token.moved(-start) for token in inside if token.end <= end])
        start = end + 1
