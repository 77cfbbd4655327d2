"""Documents into an index, a batch at a time, so that a kill at any moment loses no more than the batch at hand.

The order of each batch: say which ids are coming, embed what the cache lacks, write the vectors, read back that they are there, make the
new state live in one transaction, delete the vectors that are live no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

import numpy
from msgspec import Struct, field

from agent.index.chunks import chunks
from agent.index.embedding import BackgroundEmbedding
from agent.index.embeddings import EmbeddingCache, embedding_key
from agent.index.health import add_verified
from agent.index.manifest import Change, Manifest
from agent.model.chunk import Chunk
from agent.model.document import Document
from agent.model.roadmap import Roadmap
from agent.ports import Embedder, VectorStore

# A batch ends with the document that reaches one of these; two are in memory at a time.
PIECES_A_BATCH = 500
BYTES_A_BATCH = 16_000_000

Progress = Callable[[int, int], None]
T = TypeVar("T")


class Source(Struct, frozen=True):
    """A document to index, what was read from it, and the bytes of its file (kept, so that answers never depend on a later edit)."""

    document: Document
    roadmap: Roadmap
    content: bytes


class Ingested(Struct, frozen=True):
    """What an ingest did: documents written and removed, texts that had to be embedded."""

    written: int
    removed: int
    embedded: int


class Writer(Struct, frozen=True):
    """Writes into an index that this process owns."""

    manifest: Manifest
    cache: EmbeddingCache
    store: VectorStore
    embedder: Embedder

    def write(self, sources: Iterable[Source], gone: Sequence[str], total: int, progress: Progress) -> Ingested:
        """`progress` is told how many documents of `total` are done after each batch."""
        self.recover()
        removed = self._remove(gone)
        done = 0
        with BackgroundEmbedding(self.embedder, self.cache) as embedding:
            for batch in self._batches(sources, embedding):
                self._commit(batch, embedding)
                done += len(batch)
                progress(done, max(done, total))
        if done or removed:
            self.cache.prune(key for _, _, key in self.manifest.live())
        return Ingested(done, removed, embedding.embedded)

    def recover(self) -> None:
        """Clears what a killed run left in the vector store."""
        leftovers = self.manifest.leftovers()
        if leftovers:
            self.store.delete(leftovers)
            self.manifest.forget(leftovers)

    def _remove(self, gone: Sequence[str]) -> int:
        known = self.manifest.hashes().keys()
        paths = [path for path in gone if path in known]
        if paths:
            self.manifest.flip((), paths)
            self.recover()
        return len(paths)

    def _batches(self, sources: Iterable[Source], embedding: BackgroundEmbedding) -> Iterator[Sequence[Change]]:
        """Each batch is given out when the next one is read, so that the embedder has work while this one is written."""
        before, batch = _Batch(), _Batch()
        for source in sources:
            if source.document.path in batch.changes or source.document.path in before.changes:
                # Named twice: the first is written before the second is compared with it.
                yield from (part.ready() for part in (before, batch) if part.changes)
                before, batch = _Batch(), _Batch()
            change = self._change(source)
            embedding.ask({key: chunk.text for chunk, key in change.added})
            batch.add(change)
            if batch.is_full():
                if before.changes:
                    yield before.ready()
                before, batch = batch, _Batch()
        yield from (part.ready() for part in (before, batch) if part.changes)

    def _change(self, source: Source) -> Change:
        document, roadmap = source.document, source.roadmap
        now = {chunk.id: chunk for chunk in chunks(document, roadmap, self.embedder.count, self.embedder.max_tokens)}
        before = self.manifest.of_document(document.path)
        return Change(
            document.path,
            str(Path(document.path).resolve()),
            document.sha256,
            roadmap.language,
            source.content,
            added=tuple((chunk, self._key(chunk)) for one, chunk in now.items() if one not in before),
            kept=tuple(chunk for one, chunk in now.items() if one in before),
            removed=tuple(row for one, row in before.items() if one not in now),
        )

    def _key(self, chunk: Chunk) -> str:
        return embedding_key(self.embedder.name, self.embedder.dimensions, chunk.text)

    def _commit(self, batch: Sequence[Change], embedding: BackgroundEmbedding) -> None:
        added = [entry for change in batch for entry in change.added]
        texts = [(chunk.id, key) for chunk, key in added if chunk.kind == "text"]
        self.manifest.announce(one for one, _ in texts)
        for facts in _slices([key for chunk, key in added if chunk.kind != "text"]):
            embedding.take(facts)
        for some in _slices(texts):
            vectors = embedding.take([key for _, key in some])
            add_verified(self.store, [one for one, _ in some], numpy.stack([vectors[key] for _, key in some]))
        self.manifest.flip(batch)
        self.recover()


class _Batch(Struct):
    """Changes by path until they are enough."""

    changes: dict[str, Change] = field(default_factory=dict)
    pieces: int = 0
    size: int = 0

    def add(self, change: Change) -> None:
        self.changes[change.path] = change
        self.pieces += len(change.added)
        self.size += len(change.content)

    def is_full(self) -> bool:
        return self.pieces >= PIECES_A_BATCH or self.size >= BYTES_A_BATCH

    def ready(self) -> tuple[Change, ...]:
        return tuple(self.changes.values())


def _slices(entries: Sequence[T]) -> Iterator[Sequence[T]]:
    for at in range(0, len(entries), PIECES_A_BATCH):
        yield entries[at : at + PIECES_A_BATCH]
