"""How a document's lists are written: which lines are labels of one thing, which group others, where emoji only decorate."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct

from agent.expressions import expression
from agent.extract.tree.dated import names_and_dates, planned_sections, stamped
from agent.extract.tree.nodes import Node, Tree
from agent.extract.tree.ornaments import decorated
from agent.extract.tree.parts import recurring_parts
from agent.extract.tree.ranked import rank_of
from agent.extract.wording.labels import Field, split_field
from agent.extract.wording.meanings import is_plain_label, known_label
from agent.extract.wording.scanned import Scanned
from agent.facts import sure_label
from agent.facts.folding import is_ideographic
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

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
_FEWEST_TIMED, _FEWEST_WORDS, _FEWEST_DATED = 2, 2, 3
_ONE_WORD = expression(r"[^\W\d_]{3,}\s(?:[(（]|[-–—]\s)")  # "Testing (40h) - $2,000"
_NUMBER = expression(r"\W{0,4}(?:(?P<outer>(?:\d{1,2}\.){1,3})(?P<part>\d{1,2})[.):]?|(?P<number>\d{1,2})[.)])\s+(?=[^\W\d_])")


class Habits(Struct, frozen=True):
    """Indexes of nodes. `planned`: headings with a line below that only something planned has; `fielded`: nodes whose bullets are
    `label: value` lines of one thing; `labelled`: headings that state an attribute themselves; `holding`: bullets that group bullets
    with ids; `decorated`: nodes whose emoji mean no status; `scheduled`: bullets that say what comes when; `counted`: bold lines above
    lists that number what they name ("**1. Import**"); `parts`: headings, and labels of bullets, that return in most of the sections
    beside each other ("Tasks", "Team required", "**Backend**: ..."), which name a part of each and no thing of their own;
    `stamped`: headings that a month in brackets only dates.
    """

    planned: frozenset[int]
    fielded: frozenset[int]
    labelled: frozenset[int]
    holding: frozenset[int]
    decorated: frozenset[int]
    scheduled: frozenset[int]
    counted: frozenset[int]
    parts: frozenset[int]
    stamped: frozenset[int]


def read_habits(scanned: Scanned, tree: Tree) -> Habits:
    """What the lines of a document tell about the lines beside them."""
    planned, fielded = _sections_with_fields(scanned, tree)
    return Habits(
        planned | planned_sections(scanned, tree) | frozenset(node.index for node in tree.nodes if rank_of(scanned, node) is not None),
        fielded,
        _labelled_headings(scanned, tree),
        _holding_ids(tree),
        decorated(scanned, tree),
        _scheduled(scanned, tree),
        _counted(scanned, tree),
        recurring_parts(scanned, tree),
        stamped(scanned, tree),
    )


def _labelled_headings(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Headings and leads that state an attribute of what is around them: "Duration: 13 weeks"; and those that stand beside one and
    hold nothing but an amount of money as well: "Boats: $240K" beside "Staff: $540K"."""
    valued: dict[tuple[int | None, str, int], list[Node]] = {}
    for node in tree.nodes:
        if node.kind != "bullet" and node.field and node.field.separator == ":" and node.field.value_end > node.field.value_start:
            valued.setdefault((node.parent, node.kind, node.rank), []).append(node)
    found: set[int] = set()
    for siblings in valued.values():
        plain = {node.index for node in siblings if is_plain_label(_label(scanned, node))}
        priced = {node.index for node in siblings if _is_only_money(scanned, node)}
        found |= plain | (priced if plain & priced else set())
    return frozenset(found)


