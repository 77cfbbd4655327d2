"""The `roadmap` command: each command parses its options, makes one call into agent/app.py, renders the result and leaves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from agent import app as use
from agent.console import OneLineErrors, note, page, standard_input, write
from agent.render import formats

if TYPE_CHECKING:
    from agent.model.document import ReadFailure

app = typer.Typer(name="roadmap", cls=OneLineErrors, invoke_without_command=True, add_completion=False, rich_markup_mode=None)

Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, globs, or - for stdin.", show_default=False)]
Include = Annotated[list[str] | None, typer.Option(help="Only files that match this pattern; may be repeated.", metavar="GLOB")]
Exclude = Annotated[list[str] | None, typer.Option(help="No files that match this pattern; may be repeated.", metavar="GLOB")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")]
Version = Annotated[bool, typer.Option("--version", help="Print the version and leave.")]


@app.callback()
def roadmap(context: typer.Context, version: Version = False) -> None:
    """Read product roadmaps, answer questions about them with line citations, and find what cannot be true.

    \b
    Example:
      roadmap ask "What does phase 2 cost?" docs/roadmap.md
    """
    if version:
        write(f"roadmap {use.version()}")
    elif context.invoked_subcommand is None:
        write(context.get_help())


@app.command()
def show(paths: Paths, as_json: Json = False, include: Include = None, exclude: Exclude = None) -> None:
    """Print what was read as a tree.

    Items with their windows, costs and dependencies, then metrics, totals and the numbers that were not understood.

    \b
    Example:
      roadmap show docs/roadmap.md
    """
    settings = use.settings_here()
    found = use.read(_sources(paths, include, exclude), settings)
    _warn(found.failures)
    write(formats.shown(found.roadmaps, found.failures, page(settings.link), as_json=as_json))


def _sources(paths: list[str], include: list[str] | None = None, exclude: list[str] | None = None) -> use.Sources:
    return use.Sources(tuple(paths), tuple(include or ()), tuple(exclude or ()), standard_input(paths))


def _warn(failures: Sequence[ReadFailure]) -> None:
    for failure in failures:
        note(f"warning: {failure.path}: {failure.reason}{f'; {failure.remedy}' if failure.remedy else ''}")


if __name__ == "__main__":
    app()
