"""A step is planned for a time that the part of the plan around it does not have.

Claim: a heading, a label or an entry tells a time in weeks, months or days of the plan, the heading or label around it does, too, and the
step fits neither into that time nor into its length, counted anew from the start of the part. Where most steps of a part leave it, its
time is not theirs and nothing is said.

Why it matters: the part ends before its last step, or the step belongs to another one.

Flagged:

    ## Stage 2: Training (months 7-12)

    - Month 7: trainers
    - Month 9: first course
    - Month 14: examination

Fine:

    ## Stage 2: Training (months 7-12)

    - Month 7: trainers
    - Month 9: first course
    - Month 12: examination
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.frames import framed
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.runs import Step

SIZES = {
    "day": (1.0,),
    "week": (7.0, 5.0),
    "month": (30.4375, 28.0, 30.0),
    "quarter": (91.3125, 84.0, 90.0),
    "year": (365.25, 336.0, 360.0),
}
GRACE = {"week": 6.0, "month": 6.0, "quarter": 6.0, "half": 6.0, "year": 6.0}  # days
MOST_LEAVING = {True: 2, False: 3}  # of how many steps one may leave the part, on the scale of the plan and on the calendar
ROUND = {"day": 1, "week": 7, "month": 30}  # days of a unit, as who plans "the next 90 days" counts them
EXACT = 1.0  # units that mixed scales may differ by


def _find(view: View) -> Iterator[Draft]:
    inside: dict[Step, list[Step]] = defaultdict(list)
    title = next((block.line for block in view.document.blocks if block.kind == "heading" and block.depth == 1), 0)
    for step, frame in framed(view.scanned):
        if frame.place != title and _is_comparable(step, frame):  # a paper for one week looks ahead to the next ones
            inside[frame].append(step)
    parts = []
    for frame, steps in inside.items():
        leaving = _leaving(steps, frame)
        if len(leaving) * MOST_LEAVING[bool(frame.window.unit)] <= len(steps) or len(steps) == 1 == bool(frame.window.unit):
            parts += [Part(_draft(view, step, frame), f'"{shortened(step.text.strip())}"') for step in leaving]
    yield from bundled(parts, "{count} steps lie outside the time of the part they stand in")


def _is_comparable(step: Step, frame: Step) -> bool:
    """Whether the time around a step is wider than a day, and the step's own no year that says what the work is about."""
    if frame.window.unit:
        return step.window.unit != "year"
    return frame.last - frame.first > step.last - step.first and step.window.precision != "year" and not step.window.inferred


def _leaving(steps: Sequence[Step], frame: Step) -> list[Step]:
    """The steps that do not lie in the time around them, be it counted on from the start of the plan or anew.

    On the calendar what ends in front of a part may be told of in it ("as of 3 May"), where it is not what a line begins with.
    """
    if frame.window.unit:
        return [step for step in steps if _is_behind(step, frame) or not (_fits(step, frame, anew=False) or _fits(step, frame, anew=True))]
    behind = [step for step in steps if step.last > frame.last + _grace(step)]
    return behind + [step for step in steps if step.leading and step not in behind and step.first < frame.first - _grace(step)]


def _is_behind(step: Step, frame: Step) -> bool:
    """Whether a step begins when the next so many days or weeks are over: "month 2" in "next 30 days"."""
    inner, outer = ROUND.get(step.window.unit, 0), ROUND.get(frame.window.unit, 0)
    return bool(frame.first == 0 and inner and outer) and (step.first - 1) * inner >= frame.last * outer


def _grace(step: Step) -> float:
    return GRACE.get(step.window.precision, 0.0)


def _fits(step: Step, frame: Step, *, anew: bool) -> bool:
    """Whether a step lies within the time around it, counted on from the start of the plan, or within its length, counted anew."""
    for inner, outer in _scales(step.window.unit, frame.window.unit):
        slack = 0.0 if step.window.unit == frame.window.unit else inner * EXACT
        first, last = (step.first - 1) * inner, step.last * inner
        begin, end = ((frame.first - 1) * outer, frame.last * outer) if not anew else (-outer, (frame.last - frame.first + 1) * outer)
        if begin - slack <= first + inner and last <= end + slack:
            return True
    return False


def _scales(inner: str, outer: str) -> Iterator[tuple[float, float]]:
    """The days that a unit of either scale may have."""
    if inner == outer:
        yield 1.0, 1.0
        return
    for small in SIZES.get(inner, ()):
        for large in SIZES.get(outer, ()):
            yield small, large


def _draft(view: View, step: Step, frame: Step) -> Draft:
    return Draft(
        f'"{shortened(step.text.strip())}" lies outside the time of "{shortened(frame.text.strip())}": {written(step.window)} is not within'
        f" {written(frame.window)}",
        tuple(view.document.span(line) for line in dict.fromkeys((step.place, frame.place))),
        key=f"{step.name.casefold()}|{frame.name.casefold()}",
        computation=Computation(
            formula=f"{written(step.window)}, {written(frame.window)}",
            expected=f"within {written(frame.window)}",
            stated=written(step.window),
        ),
        suggestion="correct one of the two times, or move the step to the part that has its time",
    )


RULE = Rule("RA423", "beyond-its-part", "schedule", "question", "computed", _find, __doc__)
