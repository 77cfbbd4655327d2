"""Which headings, leads and bullets name something the roadmap plans, and of what kind."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace

from agent.extract.labels import Field, content_start
from agent.extract.meanings import is_plain_label, known_label
from agent.extract.nodes import Node, Tree, section_topic
from agent.extract.scanned import Scanned
from agent.facts import lookup_label
from agent.model.quantity import Window
from agent.model.roadmap import ItemKind

# Sections whose lines describe what is around them and name no item of their own.
_DESCRIBING = frozenset(
    [
        "metrics",
        "mitigations",
        "budget",
        "revenue",
        "acceptance",
        "assumptions",
        "approach",
        "background",
        "questions",
        "dependencies",
        "out_of_scope",
    ]
)
_LISTING: dict[str, ItemKind] = {
    "risks": "risk",
    "deliverables": "deliverable",
    "team": "team_role",
    "milestones": "milestone",
    "objectives": "objective",
    "initiatives": "initiative",
    "tasks": "task",
    "completed": "initiative",
    "in_progress": "initiative",
    "planned": "initiative",
    "timeline": "milestone",
}
_STATUS_TOPICS = {"completed": "done", "in_progress": "in_progress", "planned": "planned"}
# Attributes that only something planned has: a section with one of them directly below is an item.
_PLANNING = frozenset(["status", "owner", "priority", "effort", "depends_on", "start", "end", "due"])
# Attributes that are labels of one thing and never names of several ("Security", "Payments" could be both).
_FIELDED = _PLANNING | frozenset(
    [
        "cost",
        "duration",
        "target",
        "baseline",
        "impact",
        "objective",
        "people",
        "complexity",
        "mitigation",
        "likelihood",
        "benefit",
        "roi",
        "payback",
        "metric",
    ]
)
_SURE = 0.9
_CLEAR_MARKS = frozenset("✅✔✓☑❌✗🔄🚧⏳🆕⏸")  # these say a status even among ornaments
_BOXES = frozenset("-*•·▪‣○●◦–—►▸→»")
_PERIOD_ID = re.compile(r"[TQSH][1-4]")  # "T1, janeiro a março": the quarter is the phase
_LETTER_ID = re.compile(r"^(?P<prefix>[A-Za-z]+)[-. ]?\d")
_PREFIX_KINDS: dict[str, ItemKind] = {
    "o": "objective",
    "kr": "objective",
    "obj": "objective",
    "m": "milestone",
    "ms": "milestone",
    "r": "risk",
    "t": "task",
}
_PERIODS = frozenset({"month", "quarter", "half", "year", "relative"})


@dataclass(frozen=True, slots=True)
class Draft:
    """Something that one place of the document names. `parent` is the index of the enclosing draft.

    `node` is the node that names it, or -1 for a table row or a task of a chart: then `row` is its row in `block`.
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
    scoped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What encloses a node: the topic of the nearest topical section up to the enclosing draft, and that draft."""

    topic: str
    draft: Draft | None
    between: int  # nodes between it and the draft
    status: str


def draft_items(scanned: Scanned, tree: Tree) -> tuple[tuple[Draft, ...], dict[int, int]]:
    """The drafts that nodes make, in document order, and for each drafting node the index of its draft."""
    drafts: list[Draft] = []
    by_node: dict[int, int] = {}
    decorated = _decorated(scanned, tree)
    holding = _holding_ids(tree)
    labelled = _labelled_headings(scanned, tree)
    planned, fielded = _sections_with_fields(scanned, tree)
    for node in tree.nodes:
        around = _around(tree, node, drafts, by_node)
        kind = (
            _heading_kind(_unmarked(node, decorated), around, planned, fielded, labelled, tree)
            if node.kind != "bullet"
            else _bullet_kind(scanned, _unmarked(node, decorated), around, tree, fielded, holding)
        )
        if kind is None:
            continue
        by_node[node.index] = len(drafts)
        drafts.append(_draft(scanned, tree, node, kind, around, len(drafts), decorated))
    return tuple(drafts), by_node


def _unmarked(node: Node, decorated: frozenset[int]) -> Node:
    """The node without the status that its emoji seemed to give it."""
    return replace(node, title=replace(node.title, status="")) if node.index in decorated and node.title.status else node


def _decorated(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bullets and headings whose emoji only decorate: among their siblings some emoji mean no status at all."""
    leads: dict[tuple[int | None, str], list[tuple[int, str, bool]]] = {}
    for node in tree.nodes:
        text = scanned.document.blocks[node.block].text
        lead = text[node.start : content_start(text, node.start, node.stop)].strip()
        if lead:
            known = any(t.kind == "status" and t.start < node.start + len(lead) + 1 for t in scanned.tokens[node.block])
            leads.setdefault((node.parent, node.kind), []).append((node.index, lead[0], known))
    return frozenset(
        index
        for group in leads.values()
        if any(not known and lead not in _BOXES for _, lead, known in group)
        for index, lead, _ in group
        if lead not in _CLEAR_MARKS
    )


