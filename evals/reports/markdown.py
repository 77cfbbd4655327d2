"""A run as Markdown: one table a kind, then groups, gates and what failed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.manifest import Manifest
from evals.reports.words import TITLES, dimensions_in, interval, kinds_in, label, of_kind, taken, written
from evals.sample import Sample
from evals.summary import Figure, Summary

WIDTH = 200


def markdown_report(manifest: Manifest, summary: Summary, samples: Sequence[Sample]) -> str:
    """The whole report."""
    return "\n".join([*_head(manifest, summary), *_gates(summary), *figures_in_tables(summary), *_failed(samples)]) + "\n"


def figures_in_tables(summary: Summary) -> Iterator[str]:
    """A section a kind: the figures, then a table for each dimension."""
    for kind in kinds_in(summary):
        figures = of_kind(kind, summary.figures)
        yield from ("", f"## {TITLES.get(kind, kind)}", "")
        yield from _table("figure", [figure for figure in figures if not figure.by])
        for by, members in dimensions_in(figures):
            if by != "split":
                yield from ("", *_table(by, members))


def cell(text: str) -> str:
    """Text as one cell of a table."""
    return " ".join(text.split()).replace("|", "\\|")


def _head(manifest: Manifest, summary: Summary) -> Iterator[str]:
    yield from (f"# Evaluation of {manifest.product}", "")
    yield f"Suite {manifest.suite}, {summary.cases} cases, data `{summary.data[:12]}`, commit `{manifest.commit[:12] or 'unknown'}`."
    if manifest.model:
        yield f"Model {manifest.model}{f': {taken(summary.usage)}' if summary.usage else ''}."
    if summary.note:
        yield f"**{summary.note}**"
    yield f"**{'Passed' if summary.passed else 'Failed'}**."


def _gates(summary: Summary) -> Iterator[str]:
    if summary.gates:
        yield from ("", "## Gates", "", "| Gate | Result | Says |", "|---|---|---|")
        yield from (f"| {cell(gate.gate)} | {gate.result} | {cell(gate.says)} |" for gate in summary.gates)


def _table(title: str, figures: Sequence[Figure]) -> Iterator[str]:
    yield from (f"| {title} | value | 95% interval |", "|---|---|---|")
    yield from (f"| {cell(label(figure))} | {written(figure)} | {interval(figure)} |" for figure in figures)


def _failed(samples: Sequence[Sample]) -> Iterator[str]:
    failed = [sample for sample in samples if sample.status != "ok" or not sample.right]
    if failed:
        yield from ("", f"## Failed ({len(failed)})", "", "| Case | Kind | What came |", "|---|---|---|")
        yield from (f"| {cell(sample.id)} | {sample.kind} | {cell(sample.said[:WIDTH])} |" for sample in failed)
