"""Check boxes and ticks, and the items whose scope they stand in."""

from __future__ import annotations

from bisect import bisect_left

from msgspec import Struct

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.statuses import status_words
from agent.model.document import Block
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span

LONGEST_STATE = 24  # letters
TICK = expression(r"\W{0,6}(?:\d{1,3}[.)]\s{0,3})?[✅☑✔✓]\ufe0f?")  # behind the mark of a list, and its number


class Boxes(Struct, frozen=True):
    """The check boxes in an item's lines, in order."""

    item: Item
    checked: tuple[Block, ...]
    unchecked: tuple[Block, ...]

    @property
    def count(self) -> int:
        return len(self.checked) + len(self.unchecked)


def boxes_of(roadmap: Roadmap) -> tuple[Boxes, ...]:
    """Every item that has check boxes in its lines; the item's own box is not counted."""
    boxed = [block for block in roadmap.document.blocks if block.checked is not None and not names_state(block.text)]
    if not boxed:
        return ()
    starts = [block.line for block in boxed]
    found = []
    for item in roadmap.items:
        inside = boxed[bisect_left(starts, item.span.line) : bisect_left(starts, item.end_line + 1)]
        inside = [block for block in inside if block.line != item.span.line]
        if inside:
            found.append(Boxes(item, tuple(b for b in inside if b.checked), tuple(b for b in inside if not b.checked)))
    return tuple(found)


def names_state(text: str) -> bool:
    """Whether a box bears nothing but a state ("[ ] Not started"): it explains the boxes, or is one to choose from."""
    folded = fold(text).strip(" *_.")
    state = status_words().match(folded, 0) if folded and len(folded) <= LONGEST_STATE else None
    return state is not None and state[1] == len(folded)


def is_ticked(block: Block) -> bool:
    """Whether an entry is marked done: by its box, or by a tick in front."""
    return bool(block.checked) or (block.checked is None and bool(TICK.match(block.text)))


def box_span(roadmap: Roadmap, block: Block) -> Span:
    """The first line of a box's text."""
    return roadmap.document.span(block.line)
