"""Findings for a person at a terminal: grouped by file, the quoted lines with the numbers underlined, the sum, the smallest edit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from agent.expressions import expression
from agent.model.finding import Evidence, Finding, Findings
from agent.render.amounts import counted
from agent.render.page import Page
from agent.render.terminal import fit, place, printed
from agent.render.visible import one_line, visible

# A day, or a figure, not the digits of a name such as K3 or v1.2; a blank groups digits only before three more.
NUMBER = expression(r"(?<![^\W_])(?:\d{4}-\d{2}-\d{2}(?!\d)|\d+(?:(?:[.,']|[ \u00a0\u202f](?=\d{3}(?!\d)))\d+)*)")
MONEY = expression(r"[$€£¥₽₹]\s?(?:[\d.,]+\s?[-–—]\s?)?$")  # before a figure, or before the range it ends
SCALED = expression(r"(?:\s?[-–—]\s?[\d.,]+)?\s?(?:[KMB](?![A-Za-z])|million|billion|Mio|mil\b|[$€£¥₽₹])")
SHARE = expression(r"(?:\s?[-–—]\s?[\d.,]+)?\s?%")
TIMES = expression(r"(?:\s?[-–—]\s?[\d.,]+)?[x×](?!\w)")
AHEAD = 24  # characters before a figure that may tell its unit
KEPT = 12  # characters kept at the front of a line whose figure stands beyond the width of the page
PLACES_SHOWN = 8
LINES_SHOWN = 3
GUTTER = 6
LABEL_WIDTH = 8
PLAIN = Page()


def findings_text(findings: Findings, page: Page = PLAIN) -> str:
    """The report: every finding under its file, then one account of what was read and what was not."""
    return printed([*problems(findings.findings, page), *_closing(findings)], page)


def problems(findings: Iterable[Finding], page: Page) -> Iterator[RenderableType]:
    """Every finding under its file; neighbours of one file stand under one heading."""
    for path, members in groupby(findings, key=lambda finding: finding.path):
        yield Text(one_line(path), style="heading")
        for finding in members:
            yield _finding(finding, page)
            yield ""


def _finding(finding: Finding, page: Page) -> RenderableType:
    where = place(finding.path, finding.line, finding.end_line, page)
    head = Text.assemble("  ", (finding.severity, finding.severity), f" {finding.rule} ", (finding.name, "label"), "  ")
    fits = head.cell_len + where.cell_len <= page.width
    head.append_text(where if fits else Text(f"line {finding.line}", style="label"))  # the file stands above
    body: list[RenderableType] = [head, Padding(Text(one_line(finding.message)), (0, 0, 0, 4))]
    gutter = max(len(str(evidence.end_line)) for evidence in finding.evidence[:PLACES_SHOWN]) if finding.evidence else 1
    for evidence in finding.evidence[:PLACES_SHOWN]:
        body += _quoted(finding, evidence, gutter, page)
    if len(finding.evidence) > PLACES_SHOWN:
        more = counted(len(finding.evidence) - PLACES_SHOWN, "more place")
        body.append(Text(f"{' ' * (GUTTER + gutter)} │ and {more}", style="faint"))
    body.append(_work(finding))
    return Group(*body)


def _work(finding: Finding) -> RenderableType:
    """The computation and the edit, as a column of labels and a column that wraps."""
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_column(width=4 + LABEL_WIDTH, no_wrap=True, style="label")
    grid.add_column(overflow="fold")
    if finding.computation is not None:
        stated, expected = one_line(finding.computation.stated), one_line(finding.computation.expected)
        grid.add_row("    computed", Text(one_line(finding.computation.formula)))
        grid.add_row("    stated", Text.assemble((stated, finding.severity), ", expected ", (expected, "good")))
    if finding.suggestion:
        grid.add_row("    edit", Text(one_line(finding.suggestion)))
    return grid


def _quoted(finding: Finding, evidence: Evidence, gutter: int, page: Page) -> Iterator[RenderableType]:
    """The lines of one place, with the numbers that the finding is about underlined, on paper by a row of carets."""
    if evidence.path != finding.path or evidence.locator:
        yield Text.assemble(" " * GUTTER, place(evidence.path, evidence.line, evidence.end_line, page, evidence.locator))
    wanted = _numbers_of(finding)
    lines = visible(evidence.quote.replace("\t", "    ")).split("\n")
    for offset, line in enumerate(lines[:LINES_SHOWN]):
        shown = _around_figure(line, page.width - GUTTER - gutter - 3, wanted) if line.strip() else ""
        quoted = Text(shown)
        marks = _marked(shown, wanted)
        if page.terminal:
            for start, end in marks:
                quoted.stylize(finding.severity, start, end)
                quoted.stylize("underline", start, end)
        yield Text.assemble((f"{' ' * GUTTER}{evidence.line + offset:>{gutter}} │ ", "faint"), quoted)
        if marks and not page.terminal:
            yield Text(f"{' ' * (GUTTER + gutter)} │ {_carets(shown, marks)}")
    if (left := len(lines) - LINES_SHOWN) > 0:
        yield Text(f"{' ' * (GUTTER + gutter)} │ ({counted(left, 'more line')})", style="faint")


def _around_figure(line: str, width: int, wanted: frozenset[tuple[str, str]]) -> str:
    """As much of a line as fits; where its first figure would be cut off, a part of what stands before it is left out instead."""
    marks = _marked(line, wanted)
    if marks and cell_len(line[: marks[0][1]]) >= width > KEPT + AHEAD:
        room = (width - KEPT - AHEAD // 2) * len(line) // cell_len(line)  # wide characters take two cells
        line = f"{line[:KEPT]} … {line[max(KEPT, marks[0][1] - room) :]}"
    return fit(line, width)


def _marked(line: str, wanted: frozenset[tuple[str, str]]) -> list[tuple[int, int]]:
    """The figures of a line that are wanted; where none has the unit it is wanted with, those with its digits: a column names it above."""
    found = [(match.span(), (_digits(match[0]), _sort(line, match))) for match in NUMBER.finditer(line)]
    exact = [span for span, (said, sort) in found if (said, sort) in wanted or (said, "") in wanted]
    digits = {digits for digits, _ in wanted}
    return exact or [span for span, (said, _) in found if said in digits]


def _sort(text: str, match: re.Match[str]) -> str:
    """What a figure counts: money, a share, times, or anything else."""
    if MONEY.search(text[max(0, match.start() - AHEAD) : match.start()]) or SCALED.match(text, match.end()):
        return "money"
    if TIMES.match(text, match.end()):
        return "times"
    return "share" if SHARE.match(text, match.end()) else ""


def _numbers_of(finding: Finding) -> frozenset[tuple[str, str]]:
    said = finding.message
    if finding.computation is not None:
        said = " ".join((finding.computation.formula, finding.computation.stated, finding.computation.expected))
    return frozenset((_digits(match[0]), _sort(said, match)) for match in NUMBER.finditer(said))


def _digits(number: str) -> str:
    """A number in a form in which 3,410 and 3.41 are the same, for finding it in the quoted line; 30 is not 3."""
    digits = re.sub(r"\D", "", number).lstrip("0")
    return (digits.rstrip("0") if len(digits) < len(number) else digits) or "0"


def _carets(text: str, marks: list[tuple[int, int]]) -> str:
    """A row of carets below those parts of the text; wide characters take two cells."""
    row = ""
    for start, end in marks:
        row += " " * (cell_len(text[:start]) - len(row)) + "^" * cell_len(text[start:end])
    return row


def _closing(findings: Findings) -> Iterator[RenderableType]:
    counts = findings.summary
    said = [(counts.error, "error"), (counts.warning, "warning"), (counts.question, "question")]
    parts = [(counted(number, name), name if number else "faint") for number, name in said]
    yield Text.assemble(Text(", ").join(Text(words, style=style) for words, style in parts), _aside(findings))
    documents, unread = findings.documents, sum(len(document.unread) for document in findings.documents)
    left = f" Not read: {counted(unread, 'number or row', 'numbers or rows')}; --format json lists them with the reason." if unread else ""
    yield Text(
        f"Read {counted(len(documents), 'document')}, {counted(sum(d.lines for d in documents), 'line')}: "
        f"{counted(sum(d.read.items for d in documents), 'item')}, {counted(sum(d.read.quantities for d in documents), 'number')}, "
        f"{counted(sum(d.read.metrics for d in documents), 'metric')}, "
        f"{counted(sum(d.read.dependencies for d in documents), 'dependency', 'dependencies')}.{left}",
        style="label",
    )
    if findings.stale:
        yield Text(f"The baseline lists {counted(len(findings.stale), 'finding')} that no longer occur: {', '.join(findings.stale)}")


def _aside(findings: Findings) -> str:
    told = (
        (findings.suppressed, "suppressed by comments"),
        (findings.baselined, "accepted in the baseline"),
        (findings.unchanged, "there before"),
    )
    notes = [f"{number} {what}" for number, what in told if number]
    return f" ({', '.join(notes)})" if notes else ""
