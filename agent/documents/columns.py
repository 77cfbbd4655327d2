"""Columns of text that nothing is drawn around: what stands in the same stretch of several lines is one column."""

from __future__ import annotations

from collections.abc import Sequence

Part = tuple[float, float, str]  # from where to where on its line, and what it says

_FEWEST_ROWS = 3
_FEWEST_COLUMNS = 2
_FULL = 0.5  # of the rows that must fill more than one column


def in_columns(lines: Sequence[Sequence[Part]]) -> list[list[str]]:
    """The lines as rows of cells, empty where a line has nothing in a column; no rows if they share no columns.

    A line that stands in the first column alone heads the rows below it, however far it runs.
    """
    full = [parts for parts in lines if len(parts) > 1]
    if len(lines) < _FEWEST_ROWS or len(full) < max(2, _FULL * len(lines)):
        return []
    columns = _stretches(full)
    if len(columns) < _FEWEST_COLUMNS:
        return []
    rows: list[list[str]] = []
    for parts in lines:
        row = [""] * len(columns)
        for left, _, text in parts:
            at = _column(columns, left)
            if at < 0 or (row[at] and rows):
                return []
            row[at] = f"{row[at]} {text}".strip()  # a header may name two columns that run into each other below it
        rows.append(row)
    return rows if all(sum(1 for row in rows if row[at]) > 1 for at in range(len(columns))) else []


def _stretches(lines: Sequence[Sequence[Part]]) -> list[tuple[float, float]]:
    """The stretches that the parts of the lines cover together, from left to right."""
    found: list[tuple[float, float]] = []
    for left, right, _ in sorted(part for parts in lines for part in parts):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _column(columns: Sequence[tuple[float, float]], left: float) -> int:
    return next((at for at, (first, last) in enumerate(columns) if first <= left < last), -1)
