"""Tables drawn with bars and borders, or set in columns by spaces."""

from __future__ import annotations

import re
from itertools import pairwise
from unicodedata import east_asian_width

from msgspec import Struct

from agent.documents.pipe_table import RawRow, padded
from agent.expressions import expression

BARS = "│┃║|"
_RULING = "─━═┄┈╌┅┉╍-=+┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╪╫╞╡╟╢╭╮╰╯┏┓┗┛┣┫┳┻╋"
_BORDER = expression(f"[\\s:{re.escape(_RULING + BARS)}]+")
_STROKE = expression(r"[─━═┄┈╌┅┉╍\-=]")
_CROSSING = expression(r"[┬┴┼╦╩╬╪╫┳┻╋]|[-=]\+[-=]|[-=:][|│][-=:]")
_GAP = expression(r" {2,}|\t+")
_BAR = expression(f"[{BARS}]")
_DASHES = expression(r"[-=─━═]{2,}(?:(?: {1,}|\t+)[-=─━═]{2,})*")
_LINED = expression(f"[{_RULING.translate({ord(c): None for c in '-=+'})}{BARS}]")
_PERIOD = expression(  # with its unit: "2026 (MWh)"
    r"(?:(?:FY ?|CY ?)?(?:19|20)?\d\d|(?:Q|H|T|S|M|Y|KW ?)\d{1,2}(?:[ /'-]?(?:19|20)?\d\d)?|\w+ (?:\d{1,2}|(?:19|20)\d\d)"
    r")(?: ?\([^()\d]{1,12}\))?"
)
_FEWEST_ALIGNED = 3
_ROWS_BEFORE_BORDER = 5
_ROWS_TO_DECIDE = 8  # whether there is a header; the rest of a long run is not looked at in vain


def drawn_rows(lines: list[str], at: int) -> tuple[tuple[RawRow, ...], int]:
    """The table that begins at a line, and the line after it; no rows if none begins there."""
    rows, stop = _barred(lines, at)
    return (rows, stop) if rows else _aligned(lines, at)


def _barred(lines: list[str], at: int) -> tuple[tuple[RawRow, ...], int]:
    """Lines `│ a │ b │` of one width, with at least one border that shows the columns. Nothing else counts as certain."""
    stop, crossed, count = at, False, 0
    shape = _Shape.of(lines, at)
    groups: list[list[tuple[int, tuple[str, ...]]]] = [[]]
    while shape and stop < len(lines) and lines[stop].strip() and (crossed or count <= _ROWS_BEFORE_BORDER):
        line = lines[stop]
        if _is_border(line):
            crossed = crossed or bool(_CROSSING.search(line))
            if groups[-1]:
                groups.append([])
        else:
            cells = shape.cells(line)
            if len(cells) != shape.width:
                break
            count += 1
            groups[-1].append((stop, cells))
        stop += 1
    groups = [group for group in groups if group]
    if not crossed or count < 2:
        return (), at
    return padded(_grouped(groups)), stop


class _Shape(Struct, frozen=True):
    """How a table is drawn: its bars, whether it has sides, and its width in cells; taken from its first row."""

    bars: str
    left: bool
    right: bool
    width: int

    @classmethod
    def of(cls, lines: list[str], at: int) -> _Shape | None:
        first = at
        while first < len(lines) and first < at + 3 and _is_border(lines[first]):
            first += 1
        if first >= len(lines) or not lines[first].strip():
            return None
        row = lines[first]
        if not _BAR.search(row):
            return None
        bars = "│┃║" if any(bar in row for bar in "│┃║") else "|"
        border = next((line for line in lines[at : first + 3] if _is_border(line)), "")
        stripped = row.strip()
        left = stripped[:1] in bars and (not border or _indent(row) <= _indent(border))
        right = stripped[-1:] in bars
        shape = cls(bars, left, right, 0)
        width = len(shape.cells(row))
        return cls(bars, left, right, width) if width >= 2 else None

    def cells(self, line: str) -> tuple[str, ...]:
        """The cells of a line, or none if it lacks the sides."""
        body = line.strip() if self.left else line.rstrip()
        if (self.left and body[:1] not in self.bars) or (self.right and body[-1:] not in self.bars):
            return ()
        body = body[1 if self.left else 0 : len(body) - (1 if self.right else 0)]
        return tuple(cell.strip() for cell in re.split(f"[{self.bars}]", body))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _grouped(groups: list[list[tuple[int, tuple[str, ...]]]]) -> list[RawRow]:
    """Rows of the groups between borders; the first group is the header if a border follows it. A row may run over several lines."""
    rows: list[RawRow] = []
    headed = len(groups) > 1
    ruled = len(groups) > 2 or any(_is_blank(cells) for group in groups for _, cells in group)
    for number, group in enumerate(groups):
        header = headed and number == 0
        for part in _parts(group):
            if len(part) > 1 and (header or ruled) and sum(1 for _, cells in part if cells[0]) <= 1:
                rows.append(_merged(part, header))
            else:
                rows.extend(RawRow(cells, line, line + 1, header) for line, cells in part)
    return rows


