"""Facts of table cells: column header and row subject say what each value is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct, structs
from msgspec.structs import replace

from agent.extract.facts.binding import attribute_of_value, bind_label
from agent.extract.facts.currencies import LEAST, bare_money
from agent.extract.facts.ledgers import money_cells
from agent.extract.facts.making import Context, Made, Meaning, fact_of
from agent.extract.facts.money import role_of_words
from agent.extract.facts.periods import as_counted, as_lengths, as_number, counts_otherwise, crossed, period_columns, row_window
from agent.extract.scoping.scopes import Scope
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.tree.notes import bracketed_unit, header_unit
from agent.extract.wording.clauses import values_in
from agent.extract.wording.labels import content_start
from agent.extract.wording.lettered import counted_unit
from agent.extract.wording.meanings import COUNTED, explained
from agent.extract.wording.numbering import numbered_reference
from agent.extract.wording.roles import role_of
from agent.extract.wording.scenarios import scenario_named
from agent.extract.wording.words import is_exact_total, is_generic_amount, is_remark_column, is_total, kind_of, names_staff
from agent.facts import lookup_label, measure_of, normalise
from agent.facts.folding import is_ideographic
from agent.facts.headers import HeaderUnit, with_header_unit
from agent.facts.measures import measure_for
from agent.model.document import Block, Row
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Role
from agent.model.token import Token

_MONEY_ATTRIBUTES = frozenset({"", "cost", "revenue", "benefit", "saving", "funding", "worth", "total", "subtotal", "contingency"})
_WORK_ATTRIBUTES = frozenset({"", "effort", "contingency", "total"})
_SOLD = frozenset({"revenue", "pricing"})
_COUNTED = frozenset({"day", "week", "month"})
_FEWEST_OF_KEY, _LONGEST_KEY = 3, 24  # letters and characters of what rows are numbered as: "Epoch", not "No."
_MOST_BESIDE = 12  # letters beside a duration that is all a cell says
_HAN_LETTERS = 2  # letters that a character of Han or kana stands for
_OFFSET = re.compile(
    r"\s*(?:前|後|后|before|prior|after|ago|avant|après|antes|después|depois|vor|nach|до|после|prima|dopo)(?![a-zà-ÿ])", re.IGNORECASE
)
_ROLES = frozenset({"target", "baseline", "actual"})
_OF_ALL = frozenset({"revenue", "people", "quantity", "duration", "churn", "margin", "funding"})  # in a row that is a period: of the whole
_AMOUNTS = frozenset({"period", "total", "role", "scenario", "item", "value"})
_BY_ROW = frozenset({"period", "role", "scenario", "total"})


class _Row(Struct, frozen=True):
    """A body row: its label and number, the scope of its values, the item it is about ("" when it only labels), its unit."""

    at: int
    label: str
    scope: Scope
    item: str
    unit: HeaderUnit | None
    is_period: bool = False  # its label only says when ("Month 6", "Q2") or counts ("12")
    around: Window | None = None  # the period that holds where no column of the row says when
    timed: bool = False  # a column before the naming one says when, and the row is no item: what is measured is measured of all then


class _Table(Struct, frozen=True):
    """A table with what holds in all of it: the unit of its bare amounts (`stated` by its caption, its headings or a sentence of its
    section, not only by one of the document), the columns that count time, and the cells that the rest of it proves to be money."""

    block: Block
    shape: Shape
    ambient: HeaderUnit | None
    stated: bool
    periods: Mapping[int, str]
    proven: Mapping[tuple[int, int], HeaderUnit]


def read_table(context: Context, block: Block, shape: Shape) -> Iterator[Made]:
    """The facts of every body cell."""
    scope = context.scopes.of_block(block.index)
    by_column = any(column.role in _ROLES for column in shape.columns)  # what is aimed at then stands in a column of its own
    scope = replace(scope, topic=shape.topic or scope.topic, role="" if by_column else scope.role)
    if shape.told:
        scope = replace(scope, headings=(*scope.headings, shape.told))
    table = _table(context, block, shape)
    plain = scope
    for at in shape.body:
        if (group := _group(context, block, shape, at)) is not None:
            scope = replace(plain, headings=(*plain.headings, group)) if group else plain
        row = _row(context, block, shape, at, scope, table.periods)
        label = _label_fact(context, block, shape, row)
        if label is not None:
            yield label
        for column in shape.columns:
            cells = block.rows[at].cells
            if column.index not in {shape.subject, shape.identifier} and column.index < len(cells) and cells[column.index].text:
                yield _cell(context, table, row, column)


def _table(context: Context, block: Block, shape: Shape) -> _Table:
    stated = context.section_unit(block.index)
    return _Table(
        block,
        shape,
        stated or context.notes.whole,
        stated is not None,
        period_columns(context.scanned, shape),
        money_cells(context.scanned, block, shape, context.currency),
    )


def _group(context: Context, block: Block, shape: Shape, at: int) -> str | None:
    """What a row that is nothing but a label says of the money in the rows below it: "Costs", alone in its row. "" where an empty row
    above ends that, None for rows that leave it as it is."""
    label = shape.row_label(block.rows[at]).strip() if _filled(block.rows[at]) == [shape.subject] else ""
    if label and role_of_words(label, context.scanned.convention.language):
        return label
    return "" if at and not _filled(block.rows[at - 1]) else None


def _filled(row: Row) -> list[int]:
    return [index for index, cell in enumerate(row.cells) if cell.text.strip(" *_-—–")]


def _row(context: Context, block: Block, shape: Shape, at: int, scope: Scope, periods: Mapping[int, str]) -> _Row:
    row = block.rows[at]
    label = _plain(shape.row_label(row))
    timed = shape.subject >= 0 and counted_unit(shape.columns[shape.subject].label) in _COUNTED  # M3 below "Month" is no milestone
    item = context.rows.get((block.index, at), "") or ("" if timed else _known_item(context, shape, row, scope, label))
    tokens = context.scanned.cells.get((block.index, at, shape.subject), ())
    window = next((token.value for token in tokens if isinstance(token.value, Window)), None)
    around = window or scope.window
    window = window or row_window(context.scanned, shape, block, at, periods)
    title = context.named_rows.get((block.index, at), "") if shape.topic == "metrics" else ""
    unit = bracketed_unit(label, context.scanned.convention) if label else None
    words = label
    for token in tokens:
        words = words.replace(token.text, " ") if token.kind in {"window", "number"} else words
    period = bool(tokens) and not item and not any(character.isalpha() for character in words)
    scenario = ("" if item else scenario_named(label)) or scope.scenario
    scope = replace(scope, item=item or scope.item, window=window or scope.window, scenario=scenario)
    named = _with_header(label, shape) if not (title or item or timed) else label
    return _Row(
        at, title or named, scope, item, unit, period, around, not item and shape.kind is None and _is_timed(context, shape, row, at)
    )


def _is_timed(context: Context, shape: Shape, row: Row, at: int) -> bool:
    """Whether a column before the one that names the row is nothing but its period: "Month | Key actions | Users"."""
    for index in range(min(shape.subject, len(row.cells))):
        tokens = context.scanned.cells.get((shape.block, at, index), ())
        whole = len(tokens) == 1 and isinstance(tokens[0].value, Window) and len(tokens[0].text) >= len(row.cells[index].text.strip(" *_"))
        if whole and shape.columns[index].use != "id":
            return True
    return False


def _with_header(label: str, shape: Shape) -> str:
    """The name of a row that is only numbered, with what its number counts: "Epoch 5", "Tier 2"."""
    header = " ".join(shape.columns[shape.subject].label.split()) if shape.subject >= 0 and label.isdecimal() else ""
    known = lookup_label(header)
    letters = sum(_HAN_LETTERS if is_ideographic(character) else character.isalpha() for character in header)
    counts = letters >= _FEWEST_OF_KEY and len(header) <= _LONGEST_KEY and not (known is not None and known.attribute == "id")
    return f"{header} {label}" if counts else label


def _plain(label: str) -> str:
    """A row's label without the emoji before it."""
    return " ".join(label[content_start(label, 0, len(label)) :].split())


