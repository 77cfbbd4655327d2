"""What a document tells instead of planning it: what was done, or how something is done."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression
from agent.model.document import Document
from agent.rules.reading.vocabulary import pattern

TICKED = expression(r"[✅☑✔]")


def is_report(document: Document) -> bool:
    """Whether the title says that the document reports on work, and does not plan it."""
    return bool(pattern("reports").search(_title(document)))


def is_procedure(document: Document) -> bool:
    """Whether the title says that the document tells how something is done or tested, step by step."""
    return bool(pattern("procedures").search(_title(document)))


def _title(document: Document) -> str:
    return next((block.text for block in document.blocks if block.kind == "heading"), "")


def under_done(headings: Sequence[str]) -> bool:
    """Whether a heading above says that what stands below it is done."""
    return any(TICKED.search(heading) and pattern("done_words").search(heading) for heading in headings)
