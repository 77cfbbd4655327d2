"""The `report` command."""

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
    Paths,
    RequireModel,
    Today,
    UsageOption,
    model_of,
    sources,
    tell_usage,
    usage_of,
    warn,
)
from agent.console import OK, leave, note, write
from agent.errors import SettingsError
from agent.render.report import ReportFormat, reported
from agent.reporting import ReportOptions, run_report

SUFFIXES: dict[str, ReportFormat] = {".html": "html", ".htm": "html", ".md": "markdown", ".markdown": "markdown", ".json": "json"}


def report(
    paths: Paths,
    files: Annotated[
        list[str] | None,
        typer.Option("--output", "-o", help="Write to this file (.html, .md, .json); may be repeated.", metavar="FILE", show_default=False),
    ] = None,
    output: Annotated[ReportFormat, typer.Option("--format", help="How to print the report when there is no --output.")] = "markdown",
    as_json: Annotated[bool, typer.Option("--json", help="The same as --format json.")] = False,
    since: Annotated[str, typer.Option(help="Show the trend since this git revision.", metavar="REV", show_default=False)] = "",
    today: Today = None,
    include: Include = None,
    exclude: Exclude = None,
    model: Model = "",
    require_model: RequireModel = False,
    no_cache: NoCache = False,
    usage: UsageOption = False,
) -> None:
    """Write a risk report.

    A summary of ten lines, a register of scored risks, timeline, dependencies, budgets.

    Every number stands in a quoted line or in a computation that is shown. The HTML page is one file that loads nothing; print it
    for a PDF. A language model, where one is configured, words the summary and proposes what to do; scores and order stay.

    \b
    Examples:
      roadmap report docs/ -o report.html
      roadmap report docs/roadmap.md --since v1.2 -o report.html -o report.json
    """
    chosen = [(Path(file), format_of(Path(file))) for file in files or ()]
    mind = model_of(model, required=require_model, cached=not no_cache)
    options = ReportOptions(today.date() if today else date.today(), since, mind)
    settings = use.settings_here()
    read = sources(paths, include, exclude)
    done = run_report(use.library_of(read, settings), read.paths, options, settings, note)
    warn(done.failures)
    for file, wanted in chosen:
        file.write_text(reported(done.report, wanted, done.method), encoding="utf-8", errors="backslashreplace")
        note(f"report written: {file}")
    if not chosen:
        write(reported(done.report, "json" if as_json else output, done.method))
    if usage:
        tell_usage(usage_of(done.report.wording))
    leave(OK)


def format_of(file: Path) -> ReportFormat:
    """The format that a file name asks for. Raises SettingsError for another one."""
    suffix = file.suffix.lower()
    if suffix == ".pdf":
        raise SettingsError(
            "a PDF is printed from the page", where=str(file), remedy=f"write {file.stem}.html, open it in a browser and print it"
        )
    if suffix not in SUFFIXES:
        raise SettingsError(f"no format is called '{suffix or file.name}'", where=str(file), remedy="end the name in .html, .md or .json")
    return SUFFIXES[suffix]
