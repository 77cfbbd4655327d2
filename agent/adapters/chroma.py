"""Vectors in Chroma, called directly: our ids, our vectors, no embedding function, no telemetry.

What a correct client has to know (measured with chromadb 1.5.9): the files of a folder are overwritten in place, so a kill can break
them; opening a broken folder can end the process with SIGSEGV; two processes on one folder break it. Hence the probe in a child process,
the fingerprint, and the lock that the caller holds (`agent/index/index.py`).
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

import numpy

from agent.errors import StoreError
from agent.ports import Hit, Probe, Vectors, VectorStore

if TYPE_CHECKING:
    import httpx
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.api.models.Collection import Collection
    from chromadb.config import Settings

COLLECTION = "roadmap"
# `get` and filters with tens of thousands of ids fail inside SQLite.
LARGEST_BATCH = 5_000
# Vectors wait in a durable queue until so many have gathered; then the whole graph is written, not atomically. Fewer and larger writes
# are safer and cheaper (at 1,000 a corpus of 200,000 chunks would write 34 GB); a queue of 5,000 is replayed in 0.7 s when opened.
SYNC_THRESHOLD = 5_000
HNSW: CreateHNSWConfiguration = {
    "space": "cosine",
    "ef_construction": 200,
    "ef_search": 256,
    "max_neighbors": 32,
    "sync_threshold": SYNC_THRESHOLD,
}
CONNECT_SECONDS = 5.0
REQUEST_SECONDS = 60.0
PROBE_SECONDS = 120.0


class ChromaStore:
    """Implements `ports.VectorStore` over one collection of a client that it owns."""

    def __init__(self, client: Client, name: str) -> None:
        self._client = client
        self._collection: Collection = client.get_or_create_collection(name, embedding_function=None, configuration={"hnsw": HNSW})
        self._batch = min(client.get_max_batch_size(), LARGEST_BATCH)

    def add(self, ids: Sequence[str], vectors: Vectors) -> None:
        if not numpy.isfinite(vectors).all():
            raise StoreError("a vector holds NaN or infinity", where="embedder", remedy="choose another embedder")
        for at in range(0, len(ids), self._batch):
            self._collection.upsert(ids=list(ids[at : at + self._batch]), embeddings=vectors[at : at + self._batch])

    def missing(self, ids: Sequence[str]) -> list[str]:
        found: set[str] = set()
        for batch in self._batches(ids):
            found.update(self._collection.get(ids=batch, include=[])["ids"])
        return [one for one in ids if one not in found]

    def delete(self, ids: Sequence[str]) -> None:
        for batch in self._batches(ids):
            self._collection.delete(ids=batch)

    def query(self, vector: Vectors, limit: int, within: Sequence[str] | None = None) -> list[Hit]:
        hits: list[Hit] = []
        for batch in [None] if within is None else self._batches(within):
            reply = self._collection.query(query_embeddings=vector.reshape(1, -1), n_results=limit, ids=batch, include=["distances"])
            distances = (reply["distances"] or [[]])[0]
            hits.extend(Hit(one, 1.0 - distance) for one, distance in zip(reply["ids"][0], distances, strict=True))
        return sorted(hits, key=lambda hit: (-hit.score, hit.id))[:limit]

    def ids(self) -> list[str]:
        found: list[str] = []
        while True:
            page = self._collection.get(limit=LARGEST_BATCH, offset=len(found), include=[])["ids"]
            found.extend(page)
            if len(page) < LARGEST_BATCH:
                return found

    def close(self) -> None:
        _close(self._client)

    def _batches(self, ids: Sequence[str]) -> Iterator[list[str]]:
        for at in range(0, len(ids), self._batch):
            yield list(ids[at : at + self._batch])


class ChromaFolders:
    """Implements `ports.VectorStores`: each store is a folder of its own under `folder`, so that a rebuilt one can take over at once."""

    where = ""
    exclusive = True

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def open(self, name: str) -> VectorStore:
        import chromadb

        place = self._place(name)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        settings = _settings(persist_directory=str(place))
        client = cast("Client", chromadb.PersistentClient(str(place), settings))
        return ChromaStore(client, COLLECTION)

    def names(self) -> list[str]:
        return sorted(place.name.removeprefix("chroma-") for place in self._folder.glob("chroma-*") if place.is_dir())

    def drop(self, name: str) -> None:
        shutil.rmtree(self._place(name), ignore_errors=True)

    def probe(self, name: str, vector: Vectors) -> Probe:
        if not (self._place(name) / "chroma.sqlite3").is_file():
            raise StoreError("the vectors are gone", where=str(self._place(name)))
        asked = json.dumps([float(number) for number in vector])
        command = (sys.executable, "-m", "agent.adapters.chroma_probe", str(self._place(name)))
        try:
            done = subprocess.run(command, input=asked, capture_output=True, text=True, timeout=PROBE_SECONDS, check=False)  # noqa: S603
            if done.returncode != 0:
                raise StoreError(f"the vectors cannot be read (exit code {done.returncode})", where=str(self._place(name)))
            ids, scores = json.loads(done.stdout)
        except (subprocess.TimeoutExpired, ValueError) as error:
            raise StoreError("the vectors cannot be read", where=str(self._place(name))) from error
        return Probe(frozenset(ids), scores)

    def fingerprint(self, name: str) -> str:
        digest = hashlib.sha256()
        for path in sorted(self._place(name).rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(self._folder).as_posix().encode() + b"\x00")
                with path.open("rb") as content:
                    digest.update(hashlib.file_digest(content, "sha256").digest())
        return digest.hexdigest()

    def _place(self, name: str) -> Path:
        return self._folder / f"chroma-{name}"


class ChromaServer:
    """Implements `ports.VectorStores` on a Chroma server (`chroma run`); each store is a collection.

    The server serves many processes by itself. It has no authentication of its own in 1.x: loopback, or behind a proxy that has.
    """

    exclusive = False

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise StoreError("is no address of a Chroma server", where=url, remedy="write it as http://127.0.0.1:8000")
        self.where = url.rstrip("/")
        self._host, self._secure = parts.hostname, parts.scheme == "https"
        self._port = parts.port or (443 if self._secure else 8000)

    def open(self, name: str) -> VectorStore:
        return ChromaStore(self._client(), self._collection(name))

    def names(self) -> list[str]:
        client = self._client()
        try:
            every = [collection.name for collection in client.list_collections()]
        finally:
            _close(client)
        return sorted(name.removeprefix(f"{COLLECTION}-") for name in every if name.startswith(f"{COLLECTION}-"))

    def drop(self, name: str) -> None:
        from chromadb.errors import NotFoundError

        client = self._client()
        try:
            client.delete_collection(self._collection(name))
        except NotFoundError:
            return
        finally:
            _close(client)

    def probe(self, name: str, vector: Vectors) -> Probe:
        store = self.open(name)
        try:
            return probe_store(store, vector)
        finally:
            store.close()

    def fingerprint(self, name: str) -> str:
        return ""

    def _collection(self, name: str) -> str:
        return f"{COLLECTION}-{name}"

    def _client(self) -> Client:
        import chromadb
        import httpx

        remedy = f"start one with: chroma run --host {self._host} --port {self._port}"
        try:
            # chromadb's own requests have no timeout: ask first, with one.
            httpx.get(f"{self.where}/api/v2/heartbeat", timeout=CONNECT_SECONDS).raise_for_status()
            client = cast("Client", chromadb.HttpClient(self._host, self._port, ssl=self._secure, settings=_settings()))
        except (httpx.HTTPError, ValueError) as error:
            raise StoreError("no Chroma server answers", where=self.where, remedy=remedy) from error
        for session in _sessions(client):
            session.timeout = httpx.Timeout(REQUEST_SECONDS)
        return client


def chroma_stores(folder: Path, server: str = "") -> ChromaFolders | ChromaServer:
    """Where the vectors of the index in `folder` are: beside it, or on the server that `--store` names."""
    return ChromaServer(server) if server else ChromaFolders(folder)


def probe_store(store: VectorStore, vector: Vectors) -> Probe:
    ids = frozenset(store.ids())
    return Probe(ids, {hit.id: hit.score for hit in store.query(vector, max(1, len(ids)))})


def _sessions(client: Client) -> list[httpx.Client]:
    """The connections of a client of a server: chromadb gives them no timeout and does not close them."""
    import httpx

    servers = (getattr(owner, "_server", None) for owner in (client, getattr(client, "_admin_client", None)))
    found = (getattr(server, "_session", None) for server in servers)
    return [session for session in found if isinstance(session, httpx.Client)]


def _close(client: Client) -> None:
    sessions = _sessions(client)
    client.close()
    for session in sessions:
        session.close()


def _settings(**values: str) -> Settings:
    """No telemetry, and nothing from a .env file of whichever folder the command runs in."""
    from chromadb.config import Settings

    return Settings(_env_file=None, anonymized_telemetry=False, **values)  # type: ignore[call-arg, arg-type]
