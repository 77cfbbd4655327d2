"""The tree of a document: headings, paragraphs that act as headings, and bullets, each with what its first words say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Literal

from msgspec import Struct, field
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.tree.families import LONGEST_LEAD, bold_lead, families_of
from agent.extract.tree.footers import footer_of
from agent.extract.tree.subtitles import Subtitle, subtitles_of
from agent.extract.tree.wrapped import own_end
from agent.extract.wording.dated_labels import dated_label
from agent.extract.wording.labels import Field, bar_at, content_start, split_field, split_parts
from agent.extract.wording.numbering import id_prefix, leading_id, numbered_reference
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.titles import Title, read_title
from agent.extract.wording.words import asks_progress, is_topic
from agent.facts import sure_label
from agent.model.document import Block
from agent.model.quantity import Window

NodeKind = Literal["heading", "lead", "bullet"]
_LISTS = frozenset({"item", "table", "fence"})
_ENDS = expression(r"[.;。；](?=\s)")  # of the sentence that names an entry of a list
_MARKED = 3  # characters that a sign before an id takes
_SHORTEST_ENDED = 40  # characters
_BEHIND = expression(r"[*_:：]*\s*[(（][^()（）]{1,40}[)）]\s*[:：]?\s*")  # what a bold name takes how long: "**Crane** (3 days)"


class Node(Struct, frozen=True, dict=True):
    """One heading, lead or bullet. `start`..`stop` is its extent in the text of `block`; `parent` is the node that encloses it.

    `rank` orders what may stand inside what: headings 1..6, leads that name a numbered thing 7 and 8, bold leads 9, leads that end
    with a colon 10, bullets 11 and deeper. `field` is set when the node reads `label: value`.
    """

    index: int
    kind: NodeKind
    block: int
    start: int
    stop: int
    rank: int
    title: Title
    parent: int | None
    field: Field | None = None

    @cached_property
    def section_topic(self) -> str:
        """The topic it gives to what stands in it; "" for bullets that are no label ("- Team:") but planned ("- ✅ Team")."""
        field = self.field
        if self.kind == "bullet" and (
            self.title.status
            or (field is not None and field.value_end > field.value_start)
            or (field is not None and field.separator != ":")
            or (field is None and not is_topic(self.title.name))
        ):
            return ""
        if self.index == 0 and self.rank == 1 and asks_progress(self.title.name):
            return ""  # "Roadmap: what's next" holds what is done as well
        return self.title.topic


class Tree(Struct, frozen=True):
    """`home` gives for each block the innermost node it stands in (for a heading or bullet: itself); `above` the enclosing nodes."""

    nodes: tuple[Node, ...]
    home: tuple[int | None, ...]
    families: frozenset[str]
    ends: tuple[int, ...]  # for each node the index after the last block in its scope
    subtitles: Mapping[int, Subtitle] = field(default_factory=dict)  # the blocks that say when the heading above them is

    def above(self, node: int | None) -> Iterator[Node]:
        """The node itself and those that enclose it, innermost first."""
        while node is not None:
            yield self.nodes[node]
            node = self.nodes[node].parent

    def home_node(self, block: int) -> Node | None:
        at = self.home[block]
        return None if at is None else self.nodes[at]


def build_tree(scanned: Scanned) -> Tree:
    """Find headings, leads and bullets, and what encloses what."""
    families, rows = families_of(scanned), _ids_of_rows(scanned)
    nodes: list[Node] = []
    home: list[int | None] = []
    stack: list[Node] = []  # open headings and leads
    bullets: dict[int, int] = {}  # block of a bullet: its node
    blocks = scanned.document.blocks
    footer = footer_of(scanned.document)
    subtitles = subtitles_of(scanned)
    for block in blocks:
        if block.index in footer:
            home.append(0 if nodes and nodes[0].rank == 1 and all(node.rank > 1 for node in nodes[1:]) else None)
        elif block.kind == "heading" and block.index not in subtitles:
            node = _node(scanned, block, 0, len(block.text), "heading", block.depth, families, len(nodes))
            if (subtitle := subtitles.get(block.index + 1)) is not None:
                node = _timed(node, subtitle)
            _open(stack, node, nodes)
            home.append(node.index)
        elif block.kind == "item":
            enclosing = bullets.get(block.parent) if block.parent is not None else None
            if enclosing is None:
                enclosing = stack[-1].index if stack else None
            nodes.append(_bullet(scanned, block, enclosing, families, len(nodes)))
            bullets[block.index] = nodes[-1].index
            home.append(nodes[-1].index)
        elif block.index in subtitles:
            home.append(stack[-1].index if stack else None)
        elif block.kind == "paragraph" and block.parent is None:
            home.append(_paragraph(scanned, block, stack, nodes, families, rows))
        else:
            inside = bullets.get(block.parent) if block.parent is not None else None
            home.append(inside if inside is not None else stack[-1].index if stack else None)
    return Tree(_named(nodes), tuple(home), families, _ends(nodes, home, len(blocks)), subtitles)


def _timed(node: Node, subtitle: Subtitle) -> Node:
    """The heading with the time that the line below it tells, behind what it says itself."""
    window = subtitle.token.value
    if not isinstance(window, Window):
        return node
    dated = node.title.dated or not subtitle.labelled
    return replace(node, title=replace(node.title, windows=(*node.title.windows, window), dated=dated))


def _named(nodes: list[Node]) -> tuple[Node, ...]:
    """ "Phase 2: Sales" is a phase called so, unless "Phase 2: Rollout" stands elsewhere: then it is a section about that phase's sales."""
    named = {node.title.id for node in nodes if node.title.id and not node.title.topic}
    return tuple(
        replace(node, title=replace(node.title, topical=""))
        if node.title.separated and node.title.topic and node.title.id not in named
        else node
        for node in nodes
    )


