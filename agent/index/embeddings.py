"""Every vector that was ever paid for, by what it was made from: a rebuilt index costs no embedding call."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy

from agent.index.database import connect, is_sound, transaction
from agent.ports import Vectors

_SCHEMA = "CREATE TABLE IF NOT EXISTS vectors (key TEXT PRIMARY KEY, vector BLOB NOT NULL, digest BLOB NOT NULL)"
_KEY_DIGITS = 32
_DIGEST_BYTES = 8
_ASKED_AT_ONCE = 500


def embedding_key(embedder: str, dimensions: int, text: str) -> str:
    """What a vector depends on: the model with its revision, its dimensions, the text."""
    return hashlib.sha256(f"{embedder}\x00{dimensions}\x00{text}".encode("utf-8", "replace")).hexdigest()[:_KEY_DIGITS]


class EmbeddingCache:
    """Vectors of one embedder in a SQLite file of their own, so that damage to anything else does not cost them."""

    def __init__(self, path: Path, dimensions: int) -> None:
        self._dimensions = dimensions
        # A vector lost to a power cut is embedded again: the cache needs no flush of its own.
        self._database = connect(path, "PRAGMA synchronous = NORMAL", _SCHEMA)

    def get(self, keys: Sequence[str]) -> dict[str, Vectors]:
        """Those of the vectors that are here and whole."""
        found: dict[str, Vectors] = {}
        for at in range(0, len(keys), _ASKED_AT_ONCE):
            asked = json.dumps(list(keys[at : at + _ASKED_AT_ONCE]))
            rows = self._database.execute("SELECT key, vector, digest FROM vectors WHERE key IN (SELECT value FROM json_each(?))", (asked,))
            for key, vector, digest in rows:
                if len(vector) == 4 * self._dimensions and _digest(vector) == digest:
                    found[key] = numpy.frombuffer(vector, dtype="<f4")
        return found

    def put(self, keys: Sequence[str], vectors: Vectors) -> None:
        rows = ((key, data, _digest(data)) for key, data in zip(keys, (row.astype("<f4").tobytes() for row in vectors), strict=True))
        with transaction(self._database):
            self._database.executemany("INSERT OR REPLACE INTO vectors (key, vector, digest) VALUES (?, ?, ?)", rows)

    def __len__(self) -> int:
        return int(self._database.execute("SELECT count(*) FROM vectors").fetchone()[0])

    def prune(self, live: Iterable[str]) -> None:
        """Forgets what no live chunk uses, once that is more than half: an edit that is taken back stays free for a while."""
        database = self._database
        database.execute("CREATE TEMP TABLE IF NOT EXISTS live (key TEXT PRIMARY KEY)")
        with transaction(database):
            database.execute("DELETE FROM temp.live")
            database.executemany("INSERT OR IGNORE INTO temp.live (key) VALUES (?)", ((key,) for key in live))
            kept = int(database.execute("SELECT count(*) FROM temp.live").fetchone()[0])
            if len(self) > 2 * kept:
                database.execute("DELETE FROM vectors WHERE key NOT IN (SELECT key FROM temp.live)")

    def is_sound(self) -> bool:
        return is_sound(self._database)

    def close(self) -> None:
        self._database.close()


def _digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST_BYTES).digest()
