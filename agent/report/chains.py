"""What the dependencies of a roadmap amount to: who waits for whom through others, and the chain that takes longest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from operator import or_

from agent.model.quantity import Quantity
from agent.model.roadmap import Item, Roadmap
from agent.report.wording import label, ranged
from agent.rules.reading.amounts import number
from agent.rules.reading.graph import Edge, Graph, components, cycles, longest_chain
from agent.rules.reading.lengths import duration_of, length_of

FEWEST_UNTIMED = 3  # a chain without lengths says something from so many items on


@dataclass(frozen=True, slots=True)
class Length:
    """How long an item takes: days at most, and as the document says it (`stated`) where it does."""

    days: float
    text: str
    stated: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """Items that follow from each other, first to do first. `days` and `formula` are None and "" where no item says how long it takes."""

    items: tuple[Item, ...]
    edges: tuple[Edge, ...]
    days: int | None
    formula: str


def all_waiting(graph: Graph, key: str) -> frozenset[str]:
    """All that wait for an item, through others too; an item in a cycle does not count itself."""
    direct, seen, stack = _direct(graph), {key}, [key]
    while stack:
        new = direct.get(stack.pop(), set()) - seen
        seen |= new
        stack += new
    return frozenset(seen - {key})


def how_many_wait(graph: Graph) -> Mapping[str, int]:
    """For each item that is needed, how many wait for it, as `all_waiting` tells them.

    The sets of a chain of thousands would take the square of its length, so each is a number with a bit for an item, kept until all that
    its items need have been counted.
    """
    direct = _direct(graph)
    groups = components(graph)
    home = {key: at for at, group in enumerate(groups) for key in group}
    number = {key: at for at, key in enumerate(home)}
    behind = [{home[one] for key in group for one in direct.get(key, ())} - {at} for at, group in enumerate(groups)]
    uses = Counter(one for ones in behind for one in ones)
    reached: dict[int, int] = {}
    found: dict[str, int] = {}
    for at in range(len(groups) - 1, -1, -1):  # what waits comes before what it needs
        all_of_it = reduce(or_, (1 << number[key] for key in groups[at]))
        for one in behind[at]:
            all_of_it |= reached[one]
            uses[one] -= 1
            if not uses[one]:
                del reached[one]
        if uses[at]:
            reached[at] = all_of_it
        found.update(dict.fromkeys(groups[at], all_of_it.bit_count() - 1))
    return {key: found[key] for key in direct}


def _direct(graph: Graph) -> dict[str, set[str]]:
    """What waits for each item without others between them."""
    direct: dict[str, set[str]] = defaultdict(set)
    for edge in graph.edges:
        if edge.waiting.key != edge.needed.key:
            direct[edge.needed.key].add(edge.waiting.key)
    return direct


def critical_chain(roadmap: Roadmap, graph: Graph) -> Chain | None:
    """The chain that takes longest by what its items state: effort or duration, else the length of their own window.

    Items in a cycle are left out: no order of work exists for them. Where nothing states a length, the chain of most items, if it has
    at least three.
    """
    circular = {edge.waiting.key for cycle in cycles(graph) for edge in cycle}
    circular |= {edge.waiting.key for edge in graph.edges if edge.waiting.key == edge.needed.key}
    linked = {edge.waiting.key for edge in graph.edges} | {edge.needed.key for edge in graph.edges}
    items = tuple(item for item in roadmap.items if item.key in linked and item.key not in circular)
    lengths = {item.key: length for item in items if (length := length_of_item(item))}
    timed = longest_chain(graph, items, lambda item: lengths[item.key].days if item.key in lengths else 0.0)
    if len(timed) > 1 and all(item.key in lengths for item in timed):
        formula, days = _formula(timed, lengths)
        return Chain(timed, _edges(graph, timed), days, formula)
    untimed = longest_chain(graph, items, lambda item: 1.0)
    return Chain(untimed, _edges(graph, untimed), None, "") if len(untimed) >= FEWEST_UNTIMED else None


def length_of_item(item: Item) -> Length | None:
    """What an item takes, at most."""
    if found := duration_of(item, "effort", "duration"):
        return Length(found[1].high, ranged(found[2].least, found[2].most, found[2]), found[2])
    if item.window is None or item.window_inherited:
        return None
    days = length_of(item.window)
    return Length(days.high, f"{number(round(days.high))} days") if days else None


def _formula(items: tuple[Item, ...], lengths: Mapping[str, Length]) -> tuple[str, int]:
    """The sum as a reader would write it: in the documents' own unit where all share one, else in days."""
    parts = [lengths[item.key] for item in items]
    days = round(sum(part.days for part in parts))
    stated = [part.stated for part in parts if part.stated]
    if len(stated) == len(parts) and len({quantity.unit for quantity in stated}) == 1:
        terms = [f"{label(item)} {part.text}" for item, part in zip(items, parts, strict=True)]
        total = ranged(sum(q.least for q in stated), sum(q.most for q in stated), stated[0])
        return f"{' + '.join(terms)} = {total}", days
    terms = [f"{label(item)} {number(round(part.days))}" for item, part in zip(items, parts, strict=True)]
    return f"{' + '.join(terms)} = {number(days)} days", days


def _edges(graph: Graph, items: tuple[Item, ...]) -> tuple[Edge, ...]:
    """The links between neighbours of a chain."""
    pairs = {(edge.needed.key, edge.waiting.key): edge for edge in graph.edges}
    return tuple(pairs[one.key, other.key] for one, other in pairwise(items) if (one.key, other.key) in pairs)
