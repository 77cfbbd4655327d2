"""A draft in words: the lead, the statements with numbered references, and citations that stand verbatim in the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from agent.answers.draft import Draft, Statement, shorten
from agent.answers.view import View
from agent.model.answer import Citation

LONGEST = 1450  # characters; contracts allow 1,500
STATEMENT = 260
MEMBER = 150
ADJOINING = 6  # lines: statements that adjoin are cited together up to so many


@dataclass(slots=True)
class _Page:
    lines: list[str] = field(default_factory=list)
    spots: list[tuple[View, int, int]] = field(default_factory=list)

    def room(self, text: str) -> bool:
        return sum(map(len, self.lines)) + len(self.lines) + len(text) <= LONGEST


def compose(draft: Draft, *, several: bool) -> tuple[str, tuple[Citation, ...]]:
    """The text of an answer and its citations. `several` names the document with each statement.

    A statement that finds no room stays cited: the lead may rest on it.
    """
    page = _Page()
    if draft.lead:
        page.lines.append(shorten(draft.lead, LONGEST // 2))
    left_out = 0
    said_of = ""
    for at, statement in enumerate(draft.statements):
        if statement.member and (at == 0 or not draft.statements[at - 1].member):
            _number_run(page, draft.statements[at:])
        number = _number(page, statement)
        title = _title(statement.view)
        text = _worded(statement, number, title if several and title != said_of and not statement.member else "")
        if not page.room(text):
            left_out += 1
            continue
        page.lines.append(text)
        said_of = title
    for view, unit in draft.cited:
        _number(page, Statement(view, (unit,), "", "", True))
    if left_out:
        page.lines.append(f"(+{left_out})")
    return "\n".join(page.lines), _citations(page)


def _worded(statement: Statement, number: int, title: str) -> str:
    text = shorten(statement.text, MEMBER if statement.member else STATEMENT)
    context = f" ({statement.context})" if statement.context else ""
    named = f"{title}: " if title else ""
    return f"{'• ' if statement.member else ''}{named}{text}{context} [{number}]"


def _title(view: View) -> str:
    return shorten(view.roadmap.title or view.document.path, 80)


def _number_run(page: _Page, statements: Sequence[Statement]) -> None:
    """References for the members of a list in the order of their lines, so that those that adjoin share one, however they are sorted."""
    run = list(takewhile(lambda statement: statement.member, statements))
    if len({id(statement.view) for statement in run}) == 1:
        for statement in sorted(run, key=lambda statement: min(statement.view.units[unit].line for unit in statement.units)):
            _number(page, statement)


def _number(page: _Page, statement: Statement) -> int:
    """The reference of a statement: that of the citation it stands in, else one that it adjoins, else a new one."""
    first = min(statement.view.units[unit].line for unit in statement.units)
    last = max(statement.view.units[unit].end_line for unit in statement.units)
    for at, (view, start, end) in enumerate(page.spots):
        if view is statement.view and start <= first and last <= end:
            return at + 1
    for at, (view, start, end) in enumerate(page.spots):
        near = start - 1 <= first and last <= end + 2
        adjoins = start - 1 <= first and last <= end + 1 and last - start < ADJOINING
        if view is statement.view and near and (statement.member or adjoins):
            page.spots[at] = (view, min(start, first), max(end, last))
            return at + 1
    page.spots.append((statement.view, first, last))
    return len(page.spots)


def _citations(page: _Page) -> tuple[Citation, ...]:
    cited = []
    for number, (view, start, end) in enumerate(page.spots, 1):
        span = view.document.span(start, end)
        cited.append(Citation(n=number, path=span.path, line=span.line, end_line=span.end_line, quote=span.quote, locator=span.locator))
    return tuple(cited)
