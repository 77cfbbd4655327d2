"""Benefits are expected before anything is in operation.

Claim: one list says after how long the first benefits come ("first savings after 3-4 months") and after how long the thing that brings
them is in operation ("in operation after 5-6 months"), and both ends of the first time lie before those of the second.

Why it matters: what is not used yet saves and earns nothing.

Flagged:

    ## Timeline

    - First savings after 3-4 months
    - Berth booking in operation after 5-6 months

Fine:

    ## Timeline

    - First savings after 7-9 months
    - Berth booking in operation after 5-6 months
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from agent.model.quantity import Quantity, Window
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.sentences import Sentence, span_of_sentence

FEWEST = 2
KINDS = frozenset({"item", "cell"})
UNITS = frozenset({"day", "week", "month", "quarter", "year"})


def _find(view: View) -> Iterator[Draft]:
    gains = [one for one in view.saying("first_gains") if _when(one)]
    lives = [one for one in view.saying("in_operation") if _when(one)] if gains else []
    by_section: dict[int | None, list[Sentence]] = defaultdict(list)
    for live in lives:
        by_section[view.document.blocks[live.block].section].append(live)
    for gain in gains:
        near = [live for live in by_section[view.document.blocks[gain.block].section] if live.line != gain.line and live.kind == gain.kind]
        if near and all(_is_before(gain, live) for live in near):
            yield Draft(
                f'"{shortened(gain.text.strip())}" comes before "{shortened(near[0].text.strip())}"',
                (span_of_sentence(view.roadmap, gain), span_of_sentence(view.roadmap, near[0])),
                key=f"{gain.text.casefold()}|{near[0].text.casefold()}"[:160],
                suggestion="expect the benefits later, or say what brings them before",
            )


def _when(sentence: Sentence) -> tuple[float, float] | None:
    """After how many days, at least and at most; None where a line tells no such time, or several."""
    found = []
    for token in sentence.tokens:
        value = token.value
        if isinstance(value, Quantity) and value.kind == "duration":
            size = UNIT_DAYS.get(value.unit, 0.0) if value.unit in UNITS and not value.per else 0.0
            found.append((value.least * size, value.most * size))
        elif isinstance(value, Window):
            size = UNIT_DAYS.get(value.unit, 0.0)
            found.append(((value.first or 0.0) * size, (value.last or value.first or 0.0) * size))
    return found[0] if len(found) == 1 and found[0][1] > 0 and sentence.kind in KINDS else None


def _is_before(gain: Sentence, live: Sentence) -> bool:
    first, second = _when(gain), _when(live)
    return bool(first and second and first[0] < second[0] and first[1] < second[1])


RULE = Rule("RA457", "gain-before-operation", "schedule", "question", "computed", _find, __doc__)
