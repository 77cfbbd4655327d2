"""How the index opens its SQLite files, and what it says when the disk refuses."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from agent.errors import StoreError

_BUSY_SECONDS = 5.0
_WHOLE_BYTES = 32_000_000  # files up to this size are compared byte by byte
_END_BYTES = 1_000_000


def connect(path: Path, *statements: str) -> sqlite3.Connection:
    """A connection that commits when told to, each commit flushed to disk; a write-ahead log lets readers see the last one meanwhile.

    `statements` are run on it; when one fails it is closed again.
    """
    database = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", *statements):
            database.execute(statement)
    except sqlite3.Error:
        database.close()
        raise
    except UnicodeDecodeError as error:  # the message about a damaged file may quote it
        database.close()
        raise sqlite3.DatabaseError("the file is damaged") from error
    return database


@contextmanager
def transaction(database: sqlite3.Connection) -> Iterator[None]:
    """All of it or nothing."""
    database.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if database.in_transaction:  # a full disk has rolled back already
            database.execute("ROLLBACK")
        raise
    database.execute("COMMIT")


def is_sound(database: sqlite3.Connection) -> bool:
    """Whether SQLite finds its own structures in order."""
    try:
        return [row[0] for row in database.execute("PRAGMA quick_check(1)")] == ["ok"]
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def fingerprint(path: Path) -> str:
    """Changes when the file does; an empty one is as good as none. Of a file over 32 MB: its size, time, first and last megabyte."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ""
    if found.st_size == 0:
        return ""
    digest = hashlib.sha256(str(found.st_size).encode())
    with path.open("rb") as content:
        if found.st_size <= _WHOLE_BYTES:
            digest.update(content.read())
        else:
            digest.update(str(found.st_mtime_ns).encode() + content.read(_END_BYTES))
            content.seek(-_END_BYTES, 2)
            digest.update(content.read())
    return digest.hexdigest()


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """What SQLite and the file system refuse, as one line for the user."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StoreError(f"the index cannot be used ({error})", where=str(folder), remedy=_remedy(str(error))) from error
    except OSError as error:
        what = error.strerror or type(error).__name__
        raise StoreError(f"the index cannot be used ({what})", where=str(folder), remedy=_remedy(what)) from error


def _remedy(what: str) -> str:
    if "full" in what or "No space" in what or "too large" in what:
        return "free some disk space and run the command again: it goes on where it stopped"
    if "locked" in what:
        return "another process is using it: run the command again when it has ended"
    if "ermission" in what or "readonly" in what or "Read-only" in what or "unable to open" in what:
        return "check the permissions of the folder, or choose another one with ROADMAP_INDEX"
    return "run: roadmap ingest --rebuild PATH..."
