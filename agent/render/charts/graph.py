"""The dependency graph: what is needed on the left, what waits for it on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import networkx
from markupsafe import Markup

from agent.model.report import Link
from agent.render.charts.canvas import Canvas
from agent.render.terminal import fit

MOST_NODES = 36
NODE_WIDTH, NODE_HEIGHT = 176.0, 34.0
COLUMN, ROW, MARGIN = 232.0, 48.0, 12.0
LETTERS = 23

Place = tuple[float, float]


def drawn_links(links: Sequence[Link], waiting: Mapping[str, int]) -> tuple[Link, ...]:
    """The links between the items that a chart has room for: those on the critical path, then those most others wait for."""
    keys = list(dict.fromkeys(key for link in links for key in (link.needed, link.waiting)))
    if len(keys) <= MOST_NODES:
        return tuple(links)
    critical = {key for link in links if link.critical for key in (link.needed, link.waiting)}
    chosen = set(sorted(keys, key=lambda key: (key not in critical, -waiting.get(key, 0), keys.index(key)))[:MOST_NODES])
    return tuple(link for link in links if link.needed in chosen and link.waiting in chosen)


def dependency_graph(identity: str, title: str, links: Sequence[Link]) -> Markup:
    """Items as boxes in columns by how much comes before them, dependencies as arrows. At least one link."""
    names = {key: name for link in links for key, name in ((link.needed, link.needed_name), (link.waiting, link.waiting_name))}
    places = _places(links)
    width = max(x for x, _ in places.values()) + NODE_WIDTH + MARGIN
    height = max(y for _, y in places.values()) + NODE_HEIGHT + MARGIN
    canvas = Canvas(width, height)
    critical = {key for link in links if link.critical for key in (link.needed, link.waiting)}
    for link in sorted(links, key=lambda link: link.critical):
        if link.needed != link.waiting:
            (x, y), (to_x, to_y) = places[link.needed], places[link.waiting]
            points = [(x + NODE_WIDTH, y + NODE_HEIGHT / 2), (to_x - 10, to_y + NODE_HEIGHT / 2), (to_x, to_y + NODE_HEIGHT / 2)]
            canvas.arrow(points, "critical" if link.critical else "soft", width=2.2 if link.critical else 1.0)
    for key, (x, y) in places.items():
        strong = key in critical
        canvas.rounded(x, y, NODE_WIDTH, NODE_HEIGHT, "panel", "critical" if strong else "soft", line=2.2 if strong else 1.0)
        canvas.text(x + NODE_WIDTH / 2, y + NODE_HEIGHT / 2, fit(names[key], LETTERS), anchor="middle", size=11.5, bold=strong)
    chain = " Thick red arrows and boxes are the critical path." if critical else ""
    counts = f"{len(places)} items and {len(links)} dependencies"
    said = f"{counts}, each arrow from what is needed to what waits; the table below has the same in words.{chain}"
    return canvas.svg(identity, title, said)


def _places(links: Sequence[Link]) -> dict[str, Place]:
    """The top left corner of each box: its column by the longest way to it, its row near what it waits for."""
    graph: networkx.DiGraph[str] = networkx.DiGraph()
    for link in links:
        graph.add_edge(link.needed, link.waiting)
    columns = _columns(graph)
    order = {key: at for at, key in enumerate(graph.nodes)}
    rows: dict[str, float] = {}
    places: dict[str, Place] = {}
    tallest = max(len(keys) for keys in columns.values())
    for column in sorted(columns):
        keys = columns[column]
        near = {key: _mean([rows[before] for before in graph.predecessors(key) if before in rows]) for key in keys}
        keys.sort(key=lambda key: (near[key], order[key]))
        shift = (tallest - len(keys)) / 2
        for at, key in enumerate(keys):
            rows[key] = at + shift
            places[key] = (MARGIN + column * COLUMN, MARGIN + rows[key] * ROW)
    return places


def _columns(graph: networkx.DiGraph[str]) -> dict[int, list[str]]:
    """Items by the longest chain before them; those in a cycle share a column."""
    condensed = networkx.condensation(graph)
    depth: dict[int, int] = {}
    for group in networkx.topological_sort(condensed):
        depth[group] = 1 + max((depth[before] for before in condensed.predecessors(group)), default=-1)
    columns: dict[int, list[str]] = defaultdict(list)
    for group, column in depth.items():
        columns[column] += condensed.nodes[group]["members"]
    return dict(columns)


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0
