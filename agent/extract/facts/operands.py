"""Computations written out in a fact: only the result is its value, what it is reckoned from are operands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from agent.extract.facts.making import Made, Place
from agent.model.quantity import Quantity
from agent.model.roadmap import Equation, Fact

_COMPUTED = frozenset({"product", "sum", "difference", "quotient", "ratio"})
_OPERATORS = frozenset({"x", "+", "-", "/"})
_Written = tuple[tuple[Place, int, int], Equation]


def without_operands(made: Sequence[Made], computed: Sequence[_Written]) -> tuple[Made, ...]:
    """The facts with the results of computations in place of all their numbers: "50 stalls x $40 = $2,000" is $2,000, and neither 50 nor
    $40. The computations are known as equations."""
    written: dict[Place, list[tuple[int, Equation]]] = {}
    for (place, start, _), equation in computed:
        if equation.kind in _COMPUTED:
            written.setdefault(place, []).append((start, equation))
    return tuple(_resulting(one, written) for one in made)


def _resulting(made: Made, written: Mapping[Place, Sequence[tuple[int, Equation]]]) -> Made:
    for start, equation in written.get(made.place, ()):
        begin = made.fact.text.find(equation.text.replace("\n", " "))
        equal = max((token.start for token in made.fact.values if token.kind == "operator" and token.value == "="), default=-1)
        if begin < 0 or not begin < equal < begin + len(equation.text) or not _computes(made.fact, begin, equal):
            continue
        kept = tuple(token for token in made.fact.values if not (begin <= token.start < equal and isinstance(token.value, Quantity)))
        if not any(isinstance(token.value, Quantity) and token.start > equal for token in kept):
            continue
        starts = tuple(at for at in made.starts if not start <= at < start + equal - begin)
        attribute = "" if made.fact.attribute == "price" else made.fact.attribute  # hours at a price are no price
        return replace(made, fact=replace(made.fact, values=kept, attribute=attribute), starts=starts)
    return made


def _computes(fact: Fact, begin: int, equal: int) -> bool:
    """Whether numbers are reckoned with before the equals sign, and the result is no price for one of something."""
    inside = [token for token in fact.values if begin <= token.start < equal]
    reckoned = any(token.kind == "operator" and token.value in _OPERATORS for token in inside)
    return reckoned and sum(isinstance(token.value, Quantity) for token in inside) > 1
