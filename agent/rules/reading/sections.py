"""Lists under a heading or label that says what they hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.model.document import Block
from agent.model.roadmap import Roadmap

MEASURE = expression(r"[^:\n]{3,60}:\s*[<>≥≤~=+-]?\s*[^\d\n:]{0,12}\d[^\n:]{0,24}")
FEWEST = 3
LONGEST_NAME = 6
Listed = tuple[Block, tuple[Block, ...]]


def measure_lists(lists: Sequence[Listed]) -> tuple[Listed, ...]:
    """The lists of measures: what names each, and its top entries."""
    beside = {_last_word(lead) for lead, entries in lists if lead.kind == "heading" and _is_measured(entries)} - {""}
    return tuple(
        (lead, entries)
        for lead, entries in lists
        if topic_of(_name(lead)) == "metrics" or (lead.kind == "heading" and _last_word(lead) in beside and _is_short(entries))
    )


def _is_measured(entries: tuple[Block, ...]) -> bool:
    """Whether every entry is a name with a figure behind a colon ("Uptime: 99.9%"): the list shows what its neighbours should give."""
    return len(entries) >= FEWEST and all(MEASURE.fullmatch(entry.text.strip()) for entry in entries)


def _is_short(entries: tuple[Block, ...]) -> bool:
    """Whether the entries are names and no work: no boxes, few words."""
    return all(entry.checked is None and len(entry.text.split()) <= LONGEST_NAME for entry in entries)


def _last_word(lead: Block) -> str:
    """The last word of "Technical figures": neighbours that share it are lists of one kind."""
    words = _name(lead).casefold().split()
    return words[-1] if len(words) > 1 and words[-1].isalpha() else ""


def lists_of(roadmap: Roadmap) -> tuple[Listed, ...]:
    """Every list with what names it: a label that encloses it, the line above it, or its heading."""
    return tuple(_lists(roadmap.document.blocks))


def _lists(blocks: tuple[Block, ...]) -> Iterator[Listed]:
    children: dict[int, list[Block]] = {}
    for block in blocks:
        if block.kind == "item" and block.parent is not None:
            children.setdefault(block.parent, []).append(block)
    run: list[Block] = []
    lead: Block | None = None
    for block in blocks:
        if block.kind == "item" and block.parent is None:
            run.append(block)
            continue
        if block.kind == "item":
            continue
        if lead is not None and run:
            yield lead, tuple(run)
        run, lead = [], block if block.kind == "heading" or _is_label(block) else None
    if lead is not None and run:
        yield lead, tuple(run)
    for at, below in children.items():
        if _is_label(blocks[at]):
            yield blocks[at], tuple(below)


def _is_label(block: Block) -> bool:
    """Whether a paragraph or entry is nothing but the name of what follows: it ends with a colon or is bold throughout."""
    text = block.text.strip()
    if block.kind not in ("paragraph", "item") or not text or "\n" in text or len(text) > 80:
        return False
    return text.endswith((":", "：")) or any(end - start >= len(text) - 1 for start, end in block.bold)


def _name(lead: Block) -> str:
    return lead.text.strip().rstrip(":：").strip()
