"""What a table cell says: by its column where that names an attribute, by its row where the column only says when or for whom."""

from __future__ import annotations

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.binding import bind_label
from agent.extract.facts.making import Context, Meaning
from agent.extract.facts.placed import attribute_of_value
from agent.extract.facts.table_rows import TableRow
from agent.extract.facts.valued import is_work
from agent.extract.scoping.scopes import Scope
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.tree.notes import header_unit
from agent.extract.wording.clauses import values_in
from agent.extract.wording.numbering import numbered_reference
from agent.extract.wording.roles import role_of
from agent.extract.wording.words import is_exact_total, is_generic_amount, is_remark_column, is_weight_column, names_staff
from agent.facts import SURE, lookup_label, measure_of, normalise, unit_of_header
from agent.facts.measures import measure_for
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Role
from agent.model.token import Token

_CASE = expression(r"\d\s?%\s*[^\W\d_]")  # "20% margin": what would be if that were so
# Figures that depend on what a row supposes.
_SUPPOSED = frozenset({"metric", "revenue", "margin", "payback", "roi", "churn", "benefit", "saving"})
_SOLD = frozenset({"revenue", "pricing"})
_TOLD = frozenset({"status", "impact", "owner", "note", "priority", "mitigation", "scope", "risk", "location"})  # of a measure, in words
_ROLES = frozenset({"target", "baseline", "actual"})
_OF_ALL = frozenset({"revenue", "people", "quantity", "duration", "churn", "margin", "funding"})  # in a row that is a period: of the whole
_BY_ROW = frozenset({"period", "role", "scenario", "total"})


def meaning_of(context: Context, shape: Shape, row: TableRow, column: Column, text: str, values: tuple[Token, ...]) -> Meaning:
    """What a cell with this text says: by its column where that names an attribute, by its row where the column is a period, role, scenario
    or item. Beside a row that is only a figure ("3%" of churn, "$2,000" to win a customer) it says what would be if that were so."""
    meaning = _meaning_of(context, shape, row, column, text, values)
    supposed = meaning.attribute in _SUPPOSED and _is_case(context, shape, row)
    return Meaning("", column.header, row.label, window=meaning.window) if supposed else meaning


def _is_case(context: Context, shape: Shape, row: TableRow) -> bool:
    """Whether the name of a row is nothing but a figure with its unit."""
    tokens = context.scanned.cells.get((shape.block, row.at, shape.subject), ()) if row.is_period else ()
    return len(tokens) == 1 and isinstance(tokens[0].value, Quantity) and tokens[0].value.kind in {"percent", "money", "ratio"}


def _meaning_of(context: Context, shape: Shape, row: TableRow, column: Column, text: str, values: tuple[Token, ...]) -> Meaning:
    if column.use == "role" and _is_aim(shape, row, column, values):
        return Meaning("objective", column.header, role="target", window=column.window)
    if column.use == "role" and row.scope.topic != "metrics" and _is_measured(column, values):
        return Meaning("metric", column.header, row.label, column.role, window=column.window, scenario=column.scenario)
    sold = shape.topic in _SOLD or (row.is_period and not row.item)
    names_item = column.use == "value" and column.meaning is None and not sold and bool(context.names.named(column.label))
    if column.use in _BY_ROW or column.use == "item" or names_item:
        return _by_row(context, row, column, values)
    if is_weight_column(column.label):
        return Meaning("", column.header, row.label)
    if is_remark_column(column.label):
        return Meaning("note", column.header, "" if row.item else row.label)
    if _CASE.search(column.label):
        return Meaning("", column.header, row.label, column.role, window=column.window, scenario=column.scenario)
    bound = bind_label(column.label, values, row.scope)
    if is_generic_amount(column.label) and not row.item:
        own = bind_label(row.label, values_in(values), row.scope)
        named = own.attribute not in {"", "total", "subtotal", *_ROLES} and own.named
        placed = _kind_attribute(values, row.scope) if bound.attribute == "benefit" else bound.attribute
        bound = replace(bound, attribute=own.attribute if named else placed)
    attribute = bound.attribute
    told = column.meaning if column.use == "attribute" else None
    if attribute == "metric" and told is not None and told.attribute in _TOLD and told.confidence >= SURE:
        return Meaning(told.attribute, column.header, "" if row.item else row.label, column.role)  # "✅ 261 tests" below "Status"
    if attribute in {"people", "contingency"} and values_in(values) and all(_is_work(token) for token in values_in(values)):
        attribute = "effort"
    if attribute == "metric":
        measured = bool(row.item) and not column.role and bool(bound.measure)  # "M3 | 45%" below "Uptime": of the milestone M3, uptime
        unnamed = not row.label or row.is_period or row.timed or is_exact_total(row.label)
        subject = column.label if unnamed or measured else row.label
        return Meaning("metric", column.header, subject, column.role or bound.role or _role_of_rows(shape), window=column.window)
    if attribute in _ROLES or attribute in {"title", "id"}:
        attribute = ""
    stated = values_in(values)
    if not attribute and stated and all(is_duration(token) for token in stated) and (_counts_time(column) or _is_bracketed(text, stated)):
        attribute = attribute_of_value(stated[0].value, row.scope)
    subject = "" if (row.item and attribute) or (row.timed and attribute in _OF_ALL) else row.label
    return Meaning(attribute, column.header, subject, _cost_role(column, bound.role), window=column.window, scenario=column.scenario)


