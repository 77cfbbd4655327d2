"""Checks on an Office file before anything parses it: is it a zip, of bearable size, without XML entities."""

from __future__ import annotations

import io
import zipfile

from agent.documents.limits import Limits
from agent.errors import DocumentError

_RATIO_FROM = 1_000_000
_CHUNK = 1 << 20
_OVERLAP = 16
_FORBIDDEN = tuple(word.encode(codec) for word in ("<!DOCTYPE", "<!ENTITY") for codec in ("ascii", "utf-16-le", "utf-16-be"))
_MOST_TAGS = 1_000_000


def check_archive(data: bytes, path: str, limits: Limits) -> None:
    """Raise DocumentError if an Office file's zip is broken, encrypted, or claims more than the limits. Reads its directory only."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise DocumentError(
            "is encrypted or in an old Office format", where=path, remedy="remove the password and save it as docx, xlsx or pptx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        raise DocumentError(
            "is broken: not a readable Office file", where=path, remedy="open it in its program and save it again"
        ) from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise DocumentError("is encrypted", where=path, remedy="remove its password")
    _check_sizes(entries, path, limits)


def _check_sizes(entries: list[zipfile.ZipInfo], path: str, limits: Limits) -> None:
    if len(entries) > limits.archive_entries:
        raise DocumentError(f"holds {len(entries):,} parts, over the limit of {limits.archive_entries:,}", where=path, remedy=_SIMPLER)
    total = sum(entry.file_size for entry in entries)
    if total > limits.archive_bytes:
        size, most = total // 1_000_000, limits.archive_bytes // 1_000_000
        raise DocumentError(f"expands to {size:,} MB, over the limit of {most:,} MB", where=path, remedy=_SIMPLER)
    for entry in entries:
        if entry.file_size > _RATIO_FROM and entry.file_size > limits.archive_ratio * max(1, entry.compress_size):
            raise DocumentError("expands more than a document can (a zip bomb)", where=path, remedy="do not open it")


_SIMPLER = "export the part you need as Markdown or CSV"


def check_parts(data: bytes) -> tuple[str, str] | None:
    """Why the XML in an archive must not be parsed, as (what, remedy), or None. Streams every part once, in bounded memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for entry in archive.infolist():
            if entry.filename.lower().endswith((".xml", ".rels", ".vml")):
                refusal = _check_part(archive, entry)
                if refusal:
                    return refusal
    return None


def _check_part(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> tuple[str, str] | None:
    tags, tail = 0, b""
    streamed = entry.filename.startswith("xl/worksheets/")  # read row by row, up to a count of cells
    try:
        with archive.open(entry) as part:
            while chunk := part.read(_CHUNK):
                window = tail + chunk
                if any(word in window for word in _FORBIDDEN):
                    return "defines XML entities, which no Office program writes", "do not open it"
                tags += 0 if streamed else chunk.count(b"<")
                if tags > _MOST_TAGS:
                    return f"holds over {_MOST_TAGS:,} XML elements in one part", _SIMPLER
                tail = window[-_OVERLAP:]
    except (zipfile.BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError):
        return "is broken: a part of it cannot be unpacked", "open it in its program and save it again"
    except Exception as error:  # zlib.error and its kin have no common base
        return f"is broken: a part of it cannot be unpacked ({type(error).__name__})", "open it in its program and save it again"
    return None
