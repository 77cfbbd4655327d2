"""What stands behind the last of several parts and is about all of them: "Success metrics:" below "Phase 3", "Effort: ..." below "3.2"."""

from __future__ import annotations

from msgspec.structs import replace

from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.labels import split_field
from agent.extract.wording.scanned import Scanned
from agent.facts import lookup_label, normalise
from agent.model.document import Block

_NUMBERED = frozenset({7, 8})  # ranks of leads that name a numbered thing
_TITLED = frozenset({9, 10})  # ranks of leads that only head a list
_OF_ALL = frozenset({"metrics", "acceptance"})
_FEWEST = 2
_AMOUNTS = frozenset({"effort", "duration", "cost", "people"})
_HABIT = 3  # phases that close so


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


def with_amounts_of_all(scanned: Scanned, tree: Tree) -> Tree:
    """The tree with each amount that only the last of the parts of a phase states ("**Effort:** 1 week" at the end of "3.2") put into the
    phase, where the phases of the document close so. Where each part states its own, the last one does as well."""
    parts: dict[int, list[Node]] = {}
    for node in tree.nodes:
        if node.kind == "heading" and node.parent is not None:
            parts.setdefault(node.parent, []).append(node)
    closing: dict[str, list[tuple[int, Node]]] = {}
    for parent, siblings in parts.items():
        if len(siblings) < _FEWEST or not tree.nodes[parent].title.id:
            continue
        stated = [_stated(scanned, tree, node) for node in siblings]
        before = {label for labels in stated[:-1] for label in labels}
        for label, block in stated[-1].items():
            if label not in before and _is_last(scanned, block, tree.ends[siblings[-1].index]):
                closing.setdefault(label, []).append((block, siblings[-1]))
    found = [one for those in closing.values() if len(those) >= _HABIT for one in those]
    if not found:
        return tree
    home, ends = list(tree.home), list(tree.ends)
    for block, last in found:
        home[block] = last.parent
        ends[last.index] = block
    return replace(tree, home=tuple(home), ends=tuple(ends))


def _stated(scanned: Scanned, tree: Tree, node: Node) -> dict[str, int]:
    """The labels of the amounts that lines of their own state in a section, and the block of each."""
    found: dict[str, int] = {}
    for block in scanned.document.blocks[node.block + 1 : tree.ends[node.index]]:
        label = _label_of_amount(scanned, block) if block.kind in {"paragraph", "item"} else ""
        if label:
            found[label] = block.index
    return found


def _is_last(scanned: Scanned, block: int, end: int) -> bool:
    """Whether a block is a paragraph behind which its section holds nothing."""
    blocks = scanned.document.blocks
    return blocks[block].kind == "paragraph" and all(other.kind == "rule" for other in blocks[block + 1 : end])


def _label_of_amount(scanned: Scanned, block: Block) -> str:
    field = split_field(block.text, 0, len(block.text), block.bold)
    if field is None or field.separator != ":":
        return ""
    label = block.text[field.start : field.end]
    known = lookup_label(label)
    return normalise(label) if known is not None and known.attribute in _AMOUNTS else ""
