"""Planned pieces of work as sets of words, so that two places which plan the same thing can be found."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block, Document
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.naming import without_quotes
from agent.rules.reading.scope_words import parks, restates, stems_of

WORK = frozenset({"initiative", "task", "deliverable", "milestone"})
NUMBERED = expression(r"[^\W\d_]{1,12}[ _.-]{0,2}\d{1,4}(?:[.-]\d{1,4}){0,3}[a-z]?")  # "TSK-1.2": the number of a task is not its name
LEAD = expression(r"[:：(（–—]| - ")
LONGEST_BARE = 12  # letters of a bare word before a colon
LONGEST = 160  # characters: longer text is prose, not a piece of work
MOST_TERMS = 12
LABEL_SHOWN = 70
FEWEST_TICKED = 3  # boxes of a phase that plans work


class Piece(Struct, frozen=True):
    """One planned thing: `terms` are its distinctive words, stemmed; `words` all of its words.

    `owner` is the key of the item that plans it ("" for none), `lineage` the keys of all items around it, its own included.
    """

    label: str
    terms: frozenset[str]
    words: frozenset[str]
    span: Span
    owner: str = ""
    lineage: frozenset[str] = frozenset()
    headings: tuple[str, ...] = ()
    window: Window | None = None
    status: str = ""
    kind: str = ""
    key: str = ""
    details: frozenset[str] = frozenset()  # words in brackets behind the name, where a rule compares them
    head_phrase: frozenset[str] = frozenset()  # the name up to a preposition, in languages that put last what the thing is
    head: str = ""  # the last word of that
    remark: frozenset[str] = frozenset()  # words that say behind the name, or in the cell beside it, what is meant

    @property
    def place(self) -> str:
        """What a reader calls the place: the item around it or the heading above it."""
        return self.owner or (self.headings[-1] if self.headings else "")


def pieces_of(roadmap: Roadmap) -> tuple[Piece, ...]:
    """Every planned piece in document order: items of work, and list entries and first cells under headings of ideas."""
    named = {item.span.line: item for item in roadmap.items}
    lineage = _Lineage(roadmap)
    stages = _stages(roadmap)
    found = [
        _of_item(roadmap, item, lineage)
        for item in roadmap.items
        if item.kind in WORK and not restates(_without(item.headings, stages)) and not _is_cost_line(item)
    ]
    found += _parked(roadmap, named)
    found += [piece for item in roadmap.items if item.mentions and item.kind in WORK for piece in _again(roadmap, item)]
    found += _details(roadmap, named, lineage, stages)
    return tuple(sorted((p for p in found if p and len(p.terms) <= MOST_TERMS), key=lambda piece: (piece.span.line, piece.label)))


def _stages(roadmap: Roadmap) -> frozenset[str]:
    """The headings of dated phases that hold boxes to tick: "Priority 1: critical path (days 0-30)" plans work and repeats none."""
    ticked = [block.line for block in roadmap.document.blocks if block.checked is not None]
    dated = (item for item in roadmap.items if item.kind == "phase" and item.window and not item.window_inherited)
    lines = {item.span.line for item in dated if bisect_right(ticked, item.end_line) - bisect_left(ticked, item.span.line) >= FEWEST_TICKED}
    return frozenset(
        " ".join(block.text.split("\n")) for block in roadmap.document.blocks if block.kind == "heading" and block.line in lines
    )


def _without(headings: tuple[str, ...], stages: frozenset[str]) -> tuple[str, ...]:
    return tuple(heading for heading in headings if heading not in stages) if stages else headings


def frequency(pieces: Iterable[Piece]) -> Counter[str]:
    """In how many pieces each term occurs."""
    return Counter(term for piece in pieces for term in piece.terms)


def is_parked(piece: Piece) -> bool:
    """Whether it stands in a list of things that are not planned yet."""
    return any(parks(heading) for heading in piece.headings)


def recurs(piece: Piece) -> bool:
    """Whether every phase of a plan has such a piece: testing, documentation, reviews."""
    return piece.terms <= stems_of("recurring")


def stage_words(piece: Piece) -> frozenset[str]:
    """Words and numbers of the whole label that set one stage of a thing apart from another."""
    numbers = frozenset(word for word in piece.words if word[0].isdigit() or word[-1].isdigit())  # "v2", "90", not "gpt4all"
    return (piece.words & stems_of("stages")) | numbers


def short_label(piece: Piece) -> str:
    label = without_quotes(" ".join(piece.label.split()))
    return label if len(label) <= LABEL_SHOWN else label[: LABEL_SHOWN - 1].rstrip() + "…"


class _Lineage:
    """The keys of the items around each item."""

    def __init__(self, roadmap: Roadmap) -> None:
        self._items = roadmap.by_key
        self._known: dict[str, frozenset[str]] = {}

    def of(self, item: Item) -> frozenset[str]:
        if item.key not in self._known:
            self._known[item.key] = frozenset({item.key})  # a parent that is its own child ends here
            parent = self._items.get(item.parent)
            self._known[item.key] = frozenset({item.key}) | (self.of(parent) if parent else frozenset())
        return self._known[item.key]


def _of_item(roadmap: Roadmap, item: Item, lineage: _Lineage) -> Piece | None:
    label = lead_of(item.title)
    return _piece(
        roadmap,
        label,
        item.span,
        owner=item.parent,
        lineage=lineage.of(item),
        headings=item.headings,
        window=item.window,
        status=item.status,
        kind=item.kind,
        key=item.key,
    )


def _details(roadmap: Roadmap, named: dict[int, Item], lineage: _Lineage, stages: frozenset[str]) -> Iterator[Piece | None]:
    """The plain lines below work with a box, which say what it is made of."""
    document = roadmap.document
    told = {fact.span.line for fact in roadmap.facts if fact.attribute}
    for block in document.blocks:
        if block.kind != "item" or block.parent is None or block.checked is not None or block.line in named or block.line in told:
            continue
        above = document.blocks[block.parent]
        item = named.get(above.line) if above.checked is not None else None
        if item and item.kind in WORK and not restates(_without(item.headings, stages)):
            label = lead_of(_first_sentence(block.text))
            status = item.status if item.status == "done" else ""  # of the box above
            around = lineage.of(item)
            yield _piece(
                roadmap,
                label,
                document.span(block.line),
                owner=item.key,
                lineage=around,
                headings=item.headings,
                window=item.window,
                status=status,
                kind="task",
            )


def _is_cost_line(item: Item) -> bool:
    """A line of a budget: an amount of money and nothing that a piece of work has."""
    own = [quantity for fact in item.facts if fact.span.line == item.span.line for quantity in fact.quantities]
    return not item.id and not item.status and any(quantity.kind == "money" for quantity in own)


def _again(roadmap: Roadmap, item: Item) -> Iterator[Piece | None]:
    """Other list entries that name the same item, where it is itself a list entry: reading took them for one, a reader sees two."""
    entries = {block.line: block for block in roadmap.document.blocks if block.kind == "item"}
    for mention in item.mentions if item.span.line in entries else ():
        block = entries.get(mention.line)
        headings = roadmap.document.heading_path(block) if block else ()
        if block and headings != item.headings and not restates(headings):
            status = {True: "done", False: "planned", None: ""}[block.checked]
            yield _piece(roadmap, lead_of(item.title), mention, headings=headings, status=status, kind=item.kind)


def _parked(roadmap: Roadmap, named: dict[int, Item]) -> Iterator[Piece | None]:
    """Entries of the lists and tables under a heading of ideas, where they are no items already."""
    document = roadmap.document
    sections: dict[int | None, bool] = {None: False}  # a heading comes before what stands under it
    for block in document.blocks:
        if block.kind == "heading":
            sections[block.index] = sections[block.section] or parks(block.text.replace("\n", " "))
        elif block.kind in ("item", "table") and sections[block.section]:
            headings = document.heading_path(block)
            for line, text in _entries(document, block):
                if line not in named:
                    yield _piece(roadmap, text, document.span(line), headings=headings)


def _entries(document: Document, block: Block) -> Iterator[tuple[int, str]]:
    if block.kind == "item":
        yield block.line, _first_sentence(block.text)
    for row in block.rows:
        if not row.header and row.cells:
            yield row.line, max((cell.text for cell in row.cells[:2]), key=len)


def _first_sentence(text: str) -> str:
    return re.split(r"(?<=[.;。；])\s", " ".join(text.split()), maxsplit=1)[0]


@lru_cache(maxsize=8192)  # several rules ask for the same titles
def lead_of(title: str) -> str:
    """The name before a colon, dash or bracket, unless that is a bare word; "Priority 9:" before a name is no part of it."""
    flat = " ".join(title.split())
    parts = LEAD.split(flat, maxsplit=1)
    if len(parts) > 1 and NUMBERED.fullmatch(parts[0].strip()):
        return lead_of(parts[1].strip())
    wide = len(parts[0])
    if not parts[0].isascii():
        wide += sum(sign > "\u2e7f" for sign in parts[0])  # a Han or kana sign says as much as two letters
    named = len(parts) > 1 and flat[len(parts[0])] in "(（" and len(parts[0].split()) > 1
    return parts[0] if wide > LONGEST_BARE or named else flat


def _piece(
    roadmap: Roadmap,
    label: str,
    span: Span,
    *,
    owner: str = "",
    lineage: frozenset[str] = frozenset(),
    headings: tuple[str, ...] = (),
    window: Window | None = None,
    status: str = "",
    kind: str = "",
    key: str = "",
) -> Piece | None:
    if not label or len(label) > LONGEST:
        return None
    words = frozenset(canonical_terms(label, roadmap.language))
    terms = words - stems_of("generic")
    return Piece(label, terms, words, span, owner, lineage, headings, window, status, kind, key) if terms else None
