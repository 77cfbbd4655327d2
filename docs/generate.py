"""Writes the generated documents: docs/cli.md from the command line itself, docs/rules.md from the rules' docstrings, docs/evals.md from
the committed run of the eval suite.

`--check` writes nothing and fails when one of them is stale.
"""

from __future__ import annotations

import sys
from pathlib import Path

from typer.main import get_command
from typer.testing import CliRunner

from agent.rules import reference
from cli import app
from evals.reports.page import evals_page

DOCS = Path(__file__).parent
WIDTH = "96"


def cli_reference() -> str:
    """The help page of every command."""
    parts = [
        "<!-- Written by `make docs` from cli.py; edit that. -->",
        "# Commands",
        "Exit codes: 0 clean or answered; 1 findings at or above `--fail-on`, or a failed gate; 2 cannot run; 3 the documents do not say.",
    ]
    for words in commands():
        heading = " ".join(("roadmap", *words))
        parts.append(f"{'#' * (2 + max(len(words) - 1, 0))} {heading}\n\n```text\n{help_page(words)}\n```")
    return "\n\n".join(parts) + "\n"


def commands() -> list[tuple[str, ...]]:
    """The words of every command, groups before their members."""
    found: list[tuple[str, ...]] = [()]
    for name, command in sorted(getattr(get_command(app), "commands", {}).items()):
        found.append((name,))
        found += [(name, inner) for inner in sorted(getattr(command, "commands", {}))]
    return found


def help_page(words: tuple[str, ...]) -> str:
    """What `--help` prints, at a fixed width."""
    result = CliRunner().invoke(app, [*words, "--help"], prog_name="roadmap", env={"COLUMNS": WIDTH, "TERMINAL_WIDTH": WIDTH})
    if result.exit_code:
        raise SystemExit(f"error: roadmap {' '.join(words)} --help failed: {result.output}")
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def main(arguments: list[str]) -> int:
    """Write what is stale; with `--check` only name it."""
    wanted = {DOCS / "cli.md": cli_reference(), DOCS / "rules.md": reference(), DOCS / "evals.md": evals_page()}
    stale = [file for file, text in wanted.items() if not file.exists() or file.read_text(encoding="utf-8") != text]
    for file in stale:
        if "--check" in arguments:
            print(f"error: docs/{file.name} is stale; run `make docs`", file=sys.stderr)
        else:
            file.write_text(wanted[file], encoding="utf-8")
            print(f"wrote docs/{file.name}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
