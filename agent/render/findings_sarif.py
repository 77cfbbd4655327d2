"""Findings as SARIF 2.1.0 (OASIS), which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from agent.model.finding import Evidence, Finding, Findings
from agent.rules.base import Rule
from agent.rules.pages import page

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS = {"error": "error", "warning": "warning", "question": "note"}


def findings_sarif(findings: Findings, rules: Sequence[Rule], version: str) -> str:
    """One SARIF log with one run. `rules` describes the rules that ran, `version` is that of the tool."""
    run = {
        "tool": {
            "driver": {
                "name": "roadmap",
                "version": version,
                "semanticVersion": version,
                "rules": [_descriptor(rule) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "artifacts": [{"location": {"uri": _uri(document.path)}} for document in findings.documents],
        "results": [_result(finding, {rule.code: at for at, rule in enumerate(rules)}) for finding in findings.findings],
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, indent=1, ensure_ascii=False).encode("utf-8", "replace").decode("utf-8") + "\n"


def _descriptor(rule: Rule) -> dict[str, Any]:
    parts = page(rule)
    return {
        "id": rule.code,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": parts.title},
        "fullDescription": {"text": parts.claim},
        "help": {"text": parts.why, "markdown": parts.why},
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"family": rule.family, "basis": rule.basis},
    }


def _result(finding: Finding, order: dict[str, int]) -> dict[str, Any]:
    first, *others = finding.evidence
    computed = f" Computed: {finding.computation.formula}." if finding.computation else ""
    edit = f" Edit: {finding.suggestion}." if finding.suggestion else ""
    result: dict[str, Any] = {"ruleId": finding.rule}
    if finding.rule in order:
        result["ruleIndex"] = order[finding.rule]
    result |= {
        "level": LEVELS[finding.severity],
        "message": {"text": f"{finding.message}.{computed}{edit}"},
        "locations": [_location(first, finding.columns)],
        "relatedLocations": [{"id": at, **_location(e)} for at, e in enumerate(others, 1)],
        "partialFingerprints": {"roadmapFinding/v1": finding.id, **_line_hash(finding)},
        "properties": {"family": finding.family, "basis": finding.basis, "severity": finding.severity},
    }
    return result


def _line_hash(finding: Finding) -> dict[str, str]:
    """By what code scanning follows an alert; left to the upload where the lines of the file are not known."""
    return {"primaryLocationLineHash": finding.line_hash} if finding.line_hash else {}


def _location(evidence: Evidence, columns: tuple[int, int] | None = None) -> dict[str, Any]:
    region: dict[str, Any] = {"startLine": evidence.line, "endLine": evidence.end_line, "snippet": {"text": evidence.quote}}
    if columns is not None:
        region |= {"startColumn": columns[0], "endColumn": columns[1]}
    place: dict[str, Any] = {"artifactLocation": {"uri": _uri(evidence.path)}, "region": region}
    location: dict[str, Any] = {"physicalLocation": place}
    if evidence.locator:
        location["logicalLocations"] = [{"name": evidence.locator}]
    return location


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "replace"))
