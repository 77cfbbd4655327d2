"""An index on disk: documents, their chunks, words and vectors, kept whole through kills, damage and other processes.

A folder holds `manifest.sqlite3` (the record, see `manifest.py`), `embeddings.sqlite3` (vectors by what they were made from),
`chroma-*` (the vector store, unless it is on a server), `index.lock`, `owner` and `seal`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from types import TracebackType

from agent.errors import StoreError
from agent.index.chunks import CHUNKER
from agent.index.database import fingerprint, is_sound, storage_errors
from agent.index.embeddings import EmbeddingCache
from agent.index.health import damage, drop_others, fill, mend, rebuild, store_name
from agent.index.manifest import SCHEMA, Manifest
from agent.index.ownership import LOCK_SECONDS, Ownership, Seal
from agent.index.searching import ExactVectors, Nearest, Searcher
from agent.index.writing import Ingested, Progress, Source, Writer
from agent.model.chunk import Retrieved
from agent.ports import Embedder, VectorStore, VectorStores

Say = Callable[[str], None]
REBUILD = "run: roadmap ingest --rebuild PATH..."


@dataclass(frozen=True, slots=True)
class Plan:
    """What an ingest has to do: paths to read, paths that are indexed as they are, indexed paths that are gone."""

    read: tuple[str, ...]
    unchanged: tuple[str, ...]
    gone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Status:
    """What an index holds, and what it was made with. `complete` is False after a run that did not end; the next one finishes it."""

    folder: str
    embedder: str
    dimensions: int
    chunker: str
    store: str
    documents: int
    chunks: int
    facts: int
    bytes: int
    complete: bool


class Index:
    """Implements `ports.Search`. Opened by `Index.for_writing` or `Index.for_reading`; a context manager that closes what it opened.

    Every method raises StoreError, in one line with what to do, when disk, store or another process stands in the way.
    """

    def __init__(self, folder: Path, embedder: Embedder, stores: VectorStores, say: Say) -> None:
        self._folder, self._embedder, self._stores, self._say = folder, embedder, stores, say
        self._ownership, self._seal = Ownership(folder), Seal(folder)
        self._store: VectorStore | None = None
        self._exact: tuple[str, ExactVectors] | None = None
        self._examined = False

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
        index = cls(folder, embedder, stores, say)
        with storage_errors(folder):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            index._ownership.acquire(seconds)
            try:
                index._open_for_writing(rebuild)
            except BaseException:
                index._ownership.release()
                raise
        return index

    @classmethod
    def for_reading(cls, folder: Path, embedder: Embedder, stores: VectorStores, *, say: Say = lambda line: None) -> Index:
        """The index in `folder` as it was last completed, whatever another process does to it meanwhile.

        Raises StoreError when there is none, when it is damaged beyond what a search can repair, or when it was made otherwise.
        """
        index = cls(folder, embedder, stores, say)
        with storage_errors(folder):
            if not index._file("manifest").is_file():
                raise StoreError("there is no index", where=str(folder), remedy="run: roadmap ingest PATH...")
            index._examined = index._sealed()
            index._manifest = Manifest(index._file("manifest"))
            if not index._manifest.exists() or not (index._examined or is_sound(index._manifest.database)):
                raise StoreError("the record of the index is damaged", where=str(folder), remedy=REBUILD)
            index._check_identity()
            index._cache = index._open_cache()
        return index

    def __enter__(self) -> Index:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # What is in it

    def documents(self) -> dict[str, str]:
        """SHA-256 of the bytes of every indexed file, by path, sorted."""
        with storage_errors(self._folder):
            return self._manifest.hashes()

    def content(self, path: str) -> bytes:
        """The bytes of a document as they were indexed. Raises StoreError when it is not in the index."""
        with storage_errors(self._folder):
            found = self._manifest.content(path)
        if found is None:
            raise StoreError("is not in the index", where=path, remedy=f"run: roadmap ingest {path}")
        return found

    def status(self) -> Status:
        with storage_errors(self._folder):
            meta, counts = self._manifest.meta(), self._manifest.counts()
        return _status(self._folder, meta, counts)

    def plan(self, files: Mapping[str, str], roots: Sequence[str] = ()) -> Plan:
        """What to do about these files (path -> SHA-256 of the bytes): unchanged ones need not be read, let alone parsed.

        Indexed documents below `roots` (the paths that were asked for) that are not among the files are gone, and so are documents
        whose file no longer exists.
        """
        known = self.documents()
        read = tuple(sorted(path for path, sha256 in files.items() if known.get(path) != sha256))
        unchanged = tuple(sorted(path for path, sha256 in files.items() if known.get(path) == sha256))
        gone = tuple(path for path in known if path not in files and (_below(path, roots) or not Path(path).is_file()))
        return Plan(read, unchanged, gone)

    # What it does

    def ingest(
        self, sources: Iterable[Source], *, gone: Sequence[str] = (), total: int = 0, progress: Progress = lambda done, total: None
    ) -> Ingested:
        """Writes documents, in the order given, and removes those that are gone. Sources are taken one at a time, so they may be lazy.

        Killed at any moment, the index is what it was after the last batch, and the same call completes it. With nothing to do it costs
        nothing: the vector store is not even opened.
        """
        with storage_errors(self._folder):
            if total == 0 and not gone and not self._manifest.leftovers() and self._manifest.meta().get("complete") == "yes":
                sources = list(sources)
                if not sources:
                    return Ingested(0, 0, 0)
            self._manifest.set_meta("complete", "no")
            writer = Writer(self._manifest, self._cache, self._opened_store(), self._embedder)
            result = writer.write(sources, gone, total, progress)
            self._mend()
            self._manifest.set_meta("complete", "yes")
        return result

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        """The passages that match best by words and by meaning, best first; `paths` restricts it to some documents."""
        with storage_errors(self._folder):
            nearest = self._nearest()
            with _snapshot(self._manifest.database):
                return Searcher(self._manifest, self._cache, self._embedder).search(query, limit, paths, nearest)

    def release(self) -> None:
        """Lets other processes have the vectors until the next search: for sessions that wait for a person."""
        with storage_errors(self._folder):
            if self._store is not None:
                self._store.close()
                self._store = None
            if self._ownership.held:
                if self._examined:
                    self._seal.write(self._state())
                self._ownership.release()

    def close(self) -> None:
        """Closes everything; leaves the seal by which the next process knows that all is well."""
        with storage_errors(self._folder):
            self._cache.close()
            self._manifest.close()
            self.release()

    # How

    def _open_for_writing(self, rebuild_all: bool) -> None:
        self._examined = self._sealed()
        if rebuild_all:
            self._wipe()
        self._manifest = self._open_manifest()
        if not self._manifest.exists():
            self._manifest.create({**self._identity(), "complete": "yes"})
            self._manifest.set_meta("store", store_name(self._manifest))
        self._check_identity()
        self._cache = self._open_cache()
        self._examine()

    def _open_manifest(self) -> Manifest:
        try:
            manifest = Manifest(self._file("manifest"))
            if not manifest.exists() or self._examined or is_sound(manifest.database):
                return manifest
            manifest.close()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
        self._say("the record of the index was damaged; it is made anew from the files that are ingested")
        self._remove("manifest")
        return Manifest(self._file("manifest"))

    def _open_cache(self) -> EmbeddingCache:
        try:
            cache = EmbeddingCache(self._file("embeddings"), self._embedder.dimensions)
            if self._examined or not self._ownership.held or cache.is_sound():
                return cache
            cache.close()
        except sqlite3.DatabaseError as error:
            if isinstance(error, sqlite3.OperationalError):
                raise
        if not self._ownership.held:
            self._ownership.acquire()
        self._say("the embedding cache was damaged; its texts are embedded again")
        self._remove("embeddings")
        return EmbeddingCache(self._file("embeddings"), self._embedder.dimensions)

    def _examine(self) -> None:
        """Makes sure that the vectors are whole. Skipped where no byte has changed since the last owner closed the index."""
        if self._examined:
            return
        fill(self._manifest, self._cache, self._embedder)
        found = damage(self._manifest, self._cache, self._stores, self._manifest.meta()["store"])
        if found:
            self._say(f"the vectors were damaged ({found}); they are rebuilt from the cache")
            self._rebuild()
        drop_others(self._stores, self._manifest.meta()["store"], self._manifest.meta()["id"])
        self._examined = True

    def _rebuild(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        rebuild(self._manifest, self._cache, self._stores, self._embedder)

    def _opened_store(self) -> VectorStore:
        if self._store is None:
            self._seal.break_()
            self._store = self._stores.open(self._manifest.meta()["store"])
            self._mend()
        return self._store

    def _mend(self) -> None:
        if self._store is not None and not mend(self._manifest, self._cache, self._store):
            self._rebuild()
            self._store = self._stores.open(self._manifest.meta()["store"])

    def _nearest(self) -> Nearest:
        """The vector store where this process may have it; else the vectors of the cache, compared one by one."""
        if not self._stores.exclusive or self._ownership.held or self._own():
            self._examine()
            return self._opened_store().query
        generation = self._manifest.meta()["generation"]
        if self._exact is None or self._exact[0] != generation:
            self._exact = (generation, ExactVectors(self._manifest, self._cache))
        return self._exact[1].query

    def _own(self) -> bool:
        if not self._ownership.try_acquire():
            return False
        self._examined = self._sealed()
        return True

    def _sealed(self) -> bool:
        return self._stores.exclusive and self._seal.fits(self._state())

    def _state(self) -> str:
        """The fingerprints of all files of the index."""
        names = self._stores.names()
        parts = [*(fingerprint(path) for path in self._files()), *(f"{name}={self._stores.fingerprint(name)}" for name in names)]
        return "\n".join(parts)

    def _identity(self) -> dict[str, str]:
        embedder = self._embedder
        return {"embedder": embedder.name, "dimensions": str(embedder.dimensions), "chunker": CHUNKER, "where": self._stores.where}

    def _check_identity(self) -> None:
        meta = self._manifest.meta()
        made, wanted = {key: meta.get(key, "") for key in self._identity()}, self._identity()
        if meta.get("schema") != SCHEMA or made["chunker"] != wanted["chunker"]:
            raise StoreError("the index was made by another version of roadmap", where=str(self._folder), remedy=REBUILD)
        if made["embedder"] != wanted["embedder"] or made["dimensions"] != wanted["dimensions"]:
            what = f"the index was made with the embedder {made['embedder']}, not {wanted['embedder']}"
            remedy = f"run: roadmap models pull, or {REBUILD.removeprefix('run: ')}" if made["embedder"].startswith("minilm") else REBUILD
            raise StoreError(what, where=str(self._folder), remedy=remedy)
        if made["where"] != wanted["where"]:
            place = f"on the server {made['where']}" if made["where"] else "in the folder of the index"
            again = f"add --store {made['where']}" if made["where"] else "leave out --store"
            raise StoreError(f"the vectors of the index are {place}", where=str(self._folder), remedy=f"{again}, or {REBUILD}")

    def _wipe(self) -> None:
        self._seal.break_()
        for name in self._stores.names() if self._stores.exclusive else ():
            self._stores.drop(name)
        self._remove("manifest")
        self._examined = True

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.sqlite3"

    def _files(self) -> Iterator[Path]:
        for name in ("manifest", "embeddings"):
            yield self._file(name)
            yield self._file(name).with_name(f"{name}.sqlite3-wal")

    def _remove(self, name: str) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._file(name).with_name(f"{name}.sqlite3{suffix}").unlink(missing_ok=True)


def read_status(folder: Path) -> Status | None:
    """What the index in `folder` holds and was made with, without opening its vectors; None where there is none."""
    path = folder / "manifest.sqlite3"
    if not path.is_file():
        return None
    with storage_errors(folder):
        manifest = Manifest(path)
        try:
            if not manifest.exists():
                raise StoreError("the record of the index is damaged", where=str(folder), remedy=REBUILD)
            return _status(folder, manifest.meta(), manifest.counts())
        finally:
            manifest.close()


def _status(folder: Path, meta: Mapping[str, str], counts: Mapping[str, int]) -> Status:
    return Status(
        str(folder),
        meta["embedder"],
        int(meta["dimensions"]),
        meta["chunker"],
        meta["where"],
        counts["documents"],
        counts["text"],
        counts["fact"],
        sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()),
        meta.get("complete") == "yes",
    )


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
