"""Documents with a change in them: planted twins, and both sides of a change that is reviewed."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from agent.model.change import Change, FileChange, TreeEntry
from evals.cases import Edit, Rewrite
from evals.product import Documents
from evals.suite import lines_of

BASE, HEAD = "base", "head"
CONTEXT = 3  # unchanged lines around a change, as git shows them


def edited(documents: Documents, edits: Sequence[Edit | Rewrite]) -> Mapping[str, bytes]:
    """The documents that the edits touch, with the edits in them; edits of one document name lines of its text before any of them."""
    changed = {}
    for name in sorted({edit.document for edit in edits}):
        lines: list[str] = list(lines_of(documents[name], name))
        own = [edit for edit in edits if edit.document == name]
        for edit in sorted(own, key=lambda one: -one.line):
            after = [] if edit.new is None else lines[edit.line - 1].replace(edit.old, edit.new, 1).split("\n")
            lines[edit.line - 1 : edit.line] = after
        changed[name] = ("\n".join(lines) + "\n").encode()
    return changed


@dataclass(frozen=True)
class InMemoryChange:
    """Implements `agent.ports.ChangeSource`: two versions of the same documents, without a repository."""

    base: Documents
    head: Documents

    def change(self) -> Change:
        """The documents that differ."""
        names = sorted(name for name in self.base if self.base[name] != self.head[name])
        return Change(BASE, BASE, HEAD, tuple(self._file(name) for name in names))

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """All documents of one side."""
        side = self.base if commit == BASE else self.head
        return tuple(TreeEntry(name, _name(side[name]), len(side[name])) for name in sorted(side))

    def blob(self, name: str) -> bytes:
        """The contents of that name."""
        return next(data for side in (self.base, self.head) for data in side.values() if _name(data) == name)

    def patch(self, file: FileChange) -> str | None:
        """The unified diff of a document."""
        before, after = (lines_of(side[file.path], file.path) for side in (self.base, self.head))
        return "\n".join(difflib.unified_diff(before, after, n=CONTEXT, lineterm=""))

    def _file(self, name: str) -> FileChange:
        return FileChange(name, name, _name(self.base[name]), _name(self.head[name]))


def _name(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
