"""One process at a time may write an index or open its vectors: a lock, and a seal that says how the last owner left things."""

from __future__ import annotations

import os
from pathlib import Path

from filelock import FileLock, Timeout

from agent.errors import StoreError

LOCK_SECONDS = 5.0


class Ownership:
    """The lock of an index folder. The operating system lets go of it when the process ends, however it ends."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = FileLock(str(folder / "index.lock"))
        self._holder = folder / "owner"

    @property
    def held(self) -> bool:
        return self._lock.is_locked

    def try_acquire(self) -> bool:
        """Without waiting. False also where the folder cannot be written: whoever only reads can do without."""
        try:
            self._acquire(0)
        except (Timeout, OSError):
            return False
        return True

    def acquire(self, seconds: float = LOCK_SECONDS) -> None:
        """Raises StoreError when another process still owns the index after that time."""
        try:
            self._acquire(seconds)
        except Timeout as error:
            remedy = "wait for it to end, or share the index through a Chroma server with --store"
            raise StoreError(f"the index is in use by {self._other()}", where=str(self._folder), remedy=remedy) from error

    def release(self) -> None:
        if self._lock.is_locked:
            self._lock.release()

    def _acquire(self, seconds: float) -> None:
        self._lock.acquire(timeout=seconds, poll_interval=0.05)
        self._holder.write_text(str(os.getpid()), encoding="ascii")

    def _other(self) -> str:
        try:
            return f"process {int(self._holder.read_text(encoding='ascii'))}"
        except (OSError, ValueError):
            return "another process"


class Seal:
    """How the files of an index looked when their last owner closed them. Where it is missing or does not fit, they are examined."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "seal"

    def fits(self, state: str) -> bool:
        try:
            return self._file.read_text(encoding="ascii") == state
        except (OSError, UnicodeDecodeError):
            return False

    def break_(self) -> None:
        self._file.unlink(missing_ok=True)

    def write(self, state: str) -> None:
        partial = self._file.with_suffix(".partial")
        partial.write_text(state, encoding="ascii")
        partial.replace(self._file)
