"""A run as one page that stands alone: charts, tables, gates, failed cases. No script, no request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from agent.render.html import html_page
from evals.manifest import Manifest
from evals.reports.charts import Drawing, drawing_of
from evals.reports.words import RIGHT, TITLES, dimensions_in, interval, kinds_in, label, of_kind, taken, written
from evals.sample import Sample
from evals.summary import Figure, Summary


@dataclass(frozen=True, slots=True)
class _Row:
    label: str
    value: str
    interval: str


@dataclass(frozen=True, slots=True)
class _Section:
    id: str
    title: str
    drawings: tuple[Drawing, ...]
    rows: tuple[_Row, ...]


def html_report(manifest: Manifest, summary: Summary, samples: Sequence[Sample]) -> str:
    """The page."""
    note = f". {summary.note}" if summary.note else ""
    about = f"Suite {manifest.suite}, {summary.cases} samples, data {summary.data[:12]}, commit {manifest.commit[:12] or 'unknown'}"
    values = {
        "title": f"Evaluation of {manifest.product}",
        "about": f"{about}, model {manifest.model}{f': {taken(summary.usage)}' if summary.usage else ''}{note}"
        if manifest.model
        else about,
        "verdict": "All gates pass." if summary.passed else "A gate failed.",
        "sections": tuple(_section(kind, of_kind(kind, summary.figures)) for kind in kinds_in(summary)),
        "gates": summary.gates,
        "failed": tuple(sample for sample in samples if sample.status != "ok" or not sample.right),
        "versions": manifest.versions,
    }
    return html_page("evals.html", values, ("evals.css",))


def _section(kind: str, figures: Sequence[Figure]) -> _Section:
    rows = tuple(_Row(label(figure), written(figure), interval(figure)) for figure in figures if figure.by != "split")
    return _Section(kind, TITLES.get(kind, kind), tuple(_drawings(kind, figures)), rows)


def _drawings(kind: str, figures: Sequence[Figure]) -> Iterator[Drawing]:
    """The share that is right by each dimension; other figures are in the table."""
    shares = [figure for figure in figures if figure.name == f"{kind}.right"]
    for by, members in dimensions_in(shares):
        if by != "split":
            yield drawing_of(f"{TITLES.get(kind, kind)} {RIGHT.get(kind, 'right')}, by {by}", members)
