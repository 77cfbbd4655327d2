"""Budgets of phases against their items, and of the plan against its phases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.extract.facts.amounts import Part, alike, amount, can_add, near
from agent.extract.wording.words import is_exact_total, is_total, sums_section, topic_of
from agent.facts import lookup_label
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item, Total

_WORK = frozenset({"phase", "milestone", "initiative"})
_FARTHEST = 3.0
_FEWEST = 3
_RETURNS = frozenset({"benefit", "revenue"})  # sums in these sections are of what comes back, not of what is spent


def item_totals(items: Sequence[Item], facts: Sequence[Fact]) -> Iterator[Total]:
    """Totals that the hierarchy of items proves."""
    inside: dict[str, list[Item]] = {}
    for item in items:
        inside.setdefault(item.parent, []).append(item)
    for item in items:
        yield from _against(_budgets(item.facts), inside.get(item.key, ()), "items")
    phases = [item for item in inside.get("", ()) if item.kind == "phase"]
    yield from _listed(items, facts)
    yield from _against(_budgets([fact for fact in facts if not fact.item and _of_plan(fact)], whole=True), phases, "phases")


def _listed(items: Sequence[Item], facts: Sequence[Fact]) -> Iterator[Total]:
    """A line "Total: amount" below the items of its section, each with a budget of its own."""
    for fact in facts:
        quantities = fact.quantities
        if fact.item or fact.source != "field" or not quantities or quantities[0].kind != "money":
            continue
        section = _summed_section(fact)
        above = [item for item in items if item.headings == section and item.kind in _WORK | {"task"} and item.span.line < fact.span.line]
        parts = [budgets[0] for item in above if (budgets := _budgets(item.facts))]
        if len(parts) == len(above) >= _FEWEST and all(alike(quantities[0], part) for _, part in parts) and near(quantities[0], parts, 1.5):
            yield Total(fact, quantities[0], (tuple(parts),), "items")


def _summed_section(fact: Fact) -> tuple[str, ...] | None:
    """The headings above the items that a labelled amount sums: those of the line itself, or those above the last item's own heading."""
    if is_exact_total(fact.label):
        return fact.headings
    named = [depth for depth in range(len(fact.headings), 0, -1) if sums_section(fact.label, fact.headings[depth - 1])]
    return fact.headings[: named[0]] if named else None


def _against(stated: Sequence[Part], children: Sequence[Item], basis: str) -> Iterator[Total]:
    """Each different budget against the budgets of all children; nothing when one of them states none."""
    planned = [_budgets(child.facts) for child in children if child.kind in _WORK]
    if len(planned) < 2 or not all(planned):
        return
    parts = [budgets[0] for budgets in planned]
    seen: list[Quantity] = []
    for fact, value in stated:
        same = all(alike(value, part) for _, part in parts)
        if same and near(value, parts, _FARTHEST) and not any(value.least == other.least and value.most == other.most for other in seen):
            seen.append(value)
            nearest = tuple(min(budgets, key=lambda part: abs(part[0].span.line - fact.span.line)) for budgets in planned)
            groupings = (tuple(parts), nearest) if nearest != tuple(parts) else (nearest,)  # a plan that stands twice in the document
            yield Total(fact, value, groupings, "items" if basis == "items" else "phases")


def _budgets(facts: Sequence[Fact], whole: bool = False) -> list[Part]:
    """Planned costs of the thing itself: not spent, not of a part of it, not in a scenario; `whole` takes totals of the document too."""
    found: list[Part] = []
    for fact in facts:
        if fact.attribute not in {"cost", "total"} or fact.role in {"actual", "baseline", "limit"} or fact.scenario or _is_of_period(fact):
            continue
        value = amount(fact)
        if (
            value is not None
            and value.kind == "money"
            and can_add(value)
            and (not fact.subject or (whole and is_total(fact.label)))
            and fact.source != "equation"
        ):
            found.append((fact, value))
    return found


def _is_of_period(fact: Fact) -> bool:
    """A cell below a period ("Year 1") is only that period's part; its label is the row's then and not the column's."""
    return (
        fact.source == "column"
        and fact.window is not None
        and (fact.window.is_relative or fact.window.precision != "year")
        and not lookup_label(fact.label)
    )


def _of_plan(fact: Fact) -> bool:
    """Whether a figure of no item speaks of the whole plan: a total near the top or in the front matter."""
    if fact.source == "front_matter":
        return True
    near_top = len(fact.headings) <= 2 and not any(topic_of(heading) in _RETURNS for heading in fact.headings)
    return near_top and is_total(fact.label) and fact.source in {"field", "prose", "heading"}
