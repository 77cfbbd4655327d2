"""Groups whose members carry numbers in brackets: "Engineering (50)" above "Backend (32)" and "Mobile (18)"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block, Document
from agent.rules.reading.entries import BRACKETS, INDENT, MARKS

MORE = r"additional|new|more|neue?|weitere|nov[oa]s|nuev[oa]s|nouve\w{1,6}"
COUNTED = expression(rf"(?P<name>[^()（）\[\]:：\n]{{2,60}}?)[ *_]*[(（](?P<count>\d{{1,4}})(?: (?:{MORE}))?[)）]")
LEADING = expression(r"\s*\+?(\d{1,3}) ?[x×]? +[^\W\d]")  # "6 Backend engineers", "2 UX, 1 designer"
TREE = expression(r"[├└]")
FEWEST = 2


class Head(Struct, frozen=True):
    """A line of a list or tree that may carry a number; `depth` grows with indentation."""

    line: int
    depth: int
    name: str
    count: int | None
    bracketed: bool = True


class Group(Struct, frozen=True):
    """What a line or heading says that its members are, and the members right below it."""

    line: int
    name: str
    count: int
    members: tuple[Head, ...]


def heads_in(block: Block) -> tuple[Head, ...]:
    """The lines of a list entry or of a tree in a fence."""
    if block.kind == "item":
        return (_head(block.text.split("\n")[0], block.line, block.depth * 4),)
    if block.kind != "fence" or not TREE.search(block.text):
        return ()
    lines = [(at, text) for at, text in enumerate(block.text.split("\n")) if text.strip(" │|\t")]
    return tuple(_head(text, block.line + at, _depth(text)) for at, text in lines)


def _depth(text: str) -> int:
    match = INDENT.match(text)
    return len(match[0]) if match else 0


def _head(text: str, line: int, depth: int) -> Head:
    plain = MARKS.sub("", text)
    match = COUNTED.match(plain)
    if match:
        return Head(line, depth, match["name"].strip(" *_"), int(match["count"]))
    parts = [LEADING.match(part) for part in BRACKETS.sub("", plain).split(",")]
    return Head(line, depth, plain.strip(), sum(int(part[1]) for part in parts if part) if all(parts) else None, bracketed=False)


def groups_in(heads: Sequence[Head]) -> Iterator[Group]:
    """Lines with a number in brackets whose members have one, every one of them."""
    for at, head in enumerate(heads):
        members = members_of(heads, at) if head.count is not None and head.bracketed else ()
        if head.count is not None and len(members) >= FEWEST and all(m.count is not None and m.bracketed for m in members):
            yield Group(head.line, head.name, head.count, members)


def members_of(heads: Sequence[Head], at: int) -> tuple[Head, ...]:
    """The lines one level below a line."""
    below: list[Head] = []
    for head in heads[at + 1 :]:
        if head.depth <= heads[at].depth:
            break
        below.append(head)
    return outermost(below)


def outermost(heads: Sequence[Head]) -> tuple[Head, ...]:
    least = min((head.depth for head in heads), default=0)
    return tuple(head for head in heads if head.depth == least)


def section_heads(document: Document, heading: Block) -> tuple[tuple[Head, ...], ...]:
    """The lists and trees below a heading, its subsections included: all list entries as one, each tree by itself."""
    entries: list[Head] = []
    trees: list[tuple[Head, ...]] = []
    for block in document.below(heading):
        heads = heads_in(block)
        if block.kind == "item":
            entries += heads
        elif heads:
            trees.append(heads)
    return tuple(trees) if trees else (tuple(entries),)
