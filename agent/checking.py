"""`check` around the rules: what is read, what a baseline or an earlier revision has already, and again on every save."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from agent.errors import DocumentError, ModelError, RoadmapError
from agent.grounding import EMBEDDED, ModelOptions

if TYPE_CHECKING:
    from datetime import date

    from agent.library import Library
    from agent.model.document import ReadFailure
    from agent.model.finding import Finding, Findings
    from agent.model.roadmap import Roadmap
    from agent.review.pairs import Pairs
    from agent.rules.baseline import Accepted
    from agent.settings import Settings

DEFAULT_BASELINE = "roadmap-baseline.json"


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """What `check` was asked: `today` decides what is overdue, `base` is a revision whose findings do not count, the rest filters.

    `semantic` asks a language model, too.
    """

    today: date
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: str = ""
    update_baseline: bool = False
    base: str = ""
    inline_config: bool = True
    fail_on: str = ""
    semantic: bool = False
    model: ModelOptions = EMBEDDED


@dataclass(frozen=True, slots=True)
class Checked:
    """Findings, whether they fail the run, what could not be read, and the baseline file that was written, if any."""

    findings: Findings
    failed: bool
    failures: tuple[ReadFailure, ...] = ()
    written: str = ""


def run_check(
    library: Library, paths: tuple[str, ...], options: CheckOptions, settings: Settings, say: Callable[[str], None] = lambda line: None
) -> Checked:
    """Find what cannot be true in the documents, alone and against each other.

    Raises DocumentError when nothing could be read, SettingsError for unknown rules, a broken baseline or an unknown revision.
    """
    roadmaps = library.roadmaps(paths)
    from agent.rules import fails  # after the reading, which may load them meanwhile
    from agent.rules.baseline import baseline_of

    findings = _examined(roadmaps, options, settings)
    if options.base:
        earlier = earlier_versions(roadmaps, options.base)
        findings = _introduced(findings, _examined(earlier, options, settings), paired(earlier, roadmaps))
    if options.semantic:
        findings = with_semantic(findings, library, paths, options, settings, say)
    if options.update_baseline:
        file = Path(options.baseline or settings.check.baseline or DEFAULT_BASELINE)
        file.write_text(baseline_of(findings.findings), encoding="utf-8")
        return Checked(findings, False, library.failures, str(file))
    return Checked(findings, fails(findings, options.fail_on or settings.check.fail_on), library.failures)


def with_semantic(
    findings: Findings, library: Library, paths: tuple[str, ...], options: CheckOptions, settings: Settings, say: Callable[[str], None]
) -> Findings:
    """The findings and, behind them, what a language model proposes and code could verify. Comments and the baseline hold for those, too.

    Raises ModelError when the model fails and is required.
    """
    from agent.grounding import grounding
    from agent.rules.suppression import directives, sift

    mind = grounding(settings, options.model, say)
    if mind is None:
        raise ModelError("--semantic needs a language model", remedy="set OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
    roadmaps = library.roadmaps(paths)
    proposed = mind.survey(roadmaps, library.search(paths), findings.findings)
    kept: list[Finding] = []
    silenced = 0
    for roadmap in roadmaps:
        own = [finding for finding in proposed if finding.path == roadmap.document.path]
        inline = options.inline_config and settings.check.inline_config
        sieve = sift(own, directives(roadmap.document) if inline else ())
        kept += sieve.kept
        silenced += len(sieve.silenced)
    accepted = {entry.id for entry in _accepted(options, settings)}
    new = [finding for finding in kept if finding.id not in accepted]
    counts = findings.summary.model_copy(update={"question": findings.summary.question + len(new)})
    return findings.model_copy(
        update={
            "findings": (*findings.findings, *new),
            "summary": counts,
            "suppressed": findings.suppressed + silenced,
            "baselined": findings.baselined + len(kept) - len(new),
            "stale": tuple(one for one in findings.stale if one not in {finding.id for finding in kept}),
        }
    )


def watch(check: Callable[[], Checked], paths: Sequence[str], pause: Callable[[], None], say: Callable[[str], None]) -> Iterator[Checked]:
    """The outcome now and after every change of the files, for as long as `pause` returns."""
    before: object = None
    while True:
        now = _state(paths)
        if now != before:
            before = now
            try:
                yield check()
            except DocumentError as error:
                say(f"error: {error}")
        pause()


def _examined(roadmaps: Sequence[Roadmap], options: CheckOptions, settings: Settings) -> Findings:
    from agent.adapters.processes import over_processes
    from agent.rules import examine, thresholds_from

    return examine(
        roadmaps,
        today=options.today,
        select=options.select or settings.check.select,
        ignore=(*settings.check.ignore, *options.ignore),
        thresholds=thresholds_from(settings.check.thresholds, "check.thresholds"),
        inline_config=options.inline_config and settings.check.inline_config,
        baseline=_accepted(options, settings),
        spread=over_processes(settings.processes),
    )


def _accepted(options: CheckOptions, settings: Settings) -> tuple[Accepted, ...]:
    """The entries of the baseline file, where there is one and it is not being written."""
    from agent.rules.baseline import read_baseline

    named = options.baseline or settings.check.baseline
    return read_baseline(_text(Path(named)), named) if named and not options.update_baseline else ()


def earlier_versions(roadmaps: Sequence[Roadmap], revision: str) -> tuple[Roadmap, ...]:
    """The same documents as they were at a revision; new ones are left out."""
    from agent.adapters.git import commit_of, file_at
    from agent.documents import read_bytes
    from agent.extract import extract

    earlier = []
    for roadmap in roadmaps:
        path = roadmap.document.path
        file = Path(path).absolute()
        content = file_at(commit_of(revision, file.parent), file)
        if content is not None and content.strip():
            earlier.append(extract(read_bytes(content, path)))
    return tuple(earlier)


def paired(earlier: Sequence[Roadmap], roadmaps: Sequence[Roadmap]) -> Pairs:
    """Both sides of the documents that are not what they were."""
    from agent.review.pairs import Pairs, pair

    before = {roadmap.document.path: roadmap for roadmap in earlier}
    both = ((before.get(roadmap.document.path), roadmap) for roadmap in roadmaps)
    changed = ((old, new) for old, new in both if old is None or old.document.raw_lines != new.document.raw_lines)
    return Pairs({new.document.path: pair(new.document.path, new.document.path, old, new, None) for old, new in changed})


def _introduced(now: Findings, before: Findings, pairs: Pairs) -> Findings:
    """The findings that a change brought, as `review` tells them: one whose lines were edited and whose problem stayed was there before."""
    from agent.review.delta import delta

    new = delta(before.findings, now.findings, pairs).introduced
    counts = {severity: sum(finding.severity == severity for finding in new) for severity in ("error", "warning", "question")}
    return now.model_copy(
        update={"findings": new, "summary": now.summary.model_copy(update=counts), "unchanged": len(now.findings) - len(new)}
    )


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RoadmapError("cannot be read", where=str(file), remedy="write it with --update-baseline") from error


def _state(paths: Sequence[str]) -> tuple[tuple[str, int, int], ...]:
    """Names, times and sizes of the files behind the paths."""
    from agent.documents import discover

    found = []
    for file in discover(paths).files:
        try:
            now = Path(file).stat()
        except OSError:  # removed in between
            continue
        found.append((file, now.st_mtime_ns, now.st_size))
    return tuple(found)
