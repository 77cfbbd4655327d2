"""One of several parts in a row is dated against their order, or at the time of its neighbour.

Claim: parts side by side (headings, labels, entries, rows) have a time each and follow one another, all but one: that one lies between
two others and not where it stands, or has the time of the part before it, or runs into the next one, where no other pair of the document
does and nothing is said to run in parallel, or has any other time while just its length is missing between its neighbours.

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

from agent.extract.wording.words import kind_of
from agent.model.finding import Computation
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.naming import shortened
from agent.rules.reading.period import written
from agent.rules.reading.runs import Run, Step, counted_on
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
CLEAN_SHARE = 0.5  # of the pairs
FEWEST_MOMENTS = 5
HALF_A_YEAR = 183
TOO_WIDE = "year"
TIMED = frozenset({"phase", "milestone"})
SLACK = {"week": 7, "month": 31, "quarter": 92, "half": 183, "year": 366}  # days: both may share the month in which one ends


def _find(view: View) -> Iterator[Draft]:
    parts: dict[int, Part] = {}
    beside: dict[int, Part] = {}
    for run in view.runs:
        odd = _odd(view, run)
        for draft, step in (odd,) if odd else _overlaps(view, run):
            (parts if odd else beside).setdefault(step.line, Part(draft, f'"{shortened(step.text.strip())}"'))
    if len(beside) == 1:  # of several parts that overlap one says that the plan is made so
        parts = {**beside, **parts}
    yield from bundled([parts[line] for line in sorted(parts)], "{count} parts do not follow one another in time as the others do")


def _odd(view: View, run: Run) -> tuple[Draft, Step] | None:
    """The part that stands in another place than its time."""
    hole = _beside_its_hole(run)
    if hole is not None:
        return _elsewhere(view, run, hole), run.steps[hole]
    odd = _misplaced(run)
    return (_turned(view, *odd), odd[0]) if odd is not None else None


def _overlaps(view: View, run: Run) -> Iterator[tuple[Draft, Step]]:
    """The parts that begin before the one in front of them ends."""
    steps = run.steps
    pairs = list(pairwise(steps))
    clean = sum(one.last <= other.first and one.first < other.first for one, other in pairs)
    if len(steps) < FEWEST or clean < len(pairs) * CLEAN_SHARE:
        return
    for at, (one, other) in enumerate(pairs):
        following = steps[at + 2] if at + 2 < len(steps) else None
        if _overlap(run, one, other, following) and not any(pattern("side_by_side").search(step.text) for step in (one, other)):
            yield _beside(view, one, other, len(steps)), other


def _misplaced(run: Run) -> tuple[Step, Step] | None:
    """The step that stands behind or before others although its time lies between theirs, and the one it should follow or precede."""
    steps = run.steps
    falls = [at for at, (one, other) in enumerate(pairwise(steps)) if other.first < one.first]
    if len(falls) != 1 or len({step.window.precision for step in steps}) != 1:
        return None
    at = falls[0]
    if _turns_year(steps[at], steps[at + 1]):
        return None
    if len(steps) < FEWEST:
        listed = run.kind in ("heading", "label") and run.unit and all(step.leading for step in steps)
        counted = counted_on(steps[0].name, steps[1].name) is not None
        return (steps[1], steps[0]) if steps[1].last < steps[0].first and (listed or counted) else None
    moments = not any(step.last - step.first > (0 if run.unit else SLACK.get(step.window.precision, 0)) for step in steps)
    few = len(steps) < FEWEST_MOMENTS or run.kind == "row"  # the starts of works side by side come in any order
    if moments and run.kind != "heading" and few and not all(step.leading for step in steps):
        return None
    for odd in (at + 1, at):
        rest = [step for number, step in enumerate(steps) if number != odd]
        if all(_follows(one, other) for one, other in pairwise(rest)) and (_fits(steps[odd], rest) or _leaves_room(steps, odd)):
            return steps[odd], steps[at if odd == at + 1 else at + 1]
    return None


def _beside_its_hole(run: Run) -> int | None:
    """The step whose place is free: the others follow one another, and between its neighbours just its length is missing."""
    steps = run.steps
    if not run.unit or run.unit == TOO_WIDE:
        return None
    found = [at for at in range(1, len(steps) - 1) if _is_free(steps, at)]
    return found[0] if len(found) == 1 else None


def _is_free(steps: Sequence[Step], at: int) -> bool:
    step, before, behind = steps[at], steps[at - 1], steps[at + 1]
    if before.last < step.first and step.last < behind.first:
        return False  # it stands in its place
    if behind.first - before.last - 1 != step.last - step.first + 1:
        return False
    rest = (*steps[:at], *steps[at + 1 :])
    if any(other.first <= one.last for one, other in pairwise(rest)):
        return False
    tight = all(other.first == one.last + 1 for one, other in pairwise(rest) if one is not before)
    moment = step.first == step.last
    if not tight or len(steps) < (FEWEST_MOMENTS - 1 if moment else FEWEST):
        return len(steps) >= FEWEST_MOMENTS and all(one.leading for one in steps)
    return not moment or steps[0].kind == "heading" or all(one.leading for one in steps) or len(steps) >= FEWEST_MOMENTS


def _turns_year(one: Step, other: Step) -> bool:
    """Whether January follows December: neither says of which year it is."""
    return one.window.inferred and other.window.inferred and one.first - other.first > HALF_A_YEAR


def _follows(one: Step, other: Step) -> bool:
    return one.last <= other.first and one.first < other.first


def _fits(step: Step, rest: Sequence[Step]) -> bool:
    """Whether a step lies in a gap between two others, or before or behind all that count up by number."""
    return any(_follows(one, step) and _follows(step, other) for one, other in pairwise(rest)) or (
        _count_on(*_neighbours(step, rest)) and (step.last <= rest[0].first or step.first >= rest[-1].last)
    )


def _leaves_room(steps: Sequence[Step], at: int) -> bool:
    """Whether a step counts on from the one before it and to the next, its time is over before the one and there is room between both."""
    if not 0 < at < len(steps) - 1:
        return False
    before, step, behind = steps[at - 1 : at + 2]
    return _count_on(before, step) and _count_on(step, behind) and step.last < before.first and before.last + 1 < behind.first


def _neighbours(step: Step, rest: Sequence[Step]) -> tuple[Step, Step]:
    before = [other for other in rest if other.line < step.line]
    return (before[-1], step) if before else (step, rest[0])


def _count_on(one: Step, other: Step) -> bool:
    return counted_on(one.name, other.name) is not None


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
    word = counted_on(one.name, other.name)
    return word is not None and (not word or kind_of(word) in TIMED)


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


def _elsewhere(view: View, run: Run, at: int) -> Draft:
    before, step, behind = run.steps[at - 1 : at + 2]
    missing = f"{before.last + 1:g}" if before.last + 2 == behind.first else f"{before.last + 1:g}-{behind.first - 1:g}"
    return Draft(
        f'"{shortened(step.text.strip())}" stands between {written(before.window)} and {written(behind.window)}, '
        f"where {run.unit} {missing} is missing, but its time is {written(step.window)}",
        (*spans(view, step), *spans(view, before), *spans(view, behind)),
        key=f"{step.name.casefold()}|{before.name.casefold()}",
        computation=Computation(
            formula=f"{written(before.window)}, {written(step.window)}, {written(behind.window)}",
            expected=f"{run.unit} {missing}",
            stated=written(step.window),
        ),
        suggestion=f"correct the time to {run.unit} {missing}, or say why nothing is planned for it",
    )


def _beside(view: View, one: Step, other: Step, count: int) -> Draft:
    same = (one.first, one.last) == (other.first, other.last)
    later, earlier = f'"{shortened(other.text.strip())}"', f'"{shortened(one.text.strip())}"'
    what = (
        f"{later} has the same time ({written(one.window)}) as {earlier}"
        if same
        else f"{later} ({written(other.window)}) begins before the end of {earlier} ({written(one.window)})"
    )
    return Draft(
        f"{what}, while the other parts follow one another",
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
