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

from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of


def _find(view: View) -> Iterator[Draft]:
    for item in view.roadmap.items:
        if item.id and any(_names(fact, item) for fact in item.all("depends_on")):
            places = [fact.span for fact in item.all("depends_on") if _names(fact, item)]
            yield Draft(
                f"{name_of(item)} depends on itself",
                (places[0],),
                key=item.key,
                suggestion="name the item that is meant, or remove the dependency",
            )


def _names(fact: Fact, item: Item) -> bool:
    return any(token.kind == "id" and token.text.casefold() == item.id.casefold() for token in fact.values)


RULE = Rule("RA303", "self-dependency", "dependency", "error", "computed", _find, __doc__)
