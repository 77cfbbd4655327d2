"""One of several parts in a row is dated against their order, or at the time of its neighbour.

Claim: parts side by side (headings, labels, entries, rows) have a time each and follow one another, all but one: that one lies between
two others and not where it stands, or has the time of the part before it, or runs into the next one, where no other pair overlaps.

Why it matters: either the order or the time is wrong, and whoever plans by the one misses the other.

Flagged:

    ### Weeks 1-2: Survey

    Rooms and lines.

    ### Weeks 5-6: Wiring

    Two floors.

    ### Weeks 3-4: Order of cables

    By mail.

    ### Weeks 7-8: Tests

    All sockets.

Fine:

    ### Weeks 1-2: Survey

    Rooms and lines.

    ### Weeks 3-4: Order of cables

    By mail.

    ### Weeks 5-6: Wiring

    Two floors.

    ### Weeks 7-8: Tests

    All sockets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.extract.wording.words import kind_of
from agent.model.finding import Computation
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.runs import Run, Step

FEWEST = 3
CLEAN_SHARE = 0.5  # of the pairs
FEWEST_MOMENTS = 5
NUMBERED = expression(r"(?:^\W*(?:\d+(?:\.\d+)+\s+)?|[:：]\s?)(?:([^\W\d_]{3,})\s?)?(\d{1,2})\b(?!\s?[-–.]\s?\d)")
TOO_WIDE = "year"
TIMED = frozenset({"phase", "milestone"})
SLACK = {"week": 7, "month": 31, "quarter": 92, "half": 183, "year": 366}  # days: both may share the month in which one ends


def _find(view: View) -> Iterator[Draft]:
    parts: list[Part] = []
    seen: set[int] = set()
    for run in view.runs:
        for draft, step in _judge(view, run):
            if step.line not in seen:
                seen.add(step.line)
                parts.append(Part(draft, f'"{shortened(step.text.strip())}"'))
    yield from bundled(parts, "{count} parts do not follow one another in time as the others do")


def _judge(view: View, run: Run) -> Iterator[tuple[Draft, Step]]:
    steps = run.steps
    odd = _misplaced(run)
    if odd is not None:
        step, after = odd
        yield _turned(view, step, after), step
        return
    pairs = list(pairwise(steps))
    clean = sum(one.last <= other.first and one.first < other.first for one, other in pairs)
    if len(steps) < FEWEST or clean < len(pairs) * CLEAN_SHARE:
        return
    for at, (one, other) in enumerate(pairs):
        following = steps[at + 2] if at + 2 < len(steps) else None
        if _overlap(run, one, other, following):
            yield _beside(view, one, other, len(steps)), other


def _misplaced(run: Run) -> tuple[Step, Step] | None:
    """The step that stands behind or before others although its time lies between theirs, and the one it should follow or precede."""
    steps = run.steps
    falls = [at for at, (one, other) in enumerate(pairwise(steps)) if other.first < one.first]
    if len(falls) != 1 or len({step.window.precision for step in steps}) != 1:
        return None
    at = falls[0]
    if len(steps) < FEWEST:
        listed = run.kind in ("heading", "label") and run.unit and all(step.leading for step in steps)
        return (steps[1], steps[0]) if steps[1].last < steps[0].first and (listed or _count_on(*steps)) else None
    moments = not any(step.last - step.first > (0 if run.unit else SLACK.get(step.window.precision, 0)) for step in steps)
    few = len(steps) < FEWEST_MOMENTS or run.kind == "row"  # the starts of works side by side come in any order
    if moments and run.kind != "heading" and few and not all(step.leading for step in steps):
        return None
    for odd in (at + 1, at):
        rest = [step for number, step in enumerate(steps) if number != odd]
        if all(_follows(one, other) for one, other in pairwise(rest)) and _fits(steps[odd], rest):
            return steps[odd], steps[at if odd == at + 1 else at + 1]
    return None


def _follows(one: Step, other: Step) -> bool:
    return one.last <= other.first and one.first < other.first


def _fits(step: Step, rest: Sequence[Step]) -> bool:
    """Whether a step lies in a gap between two others, or before or behind all that count up by number."""
    return any(_follows(one, step) and _follows(step, other) for one, other in pairwise(rest)) or (
        _count_on(*_neighbours(step, rest)) and (step.last <= rest[0].first or step.first >= rest[-1].last)
    )


def _neighbours(step: Step, rest: Sequence[Step]) -> tuple[Step, Step]:
    before = [other for other in rest if other.line < step.line]
    return (before[-1], step) if before else (step, rest[0])


def _count_on(one: Step, other: Step) -> bool:
    """Whether two names count up: "Phase 1", "Phase 2"."""
    first, second = NUMBERED.search(one.name), NUMBERED.search(other.name)
    return bool(first and second and (first[1] or "").casefold() == (second[1] or "").casefold() and int(first[2]) < int(second[2]))


def _overlap(run: Run, one: Step, other: Step, following: Step | None) -> bool:
    """Whether the second has the time of the first, or begins well before it ends; of moments, where the next one leaves its place free."""
    if one.window.precision != other.window.precision or run.unit == TOO_WIDE or not _in_sequence(one, other):
        return False
    if (one.first, one.last) == (other.first, other.last):
        exact = one.last > one.first and (run.unit or one.window.precision == "day")
        return bool(exact) or (following is not None and following.first > one.last + max(1.0, one.last - one.first))
    return one.first <= other.first < one.last - SLACK.get(one.window.precision, 0)


def _in_sequence(one: Step, other: Step) -> bool:
    """Whether the two are parts that follow one another by their names: they are called by their time, or count up as phases do."""
    if one.leading and other.leading:
        return True
    word = NUMBERED.search(one.name)
    return _count_on(one, other) and word is not None and (word[1] is None or kind_of(word[1]) in TIMED)


def _turned(view: View, step: Step, other: Step) -> Draft:
    order = "after" if step.line > other.line else "before"
    name, near = shortened(step.text.strip()), shortened(other.text.strip())
    says = "earlier" if order == "after" else "later"
    return Draft(
        f'"{name}" stands {order} "{near}", but its time ({written(step.window)}) is {says} than {written(other.window)}',
        (*spans(view, step), *spans(view, other)),
        key=f"{step.name.casefold()}|{other.name.casefold()}",
        computation=Computation(
            formula=f"{written(step.window)} {'<' if order == 'after' else '>'} {written(other.window)}",
            expected=f"{order} {written(other.window)}",
            stated=written(step.window),
        ),
        suggestion="correct one of the two times, or the order",
    )


def _beside(view: View, one: Step, other: Step, count: int) -> Draft:
    same = (one.first, one.last) == (other.first, other.last)
    what = f"has the same time as ({written(one.window)})" if same else f"({written(other.window)}) begins before the end of"
    return Draft(
        f'"{shortened(other.text.strip())}" {what} "{shortened(one.text.strip())}"'
        f"{'' if same else f' ({written(one.window)})'}, while the other parts follow one another",
        (*spans(view, other), *spans(view, one)),
        key=f"{one.name.casefold()}|{other.name.casefold()}",
        computation=Computation(
            formula=f"{written(one.window)}, {written(other.window)}",
            expected=f"one after the other, as most of the {count} parts",
            stated=written(other.window),
        ),
        suggestion="correct one of the two times, or say that they run beside each other",
    )


def spans(view: View, step: Step) -> tuple[Span, ...]:
    """The line that tells the time, and the one that names the part where that is another."""
    return tuple(view.document.span(line) for line in dict.fromkeys((step.place, step.line)))


RULE = Rule("RA422", "out-of-turn", "schedule", "question", "computed", _find, __doc__)
