"""Both sides of a changed document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agent.model.change import Patch
from agent.model.roadmap import Roadmap
from agent.review.diff import map_of_patch
from agent.versions.lines import LineMap, map_of_texts


@dataclass(frozen=True, slots=True)
class Pair:
    """One document before and after a change, under its new path (`old_path` is "" for a new one).

    `patch` is the diff that reviewers see, None when they see no lines of it or its lines are not those of the document.
    """

    path: str
    old_path: str
    before: Roadmap | None
    after: Roadmap | None
    patch: Patch | None
    lines: LineMap


def pair(path: str, old_path: str, before: Roadmap | None, after: Roadmap | None, patch: Patch | None) -> Pair:
    """The two sides with what the diff, or else the texts, say about their lines."""
    if patch is not None:
        return Pair(path, old_path, before, after, patch, map_of_patch(patch))
    old, new = (side.document.raw_lines if side is not None else () for side in (before, after))
    return Pair(path, old_path, before, after, None, map_of_texts(old, new))


@dataclass(frozen=True, slots=True)
class Pairs:
    """The changed documents by their new path, as the places of findings know them."""

    by_path: Mapping[str, Pair]

    def place_now(self, path: str, line: int) -> tuple[str, int] | None:
        """Where an old place stands now; what replaced it, if it was rewritten; None when it is gone."""
        changed = self.by_path.get(path)
        if changed is None:
            return path, line
        line_now = changed.lines.successor(line)
        return None if line_now is None else (path, line_now)

    def rewrote(self, path: str, line: int) -> bool:
        """Whether this line of the new side took the place of an old one."""
        changed = self.by_path.get(path)
        return changed is not None and line in changed.lines.replacing

    def wrote(self, path: str, line: int) -> bool:
        """Whether the change wrote this line of the new side."""
        changed = self.by_path.get(path)
        return changed is not None and line in changed.lines.added
