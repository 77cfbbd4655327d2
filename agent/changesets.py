"""Both sides of a proposed change, read: trees, small settings files, documents. Each content is fetched and understood once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from agent.errors import DocumentError, SettingsError

if TYPE_CHECKING:
    from agent.model.change import Change, FileChange, Patch, TreeEntry
    from agent.model.roadmap import Roadmap
    from agent.ports import ChangeSource
    from agent.review import Pair

MOST_READ = 30_000_000  # bytes of all changed documents, both sides
MOST_SETTINGS = 5_000_000  # bytes of a settings file or a baseline
# Formats whose lines are those of the file itself; those of converted ones stand in no diff.
LINED = frozenset(("markdown", "text", "csv", "html"))


class Trees:
    """The file lists of commits, each asked for once."""

    def __init__(self, source: ChangeSource) -> None:
        self._source = source
        self._trees: dict[str, dict[str, TreeEntry]] = {}

    def entries(self, commit: str) -> dict[str, TreeEntry]:
        """The regular files at a commit, by path."""
        if commit not in self._trees:
            self._trees[commit] = {entry.path: entry for entry in self._source.tree(commit)}
        return self._trees[commit]

    def text(self, commit: str, path: str) -> str | None:
        """The text of a small file, None when there is none. Raises SettingsError when it is large or no text."""
        entry = self.entries(commit).get(path)
        if entry is None:
            return None
        if entry.size > MOST_SETTINGS:
            raise SettingsError(f"is over {MOST_SETTINGS / 1e6:.0f} MB", where=path, remedy="keep settings and baselines small")
        try:
            return self._source.blob(entry.blob).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise SettingsError("is no UTF-8 text", where=path, remedy="save it as UTF-8 on the target branch") from error


class SideReader:
    """Reads documents of a change, up to a number of bytes. `unread` are those that are not read, with the reason."""

    def __init__(self, source: ChangeSource, trees: Trees, change: Change) -> None:
        self._source, self._trees, self._change = source, trees, change
        self._left = MOST_READ
        self._roadmaps: dict[tuple[str, str], Roadmap | None] = {}
        self._lines: dict[tuple[str, str], int] = {}
        self.unread: dict[str, str] = {}

    def pair(self, file: FileChange) -> Pair | None:
        """Both sides of a changed file under its new path; None when a side that exists cannot be read, or neither says anything."""
        from agent.review import pair

        try:
            self._spend(file)
            before = self._roadmap(file.old_blob, file.path) if file.old_path else None
            after = self._roadmap(file.blob, file.path) if not file.removed else None
        except DocumentError as error:
            self.unread[file.path] = error.what
            return None
        if before is None and after is None:
            return None
        return pair(file.path, file.old_path, before, after, self._patch(file, before, after))

    def unchanged(self, entry: TreeEntry) -> Roadmap | None:
        """A document that the change leaves alone; None when it cannot be read, which is its own affair."""
        try:
            return self._roadmap(entry.blob, entry.path)
        except DocumentError:
            return None

    def _spend(self, file: FileChange) -> None:
        """Take the size of both sides from what may still be read. Raises DocumentError when it is too much."""
        sides = ((self._change.base, file.old_path), (self._change.head, "" if file.removed else file.path))
        size = sum(entry.size for commit, path in sides if (entry := self._trees.entries(commit).get(path)) is not None)
        if size > self._left:
            raise DocumentError(f"together with the others it is over the limit of {MOST_READ // 1_000_000} MB", where=file.path)
        self._left -= size

    def _roadmap(self, blob: str, path: str) -> Roadmap | None:
        """The roadmap in some contents, None when they are blank. Raises DocumentError."""
        if (blob, path) not in self._roadmaps:
            data = self._source.blob(blob)
            self._lines[blob, path] = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
            self._roadmaps[blob, path] = _extracted(data, path) if data.strip() else None
        return self._roadmaps[blob, path]

    def _patch(self, file: FileChange, before: Roadmap | None, after: Roadmap | None) -> Patch | None:
        """The diff, where its lines are those of the documents (a file may have line ends that git does not count)."""
        from agent.review import parse_patch

        for side, blob in ((before, file.old_blob), (after, file.blob)):
            if side is None:
                continue
            if side.document.format not in LINED or side.document.locators or len(side.document.raw_lines) != self._lines[blob, file.path]:
                return None
        text = self._source.patch(file)
        return parse_patch(text) if text is not None else None


def _extracted(data: bytes, path: str) -> Roadmap:
    from agent.documents import read_bytes
    from agent.extract import extract

    return extract(read_bytes(data, path))
