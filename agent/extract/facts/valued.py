"""What kinds of values stand beside a label: people, work, prices, lengths, days."""

from __future__ import annotations

from collections.abc import Sequence

from agent.facts import measure_of
from agent.facts.measures import counts_people, names_people
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

SEGMENT, _WIDE = 20, 4  # people, and how many times its start a range must end at to size firms
_CENTS = frozenset({90, 95, 99})  # that only prices have
_LEAST_INCOME = 1000  # of any currency: what a plan earns a month is more
_PERIODS = frozenset({"day", "week", "month", "quarter", "half", "year"})
_PERSON_UNITS = frozenset({"person-day", "person-week", "person-month", "person-hour", "person-year"})


def first_quantity(values: Sequence[Token]) -> Quantity | None:
    """The first amount, whatever stands before it."""
    return next((token.value for token in values if isinstance(token.value, Quantity)), None)


def sizes_firms(value: Quantity) -> bool:
    """Whether a count is a range as wide as those that tell small firms from large ones: "2-50"."""
    return is_class(value) and value.most >= SEGMENT


def is_class(value: Quantity) -> bool:
    """Whether a count is a range that ends at many times where it begins, as classes of size do."""
    return value.kind == "count" and value.is_range and value.most > _WIDE * value.least


def opens_with_people(values: Sequence[Token]) -> bool:
    """Whether the first value counts people ("2 engineers", 1-2人)."""
    first = first_quantity(values)
    if first is None or first.kind != "count" or not first.unit or first.comparator not in {"=", "~"}:
        return False  # "500+ developers" build on it
    return names_people(first.unit)


def counts_own(values: Sequence[Token]) -> bool:
    """Whether what the first value counts is a measure itself: "User growth: 50,000 MAU"."""
    first = first_quantity(values)
    return first is not None and first.kind == "count" and bool(first.unit) and bool(measure_of(first.unit))


def grows(values: Sequence[Token]) -> bool:
    """Whether a value opens with a change: "+300% ($15M → $60M)"."""
    first = first_quantity(values)
    return first is not None and (first.change or first.kind == "percent")


def is_fee(value: Quantity) -> bool:
    """Whether money is what one customer pays: per thing or hour, or each month a figure that shops like ("$4.99", "€49")."""
    if value.kind != "money" or not value.per:
        return False
    cents = round(value.most * 100)
    charming = cents < _LEAST_INCOME * 100 and (cents % 1000 in {900, 990, 999} or cents % 100 in _CENTS)
    return value.per not in _PERIODS or charming


def is_price_tag(value: Quantity) -> bool:
    """Whether money is an amount that only shops ask for: "$4.99"."""
    cents = round(value.most * 100)
    return value.kind == "money" and not value.is_range and cents < _LEAST_INCOME * 100 and cents % 100 in _CENTS


def is_work(value: Quantity) -> bool:
    """Whether a duration beside something planned is the work in it: person-days, and hours, in which nobody plans a calendar."""
    return value.kind == "duration" and not value.per and (value.unit in _PERSON_UNITS or value.unit == "hour")


def has_people(values: Sequence[Token]) -> bool:
    """Whether a value can count people: "6 application types" beside "Personal" cannot."""
    return any(isinstance(token.value, Quantity) and counts_people(token.value) for token in values)


def has_window(values: Sequence[Token]) -> bool:
    return any(isinstance(token.value, Window) for token in values)


def has_quantity(values: Sequence[Token]) -> bool:
    return any(isinstance(token.value, Quantity) for token in values)


def has_day(values: Sequence[Token]) -> bool:
    return any(isinstance(token.value, Window) and token.value.precision == "day" for token in values)


def has_kind(values: Sequence[Token], kind: str) -> bool:
    return any(isinstance(token.value, Quantity) and token.value.kind == kind for token in values)
