"""Drafts for table rows that break the formula of their columns, shared by the rule on columns and the rule on returns."""

from __future__ import annotations

from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, View
from agent.rules.reading.amounts import span_of, stated_of
from agent.rules.reading.grid import Grid
from agent.rules.reading.interval import Interval, written_of
from agent.rules.reading.relations import ADDING, Breach

RETURNS = frozenset({"roi", "payback"})
FEWEST_ROWS = 3  # that obey a formula which nobody wrote down
NEAR = 0.01  # relative


def is_return(header: str, quantity: Quantity) -> bool:
    """Whether a column states a return or a payback, not an amount that is called "return"."""
    meaning = lookup_label(header)
    return meaning is not None and meaning.attribute in RETURNS and quantity.kind != "money"


def broken_row(view: View, grid: Grid, breach: Breach) -> Draft | None:
    """The draft for one breach."""
    formula, line = breach.formula, breach.line
    stated = line.cells[formula.target].quantity
    if stated is None:
        return None
    header = grid.headers[formula.target] or "the value"
    by_name = formula.text.format(*(grid.headers[at] for at in formula.inputs))
    by_number = formula.text.format(*(line.cells[at].text for at in formula.inputs))
    expected = shown(_as_written(breach) or breach.expected, stated)
    rows = len(breach.obeyed)
    name = line.label or " ".join((grid.headers[0], line.cells[0].text)).strip()  # "Month 6" of a row that only a number names
    return Draft(
        f'{header} of "{name}" is {stated_of(stated)}, but {by_name}, which holds in {rows} other rows, gives {expected}',
        (view.document.span(line.line, line.end_line), view.document.span(grid.header_line)),
        key=f"{line.label}|{header}",
        computation=Computation(formula=f"{by_number} = {expected}", expected=expected, stated=stated_of(stated)),
        suggestion=f"change {stated_of(stated)} to {expected}, or correct one of the values it is computed from",
        severity="question" if formula.own or not formula.usual or rows < FEWEST_ROWS or _is_near(breach, stated) else None,
    )


def _is_near(breach: Breach, stated: Quantity) -> bool:
    """Whether the row is so little off that its figures may have been rounded before: an hour at $34.02 or at $34.04."""
    factor = 100.0 if stated.kind == "percent" else 1.0
    off = max(breach.expected.low * factor - stated.most, stated.least - breach.expected.high * factor)
    return breach.formula.name not in ADDING and off < NEAR * abs(stated.most)


def _as_written(breach: Breach) -> Interval | None:
    """What the figures give as they are written: "€20M" on "€5M" is a return of 300%, however both were rounded."""
    inputs = [breach.line.cells[at].quantity for at in breach.formula.inputs]
    written = [written_of(quantity) for quantity in inputs if quantity is not None and not quantity.is_range]
    return breach.formula.compute(written) if breach.formula.name == "gain" and len(written) == len(inputs) else None


def shown(value: Interval, like: Quantity) -> str:
    """A computed interval in the unit of a stated quantity; a narrow one as its middle."""
    factor = 100.0 if like.kind == "percent" else 1.0
    if value.width <= 0.05 * max(abs(value.low), abs(value.high)):
        return span_of(value.middle * factor, value.middle * factor, like)
    return span_of(value.low * factor, value.high * factor, like)
