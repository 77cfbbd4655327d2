"""Promises and the work they promise: entries of dated summaries, milestones and parts beside the places that plan the same by name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.extract.wording.words import topic_of
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.period import Period, before, ends_too_early, period_of
from agent.rules.reading.pieces import LONGEST, WORK, Piece, lead_of, recurs, stage_words
from agent.rules.reading.scope_words import NO_WORK, is_beside, restates
from agent.rules.reading.scopes import compared_by_name
from agent.rules.reading.sections import Listed
from agent.rules.reading.vocabulary import pattern

LEAST_TERMS = 2
LEAST_DATED = 2
MOST_PLACES = 3  # what is planned in more places is a step that comes again and again
NEXT = 2  # lines between the entries of one list
SLACK = 1.1  # 90 days are three months
RELATIVE = frozenset({"day", "week", "month", "quarter", "half", "year"})


class Place(Struct, frozen=True):
    """A piece with the time of the innermost dated part of the plan around it; `kind` says how it speaks of the work."""

    piece: Piece
    window: Window
    dated: Item
    kind: str  # "plan", "summary", "milestone" or "part"

    @property
    def span(self) -> Span:
        return self.piece.span


def broken_promises(roadmap: Roadmap, lists: Sequence[Listed]) -> Iterator[tuple[Place, Place]]:
    """Promises that come too early, or at another time, each with the first place that plans its work."""
    by_terms: dict[frozenset[str], list[Place]] = defaultdict(list)
    for place in _places(roadmap, lists):
        by_terms[place.piece.terms].append(place)
    for group in by_terms.values():
        planned = [place for place in group if place.kind == "plan"]
        for promise in group:
            if promise.kind != "plan" and len(group) <= MOST_PLACES and planned and all(_too_soon(promise, work) for work in planned):
                yield promise, planned[0]
                break


def _places(roadmap: Roadmap, lists: Sequence[Listed]) -> Iterator[Place]:
    """The named entries of dated parts of the plan: items of work, and other entries of lists."""
    dated = on_one_scale(roadmap)
    if len(dated) < LEAST_DATED:
        return
    entries = [(piece, item, around) for piece, item in _entries(roadmap, lists) if (around := _innermost(dated, piece.span.line, item))]
    named = {piece.span.line: piece for piece in compared_by_name(tuple(piece for piece, _, _ in entries), roadmap.language)}
    for piece, item, around in entries:
        known = named.get(piece.span.line)
        if known and around.window and len(known.terms) >= LEAST_TERMS and not recurs(known) and known.status != "done":
            yield Place(known, around.window, around, _kind(roadmap, known, item, around))


def _entries(roadmap: Roadmap, lists: Sequence[Listed]) -> Iterator[tuple[Piece, Item | None]]:
    document = roadmap.document
    beside = {entry.line for lead, entries in lists if topic_of(lead.text.strip(" :：")) in NO_WORK for entry in entries}
    lines = set(beside)
    for item in roadmap.items:
        if item.kind in WORK and item.span.line not in beside and not is_beside(item.headings):
            lines.add(item.span.line)
            yield _piece(roadmap, item.span.line, lead_of(item.title), item.headings, item.status), item
    for block in document.blocks:
        listed = block.kind == "item" and block.line not in lines
        rows = [row for row in block.rows if not row.header and row.line not in lines]
        headings = document.heading_path(block) if listed or rows else ()
        if not headings or is_beside(headings):
            continue
        if listed:
            yield _piece(roadmap, block.line, lead_of(block.text), headings, "done" if block.checked else ""), None
        for row in rows:
            yield _piece(roadmap, row.line, lead_of(row.cells[0].text), headings, ""), None


def _piece(roadmap: Roadmap, line: int, label: str, headings: tuple[str, ...], status: str) -> Piece:
    words = frozenset(label.casefold().split())
    return Piece(label[:LONGEST], frozenset(), words, roadmap.document.span(line), headings=headings, status=status)


def on_one_scale(roadmap: Roadmap) -> list[Item]:
    """Items that have a time of their own on a scale that all of the plan shares: none of weeks that begin anew in each phase."""
    own = [item for item in roadmap.items if item.window and not item.window_inherited and period_of(item.window)]
    first = [item for item in own if item.window and item.window.first is not None and item.window.first <= 1]
    local = {unit for unit, count in Counter(_begun(own, first)).items() if count > 1} | set(_gone_back(own))
    return [item for item in own if item.window and item.window.unit not in local]


def _begun(own: list[Item], first: list[Item]) -> Iterator[str]:
    """The unit of each scale that begins under another dated part of the plan."""
    seen: set[tuple[str, str]] = set()
    for item in first:
        around = _innermost([one for one in own if one.window != item.window and one not in first], item.span.line, None)
        if item.window is None or around is None or around.window is None or (item.window.unit, around.key) in seen:
            continue
        seen.add((item.window.unit, around.key))
        if item.window.unit in ("day", "week") and around.window.is_relative and (around.window.first or 0) > 1:
            yield from (item.window.unit, item.window.unit)  # day 1 of week 4
        elif not restates(item.headings):
            yield item.window.unit


def _gone_back(own: list[Item]) -> Iterator[str]:
    """The unit of days or weeks that go back from one line of a list to the next: they count from the line above them."""
    for one, other in pairwise(sorted(own, key=lambda item: item.span.line)):
        first, second = one.window, other.window
        near = other.span.line - one.span.line <= NEXT and one.headings == other.headings
        if near and first and second and first.unit == second.unit in ("day", "week") and (second.first or 0) < (first.first or 0):
            yield first.unit


def _innermost(dated: list[Item], line: int, own: Item | None) -> Item | None:
    around = [item for item in dated if item.span.line <= line <= item.end_line and (item.span.line < line or item is own)]
    return max(around, key=lambda item: item.span.line, default=None)


def _kind(roadmap: Roadmap, piece: Piece, item: Item | None, around: Item) -> str:
    if pattern("promising").search(" ".join(piece.headings[-2:])):
        return "milestone"
    if restates(piece.headings):
        return "summary"
    parent = roadmap.by_key.get(item.parent) if item else None
    if parent is not None and parent.kind in WORK and parent is not around and item is not None and item.kind in WORK and not item.id:
        return "part" if pattern("releasing").search(parent.title) else "plan"
    return "plan"


def _too_soon(promise: Place, work: Place) -> bool:
    first, second = _scaled(promise.window), _scaled(work.window)
    if first is None or second is None or promise.dated is work.dated or stage_words(promise.piece) != stage_words(work.piece):
        return False
    if promise.kind == "summary":
        return before(first, second) or before(second, first)
    if promise.window.unit == work.window.unit:
        return ends_too_early(first, second)
    return ends_too_early(first, second) and (first.end or 0) * SLACK < (second.earliest_end or 0)


def _scaled(window: Window) -> Period | None:
    """The period of a window; days, weeks and months of one plan are counted from the same start."""
    period = period_of(window)
    if period is None or window.unit not in RELATIVE:
        return period
    return Period("plan", period.start, period.latest_start, period.earliest_end, period.end)
