"""Table columns whose numbers count time: "1-2", "3-4" below "Weeks" say when, not how long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.scoping.dating import dated
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.wording.lettered import counted_unit
from agent.extract.wording.meanings import as_period
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.titles import read_title
from agent.facts import SURE, normalise, sure_label
from agent.facts.calendar_words import relative_units
from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_BRACKET = expression(r"\s*[(\[（]([^()\[\]（）]{1,20})[)\]）]\s*$")
_TIMES = frozenset({"window", "start", "end"})
_ROWS_ASKED = 24  # of a column, for what its cells are
_FEWEST = 3  # rows that must count on before a column of plain numbers counts time


def period_columns(scanned: Scanned, shape: Shape) -> dict[int, str]:
    """The columns whose ranges are windows, with the unit of their plain numbers ("" where these are none).

    Either relative windows stand among them ("0-6 months", "18+ months"): ranges in the same unit are windows too; or the header is a
    unit of time and the rows count on.
    """
    found: dict[int, str] = {}
    for column in shape.columns:
        cells = [scanned.cells.get((shape.block, at, column.index), ()) for at in shape.body]
        values = [token.value for tokens in cells for token in tokens]
        timed = _time_of(column, {}) != ""
        units = {value.unit for value in values if isinstance(value, Window) and value.is_relative and (timed or not _is_at_least(value))}
        if units and any(isinstance(value, Quantity) and value.kind == "duration" and value.unit in units for value in values):
            found[column.index] = ""
        elif unit := _counted_on(column, cells) or _due_in(column, cells):
            found[column.index] = unit
    return found


def _is_at_least(window: Window) -> bool:
    """ "24+ months" is when only beside stretches of a plan; below a header that speaks of no time it is how long."""
    return window.open_ended and window.text.lstrip("~≈> ")[:1].isdigit()


def _counted_on(column: Column, cells: Sequence[tuple[Token, ...]]) -> str:
    """The unit of time that a column counts on in: ranges under "Weeks" each of which begins where the one before it ends."""
    unit = relative_units().get(normalise(column.label))
    numbers = [tokens[0].value for tokens in cells if tokens and isinstance(tokens[0].value, Quantity)]
    plain = [value for value in numbers if value.kind in {"count", "duration"} and not value.per]
    if unit is None or len(plain) < _FEWEST or len(plain) < len(numbers) or sum(value.is_range for value in plain) * 2 < len(plain):
        return ""
    on = sum(after.least in {before.most, before.most + 1} for before, after in pairwise(plain))
    return unit if on * 3 >= (len(plain) - 1) * 2 else ""


def _due_in(column: Column, cells: Sequence[tuple[Token, ...]]) -> str:
    """The unit of time whose plain numbers a column of dates holds: "Due (month)", "Zieldatum (Woche)"."""
    bracket = _BRACKET.search(column.header)
    unit = relative_units().get(normalise(bracket[1])) if bracket is not None else None
    meaning = sure_label(column.header[: bracket.start()]) if bracket is not None and unit is not None else None
    if meaning is None or meaning.attribute not in _TIMES:
        return ""
    numbers = [token.value for tokens in cells for token in tokens[:1] if isinstance(token.value, Quantity)]
    return unit or "" if numbers and all(value.kind in {"count", "duration"} and not value.per for value in numbers) else ""


def as_counted(token: Token, unit: str) -> Token:
    """A number of a column that counts time as the window it means; `unit` "" leaves single numbers and other units as they are."""
    value = token.value
    if not unit or not isinstance(value, Quantity) or value.kind not in {"count", "duration"}:
        return as_period(token)
    return replace(token, kind="window", value=Window(token.text, unit=unit, first=value.least, last=value.most, precision="relative"))


def as_lengths(scanned: Scanned, shape: Shape, column: Column, at: int, values: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens of a cell with "24+ months" as the length it is where lengths stand beside or above it: "8 months | 24+ months"."""
    if not any(isinstance(token.value, Window) and token.value.is_relative and _is_at_least(token.value) for token in values):
        return values
    places = [(at, other.index) for other in shape.columns if other.index != column.index]
    places += [(other, column.index) for other in shape.body[:_ROWS_ASKED] if other != at]
    beside = (token.value for row, index in places for token in scanned.cells.get((shape.block, row, index), ()) if _is_length(token))
    units = {value.unit for value in beside if isinstance(value, Quantity)}
    return tuple(_as_length(token, units) for token in values)


