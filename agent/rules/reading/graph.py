"""Who waits for whom: the dependencies of a roadmap as a directed graph over item keys."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct

from agent.model.roadmap import Dependency, Item, Roadmap
from agent.model.span import Span


class Edge(Struct, frozen=True):
    """`waiting` cannot be done before `needed`; `span` is where that is written."""

    waiting: Item
    needed: Item
    span: Span
    text: str


class Graph(Struct, frozen=True):
    """Edges by the item that waits, in document order. Self dependencies are kept."""

    needs: Mapping[str, tuple[Edge, ...]]

    @property
    def edges(self) -> Iterator[Edge]:
        return (edge for edges in self.needs.values() for edge in edges)


def graph_of(roadmap: Roadmap, told: Sequence[tuple[Item, Dependency]] = ()) -> Graph:
    """The graph of all dependencies whose target is defined, those told in sentences included; "A blocks B" is read as "B needs A"."""
    needs: dict[str, dict[str, Edge]] = defaultdict(dict)
    declared = [(item, dependency) for item in roadmap.items for dependency in item.dependencies]
    for item, dependency in (*declared, *told):
        edge = _edge(roadmap, item, dependency)
        if edge:
            needs[edge.waiting.key].setdefault(edge.needed.key, edge)
    return Graph({key: tuple(edges.values()) for key, edges in needs.items()})


def cycles(graph: Graph) -> tuple[tuple[Edge, ...], ...]:
    """One shortest cycle for each group of items that wait for each other; self dependencies are no cycles here."""
    found = []
    for group in components(graph):
        if len(group) > 1:
            start = next(key for key in graph.needs if key in group)
            found.append(_shortest_cycle(graph, start, group))
    return tuple(found)


def longest_chain(graph: Graph, items: tuple[Item, ...], length: Callable[[Item], float]) -> tuple[Item, ...]:
    """The dependency chain of greatest summed `length` within `items`, first item first; empty when they form a cycle."""
    inside = {item.key: item for item in items}
    order = _topological(graph, inside)
    if order is None:
        return ()
    best: dict[str, float] = {}
    before: dict[str, str] = {}
    for key in order:
        needed = [edge.needed.key for edge in graph.needs.get(key, ()) if edge.needed.key in best]
        if needed:
            before[key] = max(needed, key=best.__getitem__)
        best[key] = (best[before[key]] if needed else 0.0) + length(inside[key])
    chain = [max(best, key=best.__getitem__)] if best else []
    while chain and chain[-1] in before:
        chain.append(before[chain[-1]])
    return tuple(inside[key] for key in reversed(chain))


def _edge(roadmap: Roadmap, item: Item, dependency: Dependency) -> Edge | None:
    other = roadmap.by_key.get(dependency.target)
    if other is None:
        return None
    if dependency.kind in ("blocks", "before"):
        return Edge(other, item, dependency.span, dependency.text)
    return Edge(item, other, dependency.span, dependency.text)


def components(graph: Graph) -> tuple[frozenset[str], ...]:
    """Strongly connected components (Tarjan), what is needed before what waits for it."""
    return tuple(_components(graph))


def _components(graph: Graph) -> Iterator[frozenset[str]]:
    """Without recursion: a chain may be as long as the document."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    on_stack: set[str] = set()
    for root in graph.needs:
        if root in index:
            continue
        work = [(root, iter(graph.needs.get(root, ())))]
        index[root] = low[root] = len(index)
        stack.append(root)
        on_stack.add(root)
        while work:
            key, edges = work[-1]
            below = next((e.needed.key for e in edges if e.needed.key not in index or e.needed.key in on_stack), None)
            if below is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[key])
                if low[key] == index[key]:
                    yield _popped(stack, on_stack, key)
            elif below in index:
                low[key] = min(low[key], index[below])
            else:
                index[below] = low[below] = len(index)
                stack.append(below)
                on_stack.add(below)
                work.append((below, iter(graph.needs.get(below, ()))))


def _popped(stack: list[str], on_stack: set[str], key: str) -> frozenset[str]:
    group = set()
    while True:
        top = stack.pop()
        on_stack.discard(top)
        group.add(top)
        if top == key:
            return frozenset(group)


def _shortest_cycle(graph: Graph, start: str, group: frozenset[str]) -> tuple[Edge, ...]:
    """The shortest way from `start` back to itself inside a component, breadth first."""
    arrived: dict[str, Edge] = {}
    queue = deque([start])
    while queue:
        key = queue.popleft()
        for edge in graph.needs.get(key, ()):
            to = edge.needed.key
            if to == start and key != start:
                return (*_way(arrived, start, key), edge)
            if to in group and to not in arrived and to != start:
                arrived[to] = edge
                queue.append(to)
    return ()


def _way(arrived: Mapping[str, Edge], start: str, end: str) -> tuple[Edge, ...]:
    way: list[Edge] = []
    while end != start:
        way.append(arrived[end])
        end = arrived[end].waiting.key
    return tuple(reversed(way))


def _topological(graph: Graph, inside: Mapping[str, Item]) -> list[str] | None:
    """Keys with what they need before them, or None when that is impossible."""
    waiting = {key: {e.needed.key for e in graph.needs.get(key, ()) if e.needed.key in inside} for key in inside}
    dependants: dict[str, list[str]] = defaultdict(list)
    for key, needed in waiting.items():
        for other in needed:
            dependants[other].append(key)
    ready = deque(key for key, needed in waiting.items() if not needed)
    order: list[str] = []
    while ready:
        key = ready.popleft()
        order.append(key)
        for other in dependants[key]:
            waiting[other].discard(key)
            if not waiting[other]:
                ready.append(other)
    return order if len(order) == len(inside) else None
