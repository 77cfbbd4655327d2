"""Total rows and total columns of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.facts.amounts import ADDITIVE, Part, alike, amount, are_run_rates, can_add, near, reconciles, sum_of
from agent.extract.facts.making import Made
from agent.extract.tables.columns import Column
from agent.extract.tables.shapes import Shape
from agent.extract.wording.words import is_exact_total, is_total, names_subtotal, names_total, passed_over, period_total
from agent.facts.measures import is_average
from agent.model.document import Block, Document, Row
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact, Total

RowUse = Literal["plain", "total", "subtotal", "section", "skip"]
_NESTED = expression(r"^\s*(?:[-–—•·↳└├>]\s*|of which\b|davon\b|dont\b|thereof\b|sendo\b|в том числе|うち|其中)", re.IGNORECASE)
_BOLD = expression(r"(?:\*\*|__|<b>|<strong>)([^*_<|\n]{1,80})(?:\*\*|__|</)")
_FEWEST_COLUMNS = 2
_FEWEST_OVERLAPPING, _MOST_OVERLAPPING = 3, 8  # rows
_FARTHEST = 3.0  # a sum farther off than this factor is no slip in a sum


class _Line(Struct, frozen=True):
    """A body row: what it is for sums, and the amount of each column that has one. `certain` is False where only bold says total."""

    at: int
    use: RowUse
    certain: bool
    nested: bool
    exact: bool  # the label is nothing but a word for a sum
    cells: dict[int, Part]
    unread: frozenset[int]  # columns that hold text, or several figures, where a number is expected
    bold: bool = False  # its label begins in bold


def table_totals(document: Document, shapes: Mapping[int, Shape], made: Sequence[Made]) -> Iterator[Total]:
    """The totals of every table whose header was read."""
    facts: dict[int, dict[tuple[int, int], Fact]] = {}
    for one in made:
        if one.place[1] >= 0:
            facts.setdefault(one.place[0], {})[one.place[1], one.place[2]] = one.fact
    for index in sorted(shapes):
        block = document.blocks[index]
        cells = facts.get(index, {})
        lines = _without_habit([_line(document, block, shapes[index], at, cells) for at in shapes[index].body])
        columns = [column for column in shapes[index].columns if _adds_down(shapes[index], column, lines)]
        yield from _row_totals(_with_plain_sum(lines, block, shapes[index]), columns)
        yield from _column_totals(shapes[index], lines, block)


def _line(document: Document, block: Block, shape: Shape, at: int, facts: Mapping[tuple[int, int], Fact]) -> _Line:
    row = block.rows[at]
    cells: dict[int, Part] = {}
    unread: set[int] = set()
    for column in shape.columns:
        fact = facts.get((at, column.index))
        if fact is None or column.index in {shape.subject, shape.identifier}:
            continue
        value = amount(fact)
        if value is not None:
            cells[column.index] = (fact, value)
        elif any(character.isalnum() for character in fact.text):
            unread.add(column.index)
    use, certain = _use(document, shape, row, cells)
    label = _label(shape, row)
    return _Line(
        at, use, certain, bool(_NESTED.match(label)), is_exact_total(label), cells, frozenset(unread), _begins_bold(document, row, label)
    )


def _without_habit(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Where most rows are bold, bold says nothing: only a word for a sum makes a total then."""
    doubtful = [line for line in lines if line.use == "total" and not line.certain]
    bold = sum(line.bold for line in lines)
    if not doubtful or bold <= 1 or bold * 2 <= len(lines):
        return lines
    return [replace(line, use="plain", certain=True) if line in doubtful else line for line in lines]


def _with_plain_sum(lines: Sequence[_Line], block: Block, shape: Shape) -> Sequence[_Line]:
    """A bold last row that leaves cells empty which every row above it fills ("All phases", no dates, no owner) can only be a sum."""
    if len(lines) < 4 or lines[-1].use != "total" or lines[-1].certain or any(line.use != "plain" for line in lines[:-1]):
        return lines
    rows = [block.rows[line.at] for line in lines]
    filled = [at for at in range(len(shape.columns)) if all(row.cells[at].text.strip() for row in rows[:-1])]
    empty = [at for at in filled if not rows[-1].cells[at].text.strip()]
    return [*lines[:-1], replace(lines[-1], certain=True)] if len(empty) >= 2 else lines


def _label(shape: Shape, row: Row) -> str:
    """What names the row: the naming cell, else its first filled cell."""
    label = shape.row_label(row)
    return label if label else next((cell.text for cell in row.cells if cell.text), "")


def _use(document: Document, shape: Shape, row: Row, cells: Mapping[int, Part]) -> tuple[RowUse, bool]:
    label = _label(shape, row)
    if passed_over(label):
        return "skip", True
    bold = _is_bold(document, row, label)
    texts = [cell.text for cell in row.cells[:3] if cell.text]
    if any(names_subtotal(text) for text in texts[:2]):
        return "subtotal", True
    if any(names_total(text) for text in texts[:2]):
        return "total", bold or is_total(label) or shape.topic != "metrics"
    if not cells:
        return ("section", True) if len(texts) == 1 and len([cell for cell in row.cells if cell.text]) == 1 else ("plain", True)
    return ("total", False) if bold else ("plain", True)


