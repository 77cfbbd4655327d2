"""Something is dated outside the period it is planned in.

Claim: an item has dates of its own, its phase or section has too, and the item starts before the section's period or ends after it.

Why it matters: the item is counted in one period and delivered in another.

Flagged:

    ## Q2 2026

    - **K1 Search**: in production by 12 June 2026
    - **K2 Billing**: in production by 17 July 2026

Fine:

    ## Q2 2026

    - **K1 Search**: in production by 12 June 2026
    - **K2 Billing**: in production by 26 June 2026
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.model.roadmap import Item
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written
from agent.rules.reading.vocabulary import pattern

GRACE = {"day": 0, "week": 6, "month": 6, "quarter": 6, "half": 6, "year": 6}
YEAR = expression(r"(?<![\d-])20\d\d(?![\d-])")
KINDS = frozenset({"initiative", "task", "milestone", "deliverable"})


def _find(view: View) -> Iterator[Draft]:
    children: dict[str, list[Item]] = defaultdict(list)
    for item in view.roadmap.items:
        if item.parent and item.window and not item.window_inherited:
            children[item.parent].append(item)
    for key, inside in children.items():
        parent = view.roadmap.by_key.get(key)
        if parent is None or parent.window is None or parent.window_inherited or pattern("open_end").search(parent.span.quote):
            continue
        place = _place(parent).line - 1
        if len(YEAR.findall(view.document.raw_lines[place])) > 1:
            continue  # the line shows an axis of years
        leaving = [(item, side) for item in inside if item.window and (side := _side(item.window, parent.window))]
        if len(leaving) * 2 <= len(inside):  # where most leave it, the period is not theirs
            for item, side in leaving:
                if item.window and item.kind in KINDS and not _is_subject(item.window, parent.window):
                    yield _draft(item, parent, item.window, parent.window, side)


def _is_subject(inner: Window, outer: Window) -> bool:
    """Whether a bare year inside a quarter says what the work is about: the budget of 2027 is prepared in 2026."""
    return inner.precision == "year" and outer.precision != "year"


def _side(inner: Window, outer: Window) -> str:
    """Where the inner window leaves the outer one: "after", "before" or ""."""
    if inner.is_relative or outer.is_relative or outer.open_ended or outer.precision == "day":
        return ""
    grace = timedelta(days=GRACE.get(inner.precision, 0))
    if inner.end and outer.end and not inner.open_ended and inner.end > outer.end + grace:
        return "after"
    if inner.start and outer.start and inner.start < outer.start - grace:
        return "before"
    return ""


def _draft(item: Item, parent: Item, inner: Window, outer: Window, side: str) -> Draft:
    verb = "ends after" if side == "after" else "starts before"
    return Draft(
        f"{name_of(item)} ({written(inner)}) {verb} the period of {name_of(parent)} ({written(outer)})",
        (_place(item), _place(parent)),
        key=item.key,
        computation=Computation(
            formula=f"{inner.end} > {outer.end}" if side == "after" else f"{inner.start} < {outer.start}",
            expected=f"within {outer.start} to {outer.end}",
            stated=written(inner),
        ),
        suggestion=f"correct the date, or move it out of {name_of(parent)}",
    )


def _place(item: Item) -> Span:
    for attribute in ("end", "window", "start"):
        if fact := next((fact for fact in item.all(attribute) if fact.windows), None):
            return fact.span
    return item.span


RULE = Rule("RA407", "outside-its-period", "schedule", "question", "computed", _find, __doc__)
