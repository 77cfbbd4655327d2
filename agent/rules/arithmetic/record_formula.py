"""A record breaks the formula that the records beside it follow.

Claim: the same labels come with a value in at least four sections or entries ("Hours", "Effort" and "Velocity" of every sprint), the
values of most of them hang together (hours divided by effort), and one record gives another result. The formula is taken from the
records that obey it, and only when chance cannot explain them. A result cut off instead of rounded is right.

Why it matters: one of the values was copied from the record before, or never brought up to date.

Flagged:

    ## Sprint 1

    - Hours: 64
    - Points: 20
    - Hours per point: 3.2

    ## Sprint 2

    - Hours: 81
    - Points: 18
    - Hours per point: 4.5

    ## Sprint 3

    - Hours: 75
    - Points: 20
    - Hours per point: 4.5

    ## Sprint 4

    - Hours: 91
    - Points: 26
    - Hours per point: 3.5

    ## Sprint 5

    - Hours: 84
    - Points: 21
    - Hours per point: 4.0

Fine:

    ## Sprint 1

    - Hours: 64
    - Points: 20
    - Hours per point: 3.2

    ## Sprint 2

    - Hours: 81
    - Points: 18
    - Hours per point: 4.5

    ## Sprint 3

    - Hours: 75
    - Points: 20
    - Hours per point: 3.75

    ## Sprint 4

    - Hours: 91
    - Points: 26
    - Hours per point: 3.5

    ## Sprint 5

    - Hours: 84
    - Points: 21
    - Hours per point: 4.0
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.broken_rows import shown
from agent.rules.reading.grid import Grid
from agent.rules.reading.records import grid_of
from agent.rules.reading.relations import Breach, breaches

FEWEST = 4  # records that obey: their labels were chosen by nobody to stand together, as columns are
FEWEST_VALUES = 3  # different results among them


def _find(view: View) -> Iterator[Draft]:
    for records in view.records:
        grid = grid_of(records, view.document.blocks[0]) if len(records.names) > 1 else None
        if grid:
            yield from (draft for breach in breaches(grid) if (draft := _draft(view, grid, breach)))


def _draft(view: View, grid: Grid, breach: Breach) -> Draft | None:
    formula, cells = breach.formula, breach.line.cells
    target, inputs = cells[formula.target], [cells[at] for at in formula.inputs]
    results = {line.cells[formula.target].text for line in breach.obeyed}
    if target.quantity is None or len(breach.obeyed) < FEWEST or len(results) < FEWEST_VALUES:
        return None
    name = grid.headers[formula.target]
    by_name = formula.text.format(*(grid.headers[at] for at in formula.inputs))
    by_number = formula.text.format(*(cell.text for cell in inputs))
    stated, expected = stated_of(target.quantity), shown(breach.expected, target.quantity)
    return Draft(
        f"{name} is {stated} in line {target.line}, but {by_name}, which holds in {len(breach.obeyed)} other places, gives {expected}",
        tuple(view.document.span(line) for line in dict.fromkeys((target.line, *sorted(cell.line for cell in inputs)))),
        key=f"{name}|{by_number}|{target.text}",
        computation=Computation(formula=f"{by_number} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the values it is computed from",
    )


RULE = Rule("RA146", "record-formula", "arithmetic", "question", "computed", _find, __doc__)
