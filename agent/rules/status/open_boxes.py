"""Something is marked done while boxes in it are open.

Claim: an item or section is marked done, and its own list still has unchecked boxes.

Why it matters: either work is left that nobody will do, or the list was never updated and cannot be relied on.

Flagged:

    ## ✅ Search (completed)

    - [x] Index
    - [ ] Ranking
    - [x] Filters

Fine:

    ## ✅ Search (completed)

    - [x] Index
    - [x] Ranking
    - [x] Filters
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.boxes import Boxes, box_span, boxes_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern

WHOLE = 100
BOTH_STATES = re.compile(r"\w\s{0,2}/\s{0,2}\w")
PERCENT = re.compile(r"(?<![\d.,])(\d{1,3})\s?%")


def _find(view: View) -> Iterator[Draft]:
    done = [boxes for boxes in boxes_of(view.roadmap) if boxes.item.status == "done" and boxes.unchecked and _claims_all(view, boxes)]
    inner = {boxes.item.parent for boxes in done}
    for boxes in done:
        if boxes.item.key not in inner:
            yield _draft(view, boxes)


def _claims_all(view: View, boxes: Boxes) -> bool:
    """Whether the mark says that the whole item is done, in its own line; a list of criteria reports nothing, "90% done" not all."""
    item, mark = boxes.item, boxes.item.status_span
    if mark is None or not item.span.line <= mark.line <= item.end_line or pattern("defining").search(item.title):
        return False
    if view.document.lines[item.span.line - 1].startswith("# ") and mark.line != item.span.line:
        return False  # the state of the paper, not of what it plans
    if any(int(share) < WHOLE for share in PERCENT.findall(f"{item.span.quote} {mark.quote}")):
        return False
    if BOTH_STATES.search(mark.quote) and pattern("counted_in_progress").search(mark.quote):
        return False  # "done / in progress"
    return not pattern("partial").search(mark.quote) and bool(boxes.checked or mark.line != item.span.line)


def _draft(view: View, boxes: Boxes) -> Draft:
    item = boxes.item
    open_count = len(boxes.unchecked)
    return Draft(
        f"{name_of(item)} is marked done, but {open_count} of its {boxes.count} boxes {'is' if open_count == 1 else 'are'} open",
        (item.status_span or item.span, *(box_span(view.roadmap, block) for block in boxes.unchecked)),
        key=item.key,
        suggestion="check the boxes that are done, or take the mark back",
    )


RULE = Rule("RA701", "done-with-open-boxes", "status", "warning", "rule", _find, __doc__)
