"""A repository with versions of some documents, for a command that reviews repositories only."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from evals.product import Documents, NotMeasuredError

SECONDS = 60
# Nothing of the user's configuration counts, and the same versions are the same commits.
_SETTINGS = ("user.name=eval", "user.email=eval@localhost", "commit.gpgsign=false", "core.autocrlf=false", f"core.hooksPath={os.devnull}")
_DATES = {"GIT_AUTHOR_DATE": "2026-01-01T00:00:00+00:00", "GIT_COMMITTER_DATE": "2026-01-01T00:00:00+00:00"}


def repository_of(folder: Path, versions: Sequence[Documents]) -> None:
    """One commit a version, in order. Raises NotMeasuredError when there is no git that can make them."""
    _git(folder, "init", "--quiet")
    for number, version in enumerate(versions, 1):
        for name, data in version.items():
            file = folder / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        _git(folder, "add", "--all", "--force")
        _git(folder, "commit", "--quiet", "--allow-empty", "--no-verify", "--message", f"version {number}")


def _git(folder: Path, *words: str) -> None:
    settings = [part for setting in _SETTINGS for part in ("-c", setting)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")} | _DATES
    try:
        subprocess.run(  # noqa: S603  fixed words, no shell
            ["git", *settings, *words],  # noqa: S607  the git of the path, as everywhere
            cwd=folder,
            env=environment,
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NotMeasuredError(f"git cannot make a repository: {error}", where="review", remedy="install git") from error
