"""What a document claims: the figures of its text and tables, and of what the heading above says they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.extract.wording.words import topic_of
from agent.facts import lookup_label
from agent.facts.money_roles import money_role
from agent.model.roadmap import Roadmap
from agent.rules.reading.claims import Claim, Name, strong, terms_in, without_values
from agent.rules.reading.claims_in_tables import claims_in_table
from agent.rules.reading.claims_in_text import claims_in_text
from agent.rules.reading.grid import Grid
from agent.rules.reading.marks import Places
from agent.rules.reading.vocabulary import pattern

# What a label says that names no thing of its own: "Cost: $25K" below the heading of what costs it.
FIELDS = frozenset({"cost", "budget", "duration", "effort", "people", "amount", "value", "price", "progress", "total"})
LONGEST_HEAD = 6  # words


def claims_of(roadmap: Roadmap, grids: Sequence[Grid]) -> tuple[Claim, ...]:
    """Every claim of the sentences, list entries, plain fences and tables in document order; totals are of what stands above them."""
    places = Places(roadmap)
    heads: dict[int, Name] = {}
    found = [_of_head(roadmap, heads, claim) for block in roadmap.document.blocks for claim in claims_in_text(roadmap, places, block)]
    found += _in_tables(roadmap, places, grids)
    return tuple(sorted((claim for claim in found if claim.names), key=lambda claim: (claim.line, claim.value.most)))


def _in_tables(roadmap: Roadmap, places: Places, grids: Sequence[Grid]) -> Iterator[Claim]:
    for grid in grids:
        yield from claims_in_table(roadmap, places, grid)


def _of_head(roadmap: Roadmap, heads: dict[int, Name], claim: Claim) -> Claim:
    """A claim whose label is no more than a field, called by what stands above it, too."""
    if not claim.label or not _is_field(claim):
        return claim
    block = claim.setting.block
    above = block.section if block.parent is None else block.parent
    if above is None:
        return claim
    if above not in heads:
        heads[above] = _name_of(roadmap, above)
    head = heads[above]
    return replace(claim, names=(head, head | claim.label, *claim.names)) if 0 < len(head) <= LONGEST_HEAD else claim


def _is_field(claim: Claim) -> bool:
    """Whether the label says only which figure of the thing above it is."""
    meaning = lookup_label(claim.setting.label)
    if meaning and meaning.attribute in FIELDS:
        return True
    label = claim.setting.label.strip()
    return claim.value.kind == "money" and len(claim.label) == 1 and bool(money_role(label) or pattern("fees").fullmatch(label))


def _name_of(roadmap: Roadmap, index: int) -> Name:
    """What a heading or list entry names, unless that is the whole document or only the sort of what stands below."""
    block = roadmap.document.blocks[index]
    text = block.text.split("\n")[0]
    if (block.kind == "heading" and block.depth == 1) or topic_of(text):
        return frozenset()
    tokens = roadmap.tokens[index] if index < len(roadmap.tokens) else ()
    return strong(terms_in(without_values(text, [token for token in tokens if token.end <= len(text)]), roadmap.language))
