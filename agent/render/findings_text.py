"""Findings for a person at a terminal: grouped by file, the quoted lines with the numbers underlined, the sum, the smallest edit."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import groupby

from agent.model.finding import Evidence, Finding, Findings

COLOURS = {"error": "1;31", "warning": "1;33", "question": "1;36", "path": "1;4", "dim": "2", "mark": "1"}
NUMBER = re.compile(r"\d[\d.,' \u00a0\u202f]*\d|\d")
PLACES_SHOWN = 8
LINES_SHOWN = 3
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def findings_text(findings: Findings, *, colour: bool = False, width: int = 100) -> str:
    """The report as text. `colour` adds ANSI colours, `width` is where quoted lines are cut."""
    paint = _paint if colour else _plain
    parts: list[str] = []
    for path, members in groupby(findings.findings, key=lambda finding: finding.path):
        parts.append(paint(_clean(path), "path"))
        parts += [_block(finding, paint, width) for finding in members]
        parts.append("")
    parts += _closing(findings, paint)
    return "\n".join(parts) + "\n"


def _block(finding: Finding, paint: Paint, width: int) -> str:
    head = f"{paint(finding.severity, finding.severity)} {finding.rule} {finding.name}, line {_lines(finding.line, finding.end_line)}"
    rows = [f"  {head}", f"    {_clean(finding.message)}"]
    gutter = max(len(str(e.end_line)) for e in finding.evidence[:PLACES_SHOWN])
    for evidence in finding.evidence[:PLACES_SHOWN]:
        rows += _quoted(finding, evidence, gutter, width, paint)
    if len(finding.evidence) > PLACES_SHOWN:
        rows.append(paint(f"      {' ' * gutter} | and {len(finding.evidence) - PLACES_SHOWN} more places", "dim"))
    if finding.computation:
        rows.append(f"    computed: {_clean(finding.computation.formula)}")
        rows.append(f"    stated {_clean(finding.computation.stated)}, expected {_clean(finding.computation.expected)}")
    if finding.suggestion:
        rows.append(f"    edit: {_clean(finding.suggestion)}")
    rows.append(paint(f"    id {finding.id}", "dim"))
    return "\n".join(rows)


def _quoted(finding: Finding, evidence: Evidence, gutter: int, width: int, paint: Paint) -> Iterator[str]:
    """The lines of one place; a second row underlines the numbers that the computation uses."""
    if evidence.path != finding.path or evidence.locator:
        yield paint(f"      {_clean(evidence.path)}{' ' + evidence.locator if evidence.locator else ''}", "dim")
    wanted = _numbers_of(finding)
    lines = evidence.quote.split("\n")
    for offset, text in enumerate(lines[:LINES_SHOWN]):
        shown = _cut(_clean(text), width)
        yield f"      {str(evidence.line + offset).rjust(gutter)} | {shown}"
        marks = _underline(shown, wanted)
        if marks:
            yield f"      {' ' * gutter} | {paint(marks, finding.severity)}"
    if len(lines) > LINES_SHOWN:
        yield paint(f"      {' ' * gutter} | ({len(lines) - LINES_SHOWN} more lines)", "dim")


def _numbers_of(finding: Finding) -> frozenset[str]:
    said = finding.message
    if finding.computation:
        said = " ".join((said, finding.computation.formula, finding.computation.stated, finding.computation.expected))
    return frozenset(_digits(match[0]) for match in NUMBER.finditer(said))


def _underline(text: str, wanted: frozenset[str]) -> str:
    """A row of carets below the numbers of `text` that are `wanted`; wide characters take two columns."""
    marks = [" "] * len(text)
    for match in NUMBER.finditer(text):
        if _digits(match[0]) in wanted:
            marks[match.start() : match.end()] = "^" * (match.end() - match.start())
    return "".join(mark * _columns(char) for mark, char in zip(marks, text, strict=True)).rstrip()


def _digits(number: str) -> str:
    """A number in a form in which 3,410 and 3.410 are the same, for finding it in the quoted line."""
    return re.sub(r"\D", "", number).lstrip("0").rstrip("0") or "0"


def _columns(char: str) -> int:
    if unicodedata.combining(char) or char in "\u200b\u200d\ufe0f":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _closing(findings: Findings, paint: Paint) -> Iterator[str]:
    counts = findings.summary
    numbers = (("error", counts.error), ("warning", counts.warning), ("question", counts.question))
    yield ", ".join(paint(_count(number, name), name if number else "dim") for name, number in numbers) + _aside(findings)
    yield _account(findings)
    if findings.stale:
        yield f"The baseline lists {_count(len(findings.stale), 'finding')} that no longer occur: {', '.join(findings.stale)}"


def _account(findings: Findings) -> str:
    """What was read and what was not, in one line: silence must not read as "consistent"."""
    documents = findings.documents
    counted = (
        _count(sum(document.read.items for document in documents), "item"),
        _count(sum(document.read.quantities for document in documents), "number"),
        _count(sum(document.read.metrics for document in documents), "metric"),
        _count(sum(document.read.dependencies for document in documents), "dependency"),
    )
    unread = sum(len(document.unread) for document in documents)
    rest = f" Not read: {_count(unread, 'number or row', 'numbers or rows')}; --format json lists them with the reason." if unread else ""
    return f"Read {_count(len(documents), 'document')}, {_count(sum(d.lines for d in documents), 'line')}: {', '.join(counted)}.{rest}"


def _aside(findings: Findings) -> str:
    notes = [
        f"{number} {what}"
        for number, what in ((findings.suppressed, "suppressed by comments"), (findings.baselined, "accepted in the baseline"))
        if number
    ]
    return f" ({', '.join(notes)})" if notes else ""


def _count(number: int, noun: str, plural: str = "") -> str:
    many = plural or (noun[:-1] + "ies" if noun.endswith("y") else noun + "s")
    return f"{number:,} {noun if number == 1 else many}"


def _lines(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}-{last}"


def _clean(text: str) -> str:
    """Text without control characters: a document must not be able to steer the terminal."""
    return CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\t", "    ").encode("utf-8", "replace").decode("utf-8"))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


class Paint:
    """How a piece of text is coloured: by a name of `COLOURS`."""

    def __init__(self, active: bool) -> None:
        self.active = active

    def __call__(self, text: str, colour: str) -> str:
        return f"\x1b[{COLOURS[colour]}m{text}\x1b[0m" if self.active and text else text


_paint, _plain = Paint(True), Paint(False)
