"""The documents of one run, each read once, however many questions are asked about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, overload

from agent.documents import Source, Sources, read_source, sources_at
from agent.errors import DocumentError, StoreError
from agent.model.document import ReadFailure
from agent.spreading import Spread, in_turn

if TYPE_CHECKING:
    from datetime import date

    from agent.index import Index
    from agent.model.chunk import Retrieved
    from agent.model.finding import Finding
    from agent.model.roadmap import Roadmap
    from agent.ports import Search

# Up to so many documents of an index are read for every question; of more, those with the best passages.
READ_AT_ONCE = 20
PASSAGES = 60


class Library:
    """Roadmaps, searches and findings by the paths that were asked for. Keeps what it has read for its own lifetime.

    `find` says what there is to read; `search_in` makes a search over some of it; `spread` may read several documents at once.
    """

    def __init__(
        self, find: Callable[[tuple[str, ...]], Sources], search_in: Callable[[tuple[Roadmap, ...]], Search], spread: Spread = in_turn
    ) -> None:
        self._find, self._search_in, self._spread = find, search_in, spread
        self._readings: dict[tuple[str, ...], tuple[Roadmap, ...]] = {}
        self._roadmaps: dict[str, Roadmap] = {}
        self._searches: dict[tuple[str, ...], Search] = {}
        self._findings: dict[tuple[str, ...], Sequence[Finding]] = {}
        self._failures: dict[str, ReadFailure] = {}

    @property
    def failures(self) -> tuple[ReadFailure, ...]:
        """What could not be read so far, by path."""
        return tuple(self._failures[path] for path in sorted(self._failures))

    def roadmaps(self, paths: tuple[str, ...]) -> tuple[Roadmap, ...]:
        """The roadmaps at these paths, sorted.

        Raises DocumentError when not one of them could be read.
        """
        if paths not in self._readings:
            self._readings[paths] = self._read(paths)
        return self._readings[paths]

    def search(self, paths: tuple[str, ...]) -> Search:
        """A search over just these paths."""
        if paths not in self._searches:
            self._searches[paths] = SearchWhenAsked(lambda: self._search_in(self.roadmaps(paths)))
        return self._searches[paths]

    def findings(self, paths: tuple[str, ...], today: date) -> Sequence[Finding]:
        """What `check` finds in these paths, looked for on first use."""
        if paths not in self._findings:
            self._findings[paths] = FindingsWhenAsked(lambda: self._check(paths, today))
        return self._findings[paths]

    def _check(self, paths: tuple[str, ...], today: date) -> tuple[Finding, ...]:
        from agent.rules import check

        return check(self.roadmaps(paths), today=today)

    def _read(self, paths: tuple[str, ...]) -> tuple[Roadmap, ...]:
        known = [self._roadmaps.get(path) for path in sorted(set(paths))]
        if known and all(known):
            return tuple(roadmap for roadmap in known if roadmap is not None)
        found = self._find(paths)
        new = [source for source in found.sources if source.path not in self._roadmaps]
        read = self._spread(_read, new, lambda source: source.size)
        self._roadmaps.update((source.path, one) for source, one in zip(new, read, strict=True) if not isinstance(one, ReadFailure))
        roadmaps = tuple(self._roadmaps[source.path] for source in found.sources if source.path in self._roadmaps)
        failures = sorted((*found.failures, *(one for one in read if isinstance(one, ReadFailure))), key=lambda failure: failure.path)
        if not roadmaps:
            raise _nothing_read(failures, paths)
        self._failures.update({failure.path: failure for failure in failures})
        return roadmaps


def _read(source: Source) -> Roadmap | ReadFailure:
    """What a source plans, or why it cannot be read."""
    from agent.extract import extract

    document = read_source(source)
    return document if isinstance(document, ReadFailure) else extract(document)


class SearchWhenAsked:
    """A search that is made ready when something is looked for: most questions are answered from facts."""

    def __init__(self, make: Callable[[], Search]) -> None:
        self._make = make
        self._made: Search | None = None

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        """What the search finds, best first."""
        if self._made is None:
            self._made = self._make()
        return self._made.search(query, limit, paths)


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


def library_of_files(include: Sequence[str], exclude: Sequence[str], stdin: bytes | None, spread: Spread = in_turn) -> Library:
    """Files, folders, globs and `-`, searched without an index and without an embedder."""
    return Library(lambda paths: sources_at(paths, include=include, exclude=exclude, stdin=stdin), _search_of, spread)


def _search_of(roadmaps: tuple[Roadmap, ...]) -> Search:
    """Imported here, because `show` and `check` never search."""
    from agent.index import index_roadmaps

    return index_roadmaps(roadmaps)


def library_of_index(index: Index) -> Library:
    """Documents as they were indexed, whatever became of their files since, searched by words and meaning."""
    return Library(lambda paths: _indexed(index, paths), lambda roadmaps: index)


def relevant(index: Index, question: str) -> tuple[str, ...]:
    """The indexed documents that a question should be asked of: all of a few, else those with the best passages.

    Raises StoreError where there is none, as before the first documents of a long run are in.
    """
    everything = tuple(index.documents())
    if not everything:
        raise StoreError("the index holds no document yet", remedy="run: roadmap ingest PATH..., or wait for the run that fills it")
    if len(everything) <= READ_AT_ONCE:
        return everything
    best = dict.fromkeys(found.chunk.path for found in index.search(question, PASSAGES))
    return tuple(sorted(list(best)[:READ_AT_ONCE]))


def outdated(index: Index, paths: Iterable[str]) -> Iterator[str]:
    """One line for each indexed document that is not the file any more: what is cited of it stands in the text as it was indexed."""
    said = {"changed": "has changed since it was indexed", "gone": "is gone since it was indexed"}
    for path in sorted(set(paths)):
        if what := said.get(index.drift(path)):
            yield f"{path}: {what}, and the answer is from the text of then; run: roadmap ingest PATH..."


def _indexed(index: Index, paths: tuple[str, ...]) -> Sources:
    contents = ((path, index.content(path)) for path in paths)
    return Sources(tuple(Source(path, content, len(content)) for path, content in contents))


def _nothing_read(failures: Sequence[ReadFailure], paths: Sequence[str]) -> DocumentError:
    if not failures:
        return DocumentError("no roadmap found", where=", ".join(paths), remedy="name a Markdown, text, CSV, HTML, office or PDF file")
    first = failures[0]
    more = f" ({len(failures) - 1} more could not be read)" if len(failures) > 1 else ""
    return DocumentError(first.reason + more, where=first.path, remedy=first.remedy)
