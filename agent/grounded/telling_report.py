"""A report as results that a model may word: the lines of its summary, and the risks that nobody has an answer to."""

from __future__ import annotations

from collections.abc import Sequence

from agent.grounded.telling import Known, Telling, shown_work
from agent.model.report import Report, Risk
from agent.model.roadmap import Roadmap

MOST_RISKS = 10  # that a mitigation is proposed for


def report_telling(report: Report, roadmaps: Sequence[Roadmap]) -> Telling:
    """What a model is asked about a report on these roadmaps."""
    lines = [
        Known(str(at), f"summary line: {line.text}", line.evidence, line.computed, whole=True, ordered=True)
        for at, line in enumerate(report.summary, 1)
    ]
    open_risks = [risk for risk in report.risks if risk.mitigation.basis != "stated"][:MOST_RISKS]
    known = (*lines, *(_risk(risk) for risk in open_risks))
    return Telling("report", known, tuple(roadmaps), {}, 1, len(known))


def _risk(risk: Risk) -> Known:
    why = f". {risk.consequence}" if risk.consequence else ""
    return Known(risk.id, f"risk ({risk.category}, {risk.grade}): {risk.statement}{why}", risk.evidence, shown_work(*risk.computations))
