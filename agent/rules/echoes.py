"""One cause, one question: what two rules ask about the same places is asked once."""

from __future__ import annotations

from collections.abc import Sequence

from agent.model.finding import Finding

# Rules that say what is wrong between places which the rules on the right only find alike, the more telling one first.
TELLING = ("RA412", "RA415", "RA711", "RA714", "RA712", "RA503", "RA501", "RA502", "RA505", "RA182", "RA152")
ALIKE = frozenset({"RA152", "RA501", "RA502", "RA503", "RA505"})
STATED = "RA712"  # says of one line that it has two states: that a third one agrees with one of them is no news
HELD = frozenset({"RA702", "RA707", "RA711"})
# Sums found by their labels alone: what is said of the same total by its structure is told instead.
BY_LABEL = frozenset({"RA147", "RA148", "RA149", "RA151"})
# Questions about a time that is out of place or a sum, and the rules that say more surely what is wrong with it.
SURER = {
    "RA422": frozenset({"RA402", "RA408", "RA415", "RA433"}),
    "RA423": frozenset({"RA402", "RA407", "RA422"}),
    "RA426": frozenset({"RA011"}),
    "RA113": frozenset({"RA154"}),
    "RA152": frozenset({"RA101", "RA105", "RA148"}),
    "RA172": frozenset(
        {"RA101", "RA106", "RA107", "RA110", "RA119", "RA121", "RA122", "RA123", "RA124", "RA126", "RA129", "RA135", "RA138", "RA141"}
        | {"RA142", "RA147", "RA148", "RA149", "RA151", "RA159", "RA160", "RA161", "RA169", "RA171"}
    ),
    "RA185": frozenset({"RA105"}),
    "RA187": frozenset({"RA105"}),
    "RA188": frozenset({"RA101", "RA105", "RA131", "RA148", "RA152", "RA182"}),
}
SHARES = "RA112"  # of one whole: where a row sums them up, that row is told
WEEKDAYS, DATES = "RA426", "RA011"  # several dates on other weekdays are told at once
SUMS = frozenset({"RA101", "RA106", "RA107", "RA110", "RA123", "RA126", "RA129", "RA138"})


def without_echoes(findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one document without those that say of its places what a more telling one says."""
    told = [(TELLING.index(finding.rule), finding.id, _lines(finding)) for finding in findings if finding.rule in TELLING]
    summed = {(finding.path, finding.line) for finding in findings if finding.rule in SUMS}
    dated = {code: {finding.line for finding in findings if finding.rule in rules} for code, rules in SURER.items()}
    unclear = {span.line for finding in findings if finding.rule == STATED for span in finding.evidence}
    weekdays = {span.line for finding in findings if finding.rule == WEEKDAYS and finding.parts for span in finding.evidence}
    totals = [_lines(finding) for finding in findings if finding.rule == "RA101"]
    return [
        finding
        for finding in findings
        if not (finding.rule == SHARES and any(_lines(finding) - {(finding.path, finding.line)} <= lines for lines in totals))
        and not (finding.rule == DATES and finding.line in weekdays)
        and not (finding.rule in ALIKE and _is_echo(finding, told))
        and not (finding.rule in HELD and finding.line in unclear and not finding.parts)
        and not (finding.rule in BY_LABEL and (finding.path, finding.line) in summed)
        and not (finding.rule in SURER and finding.line in dated[finding.rule] and not finding.parts)
    ]


def _is_echo(finding: Finding, told: Sequence[tuple[int, str, frozenset[tuple[str, int]]]]) -> bool:
    rank, lines = TELLING.index(finding.rule), _lines(finding)
    return any(lines <= other and (lines < other or at < rank) for at, name, other in told if name != finding.id)


def _lines(finding: Finding) -> frozenset[tuple[str, int]]:
    return frozenset((span.path, span.line) for span in finding.evidence)
