"""Ids that survive edits: a hash over what a finding is about, never over line numbers or the wording of its message."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable

from agent.model.finding import Evidence, Finding
from agent.model.span import Span
from agent.rules.base import Draft, Rule


def findings_of(rule: Rule, drafts: Iterable[Draft]) -> tuple[Finding, ...]:
    """The drafts of one rule as findings, in the order of the document; equal ones are told apart by their ordinal."""
    seen: Counter[str] = Counter()
    ordered = sorted((draft for draft in drafts if draft.evidence), key=lambda d: (d.evidence[0], d.key, d.message))
    found: list[Finding] = []
    for draft in dict.fromkeys(ordered):
        root = _root(rule, draft)
        found.append(_finding(rule, draft, root, seen[root]))
        seen[root] += 1
    return tuple(found)


def _root(rule: Rule, draft: Draft) -> str:
    quotes = (" ".join(span.quote.casefold().split()) for span in draft.evidence)
    return "\x1f".join((rule.code, draft.evidence[0].path, draft.key, *quotes))


def _finding(rule: Rule, draft: Draft, root: str, ordinal: int) -> Finding:
    first = draft.evidence[0]
    return Finding(
        id=_hash(root, ordinal),
        rule=rule.code,
        name=rule.name,
        family=rule.family,
        severity=draft.severity or rule.severity,
        basis=rule.basis,
        path=first.path,
        line=first.line,
        end_line=first.end_line,
        message=draft.message,
        evidence=tuple(evidence_of(span) for span in dict.fromkeys(draft.evidence)),
        computation=draft.computation,
        suggestion=draft.suggestion,
        parts=_parts(rule, draft.parts),
    )


def _parts(rule: Rule, drafts: Iterable[Draft]) -> tuple[str, ...]:
    """The ids that the parts of a bundle would have as findings of their own."""
    seen: Counter[str] = Counter()
    ids = []
    for draft in dict.fromkeys(drafts):
        root = _root(rule, draft)
        ids.append(_hash(root, seen[root]))
        seen[root] += 1
    return tuple(ids)


def _hash(root: str, ordinal: int) -> str:
    return hashlib.sha256(f"{root}\x1f{ordinal}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


def evidence_of(span: Span) -> Evidence:
    """A place as the contracts write it."""
    return Evidence(path=span.path, line=span.line, end_line=span.end_line, quote=span.quote, locator=span.locator)
