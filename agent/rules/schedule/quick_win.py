"""A quick win is promised before anything that could bring it.

Claim: an entry of a dated list of quick wins names a thing, some work of the plan beside that list has all words of
that name, and all such work begins after the promise is due, while other work is planned before.

Why it matters: the first promise of the plan is the one that is watched, and nothing that is planned by then can keep it.

Flagged:

    ## Plan

    ### Phase 1: Base (Weeks 1-4)

    - Berth booking
    - Tide tables

    ### Phase 2: Harbour (Weeks 5-9)

    - Crane dashboard for the harbour office
    - Fuel cards

    ## Results

    ### Week 4 Quick Wins

    - **Dashboards**: the harbour office sees the cranes

Fine:

    ## Plan

    ### Phase 1: Base (Weeks 1-4)

    - Berth booking
    - Crane dashboard for the harbour office

    ### Phase 2: Harbour (Weeks 5-9)

    - Second dashboard
    - Fuel cards

    ## Results

    ### Week 4 Quick Wins

    - **Dashboards**: the harbour office sees the cranes
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled, of_two_lines
from agent.rules.reading.period import written
from agent.rules.reading.pieces import Piece, lead_of, recurs, short_label
from agent.rules.reading.scope_words import is_stage
from agent.rules.reading.scopes import compared_by_name
from agent.rules.reading.timelines import Dated, spans_of
from agent.rules.reading.vocabulary import pattern

COLON = expression(r"[:：]")
COUNTED = expression(r"\W{0,4}\d")
FEWEST_BEFORE = 2  # pieces of work that end before the promise is due
MOST_TERMS = 4
SHORTEST = 5  # letters of a name of one word
SLACK = 1.0  # days
LEAST_TERMS = 2  # words that name a thing however short they are


class Work(Struct, frozen=True):
    """A dated line of the plan and all that it names."""

    entry: Dated
    terms: frozenset[str]


def _find(view: View) -> Iterator[Draft]:
    promises = [entry for entry in view.dated_lines if not entry.done and _promises(entry)] if view.saying("quick_wins") else []
    if not promises:
        return
    works = [_work(view, entry) for entry in view.dated_lines if not entry.beside and not _promises(entry)]
    parts = []
    for promise in promises:
        piece = _named(view, promise)
        late = _late(promise, piece, works) if piece else None
        if piece and late:
            parts.append(_part(view, promise, piece, late))
    yield from bundled(parts, "{count} results are promised before the work that brings them", most=2)


def _promises(entry: Dated) -> bool:
    return bool(pattern("quick_wins").search(" | ".join(entry.headings[-2:])))


def _work(view: View, entry: Dated) -> Work:
    return Work(entry, _terms(view, entry, f"{entry.text} {entry.more}"))


def _terms(view: View, entry: Dated, text: str) -> frozenset[str]:
    bare = Piece(text, frozenset(), frozenset(text.casefold().split()), view.document.span(entry.line), headings=entry.headings)
    return frozenset().union(*(piece.terms for piece in compared_by_name((bare,), view.roadmap.language)))


def _named(view: View, promise: Dated) -> Piece | None:
    """What a promise names: one telling word is enough."""
    label = COLON.split(promise.text, maxsplit=1)[0] if COLON.search(promise.text) else lead_of(promise.text)
    terms = frozenset(term for term in _terms(view, promise, label) if not is_stage(term))
    telling = len(terms) >= LEAST_TERMS or all(len(term) >= SHORTEST for term in terms)
    if not terms or not telling or len(terms) > MOST_TERMS or any(letter.isdigit() for letter in label):
        return None
    piece = Piece(label, terms, frozenset(label.casefold().split()), view.document.span(promise.line))
    return None if recurs(piece) else piece


def _late(promise: Dated, piece: Piece, works: Sequence[Work]) -> Dated | None:
    """The first work that the promise waits for, where none of it begins in time."""
    axis, due = promise.time.period.axis, promise.time.period.end
    others = [work for work in works if work.entry.time.timeline != promise.time.timeline]
    same = [work for work in others if work.entry.time.period.axis == axis and work.entry.time.period.start is not None]
    needed = [work.entry for work in same if piece.terms <= work.terms]
    if due is None or not needed or any((entry.time.period.start or 0.0) < due - SLACK for entry in needed):
        return None
    if any(COUNTED.match(entry.text) for entry in needed):
        return None  # "5 contracts" are no work
    plan = {entry.time.timeline for entry in needed}
    before = sum((work.entry.time.period.end or due + 1) <= due for work in same if work.entry.time.timeline in plan)
    return needed[0] if before >= FEWEST_BEFORE else None


def _part(view: View, promise: Dated, piece: Piece, work: Dated) -> Part:
    name, label = short_label(piece), " ".join(work.text.split())[:70]
    draft = Draft(
        f'"{name}" is promised for {written(promise.time.window)}, but "{label}" is planned for {written(work.time.window)}',
        spans_of(view.document, promise, work),
        key="|".join(sorted(piece.terms)),
        suggestion="promise it later, or say what brings it by then",
    )
    return of_two_lines(draft, name, promise.line, work.line)


RULE = Rule("RA417", "promised-before-work", "schedule", "question", "rule", _find, __doc__)
