"""A business figure is given twice for one time.

Claim: two sections give one business term (revenue, costs, profit, margin, marketing, customers ...) for the same month, quarter or year of
the plan, as a whole or for the same part of the business, and no reading of the two is the same; an amount without a currency is one of the
only currency of the document, in ones, thousands or millions. Scenarios, figures of one section, what is needed to break even, and
terms with several figures at that time are left out.

Why it matters: the summary promises what the projection does not hold, or the budget pays for less than the plan spends.

Flagged:

    ## Year 3 at a glance

    - Annual revenue: €2,400,000

    ## Projection

    | Year | Revenue | Expenses |
    |---|---|---|
    | 1 | €190,000 | €240,000 |
    | 2 | €520,000 | €480,000 |
    | 3 | €1,300,000 | €900,000 |

Fine:

    ## Year 3 at a glance

    - Annual revenue: €1,300,000

    ## Projection

    | Year | Revenue | Expenses |
    |---|---|---|
    | 1 | €190,000 | €240,000 |
    | 2 | €520,000 | €480,000 |
    | 3 | €1,300,000 | €900,000 |
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.extract.wording.words import names_total
from agent.model.finding import Computation
from agent.model.quantity import Window
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.conflict import two_levels, two_revenues, two_values
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.levels import Moment, moment_of
from agent.rules.reading.matching import FLOWING, readings_of
from agent.rules.reading.named import Named
from agent.rules.reading.period import written
from agent.rules.reading.vocabulary import pattern

# What a plan states for a time, not for a thing that it sells.
TERMS = frozenset(
    {"revenue", "mrr", "arr", "cost", "operating_cost", "profit", "gross_profit", "margin", "profit_margin", "gmv", "marketing"}
    | {"users", "payers", "new_customers", "churn", "arpu", "cac", "ltv", "ltv_cac", "transactions", "cash", "burn", "runway"}
)
FLOWS = FLOWING | {"operating_cost", "marketing", "new_customers"}
SURER = (two_levels.RULE, two_revenues.RULE, two_values.RULE)
ROUNDING = 0.05
FARTHEST = 12.0  # times: beyond that one of the two was read in another unit
FARTHEST_BARE = 1.5  # times, where one of the two names no currency
MOST_VALUES = 3  # more figures of one term at one time are of several things
NEW = frozenset({"payers", "users"})
BELOW_CHAPTER = 2  # headings above: what stands side by side there are parts of one chapter


class Stated(Struct, frozen=True):
    """A figure with the moment at which its time ends."""

    named: Named
    moment: Moment


Pair = tuple[Named, Named]


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[object, ...], list[Stated]] = defaultdict(list)
    stated = [one for one in view.named if one.term in TERMS and one.window]
    whole = _windows_of_title(view) if len(stated) > 1 else ()
    currency = _only_currency(stated)
    rows: dict[tuple[object, ...], str] = (
        {(grid.block.index, "row", line.index): line.cells[0].text for grid in view.grids for line in grid.lines} if stated else {}
    )
    for one in stated:
        if one.window not in whole and (moment := _moment(view, rows, one)):
            flows = one.flows if one.term in FLOWS else ""
            unit = (one.value.unit or currency) if one.value.kind == "money" else ""
            groups[one.term, one.rest, one.scenario, flows, one.value.kind, unit].append(Stated(one, moment))
    pairs = {key: found for key, group in groups.items() if len(group) > 1 and (found := list(_pairs(view, group)))}
    if not pairs:
        return
    told = [{span.line for span in draft.evidence} for rule in SURER for draft in view.drafts(rule)]
    parts = []
    for found in pairs.values():
        new = [pair for pair in found if not any({named.span.line for named in pair} <= lines for lines in told)]
        if new:
            parts.append(Part(_draft(new), f'"{_name(new[0])}"'))
    yield from bundled(parts, "{count} figures are given twice for the same time with different values")


def _only_currency(stated: Sequence[Named]) -> str:
    """The one currency of all figures that name one, "" where there are several or none."""
    named = {one.value.unit for one in stated if one.value.kind == "money" and one.value.unit}
    return named.pop() if len(named) == 1 else ""


def _windows_of_title(view: View) -> tuple[Window, ...]:
    """The times of the whole document: what stands below is not of each."""
    title = next((block.index for block in view.document.blocks if block.kind == "heading" and block.depth == 1), None)
    return tuple(token.value for token in view.scanned.tokens[title] if isinstance(token.value, Window)) if title is not None else ()


def _moment(view: View, rows: Mapping[tuple[object, ...], str], one: Named) -> Moment | None:
    """The end of the one month, quarter or year that a figure is of, where it is planned as a whole and not as what would be needed."""
    window = one.window
    if window is None or (window.unit and window.first != window.last):
        return None
    if pattern("would_need").search(one.name) or (one.term in NEW and pattern("newly_won").search(one.name)):
        return None
    return moment_of(window) if _is_of_time(view, rows, one, window) else None


def _is_of_time(view: View, rows: Mapping[tuple[object, ...], str], one: Named, window: Window) -> bool:
    """Whether a figure is no row of a thing that happens to have a time, and not that of a break-even.

    `rows` are the first cells of rows, by the place of the figures that columns name.
    """
    first = rows.get(one.place)
    if first is not None:
        return window.text in first or names_total(first)
    return not pattern("break_even").search(view.document.lines[one.span.line - 1])


def _pairs(view: View, group: Sequence[Stated]) -> Iterator[Pair]:
    """Figures of two sections at one moment that do not meet, one pair a moment."""
    told: list[Moment] = []
    for at, one in enumerate(group):
        if any(moment.meets(one.moment) for moment in told):
            continue
        others = [other.named for other in group[at + 1 :] if other.named.section != one.named.section and one.moment.meets(other.moment)]
        if not others or not _is_single([each.named for each in group if each.moment.meets(one.moment)]):
            continue
        clashing = (other for other in others if not _same(one.named, other) and _is_planned(view, one.named, other))
        if (other := next(clashing, None)) is not None:
            told.append(one.moment)
            yield one.named, other


def _is_single(at_once: Sequence[Named]) -> bool:
    """Whether no section gives the term two figures for the time, and all sections together few: more are of several things."""
    values: dict[int | None, set[float]] = defaultdict(set)
    for each in at_once:
        values[each.section].add(each.value.most)
    return all(len(own) == 1 for own in values.values()) and len(set().union(*values.values())) <= MOST_VALUES


def _is_planned(view: View, one: Named, other: Named) -> bool:
    """Whether no heading above tells a case, another party or a market, and the sections are no parts side by side."""
    paths = []
    for each in (one, other):
        heading = view.document.blocks[each.section] if each.section is not None else None
        path = (*view.document.heading_path(heading), heading.text) if heading else ()
        if any(pattern(name).search(" | ".join(path)) for name in ("cases", "rivals", "market_size")):
            return False
        if path and pattern("supposing").search(path[-1]):
            return False
        paths.append(path)
    beside = len(paths[0]) > BELOW_CHAPTER and paths[0][:-1] == paths[1][:-1]
    return not (beside and "lines" in one.place and "lines" in other.place)


def _same(one: Named, other: Named) -> bool:
    """Whether some reading of the two is the same, or they are too far apart to be of one kind."""
    bare = [value for value in (one.value, other.value) if value.kind == "money" and not value.unit]
    if len(bare) == 2:
        return True
    for first in _readings(one):
        for second in _readings(other):
            if bare:
                second = second.scaled(_thousands(first, second))
                if max(_size(first), _size(second)) > FARTHEST_BARE * min(_size(first), _size(second)):
                    return True
            slack = ROUNDING * max(abs(second.low), abs(second.high))
            if first.meets(Interval(second.low - slack, second.high + slack)):
                return True
            sizes = _size(first), _size(second)
            if max(sizes) > FARTHEST * min(sizes):
                return True
    return False


def _thousands(one: Interval, other: Interval) -> float:
    """The power of a thousand that brings the second figure nearest to the first: amounts of a table are often in thousands."""
    sizes = _size(one), _size(other)
    return 1000.0 ** round(math.log(sizes[0] / sizes[1], 1000)) if min(sizes) > 0 else 1.0


def _size(value: Interval) -> float:
    """How large a figure is about, of a bound its end."""
    return min(abs(value.low), abs(value.high)) if math.inf in (abs(value.low), abs(value.high)) else abs(value.middle)


def _readings(one: Named) -> tuple[Interval, ...]:
    return readings_of(replace(one, per=one.flows)) if one.flows else readings_of(one)


def _draft(pairs: Sequence[Pair]) -> Draft:
    one, other = pairs[0]
    first, second = stated_of(one.value), stated_of(other.value)
    time = written(one.window) if one.window else ""
    more = f"; {len(pairs) - 1} more of its figures {'clashes' if len(pairs) == 2 else 'clash'}" if len(pairs) > 1 else ""
    return Draft(
        f'"{_name(pairs[0])}" is {first} in line {one.span.line}, but {second} for the same time ({time}) in line {other.span.line}{more}',
        tuple(dict.fromkeys(named.span for pair in pairs for named in pair)),
        key=f"{one.term}|{'|'.join(sorted(one.rest))}|{first}|{second}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


def _name(pair: Pair) -> str:
    return " ".join(pair[0].name.split())


RULE = Rule("RA635", "two-figures", "conflict", "question", "computed", _find, __doc__)
