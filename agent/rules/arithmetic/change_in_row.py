"""A change in a table is not the one that its row shows.

Claim: a table has a column of what is or was, one of what is aimed at or came of it, and one of the change ("Before", "After", "Change");
in a row the change is none between the two: neither the difference nor the percentage or multiple of it, of the one or of the other.
Where no other row has its change and the header leaves open what is compared ("Savings"), nothing is said.

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

import re
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.facts import role_of
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import columns
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.interval import Interval

HUNDRED = 100
POINTS, RELATIVE = 0.6, 0.02  # of a percentage that rounding hides
NEAR, WHOLE = 0.06, 0.5  # of a multiple: relative, and of a whole one
KINDS = frozenset({"money", "count", "duration", "size", "percent", "rate", "score"})
WAS = expression(
    r"^\W*(?:before|old|previous|prior|from|start|antes|anterior|avant|vorher|alt|prima|voor|之前|以前|变更前|導入前|前)\b", re.IGNORECASE
)
BECOMES = expression(
    r"^\W*(?:after|new|now|future|to|end|depois|despu[eé]s|novo|nuevo|apr[eè]s|nachher|neu|dopo|na|之后|变更后|導入後|後)\b", re.IGNORECASE
)
PLAIN = expression(
    r"^\W*(?:%? ?change|delta|δ|difference|diff\.?|variation|variação|variación|veränderung|änderung|differenz|écart|变化|変化|差)"
    r"\W*%?\W*$",
    re.IGNORECASE,
)
CHANGE = expression(
    r"\b(?:change|delta|improvements?|increase|reduction|decrease|growth|savings?|gain|uplift|melhoria|mejora|redução|reducción|aumento"
    r"|ahorro|economia|verbesserung|steigerung|reduktion|ersparnis|amélioration|réduction|gain)\b|提升|改善|增长|削減",
    re.IGNORECASE,
)


def _find(view: View) -> Iterator[Draft]:
    told: set[int] | None = None
    for grid in view.grids:
        places = _places(grid)
        judged = [(line, fit) for line in grid.lines if (fit := _fits(line, places)) is not None] if places else []
        broken = [line for line, fit in judged if not fit]
        held = len(judged) - len(broken)
        if not broken or (len(broken) > held and not (len(broken) == 1 and places and PLAIN.search(grid.headers[places[2]]))):
            continue
        told = {draft.evidence[0].line for draft in view.drafts(columns.RULE)} if told is None else told
        for line in broken:
            if line.line not in told and places:
                yield _draft(view, grid, line, places)


def _places(grid: Grid) -> tuple[int, int, int] | None:
    """The columns of what was, of what becomes of it and of the change between them, where each is the only one."""
    changes = [at for at, header in enumerate(grid.headers) if at and (PLAIN.search(header) or CHANGE.search(header))]
    others = [at for at in range(1, grid.width) if at not in changes]
    first = [at for at in others if WAS.search(grid.headers[at]) or role_of(grid.headers[at]) == "baseline"]
    later = [at for at in others if at not in first and (BECOMES.search(grid.headers[at]) or role_of(grid.headers[at]) == "target")]
    if len(first) == 2 and not later:  # "Before", "Now"
        first, later = first[:1], first[1:]
    if len(changes) != 1 or len(first) != 1 or len(later) != 1 or changes[0] < max(first[0], later[0]):
        return None
    return first[0], later[0], changes[0]


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
    told = allowed(change)
    size = max(abs(told.low), abs(told.high))
    slack = max(POINTS, RELATIVE * size) if change.kind == "percent" else 0.0
    if change.kind == "ratio":
        slack = WHOLE if float(change.most).is_integer() else NEAR * size  # "3x" is no exact number
    wide = (Interval(told.low - slack, told.high + slack), Interval(-told.high - slack, -told.low + slack))
    return any(one.meets(reading) for reading in readings for one in wide)


def _readings(was: Quantity, becomes: Quantity, change: Quantity) -> Iterator[Interval]:
    one, other = allowed(was), allowed(becomes)
    grown, back = other.over(one), one.over(other)
    if (change.kind, change.unit) == (was.kind, was.unit) or (change.kind == "count" and not change.unit and was.kind != "money"):
        yield other - one
    if change.kind == "percent":
        if was.kind == "percent":
            yield other - one
        for ratio in (grown, back):
            if ratio is not None:
                yield Interval((ratio.low - 1) * HUNDRED, (ratio.high - 1) * HUNDRED)
                yield ratio.scaled(HUNDRED)
    elif change.kind == "ratio" and change.unit == "x":
        yield from (ratio for ratio in (grown, back) if ratio is not None)
        if grown is not None:
            yield Interval(grown.low - 1, grown.high - 1)


def _draft(view: View, grid: Grid, line: Line, places: Sequence[int]) -> Draft:
    was, becomes, change = (line.cells[at].quantity for at in places)
    assert was is not None
    assert becomes is not None
    assert change is not None
    first, last, stated = stated_of(was), stated_of(becomes), stated_of(change)
    if change.kind == "percent" and was.least > 0:
        expected = f"{number(round((becomes.most / was.most - 1) * HUNDRED, 1))}%"
    elif change.kind == "ratio" and was.least > 0:
        expected = f"{number(round(becomes.most / was.most, 2))}x"
    else:
        expected = amount(becomes.most - was.most, change)
    name = " ".join(line.label.split()).strip("*_ ")
    return Draft(
        f'"{name}" goes from {first} to {last}, which is a change of {expected}, but {stated} is stated',
        (row_span(view.scanned, line), view.document.span(grid.header_line)),
        key=f"{name}|{stated}",
        computation=Computation(formula=f"{first} → {last} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the two values",
    )


RULE = Rule("RA187", "change-in-row", "arithmetic", "question", "computed", _find, __doc__)
