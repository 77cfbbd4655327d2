"""All steps that lie ahead are ticked off.

Claim: every entry of a list of next steps, upcoming or planned work carries the mark of what is done.

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

from collections.abc import Iterator

from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.boxes import TICK, is_ticked
from agent.rules.reading.sections import lists_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LONGEST = 8  # words of a heading that says no more than that


def _find(view: View) -> Iterator[Draft]:
    for lead, entries in lists_of(view.roadmap):
        if len(entries) >= FEWEST and _lies_ahead(lead) and all(is_ticked(entry) for entry in entries):
            name = " ".join(lead.text.split()).strip(" :：")
            yield Draft(
                f'all {len(entries)} entries under "{name}" are ticked off',
                (view.document.span(lead.line), *(view.document.span(entry.line) for entry in entries)),
                key=name.casefold(),
                suggestion="move what is done to what was achieved, and say what comes next",
            )


def _lies_ahead(lead: Block) -> bool:
    text = lead.text.strip()
    return len(text.split()) <= LONGEST and bool(pattern("lies_ahead").search(text)) and not TICK.search(text)


RULE = Rule("RA715", "ticked-ahead", "status", "question", "rule", _find, __doc__)
