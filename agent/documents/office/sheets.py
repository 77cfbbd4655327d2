"""Workbooks: each visible sheet a heading with its tables; stored values, not formulas; every cell knows its address."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import zip_longest
from typing import Any

import openpyxl
from openpyxl.utils import get_column_letter

from agent.documents.office.budget import Budget
from agent.documents.office.pieces import Converted, Piece, Remark
from agent.expressions import expression

_MOST_ROWS = 1_050_000
_MOST_SLOTS = 8_000_000
_CURRENCY = expression(r"\[\$([^\-\]]{1,4})(?:-[^\]]*)?\]|([$€£¥₹₽])|\"([A-Za-z$€£¥₹₽]{1,4})\"")
_PERCENT = expression(r"[0#]%")

Grid = dict[int, dict[int, str]]  # row, column (both from 1): text


def convert_workbook(data: bytes, budget: Budget) -> Converted:
    """All visible sheets. Raises what openpyxl raises on a broken file."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True, keep_links=False) if _has_formulas(data) else None
    pieces: list[Piece] = []
    remarks: list[Remark] = []
    unvalued = 0
    for sheet in book.worksheets:
        if sheet.sheet_state != "visible":
            remarks.append(Remark("invisible", f'sheet "{sheet.title}" is hidden and was left out'))
            continue
        if budget.spent:
            break
        grid, missing = _grid(sheet, formulas[sheet.title] if formulas else None, budget)
        unvalued += missing
        if grid:
            pieces.append(Piece("heading", sheet.title, f"{sheet.title}!A1", level=2))
            for region in _regions(grid):
                pieces.extend(_region_pieces(sheet.title, region))
    if unvalued:
        remarks.append(Remark("converted", f"{unvalued} formulas have no stored value; open the file in a spreadsheet program and save it"))
    if budget.spent:
        remarks.append(Remark("truncated", "the workbook has more cells than are read; the rest was left out"))
    return Converted(tuple(pieces), str(book.properties.title or ""), tuple(remarks))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(b"<f>" in part or b"<f " in part for part in (archive.read(name) for name in sheets))


def _grid(sheet: Any, formulas: Any, budget: Budget) -> tuple[Grid, int]:
    """The cells that hold something, and how many formulas hold nothing. The sheet's claim about its size is not believed."""
    grid: Grid = {}
    missing = slots = 0
    sheet.reset_dimensions()
    if formulas:
        formulas.reset_dimensions()
    for number, (cells, sources) in enumerate(
        zip_longest(sheet.iter_rows(), formulas.iter_rows() if formulas else (), fillvalue=()), start=1
    ):
        slots += len(cells)
        if number > _MOST_ROWS or slots > _MOST_SLOTS or budget.spent:
            budget.cells = -1
            break
        row = {cell.column: cell_text(cell.value, cell.number_format) for cell in cells if cell.value is not None}
        row = {column: text for column, text in row.items() if text}
        missing += sum(1 for cell in sources if isinstance(cell.value, str) and cell.value.startswith("=") and cell.column not in row)
        if row and budget.take("".join(row.values()), len(row)):
            grid[number] = row
    return grid, missing


def cell_text(value: object, number_format: str) -> str:
    """A cell's value as text: dates in ISO form, numbers with their sign of currency or per cent, unrounded."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, timedelta):
        return str(value)
    if isinstance(value, int | float):
        return _number_text(value, number_format or "")
    return str(value).replace("_x000D_", "").strip()


def _number_text(value: float, number_format: str) -> str:
    if _PERCENT.search(number_format):
        return f"{_plain(round(value * 100, 10))}%"
    text = _plain(value, grouped="," in number_format or abs(value) >= 10_000)
    found = _CURRENCY.search(number_format)
    if not found:
        return _plain(value) if "," not in number_format else text
    sign = next(group for group in found.groups() if group)
    minus, text = ("-", text[1:]) if text.startswith("-") else ("", text)
    return f"{minus}{sign}{text}" if len(sign) == 1 and found.start() <= number_format.find("0") else f"{minus}{text} {sign}"


def _plain(value: float, *, grouped: bool = False) -> str:
    """At most ten decimals and fifteen digits, as spreadsheets hold them, without an exponent where possible."""
    if isinstance(value, float) and (value != value or abs(value) in (float("inf"),)):
        return str(value)
    if abs(value) >= 1e15:
        return f"{value:g}"
    text = f"{value:,.10f}" if grouped else f"{value:.10f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _regions(grid: Grid) -> list[Grid]:
    """Runs of rows without an empty row between them; one empty row inside a table, before its total, does not split it."""
    regions: list[Grid] = []
    last = -10
    for number in sorted(grid):
        if regions and (number == last + 1 or (number == last + 2 and _continues(regions[-1], grid, number))):
            regions[-1][number] = grid[number]
        else:
            regions.append({number: grid[number]})
        last = number
    return regions


def _continues(region: Grid, grid: Grid, number: int) -> bool:
    width = max(len(row) for row in region.values())
    columns = {column for row in region.values() for column in row}
    row = grid[number]
    numeric = any(character.isdigit() for text in row.values() for character in text)
    return width >= 2 and len(row) >= 2 and set(row) <= columns and numeric


def _region_pieces(title: str, region: Grid) -> list[Piece]:
    """A table, with the single cells above and below it as paragraphs; a region of one column is a paragraph."""
    rows = sorted(region)
    columns = sorted({column for row in region.values() for column in row})
    if len(columns) == 1:
        return _lines(title, region, rows)
    first = next(number for number, row in enumerate(rows) if len(region[row]) > 1)
    last = max(number for number, row in enumerate(rows) if len(region[row]) > 1 or _is_amount(next(iter(region[row].values()))))
    last = max(first, last)
    pieces = _lines(title, region, rows[:first])
    filled = range(columns[0], columns[-1] + 1) if columns[-1] - columns[0] < 4 * len(columns) else columns
    cells = tuple(tuple((region[row].get(column, ""), _address(title, column, row)) for column in filled) for row in rows[first : last + 1])
    pieces.append(Piece("table", locator=_address(title, columns[0], rows[first]), rows=cells, header_rows=_header_rows(cells)))
    return pieces + _lines(title, region, rows[last + 1 :])


def _lines(title: str, region: Grid, rows: list[int]) -> list[Piece]:
    return [Piece("paragraph", text, _address(title, column, row)) for row in rows for column, text in region[row].items()]


def _address(title: str, column: int, row: int) -> str:
    return f"{title}!{get_column_letter(column)}{row}"


def _header_rows(cells: tuple[tuple[tuple[str, str], ...], ...]) -> int:
    """The rows above the first one that holds a number, if they name at least two columns; years and dates name columns too."""
    for number, row in enumerate(cells[:4]):
        texts = [text for text, _ in row if text]
        if any(_is_amount(text) for text in texts[1:]) or number == 3:
            return number if number and sum(1 for text, _ in cells[number - 1] if text) >= 2 else min(number, 1)
    return 1 if len(cells) > 1 else 0


def _is_amount(text: str) -> bool:
    return bool(re.fullmatch(r"[^\w]*\d[\d.,]*%?(?:\s?\S{1,3})?", text)) and not re.fullmatch(r"(?:19|20)\d\d", text)
