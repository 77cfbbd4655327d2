"""Comments in a document that silence findings, and the findings about those comments.

    <!-- roadmap-disable-next-line RA101 -- the reserve is approved separately -->
    text <!-- roadmap-disable-line RA101 RA602 -- reason -->
    <!-- roadmap-disable RA401 -- reason -->  ...  <!-- roadmap-enable RA401 -->
    <!-- roadmap-disable-file RA803 -- reason -->

A directive without a rule or a reason silences nothing: a silence that nobody can explain later is worth a finding of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Document
from agent.model.finding import Finding

Kind = Literal["disable-next-line", "disable-line", "disable-file", "disable", "enable"]

DIRECTIVE = expression(r"<!--[ \t]*roadmap-(disable-next-line|disable-line|disable-file|disable|enable)\b([^>\n]{0,400})-->")
RULE_CODE = expression(r"\b[A-Z]{2}\d{3}\b")


class Directive(Struct, frozen=True):
    """One comment. `first`..`last` are the lines it silences; `last` of an open block is the last line of the file."""

    kind: Kind
    line: int
    text: str
    codes: tuple[str, ...]
    reason: str
    first: int = 0
    last: int = 0
    closed: bool = True

    @property
    def silences(self) -> bool:
        return self.kind != "enable" and bool(self.codes) and bool(self.reason)

    def covers(self, finding: Finding) -> bool:
        return self.silences and finding.rule in self.codes and self.first <= finding.end_line and finding.line <= self.last


class Sieve(Struct, frozen=True):
    """Findings left, findings silenced, and which (directive line, code) pairs silenced something."""

    kept: tuple[Finding, ...]
    silenced: tuple[Finding, ...]
    used: frozenset[tuple[int, str]]


def directives(document: Document) -> tuple[Directive, ...]:
    """All directives of a document in order; those shown inside fences are examples, not directives."""
    fenced = _fenced_lines(document)
    found = [
        _directive(match, number)
        for number, line in enumerate(document.raw_lines, 1)
        if "<!--" in line and number not in fenced
        for match in DIRECTIVE.finditer(line)
    ]
    return tuple(_scoped(directive, found[at + 1 :], len(document.raw_lines)) for at, directive in enumerate(found))


def sift(findings: Iterable[Finding], found: Sequence[Directive]) -> Sieve:
    """Separate the findings of one document into those that stay and those its directives silence."""
    kept: list[Finding] = []
    silenced: list[Finding] = []
    used: set[tuple[int, str]] = set()
    for finding in findings:
        covering = [directive for directive in found if directive.covers(finding)]
        used.update((directive.line, finding.rule) for directive in covering)
        (silenced if covering else kept).append(finding)
    return Sieve(tuple(kept), tuple(silenced), frozenset(used))


def _fenced_lines(document: Document) -> frozenset[int]:
    return frozenset(line for block in document.blocks if block.kind == "fence" for line in range(block.line, block.end_line + 1))


def _directive(match: re.Match[str], line: int) -> Directive:
    body, _, reason = match[2].partition("--")
    kind: Kind = match[1]  # type: ignore[assignment]  # the pattern admits only the five words
    return Directive(kind, line, match[0], tuple(dict.fromkeys(RULE_CODE.findall(body))), reason.strip())


def _scoped(directive: Directive, later: Sequence[Directive], last_line: int) -> Directive:
    """The directive with the lines it silences."""
    first, last, closed = directive.line, directive.line, True
    if directive.kind == "disable-next-line":
        first = last = directive.line + 1
    elif directive.kind == "disable-file":
        first, last = 1, last_line
    elif directive.kind == "disable":
        end = next((d.line for d in later if d.kind == "enable" and set(directive.codes) <= set(d.codes or directive.codes)), 0)
        last, closed = end or last_line, bool(end)
    return Directive(directive.kind, directive.line, directive.text, directive.codes, directive.reason, first, last, closed)
