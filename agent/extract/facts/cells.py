"""Facts of table cells: column header and row subject say what each value is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import structs
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.binding import bind_label
from agent.extract.facts.cell_meanings import is_duration, meaning_of
from agent.extract.facts.cell_units import Table, in_length_of, in_unit, named_money, table_of, takes_ambient
from agent.extract.facts.making import Context, Made, Meaning, fact_of
from agent.extract.facts.periods import as_counted, as_lengths, as_number, counts_otherwise, crossed
from agent.extract.facts.table_rows import TableRow, group_of, read_row
from agent.extract.facts.valued import is_work
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.wording.clauses import values_in
from agent.extract.wording.meanings import explained
from agent.facts.folding import is_ideographic
from agent.facts.measures import counts_anyone, counts_people, names_people
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_MOST_BESIDE = 12  # letters beside a duration that is all a cell says
_HAN_LETTERS = 2  # letters that a character of Han or kana stands for
_OFFSET = expression(
    r"\s*(?:前|後|后|before|prior|after|ago|avant|après|antes|después|depois|vor|nach|до|после|prima|dopo)(?![a-zà-ÿ])", re.IGNORECASE
)
_ROLES = frozenset({"target", "baseline", "actual"})


def read_table(context: Context, block: Block, shape: Shape) -> Iterator[Made]:
    """The facts of every body cell."""
    scope = context.scopes.of_block(block.index)
    by_column = any(column.role in _ROLES for column in shape.columns)  # what is aimed at then stands in a column of its own
    scope = replace(scope, topic=shape.topic or scope.topic, role="" if by_column else scope.role)
    if shape.told:
        scope = replace(scope, headings=(*scope.headings, shape.told))
    table = table_of(context, block, shape)
    plain = scope
    for at in shape.body:
        if (group := group_of(context, block, shape, at)) is not None:
            scope = replace(plain, headings=(*plain.headings, group)) if group else plain
        row = read_row(context, block, shape, at, scope, table.periods)
        label = _label_fact(context, block, shape, row)
        if label is not None:
            yield label
        for column in shape.columns:
            cells = block.rows[at].cells
            if column.index not in {shape.subject, shape.identifier} and cells[column.index].text:
                yield _cell(context, table, row, column)


def _cell(context: Context, table: Table, row: TableRow, column: Column) -> Made:
    block, shape, counted = table.block, table.shape, table.periods.get(column.index)
    cell = block.rows[row.at].cells[column.index]
    tokens = context.scanned.cells.get((block.index, row.at, column.index), ())
    whole = len(tokens) == 1 and tokens[0].text == cell.text.strip()
    if whole and ((column.window is not None and not row.is_period) or counts_otherwise(context.scanned, shape, column, tokens[0])):
        tokens = (as_number(tokens[0]),)
    unit = column.unit or row.unit or (table.ambient if takes_ambient(table, column, row, tokens) else None)
    if unit is None and counted is None and any(token.kind == "number" for token in tokens):
        unit = named_money(context, row, column, cell.text, tokens) or table.proven.get((row.at, column.index))
    values = tuple(in_unit(token, unit, tokens) for token in tokens) if unit is not None else tokens
    if column.meaning is None and any(isinstance(token.value, Window) for token in values):
        values = as_lengths(context.scanned, shape, column, row.at, values)
    if counted is not None:
        values = tuple(as_counted(token, counted) for token in (values if not counted else tokens))
    meaning = meaning_of(context, shape, row, column, cell.text, values)
    if meaning.attribute == "duration" and unit is None:
        values = tuple(in_length_of(column, token) for token in values)
    if counted:
        meaning = replace(meaning, attribute="window", subject="" if row.item else meaning.subject)
    if meaning.attribute in {"duration", "effort"} and _is_told(cell.text, values, column):
        meaning = replace(meaning, attribute="window" if _is_offset(cell.text, values) else "", subject=meaning.subject or row.label)
    former = column.role in {"baseline", "actual"}  # the row's dates say when its target is due
    today = row.around is not None and row.around.is_relative and row.around.first == 0  # "Metrics (6 months)" begins with what is so now
    scope = replace(row.scope, window=None if today else row.around) if former else row.scope
    meaning = replace(meaning, window=crossed(row.around, column.window)) if column.window is not None else meaning
    fact = fact_of(context, meaning, scope, "column", cell.text, values, (cell.line, cell.end_line), block.index)
    located = replace(fact, span=structs.replace(fact.span, locator=cell.locator)) if cell.locator else fact
    return Made(located, (block.index, row.at, column.index), explained(meaning.attribute, values))


def _is_told(text: str, values: tuple[Token, ...], column: Column) -> bool:
    """Whether a duration is only mentioned: counted from something ("3 months before opening"), or among other words in a column that
    speaks of no time."""
    if _is_offset(text, values):
        return True
    if any(_is_hours_behind(text, token) for token in values):
        return False
    rest = text
    for token in values:
        rest = rest.replace(token.text, " ")
    named = column.meaning is not None and column.meaning.attribute in {"duration", "window", "effort"}
    beside = sum(_HAN_LETTERS if is_ideographic(character) else character.isalnum() for character in rest)
    return not named and column.unit is None and beside > _MOST_BESIDE


def _is_hours_behind(text: str, token: Token) -> bool:
    """ "Lead architect (40h)": the work of whoever stands before the bracket."""
    return isinstance(token.value, Quantity) and is_work(token.value) and text[token.start - 1 : token.start] in {"(", "（"}


def _is_offset(text: str, values: tuple[Token, ...]) -> bool:
    """ "3 months before opening", 開業3ヶ月前: when, and not how long."""
    spans = [token for token in values if is_duration(token)]
    return any(_OFFSET.match(text, token.end) for token in spans)


def _label_fact(context: Context, block: Block, shape: Shape, row: TableRow) -> Made | None:
    """Values inside the naming cell itself ("Beta (Q3)", "2 engineers"); they explain their tokens and say when the row is."""
    tokens = context.scanned.cells.get((block.index, row.at, shape.subject), ())
    values = values_in(tokens)
    if not values:
        return None
    source = block.rows[row.at]
    attribute = (
        "window"
        if row.item and any(isinstance(token.value, Window) for token in values)
        else _told_in_name(shape, row, source.cells[shape.subject].text, values)
    )
    meaning = Meaning(attribute, shape.columns[shape.subject].header or row.label, "" if row.item else row.label)
    scope = replace(row.scope, role="")  # the name of a row is no figure
    fact = fact_of(context, meaning, scope, "column", shape.row_label(source), tokens, (source.line, source.end_line), block.index)
    return Made(fact, (block.index, row.at, shape.subject), tuple(token.start for token in tokens))


def _told_in_name(shape: Shape, row: TableRow, text: str, values: tuple[Token, ...]) -> str:
    """What a figure in brackets behind the name of a row says: how many hold a role ("Welder (2)"), or how much is put by
    ("Contingency (15%)")."""
    first = values[0].value
    if len(values) > 1 or not isinstance(first, Quantity) or first.comparator != "=":
        return ""
    persons = names_people(first.unit) or counts_anyone(first.unit) or shape.kind == "team_role"
    if first.kind == "count" and persons and text[values[0].start - 1 : values[0].start] in {"(", "（"}:
        return "people" if counts_people(first) else ""
    bound = bind_label(row.label, values, row.scope) if first.kind == "percent" else None
    return "contingency" if bound is not None and bound.attribute == "contingency" else ""
