"""Amounts side by side do not add up to the figure that is said to be of all of them.

Claim: every line of a list, drawing or column, each heading of a level or one label in section after section states one amount, and a
figure of the line above them, of the line behind them, or of a line elsewhere that calls it a total and shares words with them comes near
their sum and misses it, or one end of it does. Nothing is said where the figure is the sum of other amounts side by side, or where
their sum is stated elsewhere, or where another total stands nearer.

Why it matters: the total is what is decided on, the amounts are what is spent.

Flagged:

    ## Stage 1: Survey (3 weeks)

    Text.

    ## Stage 2: Dredging (6 weeks)

    Text.

    ## Stage 3: Lights (4 weeks)

    Text.

    ## Summary

    Total time of the stages: 15 weeks

Fine:

    ## Stage 1: Survey (3 weeks)

    Text.

    ## Stage 2: Dredging (6 weeks)

    Text.

    ## Stage 3: Lights (4 weeks)

    Text.

    ## Summary

    Total time of the stages: 13 weeks
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amount_series import Part, Series, Sort, Whole, series_of, wholes_of
from agent.rules.reading.amounts import allowed, edit, span_of, stated_of, sum_text
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.vocabulary import pattern

NEAR, FAR = 1.34, 1.7  # times: elsewhere, and right beside the amounts
EXACT = 1e-6
BEHIND = 3  # lines between the amounts and a total right behind them
SHOWN_TERMS = 14
LEAST_SHARED = 2
SEVERAL = expression(r"^\W*\d{1,3} ?[x×] ?\D", re.IGNORECASE)  # "2x Developer: $12k": of one or of both
ELSEWHERE = 3


class Alike:
    """Figures of one sort, as the document gives them, and those of them that a series can be held against."""

    def __init__(self, wholes: Sequence[Whole]) -> None:
        self.wholes = wholes
        self._anywhere: list[int] = []
        self._by_line: dict[int, list[int]] = defaultdict(list)
        for at, whole in enumerate(wholes):
            if whole.named or (whole.value.kind == "count" and len(whole.value.unit) > 1):
                self._anywhere.append(at)
            else:
                self._by_line[whole.line].append(at)

    def within_reach(self, series: Series, blocks: Sequence[Block]) -> list[Whole]:
        """Totals and counts of something, wherever they stand; others in the line that leads to the series, and in its heading."""
        lines = {series.lead_line, blocks[series.section].line if series.section is not None else 0}
        return [self.wholes[at] for at in sorted((*self._anywhere, *(at for line in lines for at in self._by_line.get(line, ()))))]


class Summed(Struct, frozen=True):
    """What the amounts of a series add up to: as they are written, and as their rounding allows."""

    least: float
    most: float
    whole: Interval

    def gives(self, value: Quantity) -> bool:
        """Whether a figure is the sum, both ends of it."""
        if self.least == self.most and not value.is_range:
            return allowed(value).meets(self.whole)
        return abs(self.least - value.least) <= EXACT * self.most and abs(self.most - value.most) <= EXACT * self.most


def _find(view: View) -> Iterator[Draft]:
    series = tuple(series_of(view.scanned, view.siblings, view.grids, view.fields))
    wholes = tuple(wholes_of(view.scanned, {(one.sort[0], one.sort[2]) for one in series})) if series else ()
    if not wholes:
        return
    blocks = view.document.blocks
    named = Counter((whole.value.kind, whole.value.unit) for whole in wholes if whole.named)
    top = {whole.line for whole in wholes if whole.named and named[whole.value.kind, whole.value.unit] == 1}
    alike = {sort: Alike([whole for whole in wholes if _alike(sort, whole.value)]) for sort in {one.sort for one in series}}
    sums = {id(one): Summed(*_ends(one), _sum(one.parts)) for one in series}
    for one in series:
        found = []
        own = alike[one.sort]
        for whole in own.within_reach(one, blocks):
            how = _relation(one, whole, blocks, alone=whole.line in top)
            if how and _differs(one, whole, how):
                found.append((how, abs(whole.line - one.parts[0].line), whole))
        if not found or any(sums[id(one)].gives(whole.value) for whole in own.wholes):
            continue
        whole = min(found, key=lambda each: each[:2])[2]
        texts = [view.document.raw_lines[part.line - 1] for part in one.parts]
        if any(pattern("parallel").search(text) or pattern("each").search(text) or SEVERAL.search(text) for text in texts):
            continue
        if not any(sums[id(other)].gives(whole.value) for other in series if other is not one and _alike(other.sort, whole.value)):
            yield _draft(view, one, whole)


def _alike(sort: Sort, value: Quantity) -> bool:
    """Whether a figure is of a kind: money of a currency, times of a unit, counts of a noun, which a column has in its head."""
    kind, unit, per = sort
    if value.kind != kind or value.per != per:
        return False
    return value.unit == unit or (kind == "count" and (not value.unit or not unit))


def _relation(series: Series, whole: Whole, blocks: Sequence[Block], *, alone: bool) -> int:
    """How surely a figure is of a series: 1 for the line above, 2 for a total right behind, 3 for a total elsewhere; 0 for none."""
    if any(part.line == whole.line for part in series.parts):
        return 0
    if whole.line == series.lead_line:
        return 1
    behind = whole.line - series.parts[-1].line
    if whole.named and 0 < behind <= BEHIND:
        return 2 if series.form != "field" or series.terms & whole.terms else 0
    above = blocks[series.section] if series.section is not None else None
    if whole.heading and above is not None and above.line == whole.line and len(series.parts) > 2:
        return 2 if pattern("purse").search(series.label) or pattern("divided").search(f"{series.label} {above.text}") else 0
    if series.parts[0].line <= whole.line <= series.parts[-1].line:
        return 0
    sections = series.form in ("heading", "field") and len(series.parts) > 2
    if (
        sections
        and series.form == "heading"
        and whole.value.kind == "count"
        and len(whole.value.unit) > 1
        and whole.value.unit == series.sort[1]
    ):
        return 3
    if not whole.named:
        return 0
    if sections and alone:
        return 3
    shared = len(series.terms & whole.terms)
    return 3 if shared >= LEAST_SHARED and shared * 2 >= len(whole.terms) and series.form != "field" else 0


def _sum(parts: Sequence[Part]) -> Interval:
    return summed(allowed(part.value) for part in parts)


def _ends(series: Series) -> tuple[float, float]:
    return sum(part.value.least for part in series.parts), sum(part.value.most for part in series.parts)


def _differs(series: Series, whole: Whole, how: int) -> bool:
    value, (least, most) = whole.value, _ends(series)
    factor = NEAR if how == ELSEWHERE else FAR
    if not 1 / factor <= value.most / most <= factor or value.most <= max(part.value.most for part in series.parts):
        return False
    if value.kind == "duration" and how == ELSEWHERE and value.most < most and series.form not in ("heading", "field"):
        return False  # times that may run side by side
    if _is_of_some(series, value):
        return False
    computed = _sum(series.parts)
    if allowed(value).meets(computed):
        low, high = least - value.least, most - value.most
        ranged = value.is_range and least < most and value.comparator == "="
        exact = [abs(one) <= EXACT * most for one in (low, high)]
        return ranged and (exact[0] != exact[1] or (not exact[0] and abs(low - high) <= EXACT * most))
    return not allowed(value).meets(computed.scaled(1 / len(series.parts)))


def _is_of_some(series: Series, value: Quantity) -> bool:
    """Whether a figure is what some amounts in a row are together, or the amounts rise to it as sums so far do."""
    amounts = [part.value.most for part in series.parts]
    runs = (
        sum(amounts[first:last])
        for first in range(len(amounts))
        for last in range(first + 2, len(amounts) + 1)
        if last - first < len(amounts)
    )
    rising = len(amounts) > 3 and series.form == "column" and all(one < other for one, other in pairwise(amounts))
    return rising or any(abs(run - value.most) <= EXACT * run for run in runs)


def _draft(view: View, series: Series, whole: Whole) -> Draft:
    values = [part.value for part in series.parts]
    computed, stated = span_of(sum(v.least for v in values), sum(v.most for v in values), whole.value), stated_of(whole.value)
    formula = sum_text(values, computed) if len(values) <= SHOWN_TERMS else f"{len(values)} amounts = {computed}"
    label = " ".join(whole.label.split())[:60]
    return Draft(
        f'"{label}" is {stated}, but the {len(values)} amounts of "{" ".join(series.label.split())[:50]}" add up to {computed}',
        tuple(view.document.span(line) for line in (whole.line, *(part.line for part in series.parts))),
        key=f"{label}|{stated}|{series.label}",
        computation=Computation(formula=formula, expected=computed, stated=stated),
        suggestion=f"{edit(stated, computed)}, or correct one of the {len(values)} amounts",
    )


RULE = Rule("RA172", "series-and-total", "arithmetic", "question", "computed", _find, __doc__)
