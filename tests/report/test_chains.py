"""How many items wait for one, through others, whatever the shape of the graph."""

from __future__ import annotations

import random

from agent.model.roadmap import Item
from agent.model.span import Span
from agent.report.chains import all_waiting, how_many_wait
from agent.rules.reading.graph import Edge, Graph, longest_chain

SPAN = Span(path="plan.md", line=1, end_line=1, quote="")


def item(number: int) -> Item:
    return Item(key=str(number), id="", title="", kind="task", span=SPAN, end_line=1)


def graph_of(pairs: list[tuple[int, int]]) -> Graph:
    """A graph of pairs of who waits and what is needed."""
    needs: dict[str, dict[str, Edge]] = {}
    for waiting, needed in pairs:
        needs.setdefault(str(waiting), {})[str(needed)] = Edge(item(waiting), item(needed), SPAN, "")
    return Graph({key: tuple(edges.values()) for key, edges in needs.items()})


def test_what_is_counted_is_what_is_named() -> None:
    chance = random.Random(7)
    for links in (*range(12), 20, 40):
        graph = graph_of([(chance.randrange(12), chance.randrange(12)) for _ in range(links)])
        found = how_many_wait(graph)
        assert found == {key: len(all_waiting(graph, key)) for key in found}
        assert found.keys() == {edge.needed.key for edge in graph.edges if edge.needed.key != edge.waiting.key}


def test_items_in_a_cycle_wait_for_all_others_of_it() -> None:
    assert how_many_wait(graph_of([(1, 2), (2, 3), (3, 1), (4, 1)])) == {"1": 3, "2": 3, "3": 3}


def test_a_chain_of_many_thousands_is_counted_and_told() -> None:
    graph = graph_of([(at + 1, at) for at in range(20_000)])
    assert how_many_wait(graph)["0"] == 20_000
    chain = longest_chain(graph, tuple(item(at) for at in range(20_001)), lambda one: 1.0)
    assert [one.key for one in chain] == [str(at) for at in range(20_001)]
