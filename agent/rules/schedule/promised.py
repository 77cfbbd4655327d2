"""Something is promised for another time than the one it is planned for.

Claim: an entry of a dated summary, milestone or list of next steps, or a part of another item, names a piece of work of the plan, and
its time is over before the work can be finished, or, in a summary, does not meet the time of the work at all. Stages of one thing and
work of every phase are left out; weeks that begin anew in each phase are not compared.

Why it matters: whoever reads only the summary or the milestone counts on a date that the plan does not hold.

Flagged:

    ## Plan

    ### Weeks 1-4: Base

    - [ ] Berth booking calendar
    - [ ] Tide tables

    ### Weeks 5-9: Invoices

    - [ ] Crane hour invoices
    - [ ] Fuel cards

    ## Quick wins

    ### Week 3 milestone

    - Crane hour invoices: sent by mail

Fine:

    ## Plan

    ### Weeks 1-4: Base

    - [ ] Berth booking calendar
    - [ ] Tide tables

    ### Weeks 5-9: Invoices

    - [ ] Crane hour invoices
    - [ ] Fuel cards

    ## Quick wins

    ### Week 9 milestone

    - Crane hour invoices: sent by mail
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import listed, name_of
from agent.rules.reading.period import written
from agent.rules.reading.promises import Place


def _find(view: View) -> Iterator[Draft]:
    parts = [_part(promise, work) for promise, work in view.broken_promises]
    yield from bundled(parts, "{count} pieces of work are promised for another time than they are planned for", most=2)


def _part(promise: Place, work: Place) -> Part:
    label = " ".join(promise.piece.label.split())
    draft = Draft(
        f'"{label}" is promised for {written(promise.window)}, but planned for {written(work.window)} ({name_of(work.dated)})',
        (promise.span, work.span, promise.dated.span, work.dated.span),
        key="|".join(sorted(promise.piece.terms)),
        suggestion="correct one of the two times, or say which part is ready first",
    )
    return Part(draft, f'"{label}" ({listed([f"line {promise.span.line}", f"line {work.span.line}"])})')


RULE = Rule("RA412", "promised-too-early", "schedule", "question", "computed", _find, __doc__)
