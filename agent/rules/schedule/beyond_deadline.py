"""An entry goes on beyond its own deadline.

Claim: a line, row or heading says from which day to which day something is worked on, a field of the same thing that is labelled as its
deadline names one day, and the work ends after that day.

Why it matters: the work was moved and the deadline was not, or the deadline cannot be kept.

Flagged:

    ## Berth booking (2026-03-02 to 2026-03-20)

    - Owner: Ines
    - Deadline: 2026-03-13

Fine:

    ## Berth booking (2026-03-02 to 2026-03-20)

    - Owner: Ines
    - Deadline: 2026-03-20
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from agent.model.finding import Computation
from agent.model.roadmap import Fact, Item
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import name_of
from agent.rules.reading.vocabulary import pattern


def _find(view: View) -> Iterator[Draft]:
    parts = []
    for item in view.roadmap.items:
        ends = [(fact, day) for fact in item.all("end") if (day := _one_day(fact))]
        limits = [(fact, day) for fact, day in ends if pattern("deadline_label").search(fact.label)]
        courses = [(fact, end) for fact in item.all("window") if (end := _end(fact))] if limits else []
        courses += [end for end in ends if end not in limits] if item.all("start") else []
        late = [(course, end, limit, day) for limit, day in limits for course, end in courses if end > day]
        if late and len({day for _, day in limits}) == 1:
            parts.append(Part(_draft(item, *late[0]), f"{name_of(item)} (line {late[0][2].span.line})"))
    yield from bundled(parts, "{count} entries go on beyond their own deadlines")


def _one_day(fact: Fact) -> date | None:
    windows = fact.windows
    return windows[0].end if len(windows) == 1 and windows[0].precision == "day" and windows[0].start == windows[0].end else None


def _end(fact: Fact) -> date | None:
    """The last day of a stretch of days; a single day may be that of anything."""
    windows = fact.windows
    plain = len(windows) == 1 and windows[0].precision == "day" and windows[0].start != windows[0].end and not windows[0].open_ended
    return windows[0].end if plain and not fact.role and not fact.scenario else None


def _draft(item: Item, course: Fact, end: date, limit: Fact, day: date) -> Draft:
    return Draft(
        f"{name_of(item)} ends on {end}, after its own deadline of {day}",
        tuple(dict.fromkeys((course.span, limit.span))),
        key=f"{item.key}|deadline",
        computation=Computation(formula=f"{end} > {day}", expected=f"by {day}", stated=str(end)),
        suggestion=f"let it end by {day}, or move the deadline",
    )


RULE = Rule("RA436", "beyond-deadline", "schedule", "question", "computed", _find, __doc__)
