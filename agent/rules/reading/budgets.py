"""The budget of the whole: which line states it, which total of costs is of all, and what phases and other items cost by themselves.

One place decides this for every rule and for comparisons of roadmaps.
"""

from __future__ import annotations

from collections.abc import Container, Mapping

from agent.facts import lookup_label, normalise
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item, Roadmap, Total

COSTS = frozenset({"cost", "budget", "investment"})
DEEPEST = 2  # headings above a figure of the whole plan: the title and one section
LEAST_PARTS = 2
PAST = frozenset({"actual", "baseline", "scenario"})

Costed = tuple[Fact, Quantity]


def headline_budgets(roadmap: Roadmap) -> tuple[Costed, ...]:
    """Labelled lines near the top of the outline, or in the front matter, that state one amount as the cost of all."""
    return tuple((fact, value) for fact in roadmap.facts if is_of_all(fact) and (value := headline_amount(fact)))


def is_of_all(fact: Fact) -> bool:
    """Whether a labelled line near the top of the outline speaks of no item, no variant and nothing that has happened."""
    placed = fact.source == "front_matter" or (fact.source == "field" and len(fact.headings) <= DEEPEST)
    return placed and bool(fact.label) and not fact.item and not fact.scenario and fact.role not in PAST


def headline_amount(fact: Fact) -> Quantity | None:
    """The one amount of a labelled line that says it is the cost of all."""
    meaning = lookup_label(fact.label.replace("_", " "))
    is_cost = meaning is not None and (meaning.is_total or "cost" in (meaning.attribute, meaning.measure) or meaning.attribute in COSTS)
    whole = meaning is not None and (fact.source == "front_matter" or _says_all(normalise(meaning.qualifier)))
    return amount_of(fact) if is_cost and whole else None


def says_total(fact: Fact) -> bool:
    """Whether a headline calls itself the total, or stands where only the whole is spoken of."""
    meaning = lookup_label(fact.label.replace("_", " "))
    return fact.source == "front_matter" or (meaning is not None and meaning.is_total)


def grand_totals(roadmap: Roadmap) -> tuple[Total, ...]:
    """Totals of costs that are of all, by their name or because they sum what every phase costs."""
    phases = phase_costs(roadmap)
    return tuple(total for total in roadmap.totals if _is_grand(total) and (_named_all(total.stated) or _sums(total, phases)))


def greatest_total(roadmap: Roadmap) -> Total | None:
    return max(grand_totals(roadmap), key=lambda total: total.value.most, default=None)


def _is_grand(total: Total) -> bool:
    """A sum of several costs that belongs to no item, no role and no variant."""
    if total.measure != "cost" or total.value.kind != "money" or total.value.per or total.basis == "prose":
        return False
    parts = max((len(group) for group in total.groupings), default=0)
    return parts >= LEAST_PARTS and not total.stated.item and not total.stated.role and not total.stated.scenario


def _named_all(fact: Fact) -> bool:
    """Whether a total says of nothing in particular that it is the total ("Total", "Gesamtbudget", not "Hardware total")."""
    meaning = lookup_label(fact.subject or fact.label)
    return meaning is not None and meaning.is_total and _says_all(normalise(meaning.qualifier))


def _says_all(rest: str) -> bool:
    """Whether what a label says besides its attribute narrows nothing: "total", "estimated", not "hardware"."""
    return all(_is_wide(word) for word in rest.split())


def _is_wide(word: str) -> bool:
    meaning = lookup_label(word)
    return meaning is not None and (meaning.is_total or meaning.attribute in COSTS)


def _sums(total: Total, phases: Mapping[str, Costed]) -> bool:
    """Whether the parts of a total are what each phase costs, one amount a phase and none left out ("Year", "All phases", "Q1 to Q4")."""
    costs = sorted((value.least, value.most, fact.span.line) for fact, value in phases.values())
    return len(costs) >= LEAST_PARTS and any(
        all(fact.item in phases for fact, _ in group)
        and sorted((value.least, value.most, fact.span.line) for fact, value in group) == costs
        for group in total.groupings
    )


def phase_costs(roadmap: Roadmap) -> dict[str, Costed]:
    """What each phase costs, by key: the cost first stated for it; phases within one are not counted again."""
    return outer(roadmap, {item.key: cost for item in roadmap.items if item.kind == "phase" and (cost := own_cost(item))})


def outer(roadmap: Roadmap, priced: Mapping[str, Costed]) -> dict[str, Costed]:
    """The costs of items that are no part of another with a cost, in document order."""
    return {key: cost for key, cost in priced.items() if not lies_within(roadmap, key, priced)}


def lies_within(roadmap: Roadmap, key: str, others: Container[str]) -> bool:
    """Whether an item is part of one of the others, at any depth."""
    at, seen = roadmap.by_key[key].parent, {key}
    while at and at not in seen and at in roadmap.by_key:
        if at in others:
            return True
        seen.add(at)
        at = roadmap.by_key[at].parent
    return False


def own_cost(item: Item) -> Costed | None:
    """What an item says that it costs, the first where it says so again: of no other subject, of no part, of no variant."""
    for fact in item.facts:
        value = amount_of(fact) if fact.attribute in COSTS and _is_said(fact) else None
        if value is not None and not fact.scenario and fact.role != "actual":
            return fact, value
    return None


def amount_of(fact: Fact) -> Quantity | None:
    """The one amount of a fact that is a cost, not a price a month and not a change."""
    found = [value for value in fact.quantities if value.kind == "money" and not value.change]
    return found[0] if len(found) == 1 and not found[0].per else None


def _is_said(fact: Fact) -> bool:
    """Whether a label, a column or a heading says that the amount is a cost: an amount in passing may be a price, a limit, an income."""
    return not fact.subject and (bool(fact.label) or fact.source in ("column", "field", "heading"))
