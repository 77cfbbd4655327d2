"""A risk has no answer where the others have one.

Claim: in a table or list of at least three risks most name what is done about them (mitigation, answer, response, countermeasure), and
one does not.

Why it matters: the risk was seen and then left to chance.

Flagged:

    ## Risks

    | Risk | Likelihood | Mitigation |
    |---|---|---|
    | Supplier raises prices | Medium | Second supplier under contract |
    | Phones are too old | High | |
    | Dates slip | Medium | Start with two networks |

Fine:

    ## Risks

    | Risk | Likelihood | Mitigation |
    |---|---|---|
    | Supplier raises prices | Medium | Second supplier under contract |
    | Phones are too old | High | Loan pool of 400 handsets |
    | Dates slip | Medium | Start with two networks |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.grid import Grid, is_blank
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
SHARE = 0.6


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        if pattern("risk").search(grid.headers[0] or "") or pattern("risk").search(" ".join(grid.headers[:2])):
            yield from _cells(view, grid)
    yield from _listed(view)


def _cells(view: View, grid: Grid) -> Iterator[Draft]:
    for column, header in enumerate(grid.headers):
        if column == 0 or not pattern("mitigation").search(header):
            continue
        empty = [line for line in grid.lines if is_blank(line.cells[column].text) and line.cells[0].text]
        if len(grid.lines) >= FEWEST and 0 < len(empty) <= (1 - SHARE) * len(grid.lines):
            for line in empty:
                yield _draft(f'the risk "{line.label}" has no {header.lower()}', view.document.span(line.line, line.end_line), line.label)


def _listed(view: View) -> Iterator[Draft]:
    """Risks in lists and sections whose lines most name an answer."""
    risks = [item for item in view.roadmap.items if item.kind == "risk" and item.end_line >= item.span.line]
    tables = {line.line for grid in view.grids for line in grid.lines}
    risks = [item for item in risks if item.span.line not in tables]
    answered = {item.key: _is_answered(view, item) for item in risks}
    if len(risks) < FEWEST or sum(answered.values()) < SHARE * len(risks):
        return
    for item in risks:
        if not answered[item.key]:
            yield _draft(f"the risk {name_of(item)} has no answer, unlike the others", item.span, item.key)


def _is_answered(view: View, item: Item) -> bool:
    lines = view.document.lines[item.span.line - 1 : item.end_line]
    return any(pattern("mitigation").search(line) for line in lines)


def _draft(message: str, place: Span, key: str) -> Draft:
    return Draft(message, (place,), key=key, suggestion="say what is done about it, or that it is accepted")


RULE = Rule("RA901", "risk-without-answer", "risk", "warning", "rule", _find, __doc__)
