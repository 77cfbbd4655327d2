"""The last look at what a model replied: only what the documents and the calculations hold may get out."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from agent.expressions import expression
from agent.grounded.fencing import without_invisible
from agent.grounded.figures import Grounds, unfounded
from agent.grounded.ledger import Calculation, Ledger
from agent.grounded.lines import Line
from agent.grounded.reply import Claim, Quote, Reply
from agent.model.finding import Finding

_MARKERS = expression(
    r"\s*(?:\[\s*[EC]?\d{1,6}(?:\s*[,;-]\s*[EC]?\d{1,6}){0,20}\s*\]|\(\s*[EC]\d{1,6}(?:\s*[,;-]\s*[EC]?\d{1,6}){0,20}\s*\))"
)
_LINKED = expression(r"!?\[([^\[\]\n]{0,300})\]\([^()\n]{0,2000}\)")
_TAG = expression(r"<[A-Za-z/!?][^<>\n]{0,2000}>")
_OPENING = expression(r"<(?=[A-Za-z/!?])")  # what is left of tags inside tags
_ADDRESS = expression(r"(?:[a-z][a-z0-9+.-]{1,20}://|www\.|data:|javascript:|mailto:)[^\s\"'<>)\]]{1,2000}", re.IGNORECASE)
LONGEST_QUOTE = 1_000


@dataclass(frozen=True, slots=True)
class Grounded:
    """A statement that holds: its words, the quotes of its lines (as in the file), its calculations and findings."""

    text: str
    quotes: tuple[tuple[Line, str], ...]
    calculations: tuple[Calculation, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A statement that does not hold, and why, in words for the model."""

    text: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A reply, examined."""

    kept: tuple[Grounded, ...]
    rejected: tuple[Rejected, ...]


def examine(reply: Reply, ledger: Ledger) -> Verdict:
    """Every statement of a reply, kept or rejected."""
    judged = [verify(claim, ledger) for claim in reply.claims]
    return Verdict(
        tuple(one for one in judged if isinstance(one, Grounded)),
        tuple(one for one in judged if isinstance(one, Rejected)),
    )


def verify(claim: Claim, ledger: Ledger) -> Grounded | Rejected:
    """A statement holds when it says something, names evidence the model has seen, quotes it word for word, and when every figure in
    it stands on the quoted lines, is the result of a named calculation, or was computed for a named finding."""
    text = spoken(claim.text)
    quotes, reasons = held_quotes(claim.quotes, ledger)
    calculations, unknown = _calculations(claim, ledger)
    reasons += unknown
    findings = tuple(ledger.findings[name] for name in claim.findings if name in ledger.findings)
    reasons += [f"there is no finding {name[:40]}" for name in claim.findings if name not in ledger.findings]
    if not text:
        reasons.append("the statement is empty")
    if not (quotes or calculations or findings):
        reasons.append("the statement names no evidence that holds")
    cited = tuple({line.number: line for line in _lines(quotes, calculations, findings, ledger)}.values())
    reasons += complaints(text, Grounds(ledger.lines, cited, calculations, tuple(_computed(findings))))
    return Rejected(text, tuple(reasons)) if reasons else Grounded(text, quotes, calculations, findings)


def spoken(text: str) -> str:
    """The words of a statement: no evidence numbers, links, images, tags or invisible characters."""
    words = " ".join(without_invisible(text).split())
    words = _MARKERS.sub("", _TAG.sub("", _LINKED.sub(r"\1", words)))
    return " ".join(_OPENING.sub("< ", words.replace("](", "] (")).split())


def held_quotes(quotes: Iterable[Quote], ledger: Ledger) -> tuple[tuple[tuple[Line, str], ...], list[str]]:
    """The quotes that stand word for word on lines the model was shown, as in the file; and why the others do not hold."""
    held: list[tuple[Line, str]] = []
    reasons: list[str] = []
    for quote in quotes:
        line = ledger.seen(quote.evidence)
        if line is None:
            reasons.append(f"E{quote.evidence} was not shown to you")
            continue
        words = _verbatim(quote.text, line)
        if words is None:
            reasons.append(f'"{_short(quote.text)}" does not stand word for word on E{quote.evidence}')
        else:
            held.append((line, words))
    return tuple(held), reasons


def _verbatim(words: str, line: Line) -> str | None:
    """The quote as it stands in the file, outside comments; None when it does not. Of a repaired line the whole raw line is quoted."""
    wanted = words.strip()
    if not wanted or "\n" in wanted or not any(character.isalnum() for character in wanted):
        return None
    if wanted in line.open_raw and wanted in line.raw:
        return wanted[:LONGEST_QUOTE]
    return line.raw.strip() if wanted in line.open_text and line.open_raw == line.raw else None


def _short(text: str) -> str:
    words = " ".join(without_invisible(text).split())
    return words if len(words) <= 80 else words[:79] + "…"


def _calculations(claim: Claim, ledger: Ledger) -> tuple[tuple[Calculation, ...], list[str]]:
    found = [(number, ledger.calculation(number)) for number in claim.calculations]
    return tuple(one for _, one in found if one is not None), [f"there is no result C{number}" for number, one in found if one is None]


def _lines(
    quotes: Iterable[tuple[Line, str]], calculations: Iterable[Calculation], findings: Iterable[Finding], ledger: Ledger
) -> Iterable[Line]:
    """Every line that a statement rests on: quoted, computed from, or evidence of a finding."""
    for line, _ in quotes:
        yield line
    numbers = [number for calculation in calculations for number in calculation.evidence]
    for finding in findings:
        for evidence in finding.evidence:
            numbers += ledger.lines.numbers(evidence.path, evidence.line, evidence.end_line)
    for number in numbers:
        found = ledger.lines.at(number)
        if found is not None:
            yield found


def _computed(findings: Iterable[Finding]) -> Iterable[str]:
    """What code worked out for findings: the only figures of theirs that need not stand in a document."""
    for finding in findings:
        if finding.computation is not None:
            yield from (finding.computation.formula, finding.computation.expected)


def complaints(text: str, grounds: Grounds) -> list[str]:
    """Why words may not go out: addresses that stand on none of the lines, which could lead a reader elsewhere, and unfounded figures."""
    lines = [line.open_text for line in grounds.cited]
    strange = [match.group() for match in _ADDRESS.finditer(text) if not any(match.group() in line for line in lines)]
    return [
        *(f"the address {_short(address)} stands on none of the cited lines" for address in strange),
        *(f'the figure "{figure}" stands on none of the cited lines and is no named result' for figure in unfounded(text, grounds)),
    ]
