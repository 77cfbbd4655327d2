"""A run as JUnit XML: one test suite a kind, one test case a case, for the tools that show test results."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from evals.manifest import Manifest
from evals.sample import Sample


def junit_report(manifest: Manifest, samples: Sequence[Sample]) -> str:
    """The document; characters that XML cannot hold are replaced."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites name={_attribute(f'roadmap eval {manifest.suite}')} {_counts(samples)}>",
    ]
    for kind in dict.fromkeys(sample.kind for sample in samples):
        members = [sample for sample in samples if sample.kind == kind]
        lines.append(f" <testsuite name={_attribute(kind)} {_counts(members)}>")
        lines += [_case(sample) for sample in members]
        lines.append(" </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _counts(samples: Sequence[Sample]) -> str:
    failed = sum(sample.status == "ok" and not sample.right for sample in samples)
    broken = sum(sample.status == "error" for sample in samples)
    left = sum(sample.status in ("skipped", "unscored") for sample in samples)
    return f'tests="{len(samples)}" failures="{failed}" errors="{broken}" skipped="{left}"'


def _case(sample: Sample) -> str:
    head = f"  <testcase classname={_attribute(sample.kind)} name={_attribute(sample.id)}"
    if sample.status == "ok" and sample.right:
        return f"{head}/>"
    outcome = {"ok": "failure", "error": "error"}.get(sample.status, "skipped")
    missing = f" | missing {', '.join(sample.missing)}" if sample.missing else ""
    return f"{head}><{outcome} message={_attribute(sample.said + missing)}/></testcase>"


def _attribute(text: str) -> str:
    return quoteattr("".join(char if char.isprintable() and not "\ufffe" <= char <= "\uffff" else " " for char in text))
