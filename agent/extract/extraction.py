"""The extraction as a whole: each step feeds the next, nothing is changed in place."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.coverage import account
from agent.extract.facts.bullets import read_node, read_rest
from agent.extract.facts.cells import read_table
from agent.extract.facts.charts import read_chart, read_front_matter
from agent.extract.facts.currencies import currency_of
from agent.extract.facts.differences import with_changes
from agent.extract.facts.examples import without_examples
from agent.extract.facts.fields import read_lines, read_paragraph
from agent.extract.facts.grading import with_given_priorities
from agent.extract.facts.making import Context, Made, Meaning, Place, make
from agent.extract.facts.metrics import metrics_of
from agent.extract.facts.money import with_money_roles
from agent.extract.facts.of_customers import without_customers
from agent.extract.facts.operands import without_operands
from agent.extract.facts.opposed import without_opposed
from agent.extract.facts.pies import is_pie, read_pie
from agent.extract.facts.recurring import with_periods
from agent.extract.facts.settling import settle_windows
from agent.extract.items.assemble import assemble
from agent.extract.items.identity import identify
from agent.extract.scoping.dating import date_windows
from agent.extract.scoping.drafts import Draft, draft_items
from agent.extract.scoping.rows import draft_rows
from agent.extract.scoping.scopes import scopes_of
from agent.extract.tables.shapes import Shape, read_shape
from agent.extract.tables.time_keys import with_time_keys
from agent.extract.totals.of_plans import lift_grand_totals
from agent.extract.totals.proven import totals_of
from agent.extract.tree.closing import with_amounts_of_all, without_strays
from agent.extract.tree.groups import Groups, read_groups
from agent.extract.tree.nodes import Tree, build_tree
from agent.extract.tree.notes import read_notes
from agent.extract.tree.ranked import with_ranks
from agent.extract.tree.subtitles import Subtitle
from agent.extract.wording.citations import without_citations
from agent.extract.wording.code_spans import without_code
from agent.extract.wording.defined import with_defined_ids
from agent.extract.wording.gantt import ChartTask, chart_tasks, is_chart
from agent.extract.wording.lettered import with_lettered_periods
from agent.extract.wording.lookalikes import without_lookalikes
from agent.extract.wording.scanned import Scanned, is_code, scan_document
from agent.facts.equations import EquationMatch, equations
from agent.model.document import Block, Document
from agent.model.roadmap import Equation, Roadmap
from agent.model.span import Span


def extract(document: Document) -> Roadmap:
    """Read a document as a roadmap. Pure: the same document gives the same roadmap."""
    scanned = with_time_keys(
        with_lettered_periods(with_defined_ids(without_lookalikes(without_citations(without_code(scan_document(document))))))
    )
    scanned = with_ranks(scanned)
    scanned, tree = date_windows(scanned, with_amounts_of_all(scanned, without_strays(build_tree(scanned))))
    groups = read_groups(scanned, tree)
    drafts, by_node = draft_items(scanned, tree, groups)
    shapes = _shapes(scanned, tree, groups)
    drafts = (*drafts, *draft_rows(scanned, tree, shapes, drafts, by_node, groups.standings))
    keys, names = identify(drafts, scanned.convention.language)
    named = {node: keys[at] for node, at in by_node.items()}
    rows = {(draft.block, draft.row): keys[draft.index] for draft in drafts if draft.row >= 0}
    titles = {(draft.block, draft.row): draft.title for draft in drafts if draft.row >= 0}
    currency = currency_of(scanned)
    notes = read_notes(scanned, tree, currency)
    context = Context(scanned, tree, scopes_of(scanned, tree, named, names), names, rows, titles, notes, currency)
    # What has an id is work, and the money beside it what it costs: "R6 Invoicing by volume" is not income.
    named_by = {key: draft.title for key, draft in zip(keys, drafts, strict=True) if not draft.id}
    silent = frozenset((document.title, *(draft.title for draft in drafts if draft.id)))
    made = with_money_roles(tuple(_read(context, shapes, frozenset(by_node))), named_by, silent, scanned.convention.language)
    made = without_customers(without_examples(made, document.title))
    computed = tuple(_equations(scanned))
    made = without_operands(
        with_given_priorities(context, with_changes(with_periods(without_opposed(made))), drafts, keys, groups.grades), computed
    )
    facts = tuple(one.fact for one in made)
    items = assemble(document, scanned.convention, drafts, keys, names, facts, _charts(scanned, drafts))
    made, items = settle_windows(made, items, drafts, tree)
    facts = tuple(one.fact for one in made)
    metrics = metrics_of(facts)
    accounted = account(scanned, made, tuple(shapes), tuple(place for place, _ in computed), metrics)
    lifted = lift_grand_totals(made, items)
    if lifted != made:
        made, facts = lifted, tuple(one.fact for one in lifted)
        metrics = metrics_of(facts)
        items = assemble(document, scanned.convention, drafts, keys, names, facts, _charts(scanned, drafts))
    return Roadmap(
        document=document,
        title=document.title,
        language=scanned.convention.language,
        items=items,
        facts=facts,
        metrics=metrics,
        totals=totals_of(context, shapes, made, items),
        equations=tuple(equation for _, equation in computed),
        unread=accounted.unread,
        numbers=accounted.numbers,
        numbers_bound=accounted.bound,
        tokens=scanned.tokens,
        cells=scanned.cells,
    )


def _shapes(scanned: Scanned, tree: Tree, groups: Groups) -> dict[int, Shape]:
    found: dict[int, Shape] = {}
    for block in scanned.document.blocks:
        if block.kind == "table":
            topic = next((topic for node in tree.above(tree.home[block.index]) if (topic := node.section_topic)), "")
            grouped = not topic and any(node.index in groups for node in tree.above(tree.home[block.index]))
            shape = read_shape(scanned, block, "initiatives" if grouped else topic)
            if shape is not None:
                found[block.index] = shape
    return found


def _read(context: Context, shapes: dict[int, Shape], drafting: frozenset[int]) -> Iterator[Made]:
    """All facts in document order."""
    nodes = {node.block: node for node in context.tree.nodes}
    for block in context.scanned.document.blocks:
        if block.index in context.scanned.screens:
            continue
        node = nodes.get(block.index)
        shape = shapes.get(block.index)
        if (subtitle := context.tree.subtitles.get(block.index)) is not None and not subtitle.labelled:
            yield from _read_subtitle(context, block, subtitle, drafting)
        elif block.kind in {"paragraph", "footnote"} or subtitle is not None:
            yield from read_paragraph(context, block, node.start if node is not None else len(block.text))
            if node is not None and node.stop < len(block.text):
                named = node.index in drafting
                yield from (
                    read_rest(context, node, node.stop + 1) if named else read_paragraph(context, block, len(block.text), node.stop + 1)
                )
        if block.kind == "front_matter":
            yield from read_front_matter(context, block)
        if block.kind == "fence" and not is_code(block):
            read = read_chart if is_chart(block) else read_pie if is_pie(block) else read_lines
            yield from read(context, block)
        if node is not None:
            yield from read_node(context, node, node.index in drafting)
        if shape is not None:
            yield from read_table(context, block, shape)


def _read_subtitle(context: Context, block: Block, subtitle: Subtitle, drafting: frozenset[int]) -> Iterator[Made]:
    """The time of the heading above, which is the subject when it names no item, and what the lines below it say."""
    node, token = context.tree.home_node(block.index), subtitle.token
    subject = node.title.name if node is not None and node.index not in drafting else ""
    meaning = Meaning("window", "", subject)
    yield make(context, block, token.start, token.end, meaning, context.scopes.of_block(block.index), "heading", (token,))
    yield from read_paragraph(context, block, len(block.text), subtitle.end)


def _equations(scanned: Scanned) -> Iterator[tuple[tuple[Place, int, int], Equation]]:
    """The computations written out in blocks and table cells, each with its place and extent."""
    document = scanned.document
    for block in document.blocks:
        for found in equations(block.text, scanned.tokens[block.index], scanned.convention) if len(scanned.tokens[block.index]) > 1 else ():
            lines = (block.line_at(found.start), block.line_at(found.end))
            yield ((block.index, -1, -1), found.start, found.end), _equation(found, document.span(*lines), block.index)
        for at, row in enumerate(block.rows):
            for column, cell in enumerate(row.cells):
                tokens = scanned.cells.get((block.index, at, column), ())
                for found in equations(cell.text, tokens, scanned.convention) if len(tokens) > 1 else ():
                    yield (
                        ((block.index, at, column), found.start, found.end),
                        _equation(found, document.span(cell.line, cell.end_line), block.index),
                    )


def _equation(found: EquationMatch, span: Span, block: int) -> Equation:
    return Equation(found.kind, found.terms, found.stated, found.computed, found.text, span, block)


def _charts(scanned: Scanned, drafts: tuple[Draft, ...]) -> dict[int, ChartTask]:
    tasks = {(block.index, task.line): task for block in scanned.document.blocks for task in chart_tasks(block)}
    return {draft.index: tasks[draft.block, draft.line] for draft in drafts if (draft.block, draft.line) in tasks}
