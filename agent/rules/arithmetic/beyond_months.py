"""The revenue of a year, or so far, is not what the months can bring.

Claim: a table gives the monthly revenue of several months, no month less than the one before it, and a column of sums so far, or the
revenue that the document states for the year, is more than if every month between had brought as much as the next one in the table, or
less than if it had brought as much as the one before. Ranges are compared end by end.

Why it matters: twelve times the last month is not what a growing year brings; the money for the months before it is missing.

Flagged:

    | Month | Monthly revenue | Cumulative revenue |
    |---|---|---|
    | 1 | $500 | $500 |
    | 3 | $1,500 | $4,500 |
    | 6 | $5,000 | $30,000 |

Fine:

    | Month | Monthly revenue | Cumulative revenue |
    |---|---|---|
    | 1 | $500 | $500 |
    | 3 | $1,500 | $3,000 |
    | 6 | $5,000 | $15,000 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.extract.wording.scenarios import scenario_of
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.levels import Level, moment_of
from agent.rules.reading.vocabulary import pattern

FEWEST = 3
LATEST_START = 6  # months: none before the first brought more than it
YEAR = 12
ROUNDING = 0.03


class Sum(Struct, frozen=True):
    """What the months up to `month` are said to have brought, `since` the month before the first of them."""

    month: int
    since: int
    value: Quantity
    span: Span
    sure: bool


class Bounds(Struct, frozen=True):
    """What the months can have brought, from their smaller and from their larger figures: the least, the most."""

    small: tuple[float, float]
    large: tuple[float, float]

    def exclude(self, value: Quantity) -> bool:
        """Whether both ends lie outside, on the same side."""
        low, high = allowed(value).low, allowed(value).high
        above = low > self.small[1] * (1 + ROUNDING) and high > self.large[1] * (1 + ROUNDING)
        below = value.comparator[0] != "<" and low < self.small[0] * (1 - ROUNDING) and high < self.large[0] * (1 - ROUNDING)
        return above or below


def _find(view: View) -> Iterator[Draft]:
    tables: dict[tuple[int, str], dict[int, Level]] = defaultdict(dict)
    for level in view.levels:
        if level.source == "table" and level.measure == "MRR" and not level.moment.dated and float(level.moment.at).is_integer():
            tables[level.block, level.scenario][int(level.moment.at)] = level
    columns: dict[int, list[Fact]] = defaultdict(list)
    for fact in view.roadmap.facts if tables else ():
        if fact.source == "column":
            columns[fact.block].append(fact)
    for (block, scenario), points in tables.items():
        months = [points[month] for month in sorted(points)]
        if len(months) < FEWEST or not _grow(months):
            continue
        sums = [*_so_far(columns[block]), *(_of_years(view, block) if len(tables) == 1 and not scenario else ())]
        wrong = [(one, bounds) for one in sums if (bounds := _bounds(months, one)) and bounds.exclude(one.value)]
        if wrong:
            yield _draft(months, wrong)


def _grow(months: Sequence[Level]) -> bool:
    return all(one.value.least <= other.value.least and one.value.most <= other.value.most for one, other in pairwise(months))


def _so_far(facts: Sequence[Fact]) -> Iterator[Sum]:
    """What a table says to have come in so far, month by month; a balance is less than that."""
    for fact in facts:
        moment = moment_of(fact.window)
        name = fact.label if fact.window is not None and fact.window.text in fact.subject else f"{fact.subject} {fact.label}"
        income = pattern("so_far").search(name) and pattern("revenue_words").search(name)
        if moment and not moment.dated and income and _is_money(fact):
            yield Sum(int(moment.at), 0, fact.quantities[0], fact.span, sure=True)


def _of_years(view: View, block: int) -> Iterator[Sum]:
    """The revenue stated for a year of the plan, elsewhere."""
    for fact in view.roadmap.facts:
        window = fact.window
        if fact.block == block or window is None or window.unit != "year" or window.first is None or window.first != window.last:
            continue
        name = f"{fact.subject} {fact.label}"
        told = fact.attribute == "revenue" and pattern("revenue_words").search(name) and not pattern("not_of_a_year").search(name)
        cases = fact.scenario or scenario_of(" ".join((*fact.headings, name)))
        if told and not cases and _is_money(fact) and fact.role not in ("actual", "baseline"):
            year = int(window.first)
            yield Sum(year * YEAR, (year - 1) * YEAR, fact.quantities[0], fact.span, sure=False)


def _is_money(fact: Fact) -> bool:
    figures = fact.quantities
    return (
        len(figures) == 1
        and figures[0].kind == "money"
        and figures[0].per in ("", "year")
        and not figures[0].change
        and figures[0].most > 0
    )


def _bounds(months: Sequence[Level], stated: Sum) -> Bounds | None:
    """What came in from `since` to the month, when the table gives that month and begins soon enough."""
    inside = [level for level in months if stated.since < level.moment.at <= stated.month]
    if not inside or inside[-1].moment.at != stated.month or inside[0].moment.at > stated.since + LATEST_START:
        return None
    if not stated.sure and len(inside) < FEWEST:
        return None
    earlier = [level for level in months if level.moment.at <= stated.since]
    start = (float(stated.since), earlier[-1].value if earlier else None)
    ends: list[list[float]] = [[0.0, 0.0], [0.0, 0.0]]
    before, known = start
    for level in inside:
        length = level.moment.at - before
        for end, (now, then) in enumerate(
            ((level.value.low, known.low if known else 0.0), (level.value.high, known.high if known else 0.0))
        ):
            ends[end][0] += now + (length - 1) * then
            ends[end][1] += length * now
        before, known = level.moment.at, level.value
    return Bounds((ends[0][0], ends[0][1]), (ends[1][0], ends[1][1]))


def _draft(months: Sequence[Level], wrong: Sequence[tuple[Sum, Bounds]]) -> Draft:
    one, bounds = wrong[-1] if wrong[0][0].sure else wrong[0]
    like = one.value
    stated = stated_of(like)
    above = allowed(like).high > bounds.large[1]
    bound = bounds.large[1] if above else bounds.small[0]
    words = "at most" if above else "at least"
    expected = f"{words} {amount(round(bound), like)}"
    last = next(level for level in months if level.moment.at == one.month)
    until = f"{int(one.month - one.since)} months up to month {one.month}"
    repeated = abs(last.value.most * (one.month - one.since) / like.most - 1) <= ROUNDING
    hint = f" ({stated_of(last.value)} x {one.month - one.since}, as if every month had brought as much as the last)" if repeated else ""
    return Draft(
        f"the {until} bring {expected} at the monthly figures of the table, not {stated}{hint}",
        tuple(dict.fromkeys((*(found.span for found, _ in wrong), last.span))),
        key=f"{one.month}|{stated}",
        computation=Computation(
            formula=f"{len(months)} monthly figures, none less than the one before: {expected}", expected=expected, stated=stated
        ),
        suggestion=f"add the months up, or say what else brings {stated}",
        severity="warning" if one.sure or repeated else "question",
    )


RULE = Rule("RA128", "sum-of-growing-months", "arithmetic", "question", "computed", _find, __doc__)
