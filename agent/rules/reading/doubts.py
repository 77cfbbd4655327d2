"""What keeps a finding from being conclusive, whatever rule tells it: its places show how a thing is done, or wait to be filled in."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agent.expressions import expression
from agent.facts.lexicon import word_list
from agent.model.document import Block, Document
from agent.model.span import Span
from agent.rules.reading.vocabulary import pattern

LONGEST_LEAD = 80  # characters: a longer line above a block is a sentence
LANGUAGE = expression(r"[\w+]*")
MOST_FIELDS = 12  # as many are no oversight
FIELD = expression(
    r"[:：|][ *_]{0,4}\[[A-ZÄÖÜÉ][^\[\]\n|]{1,60}\](?![(\[:])|[:：|][ *_]{0,24}<[a-zA-Z][^<>/\n]{2,80}>|\{\{\s?[\w.]{2,40}\s?\}\}"
)


def is_template(document: Document) -> bool:
    """Whether the document is a form to be filled in, by its title, the name of its file or the fields that it leaves open."""
    if len(FIELD.findall("\n".join(document.lines))) >= MOST_FIELDS:
        return True
    name = document.path.rsplit("/", 1)[-1].replace("_", " ").replace("-", " ").replace(".", " ")
    return any(pattern("templates").search(text) for text in (document.title[:LONGEST_LEAD], name))


def is_shown(document: Document, spans: Sequence[Span]) -> bool:
    """Whether one of the places stands in an example, a template or in code: its figures need not be those of the plan."""
    lines = {span.line for span in spans if span.path == document.path}
    blocks = {block.index: block for line in lines for block in document.blocks_on(line)}
    return any(
        _is_code(block) or any(pattern("illustrations").search(text) for text in _above(document, block)) for block in blocks.values()
    )


def _is_code(block: Block) -> bool:
    language = LANGUAGE.match(block.info.strip().casefold()) if block.kind == "fence" else None
    return language is not None and language[0] in _languages()


@cache
def _languages() -> frozenset[str]:
    return frozenset(word for key in ("code_languages", "setting_languages") for word in word_list("sections", key))


def _above(document: Document, block: Block) -> Sequence[str]:
    """The headings above a block, without the title of the document, and the short line right before it."""
    title = block.text if block.kind == "heading" else ""
    before = document.blocks[block.index - 1] if block.index else None
    lead = before.text if before and before.kind == "paragraph" and len(before.text) <= LONGEST_LEAD else ""
    return (*document.heading_path(block), title, lead)
