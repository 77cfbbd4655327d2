"""Files as they were at a revision, read through git's plumbing: no checkout, and no hook, filter or configured program runs."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from agent.errors import SettingsError
from agent.model.change import Change, FileChange, TreeEntry

SECONDS = 30
MOST_RENAMES = "2000"  # files compared with each other; of more, a rename is a removal and an addition
BINARY_PROBE = 8000  # bytes in which git looks for a zero byte to call a file binary
REGULAR = frozenset(("100644", "100755"))
# Whatever the person's configuration says, a diff is git's own with three lines of context, as code hosts show it.
DIFF = ("--no-ext-diff", "--no-textconv", "--no-color", "--unified=3", "--inter-hunk-context=0", "--diff-algorithm=default")


class GitRepository:
    """A change between two revisions of the repository around `folder`: the source of a review (`agent.ports.ChangeSource`)."""

    def __init__(self, folder: Path, base: str, head: str) -> None:
        self._top = top_of(folder)
        self._target = commit_of(base, folder)
        self._head = commit_of(head, folder)

    def change(self) -> Change:
        """The files that differ between the merge base and the head."""
        base = merge_base(self._top, self._target, self._head)
        raw = _output(
            self._top, "diff-tree", "-r", "-z", "--raw", "--no-abbrev", "-M", f"-l{MOST_RENAMES}", "--no-commit-id", base, self._head
        )
        files = sorted(_changes(raw.split(b"\0")), key=lambda file: file.path)
        return Change(base, self._target, self._head, tuple(files))

    def tree(self, commit: str) -> tuple[TreeEntry, ...]:
        """The regular files at a commit, sorted by path."""
        raw = _output(self._top, "ls-tree", "-r", "-z", "-l", "--full-tree", commit)
        return tuple(sorted(_entries(raw.split(b"\0")), key=lambda entry: entry.path))

    def blob(self, name: str) -> bytes:
        """The contents that git knows by that name."""
        return _output(self._top, "cat-file", "blob", name)

    def patch(self, file: FileChange) -> str | None:
        """The unified diff of a file; None where git shows no lines (a binary file, a removed one)."""
        if file.removed:
            return None
        if file.added:
            data = self.blob(file.blob)
            lines = data.count(b"\n") + (not data.endswith(b"\n") and bool(data))
            return None if b"\0" in data[:BINARY_PROBE] else f"@@ -0,0 +1,{lines} @@\n" + "+\n" * lines
        raw = _output(self._top, "diff", *DIFF, file.old_blob, file.blob)
        return None if b"\nBinary files " in raw and b"\n@@ " not in raw else raw.decode("utf-8", "replace")


def top_of(folder: Path) -> Path:
    """The folder that holds the repository around `folder`. Raises SettingsError outside one."""
    if not folder.is_dir():
        raise SettingsError("is no folder", where=str(folder))
    done = _git(folder, "rev-parse", "--show-toplevel")
    if done.returncode or not done.stdout.strip():
        raise SettingsError(
            "is in no git repository with files", where=str(folder), remedy="run inside a clone, or name a pull request with --pr"
        )
    return Path(done.stdout.rstrip(b"\r\n").decode("utf-8", "surrogateescape"))


def merge_base(folder: Path, one: str, other: str) -> str:
    """The commit that both histories come from. Raises SettingsError when this clone knows none."""
    done = _git(folder, "merge-base", one, other)
    if done.returncode or not done.stdout.strip():
        shallow = _git(folder, "rev-parse", "--is-shallow-repository").stdout.strip() == b"true"
        remedy = "fetch the history first: git fetch --unshallow, or fetch-depth: 0" if shallow else "name two commits of one history"
        raise SettingsError(f"{one[:12]} and {other[:12]} have no common ancestor here", where=str(folder), remedy=remedy)
    return done.stdout.split()[0].decode("ascii", "replace")


def commit_of(revision: str, folder: Path) -> str:
    """The hash of the commit that a revision names in the repository around `folder`. Raises SettingsError when there is none."""
    if not folder.is_dir():
        raise SettingsError("is no folder", where=str(folder))
    done = _git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if done.returncode:
        raise SettingsError(
            f"git knows no commit {revision!r} here",
            where=str(folder),
            remedy="name a branch, tag or commit, and run inside the repository",
        )
    return done.stdout.decode("ascii", "replace").strip()


def file_at(commit: str, path: Path) -> bytes | None:
    """The bytes of a file at a commit, None where it did not exist."""
    done = _git(path.parent, "cat-file", "blob", f"{commit}:./{path.name}")
    return None if done.returncode else done.stdout


def _changes(fields: list[bytes]) -> Iterator[FileChange]:
    """The records of `diff-tree -z --raw`: a header, then one path, of a rename two."""
    at = 0
    while at < len(fields) and fields[at].startswith(b":"):
        old_mode, mode, old_blob, blob, status = fields[at][1:].decode("ascii", "replace").split(" ")
        renamed = status[0] in "RC"
        paths = [_path(field) for field in fields[at + 1 : at + 3]]
        at += 3 if renamed else 2
        old, new = old_mode in REGULAR, mode in REGULAR
        if old or new:
            yield FileChange(paths[1] if renamed else paths[0], paths[0] if old else "", old_blob if old else "", blob if new else "")


def _entries(records: list[bytes]) -> Iterator[TreeEntry]:
    for record in records:
        about, _, path = record.partition(b"\t")
        words = about.decode("ascii", "replace").split()
        if len(words) == 4 and words[0] in REGULAR:
            yield TreeEntry(_path(path), words[2], int(words[3]) if words[3].isdigit() else 0)


def _path(name: bytes) -> str:
    """A path as text; bytes that are no UTF-8 appear escaped, since contents are asked for by hash and not by path."""
    return name.decode("utf-8", "backslashreplace")


def _output(folder: Path, *arguments: str) -> bytes:
    done = _git(folder, *arguments)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SettingsError(
            f"git {arguments[0]} failed ({said[-1] if said else 'no reason given'})",
            where=str(folder),
            remedy="check the clone with git fsck",
        )
    return done.stdout


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), "-c", "core.fsmonitor=false", *arguments]
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  no shell, fixed program
    except FileNotFoundError as error:
        raise SettingsError("git is not installed", remedy="install git, or leave out --base") from error
    except subprocess.TimeoutExpired as error:
        raise SettingsError(f"git did not answer within {SECONDS} seconds", where=str(folder)) from error