def _paragraph(
    scanned: Scanned, block: Block, stack: list[Node], nodes: list[Node], families: frozenset[str], rows: frozenset[str]
) -> int | None:
    """A paragraph is a lead, or it ends the scope of the list leads before it. Returns the node it stands in."""
    while stack and stack[-1].kind == "lead" and stack[-1].rank == 10:
        stack.pop()
    outer = stack[-1].index if stack else None
    found = _lead(scanned, block, families, rows)
    if found is None:
        return outer
    start, stop, rank = found
    node = _node(scanned, block, start, stop, "lead", rank, families, len(nodes))
    _open(stack, node, nodes)
    return node.index if start == 0 else outer


def _lead(scanned: Scanned, block: Block, families: frozenset[str], rows: frozenset[str]) -> tuple[int, int, int] | None:
    """Where in a paragraph a lead begins and ends, and its rank; None when the paragraph is plain text."""
    text = block.text
    named = _named_in_bold(scanned, block, families, rows) or _named_line(scanned, block, families)
    if named is not None:
        return 0, named, 10
    start = text.rfind("\n") + 1
    last = text[start:].strip()
    if not last or len(last) > LONGEST_LEAD:
        return None
    following = scanned.document.blocks[block.index + 1].kind if block.index + 1 < len(scanned.document.blocks) else ""
    first = content_start(text, start, len(text))
    bold = any(b <= first + 1 and (e >= len(text.rstrip()) - 2 or _BEHIND.fullmatch(text, e)) for b, e in block.bold)
    if start == 0 and _names_number(text, first) and last[-1] not in ".;!?。" and not _states_field(text, first, block):
        return start, len(text), 7 if text[first : first + 1].isupper() else 8
    if following in _LISTS and (last.endswith((":", "：")) or bold):
        return start, len(text), 10
    if start == 0 and bold and not last.endswith((".", "。", "!")) and len(last) <= 100 and split_field(text, 0, len(text)) is None:
        return start, len(text), 9
    return None


def _named_line(scanned: Scanned, block: Block, families: frozenset[str]) -> int | None:
    """Where the first line ends, when it is an id with a name and the second line holds fields: "K-07 Tide gauge" above "Owner: Ana"."""
    text = block.text
    stop = text.find("\n")
    if not 0 < stop <= LONGEST_LEAD or not text[stop + 1 :].strip():
        return None
    found = leading_id(text, 0, stop, scanned.tokens[block.index])
    if found is None or id_prefix(str(found[0].value)) not in families or found[0].end >= stop:
        return None
    end = text.find("\n", stop + 1)
    end = len(text) if end < 0 else end
    field = split_field(text, stop + 1, end, block.bold, 4)
    stated = field is not None and field.separator == ":" and field.value_end > field.value_start
    return stop if stated or split_parts(text, stop + 1, end, block.bold) else None


def _named_in_bold(scanned: Scanned, block: Block, families: frozenset[str], rows: frozenset[str]) -> int | None:
    """Where bold words end that open a paragraph with an id and a name: "**W4 Usage portal.** Customers see ...".

    What a table lists by that id is the row there, of which the paragraph reports.
    """
    end = bold_lead(block)
    found = leading_id(block.text, 0, end, scanned.tokens[block.index]) if end else None
    if found is None or id_prefix(str(found[0].value)) not in families or found[0].end >= end or not block.text[end:].strip():
        return None
    return end if str(found[0].value) not in rows else None


