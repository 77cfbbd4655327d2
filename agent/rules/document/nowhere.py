"""The text refers to a part or number that the document does not have.

Claim: the risks, milestones, phases, rules, sections or appendices of the document are numbered without a gap, by a code ("M1"), a word
and a number ("Phase 2", "Appendix A") or in a list below a heading that says their sort, and a sentence names a number beyond the last of
them.

Why it matters: something was dropped or renumbered, and who follows the reference finds nothing.

Flagged:

    ## Phase 1: Soil

    Samples of all fields.

    ## Phase 2: Drains

    Pipes and ditches.

    ## Handover

    Phase 3 ends with a field day.

Fine:

    ## Phase 1: Soil

    Samples of all fields.

    ## Phase 2: Drains

    Pipes and ditches.

    ## Handover

    Phase 2 ends with a field day.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.sentences import span_of_sentence


def _find(view: View) -> Iterator[Draft]:
    for reference in view.dangling:
        if not reference.waits:
            yield Draft(
                f"{reference.text} is referred to, but the document has {reference.given}",
                (span_of_sentence(view.scanned, reference.sentence), view.document.span(reference.place)),
                key=reference.text.casefold(),
                suggestion="correct the number, or add what is missing",
            )


RULE = Rule("RA021", "reference-to-nothing", "document", "question", "rule", _find, __doc__)
