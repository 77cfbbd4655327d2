"""What a heading, lead or bullet names, if it names something the roadmap plans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.tree.dated import is_period
from agent.extract.tree.habits import Habits
from agent.extract.tree.nodes import Node, Tree
from agent.extract.tree.remarks import is_count, is_detail, is_duty, is_mitigation, is_remark, plans
from agent.extract.tree.stated import explains, is_level, names_plan, only_describes, opens_with_figure
from agent.extract.wording.labels import Field
from agent.extract.wording.meanings import known_label
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.titles import dates_paper
from agent.extract.wording.words import topic_of
from agent.facts import sure_label
from agent.facts.calendar_words import names_horizon, names_weekdays
from agent.facts.measures import counts_people
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import ItemKind
from agent.model.token import Token

# Sections whose lines describe what is around them and name no item of their own.
_DESCRIBING = frozenset(
    [
        "metrics",
        "mitigations",
        "budget",
        "funding",
        "revenue",
        "pricing",
        "benefit",
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
_PATH = expression(
    r"`?(?:(?:[\w.@~*\[\]-]+/)+[\w.@~*\[\]-]+\.[a-z]{1,5}|(?:[a-z.@~][\w.@~*\[\]-]*/){2,}[\w.@~*\[\]-]*|[\w-]+\.(?:py|tsx?|jsx?|md|json|ya?ml|go|rs|java|sql|sh))`?",
    re.ASCII,
)
_VERSION = expression(r"v(?:er)?s?\w{0,4}[. ]*\d", re.IGNORECASE)
_HEAD = 2  # nodes in which a document says what it is
_PERIOD_ID = expression(r"[TQSH][1-4]")  # "T1, janeiro a março": the quarter is the phase
_LETTER_ID = expression(r"^(?P<prefix>[A-Za-z]+)[-. ]?\d")
_PREFIX_KINDS: dict[str, ItemKind] = {
    "o": "objective",
    "kr": "objective",
    "obj": "objective",
    "m": "milestone",
    "ms": "milestone",
    "r": "risk",
    "t": "task",
}
_PLAIN = frozenset({"", "initiatives", "tasks"})
_WORDS_OF_A_TEAM = 3


class Around(Struct, frozen=True):
    """What encloses a node: the topic of the nearest topical section up to the enclosing item, and that item's kind (None without one)
    and id; whether that item only stands in a section of metrics ("Success metrics", then "Phase 2"), whether a bullet right around the
    place states a value of something else ("Strategy: one account"), and whether a line between the item and the place only introduces a
    list ("Colours:").
    """

    topic: str
    kind: ItemKind | None = None
    id: str = ""
    measured: bool = False
    stated: bool = False
    aside: bool = False


def kind_of_node(scanned: Scanned, tree: Tree, node: Node, around: Around, habits: Habits) -> ItemKind | None:
    """The kind of item a node names; None when it names none."""
    plain = _unmarked(node, habits.decorated)
    return _bullet_kind(scanned, plain, around, tree, habits) if node.kind == "bullet" else _heading_kind(plain, around, tree, habits)


def _heading_kind(node: Node, around: Around, tree: Tree, habits: Habits) -> ItemKind | None:
    title = node.title
    if (node.field is not None and node.index in habits.labelled) or node.index in habits.parts:
        return None
    if title.topic and not (title.id and title.kind is None) and not _is_dated_work(node):
        return None
    if title.id and _is_document_title(node, tree) and title.name and (not title.separated or names_plan(title.name)):
        return None  # "Phase 2 completion report" tells of it
    if title.kind and node.kind == "lead" and not title.separated and title.name[:1].islower():
        return None  # "Phase 2 adds a second berth:" is a sentence about it
    if not title.id and (names_weekdays(title.name) or only_describes(node)):
        return None  # "Monday-Tuesday" groups what is done then
    if title.id and not title.name and node.index <= _HEAD and node.kind == "lead" and _VERSION.match(title.id):
        return None  # "Version 1.0 | December 2025" below the title is of the paper itself
    if title.id:
        return "phase" if _PERIOD_ID.fullmatch(title.id) and title.dated else title.kind or _id_kind(title.id, around)
    listing = node.rank == 10 and node.index not in habits.counted
    if _is_document_title(node, tree) or (
        listing and not (title.dated and title.window and (not title.name or title.name_start > node.start + 3))
    ):
        return None
    if title.dated and dates_paper(title):
        return None
    if title.dated and is_period(node) and node.index not in habits.stamped and around.topic not in _DESCRIBING | {"finances"}:
        return "initiative" if _is_part(node, around) else "phase"
    if listing:
        return None
    if node.kind == "lead" and node.index in habits.counted and around.kind == "initiative":
        return "task"
    if around.topic in _DESCRIBING or around.topic in {"team", "timeline"}:
        return None
    if around.topic == "risks":
        return "risk" if node.index in habits.fielded and (around.kind is None or around.kind != "risk") else None
    if around.kind is not None and around.kind in {"phase", "milestone"}:
        return "initiative"
    if node.index in habits.planned or title.status:
        return "initiative"
    if around.kind is not None and around.kind == "initiative" and node.rank <= 6:
        return "initiative"
    return "initiative" if around.topic in {"initiatives", "milestones", "completed", "in_progress", "planned"} else None


def _is_dated_work(node: Node) -> bool:
    """Whether a heading opens with a period and its words only say that work follows: "Week 6-8: Features"."""
    title = node.title
    leads = title.dated and title.name_start > node.start + 3 and is_period(node)
    return leads and title.topic in _PLAIN


def _is_part(node: Node, around: Around) -> bool:
    """Whether a dated heading is work in a phase that has an id: "Policy engine (weeks 2-4)" below "Phase 2", but not "Week 2: Tests"."""
    named = bool(node.title.name) and node.title.name_start <= node.start + 3 and not names_horizon(node.title.name)
    return node.kind == "heading" and named and around.kind == "phase" and bool(around.id)


def _is_document_title(node: Node, tree: Tree) -> bool:
    return node.kind == "heading" and node.rank == 1 and node.index == 0


def _id_kind(identifier: str, around: Around) -> ItemKind:
    if around.topic in _LISTING and around.topic not in {"completed", "in_progress", "planned", "timeline"}:
        return _LISTING[around.topic]
    match = _LETTER_ID.match(identifier)
    if match and (kind := _PREFIX_KINDS.get(match["prefix"].lower())) and match["prefix"].lower() in {"kr", "obj", "ms"}:
        return kind
    numbered = around.kind is not None and bool(around.id) and around.kind in {"initiative", "task"}
    return "task" if numbered else "initiative"


def _bullet_kind(scanned: Scanned, node: Node, around: Around, tree: Tree, habits: Habits) -> ItemKind | None:
    block, title, field = scanned.document.blocks[node.block], node.title, node.field
    if around.topic in {"out_of_scope", "metrics", "acceptance", "mitigations", "assumptions", "legend"} or (
        node.section_topic and not title.id
    ):
        return None
    if title.id and around.topic == "team" and title.kind == "phase" and field is not None and opens_with_figure(scanned, node, field):
        return None  # "Phase 1 (0-30 days): 2 engineers" staffs it
    if title.id:
        return title.kind or _id_kind(title.id, around)
    if node.index in habits.parts:
        return None
    level = around.topic != "team" and field is not None and opens_with_figure(scanned, node, field) and is_level(scanned, node, field)
    level = level or _is_below_lengths(scanned, tree, node)
    if level or (around.measured and field is not None and opens_with_figure(scanned, node, field)):
        return None
    if node.index in habits.scheduled and around.topic not in _DESCRIBING | {"risks", "team", "deliverables"}:
        return "milestone"
    if _is_field(scanned, node, field, around) or (node.parent in habits.fielded and is_detail(tree, node, field)):
        return None
    if is_remark(scanned, tree, node, field) or (
        block.checked is None and (around.stated or (around.topic in _PLAIN and is_count(scanned, node)))
    ):
        return None
    if block.checked is not None:
        return _LISTING.get(around.topic, "task") if around.topic not in {"timeline", "team"} else "task"
    if around.topic in _DESCRIBING:
        return None
    if around.topic == "team" and is_duty(scanned, tree, node, field):
        return None
    if around.topic == "risks" and is_mitigation(scanned, tree, node, field):
        return None
    if around.topic in {"risks", "deliverables", "team", "milestones", "objectives"}:
        return _LISTING[around.topic] if _is_outermost(node, tree) and title.name else None
    if around.topic == "timeline":
        return "milestone" if title.window else None
    return None if _is_place_or_part(block.text) else _plain_bullet_kind(node, around, field, habits)


def _is_place_or_part(text: str) -> bool:
    """Whether a plain line is the path of a file, or part of a sentence that goes on in the next ("...; the owner may close it;")."""
    return bool(_PATH.fullmatch(text.strip())) or (text.rstrip().endswith(";") and text.lstrip()[:1].islower())


def _plain_bullet_kind(node: Node, around: Around, field: Field | None, habits: Habits) -> ItemKind | None:
    """A bullet without id or box: an initiative when it is bold or marked, a task below something planned, else nothing."""
    title = node.title
    bold = field is not None and field.bold
    if title.status and title.name:
        return "initiative" if bold or around.kind is None else "task"
    if around.aside and not bold and around.kind in {"initiative", "task"}:
        return None
    if around.kind is not None and around.kind not in {"risk", "team_role", "objective", "deliverable"}:
        return "initiative" if bold and around.kind in {"phase", "milestone"} else "task"
    if title.name and (node.index in habits.planned or (bold and node.index in habits.holding)):
        return "initiative"
    if around.topic in {"initiatives", "tasks", "completed", "in_progress", "planned"} and title.name:
        return _LISTING[around.topic] if node.rank == 11 else None
    return None


def _is_field(scanned: Scanned, node: Node, field: Field | None, around: Around) -> bool:
    """Whether a bullet states an attribute of what encloses it: its label is one the lexicon knows, or plain words before a colon."""
    if field is None or field.separator != ":":
        return False
    text = scanned.document.blocks[node.block].text
    title, label = node.title, text[field.start : field.end]
    if label.endswith(("?", "？")):
        return True
    values = scanned.tokens_in(node.block, field.value_start, field.value_end)
    timed = bool(title.windows) or any(isinstance(token.value, Window) for token in values)
    free = not title.status and not timed and scanned.document.blocks[node.block].checked is None
    if free and explains(label, text[field.value_start : field.value_end], scanned.convention.language):
        return True
    if known_label(label, values) is not None or (around.topic != "team" and _counts_a_team(label, values, field)):
        return True
    if around.kind == "phase" and not around.topic and plans(values):
        return False
    return not field.bold and not _is_ticked(scanned, node, field) and scanned.document.blocks[node.block].checked is None


def _is_below_lengths(scanned: Scanned, tree: Tree, node: Node) -> bool:
    """Whether a line says how long one part takes of what is around it, below "Estimated time:": "Development: 4-6 months"."""
    field, above = node.field, tree.nodes[node.parent] if node.parent is not None else None
    if field is None or above is None or above.title.id or not opens_with_figure(scanned, node, field) or not above.title.name:
        return False
    meaning = sure_label(above.title.name.strip(" :："))
    return meaning is not None and not meaning.qualifier and meaning.attribute in {"duration", "effort"}


def _counts_a_team(label: str, values: Sequence[Token], field: Field) -> bool:
    """Whether a line says how many people work on what is around it: "Suggested team: 2 engineers, 1 diver"."""
    first = next(iter(values), None)
    if first is None or not isinstance(first.value, Quantity) or first.start > field.value_start + 2 or not counts_people(first.value):
        return False
    return bool(first.value.unit) and len(label.split()) <= _WORDS_OF_A_TEAM and topic_of(label) == "team"


def _is_ticked(scanned: Scanned, node: Node, field: Field) -> bool:
    """Whether a sign of status opens the line and no figure follows: "✅ Formats: HTML, PDF" is done, "✅ Uptime: 99 %" was wanted."""
    value = scanned.tokens_in(node.block, field.value_start, field.value_end)
    if any(t.start <= field.value_start + 2 for t in value if t.kind in {"quantity", "number"}):
        return False
    marks = (token for token in scanned.tokens[node.block] if token.kind == "status" and token.end <= field.start)
    return bool(node.title.status) and any(not any(character.isalnum() for character in mark.text) for mark in marks)


def _is_outermost(node: Node, tree: Tree) -> bool:
    """Whether no bullet encloses the node (a bare label such as "- Team:" does not count)."""
    return not any(above.kind == "bullet" and not above.section_topic for above in tree.above(node.parent))


def _unmarked(node: Node, decorated: frozenset[int]) -> Node:
    """The node without the status that its emoji seemed to give it."""
    return replace(node, title=replace(node.title, status="")) if node.index in decorated and node.title.status else node
