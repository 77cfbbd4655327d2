"""Facts of table cells: column header and row subject say what each value is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from agent.extract.binding import bind_label
from agent.extract.clauses import values_in
from agent.extract.making import Context, Made, Meaning, fact_of
from agent.extract.scopes import Scope
from agent.extract.shapes import Column, Shape
from agent.extract.units import HeaderUnit, header_unit
from agent.extract.words import is_total
from agent.facts import lookup_label, measure_of
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.token import Token


def read_table(context: Context, block: Block, shape: Shape, note: HeaderUnit | None) -> Iterator[Made]:
    """The facts of every body cell. `note` is the unit that the document gives to bare amounts of money."""
    scope = replace(context.scopes.of_block(block.index), topic=shape.topic or context.scopes.of_block(block.index).topic)
    ambient = _section_unit(context, block, scope) or note
    for at in shape.body:
        yield from _read_row(context, block, shape, at, scope, ambient)


def _read_row(context: Context, block: Block, shape: Shape, at: int, scope: Scope, ambient: HeaderUnit | None) -> Iterator[Made]:
    row = block.rows[at]
    label = " ".join(shape.row_label(row).split())
    item = context.rows.get((block.index, at), "") or _known_item(context, shape.row_id(row), label)
    row_tokens = context.scanned.cells.get((block.index, at, shape.subject), ())
    row_window = next((token.value for token in row_tokens if isinstance(token.value, Window)), None)
    around = replace(scope, item=item or scope.item, window=row_window or scope.window)
    subject = context.named_rows.get((block.index, at), "") if shape.topic == "metrics" else ""
    label_made = _label_fact(context, block, shape, at, around, label, item)
    if label_made is not None:
        yield label_made
    for column in shape.columns:
        if column.index in {shape.subject, shape.identifier} or column.index >= len(row.cells) or not row.cells[column.index].text:
            continue
        yield _cell(context, block, shape, at, column, around, subject or label, bool(item), ambient)


def _known_item(context: Context, identifier: str, label: str) -> str:
    """The item of another place that a row speaks of."""
    return (context.names.by_id(identifier) if identifier else "") or (context.names.named(label) if label and not is_total(label) else "")


def _cell(
    context: Context, block: Block, shape: Shape, at: int, column: Column, scope: Scope, label: str, known: bool, ambient: HeaderUnit | None
) -> Made:
    cell = block.rows[at].cells[column.index]
    tokens = context.scanned.cells.get((block.index, at, column.index), ())
    row_unit = header_unit(label, context.scanned.convention) if label else None
    values = _in_unit(tokens, _unit_for(column, row_unit, ambient, shape, label, scope))
    attribute, role, subject, item = _cell_meaning(context, column, label, values, scope, known)
    meaning = Meaning(attribute, _cell_label(column, label), subject, role, item, column.window, column.scenario)
    fact = fact_of(context, meaning, scope, "column", cell.text, values, (cell.line, cell.end_line), block.index)
    located = replace(fact, span=replace(fact.span, locator=cell.locator)) if cell.locator else fact
    return Made(located, (block.index, at, column.index), tuple(token.start for token in tokens))


def _cell_meaning(
    context: Context, column: Column, label: str, values: tuple[Token, ...], scope: Scope, known: bool
) -> tuple[str, str, str, str | None]:  # fmt: skip
    """Attribute, role, subject and item of a cell."""
    if column.use == "attribute" and column.meaning is not None:
        bound = bind_label(column.label, values_in(values), scope)
        if bound.attribute == "metric":
            return "metric", bound.role or column.role, label or column.label, None
        attribute = "" if bound.attribute == "title" else bound.attribute
        return attribute, column.role or bound.role, "" if known and attribute else label, None
    row = bind_label(label, values_in(values), scope) if label else None
    if column.use in {"period", "role", "scenario"} and scope.topic == "metrics":
        return "metric", column.role or (row.role if row else ""), label, None
    if column.use == "item":
        return (
            (row.attribute if row else ""),
            column.role,
            label if row and not row.named else "",
            context.names.named(column.label) or None,
        )
    if column.use in {"period", "role", "scenario", "total"} and row is not None:
        known_row = row.attribute if row.attribute not in {"", "total", "subtotal"} else ""
        return known_row or _kind_attribute(values, scope), column.role or row.role, "" if known else label, None
    bound = bind_label(column.label, values_in(values), scope)
    attribute = bound.attribute or (row.attribute if row is not None and row.named and not known else "")
    return attribute, column.role or bound.role, "" if known and bound.named and attribute not in {"", "metric"} else label, None


def _kind_attribute(values: tuple[Token, ...], scope: Scope) -> str:
    first = next((token.value for token in values if isinstance(token.value, Quantity)), None)
    if first is not None and first.kind == "money":
        return "revenue" if scope.topic == "revenue" else "cost"
    return "metric" if scope.topic == "metrics" else ""


def _cell_label(column: Column, label: str) -> str:
    """Where the column is only a period or a role, the row says what is measured."""
    return label if column.use in {"period", "role", "scenario", "item"} and label else column.header


def _unit_for(
    column: Column, row: HeaderUnit | None, ambient: HeaderUnit | None, shape: Shape, label: str, scope: Scope
) -> HeaderUnit | None:
    """The unit of bare numbers in a cell: its column's, its row's, or the section's where the column holds amounts of money."""
    if column.unit is not None or row is not None:
        return column.unit or row
    if ambient is None:
        return None
    if column.use == "attribute" and column.meaning is not None:
        return ambient if ambient.kind != "money" or column.meaning.attribute in {"cost", "revenue", "benefit"} else None
    if column.use in {"period", "total", "role", "scenario", "value"} and ambient.kind == "money":
        measured = lookup_label(label)
        fits = measured is None or measured.attribute in {"", "cost", "revenue", "benefit"}
        return (
            ambient
            if fits
            and scope.topic in {"budget", "revenue"}
            and not measure_of(column.label)
            and column.role == ""
            or fits
            and scope.topic == "budget"
            else None
        )
    return None


def _in_unit(tokens: tuple[Token, ...], unit: HeaderUnit | None) -> tuple[Token, ...]:
    """Bare numbers read in the unit; values with a unit of their own stay."""
    if unit is None:
        return tokens
    return tuple(
        replace(token, kind="quantity", value=unit.applied(token.value))
        if isinstance(token.value, Quantity) and token.value.kind == "count" and not token.value.unit
        else token
        for token in tokens
    )


def _section_unit(context: Context, block: Block, scope: Scope) -> HeaderUnit | None:
    """The unit in the headings above: "## Cost phasing (€K)"."""
    for heading in reversed(scope.headings[-2:]):
        if (unit := header_unit(heading, context.scanned.convention)) is not None:
            return unit
    return None


def _label_fact(context: Context, block: Block, shape: Shape, at: int, scope: Scope, label: str, item: str) -> Made | None:
    """Values inside the naming cell itself ("Beta (Q3)", "2 engineers"); they explain their tokens and say when the row is."""
    tokens = context.scanned.cells.get((block.index, at, shape.subject), ())
    values = values_in(tokens)
    if not values:
        return None
    window = next((token for token in values if isinstance(token.value, Window)), None)
    meaning = Meaning("window" if window is not None else "", shape.columns[shape.subject].header, "" if item else label)
    fact = fact_of(context, meaning, scope, "column", label, tokens, (block.rows[at].line, block.rows[at].end_line), block.index)
    return Made(fact, (block.index, at, shape.subject), tuple(token.start for token in tokens))
