"""Which line of one version is which of the other."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agent.model.span import Span

# Beyond this many pairs of lines, two texts are taken to have no line in common.
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

    def removed(self, spans: Iterable[Span]) -> bool:
        """Whether one of these places of the old text has a line that was removed or rewritten."""
        return overlaps(spans, self.deleted)

    def wrote(self, spans: Iterable[Span]) -> bool:
        """Whether one of these places of the new text has a line that is new."""
        return overlaps(spans, self.added)


def map_of_texts(before: Sequence[str], after: Sequence[str]) -> LineMap:
    """The line map of two texts, by their longest common subsequence of lines."""
    from rapidfuzz.distance import Indel

    if len(before) * len(after) > MOST_PAIRS:
        return map_of_regions([(1, len(before) + 1, 1, len(after) + 1)])
    steps = [(s.src_start + 1, s.src_end + 1, s.dest_start + 1, s.dest_end + 1) for s in Indel.opcodes(before, after) if s.tag != "equal"]
    return map_of_regions(_joined(steps))


def map_of_regions(regions: Iterable[Region]) -> LineMap:
    """The line map of two texts that differ in these regions alone, given in their order."""
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


def overlaps(spans: Iterable[Span], lines: frozenset[int]) -> bool:
    """Whether one of the places has one of the lines."""
    return any(line in lines for span in spans for line in range(span.line, span.end_line + 1))


def _joined(steps: Iterable[Region]) -> list[Region]:
    """Neighbouring removals and insertions as one region."""
    joined: list[Region] = []
    for step in steps:
        if joined and joined[-1][1] == step[0] and joined[-1][3] == step[2]:
            joined[-1] = (joined[-1][0], step[1], joined[-1][2], step[3])
        else:
            joined.append(step)
    return joined
