"""All boxes are checked, but the item is still marked open.

Claim: an item with at least three boxes, all of them checked, is marked planned or in progress.

Why it matters: finished work is reported as open, and what waits for it is held up.

Flagged:

    ## Search (in progress)

    - [x] Index
    - [x] Ranking
    - [x] Filters

Fine:

    ## Search (in progress)

    - [x] Index
    - [x] Ranking
    - [ ] Filters
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.boxes import boxes_of
from agent.rules.reading.naming import name_of

FEWEST = 3
OPEN = ("planned", "in_progress")


def _find(view: View) -> Iterator[Draft]:
    for boxes in boxes_of(view.roadmap):
        item = boxes.item
        if item.status in OPEN and item.status_span and not boxes.unchecked and boxes.count >= FEWEST:
            yield Draft(
                f"all {boxes.count} boxes of {name_of(item)} are checked, but it is marked {item.status.replace('_', ' ')}",
                (item.status_span, *(view.document.span(block.line) for block in boxes.checked[:1])),
                key=item.key,
                suggestion="mark it done, or add the work that is left",
            )


RULE = Rule("RA702", "open-with-all-boxes-checked", "status", "question", "rule", _find, __doc__)