def _counts_time(column: Column) -> bool:
    """Whether the header of a column is a unit of time: below "Notice" or "Effect" stands no length of the row."""
    return column.unit is not None or unit_of_header(column.label) is not None


def _is_bracketed(text: str, values: tuple[Token, ...]) -> bool:
    """ "Lead architect (40h)": the work of whoever stands before the bracket."""
    if len(values) != 1 or not _is_hours(values[0]):
        return False
    return text[values[0].start - 1 : values[0].start] in {"(", "（"} and text[values[0].end : values[0].end + 1] in {")", "）", ","}


def _is_hours(token: Token) -> bool:
    return isinstance(token.value, Quantity) and is_work(token.value)


def _role_of_rows(shape: Shape) -> Role:
    """The role of figures beside rows that are called targets: "目标 | 指标"."""
    return shape.columns[shape.subject].role if shape.subject >= 0 else ""


def _is_measured(column: Column, values: tuple[Token, ...]) -> bool:
    """Whether the header of targets and the like names the measure itself, so that its rows are no measures: "Coverage target"."""
    first = values[0].value if values else None
    return isinstance(first, Quantity) and bool(measure_for(column.label, first))


def _is_aim(shape: Shape, row: TableRow, column: Column, values: tuple[Token, ...]) -> bool:
    """Whether the only "Target" of something planned says in words what it is for: no figure opens the cell, except to count things."""
    alone = sum(other.use == "role" for other in shape.columns) == 1
    first = values[0] if values else None
    counts = first is not None and isinstance(first.value, Quantity) and first.value.kind == "count" and bool(first.value.unit)
    opens = first is not None and isinstance(first.value, Quantity | Window) and first.start <= 1 and not counts
    return column.role == "target" and alone and shape.kind is not None and bool(row.item) and not opens


def _cost_role(column: Column, role: Role) -> Role:
    return column.role or role


def _by_row(context: Context, row: TableRow, column: Column, values: tuple[Token, ...]) -> Meaning:
    """The row says what is measured, the column for when, in which role, scenario or item it holds."""
    bound = bind_label(row.label, values_in(values), row.scope) if row.label else None
    role = column.role or (bound.role if bound else "")
    label = column.header if column.use == "total" or not row.label else row.label
    if column.use in {"item", "value"}:
        item = context.names.named(column.label)
        named = bound is not None and bound.named
        return Meaning(bound.attribute if bound else "", label, "" if named and item else row.label, role, item or None, column.window)
    about = _phase_of(context, column) if column.use == "role" and not row.item else None
    if row.scope.topic == "metrics":
        return Meaning("metric", label, row.label, role, about, column.window, column.scenario)
    attribute = bound.attribute if bound is not None and bound.attribute not in {"total", "subtotal", *_ROLES} else ""
    attribute = attribute or _kind_attribute(values, row.scope) or _bare_cost(context, row, values)
    if attribute == "people" and column.use == "total" and not (is_exact_total(column.label) or names_staff(column.label)):
        attribute = ""  # "Total lines" in a row of developers
    if not attribute and row.item and column.use == "role" and values and all(isinstance(token.value, Window) for token in values):
        attribute = "window"  # "12 Jan 26" under "Planned", beside a later day under "Forecast"
    if not attribute and column.use in {"scenario", "role"} and values and all(_is_length(token) for token in values):
        attribute = attribute_of_value(values[0].value, row.scope)  # "Beta | 3 months | 5 months" below "Best case | Worst case"
    label = column.header if not attribute and column.role == "limit" else label  # the header says what is limited: 1日上限
    subject = "" if row.item and attribute else row.label
    return Meaning(attribute, label, subject, role, about, column.window, column.scenario)


def _phase_of(context: Context, column: Column) -> str | None:
    """The phase whose figures a column gives: "Meta Fase 1", "Target Phase 2", and not "Before Phase 4"."""
    reference = numbered_reference(column.label) if column.role == "target" else None
    rest = normalise(column.label.replace(reference[0], " ")) if reference else ""
    return context.names.by_id(reference[0]) or None if reference and role_of(rest) else None


def _kind_attribute(values: tuple[Token, ...], scope: Scope) -> str:
    first = next((token.value for token in values if isinstance(token.value, Quantity)), None)
    if first is not None and first.kind == "money":
        return {"revenue": "revenue", "benefit": "benefit", "budget": "cost", "pricing": "price"}.get(scope.topic, "")
    return ""


def _bare_cost(context: Context, row: TableRow, values: tuple[Token, ...]) -> str:
    """Plain numbers of a period in a budget are amounts, unless the row says what they count ("Hours", "Trainers (FTE)")."""
    if row.scope.topic != "budget" or not values or values[0].kind != "number" or not row.label:
        return ""
    if any(measure_of(heading) == "people" for heading in row.scope.headings[-1:]):
        return ""  # below "Headcount"
    counted = lookup_label(row.label) is not None or row.unit is not None or header_unit(row.label, context.scanned.convention) is not None
    return "" if counted else "cost"


def is_duration(token: Token) -> bool:
    """Whether a token is a length of time."""
    return isinstance(token.value, Quantity) and token.value.kind == "duration"


def _is_length(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and not token.value.per


def _is_work(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and token.value.unit.startswith("person-")