def _is_bold(document: Document, row: Row, label: str) -> bool:
    raw = document.raw_lines[row.line - 1]
    return bool(label) and (f"**{label}**" in raw or f"__{label}__" in raw or f"<b>{label}" in raw or f"<strong>{label}" in raw)


def _begins_bold(document: Document, row: Row, label: str) -> bool:
    """Whether the label, or its first words, stand in bold: "**Nurses** (on call)"."""
    return any(label.startswith(match[1].strip()) for match in _BOLD.finditer(document.raw_lines[row.line - 1])) if label else False


def _adds_down(shape: Shape, column: Column, lines: Sequence[_Line]) -> bool:
    """Whether amounts of a column belong to different things and may be added: one unit, an additive attribute, no levels over time."""
    parts = [line.cells[column.index] for line in lines if column.index in line.cells]
    if len(parts) < 3 or column.index in {shape.subject, shape.identifier} or is_average(column.label):
        return False
    values = [value for _, value in parts]
    attributes = {fact.attribute for fact, _ in parts}
    if not all(alike(values[0], value) for value in values) or not all(can_add(value) for value in values):
        return _is_shares(values, lines, column.index)
    if not (attributes <= ADDITIVE or (attributes == {"rate"} and _runs_on(values, lines))) or (
        _by_period(shape) and ((attributes == {"people"} and all(fact.window is not None for fact, _ in parts)) or are_run_rates(parts))
    ):
        return False
    return shape.topic not in {"metrics"}


def _runs_on(values: Sequence[Quantity], lines: Sequence[_Line]) -> bool:
    """Whether rates are what several things cost a month ("Per month"), above a row that names their sum; prices by the hour are not."""
    named = any(line.use == "total" and line.certain for line in lines)
    return named and all(value.kind == "money" and value.per in ("month", "quarter", "year") for value in values)


def _is_shares(values: Sequence[Quantity], lines: Sequence[_Line], column: int) -> bool:
    """Percentages whose total row says 100 %."""
    stated = [line.cells[column][1] for line in lines if line.use == "total" and column in line.cells]
    return all(value.kind == "percent" and not value.change for value in values) and any(
        value.least == value.most == 100 for value in stated
    )


def _by_period(shape: Shape) -> bool:
    meaning = shape.columns[shape.subject].meaning if shape.subject >= 0 else None
    return meaning is not None and meaning.attribute == "window"


def _row_totals(lines: Sequence[_Line], columns: Sequence[Column]) -> Iterator[Total]:
    for position, line in enumerate(lines):
        if line.use not in {"total", "subtotal"}:
            continue
        found: list[tuple[Total, bool]] = []
        for column in columns:
            stated = line.cells.get(column.index)
            if stated is None:
                continue
            groupings = _groupings(lines, position, column.index, stated[1])
            complete = not any(column.index in other.unread and other.use == "plain" for other in lines)
            if stated[1].kind == "percent":  # a share left out is what the others leave
                complete = complete and all(
                    column.index in other.cells for other in lines[:position] if other.use == "plain" and other.cells
                )
            fits = any(reconciles(stated[1], parts) for parts in groupings)
            if groupings and (fits or (complete and near(stated[1], groupings[0], _FARTHEST))):
                found.append((Total(stated[0], stated[1], groupings, "table", sum_of(*stated)), fits))
        if found and not any(fits for _, fits in found):
            found = [(replace(total, groupings=(*total.groupings, parts)), True) for total, parts in _overlapping(found)] or found
        exact = (total.value.comparator == "=" and not total.value.is_range for total, fits in found if fits)
        proven = line.certain or any(exact)  # ranges, and what is about so much, meet by chance
        yield from (total for total, _ in found if proven)


def _overlapping(found: Sequence[tuple[Total, bool]]) -> list[tuple[Total, tuple[Part, ...]]]:
    """The totals with the rows that make up all of them, where some rows are parts of others: Austria, Germany, "AT, DE and CH"."""
    totals = [total for total, _ in found]
    rows = [tuple(fact.span.line for fact, _ in total.groupings[0]) for total in totals]
    if len(totals) < _FEWEST_COLUMNS or len(set(rows)) > 1 or not _FEWEST_OVERLAPPING <= len(rows[0]) <= _MOST_OVERLAPPING:
        return []
    for count in range(len(rows[0]) - 1, 1, -1):
        for kept in combinations(range(len(rows[0])), count):
            parts = [tuple(total.groupings[0][at] for at in kept) for total in totals]
            if all(reconciles(total.value, some) for total, some in zip(totals, parts, strict=True)):
                return list(zip(totals, parts, strict=True))
    return []


