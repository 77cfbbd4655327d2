"""Diffs as values: unified patches, and which line of the old text is which of the new."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.model.change import Hunk, Patch

HUNK_HEADER = re.compile(r"@@ -(\d{1,9})(?:,(\d{1,9}))? \+(\d{1,9})(?:,(\d{1,9}))? @@")
# Beyond this many pairs of lines, two texts without a patch are taken to have no line in common.
MOST_PAIRS = 400_000_000

Region = tuple[int, int, int, int]  # a changed region: first old line, the one after its last, the same of the new side


@dataclass(frozen=True, slots=True)
class LineMap:
    """Which lines of two texts are the same. `added` are new lines, `deleted` old ones.

    `rewritten` pairs the first line of a removed stretch with the first of the one that took its place, the second with the second,
    and so on; `replacing` are the new lines of these pairs. `starts` and `shifts`: from an old line `starts[i]` on, unchanged lines
    stand `shifts[i]` further down.
    """

    added: frozenset[int]
    deleted: frozenset[int]
    rewritten: Mapping[int, int]
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)
    replacing: frozenset[int] = frozenset()

    def now(self, line: int) -> int | None:
        """Where an old line stands now; None when it was removed or rewritten."""
        return None if line in self.deleted else line + self.shifts[bisect_right(self.starts, line) - 1]

    def successor(self, line: int) -> int | None:
        """Where an old line stands now, or the line that was written in its place; None when it is gone."""
        return self.rewritten.get(line) if line in self.deleted else self.now(line)


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
    return _map(region for hunk in patch.hunks for region in _regions(hunk))


def map_of_texts(before: Sequence[str], after: Sequence[str]) -> LineMap:
    """The line map of two texts, by their longest common subsequence of lines."""
    from rapidfuzz.distance import Indel

    if len(before) * len(after) > MOST_PAIRS:
        return _map([(1, len(before) + 1, 1, len(after) + 1)])
    steps = [(s.src_start + 1, s.src_end + 1, s.dest_start + 1, s.dest_end + 1) for s in Indel.opcodes(before, after) if s.tag != "equal"]
    return _map(_joined(steps))


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


def _joined(steps: Iterable[Region]) -> list[Region]:
    """Neighbouring removals and insertions as one region."""
    joined: list[Region] = []
    for step in steps:
        if joined and joined[-1][1] == step[0] and joined[-1][3] == step[2]:
            joined[-1] = (joined[-1][0], step[1], joined[-1][2], step[3])
        else:
            joined.append(step)
    return joined


def _map(regions: Iterable[Region]) -> LineMap:
    added: set[int] = set()
    deleted: set[int] = set()
    rewritten: dict[int, int] = {}
    starts, shifts = [0], [0]
    for old, old_end, new, new_end in regions:
        deleted.update(range(old, old_end))
        added.update(range(new, new_end))
        rewritten.update(zip(range(old, old_end), range(new, new_end), strict=False))
        starts.append(old_end)
        shifts.append(new_end - old_end)
    return LineMap(frozenset(added), frozenset(deleted), rewritten, tuple(starts), tuple(shifts), frozenset(rewritten.values()))
