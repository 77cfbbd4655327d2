"""Table columns whose numbers count time: "1-2", "3-4" below "Weeks" say when, not how long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from agent.extract.columns import Column
from agent.extract.meanings import as_period
from agent.extract.scanned import Scanned
from agent.extract.shapes import Shape
from agent.facts import normalise
from agent.facts.calendar_words import relative_units
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

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
        units = {value.unit for value in values if isinstance(value, Window) and value.is_relative}
        if units and any(isinstance(value, Quantity) and value.kind == "duration" and value.unit in units for value in values):
            found[column.index] = ""
        elif unit := _counted_on(column, cells):
            found[column.index] = unit
    return found


def _counted_on(column: Column, cells: Sequence[tuple[Token, ...]]) -> str:
    """The unit of time that a column counts on in: ranges under "Weeks" each of which begins where the one before it ends."""
    unit = relative_units().get(normalise(column.label))
    numbers = [tokens[0].value for tokens in cells if tokens and isinstance(tokens[0].value, Quantity)]
    plain = [value for value in numbers if value.kind in {"count", "duration"} and not value.per]
    if unit is None or len(plain) < _FEWEST or len(plain) < len(numbers) or sum(value.is_range for value in plain) * 2 < len(plain):
        return ""
    on = sum(after.least in {before.most, before.most + 1} for before, after in pairwise(plain))
    return unit if on * 3 >= (len(plain) - 1) * 2 else ""


def as_counted(token: Token, unit: str) -> Token:
    """A number of a column that counts time as the window it means; `unit` "" leaves single numbers and other units as they are."""
    value = token.value
    if not unit or not isinstance(value, Quantity) or value.kind not in {"count", "duration"}:
        return as_period(token)
    return replace(token, kind="window", value=Window(token.text, unit=unit, first=value.least, last=value.most, precision="relative"))


def as_number(token: Token) -> Token:
    """The plain number that a cell of a period holds where it looks like a year: "2000" users below "Q2"."""
    value = token.value
    if not isinstance(value, Window) or value.precision != "year" or not token.text.isdecimal():
        return token
    count = float(token.text)
    return replace(token, kind="number", value=Quantity(count, count, count, count, "count"))