def _around(tree: Tree, node: Node, drafts: list[Draft], by_node: dict[int, int]) -> _Around:
    topic, status, between = "", "", 0
    for above in tree.above(node.parent):
        found = by_node.get(above.index)
        if found is not None:
            return _Around(topic, drafts[found], between, status)
        between += 1
        topic = topic or section_topic(above)
        status = status or _STATUS_TOPICS.get(section_topic(above), "")
    return _Around(topic, None, between, status)


def _heading_kind(
    node: Node, around: _Around, planned: frozenset[int], fielded: frozenset[int], labelled: frozenset[int], tree: Tree
) -> ItemKind | None:
    title = node.title
    if node.field is not None and node.index in labelled:
        return None
    if title.topic and not (title.id and title.kind is None):
        return None
    if title.id:
        return "phase" if _PERIOD_ID.fullmatch(title.id) and title.dated else title.kind or _id_kind(title.id, around)
    if _is_document_title(node, tree) or (
        node.rank == 10 and not (title.dated and title.window and (not title.name or title.name_start > node.start + 3))
    ):
        return None
    if title.dated and title.window and title.window.precision in _PERIODS and around.topic not in _DESCRIBING:
        return "phase"
    if node.rank == 10:
        return None
    if around.topic in _DESCRIBING or around.topic in {"team", "timeline"}:
        return None
    if around.topic == "risks":
        return "risk" if node.index in fielded and (around.draft is None or around.draft.kind != "risk") else None
    if around.draft is not None and around.draft.kind in {"phase", "milestone"}:
        return "initiative"
    if node.index in planned or title.status:
        return "initiative"
    if around.draft is not None and around.draft.kind == "initiative" and node.rank <= 6:
        return "initiative"
    return "initiative" if around.topic in {"initiatives", "milestones", "completed", "in_progress", "planned"} else None


def _is_document_title(node: Node, tree: Tree) -> bool:
    return node.kind == "heading" and node.rank == 1 and node.index == 0


def _id_kind(identifier: str, around: _Around) -> ItemKind:
    if around.topic in _LISTING and around.topic not in {"completed", "in_progress", "planned", "timeline"}:
        return _LISTING[around.topic]
    match = _LETTER_ID.match(identifier)
    if match and (kind := _PREFIX_KINDS.get(match["prefix"].lower())) and match["prefix"].lower() in {"kr", "obj", "ms"}:
        return kind
    numbered = around.draft is not None and bool(around.draft.id) and around.draft.kind in {"initiative", "task"}
    return "task" if numbered else "initiative"


def _bullet_kind(
    scanned: Scanned, node: Node, around: _Around, tree: Tree, fielded: frozenset[int], holding: frozenset[int]
) -> ItemKind | None:
    block, title, field = scanned.document.blocks[node.block], node.title, node.field
    if around.topic in {"out_of_scope", "metrics", "acceptance", "mitigations", "assumptions"} or (section_topic(node) and not title.id):
        return None
    if title.id:
        return title.kind or _id_kind(title.id, around)
    if _is_field(scanned, node, field, around) or (node.parent in fielded and _is_detail(tree, node, field)):
        return None
    if _is_remark(scanned, tree, node, field):
        return None
    if block.checked is not None:
        return _LISTING.get(around.topic, "task") if around.topic not in {"timeline", "team"} else "task"
    if around.topic in _DESCRIBING:
        return None
    if around.topic in {"risks", "deliverables", "team", "milestones", "objectives"}:
        return _LISTING[around.topic] if _is_outermost(node, tree) and title.name else None
    if around.topic == "timeline":
        return "milestone" if title.window else None
    return _plain_bullet_kind(node, around, field, holding)


def _plain_bullet_kind(node: Node, around: _Around, field: Field | None, holding: frozenset[int]) -> ItemKind | None:
    """A bullet without id or box: an initiative when it is bold or marked, a task below something planned, else nothing."""
    title = node.title
    bold = field is not None and field.bold
    if title.status and title.name:
        return "initiative" if bold or around.draft is None else "task"
    if around.draft is not None and around.draft.kind not in {"risk", "team_role", "objective", "deliverable"}:
        return "initiative" if bold and around.draft.kind in {"phase", "milestone"} else "task"
    if bold and title.name and node.index in holding:
        return "initiative"
    if around.topic in {"initiatives", "tasks", "completed", "in_progress", "planned"} and title.name:
        return _LISTING[around.topic] if node.rank == 11 else None
    return None


