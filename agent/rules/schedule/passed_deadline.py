"""A deadline is over while the work it belongs to is still planned.

Claim: a line that is labelled as a deadline names a day or month that was over before today, and the item around it is planned for a later
time or has open boxes.

Why it matters: either the work is overdue and the plan does not say so, or the deadline is out of date.

Flagged:

    ## Priority 2 (days 30-90)

    ### Signed calls

    - **Deadline**: June 30, 2021

    - [ ] Certificates
    - [ ] Rotation

Fine:

    ## Priority 2 (days 30-90)

    ### Signed calls

    - **Deadline**: June 30, 2021

    - [x] Certificates
    - [x] Rotation
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

from agent.expressions import expression
from agent.model.document import Block
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence

LABEL = expression(
    r"\W{0,6}(?:[\w-]{1,20} ){0,2}(?:deadline|due date|frist|stichtag|termin|prazo(?: final)?|data limite|fecha l[íi]mite|plazo|date limite"
    r"|échéance|срок|дедлайн|期限|締切|截止日期)\W{0,4}[:：]",
    re.IGNORECASE,
)
PRECISE = frozenset({"day", "month"})


def _find(view: View) -> Iterator[Draft]:
    limit = view.today - timedelta(days=view.thresholds.stale_days)
    parts = []
    for sentence in view.stating("window"):
        window = sentence.windows[0] if len(sentence.windows) == 1 and LABEL.match(sentence.text) else None
        if window is None or window.precision not in PRECISE or window.inferred or window.end is None or window.end >= limit:
            continue
        section = _section(view, sentence)
        open_box = _open_box(view, section) if section else None
        if section and open_box:
            title = " ".join(section.text.split())
            draft = Draft(
                f'the deadline of "{title}" ({written(window)}) is over, but its boxes are open',
                (span_of_sentence(view.scanned, sentence), view.document.span(section.line), view.document.span(open_box.line)),
                key=title.casefold(),
                computation=Computation(formula=f"{window.end} < {view.today}", expected="done, or a later day", stated=written(window)),
                suggestion="say what became of the deadline, and when the work will be done",
            )
            parts.append(Part(draft, f'"{title}" (line {sentence.line})'))
    yield from bundled(parts, "the deadlines of {count} parts are over, but their boxes are open", most=1)


def _section(view: View, sentence: Sentence) -> Block | None:
    """The section the deadline belongs to: that of its heading, or the one above where its heading only holds notes."""
    blocks = view.document.blocks
    at = blocks[sentence.block].section
    while at is not None and blocks[at].depth > 1:
        if _any_box(view, blocks[at]):
            return blocks[at]
        at = blocks[at].section
    return None


def _any_box(view: View, section: Block) -> bool:
    return any(block.checked is not None for block in view.document.below(section))


def _open_box(view: View, section: Block) -> Block | None:
    return next((block for block in view.document.below(section) if block.checked is False), None)


RULE = Rule("RA414", "passed-deadline", "schedule", "question", "computed", _find, __doc__)
