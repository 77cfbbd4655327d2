"""Somebody is booked for more than all of their time.

Claim: one cell or list entry books a person or team for several items by percentages ("K2 60%, K3 50%"), and they add up to more than 100.

Why it matters: something of it will be late, and the plan does not say what.

Flagged:

    | Who | Q1 | Q2 |
    |---|---|---|
    | Ines | K1 80% | K2 60%, K3 50% |
    | Jonas | K2 50%, K3 50% | K4 100% |

Fine:

    | Who | Q1 | Q2 |
    |---|---|---|
    | Ines | K1 80% | K2 50%, K3 50% |
    | Jonas | K2 50%, K3 50% | K4 100% |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.grid import Grid, Line

FULL = 100.0
REACH = 24  # characters between an id and its percentage


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        for line in grid.lines:
            yield from _in_row(view, grid, line)


def _in_row(view: View, grid: Grid, line: Line) -> Iterator[Draft]:
    for column, cell in enumerate(line.cells[1:], start=1):
        shares = _booked(cell.tokens)
        whole = sum(share for _, share in shares)
        if len(shares) > 1 and whole > FULL:
            who, when = (" ".join(text.split()) for text in (line.cells[0].text, grid.headers[column]))
            terms = " + ".join(f"{number(share)}% {name}" for name, share in shares)
            yield Draft(
                f"{who} is booked for {number(whole)}% in {when}: {terms}",
                (view.document.span(line.line, line.end_line),),
                key=f"{who}|{when}",
                computation=Computation(formula=f"{terms} = {number(whole)}%", expected="at most 100%", stated=f"{number(whole)}%"),
                suggestion="move a part of it, or add somebody",
            )


def _booked(tokens: Sequence[Token]) -> tuple[tuple[str, float], ...]:
    """Ids with the percentage behind each; nothing when an id or a percentage stands alone."""
    ids = [token for token in tokens if token.kind == "id"]
    shares = [token for token in tokens if isinstance(token.value, Quantity)]
    if len(ids) != len(shares):
        return ()
    found: list[tuple[str, float]] = []
    for name, share in zip(ids, shares, strict=True):
        value = share.value
        plain = isinstance(value, Quantity) and value.kind == "percent" and value.least == value.most and not value.change
        if not isinstance(value, Quantity) or not plain or not name.end <= share.start <= name.end + REACH:
            return ()
        found.append((name.text, value.most))
    return tuple(found)


RULE = Rule("RA410", "overbooked", "schedule", "warning", "computed", _find, __doc__)
