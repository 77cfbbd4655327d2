"""Whether sections are records side by side, each with figures of its own: features, segments, options."""

from __future__ import annotations

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.facts import normalise
from agent.model.document import Block
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claims import Claim
from agent.rules.reading.marks import parts_in

NUMBER = expression(r"\d+")
MOST_DIFFERING = 2  # names of two chapters that go with other figures


def is_part(index: ClaimIndex, claim: Claim) -> bool:
    """Whether the heading above names a piece of the plan, and neither a phase nor what the lines below it are about."""
    heading = index.roadmap.document.blocks[claim.section].text if claim.section is not None else ""
    return bool(heading) and not topic_of(heading) and not parts_in(heading)


def are_records(index: ClaimIndex, one: Claim, other: Claim) -> bool:
    """Whether the sections are siblings of one shape: features, segments, options, each with its own figures."""
    first, second = _branches(index, one, other)
    if first is None or second is None:
        return False
    like = index.likeness(one, other)
    same = like.same_names - like.differing
    if like.differing > MOST_DIFFERING and like.differing > 2 * same:
        return True
    if one.in_table and other.in_table and like.differing > max(same, 1):
        return True  # marks of several things, a table each
    if _is_deep(index, first):
        if first.section == second.section and first.depth == second.depth and _is_field(one, other):
            return True  # "Budget: 25%" of each channel, or a table each
        named = not topic_of(first.text) and not topic_of(second.text)
        if named and (one.value.change or (like.differing and not same)):
            return True
        if like.differing > max(same, 1):
            return True
    return _shape(first.text) == _shape(second.text) or _numbered(first.text) == _numbered(second.text)


def _is_field(one: Claim, other: Claim) -> bool:
    """Whether both figures stand behind one label, or both in tables."""
    return one.in_table == other.in_table and (one.in_table or bool(one.label and one.label == other.label))


def _is_deep(index: ClaimIndex, heading: Block) -> bool:
    """Whether a heading stands below another one than the title."""
    return heading.section is not None and index.roadmap.document.blocks[heading.section].depth > 1


def _branches(index: ClaimIndex, one: Claim, other: Claim) -> tuple[Block | None, Block | None]:
    """The headings at which the ways to two claims part."""
    first, second = _path(one), _path(other)
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    blocks = index.roadmap.document.blocks
    return blocks[first[at]] if at < len(first) else None, blocks[second[at]] if at < len(second) else None


def _path(claim: Claim) -> tuple[int, ...]:
    """The headings above a claim, and the one that it stands in."""
    block = claim.setting.block
    return (*claim.setting.around.path, block.index) if block.kind == "heading" else claim.setting.around.path


def _shape(heading: str) -> str:
    """The first word of a heading without its number: "Axis M" and "Axis D" are of one shape."""
    words = [word for word in normalise(heading).split() if word.isalpha() and len(word) > 1]
    return words[0] if words else heading


def _numbered(heading: str) -> str:
    return NUMBER.sub("#", normalise(heading))
