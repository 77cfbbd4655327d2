"""A table row breaks the formula that the other rows follow.

Claim: the numbers of a table show how its columns hang together (heads x salary x months, available minus planned, total of the
quarters), and one row gives another result. The formula is taken from the rows that obey it, and only when chance cannot explain
them.

Why it matters: the row was changed in one column only, and totals below it are built on the wrong one.

Flagged:

    | Role | Heads | Salary | Months | Cost |
    |---|---:|---:|---:|---:|
    | Backend | 4 | $6,200 | 12 | $297,600 |
    | Frontend | 2 | $5,800 | 12 | $139,200 |
    | Data | 2 | $6,600 | 9 | $118,800 |
    | Support | 3 | $4,200 | 12 | $115,200 |

Fine:

    | Role | Heads | Salary | Months | Cost |
    |---|---:|---:|---:|---:|
    | Backend | 4 | $6,200 | 12 | $297,600 |
    | Frontend | 2 | $5,800 | 12 | $139,200 |
    | Data | 2 | $6,600 | 9 | $118,800 |
    | Support | 3 | $4,200 | 12 | $151,200 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, half_step
from agent.rules.reading.broken_rows import broken_row, is_return
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval, interval_of, summed
from agent.rules.reading.relations import RELATIVE, Breach

LETTERS = expression(r"[^\W\d_]+|[$€£¥₹₽/%]")
TIME = expression(
    r"^\W*(?:month|m[eê]s(?:es)?|mois|monate?|quarter|trimestre|quartale?|year|ano|año|année|jahre?|week|semana|semaine|woche)\b|[月週周年]",
    re.IGNORECASE,
)
DIGITS = expression(r"\d+")
ROUNDED = 0.005  # relative
WHOLE, POINT = 100.0, 0.1  # percent
FEWEST = 2  # rows above one that sums them up


def _find(view: View) -> Iterator[Draft]:
    judged: set[tuple[int, int]] = set()
    for grid, breach in sorted(view.breaches, key=lambda found: len(found[1].formula.text)):
        cell = (breach.line.line, breach.formula.target)
        if cell in judged or not _in_one_unit(breach):
            continue
        stated = breach.line.cells[breach.formula.target].quantity
        if (
            stated
            and stated.most != 0  # nothing is due here
            and not _is_chance(grid, breach)
            and not _is_relative(breach)
            and not is_return(grid.headers[breach.formula.target], stated)
            and not _is_of_less(breach, stated)
            and not _is_of_other_sign(breach, stated)
            and not _is_mean(breach, stated)
            and (draft := broken_row(view, grid, breach))
        ):
            judged.add(cell)
            yield draft


def _is_of_less(breach: Breach, stated: Quantity) -> bool:
    """Whether a share says how much less there is without a sign, as a column of improvements does where less is better."""
    turned = Interval(-breach.expected.high, -breach.expected.low)
    return breach.formula.name in RELATIVE and stated.kind == "percent" and turned.meets(interval_of(stated))


def _is_mean(breach: Breach, stated: Quantity) -> bool:
    """Whether the row has a mean where others have a sum: orders of four days add up, what one costs does not."""
    values = [value.most for at in breach.formula.inputs if (value := breach.line.cells[at].quantity)]
    return breach.formula.name == "sum" and stated.kind != "percent" and len(values) > 1 and 0 < min(values) <= stated.most <= max(values)


def _is_of_other_sign(breach: Breach, stated: Quantity) -> bool:
    """Whether the row follows the formula with a sign that no other row has: costs of "-€200" above and "€400" in the last."""
    values = [value for at in breach.formula.inputs if (value := breach.line.cells[at].quantity)]
    for place, at in enumerate(breach.formula.inputs if len(values) == len(breach.formula.inputs) else ()):
        others = [cell.most for line in breach.obeyed if (cell := line.cells[at].quantity)]
        if values[place].most and all(other * values[place].most <= 0 for other in others):
            read = [interval_of(value) for value in values]
            read[place] = Interval(-read[place].high, -read[place].low)
            turned = breach.formula.compute(read)
            if turned is not None and turned.meets(allowed(stated)):
                return True
    return False


def _in_one_unit(breach: Breach) -> bool:
    """Whether what the row computes with is in the units of the rows that obey, "€35 a year" stands among prices by the month; a
    percentage of two figures has none."""
    stated = breach.line.cells[breach.formula.target].quantity
    if breach.formula.name in RELATIVE and stated is not None and stated.kind == "percent":
        return True
    for column in (breach.formula.target, *breach.formula.inputs):
        units = {_unit(line.cells[column].text) for line in breach.obeyed}
        if _unit(breach.line.cells[column].text) not in units:
            return False
    return True


def _unit(text: str) -> str:
    """What of a cell is no figure: its unit, currency and words."""
    return " ".join(LETTERS.findall(text.casefold()))


def _is_chance(grid: Grid, breach: Breach) -> bool:
    """Whether the formula takes the number of the row (month 1, 2, 3) for an amount, or the row is the sum of the others."""
    formula = breach.formula
    first = [line.cells[0].quantity for line in grid.lines if not line.total]
    counted = [value.least for value in first if value is not None]
    steps = [two - one for one, two in pairwise(counted)]
    timed = bool(TIME.search(grid.headers[0])) and all(step > 0 for step in steps)
    numbered = len(counted) >= len(first) - 1 > 0 and (timed or all(step == 1 for step in steps))
    return (numbered and 0 in formula.inputs) or _is_of_one_series(grid, breach) or _is_rounding(breach) or _is_sum(grid, breach)


def _is_relative(breach: Breach) -> bool:
    """Whether a percentage is of the one beside it where the other rows add points: "12.5% | 16.5% | +32%"."""
    stated = breach.line.cells[breach.formula.target].quantity
    values = [value for at in breach.formula.inputs if (value := breach.line.cells[at].quantity)]
    if len(values) != 2 or stated is None or any(value.kind != "percent" for value in (stated, *values)):
        return False
    return any(abs(one.most * (1 + other.most / WHOLE) - stated.most) <= POINT for one, other in (values, values[::-1]))


def _is_of_one_series(grid: Grid, breach: Breach) -> bool:
    """Whether the columns are moments of one course ("M13", "M17", "M18"), which no formula joins."""
    names = {DIGITS.sub("", grid.headers[at]).strip() for at in (breach.formula.target, *breach.formula.inputs)}
    return len(names) == 1 and all(DIGITS.search(grid.headers[at]) for at in (breach.formula.target, *breach.formula.inputs))


def _is_rounding(breach: Breach) -> bool:
    """Whether whole numbers that were computed and rounded each differ by one in the last digit, or by half of the last that is no zero:
    $4,620,000 for $4,621,000."""
    stated = breach.line.cells[breach.formula.target].quantity
    if stated is None or not float(stated.most).is_integer():
        return False
    off = max(breach.expected.low - stated.most, stated.least - breach.expected.high)
    return off <= max(1.0, half_step(stated.most)) and off <= ROUNDED * abs(stated.most)


def _is_sum(grid: Grid, breach: Breach) -> bool:
    """Whether the row sums up a column that the formula speaks of: then it is no row like the others."""
    at = breach.line.index
    if breach.line.total or names_total(breach.line.label):
        return True
    for column in (breach.formula.target, *breach.formula.inputs):
        stated = breach.line.cells[column].quantity
        above = [line.cells[column].quantity for line in grid.lines if line.index < at and not line.total]
        known = [value for value in above if value is not None]
        if stated and len(known) > FEWEST and allowed(stated).meets(summed(allowed(value) for value in known)):
            return True
    return False


RULE = Rule("RA105", "column-formula", "arithmetic", "warning", "computed", _find, __doc__)
