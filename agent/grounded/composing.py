"""Verified statements as an Answer: citations numbered in the order in which the text names them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from agent.grounded.ledger import Calculation, Ledger
from agent.grounded.lines import Line
from agent.grounded.reply import Kind
from agent.grounded.verifying import Grounded
from agent.model.answer import Answer, AnswerKind, Citation, Passage, Usage
from agent.model.finding import Computation, Finding

LOOKED_AT = 5
MOST_TOLD = 3  # findings that an answer is given besides


def compose(question: str, kind: Kind, claims: Sequence[Grounded], ledger: Ledger, usage: Usage, *, answered: bool, refusal: str) -> Answer:
    """The answer that the statements make; without one it is the `refusal`, then what they say on the subject, and what was looked at.

    `findings` are those that the statements name and every computed finding about a cited line. What was computed about the very line
    that an answer rests on is said in it, whatever the model says: no model can leave a finding out or deny it.
    """
    claims = (*claims, *_untold(claims, ledger))
    citations: list[Citation] = []
    sentences = [_sentence(claim, citations, ledger) for claim in claims]
    listed = kind == "list" and len(sentences) > 2
    text = "\n".join(f"- {sentence}" for sentence in sentences) if listed else " ".join(sentences)
    told: AnswerKind = kind if answered and claims else "refusal"
    done = answered and bool(claims)
    return Answer(
        question=question,
        answered=done,
        answer=text if done else " ".join((refusal, text)).strip(),
        mode="model",
        kind=told,
        citations=tuple(citations),
        findings=_findings(claims, citations, ledger.findings.values()),
        computation=_computation([calculation for claim in claims for calculation in claim.calculations]),
        retrieved=looked_at(ledger),
        usage=usage,
    )


def _sentence(claim: Grounded, citations: list[Citation], ledger: Ledger) -> str:
    marks = list(dict.fromkeys(_cite(line, quote, citations) for line, quote in _places(claim, ledger)))
    return claim.text + "".join(f" [{mark}]" if at == 0 else f"[{mark}]" for at, mark in enumerate(marks))


def _places(claim: Grounded, ledger: Ledger) -> list[tuple[Line, str]]:
    """The quotes, then the other lines that a calculation or finding of the statement rests on."""
    places = list(claim.quotes)
    known = {line.number for line, _ in places}
    numbers = [number for calculation in claim.calculations for number in calculation.evidence]
    for finding in claim.findings:
        numbers += [n for e in finding.evidence for n in ledger.lines.numbers(e.path, e.line, e.end_line)]
    for number in dict.fromkeys(numbers):
        line = ledger.lines.at(number)
        if line is not None and number not in known and line.raw.strip():
            places.append((line, line.raw.strip()))
    return places


def _cite(line: Line, quote: str, citations: list[Citation]) -> int:
    """The number of the citation of a place; a place that was cited before keeps its number."""
    for known in citations:
        if (known.path, known.line, known.quote) == (line.path, line.line, quote):
            return known.n
    citations.append(Citation(n=len(citations) + 1, path=line.path, line=line.line, end_line=line.line, quote=quote, locator=line.locator))
    return len(citations)


def _findings(claims: Sequence[Grounded], citations: Sequence[Citation], computed: Iterable[Finding]) -> tuple[str, ...]:
    named = [finding.id for claim in claims for finding in claim.findings]
    cited = {(citation.path, citation.line) for citation in citations}
    named += [finding.id for finding in computed if finding.severity != "question" and _touches(finding, cited)]
    return tuple(dict.fromkeys(named))


def _untold(claims: Sequence[Grounded], ledger: Ledger) -> list[Grounded]:
    """Findings to comment on at a quoted line, as statements of the program, unless a statement gives what was computed for them."""
    quoted = {(line.path, line.line) for claim in claims for line, _ in claim.quotes}
    said = " ".join(claim.text for claim in claims)
    about = [
        finding
        for finding in ledger.findings.values()
        if finding.severity != "question"
        and any((finding.path, line) in quoted for line in range(finding.line, finding.end_line + 1))
        and not (finding.computation is not None and finding.computation.expected in said)
    ]
    return [Grounded(f"The program computed: {_sentence_of(finding)}", (), (), (finding,)) for finding in about[:MOST_TOLD]]


def _sentence_of(finding: Finding) -> str:
    return finding.message if finding.message.endswith((".", "!", "?", "。")) else f"{finding.message}."


def _touches(finding: Finding, places: set[tuple[str, int]]) -> bool:
    return any((evidence.path, line) in places for evidence in finding.evidence for line in range(evidence.line, evidence.end_line + 1))


def _computation(calculations: Sequence[Calculation]) -> Computation | None:
    """The last calculation that a statement names: the one the others lead to."""
    if not calculations:
        return None
    last = calculations[-1]
    return Computation(formula=last.formula, expected=last.shown, stated="")


def looked_at(ledger: Ledger) -> tuple[Passage, ...]:
    """The stretches of lines that the model was shown, longest first, a few of them."""
    runs: list[tuple[str, int, int]] = []
    for number in sorted(ledger.shown):
        line = ledger.lines.at(number)
        if line is None:
            continue
        if runs and runs[-1][0] == line.path and runs[-1][2] == line.line - 1:
            runs[-1] = (line.path, runs[-1][1], line.line)
        else:
            runs.append((line.path, line.line, line.line))
    longest = sorted(runs, key=lambda run: (run[1] - run[2], run))[:LOOKED_AT]
    return tuple(Passage(path=path, line=line, end_line=end_line, score=0.0) for path, line, end_line in longest)
