"""HTML files to documents."""

from __future__ import annotations

from agent.documents.html_tree import html_page
from agent.documents.lines import split_lines
from agent.documents.markdown import in_order, title_of
from agent.documents.repair import repair_lines
from agent.documents.writer import BlockWriter
from agent.model.document import Document


def parse_html(text: str, path: str) -> Document:
    """The document in a page of HTML; lines are those of the HTML source."""
    raw_lines = split_lines(text.removeprefix("\ufeff"))
    repaired = repair_lines(raw_lines)
    drafts, title = html_page("\n".join(repaired.lines))
    writer = BlockWriter({})
    for draft in drafts:
        if draft.kind == "html_comment":
            writer.comment(draft)
        else:
            writer.builder.add(draft)
    blocks = tuple(writer.builder.blocks)
    metadata = (("title", title, 1),) if title else ()
    notes = in_order((*repaired.notes, *writer.notes))
    return Document(path, "html", title_of(blocks, metadata, path), raw_lines, repaired.lines, blocks, notes=notes)
