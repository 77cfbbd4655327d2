"""Whether the vectors of an index are whole, and how they are made anew when they are not."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from itertools import islice

import numpy

from agent.errors import StoreError
from agent.index.embeddings import EmbeddingCache
from agent.index.manifest import Manifest
from agent.ports import Embedder, Vectors, VectorStore, VectorStores

CANARIES = 32
BATCH = 1_000


def damage(manifest: Manifest, cache: EmbeddingCache, stores: VectorStores, name: str) -> str:
    """What is wrong with a store, in words, or "" when it is whole.

    A right count proves nothing (a store that has lost its graph still counts right), so every id is listed and vectors spread over the
    whole index are asked for again.
    """
    live = [(one, key) for _, one, key in manifest.live("text")]
    if not live:
        return ""
    canaries = _canaries(live, cache)
    try:
        probe = stores.probe(name, canaries)
    except StoreError as error:
        return error.what
    missing = {one for one, _ in live} - probe.ids
    if missing:
        return f"{len(missing)} of {len(live)} vectors are missing"
    lost = {one for one, _ in canaries} - probe.found
    return f"{len(lost)} vectors are stored and not found again" if lost else ""


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


def _canaries(live: Sequence[tuple[str, str]], cache: EmbeddingCache) -> list[tuple[str, Vectors]]:
    chosen = live[:: max(1, len(live) // CANARIES)]
    found = cache.get([key for _, key in chosen])
    return [(one, found[key]) for one, key in chosen if key in found]
