"""The `compare` command."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from agent import app as use
from agent.commands.options import (
    Exclude,
    Include,
    Model,
    NoCache,
    RequireModel,
    Today,
    UsageOption,
    model_of,
    sources,
    tell_usage,
    usage_of,
    warn,
)
from agent.comparing import CompareOptions
from agent.console import note, page, write
from agent.render import formats


def compare(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH", help="Files, folders or patterns, or REV:path of git; - for stdin.", show_default=False)
    ],
    output: Annotated[formats.ComparisonFormat, typer.Option("--format", help="How to print the comparison.")] = "text",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    file: Annotated[
        str,
        typer.Option("--output", "-o", help="Write to this file; its ending tells the format.", metavar="FILE", show_default=False),
    ] = "",
    mapping: Annotated[
        str, typer.Option(help="CSV file of items that are, or are not, the same.", metavar="FILE", show_default=False)
    ] = "",
    meaning: Annotated[bool, typer.Option("--meaning", help="Match names by meaning, too, with the local embedding model.")] = False,
    versions: Annotated[bool, typer.Option("--versions", help="They are versions of one roadmap, the oldest first.")] = False,
    today: Today = None,
    include: Include = None,
    exclude: Exclude = None,
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    usage: UsageOption = False,
) -> None:
    """Put roadmaps, or versions of one, side by side.

    Horizon, targets, money, people, status, risks and health; what several plan, under which name and when; what only one plans; where
    they contradict each other; what changed between versions. Every cell names its lines. A language model, where one is configured,
    adds a summary that is checked against the cells.

    A line of the mapping file is left_roadmap,left_item,right_roadmap,right_item,same: a roadmap by its path or letter, an item by its
    id or title, and "no" at the end where two items are not the same.

    \b
    Examples:
      roadmap compare platform.md mobile.md
      roadmap compare v1.2:docs/roadmap.md docs/roadmap.md --format markdown
      roadmap compare plans/ -o comparison.html
    """
    mind = model_of(model, required=require_model, cached=not no_cache)
    options = CompareOptions(today.date() if today else date.today(), mapping, meaning, versions, mind)
    done = use.compare(sources(paths, include, exclude), options, use.settings_here(), note)
    warn(done.failures)
    text = formats.compared(done.comparison, formats.comparison_format(file, "json" if as_json else output), page())
    if file:
        Path(file).write_text(text, encoding="utf-8", newline="")
        note(f"written: {file}")
    else:
        write(text)
    if usage:
        tell_usage(usage_of(done.comparison.wording))
