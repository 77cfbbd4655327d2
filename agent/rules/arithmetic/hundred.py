"""Shares of a whole do not add up to 100 %.

Claim: a column named as a share, or a list of percentages under a heading that speaks of a split or mix, has at least three parts that
together are between 80 % and 120 % but not 100 %, beyond what rounding of each part explains.

Why it matters: a part is missing or counted twice.

Flagged:

    | Channel | Customers | Share |
    |---|---:|---:|
    | Direct | 500 | 50% |
    | Partners | 350 | 35% |
    | Events | 120 | 20% |

Fine:

    | Channel | Customers | Share |
    |---|---:|---:|
    | Direct | 500 | 50% |
    | Partners | 350 | 35% |
    | Events | 150 | 15% |
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, sum_text
from agent.rules.reading.sections import lists_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LOWEST, HIGHEST = 80.0, 120.0
ROUNDING = 0.5  # of each part, in percent


def _find(view: View) -> Iterator[Draft]:
    judged = {total.stated.span.line for total in view.roadmap.totals}
    for grid in view.grids:
        for column, header in enumerate(grid.headers):
            cells = [(line, line.cells[column].quantity) for line in grid.lines if not line.total]
            parts = [(view.document.span(line.line, line.end_line), quantity) for line, quantity in cells if quantity]
            if pattern("split").search(header) and len(parts) == len(cells) and not any(line.line in judged for line in grid.lines):
                yield from _judge(header, view.document.span(grid.header_line), parts)
    for lead, entries in lists_of(view.scanned):
        if pattern("split").search(lead.text):
            found = [(view.document.span(entry.line), _only_percent(view, entry.index)) for entry in entries]
            parts = [(span, quantity) for span, quantity in found if quantity]
            if len(parts) == len(entries):
                yield from _judge(lead.text.strip().rstrip(":"), view.document.span(lead.line), parts)


def _only_percent(view: View, block: int) -> Quantity | None:
    values = [t.value for t in view.scanned.tokens[block] if isinstance(t.value, Quantity) and t.value.kind == "percent"]
    return values[0] if len(values) == 1 else None


def _judge(name: str, lead: Span, parts: Sequence[tuple[Span, Quantity]]) -> Iterator[Draft]:
    values = [quantity for _, quantity in parts]
    if len(values) < FEWEST or any(q.kind != "percent" or q.change or q.is_range or q.comparator != "=" or q.least < 0 for q in values):
        return
    total = sum(quantity.most for quantity in values)
    if abs(total - 100) <= ROUNDING * len(values) or not LOWEST <= total <= HIGHEST:
        return
    yield Draft(
        f'the {len(values)} parts of "{name}" add up to {number(total)}%, not 100%',
        (lead, *(span for span, _ in parts)),
        key=name,
        computation=Computation(formula=sum_text(values, f"{number(total)}%"), expected="100%", stated=f"{number(total)}%"),
        suggestion="correct one of the parts, or add the one that is missing",
    )


RULE = Rule("RA112", "shares-of-hundred", "arithmetic", "warning", "computed", _find, __doc__)
