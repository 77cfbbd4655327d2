"""Two places plan nearly the same piece of work.

Claim: the distinctive words of one planned thing are those of another with at most two words more, or most of their weight is
shared, where words that few pieces of the plan use weigh more. What differs by a stage ("pilot", "v2", "extend") is no overlap, and
documents that tell how something is done or tested, or report on it, plan none. All places that are close to each other are one finding,
the closest first, and at most eight are reported.

Why it matters: work under two names is found late, usually when both teams present the same screen.

Flagged:

    ## Checkout

    - [ ] Cost optimization recommendations
    - [ ] Volume discounts

    ## Insights

    - [ ] Weekly cost optimization recommendations
    - [ ] Trend lines

Fine:

    ## Checkout

    - [ ] Cost optimization recommendations
    - [ ] Volume discounts

    ## Insights

    - [ ] Content recommendations for readers
    - [ ] Trend lines
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.overlap.groups import (
    apart,
    candidates,
    closeness,
    evidence_of,
    grouped,
    is_another_thing,
    is_named_by_place,
    key_of,
    restates_work,
    stages_around,
    told,
    weights_of,
    where,
    without_restated,
)
from agent.rules.reading.naming import listed
from agent.rules.reading.pieces import Piece, is_parked, recurs, short_label
from agent.rules.reading.reported import is_procedure, is_report
from agent.rules.reading.scopes import stages_in

LEAST_SHARED = 2
MOST_FOUND = 8
NAMED = 3


def _find(view: View) -> Iterator[Draft]:
    if is_procedure(view.document) or is_report(view.document):
        return  # steps of several procedures, and what was done in several places
    pieces = [piece for piece in view.plans.compared(view.roadmap) if not is_parked(piece)]
    weights = weights_of(pieces)
    close = [(closeness(one, other, weights), one, other) for one, other in candidates(pieces) if _may_meet(one, other)]
    near = sorted((entry for entry in close if entry[0] > 0), key=lambda entry: (-entry[0], entry[1].span.line, entry[2].span.line))
    kept = without_restated([(one, other) for _, one, other in near if not restates_work(view.roadmap, one, other)], pieces)
    groups = [group for group in told(grouped(kept[:MOST_FOUND])) if _is_planned_twice(view, group[0], group[-1])]
    parts = [Part(_draft(view, group), _name(group)) for group in groups]
    yield from bundled(parts, "{count} groups of places may plan the same work")


def _name(group: Sequence[Piece]) -> str:
    return f'"{short_label(group[0])}" and "{short_label(group[-1])}" (lines {group[0].span.line} and {group[-1].span.line})'


def _may_meet(one: Piece, other: Piece) -> bool:
    if len(one.terms & other.terms) < LEAST_SHARED or one.terms == other.terms or "done" in (one.status, other.status):
        return False  # most pairs
    if one.place == other.place or recurs(one) or recurs(other) or not apart(one, other):
        return False
    crossed = not (one.terms <= other.terms or other.terms <= one.terms)
    if is_named_by_place(one, other) or (crossed and one.headings == other.headings) or is_another_thing(one, other):
        return False  # entries of one list that are made alike, or a thing and what is made of it
    return stages_in(one) == stages_in(other)


def _is_planned_twice(view: View, one: Piece, other: Piece) -> bool:
    """Whether both are to be ticked off, or belong to two stages or numbered parts of the plan: bare lines side by side only describe."""
    owners = [view.roadmap.by_key.get(piece.owner) for piece in (one, other)]
    numbered = one.owner != other.owner and all(owner is not None and owner.id for owner in owners)
    return bool(one.status and other.status) or numbered or len(stages_around(view.roadmap, (one, other)) - {""}) > 1


def _draft(view: View, group: Sequence[Piece]) -> Draft:
    named = [f'"{" ".join(piece.label.split())}" ({where(piece, view.roadmap)})' for piece in group[:NAMED]]
    more = [f"{len(group) - NAMED} more"] if len(group) > NAMED else []
    return Draft(
        f"these may be the same work: {listed(named + more)}",
        evidence_of(group),
        key=key_of(group),
        suggestion="say how they differ, or plan it once",
    )


RULE = Rule("RA502", "close-scope", "overlap", "question", "rule", _find, __doc__)
