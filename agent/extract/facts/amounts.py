"""The one amount a fact states, and whether amounts add up."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.wording.meanings import RUN_RATES
from agent.facts.interval import Interval
from agent.facts.measures import measure_for
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact

# Attributes whose values of different things may be added.
ADDITIVE = frozenset(
    {
        "cost",
        "revenue",
        "benefit",
        "saving",
        "funding",
        "worth",
        "people",
        "effort",
        "quantity",
        "count",
        "total",
        "subtotal",
        "contingency",
        "",
    }
)
_PERSON = "person-"
# What a sum of money is a sum of, where that is no cost.
_ROLES = frozenset({"revenue", "benefit", "saving", "funding", "worth"})
# Amounts by the same time add up as those of no time do: "$40 a month" and "$60 a month" are $100 a month.
_LEVEL = frozenset({"day", "week", "month", "quarter", "year"})
Part = tuple[Fact, Quantity]


def amount(fact: Fact) -> Quantity | None:
    """The amount of a fact: the result of a computation written out, else its only quantity; None when it states several or none."""
    equal = [token.end for token in fact.values if token.kind == "operator" and token.value == "="]
    quantities = [token for token in fact.values if isinstance(token.value, Quantity)]
    if equal:
        results = [token.value for token in quantities if token.start >= equal[-1]]
        return results[0] if len(results) == 1 and isinstance(results[0], Quantity) else None
    if len(quantities) != 1:
        return None
    value = quantities[0].value
    return value if isinstance(value, Quantity) and _is_level(value) and not value.change else None


def _is_level(value: Quantity) -> bool:
    return not value.per or (value.kind in {"money", "count"} and value.per in _LEVEL)


def alike(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts are of one kind and unit."""
    return first.kind == second.kind and (first.unit == second.unit or first.kind == "count") and first.per == second.per


def can_add(value: Quantity) -> bool:
    """Money, counts and work (hours are work) add up, by the month too; percentages, prices of a thing, calendar time and scores do not."""
    if not _is_level(value) or value.change:
        return False
    return value.kind in {"money", "count"} or (value.kind == "duration" and (value.unit == "hour" or value.unit.startswith(_PERSON)))


def are_run_rates(parts: Sequence[Part]) -> bool:
    """Whether all amounts say how high recurring revenue stands ("$2M ARR"): those of several times are no parts of a sum."""
    return all(value.kind == "money" and measure_for(f"{fact.label} {fact.text}", value) in RUN_RATES for fact, value in parts)


def reconciles(stated: Quantity, parts: Sequence[Part]) -> bool:
    """Whether what the parts allow meets what is stated."""
    low, high = sum(value.low for _, value in parts), sum(value.high for _, value in parts)
    slack = 1e-9 * max(abs(low), abs(high), abs(stated.low), abs(stated.high), 1.0)
    return low - slack <= stated.high and stated.low <= high + slack


def near(stated: Quantity, parts: Sequence[Part], factor: float) -> bool:
    """Whether the sum is within a factor of what is stated: farther off, something else than a sum is meant."""
    return near_whole(stated, sum(value.most for _, value in parts), factor)


def near_whole(stated: Quantity, whole: float, factor: float) -> bool:
    """Whether a sum that is already known is within a factor of what is stated."""
    if whole <= 0 or stated.most <= 0:
        return whole == stated.most
    return 1 / factor <= whole / stated.most <= factor


def interval(value: Quantity) -> Interval:
    return Interval(value.low, value.high)


def sum_of(fact: Fact, value: Quantity) -> str:
    """What a stated sum is a sum of: "cost", "revenue", "people", "count" ...; "amount" for money that no word calls anything."""
    if value.kind == "money":
        return fact.attribute if fact.attribute in _ROLES else "cost" if fact.attribute else "amount"
    if value.kind == "percent":
        return "share"
    return fact.attribute if fact.attribute in {"people", "effort"} else "count"
