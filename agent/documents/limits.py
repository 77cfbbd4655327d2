"""How much a document may cost to read."""

from __future__ import annotations

from msgspec import Struct

_MB = 1_000_000


class Limits(Struct, frozen=True):
    """Sizes in bytes, times in seconds. The child limits hold for each office or PDF file, which is read in a process of its own."""

    file_bytes: int = 50 * _MB
    files: int = 20_000
    archive_entries: int = 2_000
    archive_bytes: int = 100 * _MB
    archive_ratio: int = 100
    child_seconds: int = 60
    child_memory: int = 1_000 * _MB
    cells: int = 200_000
    pages: int = 2_000
    text_bytes: int = 20 * _MB
