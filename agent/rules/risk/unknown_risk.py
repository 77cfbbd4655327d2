"""The text speaks of a risk that the register does not have.

Claim: the risks of the document are numbered without a gap, by a code ("R1") or in a list or table, and a sentence names a number
beyond the last of them.

Why it matters: a risk that is watched by number and described nowhere has no owner and no answer.

Flagged:

    | Id | Risk | Answer |
    |---|---|---|
    | R1 | Frost | Heaters |
    | R2 | Late seed | Second supplier |
    | R3 | No crew | Agency |

    R7 comes up in every meeting.

Fine:

    | Id | Risk | Answer |
    |---|---|---|
    | R1 | Frost | Heaters |
    | R2 | Late seed | Second supplier |
    | R3 | No crew | Agency |

    R2 comes up in every meeting.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.sentences import span_of_sentence


def _find(view: View) -> Iterator[Draft]:
    for reference in view.dangling:
        if reference.of_risk:
            lines = (view.document.span(reference.place),) if reference.place else ()
            yield Draft(
                f"{reference.text} is no risk of this document, which has {reference.given}",
                (span_of_sentence(view.scanned, reference.sentence), *lines),
                key=reference.text.casefold(),
                suggestion="correct the number, or describe the risk",
            )


RULE = Rule("RA905", "unknown-risk", "risk", "question", "rule", _find, __doc__)
