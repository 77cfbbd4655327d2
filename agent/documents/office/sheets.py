"""Workbooks: each visible sheet a heading with its tables; stored values, not formulas; every cell knows its address."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time, timedelta
from itertools import pairwise, zip_longest
from typing import Any

import openpyxl
from msgspec import Struct
from openpyxl.utils import get_column_letter

from agent.documents.heads import header_rows, is_amount
from agent.documents.office.budget import Budget
from agent.documents.office.pieces import Converted, Piece, Remark
from agent.documents.office.plain_pieces import with_name_levels, with_plain_headings
from agent.expressions import expression

_MOST_ROWS = 1_050_000
_LONGEST_TITLE = 120
_DEEPEST = 40  # columns of text: what stands further right is no deeper in a list
_MOST_SLOTS = 8_000_000
_CURRENCY = expression(r"\[\$([^\-\]]{1,4})(?:-[^\]]*)?\]|([$€£¥₹₽])|\"([A-Za-z$€£¥₹₽]{1,4})\"")
_ROW = expression(r"(\d+)$")  # of an address
_PERCENT = expression(r"[0#]%")

_LARGE = 13  # points: spreadsheets write in 10 or 11

Grid = dict[int, dict[int, str]]  # row, column (both from 1): text


class Look(Struct, frozen=True):
    """How a row of a single cell is set: `size` in points if it stands out as a heading does, else 0; `indent` in columns of text."""

    size: float = 0
    indent: int = 0


class Sheet(Struct, frozen=True):
    """What a sheet holds. `looks` are those of rows with a single cell; `missing` counts formulas that hold nothing."""

    title: str
    grid: Grid
    looks: dict[int, Look]
    missing: int = 0


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
        read = _read(sheet, formulas[sheet.title] if formulas else None, budget)
        unvalued += read.missing
        if read.grid:
            own = [piece for region in _regions(read.grid) for piece in _region_pieces(read, region)]
            pieces.extend(
                _headed(sheet.title, with_name_levels(own) if any(piece.kind == "heading" for piece in own) else _plainly_headed(own))
            )
    if unvalued:
        remarks.append(Remark("converted", f"{unvalued} formulas have no stored value; open the file in a spreadsheet program and save it"))
    if budget.spent:
        remarks.append(Remark("truncated", "the workbook has more cells than are read; the rest was left out"))
    return Converted(tuple(pieces), str(book.properties.title or ""), tuple(remarks))


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(b"<f>" in part or b"<f " in part for part in (archive.read(name) for name in sheets))


def _headed(title: str, pieces: list[Piece]) -> list[Piece]:
    """The pieces of a sheet below its name; a first line that says the name in full (a name has at most 31 characters) stands for it."""
    own, named = pieces[0], _letters(title)
    if own.kind in ("heading", "paragraph") and named and _letters(own.text).startswith(named) and len(own.text) <= _LONGEST_TITLE:
        return [Piece("heading", own.text, own.locator, level=2), *pieces[1:]]
    return [Piece("heading", title, f"{title}!A1", level=2), *pieces]


def _plainly_headed(pieces: list[Piece]) -> list[Piece]:
    """The pieces of a sheet that sets nothing apart by its look, with the headings that a text of its rows would have."""
    rows = [int(place[1]) if (place := _ROW.search(piece.locator)) else 0 for piece in pieces]
    apart = [row > above + 1 for above, row in pairwise((-1, *rows))]
    return list(with_plain_headings(pieces, apart, below=2))


def _letters(text: str) -> str:
    return "".join(character for character in text.lower() if character.isalnum())


def _read(sheet: Any, formulas: Any, budget: Budget) -> Sheet:
    """The cells that hold something. The sheet's claim about its size is not believed."""
    grid: Grid = {}
    looks: dict[int, Look] = {}
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
            if len(row) == 1:
                looks[number] = _look(next(cell for cell in cells if cell.value is not None and cell.column in row))
    return Sheet(sheet.title, grid, looks, missing)


def _look(cell: Any) -> Look:
    text, font, alignment = str(cell.value), cell.font, cell.alignment
    size = float(font.sz or 0) if font else 0.0
    indent = len(text) - len(text.lstrip()) + 2 * int((alignment.indent if alignment else 0) or 0)
    return Look(max(size, 1.0) if font and (font.b or size >= _LARGE) else 0, indent)


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


def _region_pieces(sheet: Sheet, region: Grid) -> list[Piece]:
    """A table, with the single cells above and below it as headings and paragraphs, as are those of a region of one column."""
    title = sheet.title
    rows = sorted(region)
    columns = sorted({column for row in region.values() for column in row})
    if len(columns) == 1:
        return _lines(sheet, region, rows)
    first = next(number for number, row in enumerate(rows) if len(region[row]) > 1)
    last = max(number for number, row in enumerate(rows) if len(region[row]) > 1 or is_amount(next(iter(region[row].values()))))
    last = max(first, last)
    pieces = _lines(sheet, region, rows[:first])
    filled = range(columns[0], columns[-1] + 1) if columns[-1] - columns[0] < 4 * len(columns) else columns
    cells = tuple(tuple((region[row].get(column, ""), _address(title, column, row)) for column in filled) for row in rows[first : last + 1])
    pieces.append(
        Piece(
            "table",
            locator=_address(title, columns[0], rows[first]),
            rows=cells,
            header_rows=header_rows([[text for text, _ in row] for row in cells]),
        )
    )
    return pieces + _lines(sheet, region, rows[last + 1 :])


def _lines(sheet: Sheet, region: Grid, rows: list[int]) -> list[Piece]:
    sizes = sorted({look.size for look in sheet.looks.values() if look.size}, reverse=True)
    pieces: list[Piece] = []
    for row in rows:
        look = sheet.looks.get(row, Look())
        for column, text in region[row].items():
            place = _address(sheet.title, column, row)
            if look.size and len(text) <= _LONGEST_TITLE and "\n" not in text:
                pieces.append(Piece("heading", text, place, level=min(6, 3 + sizes.index(look.size))))
            else:
                pieces.append(Piece("paragraph", text, place, columns=(min(look.indent + column - 1, _DEEPEST),) * (text.count("\n") + 1)))
    return pieces


def _address(title: str, column: int, row: int) -> str:
    return f"{title}!{get_column_letter(column)}{row}"
