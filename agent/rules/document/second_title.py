"""A second title stands in the middle of the document.

Claim: the document has two headings of the first level, the second one stands between the sections of the plan and names nothing but the
kind of document ("Roadmap document").

Why it matters: it was left over from a template or another version; what follows it falls out of the outline.

Flagged:

    # Harbour roadmap 2026

    ## Berths

    ## Fuel

    # Roadmap document

    ## Cranes

Fine:

    # Harbour roadmap 2026

    ## Berths

    ## Fuel

    # Cranes

    ## Camera
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts import normalise
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.vocabulary import pattern

FEWEST_BEFORE = 2  # sections between the two titles
TITLES = 2


def _find(view: View) -> Iterator[Draft]:
    headings = [block for block in view.document.blocks if block.kind == "heading"]
    titles = [at for at, block in enumerate(headings) if block.depth == 1]
    if len(titles) != TITLES or titles[0] != 0 or titles[1] <= FEWEST_BEFORE or titles[1] == len(headings) - 1:
        return
    second = headings[titles[1]]
    plain = normalise(second.text)
    left = pattern("words_of_title").sub(" ", plain)
    if any(map(str.isalnum, left)) or not pattern("paper").search(plain):
        return
    yield Draft(
        f'a second title, "{second.text.strip()}", stands in the middle of the document',
        (view.document.span(second.line), view.document.span(headings[0].line)),
        key=plain,
        suggestion="delete it, or make it a heading of a section",
    )


RULE = Rule("RA018", "second-title", "document", "question", "rule", _find, __doc__)
