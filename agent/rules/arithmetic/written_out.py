"""What three rules on written-out computations share: an equation fails when no plausible reading of it meets the result."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agent.model.finding import Computation
from agent.model.roadmap import Equation
from agent.rules.base import Draft, View
from agent.rules.reading.amounts import allowed, span_of, stated_of


def failing(view: View, kinds: Collection[str], what: str) -> Iterator[Draft]:
    """A draft for each equation of these kinds whose result no reading gives."""
    for equation in view.roadmap.equations:
        if equation.kind in kinds and equation.computed and not holds(equation):
            yield _draft(equation, what)


def holds(equation: Equation) -> bool:
    """Whether some reading of the equation meets what is stated."""
    stated = allowed(equation.stated)
    return any(allowed(value).meets(stated) for _, value in equation.computed)


def _draft(equation: Equation, what: str) -> Draft:
    formula, value = equation.computed[0]
    stated, computed = stated_of(equation.stated), span_of(value.least, value.most, equation.stated)
    others = "; ".join(f"{text} = {span_of(q.least, q.most, equation.stated)}" for text, q in equation.computed[1:4])
    return Draft(
        f"{what} is stated as {stated}, but {formula} gives {computed}",
        (equation.span,),
        key=" ".join(equation.text.split()),
        computation=Computation(
            formula=f"{formula} = {computed}" + (f" (also read: {others})" if others else ""), expected=computed, stated=stated
        ),
        suggestion=f"change {stated} to {computed}, or correct one of the numbers it is computed from",
    )
