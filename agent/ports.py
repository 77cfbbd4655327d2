"""What the core asks of the outside world, as small Protocols; `agent/adapters` holds the implementations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy
from numpy.typing import NDArray

from agent.model.chunk import Retrieved

Vectors = NDArray[numpy.float32]


class TokenCounter(Protocol):
    name: str

    def count(self, text: str) -> int: ...


class Embedder(Protocol):
    """Texts to unit vectors. `name` identifies model and revision and is recorded in every index; `max_tokens` is the model's window."""

    name: str
    dimensions: int
    max_tokens: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of `dimensions` float32 per text, each of length 1."""
        ...

    def count(self, text: str) -> int:
        """Tokens of the embedder's own tokenizer, without special ones."""
        ...


@dataclass(frozen=True, slots=True)
class Hit:
    id: str
    score: float  # cosine similarity, -1..1


class VectorStore(Protocol):
    """Vectors under ids of our own. `add` overwrites; a read after `add` returns sees it. Texts stay in the manifest of the index."""

    def add(self, ids: Sequence[str], vectors: Vectors) -> None: ...

    def delete(self, ids: Sequence[str]) -> None: ...

    def query(self, vector: Vectors, limit: int, within: Sequence[str] | None = None) -> list[Hit]: ...

    def ids(self) -> list[str]: ...

    def close(self) -> None: ...


class Search(Protocol):
    """Hybrid search over chunks, best first. `paths` restricts it to some documents; None searches all."""

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]: ...