def _groupings(lines: Sequence[_Line], position: int, column: int, stated: Quantity) -> tuple[tuple[Part, ...], ...]:
    """The plausible sets of rows that a total row sums, most plausible first."""
    above = lines[:position]
    if _heads_its_parts(lines, column) and (below := _until_total(lines[position + 1 :], column)):
        return _distinct([below, *(below[:count] for count in range(2, len(below)))], stated)  # other figures may follow the parts
    if not any(line.use == "plain" and column in line.cells for line in above):
        return _distinct([_until_total(lines[position + 1 :], column)], stated) if lines[position].exact else ()
    cut = _after_last(above, {"total", "subtotal"})
    section = _after_last(above, {"section"})
    since = _plain(above[cut:], column)
    sums = [line for line in above if line.use in {"total", "subtotal"} and column in line.cells]
    candidates: list[tuple[Part, ...]] = []
    if lines[position].use == "total" and sums:
        levels = [line for line in sums if line.use == "subtotal"] or sums
        candidates.append((*(line.cells[column] for line in levels), *_plain(above[_after_last(above, {levels[-1].use}) :], column)))
        candidates.append((sums[-1].cells[column], *since))
        candidates.append(_plain(above, column))
        candidates.append(tuple(line.cells[column] for line in sums))
    candidates.append(since)
    named = {"total", "subtotal"}
    loose = tuple(
        line.cells[column] for line in above if column in line.cells and (line.use == "plain" or (line.use in named and not line.exact))
    )
    if any(line.use in named and not line.exact for line in above):
        candidates.append(loose)
    if section:
        candidates.append(_plain(above[section:], column))
    outer = tuple(line.cells[column] for line in above[cut:] if line.use == "plain" and not line.nested and column in line.cells)
    if 2 <= len(outer) < len(since):
        candidates.insert(0, outer)
    return _distinct(candidates, stated)


def _heads_its_parts(lines: Sequence[_Line], column: int) -> bool:
    """Whether the table begins with a total of the rows below it, up to the next one: "Beds 30, of which 20, 10", "Wards 12, of which"."""
    first = lines[0].cells.get(column) if lines and lines[0].use == "total" and lines[0].certain else None
    if first is None:
        return False
    below = _until_total(lines[1:], column)
    return 2 <= len(below) < len(lines) - 1 and reconciles(first[1], below)


def _until_total(below: Sequence[_Line], column: int) -> tuple[Part, ...]:
    """The rows below a total that stands first."""
    stop = next((at for at, line in enumerate(below) if line.use in {"total", "subtotal", "section"}), len(below))
    return _plain(below[:stop], column)


def _after_last(lines: Sequence[_Line], uses: set[RowUse] | set[str]) -> int:
    return max((at + 1 for at, line in enumerate(lines) if line.use in uses), default=0)


def _plain(lines: Sequence[_Line], column: int) -> tuple[Part, ...]:
    return tuple(line.cells[column] for line in lines if line.use == "plain" and column in line.cells)


def _distinct(candidates: Sequence[tuple[Part, ...]], stated: Quantity) -> tuple[tuple[Part, ...], ...]:
    """Each set of at least two parts once; sets that reconcile make the others superfluous only for reading, so all stay."""
    kept: list[tuple[Part, ...]] = []
    for parts in candidates:
        if len(parts) >= 2 and all(alike(stated, value) for _, value in parts) and parts not in kept:
            kept.append(parts)
    return tuple(kept)


def _column_totals(shape: Shape, lines: Sequence[_Line], block: Block) -> Iterator[Total]:
    """A last column that sums the periods or items before it. The rows themselves must prove it: most of them have to add up."""
    for position, column in enumerate(shape.columns):
        if column.use != "total" and not period_total(column.label):
            continue
        summed = [other for other in shape.columns[:position] if other.use not in {"id", "name", "total"} and not period_total(other.label)]
        found: list[tuple[Total, bool]] = []
        for line in lines:
            stated = line.cells.get(column.index)
            if stated is None or not can_add(stated[1]) or line.use == "skip":
                continue
            parts = tuple(
                line.cells[other.index]
                for other in summed
                if other.index in line.cells and _adds_across(stated[1], line.cells[other.index][1])
            )
            if len(parts) >= 2 and all(fact.attribute in ADDITIVE for fact, _ in parts):
                fits = reconciles(stated[1], parts)
                cells = block.rows[line.at].cells
                unread = any(sign.isdecimal() for other in summed if other.index in line.unread for sign in cells[other.index].text)
                if fits or not (unread or _is_standing(stated[1], parts)):
                    found.append((Total(stated[0], stated[1], (parts,), "table", sum_of(*stated)), fits))
        fitting = sum(fits for _, fits in found)
        if fitting >= 2 and fitting * 10 >= len(found) * 6:
            yield from (total for total, _ in found)


def _is_standing(stated: Quantity, parts: Sequence[Part]) -> bool:
    """Whether the last column repeats where a row begins or ends: the cash of each quarter, and what is left of it after the year."""
    return any((value.low, value.high) == (stated.low, stated.high) for _, value in (parts[0], parts[-1]))


def _adds_across(stated: Quantity, part: Quantity) -> bool:
    """Whether an amount may be a part of its row's total; one of the first year may hold what is paid once and what is paid a year."""
    return alike(stated, part) or (not stated.per and can_add(part) and alike(stated, replace(part, per="")))
