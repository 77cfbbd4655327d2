"""Identities held against what a document states: every term at one time, in one scope and scenario, with one candidate."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from agent.model.quantity import Quantity
from agent.rules.reading.amounts import allowed
from agent.rules.reading.business_terms import term_of
from agent.rules.reading.identities import Identity, Reading
from agent.rules.reading.interval import Interval
from agent.rules.reading.levels import MONTHS, moment_of
from agent.rules.reading.named import Named
from agent.rules.reading.vocabulary import pattern

FLOWING = frozenset(
    {
        "arpu",
        "price",
        "revenue",
        "mrr",
        "arr",
        "cost",
        "fixed_cost",
        "operating_cost",
        "profit",
        "gross_profit",
        "gmv",
        "burn",
        "churn",
        "transactions",
        "impressions",
        "break_even_transactions",
        "commission_income",
    }
)
RATES = frozenset({"arpu", "price", "margin", "churn", "ticket", "commission", "cac", "lifetime", "cpm", "conversion"})
MOST_RATES = 4  # values of one rate, of plans or of times, that are taken together
WIDEST = 4.0  # times from the least to the most of them
FIRST_YEAR = 12.0
SOLD = frozenset({"commission_income", "gmv"})  # told for the time that they stand under
TIMES = (1, 12, 1 / 12, 3, 1 / 3, 4, 1 / 4)
OFTEN = (1, 2, 4, 12)  # times a year: what is bought "per semester", or without a time
YEARLY = frozenset({"marketing"})  # what is spent in a year
MONTHS_OF = {"day": 12 / 365, "week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}
BELOW = ("<", "<=")
LEAST_OF_LIMIT = 1e-6  # of a churn of "less than 5%": it is something, and what is divided by it has a least
FARTHEST = 40.0  # times: what is farther off was read in another unit


class Broken(Struct, frozen=True):
    """A stated figure that no reading gives: `reading` is the one that comes nearest, `operands` its terms, `computed` its value in the
    unit the figure is written in. `near` when all of them stand in one list, row or column."""

    identity: Identity
    stated: Named
    reading: Reading
    operands: tuple[Named, ...]
    computed: Interval
    near: bool


def broken(named: Sequence[Named], identities: Sequence[Identity]) -> Iterator[Broken]:
    """Every stated figure that breaks an identity, in document order."""
    by_term: dict[str, list[Named]] = defaultdict(list)
    for one in named:
        by_term[one.term].append(one)
    by_term["variable_share"] += _variable_shares(by_term)
    for identity in identities:
        judged = [(stated, _broken(by_term, identity, stated)) for stated in by_term.get(identity.result, ())]
        for stated, found in judged:
            if found is None:
                continue
            beside = [one for one in judged if one[0].place == stated.place] if _is_counted_here(found) else judged
            if found.near or _is_alone(found, beside):
                yield found


def _broken(by_term: Mapping[str, Sequence[Named]], identity: Identity, stated: Named) -> Broken | None:
    if identity.tabled and stated.place[0] == "lines":
        return None
    complete = [(reading, operands) for reading in identity.readings if (operands := _operands(by_term, identity, reading, stated))]
    worst: Broken | None = None
    for reading, operands in complete:
        alike = identity.near and not any(one.per in MONTHS_OF for one in (*operands, stated))
        values = list(_values(reading, operands))[: 1 if alike else None]
        if not values or any(_fits(identity, value, figure) for value in values for figure in _said(identity, stated, alike=alike)):
            return None
        if identity.tabled and _fits_some_time(identity, reading, operands, stated):
            return None
        first = _exact(reading, operands)
        said = stated.value.most / (100 if stated.value.kind == "percent" else 1)
        computed = first.scaled(_unit(stated, operands))
        size = _unsigned(computed) if identity.signed else computed
        said = abs(said) if identity.signed else said
        if size.low <= 0 or said <= 0 or not 1 / FARTHEST <= size.middle / said <= FARTHEST:
            return None
        near = all(operand.place == stated.place for operand in operands)
        worst = worst or Broken(identity, stated, reading, operands, computed, near)
    return worst


def _fits_some_time(identity: Identity, reading: Reading, operands: Sequence[Named], stated: Named) -> bool:
    """Whether the figures fit as they are written, or by so many of one time in another."""
    made = reading.formula(*(allowed(operand.value) for operand in operands))
    return any(_fits(identity, made.scaled(factor), allowed(stated.value)) for factor in TIMES)


def _unsigned(value: Interval) -> Interval:
    return value if value.middle >= 0 else Interval(-value.high, -value.low)


def _said(identity: Identity, stated: Named, *, alike: bool) -> tuple[Interval, ...]:
    """What a figure may be, the other way too where its label may say the sign; where no time is told (`alike`), as it is written."""
    readings = readings_of(stated)[: 1 if alike else None]
    return readings if not identity.signed else (*readings, *(Interval(-value.high, -value.low) for value in readings))


def _is_counted_here(found: Broken) -> bool:
    """Whether all that is counted stands beside the result: the rates of a plan may stand anywhere."""
    return all(one.place == found.stated.place for one in found.operands if one.term not in RATES)


def _variable_shares(by_term: Mapping[str, Sequence[Named]]) -> Iterator[Named]:
    """What the costs that grow with revenue make together, where they are listed in the section of the fixed ones."""
    for section in sorted({one.section for one in by_term.get("fixed_cost", ()) if one.section is not None}):
        shares = [one for one in by_term.get("cost_share", ()) if one.section == section]
        if len({one.rest for one in shares}) == len(shares) > 0:
            least, most = sum(one.value.least for one in shares), sum(one.value.most for one in shares)
            value = replace(shares[0].value, low=least, high=most, least=least, most=most)
            yield replace(shares[0], term="variable_share", rest=frozenset(), value=value)


def _is_alone(found: Broken, results: Sequence[tuple[Named, Broken | None]]) -> bool:
    """Whether no other value of the same name, time and scenario is stated, or all of them lie on the same side of what follows: several
    are of several things that headings tell apart."""
    stated = found.stated
    same = [one for one in results if _kind(one[0]) == _kind(stated) and (one[0].window is None) == (stated.window is None)]
    same = [one for one in same if _at_once(one[0], stated)]
    return len({one.value.most for one, _ in same}) == 1 or {_is_below(broken) for _, broken in same} in ({True}, {False})


def _is_below(found: Broken | None) -> bool | None:
    """Whether a figure is less than what it follows from; None where it is right."""
    if found is None:
        return None
    share = 100 if found.stated.value.kind == "percent" else 1
    return found.stated.value.most < found.computed.middle * share


def _kind(named: Named) -> tuple[object, ...]:
    return named.rest, named.scenario, named.flows, named.value.unit


def _operands(by_term: Mapping[str, Sequence[Named]], identity: Identity, reading: Reading, stated: Named) -> tuple[Named, ...]:
    if reading.first_year and not _ends_first_year(stated):
        return ()
    if reading.of_all and not stated.rest:
        return ()
    whole = frozenset[str]() if reading.of_all else stated.rest
    rests = (whole, *(stated.rest for _ in reading.terms[1:]))
    pairs = zip(reading.terms, rests, strict=True)
    found = tuple(operand for term, rest in pairs if (operand := _operand(by_term.get(term, ()), stated, rest, near=identity.near)))
    units = {one.value.unit for one in (*found, stated) if one.value.kind == "money" and one.value.unit}
    complete = len(found) == len(reading.terms) and len(units) <= 1
    complete = complete and all(_is_each(one, found) for one in found)
    return found if complete and (not identity.together or _is_together(stated, found)) else ()


def _is_together(stated: Named, found: Sequence[Named]) -> bool:
    """Whether what is counted stands in the section of the result, or in the same column of a table beside it; how often something is
    bought, and at what price, in the same section."""
    often = any(one.term == "frequency" for one in found)
    near = [one for one in found if one.term not in RATES or (often and one.term != "commission")] if often else found[:1]
    return all(one.section == stated.section or _is_parallel(one, stated) for one in near)


def _is_parallel(one: Named, other: Named) -> bool:
    """Whether figures stand below the same time in two tables of the same columns."""
    column = one.place[1] == other.place[1] == "column" and one.place[2] == other.place[2]
    return column and one.window is not None and one.window == other.window


def _is_each(rate: Named, found: Sequence[Named]) -> bool:
    """Whether a price is paid by what is counted: by each customer, or by each of the things that a size counts ("$75/vehicle/month")."""
    each = rate.value.per.rpartition("/")[0] if rate.term in ("arpu", "price") else ""
    sizes = [one for one in found if one.term == "size"]
    if rate.term == "arpu" and sizes:
        return bool(each) and each == sizes[0].value.unit
    return not each or term_of(each, "") is not None or term_of(f"{each}s", "") is not None


def _ends_first_year(stated: Named) -> bool:
    moment = moment_of(stated.window)
    return moment is not None and not moment.dated and moment.at == FIRST_YEAR


def _operand(candidates: Sequence[Named], stated: Named, rest: frozenset[str], *, near: bool) -> Named | None:
    """The one figure of a term that belongs to the stated one: beside it, in its section, of its time, or the only one there is; of a rate
    that is told for other times only, the range of them all."""
    alike = [one for one in candidates if one.rest == rest and one is not stated and one.scenario in ("", stated.scenario)]
    fitting = [one for one in alike if _at_once(one, stated)]
    if not fitting and not near and alike and alike[0].term in RATES:
        return _spanned(alike) if stated.window is None else None
    beside = [one for one in fitting if one.place == stated.place]
    inside = [one for one in fitting if one.section == stated.section]
    timed = [one for one in fitting if one.window is not None and stated.window is not None]
    for group in (beside,) if near else (beside, inside, timed, fitting):
        same = [one for one in group if _unit_fits(one.value, stated.value)] or group
        same = [one for one in same if stated.flows and one.flows == stated.flows] or same
        same = [one for one in same if one.value.statistic == "average" or pattern("averages").search(one.name)] or same
        above = [one for one in same if one.span.line < stated.span.line]
        if near and len(above) == 1 and above[0].place[0] == "lines":
            same = above  # what follows is taken off the result in its turn
        if same:
            return same[0] if len({(one.value.least, one.value.most, one.value.unit, one.per) for one in same}) == 1 else _together(same)
    return None


def _together(same: Sequence[Named]) -> Named | None:
    """Several values of one rate as the range that they span: of plans, or of times; None for any other figure."""
    if same[0].term not in RATES or len({one.value.most for one in same}) > MOST_RATES:
        return None
    return _spanned(same)


def _spanned(same: Sequence[Named]) -> Named | None:
    """The range from the least to the most of several values of one unit, if it is no wider than rates of one plan are."""
    values = [one.value for one in same]
    least, most = min(value.least for value in values), max(value.most for value in values)
    alike = len({(value.unit, one.per if one.per in MONTHS_OF else "") for value, one in zip(values, same, strict=True)}) == 1
    if not alike or not 0 < most <= WIDEST * least:
        return None
    low, high = min(value.low for value in values), max(value.high for value in values)
    return replace(same[0], value=replace(values[0], low=low, high=high, least=least, most=most))


def _unit_fits(one: Quantity, other: Quantity) -> bool:
    return one.kind != "money" or other.kind != "money" or one.unit == other.unit


def _at_once(one: Named, stated: Named) -> bool:
    """Whether a figure holds at the time of another: at the same moment, or always."""
    if one.window is None:
        return True
    mine, its = moment_of(one.window), moment_of(stated.window)
    return mine is not None and its is not None and mine.meets(its)


def readings_of(named: Named) -> tuple[Interval, ...]:
    """What a figure may be: by the month where it flows, and where its time is not told as a month's, a year's; shares as fractions."""
    value = allowed(named.value)
    if value.low == 0 < value.high and named.value.comparator in BELOW:
        value = Interval(value.high * LEAST_OF_LIMIT, value.high)
    if named.value.kind == "percent":
        value = value.scaled(0.01)
    elif named.value.kind == "duration":
        value = value.scaled(MONTHS.get(named.value.unit, 1.0))
    if named.term in YEARLY:
        return (value.scaled(12 / MONTHS_OF.get(named.flows, 12.0)),)
    if named.term == "frequency":
        return (value.scaled(1 / MONTHS_OF[named.per]),) if named.per in MONTHS_OF else tuple(value.scaled(often / 12) for often in OFTEN)
    if named.term == "new_customers":
        return (value.scaled(12 / MONTHS_OF[named.flows]),) if named.flows in MONTHS_OF else (value, value.scaled(12))
    if named.term not in FLOWING:
        return (value,)
    per = named.flows if named.term in SOLD else named.per
    if per in MONTHS_OF:
        return (value.scaled(1 / MONTHS_OF[per]),)
    return (value, value.scaled(1 / 12))


def _unit(stated: Named, operands: Sequence[Named]) -> float:
    """How often what is reckoned by the month goes into what is written: into that of its own time, else of the time of all its terms."""
    if stated.value.kind == "duration":
        return 1 / MONTHS.get(stated.value.unit, 1.0)
    if stated.term in YEARLY:
        return MONTHS_OF.get(stated.flows, 12.0) / 12
    if stated.term not in FLOWING:
        return 1.0
    often = {operand.per if operand.per in MONTHS_OF else "year" for operand in operands if operand.term == "frequency"}
    told = often or {operand.flows for operand in operands if operand.term in FLOWING and operand.flows}
    return MONTHS_OF.get(stated.flows or (told.pop() if len(told) == 1 else ""), 1.0)


def _values(reading: Reading, operands: Sequence[Named]) -> Iterator[Interval]:
    for values in product(*(readings_of(operand) for operand in operands)):
        yield reading.formula(*values)


def _exact(reading: Reading, operands: Sequence[Named]) -> Interval:
    """The value from what is written, rounding aside; a flow without a time is of the one time of the others."""
    told = {operand.flows for operand in operands if operand.term in FLOWING and operand.flows in MONTHS_OF}
    flows = next(iter(told)) if len(told) == 1 else ""
    return reading.formula(*(_written(operand, flows) for operand in operands))


def _written(named: Named, flows: str = "") -> Interval:
    factor = 0.01 if named.value.kind == "percent" else MONTHS.get(named.value.unit, 1.0) if named.value.kind == "duration" else 1.0
    value = Interval(named.value.least * factor, named.value.most * factor)
    if named.term == "frequency":
        return value.scaled(1 / MONTHS_OF.get(named.per, 12.0))
    time = named.flows or flows
    return value.scaled(1 / MONTHS_OF[time]) if named.term in FLOWING and time in MONTHS_OF else value


def _fits(identity: Identity, value: Interval, stated: Interval) -> bool:
    if any(map(math.isnan, (value.low, value.high))):
        return True
    widened = Interval(value.low - identity.slack * abs(value.low), value.high + identity.slack * abs(value.high))
    if identity.sense == "at_most":
        return stated.low <= widened.high
    return stated.high >= widened.low if identity.sense == "at_least" else widened.meets(stated)
