"""Tables whose bare numbers are money though nothing beside them says it: what adds up to money is money, and so is what stands among
amounts of one line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.extract.facts.currencies import LEAST, bare_money, label_scale
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.wording.meanings import COUNTED
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import is_generic_amount, names_total
from agent.facts import measure_of
from agent.facts.headers import HeaderUnit
from agent.facts.money_roles import money_role
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.token import Token

Cell = tuple[int, int]  # row, column
# Columns whose cells are all of one measure; below the others each row has its own.
_OWN = frozenset({"attribute", "value", "total"})
_BY_ROW = frozenset({"period", "role", "scenario", "total", "item"})
_FEWEST_PARTS, _FEWEST_ROWS = 2, 2
_MOST_COLUMNS = 20
_FITTING = 0.6  # share of the rows that have to add up
_CLOSE = 0.002  # of a sum: how far rounding may take it off


class _Grid(Struct, frozen=True):
    """`bare` are the cells that are nothing but a number, `money` those that state an amount or whose column or row names one; `explicit`
    the currencies written in cells."""

    bare: Mapping[Cell, Quantity]
    money: Mapping[Cell, Quantity]
    explicit: frozenset[Cell]
    labels: Mapping[int, str]
    columns: tuple[Column, ...]
    body: tuple[int, ...]
    language: str

    def line(self, index: int, *, down: bool) -> list[Cell]:
        """The cells of a column (`down`) or row that hold a number or an amount."""
        known = [*self.bare, *self.money]
        return sorted({cell for cell in known if cell[1 if down else 0] == index})

    def value(self, cell: Cell) -> float | None:
        found = self.money.get(cell) or self.bare.get(cell)
        return None if found is None else found.most


def money_cells(scanned: Scanned, block: Block, shape: Shape, currency: str) -> dict[Cell, HeaderUnit]:
    """The unit of each cell of a bare number that the rest of the table proves to be money."""
    language = scanned.convention.language
    grid = _grid(scanned, block, shape, currency)
    if not grid.money or not any(abs(value.most) >= LEAST for value in grid.bare.values()):
        return {}
    proven = set(_among_amounts(grid))
    proven |= set(_summed_across(grid, proven))
    proven |= set(_summed_down(grid, proven))
    proven |= set(_called_money(grid, proven))
    unit = _currency(grid, currency)
    headers = {column.index: column.header for column in shape.columns}
    return {
        cell: HeaderUnit("money", unit, label_scale(headers.get(cell[1], ""), language)) for cell in sorted(proven) if cell in grid.bare
    }


def _grid(scanned: Scanned, block: Block, shape: Shape, currency: str) -> _Grid:
    bare: dict[Cell, Quantity] = {}
    money: dict[Cell, Quantity] = {}
    explicit: set[Cell] = set()
    language = scanned.convention.language
    columns = tuple(column for column in shape.columns if column.index not in {shape.subject, shape.identifier} and column.unit is None)
    labels = {at: shape.row_label(block.rows[at]) for at in shape.body}
    for at in shape.body:
        for column in columns:
            tokens = scanned.cells.get((block.index, at, column.index), ())
            value = _only(tokens, block.rows[at].cells[column.index].text) if len(tokens) == 1 else None
            if value is None:
                continue
            cell = (at, column.index)
            if value.kind == "money":
                money[cell] = value
                explicit.add(cell)
            elif tokens[0].kind == "number":
                named = (labels[at],) if column.use in _BY_ROW else (column.header, labels[at])
                text = block.rows[at].cells[column.index].text
                (money if any(bare_money(name, text, tokens, currency, language) for name in named) else bare)[cell] = value
    return _Grid(bare, money, frozenset(explicit), labels, columns, shape.body, language)


def _only(tokens: Sequence[Token], text: str) -> Quantity | None:
    """The quantity that a cell is, where it holds nothing else."""
    value = tokens[0].value
    return value if isinstance(value, Quantity) and len(tokens[0].text) >= len(text.strip(" *_+")) else None


def _among_amounts(grid: _Grid) -> Iterator[Cell]:
    """Bare numbers of a line in which others state their currency: "503,360" above "5,014,240円"."""
    lines = [(column.index, True, column.header) for column in grid.columns if column.use in _OWN]
    if any(column.use in _BY_ROW for column in grid.columns):
        lines += [(at, False, grid.labels[at]) for at in grid.body]
    for index, down, label in lines:
        cells = grid.line(index, down=down)
        if not down and any(column.use not in _BY_ROW for column in grid.columns):
            continue
        if any(cell in grid.explicit for cell in cells) and not _counts(label) and _all_large(grid, cells):
            if down and any(_counts(grid.labels[at]) for at, _ in cells):
                continue
            yield from cells


def _all_large(grid: _Grid, cells: Sequence[Cell]) -> bool:
    return all(abs(grid.bare[cell].most) >= LEAST or grid.bare[cell].most == 0 for cell in cells if cell in grid.bare)


def _counts(label: str) -> bool:
    """Whether a label speaks of something that is counted or measured, and not of money."""
    measure = measure_of(label)
    return measure in COUNTED | {"people"} or (bool(measure) and not money_role(label))


def _summed_across(grid: _Grid, proven: set[Cell]) -> Iterator[Cell]:
    """The columns that add up to a column of money in most rows."""
    indexes = [column.index for column in grid.columns][:_MOST_COLUMNS]
    for position, total in enumerate(indexes):
        rows = [at for at in grid.body if grid.value((at, total)) is not None]
        if len(rows) < _FEWEST_ROWS:
            continue
        for first in range(position - _FEWEST_PARTS, -1, -1):
            parts = indexes[first:position]
            if any(later - before != 1 for before, later in pairwise([*parts, total])):
                break
            fitting = [at for at in rows if _adds(grid, [(at, part) for part in parts], (at, total))]
            if len(fitting) >= _FEWEST_ROWS and len(fitting) >= _FITTING * len(rows):
                if _holds_money(grid, proven, [(at, total) for at in rows], [(at, part) for at in rows for part in parts]):
                    yield from ((at, part) for at in rows for part in (*parts, total))
                break


def _summed_down(grid: _Grid, proven: set[Cell]) -> Iterator[Cell]:
    """The rows that add up to a total of money below them; where they do in one column, they are money in those of other periods too."""
    for position, total in enumerate(grid.body):
        if not names_total(grid.labels[total]):
            continue
        for column in grid.columns:
            for first in range(position - _FEWEST_PARTS, -1, -1):
                parts, stated = [(at, column.index) for at in grid.body[first:position]], (total, column.index)
                if _adds(grid, parts, stated):
                    if _holds_money(grid, proven, [stated], parts):
                        yield from (*parts, stated)
                    break


def _holds_money(grid: _Grid, proven: set[Cell], sums: Sequence[Cell], parts: Sequence[Cell]) -> bool:
    """Whether what adds up is money: the sums are, or at least half of the parts."""
    known = proven | grid.money.keys()
    filled = [cell for cell in parts if grid.value(cell)]
    return all(cell in known for cell in sums) or 2 * sum(cell in known for cell in filled) >= len(filled)


def _adds(grid: _Grid, parts: Sequence[Cell], total: Cell) -> bool:
    """Whether cells add up to another; a sum of one part that is no zero proves nothing."""
    values = [value for cell in parts if (value := grid.value(cell)) is not None]
    stated = grid.value(total)
    if stated is None or len(values) < len(parts) - 1 or sum(value != 0 for value in values) < _FEWEST_PARTS:
        return False
    return abs(sum(values) - stated) <= _CLOSE * abs(stated)


def _called_money(grid: _Grid, proven: set[Cell]) -> Iterator[Cell]:
    """Lines whose name says that money is meant, though it may be counted elsewhere, in a table that holds money: "Sales", 年费."""
    for column in grid.columns:
        role = money_role(column.header, grid.language)
        cells = grid.line(column.index, down=True)
        if column.use in _OWN and role and not is_generic_amount(column.header) and not _counts(column.header) and _all_large(grid, cells):
            yield from cells
    if not any(column.use in _BY_ROW for column in grid.columns):
        return
    for at in grid.body:
        cells = [cell for cell in grid.line(at, down=False) if _use_of(grid, cell[1]) in _BY_ROW]
        if money_role(grid.labels[at], grid.language) and not _counts(grid.labels[at]) and _all_large(grid, cells):
            yield from cells


def _use_of(grid: _Grid, index: int) -> str:
    return next(column.use for column in grid.columns if column.index == index)


def _currency(grid: _Grid, currency: str) -> str:
    """The currency of the amounts in the table, where they agree; else that of the document."""
    written = {grid.money[cell].unit for cell in grid.explicit if grid.money[cell].unit}
    return written.pop() if len(written) == 1 else currency
