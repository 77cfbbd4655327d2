"""A search over given documents, in memory: what `ask QUESTION PATH...` uses, with no embedder and no index on disk."""

from __future__ import annotations

import sqlite3
import weakref
from collections.abc import Mapping, Sequence

from agent.index.chunks import chunks
from agent.index.lexical import TermTable
from agent.index.ranking import Scored, rank
from agent.model.chunk import Chunk, Retrieved
from agent.model.roadmap import Roadmap

# Rows that are looked at before facts lift the passages they stand in.
_CANDIDATES = 200


class LexicalIndex:
    """Implements `ports.Search` by words alone, over the chunks of any number of documents.

    `languages` (path -> ISO 639-1) decides how words are stemmed; a path without one is taken for English.
    """

    def __init__(self, pieces: Sequence[Chunk], languages: Mapping[str, str] | None = None) -> None:
        self._pieces = tuple(pieces)
        self._homes = _homes(self._pieces)
        spoken = languages or {}
        self._languages = frozenset(spoken.values())
        self._database = sqlite3.connect(":memory:", check_same_thread=False)
        self.close = weakref.finalize(self, self._database.close)  # whoever forgets it, or runs into an error, leaves nothing open
        self._tables = {kind: TermTable(self._database, f"{kind}_terms") for kind in ("text", "fact")}
        for kind, table in self._tables.items():
            table.create()
            table.add((at, piece.text, spoken.get(piece.path, "en")) for at, piece in enumerate(self._pieces) if piece.kind == kind)

    def search(self, query: str, limit: int = 10, paths: Sequence[str] | None = None) -> list[Retrieved]:
        """The passages that share telling words with `query`, themselves or in a fact, best first."""
        within = None if paths is None else [at for at, piece in enumerate(self._pieces) if piece.path in set(paths)]
        found = {kind: table.search(query, self._languages, _CANDIDATES, within) for kind, table in self._tables.items()}
        facts = [Scored(self._pieces[at], score, None) for at, score in found["fact"].items()]
        direct = found["text"]
        homes = {home for at in found["fact"] for home in self._homes.get(at, ())}
        texts = [Scored(self._pieces[at], direct.get(at, 0.0), None) for at in sorted(homes | direct.keys())]
        return rank(texts, facts, limit)


def _homes(pieces: Sequence[Chunk]) -> dict[int, tuple[int, ...]]:
    """The passages that hold the line of each fact, by places in `pieces`."""
    by_line: dict[tuple[str, int], list[int]] = {}
    for at, piece in enumerate(pieces):
        if piece.kind == "text":
            for line in range(piece.line, piece.end_line + 1):
                by_line.setdefault((piece.path, line), []).append(at)
    return {at: tuple(by_line.get((piece.path, piece.line), ())) for at, piece in enumerate(pieces) if piece.kind == "fact"}


def index_roadmaps(roadmaps: Sequence[Roadmap]) -> LexicalIndex:
    """A search over just these roadmaps, ready at once: no model, no network, nothing written."""
    languages = {roadmap.document.path: roadmap.language for roadmap in roadmaps}
    return LexicalIndex([piece for roadmap in roadmaps for piece in chunks(roadmap.document, roadmap)], languages)
