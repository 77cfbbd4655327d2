"""The same customers bring two revenues.

Claim: a line, a row or a section says how many customers or users there are at a time and what they bring, and another one says of the same
number, at the same time or without one, another revenue, in no reading of the period. Other scenarios, and revenues that
are of a part, are left out; without a time only a number of three digits and more that mean something is taken for the same.

Why it matters: the summary promises what the projections do not hold.

Flagged:

    ## Summary

    Goal after 12 months: 900 paying customers, €81,000 annual revenue

    ## Projection

    | Month | Paying customers | Annual revenue |
    |---|---|---|
    | M6 | 360 | €25,920 |
    | M12 | 900 | €64,800 |

Fine:

    ## Summary

    Goal after 12 months: 900 paying customers, €64,800 annual revenue

    ## Projection

    | Month | Paying customers | Annual revenue |
    |---|---|---|
    | M6 | 360 | €25,920 |
    | M12 | 900 | €64,800 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from msgspec import Struct
from msgspec.structs import replace

from agent.model.finding import Computation
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict import two_levels
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.levels import moment_of
from agent.rules.reading.matching import readings_of
from agent.rules.reading.named import Named
from agent.rules.reading.sentences import span_of_sentence

PEOPLE = frozenset({"users", "payers"})
SORTS = {"mrr": "recurring", "arr": "recurring", "revenue": "sales", "commission_income": "sales"}
LEAST_COUNT = 20
ROUNDING = 0.05
FARTHEST = 40.0  # times: beyond that one of the two was read in another unit
SPECIFIC = 3  # digits that mean something


class Earned(Struct, frozen=True):
    """What so many bring, with the places of both."""

    count: float
    name: str
    place: Span
    revenue: Named


def _find(view: View) -> Iterator[Draft]:
    revenues = [one for one in view.named if one.term in SORTS and not one.rest and not one.value.change]
    if len(revenues) < len(SORTS) // 2:
        return
    found: dict[tuple[float, str], list[Earned]] = defaultdict(list)
    people = [one for one in view.named if one.term in PEOPLE and not one.rest and one.value.least == one.value.most >= LEAST_COUNT]
    for revenue in revenues:
        for earned in (*_counted(people, revenue), *_spoken(view, people, revenue)):
            found[earned.count, SORTS[revenue.term]].append(earned)
    known = {tuple(sorted(span.line for span in draft.evidence)) for draft in view.drafts(two_levels.RULE)}
    for group in found.values():
        pair = _clash(group)
        if pair and tuple(sorted(one.revenue.span.line for one in pair)) not in known:
            yield _draft(*pair)


def _counted(people: Sequence[Named], revenue: Named) -> Iterator[Earned]:
    """The one number of customers, else of users, that stands in the line or row of a revenue, else in its section at its time."""
    groups = (
        [one for one in people if one.span.line == revenue.span.line],
        [one for one in people if one.place == revenue.place and "lines" not in one.place],
        [one for one in people if one.place == revenue.place and _at_once(one, revenue) and one.scenario == revenue.scenario],
    )
    nearest = next((group for group in groups if group), [])
    for term in ("payers", "users"):
        same = [one for one in nearest if one.term == term]
        if same and len({one.value.most for one in same}) == 1:
            yield Earned(same[0].value.most, same[0].name, same[0].span, revenue)
            return


def _spoken(view: View, people: Sequence[Named], revenue: Named) -> Iterator[Earned]:
    """A number of users of another section that the section of a revenue calls by another name: "368,000 students"."""
    if revenue.place[0] != "lines":
        return
    known = {one.value.most: one for one in people if one.section != revenue.section and _is_specific(one.value.most)}
    for sentence in view.sentences if known else ():
        if view.document.blocks[sentence.block].section == revenue.section:
            for value in sentence.quantities:
                if value.kind == "count" and value.most in known and value.least == value.most:
                    yield Earned(value.most, known[value.most].name, span_of_sentence(view.scanned, sentence), revenue)


def _clash(group: Sequence[Earned]) -> tuple[Earned, Earned] | None:
    """The first two that no revenue of their places reconciles."""
    places: Mapping[object, list[Earned]] = defaultdict(list)
    for one in group:
        places[_place(one.revenue)].append(one)
    for first, second in combinations(places.values(), 2):
        if any(_same(one.revenue, other.revenue) for one in first for other in second):
            continue
        pairs = [(one, other) for one in first for other in second if _comparable(one, other)]
        if pairs:
            return pairs[0]
    return None


def _place(revenue: Named) -> object:
    return revenue.place if revenue.place[0] == "lines" else (revenue.place, revenue.span.line)


def _comparable(one: Earned, other: Earned) -> bool:
    first, second = one.revenue, other.revenue
    units = {first.value.unit, second.value.unit} - {""}
    scenarios = {first.scenario, second.scenario} - {""}
    timed = moment_of(first.window) is not None and moment_of(second.window) is not None
    return (
        first.section != second.section
        and len(units) <= 1
        and len(scenarios) <= 1
        and (_at_once(first, second) if timed else _is_specific(one.count))
    )


def _at_once(one: Named, other: Named) -> bool:
    first, second = moment_of(one.window), moment_of(other.window)
    return one.window == other.window or (first is not None and second is not None and first.meets(second))


def _is_specific(count: float) -> bool:
    return len(f"{count:.0f}".rstrip("0")) >= SPECIFIC


def _same(one: Named, other: Named) -> bool:
    """Whether some reading of the two is the same, or they are too far apart to be of one kind."""
    for first in _readings(one):
        for second in _readings(other):
            widened = Interval(second.low * (1 - ROUNDING), second.high * (1 + ROUNDING))
            if widened.meets(first) or not 1 / FARTHEST <= first.middle / max(second.middle, 1e-9) <= FARTHEST:
                return True
    return False


def _readings(revenue: Named) -> tuple[Interval, ...]:
    """What a revenue may be by the month; one that stands under a year is of the year."""
    return readings_of(replace(revenue, per=revenue.flows)) if revenue.flows else readings_of(revenue)


def _draft(one: Earned, other: Earned) -> Draft:
    first, second = (f"{stated_of(each.revenue.value)} {_time(each.revenue)}".strip() for each in (one, other))
    name, count = " ".join(one.name.split()), number(one.count)
    return Draft(
        f"{count} {name} bring {first} in line {one.revenue.span.line}, but {second} in line {other.revenue.span.line}",
        tuple(dict.fromkeys((one.revenue.span, other.revenue.span, one.place, other.place))),
        key=f"{count}|{first}|{second}",
        computation=Computation(formula=f"{first} ≠ {second}", expected=first, stated=second),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
    )


def _time(revenue: Named) -> str:
    return f"a {revenue.flows}" if revenue.flows in ("month", "year") else ""


RULE = Rule("RA633", "two-revenues", "conflict", "question", "computed", _find, __doc__)
