"""The text of an item says that it needs another one, and its dependencies do not.

Claim: a line of an item says that it uses, needs or waits for another item of the roadmap, by its id or its whole title, in a roadmap that
declares dependencies, and neither item declares the other.

Why it matters: when the other one moves, nobody thinks of this one.

Flagged:

    ### B1. Search
    - Dependencies: B3
    - Uses B2 for the rights of each user.

    ### B2. Sign-in
    - Dependencies: B3

    ### B3. Base
    - Cost: $40K

Fine:

    ### B1. Search
    - Dependencies: B2, B3
    - Uses B2 for the rights of each user.

    ### B2. Sign-in
    - Dependencies: B3

    ### B3. Base
    - Cost: $40K
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.mentions import Mention
from agent.rules.reading.naming import name_of
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

FEWEST_DECLARED = 2
MOST_FOUND = 4
REACH = 36  # characters before the name in which the need must be told
NEXT = 12  # characters between the need and the name
NOT = expression(
    r"(?<!\w)(?:no|not|nothing|none|without|never|nichts?|kein\w*|ohne|nada|não|sin|sem|nunca|ne|pas|rien|sans)(?!\w)", re.IGNORECASE
)
CUT = expression(r"[.;:()]")
PLAIN = frozenset({"item", "paragraph"})


def _find(view: View) -> Iterator[Draft]:
    if sum(1 for _ in view.graph.edges) < FEWEST_DECLARED:
        return
    owners = [item for item in view.roadmap.items if item.id and item.kind in ("initiative", "task", "deliverable", "milestone")]
    starts = [item.span.line for item in owners]
    declared = {pair for edge in view.graph.edges for pair in ((edge.waiting.key, edge.needed.key), (edge.needed.key, edge.waiting.key))}
    found: dict[tuple[str, str], Draft] = {}
    for mention in view.mentions:
        item = _owner(owners, starts, mention)
        if item is None or (item.key, mention.item.key) in declared or not _is_needed(mention):
            continue
        if not _related(view, item, mention.item):
            found.setdefault((item.key, mention.item.key), _draft(view, item, mention))
    yield from list(found.values())[:MOST_FOUND]


def _owner(owners: Sequence[Item], starts: Sequence[int], mention: Mention) -> Item | None:
    """The innermost item in whose lines the sentence stands."""
    at = bisect_right(starts, mention.sentence.line) - 1
    item = owners[at] if at >= 0 else None
    inside = item is not None and item.span.line <= mention.sentence.line <= item.end_line
    return item if inside and mention.sentence.kind in PLAIN and item is not None and item.key != mention.item.key else None


def _is_needed(mention: Mention) -> bool:
    before = CUT.split(mention.sentence.text[max(0, mention.start - REACH) : mention.start])[-1]
    ends = [match.end() for match in pattern("needing").finditer(before)]
    near = bool(ends) and len(before) - ends[-1] <= NEXT and not NOT.search(before)
    return near and bool(mention.item.id) and mention.item.kind != "phase"


def _related(view: View, one: Item, other: Item) -> bool:
    """Whether one contains the other."""
    return one.parent == other.key or other.parent == one.key or (one.parent == other.parent and not one.id and not other.id)


def _draft(view: View, item: Item, mention: Mention) -> Draft:
    other = mention.item
    return Draft(
        f"{name_of(item)} says that it needs {name_of(other)}, but does not declare it as a dependency",
        (span_of_sentence(view.scanned, mention.sentence), item.span, other.span),
        key=f"{item.key}|{other.key}",
        suggestion=f"add {other.id or 'it'} to the dependencies, or say how the work can do without it",
    )


RULE = Rule("RA309", "undeclared-dependency", "dependency", "question", "rule", _find, __doc__)
