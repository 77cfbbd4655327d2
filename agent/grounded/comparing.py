"""Two lines set against each other: their amounts as values."""

from __future__ import annotations

from contextlib import suppress

from agent.facts import format_quantity
from agent.grounded.calculator import CalculationError, calculate
from agent.grounded.fencing import visible_to_model
from agent.grounded.ledger import Ledger
from agent.grounded.lines import Line, quantities
from agent.model.quantity import Quantity


def compared(first: Line, second: Line, ledger: Ledger) -> str:
    """Every pair of comparable amounts of two lines, with the difference written down as a calculation."""
    pairs = [
        (a, b) for a in _amounts(first, ledger) for b in _amounts(second, ledger) if (a.kind, a.unit, a.per) == (b.kind, b.unit, b.per)
    ]
    said = [_pair(first, a, second, b, ledger) for a, b in pairs[:6]]
    return "\n".join(said) or "the two lines hold no amounts of the same unit"


def _amounts(line: Line, ledger: Ledger) -> list[Quantity]:
    found = {(q.least, q.most, q.kind, q.unit): q for q in quantities(ledger.lines.tokens(line))}
    typed = [q for q in found.values() if q.unit]
    return typed or list(found.values())


def _pair(first: Line, a: Quantity, second: Line, b: Quantity, ledger: Ledger) -> str:
    shown_a = format_quantity(a, ledger.lines.convention(first.path))
    shown_b = format_quantity(b, ledger.lines.convention(second.path))
    word = _word(a, b)
    text = f"E{first.number} {shown_a} {word} E{second.number} {shown_b}"
    if word not in ("equals", "overlaps") and not (a.is_range or b.is_range):
        large, small = (shown_a, shown_b) if a.least > b.least else (shown_b, shown_a)
        with suppress(CalculationError):  # what cannot be reckoned is compared in words alone
            found = calculate(f"{large} - {small}", (first.number, second.number), ledger)
            text += f" (C{found.number}: {found.formula} = {found.shown})"
    return visible_to_model(text)


def _word(a: Quantity, b: Quantity) -> str:
    if (a.least, a.most) == (b.least, b.most):
        return "equals"
    return "is more than" if a.least > b.most else "is less than" if a.most < b.least else "overlaps"
