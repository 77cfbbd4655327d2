"""A sentence lets something wait for a number that the document does not give.

Claim: a sentence says that something waits for a piece of work, a phase or a milestone by its code or number, the document numbers such
things without a gap, and this number is beyond the last of them.

Why it matters: the work waits for something nobody has planned, or the reference is a slip and the real dependency is missing.

Flagged:

    | Id | Work |
    |---|---|
    | D1 | Soil samples |
    | D2 | Drains |
    | D3 | Seed |

    The harvest trial starts once D5 is through.

Fine:

    | Id | Work |
    |---|---|
    | D1 | Soil samples |
    | D2 | Drains |
    | D3 | Seed |

    The harvest trial starts once D3 is through.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.dependency import undefined
from agent.rules.reading.sentences import span_of_sentence


def _find(view: View) -> Iterator[Draft]:
    told = {span.line for draft in view.drafts(undefined.RULE) for span in draft.evidence}
    for reference in view.dangling:
        if reference.waits and reference.sentence.line not in told:
            yield Draft(
                f"{reference.text} is waited for, but the document has {reference.given}",
                (span_of_sentence(view.scanned, reference.sentence), view.document.span(reference.place)),
                key=reference.text.casefold(),
                suggestion="correct the number, or plan what is waited for",
            )


RULE = Rule("RA315", "told-undefined", "dependency", "question", "rule", _find, __doc__)
