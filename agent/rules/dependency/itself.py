"""An item depends on itself.

Claim: the dependencies of an item list the item.

Why it matters: it can never start as written; another item was meant.

Flagged:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A2 |

Fine:

    | ID | Initiative | Depends on |
    |---|---|---|
    | A1 | Accounts | none |
    | A2 | Billing | A1 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of


def _find(view: View) -> Iterator[Draft]:
    for edge in view.graph.edges:
        if edge.waiting.key == edge.needed.key:
            yield Draft(
                f"{name_of(edge.waiting)} depends on itself",
                (edge.span,),
                key=edge.waiting.key,
                suggestion="name the item that is meant, or remove the dependency",
            )


RULE = Rule("RA303", "self-dependency", "dependency", "error", "computed", _find, __doc__)
