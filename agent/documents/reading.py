"""Paths to documents: the one place in this layer that touches the file system. What cannot be read is said, the rest goes on."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from agent.documents.csv_table import parse_csv
from agent.documents.decoding import decode, looks_binary
from agent.documents.discovery import SUFFIXES, discover
from agent.documents.html_page import parse_html
from agent.documents.limits import Limits
from agent.documents.markdown import in_order, parse_markdown, parse_text
from agent.documents.office.formats import OFFICE, sniff
from agent.errors import DocumentError
from agent.expressions import expression
from agent.model.document import Document, ReadFailure, Reading

_STDIN = "-"
_PAGE = expression(r"\ufeff?\s{0,99}<(?:!doctype html|html)[\s>]", re.IGNORECASE)


class Source(Struct, frozen=True):
    """Something to read: a file, or bytes under a name. `size` in bytes, 0 where it is not known before reading."""

    path: str
    data: bytes | None = None
    size: int = 0


class Sources(Struct, frozen=True):
    """What some paths name, sorted, and what of them cannot be read."""

    sources: tuple[Source, ...]
    failures: tuple[ReadFailure, ...] = ()


def read_paths(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    stdin: bytes | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Reading:
    """Read files, folders, patterns and standard input (`-`, whose bytes the caller passes). Sorted; a bad file becomes a ReadFailure."""
    found = sources_at(paths, include=include, exclude=exclude, stdin=stdin, limits=limits)
    read = [read_source(source, limits) for source in found.sources]
    documents = tuple(one for one in read if isinstance(one, Document))
    failures = (*found.failures, *(one for one in read if isinstance(one, ReadFailure)))
    return Reading(documents, tuple(sorted(failures, key=lambda failure: failure.path)))


def sources_at(
    paths: Sequence[str],
    *,
    include: Sequence[str] = (),
    exclude: Sequence[str] = (),
    stdin: bytes | None = None,
    limits: Limits = Limits(),  # noqa: B008  frozen
) -> Sources:
    """What files, folders, patterns and standard input (`-`) there are to read, without reading them."""
    named = [path for path in dict.fromkeys(paths) if path != _STDIN]
    found = discover(named, include=include, exclude=exclude, most=limits.files)
    piped = [Source(_STDIN, stdin, len(stdin or b""))] if _STDIN in paths else []
    return Sources((*piped, *(Source(path, size=_size(path)) for path in found.files)), tuple(found.failures))


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except (OSError, ValueError):
        return 0  # reading it says why


def read_source(source: Source, limits: Limits = Limits()) -> Document | ReadFailure:  # noqa: B008  frozen
    """The document of a source, or why there is none."""
    try:
        if source.path == _STDIN and source.data is None:
            raise DocumentError("nothing was passed on standard input", where=_STDIN, remedy="pipe a document into the command")
        return read_bytes(file_bytes(source.path, limits) if source.data is None else source.data, source.path, limits=limits)
    except DocumentError as error:
        return ReadFailure(source.path, error.what, error.remedy)


def file_bytes(path: str, limits: Limits = Limits()) -> bytes:  # noqa: B008  frozen
    """The bytes of a regular file within the size limit; raises DocumentError. A named pipe or device is never opened."""
    try:
        found = Path(path).stat()
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
    except ValueError:
        raise DocumentError("is not a path", where=path, remedy="check the spelling") from None
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
    suffix = PurePosixPath(path).suffix.lower()
    form = OFFICE.get(suffix) or (sniff(data) if suffix not in SUFFIXES else None)
    if form:
        from agent.documents.office.convert import read_office

        return read_office(data, path, form, limits)
    if looks_binary(data):
        raise DocumentError(
            "is not a text file", where=path, remedy="save it as text, Markdown, CSV, HTML, DOCX, XLSX, PPTX or PDF with that suffix"
        )
    decoded = decode(data)
    document = _parsed(decoded.text, path, suffix, limits)
    if not document.blocks:
        raise DocumentError("holds no text", where=path, remedy="write something into it, or leave it out")
    return replace(
        document,
        encoding=decoded.encoding,
        sha256=hashlib.sha256(data).hexdigest(),
        notes=in_order((*decoded.notes, *document.notes)),
    )


def _parsed(text: str, path: str, suffix: str, limits: Limits) -> Document:
    if suffix in (".csv", ".tsv", ".tab"):
        return parse_csv(text, path, most_cells=limits.cells)
    if suffix in (".html", ".htm") or (suffix not in SUFFIXES and _PAGE.match(text)):
        return parse_html(text, path)
    if suffix in (".txt", ".text"):
        return parse_text(text, path)
    return parse_markdown(text, path)
