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
from agent.rules.reading.boxes import Boxes, boxes_of
from agent.rules.reading.naming import name_of

FEWEST_BOXES = 2
OPEN = frozenset({"in_progress", "planned", "blocked", "on_hold", "new", "research"})


def _find(view: View) -> Iterator[Draft]:
    open_boxes: dict[str, Boxes] | None = None
    for edge in view.graph.edges:
        if edge.waiting.status == "done" and edge.needed.status in OPEN and edge.needed.status_span and edge.waiting.status_span:
            state = edge.needed.status.replace("_", " ")
            yield Draft(
                f"{name_of(edge.waiting)} is done, but {name_of(edge.needed)}, which it needs, is {state}",
                (edge.waiting.status_span, edge.needed.status_span, edge.span),
                key=f"{edge.waiting.key}|{edge.needed.key}",
                suggestion="correct one of the two states, or drop the dependency",
            )
        elif edge.waiting.status == "done" and not edge.needed.status:
            open_boxes = untouched(view) if open_boxes is None else open_boxes
            boxes = open_boxes.get(edge.needed.key)
            if boxes is None:
                continue
            yield Draft(
                f"{name_of(edge.waiting)} is done, but all {boxes.count} boxes of {name_of(edge.needed)}, which it needs, are open",
                (edge.waiting.status_span or edge.waiting.span, edge.needed.span, edge.span),
                key=f"{edge.waiting.key}|{edge.needed.key}",
                suggestion="check what is done, or drop the dependency",
            )


def untouched(view: View) -> dict[str, Boxes]:
    """Items with boxes of which none is checked."""
    return {boxes.item.key: boxes for boxes in boxes_of(view.roadmap) if boxes.count >= FEWEST_BOXES and not boxes.checked}


RULE = Rule("RA305", "done-before-dependency", "dependency", "question", "computed", _find, __doc__)
