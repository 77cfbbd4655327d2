"""Items wait for each other in a circle.

Claim: following the dependencies leads from an item back to itself. The whole circle is shown, once.

Why it matters: none of them can ever start.

Flagged:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | A3 |
    | A2 | Billing | A1 |
    | A3 | Reports | A2 |

Fine:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
    | A3 | Reports | A1, A2 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.graph import cycles
from agent.rules.reading.naming import name_of


def _find(view: View) -> Iterator[Draft]:
    for circle in cycles(view.graph):
        names = [edge.waiting.id or name_of(edge.waiting) for edge in circle]
        path = " → ".join((*names, names[0]))
        lines = ", ".join(f"line {edge.span.line}" for edge in circle)
        yield Draft(
            f"these items wait for each other in a circle: {path}",
            tuple(edge.span for edge in circle),
            key="|".join(sorted(edge.waiting.key for edge in circle)),
            computation=Computation(formula=f"{path} ({lines})", expected="no circle", stated=f"a circle of {len(circle)}"),
            suggestion=f"remove one of the {len(circle)} dependencies",
        )


RULE = Rule("RA302", "dependency-cycle", "dependency", "error", "computed", _find, __doc__)
