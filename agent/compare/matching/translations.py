"""Two documents that are one text in two languages: the same headings in the same order, with the same numbers and signs in them.

Then an item is the counterpart of the one that stands in the same place, whatever either is called: no dictionary is needed.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from agent.expressions import expression
from agent.model.document import Block
from agent.model.roadmap import Item, Roadmap

PARALLEL = 0.9  # share of headings that must stand in the same order; of unrelated plans the most alike reach 0.85
FEWEST_TELLING = 6  # headings among them with a number or a sign: levels alone repeat in any two plans
NUMBER = expression(r"\d+(?:[.,]\d+)*")


def counterparts(one: Roadmap, other: Roadmap) -> Mapping[str, str]:
    """Which item of one is which of the other, by their keys; nothing where both are in one language or no translations."""
    if one.language == other.language:
        return {}
    left, right = _headings(one), _headings(other)
    pairs = _aligned(left, right)
    telling = sum(bool(_signs(left[at].text)) for at, _ in pairs)
    if 2 * len(pairs) < PARALLEL * (len(left) + len(right)) or telling < FEWEST_TELLING:
        return {}
    return dict(_matched(_placed(one, left), _placed(other, right), pairs))


def _headings(roadmap: Roadmap) -> list[Block]:
    return [block for block in roadmap.document.blocks if block.kind == "heading"]


def _aligned(left: Sequence[Block], right: Sequence[Block]) -> list[tuple[int, int]]:
    """The longest run of headings of one level with the same numbers and signs, in the order of both."""
    from rapidfuzz.distance import Indel

    one, other = ([(block.depth, _signs(block.text)) for block in headings] for headings in (left, right))
    equal = [step for step in Indel.opcodes(one, other) if step.tag == "equal"]
    return [(step.src_start + at, step.dest_start + at) for step in equal for at in range(step.src_end - step.src_start)]


def _signs(text: str) -> tuple[str, ...]:
    """What a translator leaves alone: numbers and pictures."""
    return tuple(sorted([*NUMBER.findall(text), *(sign for sign in text if unicodedata.category(sign) == "So")]))


def _placed(roadmap: Roadmap, headings: Sequence[Block]) -> dict[tuple[int, int], Item]:
    """Items by the heading above them (the number of those up to there) and how many lines below it they stand."""
    lines = [block.line for block in headings]
    found: dict[tuple[int, int], Item] = {}
    for item in roadmap.items:
        at = bisect_right(lines, item.span.line) - 1
        if at >= 0:
            found.setdefault((at, item.span.line - lines[at]), item)
    return found


def _matched(
    left: Mapping[tuple[int, int], Item], right: Mapping[tuple[int, int], Item], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[str, str]]:
    heading = dict(pairs)
    for (at, below), item in left.items():
        other = right.get((heading[at], below)) if at in heading else None
        if other is not None and _signs(item.title) == _signs(other.title) and (item.kind == "phase") == (other.kind == "phase"):
            yield item.key, other.key
