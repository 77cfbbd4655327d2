"""An index on disk: documents, their chunks, words and vectors, kept whole through kills, damage and other processes."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from fnmatch import fnmatch
from pathlib import Path
from types import TracebackType
from typing import Literal

from msgspec import Struct

from agent.errors import StoreError
from agent.index.database import storage_errors
from agent.index.ownership import LOCK_SECONDS
from agent.index.searching import Searcher
from agent.index.status import Status, status_of
from agent.index.storage import Say, Storage
from agent.index.writing import Ingested, Progress, Source, Writer
from agent.model.chunk import Retrieved
from agent.ports import Embedder, VectorStores

# "elsewhere": the file cannot be looked at from here, as where an index is shared between machines.
Drift = Literal["none", "changed", "gone", "elsewhere"]


class Plan(Struct, frozen=True):
    """What an ingest has to do: paths to read, paths that are indexed as they are, indexed paths that are gone."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


class Index:
    """Implements `ports.Search`. Opened by `Index.for_writing` or `Index.for_reading`; a context manager that closes what it opened.

    Every method raises StoreError, in one line with what to do, when disk, store or another process stands in the way.
    """

    def __init__(self, storage: Storage, embedder: Embedder) -> None:
        self._storage, self._embedder = storage, embedder

    @classmethod
    def for_writing(
        cls,
        folder: Path,
        embedder: Embedder,
        stores: VectorStores,
        *,
        rebuild: bool = False,
        say: Say = lambda line: None,
        seconds: float = LOCK_SECONDS,
    ) -> Index:
        """The index in `folder`, made when there is none, owned by this process until closed.

        What an interrupted run or damage left is put right first, with a line to `say`. `rebuild` starts afresh and keeps only the vectors
        already paid for. Raises StoreError when another process owns the index after `seconds`, or when it was made otherwise.
        """
        storage = Storage(folder, embedder, stores, say)
        with storage_errors(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            storage.open_for_writing(seconds, afresh=rebuild)
        return cls(storage, embedder)

    @classmethod
    def for_reading(cls, folder: Path, embedder: Embedder, stores: VectorStores, *, say: Say = lambda line: None) -> Index:
        """The index in `folder` as it was last completed, whatever another process does to it meanwhile.

        Raises StoreError when there is none, when it is damaged beyond what a search can repair, or when it was made otherwise.
        """
        storage = Storage(folder, embedder, stores, say)
        with storage_errors(folder):
            storage.open_for_reading()
        return cls(storage, embedder)

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def documents(self) -> dict[str, str]:
        """SHA-256 of the bytes of every indexed file, by path, sorted."""
        with self._storage_errors():
            return self._storage.manifest.hashes()

    def content(self, path: str) -> bytes:
        """The bytes of a document as they were indexed. Raises StoreError when it is not in the index."""
        with self._storage_errors():
            found = self._storage.manifest.content(path)
        if found is None:
            raise StoreError("is not in the index", where=path, remedy=f"run: roadmap ingest {path}")
        return found

    def drift(self, path: str) -> Drift:
        """What became of the file of an indexed document since: answers speak of the indexed text."""
        with self._storage_errors():
            place = Path(self._storage.manifest.places().get(path, path))
        try:
            return "none" if hashlib.sha256(place.read_bytes()).hexdigest() == self.documents().get(path) else "changed"
        except FileNotFoundError:
            return "gone" if place.parent.is_dir() else "elsewhere"
        except OSError:
            return "elsewhere"

    def status(self) -> Status:
        with self._storage_errors():
            return status_of(self._storage.folder, self._storage.manifest.meta(), self._storage.manifest.counts())

    def plan(self, files: Mapping[str, str], roots: Sequence[str] = ()) -> Plan:
        """What to do about these files (path -> SHA-256 of the bytes): unchanged ones need not be read, let alone parsed.

        Indexed documents below `roots` (the paths that were asked for) that are not among the files are gone, and so are documents
        whose file no longer exists, or is now given by another path.
        """
        known = self.documents()
        with self._storage_errors():
            places = self._storage.manifest.places()
        given = {str(Path(path).resolve()) for path in files}
        read = tuple(sorted(path for path, sha256 in files.items() if known.get(path) != sha256))
        unchanged = tuple(sorted(path for path, sha256 in files.items() if known.get(path) == sha256))
        absent = (path for path in known if path not in files)
        gone = tuple(path for path in absent if _below(path, roots) or places[path] in given or not Path(places[path]).is_file())
        return Plan(read, unchanged, gone)

    def ingest(
        self, sources: Iterable[Source], *, gone: Sequence[str] = (), total: int = 0, progress: Progress = lambda done, total: None
    ) -> Ingested:
        """Writes documents, in the order given, and removes those that are gone. Sources are taken one at a time, so they may be lazy.

        `total` is how many will come. Killed at any moment, the index is what it was after the last batch, and the same call completes it.
        With nothing to do (`total` 0, nothing gone, nothing left over) it costs nothing: the vector store is not even opened.
        """
        manifest = self._storage.manifest
        with self._storage_errors():
            if total == 0 and not gone and not manifest.leftovers() and manifest.meta()["complete"] == "yes":
                return Ingested(0, 0, 0)
            manifest.set_meta("complete", "no")
            writer = Writer(manifest, self._storage.cache, self._storage.store(), self._embedder)
            result = writer.write(sources, gone, total, progress)
            self._storage.mend()
            manifest.set_meta("complete", "yes")
        return result

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        """The passages that match best by words and by meaning, best first; `paths` restricts it to some documents."""
        storage = self._storage
        with self._storage_errors():
            nearest = storage.nearest()
            with _snapshot(storage.manifest.database):
                return Searcher(storage.manifest, storage.cache, self._embedder).search(query, limit, paths, nearest)

    def release(self) -> None:
        """Lets other processes have the vectors until the next search: for sessions that wait for a person."""
        with self._storage_errors():
            self._storage.release()

    def close(self) -> None:
        """Closes everything; leaves the seal by which the next process knows that all is well."""
        with self._storage_errors():
            self._storage.close()

    @contextmanager
    def _storage_errors(self) -> Iterator[None]:
        with storage_errors(self._storage.folder):
            yield


def _below(path: str, roots: Sequence[str]) -> bool:
    """Whether a path is one of the roots, lies in one that is a folder, or matches one that is a pattern."""
    for root in roots:
        folder = root.replace("\\", "/").removesuffix("/")
        if folder in (".", "") and not path.startswith(("/", "..")):
            return True
        if path == folder or path.startswith(f"{folder}/") or fnmatch(path, folder):
            return True
    return False


@contextmanager
def _snapshot(database: sqlite3.Connection) -> Iterator[None]:
    """All reads inside see one state, whatever a writer commits meanwhile."""
    database.execute("BEGIN")
    try:
        yield
    finally:
        database.execute("ROLLBACK")
