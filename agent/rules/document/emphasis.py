"""Asterisks of bold text are left over.

Claim: a line holds an odd number of `**` marks in a list or heading, so one of them is shown as it stands. One finding per document.

Why it matters: it reads as a typing error, and labels written in bold are lost to readers and tools.

Flagged:

    - Goal: grow the network**
    - Owner: sales

Fine:

    - **Goal:** grow the network
    - Owner: sales
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.reading.visible import visible_lines

PLAIN_MARK = re.compile(r"\*\*")


def _find(view: View) -> Iterator[Draft]:
    document = view.document
    if document.format != "markdown":
        return
    visible = {line.number: line.text for line in visible_lines(document)}
    lines = sorted(
        {
            number
            for block in document.blocks
            if block.kind in ("heading", "item", "paragraph") and "**" in block.text
            for match in PLAIN_MARK.finditer(block.text)
            if visible.get(number := block.line_at(match.start()), "").count("**") % 2
        }
    )
    if lines:
        places = f"on line {lines[0]}" if len(lines) == 1 else f"on {len(lines)} lines"
        yield Draft(
            f'a "**" without its partner is shown as text {places}',
            tuple(document.span(line) for line in lines),
            suggestion="add the missing mark or delete this one",
        )


RULE = Rule("RA010", "stray-emphasis", "document", "question", "rule", _find, __doc__)
