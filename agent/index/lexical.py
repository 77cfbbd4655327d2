"""BM25 over chunks in SQLite's FTS5, on disk beside the manifest or in memory.

Each chunk is a row of three columns: its stems; its words as written, with a small weight, so that an exact word beats its relatives; and
the concepts it names, so that other words for the same thing and other languages find it too.
FTS5's own ranking is BM25 with k1 = 1.2 and b = 0.75 (sqlite.org/fts5.html, "The bm25() function").
"""

from __future__ import annotations

import json
import math
import sqlite3
from collections.abc import Iterable, Sequence

from msgspec import Struct

from agent.facts import detect_language
from agent.index.concepts import concept_terms, concepts_written
from agent.index.terms import QueryTerm, query_terms, stem, words

# Measured (benchmarks/retrieval.py): Cranfield nDCG@10 0.372 without, 0.376 with; LIMIT-small 0.991 and 0.997.
SURFACE_WEIGHT = 0.3
CONCEPT_WEIGHT = 0.2
_K1 = 1.2
# Where every word of a query is in most rows there is nothing to tell them apart by: the scores stay low instead of being stretched to 1.
_LEAST_ATTAINABLE = 1.0


class TermTable(Struct, frozen=True):
    """A full-text table of a database and its vocabulary. Rows are known by the rowid of the chunk they belong to.

    `name` is one of ours, never a user's: it becomes part of the statements. Long and short texts do not share a table, because BM25 weighs
    a row's length against the average.
    """

    database: sqlite3.Connection
    name: str = "terms"

    def create(self) -> None:
        columns = "stems, surfaces, concepts, tokenize = \"unicode61 remove_diacritics 0 tokenchars '.,'\""
        self.database.execute(f"CREATE VIRTUAL TABLE {self.name} USING fts5({columns})")
        self.database.execute(f"CREATE VIRTUAL TABLE {self.name}_vocabulary USING fts5vocab({self.name}, 'col')")

    def add(self, rows: Iterable[tuple[int, str, str]]) -> None:
        """(rowid, text, language of the text) each."""
        filled = ((row, *_columns(text, language)) for row, text, language in rows)
        self.database.executemany(f"INSERT INTO {self.name} (rowid, stems, surfaces, concepts) VALUES (?, ?, ?, ?)", filled)  # noqa: S608

    def remove(self, rows: Iterable[int]) -> None:
        self.database.executemany(f"DELETE FROM {self.name} WHERE rowid = ?", ((row,) for row in rows))  # noqa: S608

    def search(self, query: str, languages: Iterable[str], limit: int, within: Sequence[int] | None = None) -> dict[int, float]:
        """Scores of the best rows, best first: BM25 as the share (0..1) of what a text with every known word of the query would score.

        `within` restricts it to some rows; words that stand nowhere do not count.
        """
        spoken = frozenset(languages)
        terms = query_terms(query, spoken)
        count = int(self.database.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0]) if terms else 0  # noqa: S608
        phrases = [phrase for term in terms for phrase in self._phrases(term, count)]
        phrases += self._concepts(query, spoken, count)
        attainable = max(sum(phrase.attainable for phrase in phrases), _LEAST_ATTAINABLE)
        if not phrases or limit < 1:
            return {}
        chosen = None if within is None else json.dumps(list(within))
        statement = (
            f"SELECT rowid, -bm25({self.name}, 1.0, ?, ?) AS score FROM {self.name} WHERE {self.name} MATCH ?"  # noqa: S608
            " AND (? IS NULL OR rowid IN (SELECT value FROM json_each(?))) ORDER BY score DESC, rowid LIMIT ?"
        )
        match = " OR ".join(phrase.match for phrase in phrases)
        found = self.database.execute(statement, (SURFACE_WEIGHT, CONCEPT_WEIGHT, match, chosen, chosen, limit))
        return {row: min(1.0, max(0.0, score / attainable)) for row, score in found}

    def _phrases(self, term: QueryTerm, count: int) -> list[_Phrase]:
        """What of a query word stands in the table. Of several stems only the commonest counts towards what is attainable."""
        stems = [_phrase("stems", stem, self._rows_with("stems", stem), count, 1.0) for stem in term.stems]
        best = max((phrase.attainable for phrase in stems if phrase.rows), default=0.0)
        leading = next((at for at, phrase in enumerate(stems) if phrase.rows and phrase.attainable == best), None)
        kept = [phrase if at == leading else _Phrase(phrase.match, phrase.rows, 0.0) for at, phrase in enumerate(stems)]
        surface = _phrase("surfaces", term.surface, self._rows_with("surfaces", term.surface), count, SURFACE_WEIGHT)
        return [phrase for phrase in (*kept, surface) if phrase.rows]

    def _concepts(self, query: str, languages: frozenset[str], count: int) -> list[_Phrase]:
        named = dict.fromkeys(concept_terms(query, {detect_language(query), *languages}))
        found = (_phrase("concepts", term, self._rows_with("concepts", term), count, CONCEPT_WEIGHT) for term in named)
        return [phrase for phrase in found if phrase.rows]

    def _rows_with(self, column: str, word: str) -> int:
        statement = f"SELECT doc FROM {self.name}_vocabulary WHERE term = ? AND col = ?"  # noqa: S608
        found = self.database.execute(statement, (word, column)).fetchone()
        return int(found[0]) if found else 0


class _Phrase(Struct, frozen=True):
    match: str
    rows: int
    attainable: float


def _phrase(column: str, word: str, rows: int, count: int, weight: float) -> _Phrase:
    """`attainable` is what FTS5 gives a row of average length that has the word once, at this weight."""
    rarity = max(1e-6, math.log((count - rows + 0.5) / (rows + 0.5)))
    return _Phrase(f'{column}:"{word}"', rows, rarity * weight * (_K1 + 1) / (weight + _K1))


def _columns(text: str, language: str) -> tuple[str, str, str]:
    written = words(text)
    return " ".join(stem(word, language) for word in written), " ".join(written), " ".join(concepts_written(text, written, (language,)))
