"""The documents of one run, each read once, however many questions are asked about them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent.errors import DocumentError

if TYPE_CHECKING:
    from agent.model.document import ReadFailure, Reading
    from agent.model.roadmap import Roadmap
    from agent.ports import Search


class Library:
    """Roadmaps and searches over them by the paths that were asked for. Keeps what it has read for its own lifetime."""

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = (), stdin: bytes | None = None) -> None:
        self._include, self._exclude, self._stdin = tuple(include), tuple(exclude), stdin
        self._readings: dict[tuple[str, ...], tuple[Roadmap, ...]] = {}
        self._roadmaps: dict[str, Roadmap] = {}
        self._searches: dict[tuple[str, ...], Search] = {}
        self._failures: dict[str, ReadFailure] = {}

    @property
    def failures(self) -> tuple[ReadFailure, ...]:
        """What could not be read so far, by path."""
        return tuple(self._failures[path] for path in sorted(self._failures))

    def roadmaps(self, paths: Sequence[str]) -> tuple[Roadmap, ...]:
        """The roadmaps at these paths (files, folders, globs, `-`), sorted.

        Raises DocumentError when not one of them could be read.
        """
        key = tuple(paths)
        if key not in self._readings:
            self._readings[key] = self._read(key)
        return self._readings[key]

    def search(self, paths: Sequence[str]) -> Search:
        """A search over just these paths, which needs no index and no embedder."""
        from agent.index import index_roadmaps

        key = tuple(paths)
        if key not in self._searches:
            self._searches[key] = index_roadmaps(self.roadmaps(key))
        return self._searches[key]

    def _read(self, paths: tuple[str, ...]) -> tuple[Roadmap, ...]:
        known = [self._roadmaps.get(path) for path in sorted(set(paths))]
        if all(known):
            return tuple(roadmap for roadmap in known if roadmap is not None)
        reading = self._open(paths)
        if not reading.documents:
            raise _nothing_read(reading.failures, paths)
        self._failures.update({failure.path: failure for failure in reading.failures})
        return tuple(self._extracted(reading))

    def _open(self, paths: tuple[str, ...]) -> Reading:
        from agent.documents import read_paths

        return read_paths(paths, include=self._include, exclude=self._exclude, stdin=self._stdin)

    def _extracted(self, reading: Reading) -> list[Roadmap]:
        from agent.extract import extract

        for document in reading.documents:
            if document.path not in self._roadmaps:
                self._roadmaps[document.path] = extract(document)
        return [self._roadmaps[document.path] for document in reading.documents]


def _nothing_read(failures: Sequence[ReadFailure], paths: Sequence[str]) -> DocumentError:
    if not failures:
        return DocumentError("no roadmap found", where=", ".join(paths), remedy="name a Markdown, text, CSV, HTML, office or PDF file")
    first = failures[0]
    more = f" ({len(failures) - 1} more could not be read)" if len(failures) > 1 else ""
    return DocumentError(first.reason + more, where=first.path, remedy=first.remedy)
