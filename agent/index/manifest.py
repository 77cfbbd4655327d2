"""The record of what an index holds: documents, their live chunks, the words of these, and what may be left over in the vector store.

Vectors are written before the record says that their chunks are live, and deleted after it says that they are not. So at any moment the
record is the truth, and `leftovers` names all ids that may stand in the vector store without being live.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from agent.index.chunks import chunk_text
from agent.index.database import connect, transaction
from agent.index.lexical import TermTable
from agent.model.chunk import Chunk

SCHEMA = "1"
_STATEMENTS = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)",
    "CREATE TABLE documents (path TEXT PRIMARY KEY, place TEXT NOT NULL, sha256 TEXT NOT NULL, language TEXT NOT NULL,"
    " bytes INTEGER NOT NULL, content BLOB NOT NULL)",
    "CREATE TABLE pieces (piece INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, line INTEGER NOT NULL,"
    " end_line INTEGER NOT NULL, kind TEXT NOT NULL, headings TEXT NOT NULL, body TEXT NOT NULL, key TEXT NOT NULL)",
    "CREATE INDEX pieces_by_place ON pieces (path, kind, line)",
    "CREATE TABLE leftovers (id TEXT PRIMARY KEY)",
)
_COLUMNS = "piece, id, path, line, end_line, kind, headings, body, key"
_AT_ONCE = 10_000


class Piece(Struct, frozen=True):
    """A live chunk, the number of its row, and the key of its vector."""

    row: int
    chunk: Chunk
    key: str


class Change(Struct, frozen=True):
    """A document as it is now: chunks that are new, with the keys of their vectors; chunks that only moved; rows that are gone.

    `path` is as the user gave it, `place` where that was in the file system.
    """

    path: str
    place: str
    sha256: str
    language: str
    content: bytes
    added: tuple[tuple[Chunk, str], ...]
    kept: tuple[Chunk, ...]
    removed: tuple[int, ...]


class Manifest:
    """A SQLite file. Readers see the last commit. Raises sqlite3.Error; the caller knows what to tell the user."""

    def __init__(self, path: Path) -> None:
        self.database = connect(path)
        self.terms = {kind: TermTable(self.database, f"{kind}_terms") for kind in ("text", "fact")}

    def create(self, meta: dict[str, str]) -> None:
        with transaction(self.database):
            for statement in _STATEMENTS:
                self.database.execute(statement)
            for table in self.terms.values():
                table.create()
            self._set({**meta, "schema": SCHEMA, "id": uuid.uuid4().hex[:12], "generation": "0"})

    def exists(self) -> bool:
        return self.database.execute("SELECT 1 FROM sqlite_master WHERE name = 'leftovers'").fetchone() is not None

    def meta(self) -> dict[str, str]:
        return dict(self.database.execute("SELECT key, value FROM meta"))

    def set_meta(self, key: str, value: str) -> None:
        with transaction(self.database):
            self._set({key: value})

    def _set(self, values: dict[str, str]) -> None:
        self.database.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?, ?)", sorted(values.items()))

    # Documents

    def hashes(self) -> dict[str, str]:
        """SHA-256 of every live document by path, sorted."""
        return dict(self.database.execute("SELECT path, sha256 FROM documents ORDER BY path"))

    def places(self) -> dict[str, str]:
        """Absolute paths of the files of all live documents, by path."""
        return dict(self.database.execute("SELECT path, place FROM documents ORDER BY path"))

    def content(self, path: str) -> bytes | None:
        found = self.database.execute("SELECT content FROM documents WHERE path = ?", (path,)).fetchone()
        return zlib.decompress(found[0]) if found else None

    def languages(self) -> frozenset[str]:
        return frozenset(row[0] for row in self.database.execute("SELECT DISTINCT language FROM documents"))

    def counts(self) -> dict[str, int]:
        """Live chunks by kind, and documents."""
        found = {kind: int(count) for kind, count in self.database.execute("SELECT kind, count(*) FROM pieces GROUP BY kind")}
        documents = int(self.database.execute("SELECT count(*) FROM documents").fetchone()[0])
        return {"documents": documents, "text": found.get("text", 0), "fact": found.get("fact", 0)}

    # Chunks

    def of_document(self, path: str) -> dict[str, int]:
        """Rows of a document's live chunks by id."""
        return dict(self.database.execute("SELECT id, piece FROM pieces WHERE path = ?", (path,)))

    def pieces(self, rows: Iterable[int]) -> dict[int, Piece]:
        asked = json.dumps(list(rows))
        found = self.database.execute(f"SELECT {_COLUMNS} FROM pieces WHERE piece IN (SELECT value FROM json_each(?))", (asked,))  # noqa: S608
        return {row[0]: _piece(row) for row in found}

    def rows_of(self, ids: Sequence[str]) -> dict[str, int]:
        asked = json.dumps(list(ids))
        return dict(self.database.execute("SELECT id, piece FROM pieces WHERE id IN (SELECT value FROM json_each(?))", (asked,)))

    def in_documents(self, paths: Sequence[str], kind: str) -> dict[str, int]:
        """Rows by id of all live chunks of a kind in these documents."""
        statement = "SELECT id, piece FROM pieces WHERE kind = ? AND path IN (SELECT value FROM json_each(?))"
        return dict(self.database.execute(statement, (kind, json.dumps(list(paths)))))

    def homes(self, facts: Iterable[Piece]) -> set[int]:
        """Rows of the passages that hold the lines of these facts."""
        places = json.dumps([[fact.chunk.path, fact.chunk.line] for fact in facts])
        statement = (
            "SELECT DISTINCT home.piece FROM json_each(?) AS place JOIN pieces AS home ON home.path = json_extract(place.value, '$[0]')"
            " AND home.kind = 'text' AND home.line <= json_extract(place.value, '$[1]')"
            " AND home.end_line >= json_extract(place.value, '$[1]')"
        )
        return {row[0] for row in self.database.execute(statement, (places,))}

    def facts_in(self, passages: Iterable[Piece]) -> dict[int, Piece]:
        """The facts whose lines these passages hold."""
        found: dict[int, Piece] = {}
        statement = f"SELECT {_COLUMNS} FROM pieces WHERE path = ? AND kind = 'fact' AND line BETWEEN ? AND ?"  # noqa: S608
        for passage in passages:
            place = (passage.chunk.path, passage.chunk.line, passage.chunk.end_line)
            found.update((row[0], _piece(row)) for row in self.database.execute(statement, place))
        return found

    def live(self, kind: str | None = None) -> Iterator[tuple[int, str, str]]:
        """(row, id, key of the vector) of every live chunk, in pages, so that no cursor is held open."""
        last = 0
        while True:
            page = self.database.execute(
                "SELECT piece, id, key FROM pieces WHERE piece > ? AND (? IS NULL OR kind = ?) ORDER BY piece LIMIT ?",
                (last, kind, kind, _AT_ONCE),
            ).fetchall()
            yield from page
            if len(page) < _AT_ONCE:
                return
            last = page[-1][0]

    # The protocol

    def announce(self, ids: Iterable[str]) -> None:
        """Says, before they are written, which ids may come to stand in the vector store."""
        with transaction(self.database):
            self.database.executemany("INSERT OR IGNORE INTO leftovers (id) VALUES (?)", ((one,) for one in ids))

    def leftovers(self) -> list[str]:
        return [row[0] for row in self.database.execute("SELECT id FROM leftovers ORDER BY id")]

    def forget(self, ids: Iterable[str]) -> None:
        """Says that these ids stand in the vector store no more."""
        with transaction(self.database):
            self.database.executemany("DELETE FROM leftovers WHERE id = ?", ((one,) for one in ids))

    def flip(self, changes: Sequence[Change], gone: Sequence[str] = ()) -> None:
        """Makes the changed documents live and the gone ones disappear, in one transaction."""
        with transaction(self.database):
            for path in gone:
                self._remove(self.of_document(path).values())
                self.database.execute("DELETE FROM documents WHERE path = ?", (path,))
            for change in changes:
                self._apply(change)
            self.database.execute("UPDATE meta SET value = CAST(value AS INTEGER) + 1 WHERE key = 'generation'")

    def _apply(self, change: Change) -> None:
        self._remove(change.removed)
        moved = ((chunk.line, chunk.end_line, chunk.id) for chunk in change.kept)
        self.database.executemany("UPDATE pieces SET line = ?, end_line = ? WHERE id = ?", moved)
        self._insert(change.added, change.language)
        packed = zlib.compress(change.content, 6)
        row = (change.path, change.place, change.sha256, change.language, len(change.content), packed)
        self.database.execute(
            "INSERT OR REPLACE INTO documents (path, place, sha256, language, bytes, content) VALUES (?, ?, ?, ?, ?, ?)", row
        )

    def _insert(self, added: Sequence[tuple[Chunk, str]], language: str) -> None:
        for chunk, key in added:
            values = (chunk.id, chunk.path, chunk.line, chunk.end_line, chunk.kind, json.dumps(chunk.headings), chunk.body, key)
            row = self.database.execute(
                "INSERT INTO pieces (id, path, line, end_line, kind, headings, body, key) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values
            ).lastrowid
            assert row is not None
            self.terms[chunk.kind].add([(row, chunk.text, language)])
            self.database.execute("DELETE FROM leftovers WHERE id = ?", (chunk.id,))

    def _remove(self, rows: Iterable[int]) -> None:
        numbers = json.dumps(list(rows))
        listed = self.database.execute(
            "SELECT piece, id, kind FROM pieces WHERE piece IN (SELECT value FROM json_each(?))", (numbers,)
        ).fetchall()
        for kind, table in self.terms.items():
            table.remove(row for row, _, found in listed if found == kind)
        texts = ((one,) for _, one, kind in listed if kind == "text")
        self.database.executemany("INSERT OR IGNORE INTO leftovers (id) VALUES (?)", texts)
        self.database.executemany("DELETE FROM pieces WHERE piece = ?", ((row,) for row, _, _ in listed))

    def close(self) -> None:
        self.database.close()


def _piece(row: sqlite3.Row | tuple[int, str, str, int, int, str, str, str, str]) -> Piece:
    number, identity, path, line, end_line, kind, headings, body, key = row
    above = tuple(json.loads(headings))
    return Piece(number, Chunk(identity, path, line, end_line, above, body, chunk_text(above, body), kind), key)
