"""Lists of what the document itself holds: tables of contents, whose lines name sections and nothing planned."""

from __future__ import annotations

from agent.expressions import expression
from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.scanned import Scanned
from agent.facts import normalise

_LINKED = expression(r"\s*(?:[-*+]|\d{1,3}[.)])\s+\[[^\]]{1,200}\]\(#")
_OUTLINE = expression(r"^[\W\d]+")
_FEWEST = 2  # lines


def contents_lines(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """The bullets that list the document's own headings: most of a list are links into the document, or have the words of a heading
    further on; none with a box, or below what is planned."""
    headings = {_words(_text(scanned, node)): node.block for node in tree.nodes if node.kind == "heading"}
    last = max(headings.values(), default=-1)
    lists: dict[tuple[int | None, int], list[Node]] = {}
    for node in tree.nodes:
        if node.kind == "bullet" and scanned.document.blocks[node.block].checked is None:
            lists.setdefault((tree.nodes[node.parent].index if node.parent is not None else None, node.rank), []).append(node)
    found: set[int] = set()
    for (outer, _), siblings in lists.items():
        if outer is not None and any(above.title.id for above in tree.above(outer) if above.index):
            continue
        naming = [node for node in siblings if _names_section(scanned, node, headings, last)]
        if len(naming) >= _FEWEST and len(naming) * 2 > len(siblings):
            found |= {node.index for node in siblings}
    return frozenset(node.index for node in tree.nodes if any(above.index in found for above in tree.above(node.index)))


def _names_section(scanned: Scanned, node: Node, headings: dict[str, int], last: int) -> bool:
    if _LINKED.match(scanned.document.raw_lines[scanned.document.blocks[node.block].line - 1]):
        return True
    words = _words(_text(scanned, node)) if node.block < last else ""
    return bool(words) and headings.get(words, -1) > node.block


def _text(scanned: Scanned, node: Node) -> str:
    return scanned.document.blocks[node.block].text[node.start : node.stop]


def _words(text: str) -> str:
    """The words of a heading without its number and ornaments."""
    return normalise(_OUTLINE.sub("", text)).rstrip(" :.")
