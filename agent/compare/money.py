"""Budgets: what each roadmap says the whole costs, what its parts add up to, and what it costs to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from agent.compare.calendar import titled
from agent.compare.figures import quantity_text
from agent.compare.sides import Side, cell, flat, listed_more, missing, not_shown, shown
from agent.model.comparison import Cell, Dimension
from agent.model.quantity import Quantity
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.rules.reading.budgets import COSTS, Costed, greatest_total, headline_budgets, outer, own_cost, phase_costs, says_total
from agent.rules.reading.pieces import WORK

MOST_TERMS = 12  # summands that a formula shows; of more it says how many
RUNNING_SHOWN = 6
FEWEST = 2  # summands: one amount is no sum
PERIODS = ("week", "month", "quarter", "year")


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum of money and what it is for."""

    name: str
    value: Quantity
    span: Span


def money(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """Total budget, sums of phases and of items, running costs."""
    rows = (
        ("budget stated for the whole", _stated, "not stated"),
        ("budget summed over phases", lambda side: _summed(side, phase_amounts(side.roadmap)), "fewer than two phases have a cost"),
        ("budget summed over items", lambda side: _summed(side, item_amounts(side.roadmap)), "fewer than two items have a cost"),
        ("running costs", _running, "not stated"),
    )
    return tuple(
        Dimension(name=name, section="money", cells=tuple(make(side) or missing(side, nothing) for side in sides))
        for name, make, nothing in rows
    )


def _stated(side: Side) -> Cell | None:
    """The figure that a roadmap gives for all of it: a headline, else the greatest total of a table of costs."""
    headlines = [one for one in headline_budgets(side.roadmap) if says_total(one[0])]
    found = [Amount(flat(fact.label), value, fact.span) for fact, value in headlines]
    if not found:
        largest = greatest_total(side.roadmap)
        found = [Amount(flat(largest.stated.subject or largest.stated.label), largest.value, largest.stated.span)] if largest else []
    unique = list({(amount.value.least, amount.value.most, amount.value.unit): amount for amount in reversed(found)}.values())[::-1]
    if not unique:
        return None
    texts = [f"{quantity_text(amount.value)} ({amount.name})" if amount.name else quantity_text(amount.value) for amount in unique]
    return cell(side, "; ".join(texts), [amount.span for amount in found])


def phase_amounts(roadmap: Roadmap) -> tuple[Amount, ...]:
    """What each phase costs."""
    return _amounts(roadmap, phase_costs(roadmap))


def _amounts(roadmap: Roadmap, costs: Mapping[str, Costed]) -> tuple[Amount, ...]:
    return tuple(_amount(roadmap.by_key[key], cost) for key, cost in costs.items())


def _amount(item: Item, cost: Costed) -> Amount:
    fact, value = cost
    return Amount(item.id or titled(item), value, fact.span)


def item_amounts(roadmap: Roadmap) -> tuple[Amount, ...]:
    """What each piece of work costs: those with ids, where there are several, else all that are no part of one that is counted.

    What repeats the cost of the phase around it is no piece of work.
    """
    priced = {item.key: cost for item in roadmap.items if item.kind in WORK and (cost := own_cost(item))}
    named = {key: cost for key, cost in priced.items() if roadmap.by_key[key].id}
    chosen = named if len(named) >= FEWEST else priced
    return _amounts(roadmap, outer(roadmap, {key: cost for key, cost in chosen.items() if not _repeats(roadmap, key, cost)}))


def _repeats(roadmap: Roadmap, key: str, cost: Costed) -> bool:
    parent = roadmap.by_key.get(roadmap.by_key[key].parent)
    around = own_cost(parent) if parent else None
    return around is not None and around[1] == cost[1]


def own_amount(item: Item) -> Amount | None:
    """What an item says that it costs, the first where it says so again."""
    cost = own_cost(item)
    return _amount(item, cost) if cost else None


def _summed(side: Side, amounts: Sequence[Amount]) -> Cell | None:
    """The sum of amounts by currency, with the computation."""
    if len(amounts) < FEWEST:
        return None
    by_currency: dict[str, list[Amount]] = defaultdict(list)
    for amount in amounts:
        by_currency[amount.value.unit].append(amount)
    sums = [(_sum(found), found) for found in by_currency.values()]
    formula = "; ".join(f"{terms(found)} = {quantity_text(total)}" for total, found in sums)
    value = "; ".join(f"{quantity_text(total)} (of {len(found)})" for total, found in sums)
    return cell(side, value, [amount.span for amount in amounts], shown(f"{formula}; {len(amounts)} amounts", value))


def terms(amounts: Sequence[Amount]) -> str:
    """The summands with their names, as a formula writes them."""
    texts = [f"{amount.name} {quantity_text(amount.value)}" for amount in amounts[:MOST_TERMS]]
    rest = amounts[MOST_TERMS:]
    return " + ".join(texts) + (f" + {len(rest)} more ({quantity_text(_sum(rest))})" if rest else "")


def _sum(amounts: Sequence[Amount]) -> Quantity:
    least, most = sum(amount.value.least for amount in amounts), sum(amount.value.most for amount in amounts)
    return replace(amounts[0].value, least=least, most=most, low=least, high=most, comparator="=")


def _running(side: Side) -> Cell | None:
    """Costs a month or a year, as stated; they are not added, because what they are of may overlap."""
    found = [
        Amount(flat(fact.subject or fact.label), value, fact.span)
        for fact in side.roadmap.facts
        for value in fact.quantities
        if fact.attribute in COSTS and value.kind == "money" and value.per in PERIODS and len(fact.quantities) == 1
    ]
    if not found:
        return None
    texts = [f"{amount.name} {quantity_text(amount.value)}".strip() for amount in found]
    computation = not_shown(texts, "running costs", RUNNING_SHOWN)
    return cell(side, listed_more(texts, RUNNING_SHOWN), [amount.span for amount in found], computation)
