"""The files of an index, opened: its record, its embedding cache, its vector store, and the right of this process to them.

A folder holds `manifest.sqlite3` (the record, see `manifest.py`), `embeddings.sqlite3` (vectors by what they were made from),
`chroma-*` (the vector store, unless it is on a server), `index.lock`, `owner` and `seal`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

from agent.errors import StoreError
from agent.index.chunks import CHUNKER
from agent.index.database import fingerprint, is_sound
from agent.index.embeddings import EmbeddingCache
from agent.index.health import damage, drop_others, fill, mend, rebuild, store_name
from agent.index.manifest import SCHEMA, Manifest
from agent.index.ownership import Ownership, Seal
from agent.index.searching import ExactVectors, Nearest
from agent.ports import Embedder, VectorStore, VectorStores

Say = Callable[[str], None]
REBUILD = "run: roadmap ingest --rebuild PATH..."


class Storage:
    """Opened for writing (owned until closed) or for reading (owned only while the vector store is asked).

    `examined` says that every file is known to be whole: byte for byte as its last owner left it, or looked at since.
    """

    manifest: Manifest
    cache: EmbeddingCache

    def __init__(self, folder: Path, embedder: Embedder, stores: VectorStores, say: Say) -> None:
        self.folder, self._embedder, self._stores, self._say = folder, embedder, stores, say
        self._ownership, self._seal = Ownership(folder), Seal(folder)
        self._store: VectorStore | None = None
        self._exact: tuple[str, ExactVectors] | None = None
        self._examined = False
        self._opened = ExitStack()  # every file opened on the way, so that a refused opening leaves none

    def open_for_writing(self, seconds: float, *, afresh: bool) -> None:
        self._ownership.acquire(seconds)
        try:
            self._examined = self._sealed()
            if afresh:
                self._wipe()
            self.manifest = self._open_manifest()
            if not self.manifest.exists():
                self.manifest.create({**self._identity(), "complete": "yes"})
                self.manifest.set_meta("store", store_name(self.manifest))
            self._check_identity()
            self.cache = self._open_cache()
            self._examine()
        except BaseException:
            self._opened.close()
            self._ownership.release()
            raise

    def open_for_reading(self) -> None:
        try:
            self._open_for_reading()
        except BaseException:
            self._opened.close()
            raise

    def _open_for_reading(self) -> None:
        if not self._file("manifest").is_file():
            raise StoreError("there is no index", where=str(self.folder), remedy="run: roadmap ingest PATH...")
        self._examined = self._sealed()
        try:
            self.manifest = self._new_manifest()
            whole = self.manifest.exists() and (self._examined or is_sound(self.manifest.database))
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            whole = False
        if not whole:
            raise StoreError("the record of the index is damaged", where=str(self.folder), remedy=REBUILD)
        self._check_identity()
        self.cache = self._open_cache()

    def store(self) -> VectorStore:
        """The vector store, for this process alone, with every live vector in reach."""
        if self._store is None:
            self._examine()
            self._seal.break_()
            self._store = self._stores.open(self.manifest.meta()["store"])
            self.mend()
        return self._store

    def mend(self) -> None:
        """Puts back in reach what the store cannot find, by a new store if need be."""
        if self._store is not None and not mend(self.manifest, self.cache, self._store):
            self._rebuild()
            self._store = self._stores.open(self.manifest.meta()["store"])

    def nearest(self) -> Nearest:
        """A search by meaning: in the vector store where this process may have it, else through the vectors of the cache."""
        if not self._stores.exclusive or self._ownership.held or self._own():
            return self.store().query
        generation = self.manifest.meta()["generation"]
        if self._exact is None or self._exact[0] != generation:
            self._exact = (generation, ExactVectors(self.manifest, self.cache))
        return self._exact[1].query

    def release(self) -> None:
        """Lets other processes have the vectors, with a seal that says how they were left."""
        if self._store is not None:
            self._store.close()
            self._store = None
        if self._ownership.held:
            if self._examined:
                self._seal.write(self._state())
            self._ownership.release()

    def close(self) -> None:
        self._opened.close()
        self.release()

    def _open_manifest(self) -> Manifest:
        manifest = self._sound_manifest()
        if manifest is not None:
            return manifest
        self._say("the record of the index was damaged; it is made anew from the files that are ingested")
        self._remove("manifest")
        return self._new_manifest()

    def _sound_manifest(self) -> Manifest | None:
        """The record as it is; None when it is damaged or no database any more."""
        try:
            manifest = self._new_manifest()
            if not manifest.exists() or self._examined or is_sound(manifest.database):
                return manifest
            manifest.close()
            return None
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            return None

    def _new_manifest(self) -> Manifest:
        return self._opened.enter_context(closing(Manifest(self._file("manifest"))))

    def _open_cache(self) -> EmbeddingCache:
        """Who does not own the index reads what is whole of the cache, row by row; an owner replaces a damaged one."""
        try:
            cache = self._new_cache()
            if self._examined or not self._ownership.held or cache.is_sound():
                return cache
            cache.close()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            if not self._ownership.held:
                self._ownership.acquire()
        self._say("the embedding cache was damaged; its texts are embedded again")
        self._remove("embeddings")
        return self._new_cache()

    def _new_cache(self) -> EmbeddingCache:
        return self._opened.enter_context(closing(EmbeddingCache(self._file("embeddings"), self._embedder.dimensions)))

    def _examine(self) -> None:
        """Makes sure that the vectors are whole. Skipped where no byte has changed since the last owner closed the index."""
        if self._examined:
            return
        fill(self.manifest, self.cache, self._embedder)
        if not self._stores.exclusive:
            self._stores.names()  # a server that does not answer says so itself, and has lost nothing
        found = damage(self.manifest, self.cache, self._stores, self.manifest.meta()["store"])
        if found:
            self._say(f"the vectors were damaged ({found}); they are rebuilt from the cache")
            self._rebuild()
        drop_others(self._stores, self.manifest.meta()["store"], self.manifest.meta()["id"])
        self._examined = True

    def _rebuild(self) -> None:
        if self._store is not None:
            self._store.close()
            self._store = None
        rebuild(self.manifest, self.cache, self._stores, self._embedder)

    def _own(self) -> bool:
        if not self._ownership.try_acquire():
            return False
        self._examined = self._sealed()
        return True

    def _sealed(self) -> bool:
        return self._stores.exclusive and self._seal.fits(self._state())

    def _state(self) -> str:
        """The fingerprints of all files of the index, and the store that counts."""
        files = [
            fingerprint(path) for name in ("manifest", "embeddings") for path in self._companions(name) if path.suffix != ".sqlite3-shm"
        ]
        return "\n".join([*files, *(f"{name}={self._stores.fingerprint(name)}" for name in self._stores.names())])

    def _identity(self) -> dict[str, str]:
        embedder = self._embedder
        return {"embedder": embedder.name, "dimensions": str(embedder.dimensions), "chunker": CHUNKER, "where": self._stores.where}

    def _check_identity(self) -> None:
        """Raises StoreError when the index was made otherwise: vectors of two models cannot be compared."""
        meta, wanted = self.manifest.meta(), self._identity()
        if meta.get("schema") != SCHEMA or meta["chunker"] != wanted["chunker"]:
            raise StoreError("the index was made by another version of roadmap", where=str(self.folder), remedy=REBUILD)
        if (meta["embedder"], meta["dimensions"]) != (wanted["embedder"], wanted["dimensions"]):
            what = f"the index was made with the embedder {meta['embedder']}, not {wanted['embedder']}"
            kind = meta["embedder"].partition("/")[0]
            weights = " (its weights: roadmap models pull)" if kind == "minilm" else ""
            same = wanted["embedder"].startswith(f"{kind}/")
            raise StoreError(
                what, where=str(self.folder), remedy=REBUILD if same else f"set ROADMAP_EMBEDDER={kind}{weights}, or {REBUILD}"
            )
        if meta["where"] != wanted["where"]:
            place = f"on the server {meta['where']}" if meta["where"] else "in the folder of the index"
            again = f"add --store {meta['where']}" if meta["where"] else "leave out --store"
            raise StoreError(f"the vectors of the index are {place}", where=str(self.folder), remedy=f"{again}, or {REBUILD}")

    def _wipe(self) -> None:
        """Everything but the vectors that were paid for."""
        self._seal.break_()
        for name in self._stores.names() if self._stores.exclusive else ():
            self._stores.drop(name)
        self._remove("manifest")

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}.sqlite3"

    def _remove(self, name: str) -> None:
        for path in self._companions(name):
            path.unlink(missing_ok=True)

    def _companions(self, name: str) -> Iterator[Path]:
        for suffix in ("", "-wal", "-shm"):
            yield self._file(name).with_name(f"{name}.sqlite3{suffix}")
