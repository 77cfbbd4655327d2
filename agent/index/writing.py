"""Documents into an index, a batch at a time, so that a kill at any moment loses no more than the batch at hand.

The order of each batch: say which ids are coming, embed what the cache lacks, write the vectors, read back that they are there, make the
new state live in one transaction, delete the vectors that are live no more.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy

from agent.index.chunks import chunks
from agent.index.embeddings import EmbeddingCache, embedding_key
from agent.index.health import add_verified
from agent.index.manifest import Change, Manifest
from agent.model.chunk import Chunk
from agent.model.document import Document
from agent.model.roadmap import Roadmap
from agent.ports import Embedder, Vectors, VectorStore

# A batch ends with the document that reaches one of these; so much is in memory at a time.
PIECES_A_BATCH = 2_000
BYTES_A_BATCH = 16_000_000

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """A document to index, what was read from it, and the bytes of its file (kept, so that answers never depend on a later edit)."""

    document: Document
    roadmap: Roadmap
    content: bytes


@dataclass(frozen=True, slots=True)
class Ingested:
    """What an ingest did: documents written and removed, texts that had to be embedded."""

    written: int
    removed: int
    embedded: int


@dataclass(slots=True)
class Writer:
    """Writes into an index that this process owns."""

    manifest: Manifest
    cache: EmbeddingCache
    store: VectorStore
    embedder: Embedder
    embedded: int = field(default=0)

    def write(self, sources: Iterable[Source], gone: Sequence[str], total: int, progress: Progress) -> Ingested:
        """`progress` is told how many documents of `total` are done after each batch."""
        self.recover()
        removed = self._remove(gone)
        done = 0
        for batch in self._batches(sources):
            self._commit(batch)
            done += len(batch)
            progress(done, max(done, total))
        if done or removed:
            self.cache.prune(key for _, _, key in self.manifest.live())
        return Ingested(done, removed, self.embedded)

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

    def _batches(self, sources: Iterable[Source]) -> Iterator[list[Change]]:
        batch: dict[str, Change] = {}
        pieces = size = 0
        for source in sources:
            if source.document.path in batch:  # named twice: the first is written before the second is compared with it
                yield list(batch.values())
                batch, pieces, size = {}, 0, 0
            change = self._change(source)
            batch[change.path] = change
            pieces += len(change.added)
            size += len(change.content)
            if pieces >= PIECES_A_BATCH or size >= BYTES_A_BATCH:
                yield list(batch.values())
                batch, pieces, size = {}, 0, 0
        if batch:
            yield list(batch.values())

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

    def _commit(self, batch: Sequence[Change]) -> None:
        added = [entry for change in batch for entry in change.added]
        texts = [entry for entry in added if entry[0].kind == "text"]
        facts = [entry for entry in added if entry[0].kind != "text"]
        self.manifest.announce(chunk.id for chunk, _ in texts)
        for some in _slices(texts):
            vectors = self._vectors(some)
            add_verified(self.store, [chunk.id for chunk, _ in some], numpy.stack([vectors[key] for _, key in some]))
        for some in _slices(facts):
            self._vectors(some)
        self.manifest.flip(batch)
        self.recover()

    def _vectors(self, entries: Sequence[tuple[Chunk, str]]) -> dict[str, Vectors]:
        """From the cache; what it lacks is embedded, each text once, and kept there."""
        texts = {key: chunk.text for chunk, key in entries}
        found = self.cache.get(list(texts))
        lacking = [key for key in texts if key not in found]
        if lacking:
            vectors = self.embedder.embed([texts[key] for key in lacking])
            self.cache.put(lacking, vectors)
            self.embedded += len(lacking)
            found.update(zip(lacking, vectors, strict=True))
        return found


def _slices(entries: Sequence[tuple[Chunk, str]]) -> Iterator[Sequence[tuple[Chunk, str]]]:
    for at in range(0, len(entries), PIECES_A_BATCH):
        yield entries[at : at + PIECES_A_BATCH]
