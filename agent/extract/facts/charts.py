"""Facts of Gantt charts and of front matter."""

from __future__ import annotations

from collections.abc import Iterator

from agent.extract.facts.binding import bind_label
from agent.extract.facts.making import Context, Made, Meaning, make
from agent.extract.scoping.scopes import NOWHERE
from agent.extract.wording.clauses import values_in
from agent.extract.wording.gantt import chart_tasks
from agent.extract.wording.labels import split_field
from agent.facts.headers import unit_of_header, with_header_unit
from agent.facts.ids import counts_off
from agent.model.document import Block


def read_chart(context: Context, block: Block) -> Iterator[Made]:
    """The period of each task of a chart."""
    offset = 0
    tasks = {task.line: task for task in chart_tasks(block)}
    for number, line in enumerate(block.text.split("\n")):
        task = tasks.get(block.line + number)
        if task is not None:
            item = context.rows.get((block.index, number), "")
            start = offset + line.find(":") + 1 if ":" in line else offset
            tokens = [t for t in context.scanned.tokens[block.index] if offset <= t.start and t.end <= offset + len(line)]
            meaning = Meaning("window", task.name, "" if item else task.name, item=item)
            yield make(context, block, start, offset + len(line), meaning, context.scopes.of_block(block.index), "gantt", tokens)
        offset += len(line) + 1


def read_front_matter(context: Context, block: Block) -> Iterator[Made]:
    """`key: value` lines at the top of the file; a key may name the unit ("budget_usd: 2480000")."""
    offset = 0
    for line in block.text.split("\n"):
        field = split_field(block.text, offset, offset + len(line))
        offset += len(line) + 1
        if field is None or field.value_end <= field.value_start:
            continue
        key = block.text[field.start : field.end].strip("\"'")  # front matter may be JSON
        words = key.replace("_", " ").replace("-", " ")
        tokens = [t for t in context.scanned.tokens[block.index] if t.start >= field.value_start and t.end <= field.value_end]
        unit = unit_of_header(words.upper().split()[-1], context.scanned.convention)
        if unit is not None and unit.kind == "money":
            words = words.rsplit(" ", 1)[0]
            tokens = [with_header_unit(token, unit) for token in tokens]
        binding = bind_label(words, values_in(tokens), NOWHERE)
        attribute = "" if binding.attribute == "metric" and counts_off(words) else binding.attribute  # "order: 2"
        meaning = Meaning(attribute, key, "" if binding.named else words, binding.role)
        yield make(context, block, field.value_start, field.value_end, meaning, NOWHERE, "front_matter", tokens)
