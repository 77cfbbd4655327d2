"""A measure is to stand at two heights at one moment of the plan.

Claim: two sections say how high a measure is to be at the same moment ("Month 12", "end of year 1", the end of "Months 7-12", a dated
day): users, customers or other things that a table or list follows over time, recurring revenue (a year of it is twelve
months), what a customer brings or costs. The figures
do not meet, and no scenario tells them apart.

Why it matters: two teams work towards two numbers, and the revenue is computed from one of them.

Flagged:

    ## Phase 2 (Months 4-12)

    - 42,000 downloads

    ## Revenue assumptions

    - 9,000 downloads at the end of Year 1

Fine:

    ## Phase 2 (Months 4-12)

    - 42,000 downloads

    ## Revenue assumptions

    - 9,000 downloads at the end of Month 6
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from msgspec.structs import replace

from agent.facts import measure_of
from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.levels import MOST_VALUES, Level, Moment
from agent.rules.reading.vocabulary import pattern

# What a plan counts to see whether it succeeds, whatever it plans.
FOLLOWED = frozenset(
    {"users", "customers", "downloads", "daily active users", "monthly active users", "weekly active users", "partners", "transactions"}
)
FEWEST_MOMENTS = 2
FEWEST_LISTED = 3  # the same of a section: years or months one after the other
A_YEAR = {"ARR": 12, "MRR": 1}  # one measure in two forms: a year of the monthly revenue
RECURRING = frozenset({"recurring revenue"})
LONGEST_RECURRING = 3  # words: "monthly recurring revenue"; more narrow it down
ROUNDING = 0.03

Pair = tuple[Level, Level]


def _find(view: View) -> Iterator[Draft]:
    groups: dict[tuple[object, ...], list[Level]] = defaultdict(list)
    for level in (level for level in view.levels if not _is_of_market(view, level)):
        what = RECURRING if level.measure in A_YEAR and len(level.name.split()) <= LONGEST_RECURRING else level.terms
        groups[what, level.value.kind, level.value.unit if level.value.kind == "money" else ""].append(level)
    for levels in groups.values():
        if len(levels) > 1 and _is_followed(view, levels):
            pairs = list(_pairs(view, levels))
            if pairs:
                yield _draft(pairs)


def _is_of_market(view: View, level: Level) -> bool:
    """Whether it tells how much there is to win, not how much is to be won."""
    block = view.document.blocks[level.block]
    return any(pattern("market_size").search(text) for text in (level.name, *view.document.heading_path(block)[-2:]))


def _is_followed(view: View, levels: Sequence[Level]) -> bool:
    """Whether the plan watches the measure: by its nature, or because a table or a list has it at several moments."""
    first = levels[0]
    if pattern("staff").search(first.name):
        return False
    in_table = {level.moment for level in levels if level.source == "table"}
    if first.value.kind == "money" or measure_of(first.name) in FOLLOWED or len(in_table) >= FEWEST_MOMENTS:
        return True
    listed: dict[int | None, set[Moment]] = defaultdict(set)
    for level in levels:
        listed[view.document.blocks[level.block].section].add(level.moment)
    return any(len(moments) >= FEWEST_LISTED for moments in listed.values())


def _pairs(view: View, levels: Sequence[Level]) -> Iterator[Pair]:
    """Levels of one moment in different sections that do not meet, each level once."""
    blocks = view.document.blocks
    told: set[tuple[int, float]] = set()
    variants = len({level.scenario for level in levels} - {""})
    for one, other in combinations(levels, 2):
        apart = blocks[one.block].section != blocks[other.block].section
        named = one.scenario != other.scenario and (variants > 1 or (one.scenario and other.scenario))
        if not apart or named or not one.moment.meets(other.moment) or _meet(one, other):
            continue
        place = (other.span.line, other.value.most)
        if place not in told and len(_values_at(levels, one)) <= MOST_VALUES:
            told.add(place)
            yield one, other


def _meet(one: Level, other: Level) -> bool:
    """Whether both may hold; what holds through some months may be half or twice as much at their end."""
    first, second = (allowed(level.value).scaled(1 / A_YEAR.get(level.measure, 1)) for level in (one, other))
    if (one.value.comparator[0] == "<") != (other.value.comparator[0] == "<"):
        return True  # "below 50" beside "60" is an alarm, no aim
    if one.measure != other.measure:
        first = Interval(first.low * (1 - ROUNDING), first.high * (1 + ROUNDING))
    if one.loose or other.loose:
        first = Interval(first.low / 2, first.high * 2)
    return first.meets(second)


def _values_at(levels: Sequence[Level], level: Level) -> set[float]:
    return {other.value.most / A_YEAR.get(other.measure, 1) for other in levels if other.moment.meets(level.moment)}


def _draft(pairs: Sequence[Pair]) -> Draft:
    one, other = pairs[0]
    first, second = _shown(one), _shown(other)
    name = " ".join(one.name.split())
    lines = tuple(dict.fromkeys(level.span for pair in pairs for level in pair))
    more = f"; {len(pairs) - 1} more of its figures {'clashes' if len(pairs) == 2 else 'clash'}" if len(pairs) > 1 else ""
    again = "" if one.measure == other.measure else f" {' '.join(other.name.split())}"
    when = one.moment.text
    return Draft(
        f'"{name}" is to be {first} in line {one.span.line}, but {second}{again} in line {other.span.line}, both by {when}{more}',
        lines,
        key="|".join(sorted(one.terms)),
        computation=Computation(formula=f"{_yearly(one)} ≠ {_yearly(other)}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


def _yearly(level: Level) -> str:
    """The figure as it is compared: "$50M / 12"."""
    months = A_YEAR.get(level.measure, 1)
    return _shown(level) + (f" / {months}" if months > 1 else "")


def _shown(level: Level) -> str:
    """The figure without its noun, which the name says."""
    return stated_of(replace(level.value, unit="") if level.value.kind == "count" else level.value)


RULE = Rule("RA618", "two-levels", "conflict", "question", "computed", _find, __doc__)
