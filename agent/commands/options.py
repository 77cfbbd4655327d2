"""Arguments and options that several commands take, and what they are turned into."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from agent import app as use
from agent.console import note, standard_input

if TYPE_CHECKING:
    from agent.model.document import ReadFailure
    from agent.model.indexing import Unreadable

FailOn = Literal["error", "warning", "question", "never"]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, globs, or - for stdin.", show_default=False)]
OptionalPaths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, globs, or - for stdin.", show_default=False)
]
Include = Annotated[list[str] | None, typer.Option(help="Only files that match this pattern; may be repeated.", metavar="GLOB")]
Exclude = Annotated[list[str] | None, typer.Option(help="No files that match this pattern; may be repeated.", metavar="GLOB")]
IndexFolder = Annotated[str, typer.Option(help="Folder of the index.  [default: .roadmap]", metavar="DIR", show_default=False)]
Store = Annotated[str, typer.Option(help="Chroma server that holds the vectors.", metavar="URL", show_default=False)]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else on stdout.")]


def many(values: list[str] | None) -> tuple[str, ...]:
    """Options that may be repeated may also be written with commas."""
    return tuple(part.strip() for value in values or () for part in value.split(",") if part.strip())


def sources(paths: list[str], include: list[str] | None = None, exclude: list[str] | None = None) -> use.Sources:
    """What a command was asked to read; stdin is read when one of the paths is `-`."""
    return use.Sources(tuple(paths), many(include), many(exclude), standard_input(paths))


def warn(failures: Sequence[ReadFailure | Unreadable]) -> None:
    """One line on stderr for each file that could not be read."""
    for failure in failures:
        note(f"warning: {failure.path}: {failure.reason}{f'; {failure.remedy}' if failure.remedy else ''}")
