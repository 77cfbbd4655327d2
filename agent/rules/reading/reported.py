"""What a document reports as done: it aims at nothing there."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression
from agent.model.document import Document
from agent.rules.reading.vocabulary import pattern

TICKED = expression(r"[✅☑✔]")


def is_report(document: Document) -> bool:
    """Whether the title says that the document reports on work, and does not plan it."""
    title = next((block.text for block in document.blocks if block.kind == "heading"), "")
    return bool(pattern("reports").search(title))


def under_done(headings: Sequence[str]) -> bool:
    """Whether a heading above says that what stands below it is done."""
    return any(TICKED.search(heading) and pattern("done_words").search(heading) for heading in headings)