def _counted(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bold leads numbered one after another ("1.", "2."; "3.1", "3.2"), under one heading or on from it to the next."""
    numbers: dict[tuple[int, int | None, str], dict[int, list[int]]] = {}
    for node in tree.nodes:
        match = _NUMBER.match(scanned.document.blocks[node.block].text[node.start : node.stop]) if node.kind == "lead" else None
        if match is not None:
            outer = tree.nodes[node.parent].parent if node.parent is not None else None
            series = numbers.setdefault((node.rank, outer, match["outer"] or ""), {})
            series.setdefault(int(match["part"] or match["number"]), []).append(node.index)
    return frozenset(
        index
        for listed in numbers.values()
        for number, indexes in listed.items()
        if number - 1 in listed or number + 1 in listed
        for index in indexes
    )


def _scheduled(scanned: Scanned, tree: Tree) -> frozenset[int]:
    """Bullets of a list in which most say what comes when: "Month 2: pilot in two yards" below "Month 1: ...", "**Events**: Q2 2026"."""
    lists: dict[int | None, list[Node]] = {}
    for node in tree.nodes:
        if node.kind == "bullet":
            lists.setdefault(node.parent, []).append(node)
    found: set[int] = set()
    for siblings in lists.values():
        timed = [node.index for node in siblings if _tells_when(scanned, node)]
        if not timed:
            dated = [node for node in siblings if _is_dated_entry(scanned, node)]
            names = {node.title.name.casefold() for node in dated}
            timed = [node.index for node in dated] if len(names) == len(dated) >= _FEWEST_DATED else []
        if len(timed) >= _FEWEST_TIMED and len(timed) * 2 > len(siblings):
            found.update(timed)
    return frozenset(found)


def _is_dated_entry(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet is a name and when it comes, and no attribute of what is around it ("Due: 3 May")."""
    field = node.field
    if field is None or field.separator != ":":
        return names_and_dates(node)
    values = scanned.tokens_in(node.block, field.value_start, field.value_end)
    return _dates_a_name(scanned, node, field) or (names_and_dates(node) and known_label(_label(scanned, node), values) is None)


def _tells_when(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet is a period and the name of what comes in it, or a bold name and nothing but its period."""
    field, text = node.field, scanned.document.blocks[node.block].text
    if field is None or field.separator != ":" or field.value_end <= field.value_start:
        return False
    label = scanned.tokens_in(node.block, field.start, field.end)
    value = scanned.tokens_in(node.block, field.value_start, field.value_end)
    if label and isinstance(label[0].value, Window) and _covers(label[0], field.start, field.end):
        words = text[field.value_start : field.value_end]
        for token in value:
            words = words.replace(token.text, " ")
        named = sum(word.isalpha() for word in words.split()) >= _FEWEST_WORDS or is_ideographic(words.strip()[:1] or " ")
        return named or bool(_ONE_WORD.match(text, field.value_start, field.value_end))
    return field.bold and _dates_a_name(scanned, node, field)


def _dates_a_name(scanned: Scanned, node: Node, field: Field) -> bool:
    """Whether a line is a name that the lexicon does not know, a colon, and nothing but a time."""
    value = scanned.tokens_in(node.block, field.value_start, field.value_end)
    whole = bool(value) and isinstance(value[0].value, Window) and _covers(value[0], field.value_start, field.value_end)
    label = scanned.document.blocks[node.block].text[field.start : field.end]
    return whole and not scanned.tokens_in(node.block, field.start, field.end) and known_label(label, value) is None


def _covers(token: Token, start: int, end: int) -> bool:
    return token.start <= start + 1 and token.end >= end - 1


def _label(scanned: Scanned, node: Node) -> str:
    return scanned.document.blocks[node.block].text[node.field.start : node.field.end] if node.field else ""


def _is_only_money(scanned: Scanned, node: Node) -> bool:
    """Whether the value is an amount of money and nothing else."""
    if node.field is None:
        return False
    tokens = scanned.tokens_in(node.block, node.field.value_start, node.field.value_end)
    return (
        len(tokens) == 1
        and isinstance(tokens[0].value, Quantity)
        and tokens[0].value.kind == "money"
        and tokens[0].end - tokens[0].start >= node.field.value_end - node.field.value_start - 2
    )


def _holding_ids(tree: Tree) -> frozenset[int]:
    """Bullets with at least two bullets with ids directly below: what groups planned things is planned itself."""
    below = Counter(node.parent for node in tree.nodes if node.kind == "bullet" and node.title.id and node.parent is not None)
    return frozenset(parent for parent, count in below.items() if parent is not None and count >= 2)


def _sections_with_fields(scanned: Scanned, tree: Tree) -> tuple[frozenset[int], frozenset[int]]:
    """What a line directly below gives a status, owner, priority, effort, date or dependency: a heading; a bullet, or a heading above
    such a paragraph, beside another one. And all nodes whose bullets are `label: value` lines of one thing, because the lexicon knows
    one of the labels for sure."""
    planned: set[int] = set()
    fielded: set[int] = set()
    bullets: set[int] = set()
    for node in tree.nodes:
        attribute = _attribute(scanned, node.block, node.field) if node.kind == "bullet" and node.parent is not None else ""
        if node.parent is None or not attribute:
            continue
        above = tree.nodes[node.parent]
        if attribute in _PLANNING and above.kind in {"heading", "bullet"}:
            (planned if above.kind == "heading" else bullets).add(above.index)
        if attribute in _FIELDED:
            fielded.add(above.index)
    return frozenset(planned) | _beside_each_other(tree, bullets) | _beside_each_other(tree, _above_fields(scanned, tree)), frozenset(
        fielded
    )


def _attribute(scanned: Scanned, block: int, field: Field | None) -> str:
    """What the lexicon knows for sure that a `label: value` line states, "" where it does not."""
    if field is None or field.separator != ":" or field.value_end <= field.value_start:
        return ""
    meaning = sure_label(scanned.document.blocks[block].text[field.start : field.end])
    if meaning is None:
        return ""
    tells = meaning.attribute != "status" or any(token.kind == "status" for token in scanned.tokens[block])  # not "Weekly status: sponsors"
    return meaning.attribute if tells or meaning.attribute not in _PLANNING else ""


def _above_fields(scanned: Scanned, tree: Tree) -> set[int]:
    """Headings with a paragraph right below that states what only something planned has: "*Due: 28 December*"."""
    headings = {node.block: node.index for node in tree.nodes if node.kind == "heading" and node.index > 0}
    found: set[int] = set()
    for block in scanned.document.blocks:
        if block.kind == "paragraph" and block.section in headings and block.section == block.index - 1:
            end = block.text.find("\n")
            field = split_field(block.text, 0, len(block.text) if end < 0 else end, block.bold)
            if _attribute(scanned, block.index, field) in _PLANNING:
                found.add(headings[block.section])
    return found


def _beside_each_other(tree: Tree, nodes: set[int]) -> frozenset[int]:
    """Those of the nodes that have another one of them beside them."""
    beside = Counter((tree.nodes[index].parent, tree.nodes[index].rank) for index in nodes)
    return frozenset(index for index in nodes if beside[tree.nodes[index].parent, tree.nodes[index].rank] > 1)
