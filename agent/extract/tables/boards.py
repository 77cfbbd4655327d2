"""Gantt charts drawn as tables: columns of months or quarters, and marks where something is under way."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from agent.model.document import Block
from agent.model.quantity import Window

if TYPE_CHECKING:
    from agent.extract.tables.columns import Column

_FEWEST = 3  # columns of periods
_LETTERS = frozenset("xXoO")  # marks that are letters


def is_drawn(block: Block, columns: Sequence[Column], body: Sequence[int]) -> bool:
    """Whether the columns of periods hold nothing but marks, in every row at least one."""
    periods = [column.index for column in columns if column.use == "period" and column.window is not None]
    if len(periods) < _FEWEST:
        return False
    rows = [[block.rows[at].cells[index].text for index in periods] for at in body]
    return all(any(texts) and all(_is_mark(text) for text in texts if text) for texts in rows)


def _is_mark(text: str) -> bool:
    return not any(character.isalnum() for character in text) or text.strip() in _LETTERS


def drawn_window(block: Block, columns: Sequence[Column], at: int) -> Window | None:
    """From the first period with a mark in a row to the last."""
    cells = block.rows[at].cells
    marked = [c.window for c in columns if c.use == "period" and c.window is not None and cells[c.index].text]
    if not marked:
        return None
    first, last = marked[0], marked[-1]
    text = first.text if first is last else f"{first.text} - {last.text}"
    months = (first.months[0], last.months[1]) if first.months and last.months else None
    relative = (first.first, last.last, first.unit) if first.unit == last.unit else (None, None, "")
    return Window(
        text, first.start, last.end, relative[2], relative[0], relative[1], first.precision, months=months, inferred=first.inferred
    )
