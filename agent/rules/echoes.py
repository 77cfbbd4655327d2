"""One cause, one question: what two rules ask about the same places is asked once."""

from __future__ import annotations

from collections.abc import Sequence

from agent.model.finding import Finding

# Rules that say what is wrong between places which the rules on the right only find alike, the more telling one first.
TELLING = ("RA412", "RA415", "RA711", "RA714", "RA712", "RA503", "RA501", "RA502", "RA505")
ALIKE = frozenset({"RA501", "RA502", "RA503", "RA505"})
STATED = "RA712"  # says of one line that it has two states: that a third one agrees with one of them is no news
HELD = frozenset({"RA702", "RA707", "RA711"})


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one document without questions about overlap whose places all stand in a more telling finding."""
    told = [(TELLING.index(finding.rule), finding.id, _lines(finding)) for finding in findings if finding.rule in TELLING]
    unclear = {span.line for finding in findings if finding.rule == STATED for span in finding.evidence}
    return [
        finding
        for finding in findings
        if not (finding.rule in ALIKE and _is_echo(finding, told))
        and not (finding.rule in HELD and finding.line in unclear and not finding.parts)
    ]


def _is_echo(finding: Finding, told: Sequence[tuple[int, str, frozenset[tuple[str, int]]]]) -> bool:
    rank, lines = TELLING.index(finding.rule), _lines(finding)
    return any(lines <= other and (lines < other or at < rank) for at, name, other in told if name != finding.id)


def _lines(finding: Finding) -> frozenset[tuple[str, int]]:
    return frozenset((span.path, span.line) for span in finding.evidence)
