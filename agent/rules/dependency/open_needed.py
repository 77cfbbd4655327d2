"""Something is done although what it depends on is still open.

Claim: an item is marked done while an item it needs is marked planned, in progress, blocked or on hold.

Why it matters: either the dependency was none, or one of the two states is wrong.

Flagged:

    | ID | Initiative | Depends on | Status |
    |---|---|---|---|
    | A1 | Accounts | none | In progress |
    | A2 | Billing | A1 | Done |

Fine:

    | ID | Initiative | Depends on | Status |
    |---|---|---|---|
    | A1 | Accounts | none | Done |
    | A2 | Billing | A1 | In progress |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of

OPEN = frozenset({"in_progress", "planned", "blocked", "on_hold", "new", "research"})


def _find(view: View) -> Iterator[Draft]:
    for edge in view.graph.edges:
        if edge.waiting.status == "done" and edge.needed.status in OPEN and edge.needed.status_span and edge.waiting.status_span:
            state = edge.needed.status.replace("_", " ")
            yield Draft(
                f"{name_of(edge.waiting)} is done, but {name_of(edge.needed)}, which it needs, is {state}",
                (edge.waiting.status_span, edge.needed.status_span, edge.span),
                key=f"{edge.waiting.key}|{edge.needed.key}",
                suggestion="correct one of the two states, or drop the dependency",
            )


RULE = Rule("RA305", "done-before-dependency", "dependency", "warning", "computed", _find, __doc__)
