"""The extraction as a whole: each step feeds the next, nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.assemble import assemble
from agent.extract.cells import read_table
from agent.extract.coverage import account
from agent.extract.dating import date_windows
from agent.extract.drafts import Draft, draft_items
from agent.extract.fields import read_node, read_paragraph
from agent.extract.gantt import ChartTask, chart_tasks
from agent.extract.identity import identify
from agent.extract.making import Context, Made
from agent.extract.metrics import metrics_of
from agent.extract.nodes import Tree, build_tree, section_topic
from agent.extract.notes import money_note
from agent.extract.rows import draft_rows
from agent.extract.scanned import Scanned, scan_document
from agent.extract.scopes import scopes_of
from agent.extract.shapes import Shape, read_shape
from agent.extract.units import HeaderUnit
from agent.model.document import Document
from agent.model.roadmap import Roadmap


def extract(document: Document) -> Roadmap:
    """Read a document as a roadmap. Pure: the same document gives the same roadmap."""
    scanned = scan_document(document)
    scanned, tree = date_windows(scanned, build_tree(scanned))
    drafts, by_node = draft_items(scanned, tree)
    shapes = _shapes(scanned, tree)
    drafts = (*drafts, *draft_rows(scanned, tree, shapes, drafts, by_node))
    keys, names = identify(drafts)
    items = {node: keys[at] for node, at in by_node.items()}
    rows = {(draft.block, draft.row): keys[draft.index] for draft in drafts if draft.row >= 0}
    titles = {(draft.block, draft.row): draft.title for draft in drafts if draft.row >= 0}
    context = Context(scanned, tree, scopes_of(scanned, tree, items, names), names, rows, titles)
    made = tuple(_read(context, shapes, frozenset(by_node), money_note(scanned)))
    facts = tuple(one.fact for one in made)
    accounted = account(scanned, made, tuple(shapes), ())
    return Roadmap(
        document=document,
        title=document.title,
        language=scanned.convention.language,
        items=assemble(document, scanned.convention, drafts, keys, names, facts, _charts(scanned, drafts)),
        facts=facts,
        metrics=metrics_of(facts),
        unread=accounted.unread,
        numbers=accounted.numbers,
        numbers_bound=accounted.bound,
    )


def _shapes(scanned: Scanned, tree: Tree) -> dict[int, Shape]:
    found: dict[int, Shape] = {}
    for block in scanned.document.blocks:
        if block.kind == "table":
            topic = next((topic for node in tree.above(tree.home[block.index]) if (topic := section_topic(node))), "")
            shape = read_shape(scanned, block, topic)
            if shape is not None:
                found[block.index] = shape
    return found


def _read(context: Context, shapes: dict[int, Shape], drafting: frozenset[int], note: HeaderUnit | None) -> Iterator[Made]:
    """All facts in document order."""
    nodes = {node.block: node for node in context.tree.nodes}
    for block in context.scanned.document.blocks:
        node = nodes.get(block.index)
        shape = shapes.get(block.index)
        if block.kind in {"paragraph", "footnote"}:
            yield from read_paragraph(context, block, node.start if node is not None else len(block.text))
        if node is not None:
            yield from read_node(context, node, node.index in drafting)
        if shape is not None:
            yield from read_table(context, block, shape, note)


def _charts(scanned: Scanned, drafts: tuple[Draft, ...]) -> dict[int, ChartTask]:
    tasks = {(block.index, task.line): task for block in scanned.document.blocks for task in chart_tasks(block)}
    return {draft.index: tasks[draft.block, draft.line] for draft in drafts if (draft.block, draft.line) in tasks}
