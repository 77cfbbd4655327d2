"""Equations among the figures of a plan: parts and their sum, shares of a whole, rows made of other rows, products on a line."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agent.answers.reading.entry import Entry
from agent.answers.reading.measured import all_figures
from agent.answers.reading.scales import on_scale
from agent.answers.reading.siblings import Family, families_of
from agent.answers.reading.view import View
from agent.expressions import expression
from agent.model.quantity import Quantity

NEAR, MOST_FIGURES = 3, 9  # units around a line; figures looked at together
MOST_PARTS, SHOWN = 24, 4  # parts of a sum; columns of a formula
EXACT, ROUNDED = 1e-6, 0.006  # of the result: roadmaps round
LEAST = 3  # a result up to this is met by chance
_FACTORS = ((1.0, ""), (12.0, " × 12"))
_NO_PRODUCT = ("score", "ratio")
_FAMILIES = ("column", "list", "label", "heading", "inline")
_SPLIT = expression(r"(?<![\d/])\d{1,2}(?:/\d{1,2}){1,5}(?![\d/])")  # "70/10/20"


@dataclass(frozen=True, slots=True)
class Equation:
    """`units` are its places, that of the result first; `formula` is written out with the result."""

    units: tuple[int, ...]
    formula: str
    result: str


@dataclass(frozen=True, slots=True)
class _Placed:
    """A figure of a line as it is written there."""

    unit: int
    text: str
    value: Quantity


def equations(view: View, top: Sequence[int]) -> Iterator[Equation]:
    """Every equation that has to do with one of these units."""
    yield from _sums(view, top)
    yield from _subtotals(view)
    yield from _hundreds(view, top)
    yield from _rows(view, top)
    yield from _products(view, top)


def _sums(view: View, top: Sequence[int]) -> Iterator[Equation]:
    """Families whose members make a figure stated above them, as their total or in one of the best lines, or a hundred per cent."""
    figures = [entry for entry in all_figures(view) if not entry.quantity.change]
    for family in families_of(view).families:
        parts = [entry for entry in family.entries if not entry.is_total]
        if family.basis not in _FAMILIES or not 1 < len(parts) <= MOST_PARTS or any(part.quantity.change for part in parts):
            continue
        scaled = [on_scale(part.quantity) for part in parts]
        least = sum(low * part.times for (_, low, _), part in zip(scaled, parts, strict=True))
        most = sum(high * part.times for (_, _, high), part in zip(scaled, parts, strict=True))
        if parts[0].quantity.kind == "percent" and least == most and _equal(least, 100):
            yield Equation(tuple(part.unit for part in parts), f"{_added(parts)} = 100%", "100%")
            continue
        whole = _whole(view, figures, family, (scaled[0][0], least, most), top)
        if whole is not None:
            yield _sum(parts, whole)


def _whole(view: View, figures: Sequence[Entry], family: Family, made: tuple[str, float, float], top: Sequence[int]) -> Entry | None:
    """The figure that is what the members of a family make."""
    inside = {entry.unit for entry in family.entries if not entry.is_total}
    above = {index for unit in inside for index in view.above_unit(unit)}
    groups = {view.units[unit].group for unit in inside}
    per = family.entries[0].quantity.per
    for entry in figures:
        if entry.unit in inside or entry.quantity.per != per or entry.quantity.least <= LEAST:
            continue
        scale, low, high = on_scale(entry.quantity)
        placed = entry.unit in above or entry.unit in top or (entry.is_total and view.units[entry.unit].group in groups)
        if placed and scale == made[0] and _equal(low, made[1]) and _equal(high, made[2]):
            return entry
    return None


def _subtotals(view: View) -> Iterator[Equation]:
    """Totals that follow each other and make the one behind them."""
    totals = [entry for entry in all_figures(view) if entry.is_total and not entry.quantity.change]
    for at, whole in enumerate(totals):
        scale, low, high = on_scale(whole.quantity)
        least = most = 0.0
        for first in range(at - 1, max(-1, at - MOST_PARTS), -1):
            other, start, end = on_scale(totals[first].quantity)
            if other != scale or totals[first].unit == whole.unit:
                break
            least, most = least + start, most + end
            if at - first > 1 and whole.least > LEAST and _equal(least, low) and _equal(most, high):
                yield _sum(totals[first:at], whole)


def _hundreds(view: View, top: Sequence[int]) -> Iterator[Equation]:
    """Shares of a whole: one in each of the lines that stand beside each other, or all in one line ("70/10/20")."""
    for unit in top:
        split = _SPLIT.search(view.units[unit].text)
        if split is not None and sum(map(int, split[0].split("/"))) == 100:
            yield Equation((unit,), " + ".join(f"{part}%" for part in split[0].split("/")) + " = 100%", "100%")
    for members in view.members.values():
        if not 1 < len(members) <= MOST_PARTS:
            continue
        shares = [(unit, found[0]) for unit in members if len(found := _percents(view, unit)) == 1]
        if len(shares) > 1 and _equal(sum(share.least for _, share in shares), 100):
            yield Equation(tuple(unit for unit, _ in shares), " + ".join(f"{share.least:g}%" for _, share in shares) + " = 100%", "100%")


def _percents(view: View, unit: int) -> list[Quantity]:
    found = [token.value for token in view.tokens(unit) if isinstance(token.value, Quantity) and token.value.kind == "percent"]
    return [value for value in found if not value.is_range and not value.change]


def _rows(view: View, top: Sequence[int]) -> Iterator[Equation]:
    """Rows of a table all of whose figures are made of those of two other rows in the same columns, two columns at least."""
    tables: dict[int, dict[int, dict[str, Entry]]] = {}
    for entry in all_figures(view):
        header = view.units[entry.unit].header
        if header >= 0 and entry.label:
            tables.setdefault(header, {}).setdefault(entry.unit, {}).setdefault(entry.label, entry)
    for table in tables.values():
        if len(table) <= MOST_PARTS:
            for unit in table:
                if unit in top and len(table[unit]) > 1:
                    yield from _made_row(table, unit)


def _made_row(table: Mapping[int, Mapping[str, Entry]], unit: int) -> Iterator[Equation]:
    made = table[unit]
    others = [other for other, cells in table.items() if other != unit and made.keys() <= cells.keys()]
    for one, other in itertools.permutations(others, 2):
        for sign in "×/+−":
            if sign in "×+" and one > other:
                continue
            cells = [(table[one][label], table[other][label], made[label]) for label in made]
            if all(_holds(sign, left, right, result) for left, right, result in cells):
                formula = "; ".join(f"{left.text} {sign} {right.text} = {result.text}" for left, right, result in cells[:SHOWN])
                yield Equation((unit, one, other), formula, cells[-1][2].text)


def _holds(sign: str, left: Entry, right: Entry, made: Entry) -> bool:
    one, other = left.least, right.least
    if not made.least or (sign == "/" and not other):
        return False
    found = {"×": one * other, "/": one / other if other else 0.0, "+": one + other, "−": one - other}[sign]
    return _rounds(found, made.quantity)


def _products(view: View, top: Sequence[int]) -> Iterator[Equation]:
    """Figures of one of the best lines that are the product of others in it or in the entries beside it."""
    for unit in top[:NEAR]:
        found = view.units[unit]
        around = [other for other in view.units[max(0, unit - NEAR) : unit + NEAR + 1] if other.headings == found.headings]
        beside = [other.index for other in around if other.kind == found.kind != "row" and other.index != unit]
        figures = [
            _Placed(index, token.text, token.value)
            for index in (unit, *sorted(beside, key=lambda index: (abs(index - unit), index)))
            for token in view.tokens(index)
            if isinstance(token.value, Quantity) and token.value.least > 0 and not token.value.is_range
        ]
        yield from _products_of(unit, figures[:MOST_FIGURES])


def _products_of(unit: int, figures: Sequence[_Placed]) -> Iterator[Equation]:
    """Two or three of some figures that make another one; the line that is asked about takes part."""
    for width in (2, 3):
        for factors in itertools.combinations(figures, width):
            if any(_factor(one.value) == 1 for one in factors) or not any(one.unit == unit for one in factors):
                continue
            for result in figures:
                if result not in factors and unit in (result.unit, factors[0].unit) and _kinds_go(factors, result.value):
                    yield from _product(factors, result)


def _product(factors: Sequence[_Placed], result: _Placed) -> Iterator[Equation]:
    value = 1.0
    for one in factors:
        value *= _factor(one.value)
    for times, said in _FACTORS:
        if result.value.least > LEAST and _rounds(value * times, result.value):
            formula = " × ".join(one.text for one in factors) + f"{said} = {result.text}"
            yield Equation((result.unit, *(one.unit for one in factors)), formula, result.text)


def _kinds_go(factors: Sequence[_Placed], result: Quantity) -> bool:
    """Whether a product of such figures can be of that kind: one of them is of it, the others count or divide."""
    kinds = [one.value.kind for one in factors]
    if result.kind in _NO_PRODUCT or any(one.value.unit.startswith("/") for one in factors):
        return False  # "6/7" and "3x" are made by no product, and nothing is multiplied with "3/7 done"
    return kinds.count(result.kind) == 1 if result.kind != "count" else set(kinds) <= {"count", "percent", "score"} and "count" in kinds


def _factor(value: Quantity) -> float:
    return value.least / 100 if value.kind == "percent" else on_scale(value)[1] if value.kind == "duration" else value.least


def _rounds(value: float, stated: Quantity) -> bool:
    """Whether a result is the stated one as roadmaps round."""
    if stated.kind == "duration":
        return _equal(value, on_scale(stated)[1])
    spread = (stated.high - stated.low) / 2
    return abs(value - stated.least) <= max(spread, EXACT * abs(stated.least), ROUNDED * abs(stated.least) if spread > 0 else 0.0)


def _sum(parts: Sequence[Entry], whole: Entry) -> Equation:
    return Equation((whole.unit, *(part.unit for part in parts)), f"{_added(parts)} = {whole.text}", whole.text)


def _added(parts: Sequence[Entry]) -> str:
    return " + ".join(f"{part.times} × {part.text}" if part.times > 1 else part.text for part in parts)


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= EXACT * max(1.0, abs(one))
