"""Where a fact stands in its file."""

from __future__ import annotations

from msgspec import Struct


class Span(Struct, frozen=True, order=True):
    """Lines `line`..`end_line` (1-based, both included) of the original file as an editor shows them.

    `quote` stands verbatim in those lines of the raw file (lines joined with a newline). For converted formats the lines are
    those of the converted text and `locator` says where that is in the original: `sheet!B7`, `slide 4`, `page 2`.
    """

    path: str
    line: int
    end_line: int
    quote: str
    locator: str = ""
