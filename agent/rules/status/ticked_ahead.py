"""All steps that lie ahead are ticked off.

Claim: every entry of a list of next steps, upcoming or planned work, or of all lists under a heading that says so ("This week" and "Next
month" under "Next steps"), carries the mark of what is done.

Why it matters: either the list is over and nobody knows what comes next, or the marks mean nothing and neither do those elsewhere.

Flagged:

    ## Next steps

    1. ✅ Berth booking in the office
    2. ✅ Fuel cards for the ferries
    3. ✅ Crane camera

Fine:

    ## Next steps

    1. ✅ Berth booking in the office
    2. Fuel cards for the ferries
    3. Crane camera
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.boxes import TICK, is_ticked
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LONGEST = 8  # words of a heading that says no more than that


def _find(view: View) -> Iterator[Draft]:
    found: dict[int, list[Block]] = defaultdict(list)
    for lead, entries in view.lists:
        if owner := _ahead(view, lead):
            found[owner.index] += entries
    for at, listed in found.items():
        if len(listed) < FEWEST or not all(map(is_ticked, listed)):
            continue
        owner = view.document.blocks[at]
        name = " ".join(owner.text.split()).strip(" :：")
        yield Draft(
            f'all {len(listed)} entries under "{name}" are ticked off',
            (view.document.span(owner.line), *(view.document.span(entry.line) for entry in listed)),
            key=name.casefold(),
            suggestion="move what is done to what was achieved, and say what comes next",
        )


def _ahead(view: View, lead: Block) -> Block | None:
    """What says that a list lies ahead: the line above it, or the heading around that of a part of it ("This week")."""
    if TICK.search(lead.text) or pattern("done_list").search(lead.text):
        return None
    around = view.document.blocks[lead.section] if lead.kind == "heading" and lead.section is not None else None
    return next((block for block in (lead, around) if block is not None and _lies_ahead(block)), None)


def _lies_ahead(block: Block) -> bool:
    """Whether a line says that what follows is to be done; the title of a list of work ("TODO") says that of all."""
    text = block.text.strip()
    if block.kind == "heading" and block.depth == 1:
        return False
    return len(text.split()) <= LONGEST and bool(pattern("lies_ahead").search(text)) and not TICK.search(text)


RULE = Rule("RA715", "ticked-ahead", "status", "question", "rule", _find, __doc__)
