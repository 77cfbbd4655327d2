"""Findings as Markdown, for a comment, a wiki page or a job summary."""

from __future__ import annotations

from itertools import groupby

from agent.model.finding import Evidence, Finding, Findings
from agent.render.amounts import counted
from agent.render.markdown import escaped
from agent.render.terminal import fit

MARKS = {"error": "🔴", "warning": "🟠", "question": "🔵"}
PLACES_SHOWN = 12
QUOTE_WIDTH = 240


def findings_markdown(findings: Findings) -> str:
    """A document with one section a file and one entry a finding."""
    counts = findings.summary
    said = (counted(counts.error, "error"), counted(counts.warning, "warning"), counted(counts.question, "question"))
    parts = [f"# Findings\n\n{', '.join(said)}."]
    for path, members in groupby(findings.findings, key=lambda finding: finding.path):
        parts.append(f"## {escaped(path)}")
        parts += [finding_markdown(finding) for finding in members]
    read = ", ".join(
        f"{escaped(d.path)} ({counted(d.lines, 'line')}, {counted(d.read.quantities, 'number')} read, "
        f"{counted(len(d.unread), 'place')} not read)"
        for d in findings.documents
    )
    parts.append(f"Read: {read or 'nothing'}.")
    if findings.suppressed:
        parts.append(f"Suppressed by comments: {findings.suppressed}.")
    return "\n\n".join(parts) + "\n"


def finding_markdown(finding: Finding) -> str:
    """One finding: the sentence, the quoted places, the computation and the edit."""
    parts = [f"{MARKS[finding.severity]} **{finding.severity}** `{finding.rule}` {escaped(finding.message)}"]
    parts.append("\n".join(_place(evidence) for evidence in finding.evidence[:PLACES_SHOWN]))
    if len(finding.evidence) > PLACES_SHOWN:
        parts.append(f"and {len(finding.evidence) - PLACES_SHOWN} more places.")
    if finding.computation:
        c = finding.computation
        parts.append(f"Computed: {escaped(c.formula)}; stated {escaped(c.stated)}, expected {escaped(c.expected)}.")
    if finding.suggestion:
        parts.append(f"Edit: {escaped(finding.suggestion)}")
    return "\n\n".join(parts)


def _place(evidence: Evidence) -> str:
    lines = f"{evidence.line}" if evidence.line == evidence.end_line else f"{evidence.line}-{evidence.end_line}"
    quote = escaped(fit(evidence.quote, QUOTE_WIDTH))
    where = f"{escaped(evidence.path)}:{lines}" + (f" ({escaped(evidence.locator)})" if evidence.locator else "")
    return f"- {where}: {quote}"