def _known_item(context: Context, shape: Shape, row: Row, scope: Scope, label: str) -> str:
    """The item of another place that a row speaks of. What is sold may be called as work on it is: there only an id names an item."""
    names = context.names.near((scope.item,)) if scope.item else context.names
    identifier = shape.row_id(row)
    found = names.by_id(identifier) if identifier else ""
    if found or not label or is_total(label):
        return found
    found = names.named(label)
    return "" if shape.topic in _SOLD and found == names.titles.get(normalise(label)) else found


def _cell(context: Context, table: _Table, row: _Row, column: Column) -> Made:
    block, shape, counted = table.block, table.shape, table.periods.get(column.index)
    cell = block.rows[row.at].cells[column.index]
    tokens = context.scanned.cells.get((block.index, row.at, column.index), ())
    whole = len(tokens) == 1 and tokens[0].text == cell.text.strip()
    if whole and ((column.window is not None and not row.is_period) or counts_otherwise(context.scanned, shape, column, tokens[0])):
        tokens = (as_number(tokens[0]),)
    unit = column.unit or row.unit or (table.ambient if _takes_ambient(table, column, row, tokens) else None)
    if unit is None and counted is None and any(token.kind == "number" for token in tokens):
        unit = _named_money(context, row, column, cell.text, tokens) or table.proven.get((row.at, column.index))
    values = tuple(_in_unit(token, unit, tokens) for token in tokens) if unit is not None else tokens
    if column.meaning is None and any(isinstance(token.value, Window) for token in values):
        values = as_lengths(context.scanned, shape, column, row.at, values)
    if counted is not None:
        values = tuple(as_counted(token, counted) for token in (values if not counted else tokens))
    meaning = _meaning(context, shape, row, column, values)
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


