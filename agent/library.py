"""The documents of one run, each read once, however many questions are asked about them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, overload

from agent.errors import DocumentError

if TYPE_CHECKING:
    from datetime import date

    from agent.model.document import ReadFailure, Reading
    from agent.model.finding import Finding
    from agent.model.roadmap import Roadmap
    from agent.ports import Search


class FindingsWhenAsked(Sequence["Finding"]):
    """Findings that are looked for only when someone looks at them: few questions do."""

    def __init__(self, find: Callable[[], tuple[Finding, ...]]) -> None:
        self._find = find
        self._found: tuple[Finding, ...] | None = None

    def _all(self) -> tuple[Finding, ...]:
        if self._found is None:
            self._found = self._find()
        return self._found

    @overload
    def __getitem__(self, index: int) -> Finding: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Finding, ...]: ...
    def __getitem__(self, index: int | slice) -> Finding | tuple[Finding, ...]:
        return self._all()[index]

    def __len__(self) -> int:
        return len(self._all())


class Library:
    """Roadmaps and searches over them by the paths that were asked for. Keeps what it has read for its own lifetime."""

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = (), stdin: bytes | None = None) -> None:
        self._include, self._exclude, self._stdin = tuple(include), tuple(exclude), stdin
        self._readings: dict[tuple[str, ...], tuple[Roadmap, ...]] = {}
        self._roadmaps: dict[str, Roadmap] = {}
        self._searches: dict[tuple[str, ...], Search] = {}
        self._findings: dict[tuple[str, ...], Sequence[Finding]] = {}
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

    def findings(self, paths: Sequence[str], today: date) -> Sequence[Finding]:
        """What `check` finds in these paths, looked for on first use."""
        key = tuple(paths)
        if key not in self._findings:
            self._findings[key] = FindingsWhenAsked(lambda: self._check(key, today))
        return self._findings[key]

    def _check(self, paths: tuple[str, ...], today: date) -> tuple[Finding, ...]:
        from agent.rules import check

        return check(self.roadmaps(paths), today=today)

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
