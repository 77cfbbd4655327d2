"""The document has two states that exclude each other.

Claim: the lines about the document itself, under its title and behind its last ruler, call it approved, and also wait for its approval,
or still call it a draft or in planning.

Why it matters: nobody knows whether the work may begin.

Flagged:

    # Project charter

    **Status:** in planning

    ## Scope

    - Berth booking

    ---

    - **Status:** approved for execution
    - **Next step:** waiting for approval of the board

Fine:

    # Project charter

    **Status:** approved for execution

    ## Scope

    - Berth booking

    ---

    - **Status:** approved
    - **Next step:** start of phase 1
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts import lookup_label
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.vocabulary import pattern

LONGEST = 110
OPPOSED = ("awaits_approval", "is_draft")


def _find(view: View) -> Iterator[Draft]:
    lines = list(_own_lines(view))
    approved = [line for line, label, value in lines if label == "status" and _says(value, "is_approved")]
    for name in OPPOSED if approved else ():
        against = [line for line, _, value in lines if _says(value, name) and not _says(value, "is_approved") and line not in approved]
        if against:
            said = "waits for approval" if name == "awaits_approval" else "is still a draft or in planning"
            yield Draft(
                f"the document is approved in line {approved[0]}, but {said} in line {against[0]}",
                tuple(view.document.span(line) for line in (approved[0], *against)),
                key=name,
                suggestion="keep the state that holds",
            )
            return


def _says(value: str, name: str) -> bool:
    return bool(pattern(name).search(value))


def _own_lines(view: View) -> Iterator[tuple[int, str, str]]:
    """Labelled lines under the title, and behind the last ruler of the document: their line, what the label means, and their value."""
    blocks = view.document.blocks
    end = max((block.index for block in blocks if block.kind == "rule"), default=len(blocks))
    closes = not any(block.kind == "heading" for block in blocks[end:])
    for block in blocks:
        if block.kind in ("paragraph", "item") and ((closes and block.index > end) or len(view.document.heading_path(block)) <= 1):
            yield from _labelled(block)


def _labelled(block: Block) -> Iterator[tuple[int, str, str]]:
    for at, text in enumerate(block.text.split("\n")):
        label, colon, value = text.replace("：", ":").partition(":")
        if colon and len(text) <= LONGEST:
            meaning = lookup_label(label.strip(" *-•\t"))
            yield block.line + at, meaning.attribute if meaning else "", value


RULE = Rule("RA717", "state-of-document", "status", "question", "rule", _find, __doc__)
