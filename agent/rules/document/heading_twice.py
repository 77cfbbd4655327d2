"""Two neighbours have the same heading.

Claim: exactly two headings of one section read the same, and different text stands below them; or a heading is followed by nothing but
itself.

Why it matters: one of them was copied and not renamed; readers and links reach only the first.

Flagged:

    ## Customers

    ### Yacht owners

    Two hundred berths.

    ### Fishing boats

    Forty berths.

    ### Fishing boats

    Ferries and pilot boats.

Fine:

    ## Customers

    ### Yacht owners

    Two hundred berths.

    ### Fishing boats

    Forty berths.

    ### Working boats

    Ferries and pilot boats.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.facts import normalise
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View

PAIR = 2
FEWEST = 3  # headings of the section, so that two alike are no pattern


def _find(view: View) -> Iterator[Draft]:
    families: dict[tuple[int | None, int], list[Block]] = defaultdict(list)
    for block in view.document.blocks:
        if block.kind == "heading" and block.depth > 1:
            families[block.section, block.depth].append(block)
    for members in families.values() if view.document.format == "markdown" else ():
        named: dict[str, list[Block]] = defaultdict(list)
        for block in members:
            named[normalise(block.text)].append(block)
        alike = [blocks for name, blocks in named.items() if name and len(blocks) > 1]
        if len(members) >= FEWEST and len(alike) == 1 and len(alike[0]) == PAIR and _differ(view, alike[0]):
            yield _draft(view, alike[0])
    for pair in _in_a_row(view):
        yield _draft(view, pair)


def _in_a_row(view: View) -> Iterator[tuple[Block, Block]]:
    """A heading with nothing below it but itself again."""
    for one, other in pairwise(view.document.blocks):
        if one.kind == other.kind == "heading" and one.depth == other.depth and normalise(one.text) == normalise(other.text) != "":
            yield one, other


def _differ(view: View, headings: Sequence[Block]) -> bool:
    """Whether something else stands below each."""
    below = [tuple(block.text for block in view.document.blocks if block.section == heading.index) for heading in headings]
    return all(below) and len(set(below)) == len(below)


def _draft(view: View, headings: Sequence[Block]) -> Draft:
    first, second = headings
    return Draft(
        f'the heading "{" ".join(second.text.split())}" stands twice in one section',
        (view.document.span(second.line), view.document.span(first.line)),
        key=normalise(second.text),
        suggestion="rename one, or join the two",
    )


RULE = Rule("RA015", "heading-twice", "document", "question", "rule", _find, __doc__)
