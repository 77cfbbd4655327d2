"""A change in a table is not the one that its row shows.

Claim: a table has a column of what is or was, one of what is aimed at or came of it, and one of the change ("Before", "After", "Change");
in a row the change is none between the two: neither the difference nor the percentage or multiple of it, of the one or of the other.
Where no other row has its change and the header leaves open what is compared ("Savings"), nothing is said. Where the headers of the two
columns before the change say nothing of the sort ("2024", "Ropeway"), rows that have their change show what is compared.

Why it matters: the change is what is reported, and it was not taken along when a target moved.

Flagged:

    | Measure | Before | After | Change |
    |---|---:|---:|---:|
    | Visitors | 1,000 | 2,000 | +100% |
    | Donations | £10K | £25K | +100% |

Fine:

    | Measure | Before | After | Change |
    |---|---:|---:|---:|
    | Visitors | 1,000 | 2,000 | +100% |
    | Donations | £10K | £25K | +150% |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.facts import role_of
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.changes import PERCENT, change_of, change_shown, is_stated, slack_of
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.interval import Interval, exact
from agent.rules.reading.naming import shortened
from agent.rules.reading.vocabulary import pattern

FEWEST_SHOWN, MOST_BROKEN = 2, 2  # rows that show what is compared, and how many for each that does not
NEAR, WHOLE = 0.06, 0.5  # of a multiple: relative, and of a whole one
EDGES = " %()（）"  # of a header: "Change (%)"
KINDS = frozenset({"money", "count", "duration", "size", "percent", "rate", "score"})


def _find(view: View) -> Iterator[Draft]:
    for grid in view.grids:
        named = _places(grid)
        places = named or _beside(grid)
        if places is None:
            continue
        judged = [(line, fit) for line in grid.lines if (fit := _fits(line, places)) is not None]
        broken = [line for line, fit in judged if not fit]
        plain = places[0] == 1 and _names_change(grid.headers[places[2]])  # nothing else could be meant
        if named is None and len(judged) - len(broken) < (1 if plain else max(FEWEST_SHOWN, MOST_BROKEN * len(broken))):
            continue
        if len(broken) * 2 <= len(judged) or (len(broken) == 1 and _names_change(grid.headers[places[2]])):
            yield from (_draft(view, grid, line, places) for line in broken)


def _beside(grid: Grid) -> tuple[int, int, int] | None:
    """The only column of a change and the two before it, whatever these are called."""
    changes = [at for at, header in enumerate(grid.headers) if at and (_names_change(header) or pattern("change_columns").search(header))]
    return (changes[0] - 2, changes[0] - 1, changes[0]) if len(changes) == 1 and changes[0] > 2 else None


def _places(grid: Grid) -> tuple[int, int, int] | None:
    """The columns of what was, of what becomes of it and of the change between them, where each is the only one."""
    changes = [at for at, header in enumerate(grid.headers) if at and (_names_change(header) or pattern("change_columns").search(header))]
    others = [at for at in range(1, grid.width) if at not in changes]
    first = [at for at in others if _begins_with("was_columns", grid.headers[at]) or role_of(grid.headers[at]) == "baseline"]
    later = [
        at
        for at in others
        if at not in first and (_begins_with("becomes_columns", grid.headers[at]) or role_of(grid.headers[at]) == "target")
    ]
    if len(first) == 2 and not later:  # "Before", "Now"
        first, later = first[:1], first[1:]
    if len(changes) != 1 or len(first) != 1 or len(later) != 1 or changes[0] < max(first[0], later[0]):
        return None
    return first[0], later[0], changes[0]


def _begins_with(words: str, header: str) -> bool:
    return bool(pattern(words).match(header.lstrip(EDGES)))


def _names_change(header: str) -> bool:
    """Whether a header leaves no doubt that the change between the two columns is meant."""
    return bool(pattern("difference_words").fullmatch(header.strip(EDGES)))


def _fits(line: Line, places: Sequence[int]) -> bool | None:
    """Whether the change of a row is one between its two values; None where that cannot be told."""
    was, becomes, change = (line.cells[at].quantity for at in places)
    if was is None or becomes is None or change is None or line.total or (was.kind, was.unit) != (becomes.kind, becomes.unit):
        return None
    if was.kind not in KINDS or was.per != becomes.per or any(value.comparator not in ("=", "~") for value in (was, becomes, change)):
        return None
    readings = list(_readings(was, becomes, change))
    if not readings:
        return None
    slack = slack_of(change) if change.kind == "percent" else 0.0
    if change.kind == "ratio":
        slack = WHOLE if float(change.most).is_integer() else NEAR * change.most  # "3x" is no exact number
    return any(is_stated(reading, change, slack) for reading in readings)


def _readings(was: Quantity, becomes: Quantity, change: Quantity) -> Iterator[Interval]:
    one, other = allowed(was), allowed(becomes)
    grown, back = other.over(one), one.over(other)
    if (change.kind, change.unit) == (was.kind, was.unit) or (change.kind == "count" and not change.unit and was.kind != "money"):
        yield other - one
    if change.kind == "percent":
        for ratio in (grown, back):
            if ratio is not None:
                yield change_of(ratio)
                yield ratio.scaled(PERCENT)
    elif change.kind == "ratio" and change.unit == "x":
        yield from (ratio for ratio in (grown, back) if ratio is not None)
        if grown is not None:
            yield grown - exact(1.0)


def _draft(view: View, grid: Grid, line: Line, places: Sequence[int]) -> Draft:
    was, becomes, change = (line.cells[at].quantity for at in places)
    assert was is not None
    assert becomes is not None
    assert change is not None
    first, last, stated = stated_of(was), stated_of(becomes), stated_of(change)
    if change.kind == "percent" and was.least > 0:
        expected = change_shown(was.most, becomes.most)
    elif change.kind == "ratio" and was.least > 0:
        expected = f"{number(round(becomes.most / was.most, 2))}x"
    else:
        expected = amount(becomes.most - was.most, change)
    name = shortened(line.label)
    return Draft(
        f'"{name}" goes from {first} to {last}, which is a change of {expected}, but {stated} is stated',
        (row_span(view.scanned, line), view.document.span(grid.header_line)),
        key=f"{name}|{stated}",
        computation=Computation(formula=f"{first} → {last} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the two values",
    )


RULE = Rule("RA187", "change-in-row", "arithmetic", "question", "computed", _find, __doc__)
