"""A total or an average is not that of the fields it sums up.

Claim: a label comes with an amount in at least four sections or entries ("Hours: 13 h" in every sprint), and one other line states the
total, or the average, under the same label; the amounts make another one, all of them and those of the total's own section alike.
An average weighted by another of their labels, a median and "about" are allowed for.

Why it matters: such totals are not kept up: the records added last are missing.

Flagged:

    ## Sprint 1

    - Hours: 40

    ## Sprint 2

    - Hours: 35

    ## Sprint 3

    - Hours: 52

    ## Sprint 4

    - Hours: 47

    ## Summary

    - Total hours: 127

Fine:

    ## Sprint 1

    - Hours: 40

    ## Sprint 2

    - Hours: 35

    ## Sprint 3

    - Hours: 52

    ## Sprint 4

    - Hours: 47

    ## Summary

    - Total hours: 174
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import permutations

from agent.extract.facts.amounts import reconciles
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, span_of, stated_of
from agent.rules.reading.interval import Interval, exact, summed
from agent.rules.reading.records import FEWEST, Field, Records
from agent.rules.reading.stated_totals import StatedTotal, core_terms, is_average

FARTHEST = 2.5  # times: beyond that the total is of something else
ADDED = frozenset({"money", "count"})
ADDITIVE = frozenset({"", "cost", "effort", "revenue", "benefit", "saving", "people", "count", "quantity", "total"})
WORK = frozenset({"hour", "person-day", "person-week", "person-month", "person-hour"})
SHOWN_TERMS = 14


def _find(view: View) -> Iterator[Draft]:
    sums = {total.stated.span.line for total in view.roadmap.totals if any(reconciles(total.value, parts) for parts in total.groupings)}
    totals = [total for total in view.stated_totals if total.line not in sums]  # the others are the sums of their own rows
    for records in view.records:
        for name in records.names:
            fields = _apart(view, records.column(name))
            own = {field.line for field in fields}
            if not fields:
                continue
            of = core_terms(fields[0].label, view.roadmap.language)
            for total in totals:
                if total.line not in own and _is_of(total, of, fields):
                    yield from _judge(view, records, total, fields)


def _apart(view: View, fields: Sequence[Field]) -> tuple[Field, ...]:
    """The fields, none where one stands in a section of another: a phase and what it holds add up to twice as much."""
    sections, blocks = {field.section for field in fields}, view.document.blocks
    for section in sections - {None}:
        at = blocks[section].section if section is not None else None
        while at is not None:
            if at in sections:
                return ()
            at = blocks[at].section
    return tuple(fields)


def _is_of(total: StatedTotal, of: frozenset[str], fields: Sequence[Field]) -> bool:
    """Whether a line states the total or the average of such fields: before or behind all of them, under their label."""
    outside = total.line < fields[0].line or total.line > fields[-1].line
    return outside and bool(total.of) and total.of <= of and _alike([total.quantity, *(field.quantity for field in fields)])


def _alike(values: Sequence[Quantity]) -> bool:
    """One kind and unit; a bare number may stand for hours."""
    kinds = {value.kind if value.kind != "count" or value.unit else "" for value in values} - {""}
    units = {value.unit for value in values} - {""}
    return len(kinds) <= 1 and len(units) <= 1 and len({(value.per, value.change) for value in values}) == 1


def _judge(view: View, records: Records, total: StatedTotal, fields: Sequence[Field]) -> Iterator[Draft]:
    values = [field.quantity for field in fields]
    complete = len(fields) >= max(len(records.column(name)) for name in records.names)
    if len(values) < FEWEST or not complete or len({value.most for value in values}) < 2:
        return
    stated = allowed(total.quantity)
    if total.average:
        mean = _mean(values)
        near = mean.middle > 0 and 1 / FARTHEST <= stated.middle / mean.middle <= FARTHEST
        if near and not any(stated.meets(one) for one in (mean, _median(values), *_weighted(records, fields))):
            yield _draft(view, total, fields, mean, "average")
    elif all(_adds(field) for field in fields):
        whole = summed(allowed(value) for value in values)
        part = summed(allowed(field.quantity) for field in fields if field.section == total.section)
        near = 1 / FARTHEST <= stated.middle / whole.middle <= FARTHEST if whole.middle > 0 else False
        if near and not stated.meets(whole) and not stated.meets(part):
            yield _draft(view, total, fields, whole, "total")


def _adds(field: Field) -> bool:
    """Whether such amounts make a sum: money, work and what is counted, not levels, rates and times that run together."""
    value, meaning = field.quantity, lookup_label(field.label)
    if value.per or value.change or is_average(field.label):
        return False
    if value.kind == "duration":
        return value.unit in WORK or (meaning is not None and meaning.attribute == "effort")
    return value.kind in ADDED and (meaning is None or meaning.attribute in ADDITIVE)


def _mean(values: Sequence[Quantity]) -> Interval:
    mean = summed(allowed(value) for value in values).scaled(1 / len(values))
    slack = 0.005 * abs(mean.middle)
    return Interval(mean.low - slack, mean.high + slack)


def _median(values: Sequence[Quantity]) -> Interval:
    ordered = sorted(value.most for value in values)
    return exact((ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2)


def _weighted(records: Records, fields: Sequence[Field]) -> Iterator[Interval]:
    """The averages weighted by the other fields of the records, and the ratios of their sums."""
    name = fields[0].name
    for other in records.names:
        pairs = [(row[name].quantity.most, row[other].quantity.most) for row in records.rows if name in row and other in row]
        weight = sum(its for _, its in pairs)
        if other != name and weight > 0:
            mean = sum(mine * its for mine, its in pairs) / weight
            yield Interval(mean * 0.99, mean * 1.01)
    sums = [sum(field.quantity.most for field in records.column(other)) for other in records.names if other != name]
    for mine, its in permutations(sums, 2):
        if its > 0:
            yield Interval(mine / its * 0.99, mine / its * 1.01)


def _draft(view: View, total: StatedTotal, fields: Sequence[Field], computed: Interval, what: str) -> Draft:
    parts, stated = [field.quantity for field in fields], stated_of(total.quantity)
    like = total.quantity
    if what == "total":
        expected = span_of(sum(part.least for part in parts), sum(part.most for part in parts), like)
    else:
        expected = amount(round(computed.middle, 2), like)
    terms = " + ".join(stated_of(part) for part in parts[:SHOWN_TERMS]) + (" + ..." if len(parts) > SHOWN_TERMS else "")
    formula = f"{terms} = {expected}" if what == "total" else f"({terms}) / {len(parts)} = {expected}"
    verb = "add up to" if what == "total" else "average"
    return Draft(
        f'"{total.label}" is stated as {stated}, but the {len(parts)} places that state "{fields[0].label}" {verb} {expected}',
        tuple(view.document.span(line) for line in dict.fromkeys((total.line, *(field.line for field in fields)))),
        key=f"{total.label}|{stated}",
        computation=Computation(formula=formula, expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or say which of them it leaves out",
        severity=None if what == "total" else "question",
    )


RULE = Rule("RA147", "total-of-records", "arithmetic", "question", "computed", _find, __doc__)
