"""The use cases, one function each: take what the command line parsed, call the layers below, return a value to render.

Everything heavy is imported inside the functions, so that a command loads only what it needs.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import DocumentError, RoadmapError

if TYPE_CHECKING:
    from datetime import date

    from agent.model.document import Document, ReadFailure, Reading
    from agent.model.finding import Findings
    from agent.model.roadmap import Roadmap
    from agent.rules.base import Rule
    from agent.settings import Settings

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Sources:
    """What a command was asked to read: paths as typed, the filters, and the bytes of stdin when one path is `-`."""

    paths: tuple[str, ...]
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    stdin: bytes | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """Roadmaps as read, and what could not be read."""

    roadmaps: tuple[Roadmap, ...]
    failures: tuple[ReadFailure, ...] = ()


def settings_here() -> Settings:
    """The settings of the working directory."""
    from agent.settings import load_settings

    return load_settings(Path.cwd())


def read(sources: Sources, settings: Settings) -> Read:
    """Read and extract every source.

    Raises DocumentError when nothing could be read; single failures among others are returned.
    """
    reading = _documents(sources, settings)
    return Read(tuple(_extract(document) for document in reading.documents), reading.failures)


def _documents(sources: Sources, settings: Settings) -> Reading:
    from agent.documents import read_paths

    include, exclude = sources.include or settings.include, (*settings.exclude, *sources.exclude)
    reading = read_paths(sources.paths, include=include, exclude=exclude, stdin=sources.stdin)
    if not reading.documents:
        raise _nothing_read(reading.failures, sources.paths)
    return reading


def _nothing_read(failures: Sequence[ReadFailure], paths: Sequence[str]) -> DocumentError:
    if not failures:
        return DocumentError("no roadmap found", where=", ".join(paths), remedy="name a Markdown, text, CSV, HTML, office or PDF file")
    first = failures[0]
    more = f" ({len(failures) - 1} more could not be read)" if len(failures) > 1 else ""
    return DocumentError(first.reason + more, where=first.path, remedy=first.remedy)


def _extract(document: Document) -> Roadmap:
    from agent.extract import extract

    return extract(document)


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What `check` was asked: `today` decides what is overdue, the rest which findings count."""

    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str = ""
    update_baseline: bool = False
    inline_config: bool = True
    fail_on: str = ""


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings, whether they fail the run, what could not be read, and the baseline file that was written, if any."""

    findings: Findings
    failed: bool
    failures: tuple[ReadFailure, ...] = ()
    written: str = ""


def check(sources: Sources, options: CheckOptions, settings: Settings) -> Checked:
    """Find what cannot be true in the sources, alone and against each other.

    Raises DocumentError when nothing could be read, SettingsError for unknown rules or a broken baseline.
    """
    from agent.rules import examine, fails, thresholds_from
    from agent.rules.baseline import baseline_of, read_baseline

    found = read(sources, settings)
    select, ignore = options.select or settings.check.select, (*settings.check.ignore, *options.ignore)
    file = Path(options.baseline or settings.check.baseline or "roadmap-baseline.json")
    wanted = bool(options.baseline or settings.check.baseline)
    accepted = read_baseline(_text(file), str(file)) if wanted and not options.update_baseline else ()
    findings = examine(
        found.roadmaps,
        today=options.today,
        select=select,
        ignore=ignore,
        thresholds=thresholds_from(settings.check.thresholds, "check.thresholds"),
        inline_config=options.inline_config and settings.check.inline_config,
        baseline=accepted,
    )
    if options.update_baseline:
        file.write_text(baseline_of(findings.findings), encoding="utf-8")
    failed = fails(findings, options.fail_on or settings.check.fail_on) and not options.update_baseline
    return Checked(findings, failed, found.failures, str(file) if options.update_baseline else "")


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RoadmapError("cannot be read", where=str(file), remedy="write it with --update-baseline") from error


def rule_catalogue() -> tuple[Rule, ...]:
    """Every rule, in order of code."""
    from agent.rules import RULES

    return RULES


def list_rules() -> str:
    """One line a rule, by family."""
    from agent.rules import rule_list

    return rule_list()


def explain_rule(name: str) -> str:
    """The page of one rule, as Markdown. Raises SettingsError when no rule has that code or name."""
    from agent.rules import explain

    return explain(name)


def version() -> str:
    """The installed version."""
    from importlib.metadata import version as installed

    return installed("roadmap-agent")