def _ids_of_rows(scanned: Scanned) -> frozenset[str]:
    """The ids that open the first cell of a row: "Next (W4)" is no row of W4."""
    first = (tokens for (_, _, column), tokens in scanned.cells.items() if column == 0)
    return frozenset(str(token.value) for tokens in first for token in tokens[:1] if token.kind == "id" and token.start <= _MARKED)


def _names_number(text: str, first: int) -> bool:
    """ "Phase 2: Beta", "Sprint 4 (two weeks)": the paragraph starts with a numbered name."""
    head = text[first : first + 40]
    reference = numbered_reference(head)
    return reference is not None and head.lower().replace(" ", "").startswith(reference[0].lower().replace(" ", ""))


def _states_field(text: str, first: int, block: Block) -> bool:
    """ "Phase 2 total effort: 4-6 weeks" says something of the phase and is no phase itself."""
    field = split_field(text, 0, len(text), block.bold)
    reference = numbered_reference(text[first : first + 40])
    if field is None or reference is None or field.separator != ":" or field.value_end <= field.value_start:
        return False
    rest = text[first : field.end].removeprefix(text[first : first + len(reference[0])]).strip(" *_")
    meaning = sure_label(rest) if rest[:1].isalpha() else None
    return meaning is not None and bool(meaning.attribute)


def _node(scanned: Scanned, block: Block, start: int, stop: int, kind: NodeKind, rank: int, families: frozenset[str], index: int) -> Node:
    tokens = scanned.tokens[block.index]
    title = read_title(block.text, start, stop, tokens, families=families, numbered=scanned.numbered)
    return Node(index, kind, block.index, start, stop, rank, title, None, split_field(block.text, start, stop, block.bold))


def _bullet(scanned: Scanned, block: Block, parent: int | None, families: frozenset[str], index: int) -> Node:
    """A bullet's title is its bold or labelled head; without one, its first sentence."""
    text, tokens = block.text, scanned.tokens[block.index]
    field = split_field(text, 0, len(text), block.bold) or (dated_label(text, tokens) if block.depth else None)
    headed = field is not None and bool(field.separator or field.bold)
    head = read_title(text, 0, field.head_end, tokens, families=families, outline=False) if field is not None and headed else None
    end = min(_title_end(text, field, head), own_end(block, tokens), bar_at(text))
    title = head if head is not None and end == head.end else read_title(text, 0, end, tokens, families=families, outline=False)
    return Node(index, "bullet", block.index, 0, len(text), 11 + block.depth, title, parent, field)


def _title_end(text: str, field: Field | None, head: Title | None) -> int:
    if field is not None and head is not None:
        bare = bool(head.id or head.windows) and not head.name  # "Phase 1: Foundation", "A1: Import", "Month 6: launch"
        return field.value_end if bare else field.head_end
    ends = (found.start() for found in _ENDS.finditer(text, _SHORTEST_ENDED))
    return next((at for at in ends if not _is_open(text, at)), len(text))


def _is_open(text: str, at: int) -> bool:
    """Whether a bracket is open at an offset, and closed behind it."""
    opened = max(text.rfind("(", 0, at), text.rfind("（", 0, at))
    closed = max(text.rfind(")", 0, at), text.rfind("）", 0, at))
    return opened > closed and (")" in text[at:] or "）" in text[at:])


def _open(stack: list[Node], node: Node, nodes: list[Node]) -> None:
    """Close what cannot enclose the node, and put it inside what remains."""
    while stack and stack[-1].rank >= node.rank:
        stack.pop()
    placed = _inside(node, stack[-1].index if stack else None)
    stack.append(placed)
    nodes.append(placed)


def _inside(node: Node, parent: int | None) -> Node:
    return Node(node.index, node.kind, node.block, node.start, node.stop, node.rank, node.title, parent, node.field)


def _ends(nodes: list[Node], home: list[int | None], count: int) -> tuple[int, ...]:
    """For each node the index after the last block that stands in it or in a node inside it."""
    ends = [node.block + 1 for node in nodes]
    for block in range(count):
        at = home[block]
        while at is not None:
            ends[at] = max(ends[at], block + 1)
            at = nodes[at].parent
    return tuple(ends)