def _named_money(context: Context, row: _Row, column: Column, text: str, tokens: tuple[Token, ...]) -> HeaderUnit | None:
    """The currency of a bare number that its row, where columns are periods and the like, or else its column calls money."""
    named = row.label if column.use in _BY_ROW or column.use in {"item", "value"} else column.header
    language = context.scanned.convention.language
    found = bare_money(named, text, tokens, context.currency, language)
    both = found is None and column.use == "value"
    return bare_money(column.header, text, tokens, context.currency, language) if both else found


def _meaning(context: Context, shape: Shape, row: _Row, column: Column, values: tuple[Token, ...]) -> Meaning:
    """What a cell says: by its column where that names an attribute, by its row where the column is a period, role, scenario or item."""
    if column.use == "role" and _is_aim(shape, row, column, values):
        return Meaning("objective", column.header, role="target", window=column.window)
    if column.use == "role" and row.scope.topic != "metrics" and _is_measured(column, values):
        return Meaning("metric", column.header, row.label, column.role, window=column.window, scenario=column.scenario)
    sold = shape.topic in _SOLD or (row.is_period and not row.item)
    names_item = column.use == "value" and column.meaning is None and not sold and bool(context.names.named(column.label))
    if column.use in _BY_ROW or column.use == "item" or names_item:
        return _by_row(context, row, column, values)
    if is_remark_column(column.label):
        return Meaning("note", column.header, "" if row.item else row.label)
    bound = bind_label(column.label, values, row.scope)
    if is_generic_amount(column.label) and not row.item:
        own = bind_label(row.label, values_in(values), row.scope)
        named = own.attribute not in {"", "total", "subtotal", *_ROLES} and own.named
        placed = _kind_attribute(values, row.scope) if bound.attribute == "benefit" else bound.attribute
        bound = replace(bound, attribute=own.attribute if named else placed)
    attribute = bound.attribute
    if attribute in {"people", "contingency"} and values_in(values) and all(_is_work(token) for token in values_in(values)):
        attribute = "effort"
    if attribute == "metric":
        measured = bool(row.item) and not column.role and bool(bound.measure)  # "M3 | 45%" below "Uptime": of the milestone M3, uptime
        unnamed = not row.label or row.is_period or row.timed or is_exact_total(row.label)
        subject = column.label if unnamed or measured else row.label
        return Meaning("metric", column.header, subject, column.role or bound.role, window=column.window)
    if attribute in _ROLES or attribute in {"title", "id"}:
        attribute = ""
    if not attribute and values and all(_is_duration(token) for token in values_in(values)):
        attribute = attribute_of_value(values_in(values)[0].value, row.scope) if values_in(values) else ""
    subject = "" if (row.item and attribute) or (row.timed and attribute in _OF_ALL) else row.label
    return Meaning(attribute, column.header, subject, _cost_role(column, bound.role), window=column.window, scenario=column.scenario)


