"""Hybrid search over an index: words from the manifest, meaning from the vector store, both scored exactly for every candidate."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

import numpy
from msgspec import Struct

from agent.index.embeddings import EmbeddingCache
from agent.index.manifest import Manifest, Piece
from agent.index.ranking import Scored, rank
from agent.model.chunk import Retrieved
from agent.ports import Embedder, Hit, Vectors

# Rows that each kind of search contributes, and passages whose facts are looked at, before the final ranking.
CANDIDATES = 100
FACT_CANDIDATES = 400
EXAMINED = 80

Nearest = Callable[[Vectors, int, Sequence[str] | None], list[Hit]]


class Searcher(Struct, frozen=True):
    """Reads one manifest and its vectors; writes nothing."""

    manifest: Manifest
    cache: EmbeddingCache
    embedder: Embedder

    def search(self, query: str, limit: int, paths: Sequence[str] | None, nearest: Nearest) -> list[Retrieved]:
        """`nearest` asks the vector store for (vector, how many, among which ids). What it returns and is not live does not count."""
        vector = self.embedder.embed([query])[0]
        languages = self.manifest.languages()
        allowed = {kind: None if paths is None else self.manifest.in_documents(paths, kind) for kind in ("text", "fact")}
        lexical = {
            kind: table.search(query, languages, most, _rows(allowed[kind]))
            for (kind, table), most in zip(self.manifest.terms.items(), (CANDIDATES, FACT_CANDIDATES), strict=True)
        }
        near = self._near(vector, _ids(allowed["text"]), nearest)
        named = self.manifest.pieces(lexical["fact"])
        candidates = lexical["text"].keys() | near | self.manifest.homes(named.values())
        texts = self._scored(self.manifest.pieces(candidates), self._all_lexical(query, languages, candidates, lexical["text"]), vector)
        examined = sorted(texts, key=lambda row: (-texts[row].score, row))[:EXAMINED]
        inside = self.manifest.facts_in(Piece(row, texts[row].piece, "") for row in {*examined, *self.manifest.homes(named.values())})
        facts = self._scored(inside, lexical["fact"], vector)
        return rank(texts.values(), facts.values(), limit)

    def _near(self, vector: Vectors, within: Sequence[str] | None, nearest: Nearest) -> set[int]:
        if within is not None and not within:
            return set()
        hits = nearest(vector, CANDIDATES + len(self.manifest.leftovers()), within)
        return set(self.manifest.rows_of([hit.id for hit in hits]).values())

    def _all_lexical(self, query: str, languages: Collection[str], rows: Collection[int], known: Mapping[int, float]) -> dict[int, float]:
        """Lexical scores of candidates that meaning brought, too: a text is not taken for wordless because others had more words."""
        unknown = sorted(set(rows) - known.keys())
        return {**known, **self.manifest.terms["text"].search(query, languages, len(unknown), unknown)}

    def _scored(self, pieces: Mapping[int, Piece], lexical: Mapping[int, float], vector: Vectors) -> dict[int, Scored]:
        vectors = self.cache.get([piece.key for piece in pieces.values()])
        return {
            row: Scored(piece.chunk, lexical.get(row, 0.0), float(vectors[piece.key] @ vector) if piece.key in vectors else None)
            for row, piece in pieces.items()
        }


class ExactVectors:
    """Nearest neighbours straight from the cache, for readers while another process owns the vector store. Exact, and 1.5 kB a chunk."""

    def __init__(self, manifest: Manifest, cache: EmbeddingCache) -> None:
        live = [(one, key) for _, one, key in manifest.live("text")]
        found = cache.get([key for _, key in live])
        self._ids = [one for one, key in live if key in found]
        self._matrix = numpy.stack([found[key] for _, key in live if key in found]) if self._ids else numpy.zeros((0, 1), numpy.float32)

    def query(self, vector: Vectors, limit: int, within: Sequence[str] | None = None) -> list[Hit]:
        if not self._ids:
            return []
        scores = self._matrix @ vector
        order = numpy.argsort(-scores, kind="stable")
        allowed = None if within is None else set(within)
        hits = (Hit(self._ids[at], float(scores[at])) for at in order.tolist())
        return [hit for hit in hits if allowed is None or hit.id in allowed][:limit]


def _rows(allowed: Mapping[str, int] | None) -> list[int] | None:
    return None if allowed is None else sorted(allowed.values())


def _ids(allowed: Mapping[str, int] | None) -> list[str] | None:
    return None if allowed is None else sorted(allowed)
