"""Headings and leads that only group what stands in them: by priority, by horizon, by how far it is."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from agent.extract.tree.grades import read_grades
from agent.extract.tree.nodes import Tree
from agent.extract.tree.standings import read_standings
from agent.extract.wording.scanned import Scanned


class Groups(Struct, frozen=True):
    """`grades` gives for a node the priority of what stands in it ("" for a horizon), `standings` its status ("" for a mere plan)."""

    grades: Mapping[int, str]
    standings: Mapping[int, str]

    def __contains__(self, node: object) -> bool:
        return node in self.grades or node in self.standings


def read_groups(scanned: Scanned, tree: Tree) -> Groups:
    """All nodes that only group."""
    return Groups(read_grades(scanned, tree), read_standings(scanned, tree))
