"""Two readings of one plan with what connects them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.review.diff import LineMap


@dataclass(frozen=True, slots=True)
class Sides:
    """A document before and after; `keys` are the old keys of items by which their new ones are found."""

    path: str
    before: Roadmap
    after: Roadmap
    keys: Mapping[str, str]
    lines: LineMap

    def touches(self, old: Span, new: Span) -> bool:
        """Whether the change removed a line of the old place or wrote one of the new."""
        return overlaps([old], self.lines.deleted) or overlaps([new], self.lines.added)


def overlaps(spans: Iterable[Span], lines: frozenset[int]) -> bool:
    """Whether one of the places has one of the lines."""
    return any(line in lines for span in spans for line in range(span.line, span.end_line + 1))
