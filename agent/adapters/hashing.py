"""An embedder without weights: for tests, and as the last resort where no model can be had."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy

from agent.index.terms import words
from agent.ports import Vectors


class HashEmbedder:
    """Implements `ports.Embedder` by feature hashing (Weinberger et al. 2009): words and their letter trigrams, each on a signed axis.

    Texts are near when they share words or parts of words; it knows no meaning. The same text gives the same vector everywhere.
    """

    max_tokens = 254

    def __init__(self, dimensions: int = 384) -> None:
        self.dimensions = dimensions
        self.name = f"hash/1-{dimensions}"

    def count(self, text: str) -> int:
        return len(words(text))

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors: Vectors = numpy.zeros((len(texts), self.dimensions), dtype=numpy.float32)
        for row, text in zip(vectors, texts, strict=True):
            for word in words(text):
                for axis, weight in _features(word):
                    row[axis % self.dimensions] += weight
            if not row.any():
                row[0] = 1.0  # a text without words still needs a direction
        vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
        return vectors


@lru_cache(maxsize=100_000)
def _features(word: str) -> tuple[tuple[int, float], ...]:
    return tuple(_axis(feature, weight) for feature, weight in _parts(word))


def _parts(word: str) -> Iterator[tuple[str, float]]:
    yield word, 1.0
    if len(word) > 3:
        padded = f"<{word}>"
        for at in range(len(padded) - 2):
            yield padded[at : at + 3], 1.0 / len(word)


def _axis(feature: str, weight: float) -> tuple[int, float]:
    digest = int.from_bytes(blake2b(feature.encode("utf-8", "replace"), digest_size=8).digest(), "big")
    return digest >> 1, weight if digest & 1 else -weight
