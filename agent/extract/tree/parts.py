"""Headings and labels that name a part of each section and nothing planned: "Tasks", "Team required", "**Backend**: ..."."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.scanned import Scanned
from agent.facts import normalise

_MANY, _FEW, _ANYWHERE = 3, 2, 4  # sections
_Key = tuple[int | None, str, int]  # what encloses the sections, kind and rank of the parts in them


def recurring_parts(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Nodes without number, period or state whose name returns in at least half of the sections beside each other that have such nodes: in
    three of them or more, or in the only two; labels of bullets also where they return in four sections of the whole document."""
    sections: dict[_Key, set[int]] = {}
    named: dict[tuple[_Key, str], dict[int, int]] = {}
    labels: dict[str, dict[int, int]] = {}
    for node, name in _candidates(scanned, tree):
        section = tree.nodes[node.parent] if node.parent is not None else None
        if section is None or (section.kind == "bullet" and node.kind != "bullet"):
            continue
        key = (section.parent, node.kind, node.rank)
        sections.setdefault(key, set()).add(section.index)
        if name:
            named.setdefault((key, name), {})[section.index] = node.index
            if node.kind == "bullet":
                labels.setdefault(name, {})[section.index] = node.index
    anywhere = frozenset(index for found in labels.values() if len(found) >= _ANYWHERE for index in found.values())
    return anywhere | frozenset(
        index
        for (key, _), found in named.items()
        if len(found) * 2 >= len(sections[key]) and (len(found) >= _MANY or len(found) == len(sections[key]) == _FEW)
        for index in found.values()
    )


def _candidates(scanned: Scanned, tree: Tree) -> Iterator[tuple[Node, str]]:
    """Headings, leads and labelled bullets, each with its name; "" for one that names a thing of its own."""
    for node in tree.nodes:
        title, block = node.title, scanned.document.blocks[node.block]
        if node.kind == "bullet":
            field = node.field
            if field is None or field.separator != ":" or block.checked is not None:
                continue
            name = block.text[field.start : field.end]
        else:
            name = title.name
        own = title.id or title.status or title.windows or any(map(str.isdigit, name))
        yield node, "" if own else normalise(name)
