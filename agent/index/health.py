"""Whether the vectors of an index are whole, and how they are made anew when they are not."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from itertools import islice

import numpy

from agent.errors import StoreError
from agent.index.embeddings import EmbeddingCache
from agent.index.manifest import Manifest
from agent.ports import Embedder, Vectors, VectorStore, VectorStores

BATCH = 1_000
# A cosine computed by the store in single precision against ours.
_TOLERANCE = 1e-3
_MENDINGS = 2


def damage(manifest: Manifest, cache: EmbeddingCache, stores: VectorStores, name: str) -> str:
    """What is wrong with a store, in words, or "" when it is whole.

    A right count proves nothing: a store that has lost its graph, or parts of it, still counts right. So one search asks for everything
    (0.3 s for 50,000 chunks), and each live chunk has to come back with the score that its vector in the cache has.
    """
    vector = _some_vector(manifest, cache)
    if vector is None:
        return ""
    try:
        probe = stores.probe(name, vector)
    except StoreError as error:
        return error.what
    lost = _lost(manifest, cache, vector, probe.scores)
    return f"{len(lost)} vectors are missing or wrong" if lost else ""


def mend(manifest: Manifest, cache: EmbeddingCache, store: VectorStore) -> bool:
    """Writes anew what a search of everything does not reach; says whether all is reached in the end. For each opening of a store.

    A graph of neighbours can lose its last way to a vector when neighbours are deleted (seen for 2 in 1,000 after many edits): it is
    stored and never found. What waits in the store's queue is put into the graph anew, by chance, each time the store is opened.
    """
    vector = _some_vector(manifest, cache)
    if vector is None:
        return True
    live = {one: key for _, one, key in manifest.live("text")}
    for _ in range(_MENDINGS):
        reached = {hit.id for hit in store.query(vector, len(live) + len(manifest.leftovers()))}
        lost = sorted(live.keys() - reached)
        if not lost:
            return True
        found = cache.get([live[one] for one in lost])
        if len(found) < len({live[one] for one in lost}):
            return False
        store.delete(lost)
        store.add(lost, numpy.stack([found[live[one]] for one in lost]))
    return False


def _some_vector(manifest: Manifest, cache: EmbeddingCache) -> Vectors | None:
    first = next((key for _, _, key in manifest.live("text")), None)
    return None if first is None else cache.get([first]).get(first)


def _lost(manifest: Manifest, cache: EmbeddingCache, vector: Vectors, scores: Mapping[str, float]) -> list[tuple[str, str]]:
    """(id, key) of every live chunk that was not reached, or whose score is not that of its vector."""
    lost: list[tuple[str, str]] = []
    live = ((one, key) for _, one, key in manifest.live("text"))
    while batch := list(islice(live, BATCH)):
        found = cache.get([key for _, key in batch])
        for one, key in batch:
            if one not in scores or key not in found or abs(scores[one] - float(found[key] @ vector)) > _TOLERANCE:
                lost.append((one, key))
    return lost


def rebuild(manifest: Manifest, cache: EmbeddingCache, stores: VectorStores, embedder: Embedder) -> str:
    """Makes a new store from the cache, switches the manifest to it, drops the others; returns its name.

    Until the switch the old one is what counts, so a kill leaves either. Only vectors that the cache has lost are embedded again.
    """
    name = store_name(manifest)
    store = stores.open(name)
    try:
        live = ((one, key) for _, one, key in manifest.live("text"))
        while batch := list(islice(live, BATCH)):
            add_verified(store, [one for one, _ in batch], vectors_of(manifest, cache, embedder, batch))
    finally:
        store.close()
    manifest.set_meta("store", name)
    drop_others(stores, name, manifest.meta()["id"])
    manifest.forget(manifest.leftovers())
    return name


def add_verified(store: VectorStore, ids: Sequence[str], vectors: Vectors) -> None:
    """Writes vectors and reads back that they are there; once more, then gives up."""
    store.add(ids, vectors)
    missing = store.missing(ids)
    if missing:
        at = {one: place for place, one in enumerate(ids)}
        store.add(missing, vectors[[at[one] for one in missing]])
        if store.missing(missing):
            raise StoreError("the vector store does not keep what it is given", remedy="run: roadmap doctor")


def vectors_of(manifest: Manifest, cache: EmbeddingCache, embedder: Embedder, batch: Sequence[tuple[str, str]]) -> Vectors:
    """The vectors of (id, key) pairs, from the cache; those that are lost are embedded from the manifest's text and kept."""
    found = cache.get([key for _, key in batch])
    lost = [(one, key) for one, key in batch if key not in found]
    if lost:
        rows = manifest.rows_of([one for one, _ in lost])
        pieces = manifest.pieces(rows.values())
        vectors = embedder.embed([pieces[rows[one]].chunk.text for one, _ in lost])
        cache.put([key for _, key in lost], vectors)
        found.update(zip((key for _, key in lost), vectors, strict=True))
    return numpy.stack([found[key] for _, key in batch])


def store_name(manifest: Manifest) -> str:
    """A new name that tells whose store it is."""
    return f"{manifest.meta()['id']}-{uuid.uuid4().hex[:8]}"


def fill(manifest: Manifest, cache: EmbeddingCache, embedder: Embedder) -> None:
    """Embeds every live chunk whose vector the cache has lost."""
    live = ((row, key) for row, _, key in manifest.live())
    while batch := list(islice(live, BATCH)):
        found = cache.get([key for _, key in batch])
        lost = {key: row for row, key in batch if key not in found}
        if lost:
            pieces = manifest.pieces(lost.values())
            cache.put(list(lost), embedder.embed([pieces[row].chunk.text for row in lost.values()]))


def drop_others(stores: VectorStores, name: str, index: str) -> None:
    """Removes stores that a rebuild left behind. On a server, where other indexes live too, only those of this one."""
    for other in stores.names():
        if other != name and (stores.exclusive or other.startswith(f"{index}-")):
            stores.drop(other)
