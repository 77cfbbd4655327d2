"""One ranking out of two kinds of evidence: shared words and shared meaning."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from agent.model.chunk import Chunk, Retrieved

FACTS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Scored:
    """A chunk or fact with its scores; `lexical` is a share of the attainable BM25 (0..1), `semantic` a cosine, None where not searched."""

    piece: Chunk
    lexical: float
    semantic: float | None

    @property
    def score(self) -> float:
        return fuse(self.lexical, self.semantic)


def fuse(lexical: float, semantic: float | None) -> float:
    """The mean of both, each on its own absolute scale; the lexical score alone where no meaning was compared.

    Neither is stretched to the range of the hits at hand, so that a text with every rare word of the query stays above one that is merely
    the nearest. Measured (benchmarks/retrieval.py): Cranfield nDCG@10 0.43 against 0.42 for min-max and reciprocal rank fusion,
    LIMIT-small 0.99 against 0.98 and 0.71.
    """
    return lexical if semantic is None else (lexical + max(0.0, semantic)) / 2


def rank(texts: Iterable[Scored], facts: Iterable[Scored], limit: int) -> list[Retrieved]:
    """Passages, best first: each counts as much as the best of itself and the facts that stand in it. Ties in document order."""
    by_path: dict[str, list[Scored]] = {}
    for fact in facts:
        by_path.setdefault(fact.piece.path, []).append(fact)
    ranked = [_lifted(text, by_path.get(text.piece.path, ())) for text in texts]
    ranked.sort(key=lambda hit: (-hit.score, hit.chunk.path, hit.chunk.line, hit.chunk.id))
    return ranked[:limit]


def _lifted(text: Scored, facts: Sequence[Scored]) -> Retrieved:
    inside = [fact for fact in facts if text.piece.line <= fact.piece.line <= text.piece.end_line]
    inside.sort(key=lambda fact: (-fact.score, fact.piece.line, fact.piece.id))
    best = inside[0] if inside and inside[0].score > text.score else text
    hit = Retrieved(text.piece, round(best.score, 6), round(best.lexical, 6), None if best.semantic is None else round(best.semantic, 6))
    return replace(hit, facts=tuple(fact.piece for fact in inside[:FACTS_SHOWN]))