def _is_measured(column: Column, values: tuple[Token, ...]) -> bool:
    """Whether the header of targets and the like names the measure itself, so that its rows are no measures: "Coverage target"."""
    first = values[0].value if values else None
    return isinstance(first, Quantity) and bool(measure_for(column.label, first))


def _is_aim(shape: Shape, row: _Row, column: Column, values: tuple[Token, ...]) -> bool:
    """Whether the only "Target" of something planned says in words what it is for: no figure opens the cell, except to count things."""
    alone = sum(other.use == "role" for other in shape.columns) == 1
    first = values[0] if values else None
    counts = first is not None and isinstance(first.value, Quantity) and first.value.kind == "count" and bool(first.value.unit)
    opens = first is not None and isinstance(first.value, Quantity | Window) and first.start <= 1 and not counts
    return column.role == "target" and alone and shape.kind is not None and bool(row.item) and not opens


def _cost_role(column: Column, role: Role) -> Role:
    return column.role or role


def _by_row(context: Context, row: _Row, column: Column, values: tuple[Token, ...]) -> Meaning:
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


def _bare_cost(context: Context, row: _Row, values: tuple[Token, ...]) -> str:
    """Plain numbers of a period in a budget are amounts, unless the row says what they count ("Hours", "Trainers (FTE)")."""
    if row.scope.topic != "budget" or not values or values[0].kind != "number" or not row.label:
        return ""
    counted = lookup_label(row.label) is not None or row.unit is not None or header_unit(row.label, context.scanned.convention) is not None
    return "" if counted else "cost"


def _in_unit(token: Token, unit: HeaderUnit, tokens: tuple[Token, ...]) -> Token:
    """A number in the unit of its column, unless it multiplies an amount that states its own: "$300/month × 3"."""
    times = token.kind == "number" and any(other.kind == "quantity" for other in tokens)
    return token if times and any(other.kind == "operator" and other.value == "x" for other in tokens) else with_header_unit(token, unit)


def _is_told(text: str, values: tuple[Token, ...], column: Column) -> bool:
    """Whether a duration is only mentioned: counted from something ("3 months before opening"), or among other words in a column that
    speaks of no time."""
    if _is_offset(text, values):
        return True
    rest = text
    for token in values:
        rest = rest.replace(token.text, " ")
    named = column.meaning is not None and column.meaning.attribute in {"duration", "window", "effort"}
    beside = sum(_HAN_LETTERS if is_ideographic(character) else character.isalnum() for character in rest)
    return not named and column.unit is None and beside > _MOST_BESIDE


def _is_offset(text: str, values: tuple[Token, ...]) -> bool:
    """ "3 months before opening", 開業3ヶ月前: when, and not how long."""
    spans = [token for token in values if _is_duration(token)]
    return any(_OFFSET.match(text, token.end) for token in spans)


def _is_duration(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration"


def _is_length(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and not token.value.per


def _is_work(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and token.value.unit.startswith("person-")


def _takes_ambient(table: _Table, column: Column, row: _Row, tokens: tuple[Token, ...]) -> bool:
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
    return measured is None or measured.attribute in _MONEY_ATTRIBUTES or (money and table.stated and _is_large(row.label, tokens))


def _is_large(label: str, tokens: tuple[Token, ...]) -> bool:
    """Whether a number among amounts of money is one though its row could be counted ("Staff", "Insurance and compliance")."""
    value = tokens[0].value if len(tokens) == 1 else None
    return isinstance(value, Quantity) and abs(value.most) >= LEAST and measure_of(label) not in COUNTED


def _label_fact(context: Context, block: Block, shape: Shape, row: _Row) -> Made | None:
    """Values inside the naming cell itself ("Beta (Q3)", "2 engineers"); they explain their tokens and say when the row is."""
    tokens = context.scanned.cells.get((block.index, row.at, shape.subject), ())
    values = values_in(tokens)
    if not values:
        return None
    attribute = "window" if row.item and any(isinstance(token.value, Window) for token in values) else ""
    meaning = Meaning(attribute, shape.columns[shape.subject].header or row.label, "" if row.item else row.label)
    source = block.rows[row.at]
    scope = replace(row.scope, role="")  # the name of a row is no figure
    fact = fact_of(context, meaning, scope, "column", shape.row_label(source), tokens, (source.line, source.end_line), block.index)
    return Made(fact, (block.index, row.at, shape.subject), tuple(token.start for token in tokens))
