"""How the work stands and hangs together: priorities, dependencies, status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from agent.compare.figures import ENGLISH
from agent.compare.sides import Side, cell, flat, missing, shown
from agent.facts import format_number
from agent.model.comparison import Cell, Dimension
from agent.model.roadmap import Item
from agent.rules.reading.graph import graph_of
from agent.rules.reading.pieces import WORK

RANKS = ("critical", "P0", "high", "P1", "medium", "P2", "low", "P3", "P4")
STATES = ("done", "in progress", "open")
NAMED = 2


def plan(sides: Sequence[Side]) -> tuple[Dimension, ...]:
    """Priorities, dependencies and status."""
    return tuple(
        Dimension(name=name, section="plan", cells=tuple(make(side) for side in sides), note=note)
        for name, make, note in (
            ("priorities", _priorities, "items by stated priority"),
            ("dependencies", _dependencies, "links to items that the roadmap itself defines, and names that it does not"),
            ("status", _status, "items that state one; a part counts, what encloses it does not"),
        )
    )


def _priorities(side: Side) -> Cell:
    stated = [fact for item in side.roadmap.items for fact in item.all("priority")[:1]]
    found = [(fact, str(token.value)) for fact in stated for token in fact.values if token.kind == "priority"]
    if not found:
        return missing(side)
    counts = Counter(rank for _, rank in found)
    ordered = sorted(counts, key=lambda rank: (RANKS.index(rank) if rank in RANKS else len(RANKS), rank))
    value = ", ".join(f"{counts[rank]} {rank}" for rank in ordered)
    return cell(side, value, [fact.span for fact, _ in found], shown(f"{value} = {len(found)} items with a priority"))


def _dependencies(side: Side) -> Cell:
    """How many links, who is waited for most, and what is named but not defined."""
    graph = graph_of(side.roadmap)
    edges = tuple(graph.edges)
    undefined = [d for item in side.roadmap.items for d in item.dependencies if not d.target]
    free = [item for item in side.roadmap.items if item.independent]
    if not edges and not undefined:
        return cell(side, f"{len(free)} need nothing", [item.span for item in free], shown(f"{len(free)} items")) if free else missing(side)
    needed = Counter(edge.needed.key for edge in edges)
    most = sorted(needed, key=lambda key: (-needed[key], key))[:NAMED]
    names = ", ".join(f"{_name(side.roadmap.by_key[key])} ({needed[key]})" for key in most if needed[key] > 1)
    lost = [f"{len(undefined)} to nothing defined"] if undefined else []
    links = f"{len(edges)} link{'' if len(edges) == 1 else 's'}"
    parts = [links, *([f"most needed: {names}"] if names else []), *lost]
    counts = ", ".join(f"{needed[key]} need {_name(side.roadmap.by_key[key])}" for key in most)
    formula = "; ".join(filter(None, (links, counts, *lost)))
    return cell(side, "; ".join(parts), [*(edge.span for edge in edges), *(d.span for d in undefined)], shown(formula))


def _name(item: Item) -> str:
    return item.id or flat(item.title)


def _status(side: Side) -> Cell:
    """Done, in progress and open among the innermost pieces of work that state it."""
    stated = [(item, side.standing[item.key]) for item in side.roadmap.items if item.kind in WORK and side.standing[item.key].state]
    parents = {item.parent for item, _ in stated}
    leaves = [(item, standing) for item, standing in stated if item.key not in parents] or stated
    if not leaves:
        return missing(side)
    counts: Counter[str] = Counter(standing.state for _, standing in leaves)
    total = len(leaves)
    share = format_number(100 * counts["done"] / total, ENGLISH, 0)
    value = ", ".join(f"{counts[state]} {state}" for state in STATES if counts[state])
    spans = [standing.span for state in STATES for _, standing in leaves if standing.state == state]
    return cell(side, f"{value} ({share}% done)", spans, shown(f"{value} = {total} items; {counts['done']} / {total} = {share}%"))
