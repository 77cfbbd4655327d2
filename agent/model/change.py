"""A proposed change of files, as a repository or a code host tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from msgspec import Struct


class FileChange(Struct, frozen=True):
    """One file of a change. `old_path` is "" for a new file, `path` the new path, or the old one when the file is removed.

    `old_blob` and `blob` are git's names of the contents, "" where there is none.
    """

    path: str
    old_path: str
    old_blob: str
    blob: str

    @property
    def added(self) -> bool:
        return not self.old_path

    @property
    def removed(self) -> bool:
        return not self.blob


class TreeEntry(Struct, frozen=True):
    """A regular file at a commit; `size` in bytes."""

    path: str
    blob: str
    size: int


class Change(Struct, frozen=True):
    """What is proposed: `base` is the merge base the diff starts from, `target` the tip of the branch it goes to, `head` its last commit.

    `files` are all changed regular files, sorted by path; links and submodules are no files.
    """

    base: str
    target: str
    head: str
    files: tuple[FileChange, ...]


class Hunk(Struct, frozen=True):
    """A part of a diff: `kinds` has one of " ", "+", "-" for each of its lines, in order; line numbers are 1-based."""

    old_start: int
    new_start: int
    kinds: str

    @property
    def new_end(self) -> int:
        """The last line on the new side; before `new_start` when it has none."""
        return self.new_start + len(self.kinds) - self.kinds.count("-") - 1

    @property
    def added(self) -> tuple[int, ...]:
        """Lines of the new side that the change wrote."""
        shown = self.kinds.replace("-", "")
        return tuple(line for line, kind in enumerate(shown, self.new_start) if kind == "+")


@dataclass(frozen=True)
class Patch:
    """The diff of one file, hunks in order. Not slotted: what is derived from it is kept on it."""

    hunks: tuple[Hunk, ...] = ()

    @cached_property
    def added(self) -> frozenset[int]:
        """Lines of the new side that the change wrote."""
        return frozenset(line for hunk in self.hunks for line in hunk.added)

    def hunk_at(self, line: int) -> Hunk | None:
        """The hunk that shows a line of the new side."""
        return next((hunk for hunk in self.hunks if hunk.new_start <= line <= hunk.new_end), None)
