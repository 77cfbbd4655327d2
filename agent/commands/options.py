"""Arguments and options that several commands take, and what they are turned into."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from agent import app as use
from agent.console import note, standard_input
from agent.grounding import ModelOptions

if TYPE_CHECKING:
    from agent.model.answer import Usage
    from agent.model.document import ReadFailure
    from agent.model.indexing import Unreadable
    from agent.model.wording import Wording

FailOn = Literal["error", "warning", "question", "never"]
Paths = Annotated[list[str], typer.Argument(metavar="PATH", help="Files, folders, globs, or - for stdin.", show_default=False)]
OptionalPaths = Annotated[
    list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, globs, or - for stdin.", show_default=False)
]
Include = Annotated[list[str] | None, typer.Option(help="Only files that match this pattern; may be repeated.", metavar="GLOB")]
Exclude = Annotated[list[str] | None, typer.Option(help="No files that match this pattern; may be repeated.", metavar="GLOB")]
IndexFolder = Annotated[str, typer.Option(help="Folder of the index.  [default: .roadmap]", metavar="DIR", show_default=False)]
Store = Annotated[str, typer.Option(help="Chroma server that holds the vectors.", metavar="URL", show_default=False)]
Model = Annotated[str, typer.Option(help="Language model to use; none for no model.", metavar="NAME", show_default=False)]
RequireModel = Annotated[bool, typer.Option("--require-model", help="Fail where the model fails, instead of answering without it.")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Ask the model anew, whatever it replied before.")]
UsageOption = Annotated[bool, typer.Option("--usage", help="Say on stderr how many tokens were used and what they cost.")]
Select = Annotated[list[str] | None, typer.Option(help="Only these rules or families; may be repeated.", metavar="RULE")]
Ignore = Annotated[list[str] | None, typer.Option(help="Not these rules or families; may be repeated.", metavar="RULE")]
Today = Annotated[datetime | None, typer.Option(help="The date that decides what is overdue.", formats=["%Y-%m-%d"], metavar="YYYY-MM-DD")]
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


def model_of(name: str, *, required: bool = False, cached: bool = True) -> ModelOptions:
    """What the command line says about the language model; on a terminal one sees it work."""
    from agent.commands.watching import steps_on_terminal

    return ModelOptions(name, required, cached, steps_on_terminal())


def usage_of(wording: Wording | None) -> Usage:
    """What the words of a model took; nothing where there are none."""
    from agent.model.answer import Usage

    return wording.usage if wording is not None else Usage()


def tell_usage(usage: Usage) -> None:
    """Tokens, and their cost where the price is known."""
    cost = "" if usage.cost_usd is None else f", ${usage.cost_usd:.4f}"
    note(f"usage: {usage.input_tokens} tokens in, {usage.output_tokens} tokens out{cost}")
