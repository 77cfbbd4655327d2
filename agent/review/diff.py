"""Diffs as values: unified patches, and the line map that one proves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.change import Hunk, Patch
from agent.versions.lines import LineMap, Region, map_of_regions

HUNK_HEADER = expression(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")


def parse_patch(text: str) -> Patch | None:
    """The hunks of a unified diff of one file; what stands before the first `@@` is skipped. None when it is cut short or malformed.

    Lines end with LF alone, as git counts them.
    """
    lines = text.split("\n")
    hunks: list[Hunk] = []
    at, old_end, new_end = 0, 0, 0
    while at < len(lines):
        header = HUNK_HEADER.match(lines[at])
        at += 1
        if header is None:
            continue
        old, new = _count(header[2]), _count(header[4])
        kinds, at = _body(lines, at, old, new)
        hunk = Hunk(int(header[1]), int(header[3]), kinds)
        if (
            len(kinds) - kinds.count("+") != old
            or len(kinds) - kinds.count("-") != new
            or hunk.old_start < old_end
            or hunk.new_start < new_end
        ):
            return None
        old_end, new_end = hunk.old_start + old, hunk.new_start + new
        hunks.append(hunk)
    return Patch(tuple(hunks))


def map_of_patch(patch: Patch) -> LineMap:
    """The line map that a complete diff proves."""
    return map_of_regions(region for hunk in patch.hunks for region in _regions(hunk))


def _count(written: str | None) -> int:
    return 1 if written is None else int(written)


def _body(lines: Sequence[str], at: int, old: int, new: int) -> tuple[str, int]:
    """The kinds of the lines of one hunk, which ends when both counts are used up, and where it ends."""
    kinds: list[str] = []
    while (old > 0 or new > 0) and at < len(lines):
        kind = lines[at][:1] or " "  # some programs strip the blank of an empty context line
        if kind not in " +-\\":
            break
        at += 1
        if kind != "\\":  # "\ No newline at end of file" is no line
            kinds.append(kind)
            old -= kind != "+"
            new -= kind != "-"
    return "".join(kinds), at


def _regions(hunk: Hunk) -> Iterator[Region]:
    # A side without lines is numbered by the line before it.
    old = hunk.old_start + (set(hunk.kinds) <= {"+"})
    new = hunk.new_start + (set(hunk.kinds) <= {"-"})
    first_old, first_new = old, new
    for kind in (*hunk.kinds, " "):
        if kind == " ":
            if (old, new) != (first_old, first_new):
                yield first_old, old, first_new, new
            old, new = old + 1, new + 1
            first_old, first_new = old, new
        else:
            old += kind == "-"
            new += kind == "+"
