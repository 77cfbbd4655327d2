"""Findings as the JSON contract `roadmap/findings/1`."""

from __future__ import annotations

import json
from typing import Any

from agent.model.finding import Evidence, Finding, Findings


def findings_json(findings: Findings) -> str:
    """One JSON object with keys in contract order; locators only where a converted format has them."""
    data: dict[str, Any] = {
        "schema": findings.schema_,
        "documents": [document.model_dump() for document in findings.documents],
        "findings": [finding_object(finding) for finding in findings.findings],
        "summary": findings.summary.model_dump(),
        "suppressed": findings.suppressed,
        "baselined": findings.baselined,
        "stale": list(findings.stale),
        "unchanged": findings.unchanged,
    }
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "replace").decode("utf-8") + "\n"


def finding_object(finding: Finding) -> dict[str, Any]:
    """One finding as plain JSON data."""
    data = finding.model_dump(exclude={"evidence"})
    computation, suggestion = data.pop("computation"), data.pop("suggestion")
    return {**data, "evidence": [_evidence(e) for e in finding.evidence], "computation": computation, "suggestion": suggestion}


def _evidence(evidence: Evidence) -> dict[str, Any]:
    return evidence.model_dump(exclude=set() if evidence.locator else {"locator"})
