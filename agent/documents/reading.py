"""Paths to documents: the one place in this layer that touches the file system. What cannot be read is said, the rest goes on."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from agent.documents.decoding import decode, looks_binary
from agent.documents.discovery import discover
from agent.documents.limits import Limits
from agent.documents.markdown import parse_markdown
from agent.errors import DocumentError
from agent.model.document import Document, ReadFailure, Reading

_STDIN = "-"


def read_paths(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    stdin: bytes | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Reading:
    """Read files, folders, patterns and standard input (`-`, whose bytes the caller passes). Sorted; a bad file becomes a ReadFailure."""
    documents: list[Document] = []
    failures: list[ReadFailure] = []
    named = [path for path in dict.fromkeys(paths) if path != _STDIN]
    found = discover(named, include=include, exclude=exclude, most=limits.files)
    failures.extend(found.failures)
    if _STDIN in paths:
        _take(_STDIN, stdin, limits, documents, failures)
    for path in found.files:
        _take(path, None, limits, documents, failures)
    return Reading(tuple(documents), tuple(sorted(failures, key=lambda failure: failure.path)))


def _take(path: str, data: bytes | None, limits: Limits, documents: list[Document], failures: list[ReadFailure]) -> None:
    try:
        if path == _STDIN and data is None:
            raise DocumentError("nothing was passed on standard input", where=path, remedy="pipe a document into the command")
        documents.append(read_bytes(_file_bytes(path, limits) if data is None else data, path, limits=limits))
    except DocumentError as error:
        failures.append(ReadFailure(path, error.what, error.remedy))


def _file_bytes(path: str, limits: Limits) -> bytes:
    """The bytes of a regular file within the size limit; raises DocumentError. A named pipe or device is never opened."""
    try:
        found = os.stat(path)
        if stat.S_ISDIR(found.st_mode):
            raise DocumentError("is a folder", where=path)
        if not stat.S_ISREG(found.st_mode):
            raise DocumentError("is not a regular file", where=path, remedy="pass a file, a folder or - for standard input")
        if found.st_size > limits.file_bytes:
            size, most = found.st_size / 1e6, limits.file_bytes / 1e6
            raise DocumentError(
                f"is {size:.0f} MB, over the limit of {most:.0f} MB", where=path, remedy="split the file or raise the limit"
            )
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise DocumentError("does not exist", where=path, remedy="check the spelling and the current folder") from None
    except PermissionError:
        raise DocumentError("may not be read", where=path, remedy="give yourself read permission (chmod u+r)") from None
    except OSError as error:
        raise DocumentError(
            f"cannot be read ({error.strerror or 'input error'})", where=path, remedy="check the path and the disk"
        ) from None


def read_bytes(data: bytes, path: str, *, limits: Limits = Limits()) -> Document:  # noqa: B008  frozen
    """The document in some bytes; its kind is told by the suffix of `path`. Raises DocumentError."""
    if not data.strip():
        raise DocumentError("is empty", where=path, remedy="write something into it, or leave it out")
    if len(data) > limits.file_bytes:
        raise DocumentError(
            f"is {len(data) / 1e6:.0f} MB, over the limit of {limits.file_bytes / 1e6:.0f} MB", where=path, remedy="split it"
        )
    return _text_document(data, path)


def _text_document(data: bytes, path: str) -> Document:
    if looks_binary(data):
        raise DocumentError("is not a text file", where=path, remedy="export it as text, Markdown, CSV, HTML, DOCX, XLSX, PPTX or PDF")
    decoded = decode(data)
    document = parse_markdown(decoded.text, path)
    suffix = PurePosixPath(path).suffix.lower()
    return replace(
        document,
        format="text" if suffix in (".txt", ".text") else "markdown",
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notes=tuple(sorted((*decoded.notes, *document.notes), key=lambda note: (note.line, note.code))),
    )
