"""A run on a terminal: figures by kind and group, gates, and what failed if wanted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from evals.reports.words import TITLES, dimensions_in, interval, kinds_in, label, of_kind, taken, written
from evals.sample import Sample
from evals.summary import Figure, Summary

WIDTH = 160  # characters of what was said in the list of failures
HIDDEN = ("split", "rule")  # dimensions that only the reports show


def text_report(summary: Summary, samples: Sequence[Sample], *, failures: bool = False) -> str:
    """The figures as plain text, then the gates, then the failures if wanted."""
    lines: list[str] = [f"{summary.suite}: {summary.cases} cases, data {summary.data[:12]}"]
    for kind in kinds_in(summary):
        lines += ["", TITLES.get(kind, kind), *_kind(of_kind(kind, summary.figures))]
    if summary.unscored:
        lines += ["", "Not scored: " + ", ".join(f"{count} {status}" for status, count in summary.unscored.items())]
    if summary.usage is not None:
        lines += ["", f"Language model: {taken(summary.usage)}"]
    if summary.note:
        lines += ["", summary.note]
    if failures:
        lines += ["", "Failed", *_failed(samples)]
    return "\n".join([*lines, "", *_gates(summary)]) + "\n"


def _kind(figures: Sequence[Figure]) -> Iterator[str]:
    yield from (_line(figure, "  ") for figure in figures if not figure.by)
    for by, members in dimensions_in(figures):
        if by not in HIDDEN:
            yield f"  by {by}"
            yield from (_line(figure, "    ") for figure in members)


def _line(figure: Figure, indent: str) -> str:
    return f"{indent}{label(figure):<{46 - len(indent)}} {written(figure):<18} {interval(figure)}"


def _gates(summary: Summary) -> Iterator[str]:
    failed = [gate for gate in summary.gates if gate.result == "fail"]
    measured = [gate for gate in summary.gates if gate.result != "not measured"]
    yield from (f"gate failed: {gate.gate}: {gate.says}" for gate in failed)
    yield f"gates: {len(measured) - len(failed)} of {len(measured)} pass, {len(summary.gates) - len(measured)} not measured"


def _failed(samples: Sequence[Sample]) -> Iterator[str]:
    for sample in samples:
        if sample.status != "ok" or not sample.right:
            groups = " ".join(group for name, group in sample.groups.items() if name != "split")
            state = "" if sample.status == "ok" else f"{sample.status}: "
            missing = f" | missing {', '.join(sample.missing)}" if sample.missing else ""
            yield f"  {sample.id:16} {groups:28} {state}{sample.said[:WIDTH]}{missing}"
