"""Real git repositories, built at test time."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false", "-c", "core.autocrlf=false")

NOON = "2026-01-01T12:00:00Z"

PLAN = """# Platform plan 2026

## Work packages

| # | Package | Start | End | Cost | Depends on |
|---|---|---|---|---|---|
| W1 | Sign-on | 2026-01-05 | 2026-03-27 | $100K | – |
| W2 | Audit log | 2026-04-06 | 2026-06-26 | $200K | W1 |
| W3 | Regions | 2026-07-06 | 2026-09-25 | $300K | W2 |
| | **Total** | | | **$600K** | |

## Targets

- **Uptime**: 99.9%

## Remarks

The packages are built by one team.
They are released one after the other.
Nothing else is planned for this year.
"""


class Repository:
    """A repository in a folder, with one branch to propose changes to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str) -> str:
        fixed = {**os.environ, "GIT_AUTHOR_DATE": NOON, "GIT_COMMITTER_DATE": NOON}  # so that hashes are always the same
        done = subprocess.run(["git", *IDENTITY, *arguments], cwd=self.folder, check=True, capture_output=True, timeout=60, env=fixed)
        return done.stdout.decode("utf-8", "surrogateescape").removesuffix("\n")

    def write(self, path: str, text: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))

    def commit(self, **files: str | bytes) -> str:
        """All that is in the folder, after writing some files (`plan` stands for plan.md); returns the hash."""
        for name, text in files.items():
            self.write(f"{name}.md", text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", "a change")
        return self.git("rev-parse", "HEAD")
