"""Something is listed as done and as missing.

Claim: a ticked line, or an entry of a list of what is implemented, names what an entry of a list of gaps, missing features, blockers or
known issues names: all words of the shorter name, or two that stand side by side and at least half of all. Targets, criteria and later
stages are left out.

Why it matters: one list sells what the other one still has to build.

Flagged:

    ## Completed

    - ✅ **Berth booking calendar** (May 3)
    - ✅ **Tide tables**

    ## Known gaps

    - **Berth booking**: double bookings in the night
    - **Fuel cards**: no terminal yet

Fine:

    ## Completed

    - ✅ **Berth booking calendar** (May 3)
    - ✅ **Tide tables**

    ## Known gaps

    - **Crane camera**: no contract yet
    - **Fuel cards**: no terminal yet
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.boxes import is_ticked
from agent.rules.reading.pieces import LONGEST, Piece, lead_of, recurs, short_label, stage_words
from agent.rules.reading.scopes import compared_by_name
from agent.rules.reading.ticks import bullet_ticks
from agent.rules.reading.vocabulary import pattern

LEAST_TERMS = 2
MOST_EXTRA = 2
MOST_USES = 3
MOST_WORDS = 14
SHARE = 0.5
SIGNS = expression(r"^\W+(?=\w)")


class Named(Struct, frozen=True):
    """An entry of a list by what it names."""

    piece: Piece
    side_by_side: frozenset[tuple[str, str]]


def _find(view: View) -> Iterator[Draft]:
    if not view.saying("gap_list"):
        return
    missing: list[Block] = []
    done: list[Block] = []
    kinds: dict[tuple[int | None, int | None], str] = {}
    bullets = bullet_ticks(view.roadmap)
    for block in view.document.blocks:
        if block.kind == "item":
            place = block.section, block.parent
            if place not in kinds:
                kinds[place] = _kind(_headings(view, block))
            if kinds[place] == "gap" and not is_ticked(block):
                missing.append(block)
            elif block.line not in bullets and _is_done(block, kinds[place]):
                done.append(block)
    gaps = [named for block in missing for named in _named(view, block)]
    by_pair: dict[frozenset[str], list[Named]] = defaultdict(list)
    for one in (named for block in done for named in _named(view, block)) if gaps else ():
        for pair in combinations(sorted(one.piece.terms), LEAST_TERMS):
            by_pair[frozenset(pair)].append(one)
    parts = [_part(gap, match) for gap in gaps if (match := _match(gap, by_pair))]
    yield from bundled(parts, "{count} entries are listed both as done and as missing", most=2)


def _headings(view: View, block: Block) -> str:
    """The two headings and the entry above a list entry."""
    parent = view.document.blocks[block.parent].text.split("\n", 1)[0] if block.parent is not None else ""
    return " | ".join((*view.document.heading_path(block)[-2:], parent))


def _kind(above: str) -> str:
    """What a list holds by what stands above it: gaps, what is to be, what is done, or "" where that does not tell."""
    done = bool(pattern("done_list").search(above))
    if pattern("gap_list").search(above):
        return "" if done else "gap"
    if pattern("aim_list").search(above):
        return "aim"
    return "done" if done else "plain"


def _is_done(block: Block, kind: str) -> bool:
    if block.checked is False or kind not in ("done", "plain"):
        return False
    return kind == "done" or is_ticked(block)


def _named(view: View, block: Block) -> Iterator[Named]:
    text = block.text.split("\n", 1)[0]
    label = lead_of(SIGNS.sub("", text, count=1))[:LONGEST]
    if len(label.split()) > MOST_WORDS:
        return
    headings = view.document.heading_path(block)
    bare = Piece(label, frozenset(), frozenset(label.casefold().split()), view.document.span(block.line), headings=headings)
    for piece in compared_by_name((bare,), view.roadmap.language):
        if not recurs(piece):
            yield Named(piece, frozenset(pairwise(canonical_terms(label, view.roadmap.language))))


def _match(gap: Named, by_pair: dict[frozenset[str], list[Named]]) -> Named | None:
    """The first done entry of the same name; names whose words many entries use tell of nothing in particular."""
    for pair in combinations(sorted(gap.piece.terms), LEAST_TERMS):
        found: Sequence[Named] = by_pair.get(frozenset(pair), ())
        for done in found if len(found) <= MOST_USES else ():
            if done.piece.span.line != gap.piece.span.line and _is_same(gap, done) and not _adds_stage(gap, done):
                return done
    return None


def _is_same(one: Named, other: Named) -> bool:
    shared, both = one.piece.terms & other.piece.terms, one.piece.terms | other.piece.terms
    smaller = min(len(one.piece.terms), len(other.piece.terms))
    if len(shared) == smaller:
        return len(both) - smaller <= MOST_EXTRA
    return bool(one.side_by_side & other.side_by_side) and len(shared) >= SHARE * len(both)


def _adds_stage(gap: Named, done: Named) -> bool:
    return bool(stage_words(gap.piece) - stage_words(done.piece)) or _is_narrower(gap.piece, done.piece)


def _is_narrower(gap: Piece, done: Piece) -> bool:
    """Whether what is missing is a part of what is done: "templates for personal statements" and "templates"."""
    return done.terms < gap.terms and len(gap.terms - done.terms) >= LEAST_TERMS


def _part(gap: Named, done: Named) -> Part:
    first, second = short_label(gap.piece), short_label(done.piece)
    again = "it" if second == first else f'"{second}"'
    draft = Draft(
        f'"{first}" is listed as missing, but {again} is listed as done in line {done.piece.span.line}',
        (gap.piece.span, done.piece.span),
        key="|".join(sorted(gap.piece.terms | done.piece.terms)),
        suggestion="take it off one of the lists, or say which part is missing",
    )
    return of_two_lines(draft, first, gap.piece.span.line, done.piece.span.line)


RULE = Rule("RA714", "done-and-missing", "status", "question", "rule", _find, __doc__)
