"""Tables as columns of numbers: what rules on tables look at."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.document import Block, Row
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.span import Span
from agent.model.token import Token

TIME = expression(  # "Q1 2026", "2027", "Month 3", "FY26"
    r"(?:(?:q[1-4]|[hs][12]|[1-4][qt]|[1-4]\. quartal|quarter [1-4]|(?:year|month|week|jahr|monat|woche|ano|año|mes|mês|année|mois|an|y|m)"
    r" ?\d{1,2})[ /'-]*)?(?:(?:fy ?)?\d{2,4}年?)?"
)
NUMERIC_SHARE = 0.6  # of the filled cells of a column


class GridCell(Struct, frozen=True):
    """`quantity` is the one number the cell is about, None when there is none or more than one."""

    text: str
    line: int
    end_line: int
    tokens: tuple[Token, ...]
    quantity: Quantity | None


class Line(Struct, frozen=True):
    """One body row; `label` is its first text cell that is no number. `total` rows sum up others: named so, or bold among plain ones."""

    index: int
    label: str
    cells: tuple[GridCell, ...]
    line: int
    end_line: int
    total: bool = False


class Grid(Struct, frozen=True):
    """A table below its header. `headers` are the texts of the header cells, joined when there are several header rows."""

    block: Block
    headers: tuple[str, ...]
    header_line: int
    lines: tuple[Line, ...]

    @property
    def width(self) -> int:
        return len(self.headers)

    def column(self, index: int) -> tuple[GridCell, ...]:
        return tuple(line.cells[index] for line in self.lines)

    def numeric(self, index: int) -> bool:
        """Whether a column holds mostly single numbers."""
        filled = [cell for cell in self.column(index) if cell.text and not is_blank(cell.text)]
        return len(filled) >= 2 and sum(cell.quantity is not None for cell in filled) >= NUMERIC_SHARE * len(filled)

    def is_series(self, columns: Sequence[int]) -> bool:
        """Whether all of the columns are times: one measure at several of them."""
        return all(TIME.fullmatch(self.headers[at].strip().casefold()) for at in columns)


def grids_of(roadmap: Roadmap) -> tuple[Grid, ...]:
    """Every table with a header and at least two columns and one row."""
    found = []
    for block in roadmap.document.blocks:
        rows = block.rows
        body = [(at, row) for at, row in enumerate(rows) if not row.header]
        header = [row for row in rows if row.header]
        if header and body and len(header[0].cells) >= 2:
            found.append(_grid(roadmap, block, header, body))
    return tuple(found)


def is_blank(text: str) -> bool:
    """Whether a cell says "nothing here"."""
    return text.strip(" -–—·.*_").casefold() in ("", "n/a", "na", "n.a", "k.a", "none", "nil", "n/d", "k. a")


def row_at(grids: Sequence[Grid], line: int) -> tuple[Grid, Line] | None:
    """The row that stands on a line of the document, with its table."""
    return next(((grid, row) for grid in grids for row in grid.lines if row.line == line), None)


def row_span(roadmap: Roadmap, line: Line) -> Span:
    return roadmap.document.span(line.line, line.end_line)


def _grid(roadmap: Roadmap, block: Block, header: Sequence[Row], body: Sequence[tuple[int, Row]]) -> Grid:
    width = len(header[0].cells)
    headers = tuple(" ".join(dict.fromkeys(row.cells[at].text.strip() for row in header)) for at in range(width))
    plain = [not _is_bold(row) for _, row in body]
    lines = tuple(_line(roadmap, block, at, row, width, _is_bold(row) and sum(plain) * 2 > len(plain)) for at, row in body)
    return Grid(block, headers, header[0].line, lines)


def _is_bold(row: Row) -> bool:
    """Whether the first filled cell of a row is bold throughout."""
    cell = next((cell for cell in row.cells if cell.text.strip()), None)
    return cell is not None and any(end - start >= len(cell.text.strip()) for start, end in cell.bold)


def _line(roadmap: Roadmap, block: Block, at: int, row: Row, width: int, bold: bool) -> Line:
    cells = []
    for column in range(width):
        cell = row.cells[column]
        tokens = roadmap.cells.get((block.index, at, column), ())
        cells.append(GridCell(cell.text.strip(), cell.line, cell.end_line, tokens, _only(tokens)))
    label = next((cell.text for cell in cells if cell.text and cell.quantity is None), "")
    return Line(at, label, tuple(cells), row.line, row.end_line, bold or names_total(label))


def _only(tokens: Sequence[Token]) -> Quantity | None:
    """The quantity of a cell that holds exactly one; the "6" of a column of months counts them."""
    if len(tokens) == 1 and isinstance(counted := tokens[0].value, Window) and tokens[0].text.isdecimal() and counted.first is not None:
        return Quantity(counted.first, counted.first, counted.first, counted.first, "count")
    values = [token.value for token in tokens if token.kind in ("quantity", "number")]
    if len(values) != 1 or any(token.kind in ("operator", "window") for token in tokens):
        return None
    return values[0] if isinstance(values[0], Quantity) else None
