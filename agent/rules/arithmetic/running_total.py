"""A running total does not go on by what is added.

Claim: a row or column of a table is called cumulative, or a balance, it goes from time to time by the figure of another row or column, at
three places at least, and at one place it does not.

Why it matters: every later figure is built on the wrong one, and the month in which the plan breaks even with it.

Flagged:

    | Month | Net | Cumulative |
    |---|---:|---:|
    | 1 | -€1,800 | -€1,800 |
    | 2 | -€1,700 | -€3,500 |
    | 3 | €900 | -€2,600 |
    | 4 | €2,400 | €200 |
    | 5 | €3,100 | €2,900 |
    | 6 | €3,300 | €6,200 |

Fine:

    | Month | Net | Cumulative |
    |---|---:|---:|
    | 1 | -€1,800 | -€1,800 |
    | 2 | -€1,700 | -€3,500 |
    | 3 | €900 | -€2,600 |
    | 4 | €2,400 | -€200 |
    | 5 | €3,100 | €2,900 |
    | 6 | €3,300 | €6,200 |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic import balance_of_columns
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.grid import Grid
from agent.rules.reading.table_series import TableSeries, columns_as_series, rows_as_series
from agent.rules.reading.vocabulary import pattern

FEWEST = 3  # places at which the total goes on as it should
KINDS = frozenset({"money", "count", "duration", "size"})


def _find(view: View) -> Iterator[Draft]:
    found = [
        draft
        for grid in view.grids
        if any(pattern("running").search(name) for name in (*grid.headers[1:], *(line.label for line in grid.lines)))
        for draft in _in_grid(view, grid)
    ]
    told = {span.line for draft in view.drafts(balance_of_columns.RULE) for span in draft.evidence} if found else set()
    yield from (draft for draft in found if draft.evidence[0].line not in told)


def _in_grid(view: View, grid: Grid) -> Iterator[Draft]:
    for every in (columns_as_series(grid), rows_as_series(grid)):
        for total in every:
            if pattern("running").search(total.name) and len(total.values) > FEWEST:
                yield from _judge(view, total, [one for one in every if one is not total])


def _judge(view: View, total: TableSeries, others: Sequence[TableSeries]) -> Iterator[Draft]:
    """The one place at which a running total breaks, by the series that it follows at most places."""
    broken: list[tuple[int, int, float, TableSeries]] = []
    for added in others:
        for sign in (1.0, -1.0):
            steps = [_goes_on(total, added, at, sign) for at in range(1, len(total.values))]
            holds, breaks = steps.count(True), [at for at, step in enumerate(steps, 1) if step is False]
            if not breaks and holds >= FEWEST:
                return
            if holds >= FEWEST and holds > len(breaks) and (at := _place(total, added, breaks, sign)):
                broken.append((holds, at, sign, added))
    if broken:
        _, at, sign, added = max(broken, key=lambda one: one[0])
        yield _draft(view, total, added, at, sign)


def _goes_on(total: TableSeries, added: TableSeries, at: int, sign: float) -> bool | None:
    """Whether a running total goes on by what is added at one place; None where a figure is missing, or nothing is added."""
    before, after, step = total.values[at - 1], total.values[at], added.values[at]
    if before is None or after is None or step is None or not _alike((before, after, step)) or not step.most:
        return None
    return (allowed(before) + allowed(step).scaled(sign)).meets(allowed(after))


def _alike(values: Sequence[Quantity]) -> bool:
    plain = all(value.kind in KINDS and not value.is_range and value.comparator in ("=", "~") for value in values)
    return plain and len({(value.kind, value.unit) for value in values}) == 1


def _place(total: TableSeries, added: TableSeries, breaks: Sequence[int], sign: float) -> int:
    """Where the one wrong figure stands: a wrong total breaks two steps, and both together are right; 0 where there are several."""
    if len(breaks) == 1:
        return breaks[0]
    if len(breaks) != 2 or breaks[1] != breaks[0] + 1:
        return 0
    before, after = total.values[breaks[0] - 1], total.values[breaks[1]]
    steps = [added.values[at] for at in breaks]
    if before is None or after is None or steps[0] is None or steps[1] is None:
        return 0
    both = allowed(before) + (allowed(steps[0]) + allowed(steps[1])).scaled(sign)
    return breaks[0] if both.meets(allowed(after)) else 0


def _draft(view: View, total: TableSeries, added: TableSeries, at: int, sign: float) -> Draft:
    before, after, step = total.values[at - 1], total.values[at], added.values[at]
    assert before is not None
    assert after is not None
    assert step is not None
    expected, stated = amount(before.most + sign * step.most, after), stated_of(after)
    when, name = total.times[at].strip(), total.name.strip()
    formula = f"{stated_of(before)} {'+' if sign > 0 else '-'} {stated_of(step)}"
    return Draft(
        f'"{name}" is {stated} at "{when}", but {formula} ("{added.name.strip()}") makes {expected}',
        (view.document.span(total.lines[at]),),
        key=f"{name}|{when}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct what is added",
    )


RULE = Rule("RA189", "running-total", "arithmetic", "question", "computed", _find, __doc__)
