"""A total or a count beside a table is not the sum of one of its columns.

Claim: a line or heading of a section names a total ("Total effort: 120 hours", "Functions (37 in total)"), or its heading a count in
brackets, the section has one table without a total row that has amounts of that kind in every row, and neither a column adds up to it
nor has the table so many rows. A count is compared with a column of counts only.

Why it matters: the line is quoted where the table is not shown.

Flagged:

    ## Functions (37 in total)

    | Group | Count |
    |---|---:|
    | Sign-in | 12 |
    | Orders | 14 |
    | Reports | 7 |

Fine:

    ## Functions (33 in total)

    | Group | Count |
    |---|---:|
    | Sign-in | 12 |
    | Orders | 14 |
    | Reports | 7 |
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.arithmetic.total_row import ADDED, FARTHEST, WORK, alike, is_level
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, edit, span_of, stated_of, sum_text
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import summed
from agent.rules.reading.stated_totals import StatedTotal, announced_counts

FEWEST = 3
STEM = 4  # letters by which a noun is known in another form
COUNTS = frozenset({"count", "quantity", "total", "people", "effort"})

Column = tuple[str, tuple[tuple[int, Quantity], ...]]


def _find(view: View) -> Iterator[Draft]:
    tables: dict[int | None, list[Grid]] = {}
    for grid in view.grids:
        tables.setdefault(grid.block.section, []).append(grid)
    totals = [total for total in view.stated_totals if not total.average]
    for total in (*totals, *announced_counts(view.scanned)):
        found = tables.get(total.section, [])
        own = found[0] if len(found) == 1 else None
        if own and not own.header_line <= total.line <= own.lines[-1].line and not any(line.total for line in own.lines):
            columns = [column for at in range(1, own.width) if (column := _column(own, at, total))]
            told = any(_meets(other, column) for other in totals if other.section == total.section for column in columns)
            if columns and not told and not any(_meets(total, column) for column in columns) and len(own.lines) != total.quantity.most:
                near = [column for column in columns if _near(total, column)]
                if len(near) == 1:
                    yield _draft(view, total, near[0])


def _column(grid: Grid, at: int, total: StatedTotal) -> Column | None:
    """A column that has an amount of the total's kind in every row."""
    cells = [(line.line, line.cells[at].quantity) for line in grid.lines]
    parts = tuple((line, value) for line, value in cells if value)
    header = grid.headers[at]
    if len(parts) < max(FEWEST, len(cells)) or is_level(header) or any(not _adds(value, total.quantity) for _, value in parts):
        return None
    meaning = lookup_label(header)
    unit = total.quantity.unit.casefold()[:STEM]
    named = (bool(unit) and unit in header.casefold()) or any(value.unit.casefold()[:STEM] == unit for _, value in parts if unit)
    counted = total.quantity.kind != "count" or named or (meaning is not None and meaning.attribute in COUNTS)
    same = len({value.per for _, value in parts}) == 1
    return (header, parts) if counted and same else None


def _adds(value: Quantity, total: Quantity) -> bool:
    work = value.kind != "duration" or value.unit in WORK
    return work and value.kind in ADDED and alike(total, value)


def _meets(total: StatedTotal, column: Column) -> bool:
    return summed(allowed(value) for _, value in column[1]).meets(allowed(total.quantity))


def _near(total: StatedTotal, column: Column) -> bool:
    whole = sum(value.most for _, value in column[1])
    return whole > 0 and 1 / FARTHEST <= total.quantity.most / whole <= FARTHEST


def _draft(view: View, total: StatedTotal, column: Column) -> Draft:
    header, parts = column[0], [value for _, value in column[1]]
    like = total.quantity
    computed, stated = span_of(sum(part.least for part in parts), sum(part.most for part in parts), like), stated_of(like)
    return Draft(
        f'"{total.label}" is stated as {stated}, but the {len(parts)} rows of the table give {computed} as {header or "their sum"}',
        tuple(view.document.span(line) for line in (total.line, *(line for line, _ in column[1]))),
        key=f"{total.label}|{stated}|{header}",
        computation=Computation(formula=sum_text(parts, computed), expected=computed, stated=stated),
        suggestion=f"{edit(stated, computed)}, or complete the table",
    )


RULE = Rule("RA149", "total-beside-table", "arithmetic", "question", "computed", _find, __doc__)
