"""What items are called, as sets of words that can be compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from agent.facts import canonical_terms, normalise
from agent.model.roadmap import Item, Roadmap
from agent.rules.reading.pieces import LEAD, Piece
from agent.rules.reading.scope_words import terms_of

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


class Names(Mapping[str, Piece]):
    """The names of all items of a roadmap by key, each worked out when it is first asked for."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._roadmap = roadmap
        self._known: dict[str, Piece] = {}

    def __getitem__(self, key: str) -> Piece:
        if key not in self._known:
            self._known[key] = named(self._roadmap, self._roadmap.by_key[key])
        return self._known[key]

    def __contains__(self, key: object) -> bool:
        return key in self._roadmap.by_key

    def __iter__(self) -> Iterator[str]:
        return iter(self._roadmap.by_key)

    def __len__(self) -> int:
        return len(self._roadmap.by_key)


def lead_of(title: str) -> str:
    """The name before a bracket, colon or dash, unless next to nothing stands there."""
    flat = " ".join(title.split())
    lead = LEAD.split(flat, maxsplit=1)[0].strip()
    return lead if len(lead) >= SHORTEST_LEAD else flat
