"""The rows of a table: what names each, which item it is about, when it is, and in which unit."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from agent.extract.facts.making import Context
from agent.extract.facts.money import role_of_words
from agent.extract.facts.periods import row_window
from agent.extract.scoping.scopes import Scope
from agent.extract.tables.shapes import Shape
from agent.extract.tree.notes import bracketed_unit
from agent.extract.wording.labels import content_start
from agent.extract.wording.lettered import counted_unit
from agent.extract.wording.scenarios import scenario_named
from agent.extract.wording.words import is_total
from agent.facts import lookup_label, normalise
from agent.facts.folding import is_ideographic
from agent.facts.headers import HeaderUnit
from agent.model.document import Block, Row
from agent.model.quantity import Window

_SOLD = frozenset({"revenue", "pricing"})
_COUNTED = frozenset({"day", "week", "month"})
_FEWEST_OF_KEY, _LONGEST_KEY = 3, 24  # letters and characters of what rows are numbered as: "Epoch", not "No."
_HAN_LETTERS = 2  # letters that a character of Han or kana stands for


class TableRow(Struct, frozen=True):
    """A body row: its label and number, the scope of its values, the item it is about ("" when it only labels), its unit."""

    at: int
    label: str
    scope: Scope
    item: str
    unit: HeaderUnit | None
    is_period: bool = False  # its label only says when ("Month 6", "Q2") or counts ("12")
    around: Window | None = None  # the period that holds where no column of the row says when
    timed: bool = False  # a column before the naming one says when, and the row is no item: what is measured is measured of all then


def read_row(context: Context, block: Block, shape: Shape, at: int, scope: Scope, periods: Mapping[int, str]) -> TableRow:
    """A body row with what names it and what holds in it; `periods` are the columns that count time, with their unit."""
    row = block.rows[at]
    label = _plain(shape.row_label(row))
    timed = shape.subject >= 0 and counted_unit(shape.columns[shape.subject].label) in _COUNTED  # M3 below "Month" is no milestone
    item = context.rows.get((block.index, at), "") or ("" if timed else _known_item(context, shape, row, scope, label))
    tokens = context.scanned.cells.get((block.index, at, shape.subject), ())
    window = next((token.value for token in tokens if isinstance(token.value, Window)), None)
    around = window or scope.window
    window = window or row_window(context.scanned, shape, block, at, periods)
    if not item and scope.item and is_total(label) and _names_itself(context, shape, block, scope):
        scope = replace(scope, item="")  # of all rows, and not of the one that the heading names, too
    title = context.named_rows.get((block.index, at), "") if shape.topic == "metrics" else ""
    unit = bracketed_unit(label, context.scanned.convention) if label else None
    words = label
    for token in tokens:
        words = words.replace(token.text, " ") if token.kind in {"window", "number"} else words
    period = bool(tokens) and not item and not any(character.isalpha() for character in words)
    scenario = ("" if item else scenario_named(label)) or scope.scenario
    scope = replace(scope, item=item or scope.item, window=window or scope.window, scenario=scenario)
    named = _with_header(label, shape) if not (title or item or timed) else label
    return TableRow(
        at, title or named, scope, item, unit, period, around, not item and shape.kind is None and _is_timed(context, shape, row, at)
    )


def _names_itself(context: Context, shape: Shape, block: Block, scope: Scope) -> bool:
    """Whether a row of a table is about the very item that the table stands below, and another about a second one."""
    rows = ((at, _plain(shape.row_label(block.rows[at]))) for at in shape.body)
    named = {context.rows.get((block.index, at), "") or _known_item(context, shape, block.rows[at], scope, label) for at, label in rows}
    return scope.item in named and len(named - {""}) > 1


def group_of(context: Context, block: Block, shape: Shape, at: int) -> str | None:
    """What a row that is nothing but a label says of the money in the rows below it: "Costs", alone in its row. "" where an empty row
    above ends that, None for rows that leave it as it is."""
    label = shape.row_label(block.rows[at]).strip() if _filled(block.rows[at]) == [shape.subject] else ""
    if label and role_of_words(label, context.scanned.convention.language):
        return label
    return "" if at and not _filled(block.rows[at - 1]) else None


def _filled(row: Row) -> list[int]:
    return [index for index, cell in enumerate(row.cells) if cell.text.strip(" *_-—–")]


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
    titled = bool(found) and found == names.titles.get(normalise(label))
    measured = shape.topic == "metrics" and found not in names.terms  # "Critical bugs" are counted there and feared elsewhere
    return "" if titled and (shape.topic in _SOLD or measured) else found
