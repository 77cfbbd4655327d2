"""BM25 over chunks, in memory: what `ask QUESTION PATH...` searches, with no embedder and no index on disk."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from agent.index.chunks import chunks
from agent.index.terms import words
from agent.model.chunk import Chunk, Retrieved
from agent.model.roadmap import Roadmap


class LexicalIndex:
    """Implements `ports.Search` with SQLite's FTS5. Scores are BM25 relative to the best hit (0..1)."""

    def __init__(self, pieces: Sequence[Chunk]) -> None:
        self._pieces = tuple(pieces)
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self._database.execute("CREATE VIRTUAL TABLE terms USING fts5(words, tokenize = 'porter unicode61 remove_diacritics 2')")
        rows = ((at, " ".join(words(piece.text))) for at, piece in enumerate(self._pieces))
        self._database.executemany("INSERT INTO terms (rowid, words) VALUES (?, ?)", rows)

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        """The chunks that share words with `query`, best first; ties in document order."""
        match = " OR ".join(f'"{word}"' for word in dict.fromkeys(words(query)))
        if not match or limit < 1:
            return []
        allowed = None if paths is None else [at for at, piece in enumerate(self._pieces) if piece.path in set(paths)]
        hits = self._database.execute(
            "SELECT rowid, -rank FROM terms WHERE words MATCH ? AND (? IS NULL OR rowid IN (SELECT value FROM json_each(?)))"
            " ORDER BY rank, rowid LIMIT ?",
            (match, *[None if allowed is None else json.dumps(allowed)] * 2, limit),
        ).fetchall()
        best = hits[0][1] if hits else 0.0
        return [_retrieved(self._pieces[at], score / best if best > 0 else 0.0) for at, score in hits]

    def close(self) -> None:
        self._database.close()


def _retrieved(piece: Chunk, score: float) -> Retrieved:
    return Retrieved(piece, round(score, 6), lexical=round(score, 6))


def index_roadmaps(roadmaps: Sequence[Roadmap]) -> LexicalIndex:
    """A search over just these roadmaps, ready at once: no model, no network, nothing written."""
    return LexicalIndex([piece for roadmap in roadmaps for piece in chunks(roadmap.document, roadmap)])
