"""Items grouped by what they share (team, phase, ids listed in a row), and the sums of their figures."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Item, Roadmap

SUMMED = frozenset({"money", "duration", "count"})
NOT_SUMMED = frozenset(
    {"roi", "payback", "window", "start", "end", "progress", "price", "rate", "priority", "likelihood", "impact", "metric"}
)
LONGEST_VALUE = 40
ID = expression(r"[A-Za-z]{1,12}[-_.]?\d{1,5}(?:\.\d{1,3})?")

Key = tuple[str, str]


class Figure(Struct, frozen=True):
    """One number of an item that can be added to those of others."""

    item: Item
    quantity: Quantity
    fact: Fact


class Figures(Struct, frozen=True):
    """The figures of items by what they are: attribute and label."""

    by_key: Mapping[Key, Mapping[str, Figure]]

    def of(self, key: Key, items: Sequence[Item]) -> tuple[Figure, ...]:
        known = self.by_key[key]
        return tuple(known[item.key] for item in items if item.key in known)


def figures_of(roadmap: Roadmap) -> Figures:
    """Every attribute that gives items a single amount, duration or count; an item that states it twice differently has none."""
    found: dict[Key, dict[str, Figure]] = defaultdict(dict)
    unsure: set[tuple[Key, str]] = set()
    for item in roadmap.items:
        for fact in item.facts:
            quantities = fact.quantities
            if len(quantities) != 1 or fact.attribute in NOT_SUMMED or quantities[0].kind not in SUMMED or fact.subject:
                continue
            key = (fact.attribute, normalise(fact.label) if fact.source == "column" else "")
            known = found[key].get(item.key)
            if known and known.quantity != quantities[0]:
                unsure.add((key, item.key))
            found[key].setdefault(item.key, Figure(item, quantities[0], fact))
    for key, name in unsure:
        del found[key][name]
    return Figures({key: dict(figures) for key, figures in found.items() if len(figures) > 1})


def groupings_of(roadmap: Roadmap) -> dict[str, dict[str, tuple[Item, ...]]]:
    """Groups of items by dimension ("team", "parent") and folded name."""
    groups: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in roadmap.items:
        for fact in item.facts:
            if (
                fact.text
                and not fact.quantities
                and not fact.windows
                and len(fact.text) <= LONGEST_VALUE
                and fact.attribute != "depends_on"
            ):
                groups[f"{fact.attribute}|{normalise(fact.label) if fact.source == 'column' else ''}"][normalise(fact.text)].append(item)
        parent = roadmap.by_key.get(item.parent)
        if parent:
            for name in {normalise(parent.title), normalise(parent.id)} - {""}:
                groups["parent|"][name].append(item)
        if item.headings:
            groups["heading|"][normalise(re.sub(r"^[\d.]+\s", "", item.headings[-1]))].append(item)
    return {dimension: {name: tuple(dict.fromkeys(items)) for name, items in named.items()} for dimension, named in groups.items()}


def listed_items(roadmap: Roadmap, text: str) -> tuple[Item, ...]:
    """The items whose ids a cell lists ("P01, P09, P14"); empty unless it lists only known ids, at least one."""
    names = ID.findall(text)
    rest = ID.sub("", text)
    if not names or re.sub(r"[\s,;/&+.]|and|und|e|y|et", "", rest):
        return ()
    found = [roadmap.by_id.get(name.casefold()) for name in names]
    return tuple(item for item in found if item) if all(found) else ()
