"""Items with no word in common that are one thing all the same: made of the same parts, or with the same figures in the same place."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Mapping

from agent.facts import normalise
from agent.model.roadmap import Item, Roadmap
from agent.versions.match import Match, best_first

BY_STANDING = 0.6  # how sure either is
FEWEST_PARTS, LEAST_PARTS = 2, 0.6  # parts that two items must have in common, and their share of all parts of either
FEWEST_FIGURES = 2
MEASURED = ("cost", "effort", "duration", "people", "owner", "team")


def by_contents(before: Roadmap, after: Roadmap, pairs: Mapping[str, str]) -> tuple[Match, ...]:
    """Free items most of whose parts are parts of one free item of the other version: the whole was renamed."""
    taken = set(pairs.values())
    parts = [Counter(item.parent for item in roadmap.items if item.parent) for roadmap in (before, after)]
    shared: Counter[tuple[str, str]] = Counter()
    for left, right in pairs.items():
        one, other = before.by_key[left].parent, after.by_key[right].parent
        if one and other and one not in pairs and other not in taken:
            shared[one, other] += 1
    found = []
    for (one, other), count in shared.items():
        if one not in before.by_key or other not in after.by_key or before.by_key[one].kind != after.by_key[other].kind:
            continue
        share = count / max(parts[0][one], parts[1][other])
        if count >= FEWEST_PARTS and share >= LEAST_PARTS:
            found.append(Match(one, other, round(share * BY_STANDING, 3), "parts"))
    return best_first(found)


def by_figures(before: Roadmap, after: Roadmap, pairs: Mapping[str, str]) -> tuple[Match, ...]:
    """Free items under one parent that alone there state the same two figures or more, and no other ones; two ids are two items."""
    left, right = _stating(before, set(pairs)), _stating(after, set(pairs.values()))
    found = []
    for (parent, kind, figures), items in left.items():
        others = right.get((pairs.get(parent, "") if parent else "", kind, figures), [])
        if len(items) == len(others) == 1 and (not parent or parent in pairs) and not (items[0].id and others[0].id):
            found.append(Match(items[0].key, others[0].key, BY_STANDING, "figures"))
    return best_first(found)


def _stating(roadmap: Roadmap, taken: set[str]) -> Mapping[tuple[str, str, frozenset[Hashable]], list[Item]]:
    found: dict[tuple[str, str, frozenset[Hashable]], list[Item]] = defaultdict(list)
    for item in roadmap.items:
        if item.key not in taken and (figures := frozenset(_figures(item))) and _tell(figures):
            found[item.parent, item.kind, figures].append(item)
    return found


def _figures(item: Item) -> Iterator[tuple[str, Hashable]]:
    """What an item states of itself that can be compared: its own time, what it costs, takes and needs, and who has it."""
    if item.window is not None and not item.window_inherited:
        yield "window", normalise(item.window.text)
    for fact in item.facts:
        if fact.attribute in MEASURED and fact.source != "prose":
            yield fact.attribute, fact.quantities or normalise(fact.text)


def _tell(figures: frozenset[tuple[str, Hashable]]) -> bool:
    """Whether these figures tell one item from another: two or more, one of them a cost or an effort."""
    return len(figures) >= FEWEST_FIGURES and any(attribute in ("cost", "effort", "duration") for attribute, _ in figures)
