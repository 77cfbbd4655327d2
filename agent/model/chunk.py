"""Pieces of documents that retrieval works on."""

from __future__ import annotations

from msgspec import Struct


class Chunk(Struct, frozen=True):
    """Consecutive lines of one document that fit the embedder's window.

    `id` is a hash of path, position, content and schema; `text` is what is embedded and searched: the heading path, then `body`. `kind`
    is "text" for pieces of the document, "fact" for the sentence made of one fact (its lines are those of the fact).
    """

    id: str
    path: str
    line: int
    end_line: int
    headings: tuple[str, ...]
    body: str
    text: str
    kind: str = "text"


class Retrieved(Struct, frozen=True):
    """A chunk that matched: the fused score (0..1) and both parts of it (BM25 normalised to 0..1, cosine; None where not searched).

    `facts` are the fact records inside the chunk that matched best, best first; the scores are the chunk's own or its best fact's.
    """

    chunk: Chunk
    score: float
    lexical: float | None = None
    semantic: float | None = None
    facts: tuple[Chunk, ...] = ()
