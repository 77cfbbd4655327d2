"""Items that table rows and the tasks of Gantt charts name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.scoping.drafts import Draft, period_above
from agent.extract.tables.boards import drawn_window, is_drawn
from agent.extract.tables.shapes import NUMBERED, Shape, counts_up
from agent.extract.tree.nodes import Tree
from agent.extract.tree.standings import standing_above
from agent.extract.wording.gantt import ChartTask, chart_tasks
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.titles import Title, read_title
from agent.extract.wording.words import is_total, kind_of
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.roadmap import ItemKind

_TASK_ID = expression(r"[A-Za-z]{1,4}-?\d{1,4}")


def draft_rows(
    scanned: Scanned, tree: Tree, shapes: dict[int, Shape], drafts: Sequence[Draft], by_node: dict[int, int], standings: Mapping[int, str]
) -> tuple[Draft, ...]:
    """The drafts of all table rows that name something planned and of all chart tasks; indexes continue those of `drafts`.

    `standings` are the headings that say how far the rows below them are."""
    found: list[Draft] = []
    for block in scanned.document.blocks:
        parent = _enclosing(tree, block.index, by_node)
        shape = shapes.get(block.index)
        if shape is not None and shape.kind is not None:
            home = tree.home[block.index]
            status, period = standing_above(tree, home, standings, by_node), period_above(tree, home, by_node)
            rows = _rows(scanned, tree, shape, block, parent, len(drafts) + len(found), status)
            found += [replace(row, period=period) for row in rows] if period is not None else rows
        for task in chart_tasks(block):
            found.append(_task(task, block, parent, len(drafts) + len(found)))
    return tuple(found)


def row_title(scanned: Scanned, tree: Tree, shape: Shape, block: Block, at: int) -> Title | None:
    """What the naming cell of a row says; None when it is empty or names a total."""
    row = block.rows[at]
    text = shape.row_label(row)
    if not text:
        return None
    title = read_title(text, 0, len(text), scanned.cells.get((block.index, at, shape.subject), ()), families=tree.families, outline=True)
    if is_total(text) and not (_is_named(title.id) or (shape.identifier != shape.subject and _is_named(shape.row_id(row)))):
        return None
    return _numbered(title, text, shape, block, at)


def _is_named(identifier: str) -> bool:
    """Whether the id is one of a planned thing (not of a running count): "All permits online" as M4 or 2.3 is no total."""
    stepped = "." in identifier.strip(".")
    return any(character.isdigit() for character in identifier) and (stepped or any(character.isalpha() for character in identifier))


def _numbered(title: Title, text: str, shape: Shape, block: Block, at: int) -> Title:
    """ "1 Prototype" below the header "Phase" is Phase 1, "B" is Phase B, when all rows with a number are numbered so. A bare
    number has its name in a column of names ("Feature")."""
    column = shape.columns[shape.subject]
    word = column.label
    match = NUMBERED.match(text)
    if title.id or match is None or not counts_up(block, column, shape.body):
        return title
    beside = next((c.index for c in shape.columns if c.index != shape.subject and c.meaning and c.meaning.attribute == "title"), -1)
    named = block.rows[at].cells[beside].text if beside >= 0 else ""
    name = text[match.end() :].strip() or " ".join(named.split()) or title.name
    return replace(title, id=f"{word} {int(match[1]) if match[1] else match[2]}", kind=kind_of(word), name=name)


def _enclosing(tree: Tree, block: int, by_node: dict[int, int]) -> int | None:
    for node in tree.above(tree.home[block]):
        if node.index in by_node:
            return by_node[node.index]
    return None


def _rows(scanned: Scanned, tree: Tree, shape: Shape, block: Block, parent: int | None, first: int, status: str) -> list[Draft]:
    found: list[Draft] = []
    drawn = is_drawn(block, shape.columns, shape.body)
    columns = " | ".join(column.header for column in shape.columns)
    for at in shape.body:
        row = block.rows[at]
        title = row_title(scanned, tree, shape, block, at)
        if title is None:
            continue
        identifier = " ".join(shape.row_id(row).split()) if shape.identifier >= 0 and shape.identifier != shape.subject else ""
        bare = identifier.strip("*`.")
        number = bare if bare.isdecimal() else ""
        identifier = identifier.strip("*`") if not number else ""
        if is_total(identifier) or (not title.name and not title.id):
            continue
        kind: ItemKind = shape.kind if shape.kind is not None else "initiative"
        if title.kind and kind == "initiative":
            kind = title.kind
        name, text = title.name or title.id, shape.row_label(row)
        place = (block.index, row.line, row.end_line, text, parent, -1, at)
        window = title.window or (drawn_window(block, shape.columns, at) if drawn else None)
        found.append(Draft(first + len(found), identifier or title.id, name, kind, *place, window, title.status or status, columns, number))
    return found


def _task(task: ChartTask, block: Block, parent: int | None, index: int) -> Draft:
    window = Window(task_period(task), task.start, task.end) if task.start or task.end else None
    kind: ItemKind = "milestone" if task.milestone else "task"
    identifier, name = _task_name(task)
    return Draft(
        index,
        identifier,
        name,
        kind,
        block.index,
        task.line,
        task.line,
        task.text,
        parent,
        -1,
        task.line - block.line,
        window,
        task.status,
    )


def _task_name(task: ChartTask) -> tuple[str, str]:
    """Id and name: of "W1 Payment :w1, ..." the name is "Payment"."""
    match = _TASK_ID.match(task.name)
    if match is None or match.group().casefold() != task.id.casefold() or not task.name[match.end() :].strip(" .:-–—"):
        return task.id, task.name
    return match.group(), task.name[match.end() :].strip(" .:-–—")


def task_period(task: ChartTask) -> str:
    """The period of a chart task as text: the part of its line behind the name."""
    return task.text.rpartition(":")[2].strip() or task.text
