"""What the headings, leads and bullets of a document name: items in the making, one for each place."""

from __future__ import annotations

from msgspec import Struct

from agent.extract.tree.contents import contents_lines
from agent.extract.tree.groups import Groups
from agent.extract.tree.habits import read_habits
from agent.extract.tree.kinds import Around, kind_of_node
from agent.extract.tree.nodes import Node, Tree
from agent.extract.tree.remarks import introduces
from agent.extract.tree.standings import standing
from agent.extract.wording.numbering import fold_id, outline_of
from agent.extract.wording.scanned import Scanned
from agent.facts import canonical_terms
from agent.model.quantity import Window
from agent.model.roadmap import ItemKind

# Sections whose groups ("High priority", "Short term") hold planned things.
_OPEN = frozenset({"", "timeline"})
_PHASED = frozenset({"quarter", "half", "relative"})  # times that name a phase
_FIGURED = frozenset({"metrics", "budget", "pricing", "revenue", "funding"})
# What a group may hold besides: "Short-term goals", "High-priority tasks".
_LISTS = frozenset({"objectives", "tasks", "milestones", "deliverables", "initiatives", "completed", "in_progress", "planned"})


class Draft(Struct, frozen=True):
    """Something that one place of the document names. `parent` is the index of the enclosing draft.

    `node` is the node that names it, or -1 for a table row or a task of a chart: then `row` is its row in `block`. Of a table row
    `columns` are the headers of its table, `number` its running number ("3") where it has one. `period` is when the headings between it and
    the enclosing draft are. `outline` is the number that a heading has in the order of the document ("2.2").
    """

    index: int
    id: str
    title: str
    kind: ItemKind
    block: int
    line: int
    end_line: int
    text: str
    parent: int | None
    node: int = -1
    row: int = -1
    window: Window | None = None
    status: str = ""
    columns: str = ""
    number: str = ""
    period: Window | None = None
    outline: str = ""


class _Place(Struct, frozen=True):
    """Where a node stands: what encloses it, the draft of the enclosing item, and the status ("Completed") and the period ("Next steps
    (March)") that its section gives."""

    around: Around
    draft: Draft | None
    status: str
    period: Window | None


def draft_items(scanned: Scanned, tree: Tree, groups: Groups) -> tuple[tuple[Draft, ...], dict[int, int]]:
    """The drafts that nodes make, in document order, and for each drafting node the index of its draft. What a group holds is planned,
    unless its section is about something else."""
    drafts: list[Draft] = []
    by_node: dict[int, int] = {}
    habits = read_habits(scanned, tree)
    told = _told_elsewhere(scanned, tree) | contents_lines(scanned, tree)
    told |= {node.index for node in tree.nodes if node.index in groups and not node.title.dated}
    for node in tree.nodes:
        if node.index in told:
            continue
        place = _place(tree, node, drafts, by_node, groups)
        kind = kind_of_node(scanned, tree, node, place.around, habits)
        if kind is not None:
            by_node[node.index] = len(drafts)
            drafts.append(_draft(scanned, tree, node, kind, place, len(drafts), node.index in habits.decorated))
    return tuple(drafts), by_node


