"""The families of ids that head what a document plans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from agent.extract.wording.labels import split_field
from agent.extract.wording.numbering import id_families, id_prefix, leading_id
from agent.extract.wording.scanned import Scanned
from agent.facts import sure_label
from agent.model.document import Block
from agent.model.token import Token

LONGEST_LEAD = 140


def bold_lead(block: Block) -> int:
    """The length of the bold words that a paragraph opens with, 0 where it opens with none or with many."""
    return next((end for start, end in block.bold if start == 0 and end <= LONGEST_LEAD), 0)


def families_of(scanned: Scanned) -> frozenset[str]:
    """The id prefixes that lead headings, bullets and table cells of this document."""
    leads: list[tuple[str, bool]] = []
    for block in scanned.document.blocks:
        short = block.kind == "paragraph" and (len(block.text.partition("\n")[0]) <= LONGEST_LEAD or bold_lead(block) > 0)
        if block.kind in {"heading", "item"} or short:
            found = leading_id(block.text, 0, len(block.text), scanned.tokens[block.index])
            leads += [(str(found[0].value), found[1])] if found else []
        for at, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells[:2]):
                tokens = scanned.cells.get((block.index, at, column), ())
                found = leading_id(cell.text, 0, len(cell.text), tokens) if tokens else None
                leads += [(str(found[0].value), found[1])] if found else []
    return id_families(leads) | _lone_families(scanned)


def _lone_families(scanned: Scanned) -> frozenset[str]:
    """Prefixes of ids that stand alone: a heading leads with one, and a dependency names it, or it is named nowhere else ("C4 model" is)
    and a line below gives it an owner or date."""
    blocks = scanned.document.blocks
    headings = [block for block in blocks if block.kind == "heading"]
    leads = [(block, lead) for block in headings if (lead := leading_id(block.text, 0, len(block.text), scanned.tokens[block.index]))]
    if not leads:
        return frozenset()
    everywhere = (*scanned.tokens, *scanned.cells.values())
    needed = {str(token.value) for tokens in everywhere if len(tokens) > 1 for token in _needed(tokens)}
    named = Counter(str(token.value) for tokens in everywhere for token in tokens if token.kind == "id")
    found: set[str] = set()
    for block, lead in leads:
        name = str(lead[0].value)
        following = next(scanned.document.behind(block), None)
        if name in needed or (named[name] == 1 and following is not None and _plans(following)):
            found.add(id_prefix(name))
    return frozenset(found)


def _needed(tokens: tuple[Token, ...]) -> Iterator[Token]:
    """The ids right behind a dependency word."""
    for before, token in pairwise(tokens):
        needs = before.kind == "reference" and before.value in {"depends_on", "blocks"}
        if token.kind == "id" and needs and token.start - before.end <= 3:
            yield token


def _plans(block: Block) -> bool:
    """Whether a line or bullet opens with the label of something only planned things have: "Owner: Ann"."""
    field = split_field(block.text, 0, len(block.text), block.bold, 3) if block.kind in {"paragraph", "item"} else None
    meaning = sure_label(block.text[field.start : field.end]) if field is not None and field.separator == ":" else None
    return meaning is not None and meaning.attribute in {"owner", "depends_on", "start", "end", "effort"}
