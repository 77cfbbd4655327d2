"""Two values of one thing that a sentence, or two in a row, set against each other: what it was and what it is to be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.model.quantity import Quantity
from agent.rules.reading.amounts import allowed
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.scope_words import same_word
from agent.rules.reading.spoken import WAY, Value
from agent.rules.reading.vocabulary import pattern

DAYS = {**UNIT_DAYS, "hour": 1 / 24, "minute": 1 / 1440, "second": 1 / 86400, "millisecond": 1 / 86_400_000}
LONGEST = 60  # characters between the two of a way


class ValuePair(Struct, frozen=True):
    """`sure` when the wording says that the first becomes the second."""

    first: Value
    second: Value
    sure: bool

    @property
    def ratio(self) -> Interval | None:
        one, other = size(self.first.quantity), size(self.second.quantity)
        return other.over(one) if one is not None and other is not None else None

    @property
    def difference(self) -> Interval | None:
        one, other = size(self.first.quantity), size(self.second.quantity)
        return other - one if one is not None and other is not None else None


def size(quantity: Quantity) -> Interval | None:
    """What a value admits, durations in days; None for what has no size to compare."""
    if quantity.kind == "duration":
        return allowed(quantity).scaled(DAYS[quantity.unit]) if quantity.unit in DAYS else None
    return allowed(quantity)


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two values may be of one measure: one kind, one unit where both have one, none a bound or a change."""
    if (
        one.kind != other.kind
        or one.per != other.per
        or any(v.change or v.is_range or v.comparator in ("<", "<=", ">", ">=") for v in (one, other))
    ):
        return False
    if one.kind == "duration":
        return one.unit in DAYS and other.unit in DAYS
    if one.kind == "count":
        return not one.unit or not other.unit or same_word(one.unit.split()[-1], other.unit.split()[-1])
    return one.unit == other.unit


def pairs_of(text: str, values: Sequence[Value]) -> Iterator[ValuePair]:
    """Each value with one behind it that it becomes or is held against; with two of a kind only, those."""
    for at, value in enumerate(values):
        if value.course and at:
            yield ValuePair(values[at - 1], value, sure=True)
            continue
        for other in values[at + 1 : at + 2]:
            if other.course or not comparable(value.quantity, other.quantity):
                continue
            gap = text[value.end : other.start]
            if len(gap) <= LONGEST and pattern("held_against").search(gap) and "." not in gap:
                yield ValuePair(other, value, sure=True)
            elif len(gap) <= LONGEST and WAY.search(gap.casefold()) and ";" not in gap:
                yield ValuePair(value, other, sure=True)
            elif sum(comparable(value.quantity, third.quantity) for third in values) == 2:
                yield ValuePair(value, other, sure=False)
