"""One ranking out of two kinds of evidence: shared words and shared meaning."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.model.chunk import Chunk, Retrieved

FACTS_SHOWN = 3
LEXICAL_SHARE = 0.4
# What a passage keeps of its score for each passage of its document, of its section, that is listed before it.
# Sections are told apart by all of their headings: a question about one phase wants several of its parts. Measured on gold evidence lines
# among the first four passages (benchmarks/retrieval.py): 0.864 and 0.834, by the two top headings 0.864 and 0.815.
SAME_DOCUMENT = 0.9
SAME_SECTION = 0.95


class Scored(Struct, frozen=True):
    """A chunk or fact with its scores; `lexical` is a share of the attainable BM25 (0..1), `semantic` a cosine, None where not searched."""

    piece: Chunk
    lexical: float
    semantic: float | None

    @property
    def score(self) -> float:
        return fuse(self.lexical, self.semantic)


def fuse(lexical: float, semantic: float | None) -> float:
    """A weighted mean of both, each on its own absolute scale; the lexical score alone where no meaning was compared.

    Neither is stretched to the range of the hits at hand, so that a text with every rare word of the query stays above one that is merely
    the nearest. Measured (benchmarks/retrieval.py): Cranfield nDCG@10 0.427 (min-max fusion 0.418, reciprocal rank fusion 0.421),
    LIMIT-small 0.995 (0.980 and 0.707).
    """
    return lexical if semantic is None else LEXICAL_SHARE * lexical + (1 - LEXICAL_SHARE) * max(0.0, semantic)


def rank(texts: Iterable[Scored], facts: Iterable[Scored], limit: int) -> list[Retrieved]:
    """Passages, best first: each counts as much as the best of itself and the facts that stand in it.

    Of passages that score alike those come first that add another document or section to what is listed above them, since a question
    is often about several places. Scores are as matched, without that. Ties in document order.
    """
    by_path: dict[str, list[Scored]] = {}
    for fact in facts:
        by_path.setdefault(fact.piece.path, []).append(fact)
    ranked = [_lifted(text, by_path.get(text.piece.path, ())) for text in texts]
    ranked.sort(key=lambda hit: (-hit.score, hit.chunk.path, hit.chunk.line, hit.chunk.id))
    return _spread(ranked[: 4 * limit], limit)


def _spread(ranked: Sequence[Retrieved], limit: int) -> list[Retrieved]:
    remaining, chosen = list(ranked), list[Retrieved]()
    paths, sections = Counter[str](), Counter[tuple[str, ...]]()
    while remaining and len(chosen) < limit:
        best = max(remaining, key=lambda hit: hit.score * SAME_DOCUMENT ** paths[hit.chunk.path] * SAME_SECTION ** sections[_section(hit)])
        remaining.remove(best)
        chosen.append(best)
        paths[best.chunk.path] += 1
        sections[_section(best)] += 1
    return chosen


def _section(hit: Retrieved) -> tuple[str, ...]:
    return (hit.chunk.path, *hit.chunk.headings)


def _lifted(text: Scored, facts: Sequence[Scored]) -> Retrieved:
    inside = [fact for fact in facts if text.piece.line <= fact.piece.line <= text.piece.end_line]
    inside.sort(key=lambda fact: (-fact.score, fact.piece.line, fact.piece.id))
    best = inside[0] if inside and inside[0].score > text.score else text
    hit = Retrieved(text.piece, round(best.score, 6), round(best.lexical, 6), None if best.semantic is None else round(best.semantic, 6))
    return replace(hit, facts=tuple(fact.piece for fact in inside[:FACTS_SHOWN]))
