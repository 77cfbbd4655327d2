"""`report` around the pure report: what is read, what `check` finds in it, and what an earlier version looked like."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.grounding import EMBEDDED, Grounding, ModelOptions, grounding

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from agent.library import Library
    from agent.model.document import ReadFailure
    from agent.model.finding import Finding
    from agent.model.report import Report
    from agent.model.roadmap import Roadmap
    from agent.settings import Settings


@dataclass(frozen=True, slots=True)
class ReportOptions:
    """What `report` was asked: `today` decides what is overdue, `since` is a revision to show the trend against, `model` words it."""

    today: date
    since: str = ""
    model: ModelOptions = EMBEDDED


@dataclass(frozen=True, slots=True)
class Reported:
    """The report, the method of its scores as rows for a reader, and what could not be read."""

    report: Report
    method: tuple[tuple[str, str, str], ...]
    failures: tuple[ReadFailure, ...] = ()


def run_report(
    library: Library, paths: tuple[str, ...], options: ReportOptions, settings: Settings, say: Callable[[str], None] = lambda line: None
) -> Reported:
    """The risk summary of the documents at these paths.

    Raises DocumentError when nothing could be read, SettingsError for an unknown revision or a wrong setting, ModelError when a required
    model fails.
    """
    from agent.checking import earlier_versions
    from agent.report import build_report
    from agent.report.scoring import method
    from agent.rules import thresholds_from

    roadmaps = library.roadmaps(paths)
    limits = thresholds_from(settings.check.thresholds, "check.thresholds")
    before = None
    if options.since:
        then = earlier_versions(roadmaps, options.since)
        before = build_report(then, _findings(then, options, settings), today=options.today, limits=limits)
    report = build_report(
        roadmaps,
        _findings(roadmaps, options, settings),
        today=options.today,
        limits=limits,
        failures=library.failures,
        earlier=before,
        since=options.since,
    )
    return Reported(_worded(report, roadmaps, grounding(settings, options.model, say)), method(), library.failures)


def _worded(report: Report, roadmaps: Sequence[Roadmap], mind: Grounding | None) -> Report:
    """The report with the words of a language model, where there is one and what it says holds."""
    if mind is None:
        return report
    from agent.grounded.telling_report import report_telling

    wording = mind.word(report_telling(report, roadmaps))
    return report if wording is None else report.model_copy(update={"mode": "model", "wording": wording})


def _findings(roadmaps: Sequence[Roadmap], options: ReportOptions, settings: Settings) -> tuple[Finding, ...]:
    """What `check` finds under the same settings."""
    from agent.rules import check, thresholds_from

    return check(
        roadmaps,
        today=options.today,
        select=settings.check.select,
        ignore=settings.check.ignore,
        thresholds=thresholds_from(settings.check.thresholds, "check.thresholds"),
        inline_config=settings.check.inline_config,
    )
