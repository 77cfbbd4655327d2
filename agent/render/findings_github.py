"""Findings as workflow commands, which GitHub shows beside the changed lines."""

from __future__ import annotations

from agent.model.finding import Finding, Findings
from agent.render.visible import visible

COMMANDS = {"error": "error", "warning": "warning", "question": "notice"}


def findings_github(findings: Findings) -> str:
    """One `::error file=...::message` line a finding."""
    return "".join(_command(finding) + "\n" for finding in findings.findings)


def _command(finding: Finding) -> str:
    computed = f"\n{finding.computation.formula}" if finding.computation else ""
    edit = f"\n{finding.suggestion}" if finding.suggestion else ""
    properties = ",".join(
        (
            f"file={_property(finding.path)}",
            f"line={finding.line}",
            f"endLine={finding.end_line}",
            f"title={_property(f'{finding.rule} {finding.name}')}",
        )
    )
    return f"::{COMMANDS[finding.severity]} {properties}::{_data(finding.message + computed + edit)}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
