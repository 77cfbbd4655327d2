"""A return or payback in a table does not follow from its row.

Claim: a column of returns or paybacks follows from cost and benefit in the other rows (benefit minus cost divided by cost, cost
divided by the monthly benefit), and one row states another figure.

Why it matters: the initiative is ranked by a return that its own figures do not give.

Flagged:

    | Initiative | Cost | Return | ROI |
    |---|---:|---:|---:|
    | Search | 385 | 1,155 | 200% |
    | Pricing | 275 | 990 | 260% |
    | Sensors | 205 | 492 | 240% |
    | Forecast | 365 | 1,460 | 300% |

Fine:

    | Initiative | Cost | Return | ROI |
    |---|---:|---:|---:|
    | Search | 385 | 1,155 | 200% |
    | Pricing | 275 | 990 | 260% |
    | Sensors | 205 | 492 | 140% |
    | Forecast | 365 | 1,460 | 300% |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.broken_rows import broken_row, is_return


def _find(view: View) -> Iterator[Draft]:
    for grid, breach in view.breaches:
        stated = breach.line.cells[breach.formula.target].quantity
        if stated and is_return(grid.headers[breach.formula.target], stated) and (draft := broken_row(view, grid, breach)):
            yield draft


RULE = Rule("RA201", "return-formula", "roi", "warning", "computed", _find, __doc__)