def _told_elsewhere(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bullets that speak of a thing a heading defines, without its name: "Task 1.1 comes first" below, "Task 1.1 → Task 1.2"."""
    language = scanned.convention.language
    defined: dict[str, set[str]] = {}
    for node in tree.nodes:
        if node.kind != "bullet" and node.title.id and node.title.separated:
            defined.setdefault(fold_id(node.title.id), set()).update(canonical_terms(node.title.name, language))
    return frozenset(
        node.index
        for node in tree.nodes
        if node.kind == "bullet"
        and node.title.id
        and not node.title.separated
        and not (node.field is not None and node.field.bold)
        and scanned.document.blocks[node.block].checked is None
        and (words := defined.get(fold_id(node.title.id)))
        and node.title.name
        and not words & set(canonical_terms(node.title.name, language))
    )


def _place(tree: Tree, node: Node, drafts: list[Draft], by_node: dict[int, int], groups: Groups) -> _Place:
    topic, status, grouped, aside = "", "", False, False
    outer: Draft | None = None
    period, stated = period_above(tree, node.parent, by_node), _is_stated(tree, node.parent, by_node)
    for above in tree.above(node.parent):
        status = status or standing(above, groups.standings)
        found = by_node.get(above.index)
        if found is not None:
            outer = drafts[found]
            if (node.kind == "bullet" and node.parent == 0) or not _titles_all(tree, above):
                around = Around(topic, outer.kind, outer.id, _is_measured(tree, above, by_node), stated, aside)
                return _Place(around, outer, status, period)
            break
        grouped = grouped or above.index in groups
        aside = aside or (above.index not in groups and introduces(above))
        about = above.section_topic
        topic = topic or (about if above.index not in groups or about in _LISTS else "")
        if about == "pricing" and topic == "initiatives":
            topic = about  # "Features" of what is sold at a price
    return _Place(Around("initiatives" if grouped and topic in _OPEN else topic, stated=stated), outer, status, period)


def _titles_all(tree: Tree, node: Node) -> bool:
    """Whether a heading is the title of the whole document: "Phase 2: Harbour plan" holds its summary and its sources as well."""
    return node.index == 0 and node.kind == "heading" and all(other.rank > node.rank for other in tree.nodes[1:])


def period_above(tree: Tree, node: int | None, by_node: dict[int, int]) -> Window | None:
    """When the headings around a place are, from `node` outwards up to what is a draft, if that is a stretch of time: a single day is as
    often that of a report. The title of the document is about all of it, and what may go wrong has no time."""
    for above in tree.above(node):
        if above.index in by_node or above.index == 0 or above.section_topic == "risks":
            return None
        window = above.title.window if above.kind != "bullet" else None
        if window is not None:
            return window if _lasts(window) else None
    return None


def _lasts(window: Window) -> bool:
    if window.is_relative:
        return window.unit != "sprint"
    return window.days is None and window.start is not None and window.end is not None and window.start < window.end


def _is_stated(tree: Tree, node: int | None, by_node: dict[int, int]) -> bool:
    """Whether the bullet right around a place states a value, and is no draft."""
    above = tree.nodes[node] if node is not None and node not in by_node else None
    field = above.field if above is not None and above.kind == "bullet" else None
    return field is not None and field.separator == ":" and field.value_end > field.value_start


def _is_measured(tree: Tree, node: Node, by_node: dict[int, int]) -> bool:
    """Whether the section right around a drafted heading is one of metrics or of money."""
    if node.kind == "bullet":
        return False
    for above in tree.above(node.parent):
        if above.index in by_node or above.section_topic:
            return above.section_topic in _FIGURED
    return False


def _draft(scanned: Scanned, tree: Tree, node: Node, kind: ItemKind, place: _Place, index: int, decorated: bool) -> Draft:
    document, title = scanned.document, node.title
    block = document.blocks[node.block]
    line = block.line_at(node.start)
    last = document.blocks[tree.ends[node.index] - 1].end_line
    identifier = title.id or _window_id(scanned, node)
    checked = {True: "done", False: "planned", None: ""}[block.checked]
    marked = "" if decorated else title.status
    status = checked if checked == "done" else marked or checked or place.status
    promised = _promise(block.text, node) if kind == "objective" and title.id else ""
    name = title.name or promised or title.id or identifier or " ".join(block.text[node.start : node.stop].split()).rstrip(":：")
    parent = place.draft.index if place.draft else None
    place_of = (block.index, line, last, block.text, parent, node.index)
    outline = outline_of(block.text[node.start : node.stop]) if node.kind != "bullet" else ""
    return Draft(index, identifier, name, kind, *place_of, window=title.window, status=status, period=place.period, outline=outline)


def _promise(text: str, node: Node) -> str:
    """What a key result that is nothing but a figure promises: "KR1: 5,000 readers a day" is called by it."""
    field = node.field
    if field is None or field.separator not in {":", "-"} or field.value_end <= field.value_start:
        return ""
    return " ".join(text[field.value_start : field.value_end].split("\n")[0].split())


def _window_id(scanned: Scanned, node: Node) -> str:
    """ "Q1 2026" for a heading that starts with it, not with a name that does ("Q1-2026-Portal"): later lines speak of the phase by it."""
    if node.kind == "bullet":
        return ""
    text = scanned.document.blocks[node.block].text
    for token in scanned.tokens[node.block]:
        value = token.value
        leads = node.title.name_start > token.start or not node.title.name
        glued = text[token.end : token.end + 1] == "-" and text[token.end + 1 : token.end + 2].isalpha()
        if isinstance(value, Window) and value.precision in _PHASED and leads and not glued and token.start <= node.start + 8:
            return token.text.split("(")[0].strip(" ,:-–—") if not value.fiscal else ""
    return ""
