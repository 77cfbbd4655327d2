"""Lines that stand side by side below one line: entries of a list, headings of one level, lines of a drawing with one indentation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.model.document import Block
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.entries import INDENT

FEWEST = 2


class Sibling(Struct, frozen=True):
    """The first line of an entry, offsets of its tokens relative to `text`."""

    line: int
    text: str
    tokens: tuple[Token, ...]


class Siblings(Struct, frozen=True):
    """`lead` is the text of the line above, `lead_line` its line, 0 where there is none."""

    kind: str
    lead: str
    lead_line: int
    section: int | None
    entries: tuple[Sibling, ...]


def siblings_of(roadmap: Roadmap) -> tuple[Siblings, ...]:
    """All of them with a token in each line; `roadmap` with its tokens."""
    blocks = roadmap.document.blocks
    found: dict[tuple[str, int], list[Sibling]] = {}
    above = -1
    for block in blocks:
        if block.kind == "item":
            at = ("item", block.parent if block.parent is not None else above)
            found.setdefault(at, []).append(_first_line(roadmap, block))
        else:
            above = block.index
        if block.kind == "heading":
            found.setdefault(("heading", -1 if block.section is None else block.section), []).append(_first_line(roadmap, block))
    groups = [_group(blocks, kind, at, entries) for (kind, at), entries in found.items()]
    fences = (group for block in blocks if block.kind == "fence" for group in _in_fence(roadmap, block))
    return tuple(group for group in (*groups, *fences) if len(group.entries) >= FEWEST)


def _group(blocks: Sequence[Block], kind: str, at: int, entries: Sequence[Sibling]) -> Siblings:
    lead = blocks[at] if at >= 0 and blocks[at].kind in ("heading", "paragraph", "item") else None
    text = lead.text.split("\n")[-1 if lead.kind == "paragraph" else 0] if lead else ""
    line = (lead.end_line if lead.kind == "paragraph" else lead.line) if lead else 0
    section = (lead.index if lead.kind == "heading" else lead.section) if lead else None
    return Siblings(kind, text, line, section, tuple(entries))


def _first_line(roadmap: Roadmap, block: Block) -> Sibling:
    text = block.text.split("\n", 1)[0]
    tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
    return Sibling(block.line, text, tuple(token for token in tokens if token.end <= len(text)) if tokens else ())


def _in_fence(roadmap: Roadmap, block: Block) -> Iterator[Siblings]:
    """Lines of one indentation without a line of a smaller one between them, below the line that stands above them."""
    tokens = roadmap.tokens[block.index] if block.index < len(roadmap.tokens) else ()
    if not tokens:
        return
    open_groups: list[tuple[int, Sibling | None, list[Sibling]]] = []
    last: Sibling | None = None
    start = 0
    for at, text in enumerate(block.text.split("\n")):
        own = tuple(token.moved(-start) for token in tokens if start <= token.start and token.end <= start + len(text))
        start += len(text) + 1
        depth = _indent(text) if text.strip() else -1
        while open_groups and depth < open_groups[-1][0]:
            _, lead, entries = open_groups.pop()
            yield _below(block, lead, entries)
        if depth < 0:
            last = None
            continue
        sibling = Sibling(block.line + at, text, own)
        if not open_groups or depth > open_groups[-1][0]:
            open_groups.append((depth, last, []))
        open_groups[-1][2].append(sibling)
        last = sibling
    for _, lead, entries in open_groups:
        yield _below(block, lead, entries)


def _below(block: Block, lead: Sibling | None, entries: Sequence[Sibling]) -> Siblings:
    return Siblings("fence", lead.text if lead else "", lead.line if lead else 0, block.section, tuple(entries))


def _indent(text: str) -> int:
    match = INDENT.match(text)
    return len(match[0].replace("\t", "    ")) if match else 0
