"""Leads behind the last of several numbered ones that are about all of them: "Success metrics:" below "Phase 3"."""

from __future__ import annotations

from msgspec.structs import replace

from agent.extract.tree.nodes import Node, Tree

_NUMBERED = frozenset({7, 8})  # ranks of leads that name a numbered thing
_TITLED = frozenset({9, 10})  # ranks of leads that only head a list
_OF_ALL = frozenset({"metrics", "acceptance"})
_FEWEST = 2


def without_strays(tree: Tree) -> Tree:
    """The tree with each lead of measures that only the last of several numbered leads holds put beside that one. Where those before it
    have leads of their own, each has its own measures."""
    children: dict[int | None, list[Node]] = {}
    for node in tree.nodes:
        children.setdefault(node.parent, []).append(node)
    nodes, ends = list(tree.nodes), list(tree.ends)
    for siblings in tuple(children.values()):
        numbered = [node for node in siblings if node.kind == "lead" and node.rank in _NUMBERED]
        if len(numbered) < _FEWEST or any(_heads(children, node) for node in numbered[:-1]):
            continue
        last = numbered[-1]
        for node in _heads(children, last):
            if node.title.topic in _OF_ALL:
                nodes[node.index] = replace(node, parent=last.parent)
                ends[last.index] = min(ends[last.index], node.block)
    return replace(tree, nodes=tuple(nodes), ends=tuple(ends)) if tuple(nodes) != tree.nodes else tree


def _heads(children: dict[int | None, list[Node]], node: Node) -> list[Node]:
    return [child for child in children.get(node.index, ()) if child.kind == "lead" and child.rank in _TITLED]
