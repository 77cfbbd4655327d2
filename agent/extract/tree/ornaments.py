"""Signs before headings and bullets that look like a status and only decorate."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.labels import content_start
from agent.extract.wording.scanned import Scanned

_CLEAR_MARKS = frozenset("✅✔✓☑❌✗🔄🚧⏳🆕⏸")  # these say a status even among ornaments
_TICKS = frozenset("✅✔✓☑")
_FEWEST_OTHERS = 3  # kinds of emoji
_FEWEST_LINES, _FEWEST_LISTS = 2, 3
_BOXES = frozenset("-*•·▪‣○●◦–—►▸→»")
# Sections that tell what is wanted: a tick before each line of such a list says that it will be had.
_WANTED = frozenset({"deliverables", "objectives", "metrics", "acceptance", "benefit", "mitigations", "pricing"})

_PLANNED = frozenset({"initiatives", "tasks", "milestones", "planned", "timeline", "in_progress", "completed"})


def decorated(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """The nodes whose leading sign says no status."""
    return _among_emoji(scanned, tree) | _ticked_throughout(scanned, tree)


def _among_emoji(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bullets and headings whose leading emoji only decorates: among their siblings some emoji mean no status at all. The clear ones say a
    status even so, but not where most headings beside each other have another emoji ("🎯 Goals", "💰 Costs", "✅ Summary")."""
    leads: dict[tuple[int | None, str], list[tuple[int, str, bool]]] = {}
    worded: set[int] = set()  # whose words say a status as well
    for node in tree.nodes:
        text = scanned.document.blocks[node.block].text
        lead = text[node.start : content_start(text, node.start, node.stop)].strip()
        if lead:
            said = [t for t in scanned.tokens[node.block] if t.kind == "status" and node.start <= t.start < node.stop]
            known = bool(said) and said[0].start < node.start + len(lead) + 1
            worded |= {node.index} if any(any(map(str.isalpha, t.text)) for t in said) else set()
            leads.setdefault((node.parent, node.kind), []).append((node.index, lead[0], known))
    return frozenset(
        index
        for (_, kind), group in leads.items()
        if (others := {lead for _, lead, known in group if not known and lead not in _BOXES})
        for index, lead, known in group
        if known
        and index not in worded
        and (lead not in _CLEAR_MARKS or (kind == "heading" and len(others) >= _FEWEST_OTHERS and not tree.nodes[index].title.id))
    )


def _ticked_throughout(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bullets of lists that have a tick before each line: in a section of what is wanted, in one outside the plan ("Why it works"), or in a
    document that ticks whole lists and knows no other sign; not where a heading around them says that all of it is done."""
    lists: dict[int, list[Node]] = {}
    for node in tree.nodes:
        if node.kind == "bullet" and node.parent is not None:
            lists.setdefault(node.parent, []).append(node)
    full = {parent: found for parent, found in lists.items() if all(_is_ticked(scanned, node) for node in found)}
    if not full:
        return frozenset()
    plain = len(full) >= _FEWEST_LISTS and not any(
        _is_marked(scanned, node) for parent, found in lists.items() for node in found if parent not in full
    )
    wanted = {parent: _is_wanted(tree, parent) for parent in lists}
    mixed = any(
        wanted[parent] and any(_is_marked(scanned, node) for node in found) for parent, found in lists.items() if parent not in full
    )
    outside = {parent for parent in lists if _is_outside(tree, parent)}
    open_sections = {_section(tree, parent) for parent in outside - full.keys() if any(_is_marked(scanned, node) for node in lists[parent])}
    loose = {parent for parent in outside & full.keys() if _section(tree, parent) not in open_sections}
    return frozenset(
        node.index
        for parent, found in full.items()
        if (plain or (len(found) >= _FEWEST_LINES and (parent in loose or (wanted[parent] and not mixed)))) and not _is_done(tree, parent)
        for node in found
    )


def _is_ticked(scanned: Scanned, node: Node) -> bool:
    block = scanned.document.blocks[node.block]
    return block.text[:1] in _TICKS and block.checked is None


def _is_marked(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet has a box, a status, or a sign that says one."""
    block = scanned.document.blocks[node.block]
    return block.checked is not None or bool(node.title.status) or block.text[:1] in _CLEAR_MARKS


def _is_wanted(tree: Tree, node: int) -> bool:
    """Whether the nearest section with a topic tells what is wanted."""
    return next((topic in _WANTED for above in tree.above(node) if (topic := above.section_topic)), False)


def _section(tree: Tree, node: int) -> int | None:
    """The heading around the heading, lead or bullet of a list."""
    return next((above.index for above in tree.above(tree.nodes[node].parent) if above.kind == "heading"), None)


def _is_outside(tree: Tree, node: int) -> bool:
    """Whether nothing around a list is planned or lists what is."""
    return not any(above.title.id or above.title.windows or above.section_topic in _PLANNED for above in tree.above(node) if above.index)


def _is_done(tree: Tree, node: int) -> bool:
    """Whether something around a list says that it is done, or under way, so that ticks tell how far."""
    return any(above.title.status or above.section_topic in {"completed", "in_progress"} for above in _headings(tree, node))


def _headings(tree: Tree, node: int) -> Iterator[Node]:
    return (above for above in tree.above(node) if above.kind != "bullet")
