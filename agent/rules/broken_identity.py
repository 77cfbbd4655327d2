"""A figure that does not follow from others as an identity between them says, as a finding: what rules on such identities share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, View
from agent.rules.reading.amounts import edit, number, span_of, stated_of
from agent.rules.reading.identities import Identity
from agent.rules.reading.interval import Interval
from agent.rules.reading.matching import Broken, broken
from agent.rules.reading.named import Named
from agent.rules.reading.naming import further

HUNDRED = 100
EXACT = ("=", "~")
HABIT = 4  # rows or columns of a table that all break it: the table means other figures
PER = {"day": " a day", "week": " a week", "month": " a month", "quarter": " a quarter", "year": " a year"}


def breaking(view: View, identities: Sequence[Identity]) -> Iterator[Draft]:
    """A draft for each table or section in which figures break one of the identities: several columns or rows are told as one."""
    groups: dict[tuple[object, ...], list[Broken]] = defaultdict(list)
    for one in broken(view.named, identities):
        groups[one.identity.name, _told_as_one(one), one.stated.rest, one.near].append(one)
    for members in groups.values():
        if len(members) < HABIT or not (members[0].near and members[0].stated.place[0] != "lines"):
            yield _draft(members)


def _told_as_one(one: Broken) -> object:
    """The table of a figure, whatever its row and column; the section of figures that stand together; else the value, wherever repeated."""
    if one.stated.place[0] != "lines":
        return one.stated.place[0]
    return one.stated.place if one.near else one.stated.value.most


def _draft(members: Sequence[Broken]) -> Draft:
    """The place where the figures lie farthest apart speaks for all."""
    one = max(members, key=_distance)
    stated, name = stated_of(one.stated.value) + PER.get(one.stated.per, ""), " ".join(one.stated.name.split())
    expected = _computed(one.computed, one.stated.value)
    formula = one.reading.text.format(*(_told(operand) for operand in one.operands))
    bound = "at least " if one.identity.sense == "at_least" else _bound(one)
    more = f" (the same in {further(len(members) - 1, 'place')})" if len(members) > 1 else ""
    spans = (span for member in members for span in (member.stated.span, *(operand.span for operand in member.operands)))
    return Draft(
        f'"{name}" is {stated}, but {formula} = {bound}{expected}{more}',
        tuple(dict.fromkeys((one.stated.span, *(operand.span for operand in one.operands), *spans))),
        key=f"{one.identity.name}|{name}|{stated}",
        computation=Computation(formula=f"{formula} = {bound}{expected}", expected=bound + expected, stated=stated),
        suggestion=f"{edit(stated, expected)}, or correct one of the figures it follows from",
        severity="question",
    )


def _bound(one: Broken) -> str:
    """What follows from a figure that is only a limit is a limit too, on the side away from the stated one."""
    if all(operand.value.comparator in EXACT for operand in one.operands):
        return ""
    share = HUNDRED if one.stated.value.kind == "percent" else 1
    return "at least " if one.stated.value.most < one.computed.middle * share else "at most "


def _distance(one: Broken) -> float:
    said = abs(one.stated.value.most)
    ratio = abs(one.computed.middle) * (100 if one.stated.value.kind == "percent" else 1) / said
    return max(ratio, 1 / ratio)


def _computed(value: Interval, like: Quantity) -> str:
    factor = 100 if like.kind == "percent" else 1
    low, high = (_rounded(end * factor) for end in (value.low, value.high))
    if like.kind == "duration":
        return f"{number(low)} to {number(high)} {like.unit}s" if low != high else f"{number(low)} {like.unit}{'' if low == 1 else 's'}"
    return span_of(low, high, like)


def _rounded(value: float) -> float:
    return float(round(value)) if abs(value) >= HUNDRED else round(value, 2)


def _told(named: Named) -> str:
    return stated_of(named.value) + (f"/{named.per}" if named.per and named.value.kind == "money" else "")
