"""Priorities that a heading gives to the items below it, as facts of these items."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.extract.facts.making import Context, Made
from agent.extract.scoping.drafts import Draft
from agent.extract.tree.grades import grading_node
from agent.extract.tree.nodes import Node
from agent.extract.tree.ranked import rank_of
from agent.model.roadmap import Fact
from agent.model.token import Token

# Risks, roles and metrics below "High" are rated, not planned.
_PLANNED = frozenset({"phase", "milestone", "initiative", "task", "deliverable", "objective"})


def with_given_priorities(
    context: Context, made: tuple[Made, ...], drafts: Sequence[Draft], keys: Sequence[str], grades: Mapping[int, str]
) -> tuple[Made, ...]:
    """The facts with a priority for each item whose heading ends in one, and for each outermost item below a heading that grades, unless
    the item states its own; in document order."""
    grades = {at: level for at, level in grades.items() if level}
    own = {one.fact.item for one in made if one.fact.attribute == "priority"}
    given: dict[str, Made] = {}
    for draft, key in zip(drafts, keys, strict=True):
        if draft.kind not in _PLANNED or key in own or key in given:
            continue
        named = context.tree.nodes[draft.node] if draft.node >= 0 else None
        rank = rank_of(context.scanned, named) if named is not None else None
        if named is not None and rank is not None:
            given[key] = _given(context, named, key, str(rank.value))
        elif (node := _grading(context, draft, drafts, grades) if grades else None) is not None:
            given[key] = _given(context, node, key, grades[node.index])
    return tuple(sorted((*made, *given.values()), key=lambda one: one.fact.block)) if given else made


def _grading(context: Context, draft: Draft, drafts: Sequence[Draft], grades: Mapping[int, str]) -> Node | None:
    """The node that grades a draft, when no item stands between them: what a graded item consists of is no group."""
    tree = context.tree
    start = tree.nodes[draft.node].parent if draft.node >= 0 else tree.home[draft.block]
    node = grading_node(tree, start, grades)
    if node is None or draft.node == node.index:
        return None
    parent = drafts[draft.parent] if draft.parent is not None else None
    between = parent is not None and parent.block >= node.block and parent.node != node.index
    return None if between else node


def _given(context: Context, node: Node, key: str, level: str) -> Made:
    block = context.block(node.block)
    text = " ".join(block.text[node.start : node.stop].split()).rstrip(":：")
    stated = next((token for token in context.scanned.tokens_in(node.block, node.start, node.stop) if token.kind == "priority"), None)
    word = stated.text if stated is not None and stated.text in text else text
    start = text.find(word)
    token = Token("priority", start, start + len(word), word, level)
    line = block.line_at(node.start)
    span = context.scanned.document.span(line, block.line_at(node.stop))
    headings = context.scopes.around[node.index].headings
    fact = Fact("priority", "", text, span, "heading", (token,), item=key, headings=headings, block=block.index)
    return Made(fact, (block.index, -1, -1), ())
