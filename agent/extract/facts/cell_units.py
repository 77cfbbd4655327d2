"""The unit of the bare numbers in table cells: of the table, the section, or what row and column call money."""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct

from agent.expressions import expression
from agent.extract.facts.currencies import LEAST, bare_money
from agent.extract.facts.ledgers import money_cells
from agent.extract.facts.making import Context
from agent.extract.facts.periods import period_columns
from agent.extract.facts.table_rows import TableRow
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.wording.meanings import COUNTED
from agent.extract.wording.words import kind_of
from agent.facts import lookup_label, measure_of, normalise
from agent.facts.calendar_words import relative_units
from agent.facts.headers import HeaderUnit, with_header_unit
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.token import Token

_MONEY_ATTRIBUTES = frozenset({"", "cost", "revenue", "benefit", "saving", "funding", "worth", "total", "subtotal", "contingency"})
_WORK_ATTRIBUTES = frozenset({"", "effort", "contingency", "total"})
_AMOUNTS = frozenset({"period", "total", "role", "scenario", "item", "value"})
_SHARE = expression(r"\b(?:margins?|marge|margem|margen|margine)\b|率", re.IGNORECASE)
_LONGEST_UNIT = 10  # characters of a header that is nothing but a currency with its scale
_BY_ROW = frozenset({"period", "role", "scenario", "total"})


class Table(Struct, frozen=True):
    """A table with what holds in all of it: the unit of its bare amounts (`stated` by its caption, its headings or a sentence of its
    section, not only by one of the document), the columns that count time, and the cells that the rest of it proves to be money."""

    block: Block
    shape: Shape
    ambient: HeaderUnit | None
    stated: bool
    periods: Mapping[int, str]
    proven: Mapping[tuple[int, int], HeaderUnit]


def table_of(context: Context, block: Block, shape: Shape) -> Table:
    """The table with what its caption, its headings, its section or the document say of bare amounts in it."""
    stated = _corner_unit(shape) or context.section_unit(block.index)
    return Table(
        block,
        shape,
        stated or context.notes.whole,
        stated is not None,
        period_columns(context.scanned, shape),
        money_cells(context.scanned, block, shape, context.currency),
    )


def _corner_unit(shape: Shape) -> HeaderUnit | None:
    """The currency that stands alone above the names of the rows: "k€ | 2026 | 2027" """
    corner = shape.columns[shape.subject] if shape.subject >= 0 else None
    if corner is None or corner.unit is None or corner.unit.kind != "money" or corner.unit.per:
        return None
    header = corner.header.strip()
    alone = len(header) <= _LONGEST_UNIT and "(" not in header.lstrip("(") and lookup_label(header) is None
    return corner.unit if alone else None


def takes_ambient(table: Table, column: Column, row: TableRow, tokens: tuple[Token, ...]) -> bool:
    """Whether bare numbers of the cell are in the unit of the section or document: only where the column holds amounts of that kind."""
    ambient = table.ambient
    if ambient is None:
        return False
    if column.use == "attribute" and column.meaning is not None:
        if ambient.kind == "duration" and ambient.unit.startswith("person-"):
            return column.meaning.attribute in _WORK_ATTRIBUTES
        return ambient.kind == "money" and column.meaning.attribute in _MONEY_ATTRIBUTES
    money = ambient.kind == "money" and (table.stated or row.scope.topic in {"budget", "revenue", "funding"})  # "Income statement (€)"
    work = ambient.kind == "duration" and ambient.unit.startswith("person-")
    if (
        not (money or work)
        or column.use not in _AMOUNTS
        or (column.use == "value" and (column.meaning is not None or kind_of(column.label) is not None))
    ):
        return False
    measured = lookup_label(row.label)
    if money and table.stated and measured is not None and measured.attribute == "margin":
        return "%" not in row.label and not _SHARE.search(row.label)  # "EBIT", but not "Gross margin"
    return measured is None or measured.attribute in _MONEY_ATTRIBUTES or (money and table.stated and _is_large(row.label, tokens))


def _is_large(label: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a number among amounts of money is one though its row could be counted ("Staff", "Insurance and compliance")."""
    value = tokens[0].value if len(tokens) == 1 else None
    return isinstance(value, Quantity) and abs(value.most) >= LEAST and measure_of(label) not in COUNTED


def named_money(context: Context, row: TableRow, column: Column, text: str, tokens: tuple[Token, ...]) -> HeaderUnit | None:
    """The currency of a bare number that its row, where columns are periods and the like, or else its column calls money."""
    named = row.label if column.use in _BY_ROW or column.use in {"item", "value"} else column.header
    language = context.scanned.convention.language
    found = bare_money(named, text, tokens, context.currency, language)
    both = found is None and column.use == "value"
    return bare_money(column.header, text, tokens, context.currency, language) if both else found


def in_unit(token: Token, unit: HeaderUnit, tokens: tuple[Token, ...]) -> Token:
    """A number in the unit of its column, unless it multiplies an amount that states its own: "$300/month × 3"."""
    times = token.kind == "number" and any(other.kind == "quantity" for other in tokens)
    return token if times and any(other.kind == "operator" and other.value == "x" for other in tokens) else with_header_unit(token, unit)


def in_length_of(column: Column, token: Token) -> Token:
    """A bare number below the name of a unit of time as so many of it: "3" below "Months" where that is how long."""
    unit = relative_units().get(normalise(column.label)) if token.kind == "number" else None
    return with_header_unit(token, HeaderUnit("duration", unit)) if unit is not None else token