def _merged(part: list[tuple[int, tuple[str, ...]]], header: bool) -> RawRow:
    """One row of several lines: each cell is what stands in its column, over the lines where something does."""
    first, last = part[0][0], part[-1][0] + 1
    cells, places = [], []
    for column in range(len(part[0][1])):
        filled = [(line, texts[column]) for line, texts in part if texts[column]]
        cells.append("\n".join(text for _, text in filled))
        places.append((filled[0][0], filled[-1][0] + 1) if filled else (first, last))
    return RawRow(tuple(cells), first, last, header, tuple(places))


def _parts(group: list[tuple[int, tuple[str, ...]]]) -> list[list[tuple[int, tuple[str, ...]]]]:
    """A group cut at its blank rows."""
    parts: list[list[tuple[int, tuple[str, ...]]]] = [[]]
    for line, cells in group:
        if _is_blank(cells):
            parts.append([])
        else:
            parts[-1].append((line, cells))
    return [part for part in parts if part]


def _is_blank(cells: tuple[str, ...]) -> bool:
    return not any(cells)


def _is_border(line: str) -> bool:
    return _BORDER.fullmatch(line) is not None and _STROKE.search(line) is not None


def _aligned(lines: list[str], at: int) -> tuple[tuple[RawRow, ...], int]:
    """Columns set by two or more spaces under a header: at least three lines of the same three or more cells, each column flush."""
    stop = at
    found: list[tuple[int, list[tuple[int, int, str]]]] = []
    ruled = -1
    while stop < len(lines) and lines[stop].strip():
        if _DASHES.fullmatch(lines[stop].strip()):
            ruled = len(found) if ruled < 0 else ruled
        else:
            cells = _spaced(lines[stop])
            if len(cells) < 3 or (found and not _flush([cells_above for _, cells_above in found], cells)):
                break
            found.append((stop, cells))
            if len(found) == _ROWS_TO_DECIDE and not _is_headed(found, ruled):
                break
        stop += 1
    if len(found) < _FEWEST_ALIGNED or not _is_headed(found, ruled):
        return (), at
    rows = [RawRow(tuple(text for _, _, text in cells), line, line + 1, number == 0) for number, (line, cells) in enumerate(found)]
    return padded(rows), stop


def _is_headed(found: list[tuple[int, list[tuple[int, int, str]]]], ruled: int) -> bool:
    """Whether a drawn line stands below the first row, or the first row names columns of numbers."""
    return ruled == 1 or (_names_columns(found[0][1]) and _mostly_numbers(found[1:]))


def _spaced(line: str) -> list[tuple[int, int, str]]:
    """Cells as (first column, last column, text), in display columns: an East Asian character takes two."""
    cells: list[tuple[int, int, str]] = []
    if _LINED.search(line):
        return cells
    start = len(line) - len(line.lstrip())
    bounds = [start, *(edge for gap in _GAP.finditer(line.rstrip(), start) for edge in gap.span()), len(line.rstrip())]
    for first, last in list(pairwise(bounds))[::2]:
        cells.append((_columns(line[:first]), _columns(line[:last]), line[first:last]))
    return cells


def _columns(text: str) -> int:
    return sum(2 if east_asian_width(c) in "WF" else 1 for c in text)


def _flush(above: list[list[tuple[int, int, str]]], new: list[tuple[int, int, str]]) -> bool:
    """Whether each cell begins or ends where the cells of the rows above it do, and stands below the head of its column alone."""
    heads, last = above[0], above[-1]
    if len(new) != len(heads):
        return False
    below = all(_overlap(n, head) for n, head in zip(new, heads, strict=True)) and not any(
        _overlap(n, head) for n, head in (*zip(new[1:], heads, strict=False), *zip(new, heads[1:], strict=False))
    )
    if last is heads:
        return below or all(n[0] == h[0] or n[1] == h[1] for n, h in zip(new, heads, strict=True))
    return all(n[0] == p[0] or n[1] == p[1] for n, p in zip(new, last, strict=True)) and (
        below or all(n[0] == h[0] or n[1] == h[1] for n, h in zip(new, heads, strict=True))
    )


def _overlap(one: tuple[int, int, str], other: tuple[int, int, str]) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _names_columns(cells: list[tuple[int, int, str]]) -> bool:
    """Whether a line heads columns: words and periods, no amounts, and no label that a colon ends."""
    return all(text[-1] not in ":：" and (not any(c.isdigit() for c in text) or _PERIOD.fullmatch(text)) for _, _, text in cells)


def _mostly_numbers(found: list[tuple[int, list[tuple[int, int, str]]]]) -> bool:
    return sum(1 for _, cells in found if any(c.isdigit() for _, _, text in cells for c in text)) * 2 > len(found)
