"""One column of a table breaks the formula that its rows follow in the other columns.

Claim: a table has its measures in rows and its times, plans or scenarios in columns ("Revenue", "Costs", "Profit" by year); the rows hang
together in at least two columns (profit is revenue minus costs, the valuation is the multiple of the revenue), in more digits than
chance explains, and in one column they do not.

Why it matters: the column was changed in one row only, and what is planned with its result is planned with a wrong one.

Flagged:

    | | 2026 | 2027 | 2028 |
    |---|---:|---:|---:|
    | Ticket sales | $761K | $1,243K | $1,874K |
    | Costs | $512K | $833K | $1,106K |
    | Left over | $249K | $410K | $868K |

Fine:

    | | 2026 | 2027 | 2028 |
    |---|---:|---:|---:|
    | Ticket sales | $761K | $1,243K | $1,874K |
    | Costs | $512K | $833K | $1,106K |
    | Left over | $249K | $410K | $768K |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.rules.arithmetic import columns as columns_rule
from agent.rules.arithmetic import margin_of_revenue, total, total_row
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.broken_rows import shown
from agent.rules.reading.grid import TIME, Grid, Line
from agent.rules.reading.naming import shortened
from agent.rules.reading.relations import Breach, breaches
from agent.rules.reading.table_series import is_overall

FEWEST_COLUMNS, MOST_COLUMNS = 3, 8
FEWEST_ROWS, MOST_ROWS = 3, 12
PAIR = 2
FEWEST_OBEYED = 2
FEWEST_PAID = 2  # rows of amounts of money: every formula with a sense has so many
EARLIER = (columns_rule.RULE, total.RULE, total_row.RULE, margin_of_revenue.RULE)


def _find(view: View) -> Iterator[Draft]:
    turned = [(grid, other) for grid in view.grids if (other := _turned(grid))]
    if not turned:
        return
    headers = {grid.header_line for grid, _ in turned}
    judged = {span.line for rule in EARLIER for draft in view.drafts(rule) for span in draft.evidence if span.line not in headers}
    told: set[int] = set()
    for grid, other in turned:
        for breach in breaches(other):
            lines = [breach.line.cells[at].line for at in (breach.formula.target, *breach.formula.inputs)]
            if judged.isdisjoint(lines) and lines[0] not in told and _is_sure(breach):
                told.add(lines[0])
                yield _draft(view, grid, other, breach, lines)


def _turned(grid: Grid) -> Grid | None:
    """A table with its rows as columns, where these hold one figure for most columns; None where the rows are times or entries."""
    rows = [line for line in grid.lines if sum(cell.quantity is not None for cell in line.cells[1:]) >= FEWEST_COLUMNS]
    at = [column for column in range(1, grid.width) if sum(line.cells[column].quantity is not None for line in rows) >= FEWEST_ROWS]
    paid = sum(any(cell.quantity is not None and cell.quantity.kind == "money" for cell in line.cells[1:]) for line in rows)
    if not (FEWEST_ROWS <= len(rows) <= MOST_ROWS and FEWEST_COLUMNS <= len(at) <= MOST_COLUMNS) or paid < FEWEST_PAID:
        return None
    headers = tuple(line.cells[0].text for line in rows)
    lines = tuple(
        Line(index, grid.headers[column], tuple(line.cells[column] for line in rows), rows[0].line, rows[-1].end_line)
        for index, column in enumerate(at)
    )
    other = Grid(grid.block, headers, grid.header_line, lines)
    return None if other.is_series(range(len(headers))) or any(line.cells[0].quantity for line in rows) else other


def _is_sure(breach: Breach) -> bool:
    """Whether the formula has a meaning, the columns that obey do not say the same twice, and the one that does not is like them."""
    formula, line = breach.formula, breach.line
    results = {each.cells[formula.target].text for each in breach.obeyed}
    alike = _is_time(line.label) or not all(_is_time(each.label) for each in breach.obeyed)
    return (
        len(results) == len(breach.obeyed) and alike and not names_total(line.label) and not is_overall(line.label) and _has_sense(breach)
    )


def _is_time(label: str) -> bool:
    return bool(TIME.fullmatch(label.strip(" *_").casefold()))


def _has_sense(breach: Breach) -> bool:
    """Sums and differences of money; amounts that are so many times, or so large a part, of an amount; shares and multiples of two."""
    formula = breach.formula
    target, *inputs = (cell.quantity for at in (formula.target, *formula.inputs) if (cell := breach.line.cells[at]))
    kinds = [quantity.kind for quantity in inputs if quantity is not None]
    if target is None or len(kinds) != len(formula.inputs) or not formula.usual or formula.own or "100" in formula.text:
        return False
    if formula.name in ("sum", "difference"):
        return len(kinds) == PAIR and {target.kind, *kinds} == {"money"} and len(breach.obeyed) >= FEWEST_OBEYED
    if formula.name == "product":
        return target.kind == "money" and kinds.count("money") == 1
    return target.kind in ("percent", "ratio", "count") and len(set(kinds)) == 1 and kinds[0] == "money"


def _draft(view: View, grid: Grid, turned: Grid, breach: Breach, lines: list[int]) -> Draft:
    formula, cells = breach.formula, breach.line.cells
    target = cells[formula.target].quantity
    assert target is not None
    name = shortened(turned.headers[formula.target])
    by_name = formula.text.format(*(f'"{shortened(turned.headers[at])}"' for at in formula.inputs))
    by_number = formula.text.format(*(cells[at].text for at in formula.inputs))
    stated, expected, columns = stated_of(target), shown(breach.expected, target), len(breach.obeyed)
    return Draft(
        f'"{name}" is {stated} in "{breach.line.label}", but {by_name}, which holds in {columns} other columns, gives {expected}',
        tuple(view.document.span(line) for line in dict.fromkeys((lines[0], *sorted(lines[1:]), grid.header_line))),
        key=f"{name}|{breach.line.label}",
        computation=Computation(formula=f"{by_number} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the values it is computed from",
    )


RULE = Rule("RA182", "formula-of-rows", "arithmetic", "question", "computed", _find, __doc__)
