"""What a document says, a remark at a time: sentences, lines of code fences, and table rows that give one name one value."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.model.document import Block
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.sentences import Sentence, span_of_sentence

PAIR = 2  # cells of a row that gives one name one value
LONGEST_LEAD = 80
WRITTEN = frozenset({"paragraph", "item", "heading", "footnote"})


class Remark(Struct, frozen=True):
    """`tokens` have their offsets in `text`; `kind` is that of the block, `section` the heading it stands under.

    `lead` is the short paragraph in front of the list or fence that the remark is part of ("Optimistic scenario:").
    """

    text: str
    tokens: tuple[Token, ...]
    line: int
    block: int
    section: int | None
    kind: str
    span: Span
    lead: str = ""


def remarks_of(roadmap: Roadmap, sentences: Sequence[Sentence]) -> tuple[Remark, ...]:
    """Every remark, those of sentences first."""
    blocks = roadmap.document.blocks
    found = [
        Remark(s.text, s.tokens, s.line, s.block, blocks[s.block].section, s.kind, span_of_sentence(roadmap, s))
        for s in sentences
        if s.kind in WRITTEN
    ]
    for block in blocks:
        found += _fenced(roadmap, block) if block.kind == "fence" else _rows(roadmap, block)
    leads = _leads(blocks)
    return tuple(replace(remark, lead=leads[remark.block]) if leads.get(remark.block) else remark for remark in found)


def _leads(blocks: Sequence[Block]) -> dict[int, str]:
    """The short paragraph in front of each list item, fence and table, unless a heading stands between."""
    found: dict[int, str] = {}
    lead = ""
    for block in blocks:
        if block.kind in ("heading", "rule"):
            lead = ""
        elif block.kind == "paragraph":
            lead = block.text if len(block.text) <= LONGEST_LEAD else ""
        else:
            found[block.index] = lead
    return found


def _fenced(roadmap: Roadmap, block: Block) -> Iterator[Remark]:
    tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
    start = 0
    for at, text in enumerate(block.text.split("\n")):
        end = start + len(text)
        if text.strip():
            own = tuple(token.moved(-start) for token in tokens if start <= token.start and token.end <= end)
            line = block.line + at
            yield Remark(text, own, line, block.index, block.section, "fence", roadmap.document.span(line, line, text.strip()))
        start = end + 1


def _rows(roadmap: Roadmap, block: Block) -> Iterator[Remark]:
    """Rows of two cells: "Break-even | Month 18"."""
    for at, row in enumerate(block.rows):
        if row.header or len(row.cells) != PAIR:
            continue
        name, value = row.cells
        shift = len(name.text) + 2
        tokens = tuple(token.moved(shift) for token in roadmap.cells.get((block.index, at, 1), ()))
        span = roadmap.document.span(row.line, row.end_line)
        yield Remark(f"{name.text}: {value.text}", tokens, row.line, block.index, block.section, "row", span)