def _is_length(token: Token) -> bool:
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and not token.value.per


def _as_length(token: Token, units: set[str]) -> Token:
    value = token.value
    if not isinstance(value, Window) or not value.is_relative or not _is_at_least(value) or value.unit not in units or value.first is None:
        return token
    return replace(
        token, kind="quantity", value=Quantity(value.first, value.first, value.first, value.first, "duration", value.unit, comparator=">=")
    )


def as_number(token: Token) -> Token:
    """The plain number that a cell of a period holds where it looks like a year: "2000" users below "Q2"."""
    value = token.value
    if not isinstance(value, Window) or value.precision != "year" or not token.text.isdecimal():
        return token
    count = float(token.text)
    return replace(token, kind="number", value=Quantity(count, count, count, count, "count"))


def counts_otherwise(scanned: Scanned, shape: Shape, column: Column, token: Token) -> bool:
    """Whether a cell that looks like a year stands in a column of numbers: "2000" below "1500" and "3200"."""
    if not (isinstance(token.value, Window) and token.value.precision == "year") or column.use == "period":
        return False
    cells = (scanned.cells.get((shape.block, at, column.index), ()) for at in shape.body)
    return sum(len(other) == 1 and other[0].kind in {"number", "quantity"} for other in cells) * 2 >= len(shape.body) - 1 >= 1


def row_window(scanned: Scanned, shape: Shape, block: Block, at: int, counted: Mapping[int, str]) -> Window | None:
    """When a row is: the one period of its columns that say when ("Timeline", "Month"), else from its start to its end."""
    told: dict[str, list[Window]] = {"window": [], "start": [], "end": []}
    for column in shape.columns:
        attribute = _time_of(column, counted)
        tokens = scanned.cells.get((shape.block, at, column.index), ()) if attribute else ()
        if counted.get(column.index) is not None:
            tokens = tuple(as_counted(token, counted[column.index]) for token in tokens)
        text = block.rows[at].cells[column.index].text if tokens else ""
        window = read_title(text, 0, len(text), tokens).window if tokens else None
        if window is not None:
            told[attribute].append(window)
    if told["window"]:
        return told["window"][0] if len(told["window"]) == 1 else None
    start, end = (told[name][0] if len(told[name]) == 1 else None for name in ("start", "end"))
    return _between(start, end)


def _time_of(column: Column, counted: Mapping[int, str]) -> str:
    """What a column says about time: "window", "start", "end" or ""."""
    if column.role in {"baseline", "actual"}:
        return ""
    if counted.get(column.index) or counted_unit(column.label) is not None:
        return "window"
    meaning = column.meaning
    known = column.use == "attribute" and meaning is not None and meaning.confidence >= SURE
    return meaning.attribute if known and meaning is not None and meaning.attribute in _TIMES else ""


def _between(start: Window | None, end: Window | None) -> Window | None:
    if start is None or end is None:
        return start or end
    if start.is_relative and end.is_relative and start.unit == end.unit:
        return replace(start, text=f"{start.text} - {end.text}", last=end.last, open_ended=end.open_ended)
    if start.start is None or end.end is None or start.start > end.end:
        return None
    return Window(f"{start.text} - {end.text}", start.start, end.end, precision=end.precision, inferred=start.inferred or end.inferred)


def crossed(row: Window | None, column: Window) -> Window:
    """When a cell is whose row and column both say when: the row's part of the column ("Q3" below "2026"), else the column's period."""
    if row is None:
        return column
    found = dated(row, column)
    if found.start and found.end and column.start and column.end:
        return found if column.start <= found.start and found.end <= column.end else column
    return column
