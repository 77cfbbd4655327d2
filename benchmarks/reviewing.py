"""What large documents cost: a review of a plan of 300 KB in a repository, and a report on 5 MB of bullets."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import ROADMAP, Measured, child, processor_seconds
from benchmarks.reading import plan_of

LARGE, HUGE = 300_000, 5_000_000  # bytes
REVIEW_LIMIT, REPORT_LIMIT = 10.0, 60.0  # seconds
EVERY = 40  # one line in so many is edited
IDENTITY = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")


def measure() -> Iterator[Measured]:
    """Processor time of both commands, child processes included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lines = _repository(folder)
        review = processor_seconds(lambda: child((*ROADMAP, "review", "--base", "HEAD~1", "--fail-on", "never", "plan.md"), folder))
        yield Measured("review a plan of 300 KB", review, REVIEW_LIMIT, "s", f"{lines} lines, every {EVERY}th edited")
        (folder / "bullets.md").write_text(_bullets(), encoding="utf-8")
        report = processor_seconds(lambda: child((*ROADMAP, "report", "bullets.md", "-o", "report.html"), folder))
        size = (folder / "report.html").stat().st_size
        yield Measured("report on 5 MB of bullets", report, REPORT_LIMIT, "s", f"a page of {size // 1000} KB")


def _repository(folder: Path) -> int:
    """A repository whose last commit edits a large plan; returns how many lines that has."""
    chapters = next(count for count in range(16, 4096, 16) if len(plan_of(count)) >= LARGE)
    lines = plan_of(chapters).split("\n")
    edited = [line.replace("€1", "€2", 1).replace("2 weeks", "3 weeks") if at % EVERY == 0 else line for at, line in enumerate(lines)]
    child(("git", "init", "--quiet"), folder)
    for version in (lines, edited):
        (folder / "plan.md").write_text("\n".join(version), encoding="utf-8")
        child(("git", "add", "plan.md"), folder)
        child(("git", *IDENTITY, "commit", "--quiet", "--message", "a plan"), folder)
    return len(lines)


def _bullets() -> str:
    entry = "- [ ] Survey quay {at} for <b>ships</b>, {days} days, €{cost}K\n"
    text = "# Harbour plan\n\n## Q1 2027: Quays\n\n"
    size = len(entry) + 2
    return text + "".join(entry.format(at=at, days=at % 90 + 1, cost=at % 50 + 1) for at in range(HUGE // size))
