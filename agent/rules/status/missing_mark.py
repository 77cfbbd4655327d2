"""All boxes are checked, but the mark of completion that the neighbours carry is missing.

Claim: at least three items of one kind are marked done, most items of that kind with all boxes checked among them, and one more has all of
its boxes checked and says nothing of its state.

Why it matters: a reader of the headings takes finished work for open, and what waits for it is held up.

Flagged:

    ### Task 1: Schema ✅

    - [x] Tables
    - [x] Keys

    ### Task 2: Loader ✅

    - [x] Files
    - [x] Errors

    ### Task 3: Search ✅

    - [x] Index
    - [x] Ranking

    ### Task 4: Export

    - [x] Sheets
    - [x] Mail

Fine:

    ### Task 1: Schema ✅

    - [x] Tables
    - [x] Keys

    ### Task 2: Loader ✅

    - [x] Files
    - [x] Errors

    ### Task 3: Search ✅

    - [x] Index
    - [x] Ranking

    ### Task 4: Export

    - [x] Sheets
    - [ ] Mail
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.boxes import Boxes, boxes_of
from agent.rules.reading.naming import name_of

FEWEST_MARKED = 3
FEWEST_BOXES = 2
SHOWN = 3


def _find(view: View) -> Iterator[Draft]:
    kinds: dict[tuple[str, int], list[Boxes]] = defaultdict(list)
    for boxes in boxes_of(view.roadmap):
        if boxes.count >= FEWEST_BOXES and not boxes.unchecked:
            kinds[boxes.item.kind, len(boxes.item.headings)].append(boxes)
    for members in kinds.values():
        marked = [boxes for boxes in members if boxes.item.status == "done"]
        bare = [boxes for boxes in members if not boxes.item.status]
        if len(marked) < FEWEST_MARKED or len(bare) >= len(marked):
            continue
        parts = [Part(_draft(view, boxes, marked), name_of(boxes.item)) for boxes in bare]
        yield from bundled(parts, f"{{count}} items have all boxes checked, but lack the mark that {len(marked)} others carry", most=1)


def _draft(view: View, boxes: Boxes, marked: Sequence[Boxes]) -> Draft:
    return Draft(
        f"all {boxes.count} boxes of {name_of(boxes.item)} are checked, but it lacks the mark that {len(marked)} others carry",
        (
            boxes.item.span,
            *(view.document.span(block.line) for block in boxes.checked[-1:]),
            *(b.item.span for b in marked[:SHOWN]),
        ),
        key=boxes.item.key,
        suggestion="mark it done, or add the work that is left",
    )


RULE = Rule("RA707", "missing-mark", "status", "question", "rule", _find, __doc__)
