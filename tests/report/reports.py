"""Reports for tests: from text, from files beside this one, from the samples of the repository."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

from agent.documents import read_bytes, read_paths
from agent.extract import extract
from agent.model.report import Report, Risk
from agent.model.roadmap import Roadmap
from agent.report import build_report
from agent.rules import check

HERE = Path(__file__).parent
PLANS, GOLDEN = HERE / "plans", HERE / "golden"
ROOT = HERE.parent.parent
CORPUS, SHARED = ROOT / "corpus", ROOT.parent / "shared"
TODAY = date(2026, 5, 4)


def roadmap_of(text: str, path: str = "plan.md") -> Roadmap:
    return extract(read_bytes(text.encode(), path))


def report_of(*texts: str, today: date = TODAY) -> Report:
    """The report on documents with these texts, called plan1.md, plan2.md."""
    roadmaps = [roadmap_of(text, f"plan{at}.md") for at, text in enumerate(texts, 1)]
    return build_report(roadmaps, check(roadmaps, today=today), today=today)


def report_on(files: Sequence[Path], today: date = TODAY) -> Report:
    """The report on files, named without their folders."""
    roadmaps = [extract(read_bytes(file.read_bytes(), file.name)) for file in sorted(files)]
    return build_report(roadmaps, check(roadmaps, today=today), today=today)


def report_on_paths(*paths: str, today: date = TODAY) -> Report:
    reading = read_paths(paths)
    roadmaps = [extract(document) for document in reading.documents]
    return build_report(roadmaps, check(roadmaps, today=today), today=today, failures=reading.failures)


@cache
def harbour() -> Report:
    return report_on([PLANS / "harbour.md"])


@cache
def corpus() -> Report:
    return report_on(list(CORPUS.glob("*.md")))


def risk_about(report: Report, words: str) -> Risk:
    """The one risk whose title has these words."""
    found = [risk for risk in report.risks if words in risk.title]
    assert len(found) == 1, [risk.title for risk in report.risks]
    return found[0]
