"""Files as they were at a revision, read through git's plumbing: no hook, filter or configured program runs."""

from __future__ import annotations

import subprocess
from pathlib import Path

from agent.errors import SettingsError

SECONDS = 30


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


def _git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603  no shell, fixed program
    except FileNotFoundError as error:
        raise SettingsError("git is not installed", remedy="install git, or leave out --base") from error
    except subprocess.TimeoutExpired as error:
        raise SettingsError(f"git did not answer within {SECONDS} seconds", where=str(folder)) from error
