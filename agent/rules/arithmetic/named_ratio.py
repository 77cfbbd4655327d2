"""A ratio is not that of the two figures it names.

Claim: one list, or one column or row of a table, gives a figure called "A/B" (or "A:B", "A to B") and the figures A and B themselves, and
A divided by B is another number. Where the columns are called so, another row has to hold.

Why it matters: the ratio is what investors look at, and one of the three figures is wrong.

Flagged:

    ## Unit economics

    - LTV: $1,200
    - CAC: $300
    - LTV/CAC: 5:1

Fine:

    ## Unit economics

    - LTV: $1,200
    - CAC: $300
    - LTV/CAC: 4:1
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from agent.expressions import expression
from agent.facts import normalise
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.arithmetic import columns
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.grid import Grid, Line, row_span
from agent.rules.reading.interval import Interval
from agent.rules.reading.statements import time_of_window

NAMES = expression(r"(\S[^/:]{0,40}?) ?(?:/|:| to ) ?([^/:]{0,40}\S)")
RATIO_WORD = expression(r"\b(?:ratio|quotient|verhältnis|rácio|razão|relación|rapport)\b")
BRACKETS = expression(r"\s?\([^()]*\)")
SLACK = 0.05  # relative: ratios are rounded more than they show

Place = tuple[object, ...]


def _find(view: View) -> Iterator[Draft]:
    yield from _of_facts(view)
    told = {span.line for draft in view.drafts(columns.RULE) for span in draft.evidence}
    for grid in view.grids:
        names = [_plain(BRACKETS.sub("", header)) for header in grid.headers]
        for at, name in enumerate(names):
            match = NAMES.fullmatch(name) if "/" in name or ":" in name else None
            if match and names.count(_plain(match[1])) == names.count(_plain(match[2])) == 1:
                for draft in _in_column(view, grid, at, names.index(_plain(match[1])), names.index(_plain(match[2]))):
                    if draft.evidence[0].line not in told:
                        yield draft


def _in_column(view: View, grid: Grid, at: int, top: int, base: int) -> Iterator[Draft]:
    """The rows whose ratio is not that of the two columns that its header names, where another row has the right one."""
    told: list[tuple[Line, Quantity, Quantity, Quantity]] = []
    for line in grid.lines:
        ratio, above, below = (line.cells[column].quantity for column in (at, top, base))
        if ratio and above and below and below.low > 0 and above.low > 0:
            told.append((line, ratio, above, below))
    wrong = [row for row in told if _is_missed(*row[1:])]
    for line, ratio, above, below in wrong if len(wrong) == 1 < len(told) else ():
        expected = amount(above.most / below.most, ratio)
        formula = f"{stated_of(above)} / {stated_of(below)} = {expected}"
        yield Draft(
            f'"{grid.headers[at]}" of "{line.label}" is stated as {number(ratio.most)}, but {formula.replace("=", "is")}',
            (row_span(view.roadmap, line),),
            key=f"{grid.headers[at]}|{line.label}",
            computation=Computation(formula=formula, expected=expected, stated=stated_of(ratio)),
            suggestion=f"change {stated_of(ratio)} to {expected}, or correct one of the two figures",
        )


def _is_missed(ratio: Quantity, top: Quantity, base: Quantity) -> bool:
    if (top.kind, top.unit, top.per) != (base.kind, base.unit, base.per) or (
        ratio.kind != "ratio" and (ratio.kind != "count" or ratio.unit)
    ):
        return False
    computed = allowed(top).over(allowed(base))
    return computed is not None and not Interval(computed.low * (1 - SLACK), computed.high * (1 + SLACK)).meets(allowed(ratio))


def _of_facts(view: View) -> Iterator[Draft]:
    places: dict[Place, dict[str, list[tuple[Fact, Quantity]]]] = defaultdict(lambda: defaultdict(list))
    for fact in view.roadmap.facts:
        if fact.quantities and fact.quantities[0].comparator in ("=", "~"):
            name = fact.subject if fact.source == "column" else fact.label
            places[_place(fact)][" ".join(name.casefold().split())].append((fact, fact.quantities[0]))
    for found in places.values():
        named = {_plain(name): stated for name, stated in found.items()}
        for name, stated in found.items():
            match = NAMES.fullmatch(name)
            if match and len(stated) == 1 and stated[0][1].kind == "ratio":
                yield from _judge(named, stated[0], _plain(match[1]), _plain(match[2]))


def _place(fact: Fact) -> Place:
    """One list, or one column of one table."""
    inside = (fact.block, time_of_window(fact.window), fact.role) if fact.source == "column" else ()
    return fact.headings, fact.item, fact.scenario, inside


def _plain(name: str) -> str:
    return " ".join(RATIO_WORD.sub(" ", normalise(name)).split())


def _judge(named: Mapping[str, list[tuple[Fact, Quantity]]], stated: tuple[Fact, Quantity], first: str, second: str) -> Iterator[Draft]:
    above, below = named.get(first, []), named.get(second, [])
    if len(above) != 1 or len(below) != 1:
        return
    (fact, ratio), (top_at, top), (base_at, base) = stated, above[0], below[0]
    if base.low <= 0 or top.low <= 0 or not _is_missed(ratio, top, base):
        return
    expected = amount(top.most / base.most, ratio)
    formula = f"{stated_of(top)} / {stated_of(base)} = {expected}"
    yield Draft(
        f'"{" ".join((fact.subject or fact.label).split())}" is stated as {number(ratio.most)}, but {formula.replace("=", "is")}',
        (fact.span, top_at.span, base_at.span),
        key=f"{first}/{second}|{fact.item}",
        computation=Computation(formula=formula, expected=expected, stated=stated_of(ratio)),
        suggestion=f"change {stated_of(ratio)} to {expected}, or correct one of the two figures",
    )


RULE = Rule("RA118", "named-ratio", "arithmetic", "warning", "computed", _find, __doc__)
