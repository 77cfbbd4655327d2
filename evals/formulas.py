"""Formulas that cases state for a computed figure, evaluated without running any code of theirs."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
TOLERANCE = 0.006  # of a right-hand side that was rounded to two places


def value_of(formula: str) -> float:
    """The value of a sum, difference, product or quotient of plain numbers. Raises ValueError for anything else."""
    try:
        return _value(ast.parse(formula.strip(), mode="eval").body)
    except (SyntaxError, ZeroDivisionError, RecursionError) as error:
        raise ValueError(f"no formula: {formula}") from error


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float):
        return float(node.value)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS:
        return _OPERATIONS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand)
    raise ValueError(f"no formula: {ast.unparse(node)}")


def results(text: str) -> tuple[float, ...]:
    """The right-hand sides of "a + b = c; d = e". Raises ValueError when one does not hold."""
    values = []
    for formula in text.split(";"):
        left, equals, right = formula.partition("=")
        if not equals:
            raise ValueError(f"no equation: {formula.strip()}")
        stated = value_of(right)
        if abs(value_of(left) - stated) > TOLERANCE:
            raise ValueError(f"does not hold: {formula.strip()}, it is {value_of(left):g}")
        values.append(stated)
    return tuple(values)


def writings(values: tuple[float, ...]) -> tuple[str, ...]:
    """How an answer may write computed values: plain, with separators, in thousands or millions, as a range of two."""
    singles = tuple(writing for value in values for scale in (1, 1e3, 1e6) for writing in _single(value * scale))
    ends = [f"{value:g}" for value in values]
    return (*singles, "-".join(ends)) if len(ends) == 2 else singles


def _single(value: float) -> tuple[str, ...]:
    plain = f"{value:.10g}"
    return (plain, f"{value:,.0f}", f"{plain}%", f"{value / 1e3:.10g}K", f"{value / 1e6:.10g}M")
