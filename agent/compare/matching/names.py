"""What items are called, as sets of words that can be compared."""

from __future__ import annotations

from agent.facts import canonical_terms, normalise
from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.pieces import LEAD, Piece, terms_of

NOUNS = frozenset({"base"})  # stems of words of form ("based") that are also things: a "knowledge base"
SHORTEST_LEAD = 4  # characters before a bracket or colon that can be a name
LONGEST_NAME = 240  # characters: longer titles are paragraphs and compared by their beginning


def named(roadmap: Roadmap, item: Item) -> Piece:
    """The title of an item as a piece of work."""
    title = " ".join(item.title.split())[:LONGEST_NAME]
    words = frozenset(canonical_terms(title, roadmap.language))
    return Piece(
        label=title,
        terms=terms_of(title, roadmap.language) | (words & NOUNS if NOUNS & set(normalise(title).split()) else frozenset()),
        words=words,
        span=item.span,
        owner=item.parent,
        headings=item.headings,
        window=item.window,
        status=item.status,
        kind=item.kind,
        key=item.key,
    )


def names_of(roadmap: Roadmap) -> dict[str, Piece]:
    """The names of all items by key, in document order."""
    return {item.key: named(roadmap, item) for item in roadmap.items}


def lead_of(title: str) -> str:
    """The name before a bracket, colon or dash, unless next to nothing stands there."""
    flat = " ".join(title.split())
    lead = LEAD.split(flat, maxsplit=1)[0].strip()
    return lead if len(lead) >= SHORTEST_LEAD else flat
