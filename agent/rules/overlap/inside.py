"""What one item is about is also a line inside another item.

Claim: a detail or deliverable of one item holds all distinctive words of the title of a later item, and neither refers to the other:
no dependency between them, no id, and none is part of the other. A later item that speaks of an earlier one builds on it, and names of
files and functions say nothing.

Why it matters: either the work is planned and paid twice, or there is a dependency that nobody wrote down.

Flagged:

    ### B1. Storefront
    - Deliverable: product pages
    - Coupon wallet for returning shoppers

    ### B2. Coupon wallet
    - Cost: $40K

Fine:

    ### B1. Storefront
    - Deliverable: product pages
    - Dependencies: B2
    - Coupon wallet for returning shoppers

    ### B2. Coupon wallet
    - Cost: $40K
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import canonical_terms, lookup_label
from agent.model.document import Block
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.overlap.groups import closeness, of_two_series, weights_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.pieces import LONGEST, WORK, Piece, frequency, is_parked, recurs, stage_words
from agent.rules.reading.scope_words import STEM, distinctive, has_form, restates
from agent.rules.reading.scopes import is_aspect, words_in

LEAST_TERMS = 2
NO_WORK = expression(
    r"(?<![a-z])tests?(?![a-z])|テスト|测试|\d\s?%|[$€£¥]\s?\d|\d\s?[€£¥円元]", re.IGNORECASE
)  # what is tested or measured is planned elsewhere
REACHED = expression(r"\W{0,4}[✅☑✔✓]")  # what a phase is to have reached tells of what others have built
CODED = expression(r"\S*(?:[/\\_]|\w\(|\.[^\W\d])\S*")  # a path, the name of a file or function
VERSION = expression(r"v?\d{1,4}(?:\.\d{1,4}){0,3}", re.IGNORECASE)
MOST_EXTRA = 5  # words of a detail beside the title that it holds
MOST_USES = 4  # a title whose words stand in more pieces than this is about something the whole plan is about
MOST_FOUND = 8
REFERRING = frozenset({"depends_on", "blocks", "risk", "mitigation", "owner", "team", "people", "note", "assumption"})


def _find(view: View) -> Iterator[Draft]:
    pieces = view.pieces
    counts = frequency(pieces)
    weights = weights_of(pieces)
    planned = {piece.span.line: piece for piece in pieces}
    titles = [
        piece
        for piece in pieces
        if piece.kind in WORK and len(piece.terms) >= LEAST_TERMS and not is_parked(piece) and _names(view, piece) and _is_told(piece)
    ]
    owners = [item for item in view.roadmap.items if item.kind in WORK and item.id]
    by_beginning = _by_beginning(titles)
    found: set[tuple[str, str]] = set()
    for block, owner in _details(view, owners):
        words = frozenset(canonical_terms(CODED.sub(" ", _text(block)), view.roadmap.language))
        beginnings = frozenset(word[:STEM] for word in words)
        may = {at for beginning in beginnings & by_beginning.keys() for at in by_beginning[beginning]}
        for title in (titles[at] for at in sorted(may)):
            if (
                len(found) < MOST_FOUND
                and (owner.key, title.key) not in found
                and _holds(words, beginnings, title)
                and len(distinctive(words)) - len(title.terms) <= MOST_EXTRA
                and _rare(title, counts)
                and _strangers(view, owner, title, block)
                and not _close(planned.get(block.line), title, weights)
            ):
                found.add((owner.key, title.key))
                yield _draft(view, owner, view.roadmap.by_key[title.key], block)


def _by_beginning(titles: Sequence[Piece]) -> dict[str, list[int]]:
    """The positions of titles by how that of their terms begins with which fewest titles have one."""
    counts = Counter(beginning for title in titles for beginning in {term[:STEM] for term in title.terms})
    found: dict[str, list[int]] = defaultdict(list)
    for at, title in enumerate(titles):
        found[min((term[:STEM] for term in title.terms), key=lambda beginning: (counts[beginning], beginning))].append(at)
    return found


def _is_told(piece: Piece) -> bool:
    """Whether a title says more than what every plan has, and is not done: what is done is extended elsewhere."""
    named = words_in(VERSION.sub(" ", piece.label)) >= LEAST_TERMS
    return named and not recurs(piece) and not is_aspect(piece.terms) and piece.status != "done"


def _names(view: View, piece: Piece) -> bool:
    item = view.roadmap.by_key.get(piece.key)
    return item is not None and bool(item.id)


def _details(view: View, owners: Sequence[Item]) -> Iterator[tuple[Block, Item]]:
    """List entries inside the lines of an item that has an id, with the innermost such item."""
    starts = [item.span.line for item in owners]
    named = {item.span.line for item in view.roadmap.items if item.id}
    for block in view.document.blocks:
        if (
            block.kind != "item"
            or len(block.text) > LONGEST
            or NO_WORK.search(block.text)
            or block.line in named
            or REACHED.match(block.text)
            or restates(view.document.heading_path(block))
        ):
            continue
        at = bisect_right(starts, block.line - 1) - 1
        owner = owners[at] if at >= 0 else None
        if owner and owner.span.line < block.line <= owner.end_line and not _refers(block):
            yield block, owner


def _refers(block: Block) -> bool:
    label, colon, _ = block.text.partition(":")
    meaning = lookup_label(label) if colon else None
    return meaning is not None and meaning.attribute in REFERRING


def _text(block: Block) -> str:
    return block.text.replace("\n", " ")


def _holds(words: frozenset[str], beginnings: frozenset[str], title: Piece) -> bool:
    """Whether all terms of a title are among the words; `beginnings` are theirs, without which no form of a term is."""
    return all(term in words or (term[:STEM] in beginnings and has_form(words, term)) for term in title.terms)


def _rare(title: Piece, counts: dict[str, int]) -> bool:
    return min(counts[term] for term in title.terms) <= MOST_USES


def _strangers(view: View, owner: Item, title: Piece, block: Block) -> bool:
    """Whether the other item comes later and neither is part of the other, nor names or needs it, nor are they stages of one thing, or a
    story and what it requires."""
    other = view.roadmap.by_key[title.key]
    if other.span.line < block.line or other.id.startswith(f"{owner.id}.") or of_two_series(owner.id, other.id):
        return False
    related = {owner.key, owner.parent} | {dependency.target for dependency in owner.dependencies}
    back = {other.parent} | {dependency.target for dependency in other.dependencies}
    if other.key in related or owner.key in back or other.span.line <= block.line <= other.end_line or owner.key in title.lineage:
        return False
    detail = Piece("", frozenset(), frozenset(canonical_terms(_text(block), view.roadmap.language)), other.span)
    return other.id not in block.text and stage_words(detail) == stage_words(title)


def _close(detail: Piece | None, title: Piece, weights: dict[str, float]) -> bool:
    """Whether the rules that compare two pieces of work see this pair."""
    return detail is not None and (detail.terms == title.terms or closeness(detail, title, weights) > 0)


def _draft(view: View, owner: Item, other: Item, block: Block) -> Draft:
    return Draft(
        f'{name_of(owner)} includes "{" ".join(block.text.split())[:80]}", which is what {name_of(other)} is about',
        (view.document.span(block.line, block.end_line), other.span),
        key=f"{owner.key}|{other.key}",
        suggestion=f"leave it to {other.id or 'the other'}, or let {owner.id} depend on it",
    )


RULE = Rule("RA505", "scope-inside-another", "overlap", "question", "rule", _find, __doc__)
