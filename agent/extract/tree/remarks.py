"""What a bullet says of what is around it, where it names nothing of its own: needs, counts, duties, details."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.tree.nodes import Node, Tree
from agent.extract.wording.labels import Field
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import names_account, names_work, promises_mitigation
from agent.facts.measures import counts_people
from agent.model.quantity import Quantity, Window
from agent.model.token import Token


def plans(values: Sequence[Token]) -> bool:
    """Whether a value says two things that only something planned has: "two months, €150K", "€250K (needs the hall)"."""
    if any(token.kind == "operator" for token in values):
        return False  # "4 × $170K × 6 months = $340K" computes one
    found: set[str] = {
        t.value.kind for t in values if isinstance(t.value, Quantity) and t.value.kind in {"money", "duration"} and not t.value.per
    }
    found |= {"window" for t in values if isinstance(t.value, Window)}
    return len(found) + any(t.kind == "reference" and t.value in {"depends_on", "blocks"} for t in values) >= 2


def is_remark(scanned: Scanned, tree: Tree, node: Node, field: Field | None) -> bool:
    """A bullet under a bullet that says something about it: "needs G4", "due in May", or words below something with an id or a box."""
    if _only_needs(scanned, node):
        return True
    parent = tree.nodes[node.parent] if node.parent is not None else None
    if parent is None or parent.kind != "bullet" or scanned.document.blocks[node.block].checked is not None:
        return False
    tokens = scanned.tokens[node.block]
    first = next((token for token in tokens if token.kind != "status"), None)
    if first is not None and first.kind in {"reference", "window"} and first.start <= node.title.name_start + 1:
        return True
    if parent.title.kind == "phase":
        return False  # what stands below a phase is done in it
    if not node.title.status and not node.title.windows and _is_marked(scanned, parent):
        return True  # where work has boxes or signs, the plain lines below it say more of it
    return bool(parent.title.id) and not (field is not None and field.bold) and not node.title.status


def is_count(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet is nothing but a number of things: "10,000 students", or computes one: "600 Business = R$ 1.2M"."""
    text, tokens = scanned.document.blocks[node.block].text, [t for t in scanned.tokens[node.block] if t.kind != "status"]
    opens = bool(tokens) and isinstance(tokens[0].value, Quantity) and not any(map(str.isalnum, text[: tokens[0].start]))
    if opens and len(tokens) > 1 and any(token.kind == "operator" and token.value == "=" for token in tokens):
        return True
    if len(tokens) != 1 or not isinstance(tokens[0].value, Quantity) or tokens[0].value.kind == "duration":
        return False
    before, after = text[: tokens[0].start], text[tokens[0].end :]
    return not any(map(str.isalnum, before)) and len(after.split()) <= 1


def _is_marked(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet has a box or a sign of status, and is a piece of work and no period."""
    return (scanned.document.blocks[node.block].checked is not None or bool(node.title.status)) and not node.title.windows


def _only_needs(scanned: Scanned, node: Node) -> bool:
    """Whether a bullet is nothing but a dependency word and the ids of other things: "Needs P1 and P2"."""
    tokens = [token for token in scanned.tokens[node.block] if token.kind != "status"]
    if len(tokens) < 2 or tokens[0].kind != "reference" or tokens[0].value not in {"depends_on", "blocks"}:
        return False
    text, named = scanned.document.blocks[node.block].text, tokens[1:]
    covered = sum(len(token.text) for token in tokens)
    return all(token.kind in {"id", "ordinal"} for token in named) and covered * 4 >= len("".join(text.split())) * 3


def is_duty(scanned: Scanned, tree: Tree, node: Node, field: Field | None) -> bool:
    """Plain words below "Operations manager:" are what the manager does; a role is bold or has a number beside it."""
    below_lead = node.parent is not None and tree.nodes[node.parent].kind == "lead"
    return below_lead and not (field is not None and field.bold) and not any(_counts_role(node, t) for t in scanned.tokens[node.block])


def _counts_role(node: Node, token: Token) -> bool:
    """Whether a token may say how many of a role there are: it opens the line or counts people."""
    value = token.value
    if token.kind != "quantity" or not isinstance(value, Quantity):
        return False
    return value.kind != "count" or token.start <= node.title.name_start + 1 or counts_people(value)


def is_detail(tree: Tree, node: Node, field: Field | None) -> bool:
    """Whether a bullet beside `label: value` lines is one of them, or a remark on the bullet that they belong to."""
    parent = tree.nodes[node.parent] if node.parent is not None else None
    return (field is not None and field.separator == ":") or (parent is not None and parent.kind == "bullet")


def introduces(node: Node) -> bool:
    """Whether a line above a list names neither work nor a time of it: what "Colours:" or a heading "Statistics" lists below an item is no
    work of its own."""
    title = node.title
    if node.kind == "bullet" or title.topic or title.id or title.windows or title.status:
        return False
    return names_account(title.name) if node.kind == "heading" else not names_work(title.name)


def is_mitigation(scanned: Scanned, tree: Tree, node: Node, field: Field | None) -> bool:
    """Whether a plain line is what is done about the risk that the heading or lead above it names, in a section "Risk mitigation"."""
    if field is not None and (field.bold or field.separator):
        return False
    named = tree.nodes[node.parent] if node.parent is not None else None
    if named is None or named.kind == "bullet" or named.section_topic:
        return False
    about = next((above for above in tree.above(named.parent) if above.section_topic), None)
    if about is None or about.section_topic != "risks":
        return False
    return promises_mitigation(scanned.document.blocks[about.block].text[about.start : about.stop])
