"""Paths, folders and patterns to the files to read, in sorted order, each once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from agent.model.document import ReadFailure

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

_MARKDOWN_AND_TEXT = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".txt", ".text")
_CONVERTED = (".csv", ".tsv", ".xlsx", ".xlsm", ".docx", ".docm", ".pptx", ".pptm", ".pdf", ".html", ".htm")
SUFFIXES = frozenset(_MARKDOWN_AND_TEXT + _CONVERTED)
_GLOB = frozenset("*?[")
_NO_DOCUMENT = "name a folder with .md, .txt, .csv, .html, .xlsx, .docx, .pptx or .pdf files, or use --include"

Ignores = tuple[tuple[str, "GitIgnoreSpec"], ...]  # the folder a .gitignore stands in, and its patterns


class Discovered(Struct, frozen=True):
    """Files as (path as given, POSIX separators), and what could not be found."""

    files: tuple[str, ...]
    failures: tuple[ReadFailure, ...]


def discover(paths: Sequence[str], *, include: Sequence[str] = (), exclude: Sequence[str] = (), most: int = 20_000) -> Discovered:
    """The files behind `paths`: a file is taken as it is, a folder is searched for documents, a pattern (`**/*.md`) is expanded.

    In folders and patterns, hidden entries and what `.gitignore` files ignore are left out; `include` and `exclude` are
    patterns in the same syntax, matched against the path inside the folder. A file reached twice is read once.
    """
    found: dict[str, str] = {}  # real path -> path as given
    failures: list[ReadFailure] = []
    chosen = _Choice.of(include, exclude)
    for given in paths:
        files = list(_expand(given, chosen, most - len(found), failures))
        for path in files:
            found.setdefault(_real(path), path)
    return Discovered(tuple(sorted(found.values())), tuple(failures))


class _Choice(Struct, frozen=True):
    """What the user wants of a folder: by default what we can read; with `include`, only that."""

    include: GitIgnoreSpec | None
    exclude: GitIgnoreSpec | None
    suffixes: frozenset[str] = SUFFIXES

    @classmethod
    def of(cls, include: Sequence[str], exclude: Sequence[str]) -> _Choice:
        named = frozenset(PurePosixPath(pattern).suffix.lower() for pattern in include)
        return cls(_spec(include), _spec(exclude), SUFFIXES | named)

    def takes(self, inside: str) -> bool:
        if self.exclude is not None and self.exclude.match_file(inside):
            return False
        if self.include is not None and not self.include.match_file(inside):
            return False
        return PurePosixPath(inside).suffix.lower() in self.suffixes


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


def _expand(given: str, chosen: _Choice, most: int, failures: list[ReadFailure]) -> Iterator[str]:
    path = Path(given)
    if _is_folder(path):
        files = list(_walk(given, chosen, most, failures))
        if not files and not failures:
            failures.append(ReadFailure(_posix(given), "the folder holds no document", _NO_DOCUMENT))
        yield from files
    elif _exists(path) or not _GLOB & set(given):
        yield _posix(given)
    else:
        files = list(_glob(given, chosen, most, failures))
        if not files:
            failures.append(ReadFailure(_posix(given), "no file matches the pattern", "check the pattern; ** crosses folders"))
        yield from files


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def _real(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name too long, or with a zero byte
        return False


def _posix(path: str) -> str:
    return path.replace(os.sep, "/") if os.sep != "/" else path


def _walk(top: str, chosen: _Choice, most: int, failures: list[ReadFailure]) -> Iterator[str]:
    """Documents below a folder. Links to folders are followed only if they do not lead back into a folder already seen."""
    seen: set[str] = set()
    count = 0
    prefix = "" if top in (".", "./") else _posix(top).rstrip("/") + "/"
    pending: list[tuple[str, Ignores]] = [("", _ignores_above(top))]
    while pending:
        inside, ignores = pending.pop()
        folder = str(Path(top) / inside)
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        ignores = (*ignores, *_ignores_in(folder, inside))
        try:
            entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
        except OSError as error:
            failures.append(ReadFailure(_posix(folder), f"the folder cannot be read ({error.strerror})", "check its permissions"))
            continue
        for entry in entries:
            name = f"{inside}{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir():
                if not _ignored(name + "/", ignores) and entry.name not in ("node_modules", "__pycache__"):
                    pending.append((name + "/", ignores))
            elif entry.is_file() and not _ignored(name, ignores) and chosen.takes(name):
                yield prefix + name
                count += 1
                if count >= most:
                    failures.append(
                        ReadFailure(_posix(top), f"holds more than {most:,} documents; the rest was left out", "name fewer folders")
                    )
                    return


def _ignores_above(top: str) -> Ignores:
    """The .gitignore files between the repository's root and a folder, each with the prefix that leads from it down to the folder."""
    here = Path(top).absolute()
    found: list[tuple[str, GitIgnoreSpec]] = []
    for parent in (here, *here.parents):
        if parent != here and (spec := _ignore_file(parent)) is not None:
            found.append(("^" + here.relative_to(parent).as_posix() + "/", spec))
        if _exists(parent / ".git"):
            return tuple(reversed(found))
    return ()


def _ignores_in(folder: str, inside: str) -> Ignores:
    spec = _ignore_file(Path(folder))
    return ((inside, spec),) if spec is not None else ()


def _ignore_file(folder: Path) -> GitIgnoreSpec | None:
    file = folder / ".gitignore"
    try:
        if not file.is_file() or file.stat().st_size > 1_000_000:
            return None
        return _spec(file.read_text("utf-8", "replace").splitlines())
    except OSError:
        return None


def _ignored(name: str, ignores: Ignores) -> bool:
    """The last .gitignore with an opinion decides, as in git."""
    verdict = False
    for prefix, spec in ignores:
        below = prefix[1:] + name if prefix.startswith("^") else name[len(prefix) :] if name.startswith(prefix) else ""
        if below:
            result = spec.check_file(below)
            if result.include is not None:
                verdict = result.include
    return verdict


def _glob(pattern: str, chosen: _Choice, most: int, failures: list[ReadFailure]) -> Iterator[str]:
    """Files that match a shell pattern; the fixed folders at its start are where the search begins."""
    parts = PurePosixPath(_posix(pattern)).parts
    fixed = 0
    while fixed < len(parts) - 1 and not _GLOB & set(parts[fixed]):
        fixed += 1
    top = str(PurePosixPath(*parts[:fixed])) if fixed else "."
    rest = "/".join(parts[fixed:])
    if not Path(top).is_dir():
        return
    matching = _Choice(_spec(["/" + rest]), chosen.exclude, chosen.suffixes | {PurePosixPath(rest).suffix.lower()})
    for path in _walk(top, matching, most, failures):
        inside = path if top == "." else path[len(top.rstrip("/")) + 1 :]
        if chosen.include is None or chosen.takes(inside):
            yield path
