"""Findings as Markdown, for a comment, a wiki page or a job summary."""

from __future__ import annotations

import re
from itertools import groupby

from agent.model.finding import Evidence, Finding, Findings

MARKS = {"error": "🔴", "warning": "🟠", "question": "🔵"}
SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")
PLACES_SHOWN = 12


def findings_markdown(findings: Findings) -> str:
    """A document with one section a file and one entry a finding."""
    counts = findings.summary
    parts = [f"# Findings\n\n{counts.error} errors, {counts.warning} warnings, {counts.question} questions."]
    for path, members in groupby(findings.findings, key=lambda finding: finding.path):
        parts.append(f"## {escape(path)}")
        parts += [finding_markdown(finding) for finding in members]
    read = ", ".join(
        f"{escape(d.path)} ({d.lines} lines, {d.read.quantities} numbers read, {len(d.unread)} places not read)" for d in findings.documents
    )
    parts.append(f"Read: {read or 'nothing'}.")
    if findings.suppressed:
        parts.append(f"Suppressed by comments: {findings.suppressed}.")
    return "\n\n".join(parts) + "\n"


def finding_markdown(finding: Finding) -> str:
    """One finding: the sentence, the quoted places, the computation and the edit."""
    parts = [f"{MARKS[finding.severity]} **{finding.severity}** `{finding.rule}` {escape(finding.message)}"]
    parts.append("\n".join(_place(evidence) for evidence in finding.evidence[:PLACES_SHOWN]))
    if len(finding.evidence) > PLACES_SHOWN:
        parts.append(f"and {len(finding.evidence) - PLACES_SHOWN} more places.")
    if finding.computation:
        c = finding.computation
        parts.append(f"Computed: {escape(c.formula)}; stated {escape(c.stated)}, expected {escape(c.expected)}.")
    if finding.suggestion:
        parts.append(f"Edit: {escape(finding.suggestion)}")
    return "\n\n".join(parts)


def escape(text: str) -> str:
    """Text that shows as it is: document content must not become markup of the report."""
    return SPECIAL.sub(r"\\\1", " ".join(text.encode("utf-8", "replace").decode("utf-8").split())).replace("@", "@\u200b")


def _place(evidence: Evidence) -> str:
    lines = f"{evidence.line}" if evidence.line == evidence.end_line else f"{evidence.line}-{evidence.end_line}"
    quote = escape(evidence.quote)
    where = f"{escape(evidence.path)}:{lines}" + (f" ({escape(evidence.locator)})" if evidence.locator else "")
    return f"- {where}: {quote[:300]}"