def _is_field(scanned: Scanned, node: Node, field: Field | None, around: _Around) -> bool:
    """Whether a bullet states an attribute of what encloses it: its label is one the lexicon knows, or plain words before a colon."""
    if field is None or field.separator != ":":
        return False
    text = scanned.document.blocks[node.block].text
    values = scanned.tokens_in(node.block, field.value_start, field.value_end)
    if known_label(text[field.start : field.end], values) is not None:
        return True
    return not field.bold and scanned.document.blocks[node.block].checked is None


def _is_remark(scanned: Scanned, tree: Tree, node: Node, field: Field | None) -> bool:
    """A bullet under a bullet that says something about it: "needs G4", "due in May", or plain words below something with an id."""
    parent = tree.nodes[node.parent] if node.parent is not None else None
    if parent is None or parent.kind != "bullet" or scanned.document.blocks[node.block].checked is not None:
        return False
    tokens = scanned.tokens[node.block]
    first = next((token for token in tokens if token.kind != "status"), None)
    if first is not None and first.kind in {"reference", "window"} and first.start <= node.title.name_start + 1:
        return True
    return bool(parent.title.id) and not (field is not None and field.bold) and not node.title.status


def _is_detail(tree: Tree, node: Node, field: Field | None) -> bool:
    """Whether a bullet beside `label: value` lines is one of them, or a remark on the bullet that they belong to."""
    parent = tree.nodes[node.parent] if node.parent is not None else None
    return (field is not None and field.separator == ":") or (parent is not None and parent.kind == "bullet")


def _is_outermost(node: Node, tree: Tree) -> bool:
    """Whether no bullet encloses the node (a bare label such as "- Team:" does not count)."""
    return not any(above.kind == "bullet" and not section_topic(above) for above in tree.above(node.parent))


def _holding_ids(tree: Tree) -> frozenset[int]:
    """Bullets with at least two bullets with ids directly below: what groups planned things is planned itself."""
    below = Counter(node.parent for node in tree.nodes if node.kind == "bullet" and node.title.id and node.parent is not None)
    return frozenset(parent for parent, count in below.items() if parent is not None and count >= 2)


def _labelled_headings(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Headings and leads that state an attribute of what is around them: "Duration: 13 weeks"."""
    return frozenset(
        node.index
        for node in tree.nodes
        if node.kind != "bullet"
        and node.field is not None
        and node.field.separator == ":"
        and node.field.value_end > node.field.value_start
        and is_plain_label(scanned.document.blocks[node.block].text[node.field.start : node.field.end])
    )


def _sections_with_fields(scanned: Scanned, tree: Tree) -> tuple[frozenset[int], frozenset[int]]:
    """Headings with a line directly below that gives a status, owner, priority, effort, date or dependency; and all nodes whose
    bullets are `label: value` lines of one thing, because the lexicon knows one of the labels for sure."""
    planned: set[int] = set()
    fielded: set[int] = set()
    for node in tree.nodes:
        if node.kind != "bullet" or node.field is None or node.field.separator != ":" or node.parent is None:
            continue
        text = scanned.document.blocks[node.block].text
        meaning = lookup_label(text[node.field.start : node.field.end])
        if meaning is None or meaning.confidence < _SURE or node.field.value_end <= node.field.value_start:
            continue
        if meaning.attribute in _PLANNING and tree.nodes[node.parent].kind == "heading":
            planned.add(node.parent)
        if meaning.attribute in _FIELDED:
            fielded.add(node.parent)
    return frozenset(planned), frozenset(fielded)


def _draft(scanned: Scanned, tree: Tree, node: Node, kind: ItemKind, around: _Around, index: int, decorated: frozenset[int]) -> Draft:
    document, title = scanned.document, node.title
    block = document.blocks[node.block]
    line = block.line_at(node.start)
    last = document.blocks[tree.ends[node.index] - 1].end_line
    identifier = title.id or _window_id(scanned, node)
    checked = {True: "done", False: "planned", None: ""}[block.checked]
    marked = "" if node.index in decorated else title.status
    status = checked if checked == "done" else marked or checked or around.status
    name = title.name or title.id or identifier or " ".join(block.text[node.start : node.stop].split())
    parent = around.draft.index if around.draft else None
    return Draft(index, identifier, name, kind, block.index, line, last, block.text, parent, node.index, -1, title.window, status)


def _window_id(scanned: Scanned, node: Node) -> str:
    """ "Q1 2026" for a heading that starts with it: later lines speak of the phase by that name."""
    if node.kind == "bullet":
        return ""
    for token in scanned.tokens[node.block]:
        value = token.value
        leads = node.title.name_start > token.start or not node.title.name
        if isinstance(value, Window) and value.precision in {"quarter", "half", "relative"} and leads and token.start <= node.start + 8:
            return token.text.split("(")[0].strip(" ,:-–—") if not value.fiscal else ""
    return ""
