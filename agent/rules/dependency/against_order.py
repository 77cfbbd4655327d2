"""One item depends on an item further down, where all others depend on items above.

Claim: items with ids of one kind ("T1", "T2", "1.2") stand in the order of their numbers and declare at least six dependencies on each
other, all of them on items with lower numbers but one.

Why it matters: the list is in the order of the work, so the reference is a slip, or the item stands too early.

Flagged:

    | ID | Work | Depends on |
    |---|---|---|
    | T1 | Survey | - |
    | T2 | Piles | T1 |
    | T3 | Decks | T2, T1 |
    | T4 | Rails | T6 |
    | T5 | Lamps | T3 |
    | T6 | Cables | T2 |
    | T7 | Opening | T6, T3 |

Fine:

    | ID | Work | Depends on |
    |---|---|---|
    | T1 | Survey | - |
    | T2 | Piles | T1 |
    | T3 | Decks | T2, T1 |
    | T4 | Rails | T3 |
    | T5 | Lamps | T3 |
    | T6 | Cables | T2 |
    | T7 | Opening | T6, T3 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.dependency import cycle, later_phase, order
from agent.rules.reading.graph import Edge
from agent.rules.reading.naming import name_of

FEWEST = 6
NUMBERED = expression(r"\s*([^\W\d_]*[\s-]?)(\d{1,3}(?:\.\d{1,3}){0,3})\s*")


def _find(view: View) -> Iterator[Draft]:
    found: dict[str, list[tuple[Edge, bool]]] = defaultdict(list)
    for edge in view.graph.edges:
        waiting, needed = _number(edge.waiting.id), _number(edge.needed.id)
        if waiting and needed and waiting[0] == needed[0]:
            found[waiting[0]].append((edge, waiting[1] < needed[1]))
    forward = [edge for edges in found.values() if len(edges) >= FEWEST for edge in _odd(edges)]
    if not forward:
        return
    told = {span.line for rule in (cycle.RULE, order.RULE, later_phase.RULE) for draft in view.drafts(rule) for span in draft.evidence}
    for edge in forward:
        if edge.span.line not in told:
            yield _draft(edge)


def _number(identity: str) -> tuple[str, tuple[int, ...]] | None:
    """The letters and the numbers of an id: "T4.2" is ("t", (4, 2))."""
    match = NUMBERED.fullmatch(identity or "")
    return (match[1].strip(" -").casefold(), tuple(int(part) for part in match[2].split("."))) if match else None


def _odd(edges: list[tuple[Edge, bool]]) -> list[Edge]:
    """The only edge that points to a higher number; none where the items themselves stand in another order."""
    forward = [edge for edge, ahead in edges if ahead]
    ordered = all((edge.waiting.span.line < edge.needed.span.line) == ahead for edge, ahead in edges)
    return forward if len(forward) == 1 and ordered else []


def _draft(edge: Edge) -> Draft:
    waiting, needed = name_of(edge.waiting), name_of(edge.needed)
    return Draft(
        f"{waiting} depends on {needed}, which comes further down, while all other dependencies are on items above",
        tuple(dict.fromkeys((edge.span, edge.needed.span, edge.waiting.span))),
        key=f"{edge.waiting.key}|{edge.needed.key}",
        suggestion=f"correct the reference, or move {waiting} behind {needed}",
    )


RULE = Rule("RA321", "against-the-order", "dependency", "question", "rule", _find, __doc__)
