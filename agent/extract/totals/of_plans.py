"""Totals of the whole plan, or of a section, that stand under its last item: `Total budget: $1.01M` after the budget of that phase."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from agent.extract.facts.making import Made
from agent.extract.wording.words import is_total, sums_section
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item

_WORK = frozenset({"phase", "milestone", "initiative"})
_TOLERANCE = 0.15  # how far a total of the plan may be from the sum of its phases and still be taken for it
_NEVER = frozenset({"column", "equation"})


def lift_grand_totals(made: Sequence[Made], items: Sequence[Item]) -> tuple[Made, ...]:
    """The facts with such totals given to what encloses the phases. A total is one of the plan when its phase states a budget of its own
    before it, all phases beside it state one, and these add up to it, roughly."""
    children: dict[tuple[str, str, tuple[str, ...]], list[Item]] = {}
    for item in items:
        if item.kind in _WORK:
            children.setdefault((item.parent, item.kind, item.headings), []).append(item)
    lifted: dict[int, str] = {}
    for (parent, _, _), siblings in children.items():
        last = max(siblings, key=lambda item: item.span.line)
        stated = _grand_total(last, siblings)
        if stated is not None:
            lifted[id(stated)] = parent
    return tuple(_lift(one, lifted) for one in made) if lifted else tuple(made)


def _lift(one: Made, lifted: Mapping[int, str]) -> Made:
    if id(one.fact) not in lifted:
        return one
    return replace(one, fact=replace(one.fact, item=lifted[id(one.fact)], window=None))


def _grand_total(last: Item, siblings: Sequence[Item]) -> Fact | None:
    """The first total behind the phase's own budget that the budgets of all phases come near; what is said of it later does not count."""
    own = [(fact, value) for fact in last.facts if (value := _amount(fact)) is not None]
    if not own or len(siblings) < 2 or is_total(own[0][0].label):
        return None
    named = next((fact for fact in last.facts if _sums_above(fact, last) and fact.span.line > own[0][0].span.line), None)
    if named is not None or len(own) < 2:
        return named
    firsts = [next((value for fact in item.facts if (value := _amount(fact)) is not None), None) for item in siblings]
    whole = sum(value.most for value in firsts if value is not None)
    for at, (stated, total) in enumerate(own[1:], 1):
        same = all(value is not None and value.unit == total.unit for value in firsts)
        inside = sum(value.most for _, value in own[:at])
        close = abs(total.most - whole) <= _TOLERANCE * whole
        if is_total(stated.label) and stated.source != "heading" and same and close and abs(total.most - inside) > abs(total.most - whole):
            return stated
    return None


def _sums_above(fact: Fact, last: Item) -> bool:
    """Whether a line below the last item is of the section it stands in: "Budget for next" under "Next (July to October)"."""
    priced = fact.source == "field" and any(value.kind == "money" for value in fact.quantities)
    return priced and bool(last.headings) and sums_section(fact.label, last.headings[-1])


def _amount(fact: Fact) -> Quantity | None:
    """The amount of a cost that a line of its own or the heading of a phase states."""
    values = [value for value in fact.quantities if value.kind == "money"]
    stated = fact.attribute == "cost" and not fact.subject and not fact.role and fact.source not in _NEVER
    return values[0] if stated and len(values) == 1 and not values[0].per else None
