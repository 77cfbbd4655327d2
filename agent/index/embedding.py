"""Texts to vectors in the background: the next documents are read while the model works on the last ones."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from agent.index.embeddings import EmbeddingCache
from agent.ports import Embedder, Vectors

# Texts handed to the embedder at once: enough for it to sort them by length, few enough to keep it busy from early on.
SLICE = 512
# Texts that it starts with, while nothing else is there to do.
FIRST_SLICE = 48


class BackgroundEmbedding:
    """Vectors by key, from the cache or from one thread that asks the embedder. The cache itself is only touched by the caller's thread."""

    def __init__(self, embedder: Embedder, cache: EmbeddingCache) -> None:
        self.embedded = 0
        self._embedder, self._cache = embedder, cache
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="embedding")
        self._waiting: dict[str, str] = {}
        self._working: dict[str, _Slice] = {}

    def __enter__(self) -> BackgroundEmbedding:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._thread.shutdown(wait=True, cancel_futures=True)

    def ask(self, texts: Mapping[str, str]) -> None:
        """Says which texts (by key) will be wanted; those without a vector are embedded, each once."""
        new = [key for key in texts if key not in self._waiting and key not in self._working]
        here = self._cache.get(new)
        self._waiting.update((key, texts[key]) for key in new if key not in here)
        if len(self._waiting) >= (SLICE if self._working else FIRST_SLICE):
            self._submit()

    def take(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """The vectors of texts that were asked for, once they are there and kept. Raises what the embedder raises."""
        self._submit()
        for key in keys:
            if key in self._working:
                self._keep(self._working[key])
        return self._cache.get(keys)

    def _submit(self) -> None:
        texts, self._waiting = self._waiting, {}
        if texts:
            part = _Slice(tuple(texts), self._thread.submit(self._embedder.embed, list(texts.values())))
            self._working.update(dict.fromkeys(part.keys, part))

    def _keep(self, part: _Slice) -> None:
        self._cache.put(part.keys, part.vectors.result())
        self.embedded += len(part.keys)
        for key in part.keys:
            del self._working[key]


class _Slice:
    """Texts under way, and their vectors to come."""

    def __init__(self, keys: tuple[str, ...], vectors: Future[Vectors]) -> None:
        self.keys, self.vectors = keys, vectors
