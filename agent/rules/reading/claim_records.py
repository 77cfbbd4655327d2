"""Whether sections are records side by side, each with figures of its own: features, segments, options."""

from __future__ import annotations

from agent.extract.wording.words import topic_of
from agent.facts import normalise
from agent.model.document import Block
from agent.rules.reading.claim_index import ClaimIndex
from agent.rules.reading.claims import Claim, Name
from agent.rules.reading.marks import parts_in

LONG_NAME = 3  # words that name one thing wherever they stand
SHARED_LABELS = 2  # labels that make two sections records of one shape


def is_part(index: ClaimIndex, claim: Claim) -> bool:
    """Whether the heading above names a piece of the plan, and neither a phase nor what the lines below it are about."""
    heading = index.roadmap.document.blocks[claim.section].text if claim.section is not None else ""
    return bool(heading) and not topic_of(heading) and not parts_in(heading)


def are_records(index: ClaimIndex, one: Claim, other: Claim, shared: Name) -> bool:
    """Whether the sections are siblings of one shape: features, segments, options, each with its own figures."""
    first, second = _branches(index, one, other)
    like = index.likeness(one, other)
    timed = bool(one.setting.time) != bool(other.setting.time)  # one is of a phase, the other of all
    if like.differing > 1 and 2 * like.differing > like.same_names and not timed:
        return True
    if first is None or second is None:
        return False
    if like.same_labels >= SHARED_LABELS and like.same_names - like.differing < SHARED_LABELS:
        return True
    deep = first.section is not None and index.roadmap.document.blocks[first.section].section is not None
    named = not topic_of(first.text) and not topic_of(second.text)
    return named and ((deep and (index.words_in(shared) < LONG_NAME or one.value.change)) or _shape(first.text) == _shape(second.text))


def _branches(index: ClaimIndex, one: Claim, other: Claim) -> tuple[Block | None, Block | None]:
    """The headings at which the ways to two claims part."""
    at = 0
    while (
        at < min(len(one.setting.around.path), len(other.setting.around.path))
        and one.setting.around.path[at] == other.setting.around.path[at]
    ):
        at += 1
    blocks = index.roadmap.document.blocks
    return tuple(blocks[claim.setting.around.path[at]] if at < len(claim.setting.around.path) else None for claim in (one, other))  # type: ignore[return-value]


def _shape(heading: str) -> str:
    """The first word of a heading without its number: "Axis M" and "Axis D" are of one shape."""
    words = [word for word in normalise(heading).split() if word.isalpha() and len(word) > 1]
    return words[0] if words else ""
