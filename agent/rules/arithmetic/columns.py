"""A table row breaks the formula that the other rows follow.

Claim: the numbers of a table show how its columns hang together (heads x salary x months, available minus planned, total of the
quarters), and one row gives another result. The formula is taken from the rows that obey it, and only when chance cannot explain
them.

Why it matters: the row was changed in one column only, and totals below it are built on the wrong one.

Flagged:

    | Role | Heads | Salary | Months | Cost |
    |---|---:|---:|---:|---:|
    | Backend | 4 | $6,200 | 12 | $297,600 |
    | Frontend | 2 | $5,800 | 12 | $139,200 |
    | Data | 2 | $6,600 | 9 | $118,800 |
    | Support | 3 | $4,200 | 12 | $115,200 |

Fine:

    | Role | Heads | Salary | Months | Cost |
    |---|---:|---:|---:|---:|
    | Backend | 4 | $6,200 | 12 | $297,600 |
    | Frontend | 2 | $5,800 | 12 | $139,200 |
    | Data | 2 | $6,600 | 9 | $118,800 |
    | Support | 3 | $4,200 | 12 | $151,200 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.broken_rows import broken_row, is_return
from agent.rules.reading.grid import Grid
from agent.rules.reading.relations import Breach


def _find(view: View) -> Iterator[Draft]:
    for grid, breach in view.breaches:
        stated = breach.line.cells[breach.formula.target].quantity
        if (
            stated
            and not _times_the_row(grid, breach)
            and not is_return(grid.headers[breach.formula.target], stated)
            and (draft := broken_row(view, grid, breach))
        ):
            yield draft


def _times_the_row(grid: Grid, breach: Breach) -> bool:
    """Whether the formula multiplies by the number of the row (year 1, 2, 3) and by a factor of its own: so few rows fit that by chance."""
    first = [line.cells[0].quantity for line in grid.lines]
    counted = [value.least for value in first if value is not None]
    numbered = len(counted) == len(first) and all(two - one == 1 for one, two in pairwise(counted))
    return numbered and 0 in breach.formula.inputs and any(letter.isdigit() for letter in re.sub(r"\{\d\}", "", breach.formula.text))


RULE = Rule("RA105", "column-formula", "arithmetic", "error", "computed", _find, __doc__)
