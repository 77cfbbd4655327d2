"""What three rules on written-out computations share: an equation fails when no plausible reading of it meets the result."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Equation
from agent.rules.base import Draft, View
from agent.rules.reading.amounts import allowed, amount, is_cut_off, span_of, stated_of

ROUNDING, FAR = 0.005, 0.03  # relative: an end that a computation gives, and one that it does not give


def failing(view: View, kinds: Collection[str], what: str) -> Iterator[Draft]:
    """A draft for each equation of these kinds whose result no reading gives."""
    for equation in view.roadmap.equations:
        if equation.kind in kinds and equation.computed and not holds(equation):
            yield _draft(equation, what)
        elif equation.kind in kinds and equation.stated.is_range and equation.computed and (end := _other_end(equation)):
            yield _of_end(equation, *end)


def holds(equation: Equation) -> bool:
    """Whether some reading of the equation meets what is stated; percentages may be cut off."""
    stated = allowed(equation.stated)
    return any(
        allowed(value).meets(stated)
        or (equation.stated.kind == "percent" and value.least == value.most and is_cut_off(equation.stated, value.most))
        for _, value in equation.computed
    )


def _other_end(equation: Equation) -> tuple[str, Quantity] | None:
    """The reading that gives one end of a stated range and not the other, and that other end; None where a reading gives both or none."""
    stated, found = equation.stated, None
    for formula, value in equation.computed:
        low, high = _near(value.least, stated.least), _near(value.most, stated.most)
        if low and high:
            return None
        if low != high and value.is_range and (_far(value.least, stated.least) or _far(value.most, stated.most)):
            found = found or (formula, value)
    return found


def _near(computed: float, stated: float) -> bool:
    return abs(computed - stated) <= ROUNDING * max(abs(computed), abs(stated))


def _far(computed: float, stated: float) -> bool:
    return abs(computed - stated) > FAR * max(abs(computed), abs(stated))


def _of_end(equation: Equation, formula: str, value: Quantity) -> Draft:
    upper = _near(value.least, equation.stated.least)
    right, wrong = (value.most, equation.stated.most) if upper else (value.least, equation.stated.least)
    end, stated, computed = "upper" if upper else "lower", amount(wrong, equation.stated), amount(right, equation.stated)
    expected = span_of(value.least, value.most, equation.stated)
    return Draft(
        f"the {end} end of the result is stated as {stated}, but {formula} gives {expected}",
        (equation.span,),
        key=" ".join(equation.text.split()),
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated_of(equation.stated)),
        suggestion=f"change the {end} end, {stated}, to {computed}, or correct one of the numbers it is computed from",
        severity="warning",
    )


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
