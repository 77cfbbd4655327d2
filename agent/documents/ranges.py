"""Ranges of a text that stay where they belong when parts of the text are cut out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from msgspec import Struct

from agent.expressions import expression

Ranges = tuple[tuple[int, int], ...]

_EDGES = expression(r"^[^\S\n]+|(?<=\S)[^\S\n]+$", re.MULTILINE)


class Cuts(Struct, frozen=True):
    """Parts [start, end) of a text to take out, in order and apart from each other."""

    spans: Ranges

    def text(self, text: str) -> str:
        parts, at = [], 0
        for start, end in self.spans:
            parts.append(text[at:start])
            at = end
        parts.append(text[at:])
        return "".join(parts)

    def offset(self, offset: int) -> int:
        """Where an offset of the old text is in the new one."""
        before = bisect_right(self.spans, (offset, -1))
        return offset - sum(min(end, offset) - start for start, end in self.spans[:before])

    def ranges(self, ranges: Iterable[tuple[int, int]]) -> Ranges:
        moved = ((self.offset(start), self.offset(end)) for start, end in ranges)
        return tuple(sorted((start, end) for start, end in moved if start < end))


def within(ranges: Iterable[tuple[int, int]], start: int, length: int) -> Ranges:
    """Ranges of a text as ranges of the part of it that begins at `start` and is `length` long."""
    moved = ((max(0, first - start), min(length, last - start)) for first, last in ranges)
    return tuple((first, last) for first, last in moved if first < last)


def edge_spaces(text: str) -> Cuts:
    """The white space at the ends of each line; lines of white space alone are left with none."""
    if text.isalnum() or not _EDGES.search(text):
        return Cuts(())
    return Cuts(tuple(found.span() for found in _EDGES.finditer(text) if found[0]))
