"""Budgets: what each roadmap says the whole costs, what its parts add up to, and what it costs to run."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from agent.compare.calendar import titled
from agent.compare.figures import quantity_text
from agent.compare.sides import Side, cell, flat, lies_within, listed_more, missing, not_shown, shown
from agent.facts import lookup_label, normalise
from agent.model.comparison import Cell, Dimension
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item, Roadmap, Total
from agent.model.span import Span
from agent.rules.reading.pieces import WORK

COSTS = frozenset({"cost", "budget", "investment"})
MOST_TERMS = 12  # summands that a formula shows; of more it says how many
HEADLINE_LEVEL = 2  # headings above the figure of a whole plan: the title and one section
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
    found = [Amount(flat(fact.label), value, fact.span) for fact in side.roadmap.facts for value in _money(fact) if _is_headline(fact)]
    if not found:
        grand = [total for total in side.roadmap.totals if _is_grand(side.roadmap, total)]
        largest = max(grand, key=lambda total: total.value.most, default=None)
        found = [Amount(flat(largest.stated.subject or largest.stated.label), largest.value, largest.stated.span)] if largest else []
    unique = list({(amount.value.least, amount.value.most, amount.value.unit): amount for amount in reversed(found)}.values())[::-1]
    if not unique:
        return None
    texts = [f"{quantity_text(amount.value)} ({amount.name})" if amount.name else quantity_text(amount.value) for amount in unique]
    return cell(side, "; ".join(texts), [amount.span for amount in found])


def _is_grand(roadmap: Roadmap, total: Total) -> bool:
    """Whether a total of costs belongs to no item and no variant, and is of all: by its name, or because it sums all phases."""
    money = total.measure == "cost" and total.value.kind == "money" and not total.value.per
    parts = max((len(group) for group in total.groupings), default=0)
    free = not total.stated.item and not total.stated.role and _is_free(total.stated)
    return money and free and parts >= FEWEST and (_says_all(total.stated) or _sums_phases(roadmap, total))


def _sums_phases(roadmap: Roadmap, total: Total) -> bool:
    """Whether the parts of a total are what each phase costs, one amount a phase and none left out ("Year", "All phases", "Q1 to Q4")."""
    phases = sorted((amount.value.least, amount.value.most, amount.span.line) for amount in phase_amounts(roadmap))
    keys = {item.key for item in roadmap.items if item.kind == "phase"}
    return len(phases) >= FEWEST and any(
        all(fact.item in keys for fact, _ in group) and sorted((value.least, value.most, fact.span.line) for fact, value in group) == phases
        for group in total.groupings
    )


def _says_all(fact: Fact) -> bool:
    """Whether a total says of nothing in particular that it is the total ("Total", "Gesamtbudget", not "Hardware total")."""
    meaning = lookup_label(fact.subject or fact.label)
    rest = normalise(meaning.qualifier).split() if meaning else []
    return meaning is not None and meaning.is_total and all(_is_total(word) for word in rest)


def _is_total(word: str) -> bool:
    meaning = lookup_label(word)
    return meaning is not None and (meaning.is_total or meaning.attribute in COSTS)


def _is_headline(fact: Fact) -> bool:
    """A money figure with a label that says it is the total cost, near the top of the document's outline, of no item and no variant."""
    if fact.item or not _is_free(fact) or fact.source not in ("front_matter", "field") or len(fact.headings) > HEADLINE_LEVEL:
        return False
    meaning = lookup_label(fact.label.replace("_", " "))
    return meaning is not None and "cost" in (meaning.attribute, meaning.measure) and (fact.source == "front_matter" or meaning.is_total)


def _is_free(fact: Fact) -> bool:
    return not fact.scenario and fact.role != "actual"


def _money(fact: Fact) -> list[Quantity]:
    """The one amount of a fact that is a cost, not a price a month and not a change."""
    found = [value for value in fact.quantities if value.kind == "money" and not value.change]
    return found if len(found) == 1 and not found[0].per else []


def phase_amounts(roadmap: Roadmap) -> tuple[Amount, ...]:
    """What each phase costs: the cost stated for it, the first where it is stated again; phases within it are not counted again."""
    return _outer(roadmap, {item.key: amount for item in roadmap.items if item.kind == "phase" and (amount := own_amount(item))})


def item_amounts(roadmap: Roadmap) -> tuple[Amount, ...]:
    """What each piece of work costs: those with ids, where there are several, else all that are no part of one that is counted.

    What repeats the cost of the phase around it is no piece of work.
    """
    priced = {item.key: amount for item in roadmap.items if item.kind in WORK and (amount := own_amount(item))}
    named = {key: amount for key, amount in priced.items() if roadmap.by_key[key].id}
    chosen = named if len(named) >= FEWEST else priced
    return _outer(roadmap, {key: amount for key, amount in chosen.items() if not _repeats(roadmap, roadmap.by_key[key], amount)})


def _outer(roadmap: Roadmap, priced: Mapping[str, Amount]) -> tuple[Amount, ...]:
    """The amounts of items that are no part of another with an amount, in document order."""
    return tuple(amount for key, amount in priced.items() if not lies_within(roadmap, key, priced))


def _repeats(roadmap: Roadmap, item: Item, amount: Amount) -> bool:
    parent = roadmap.by_key.get(item.parent)
    around = own_amount(parent) if parent else None
    return around is not None and around.value == amount.value


def own_amount(item: Item) -> Amount | None:
    """What an item says that it costs, the first where it says so again."""
    fact = _own_cost(item)
    return Amount(item.id or titled(item), _money(fact)[0], fact.span) if fact else None


def _own_cost(item: Item) -> Fact | None:
    """The fact that says what an item costs: of no other subject, of no part, of no variant."""
    return next((fact for fact in item.facts if fact.attribute in COSTS and _is_said(fact) and _is_free(fact) and _money(fact)), None)


def _is_said(fact: Fact) -> bool:
    """Whether a label, a column or a heading says that the amount is a cost: an amount in passing may be a price, a limit, an income."""
    return not fact.subject and (bool(fact.label) or fact.source in ("column", "field", "heading"))


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
