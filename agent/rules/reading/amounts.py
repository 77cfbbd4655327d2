"""How messages write numbers, and how stated numbers stand to computed ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from agent.facts.nouns import plural_of
from agent.model.quantity import Quantity
from agent.rules.reading.interval import FLOAT_ERROR, Interval

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "BRL": "R$ ", "JPY": "¥", "CNY": "¥", "INR": "₹", "RUB": "₽", "CHF": "CHF "}
THOUSAND = 1000.0
ROUNDED = 0.004  # relative
FEWEST_ROUNDED = 3  # parts
DEVIATIONS = 2.0
BEYOND_ABOUT = 0.03  # relative
APPROXIMATE = 0.05  # how far "about" may be from what it stands for


def amount(value: float, like: Quantity) -> str:
    """A number in the unit of another: $3.41M, 44 engineers, 125%."""
    if like.kind == "money":
        symbol = SYMBOLS.get(like.unit, f"{like.unit} " if like.unit else "")
        return f"{'-' if value < 0 else ''}{symbol}{_scaled(abs(value))}"
    if like.kind == "percent":
        return f"{number(value)}%"
    if like.unit.startswith("/"):
        return f"{number(value)}{like.unit}"
    if like.kind == "ratio":
        return f"{number(value)}x"
    unit = like.unit if like.unit not in ("", "x") else ""
    return f"{number(value)} {unit if abs(value) == 1 else plural_of(unit)}".strip()


def span_of(low: float, high: float, like: Quantity) -> str:
    """An interval in the unit of a quantity; one number when both ends print alike."""
    first, last = amount(low, like), amount(high, like)
    if first != last and like.kind in ("count", "duration"):
        return f"{number(low)} to {last}"
    return first if first == last else f"{first} to {last}"


def sum_text(parts: Iterable[Quantity], total: str) -> str:
    """The formula of a sum: "$2M + $3M = $5M"."""
    return f"{' + '.join(map(stated_of, parts))} = {total}"


def number(value: float) -> str:
    """A number with separators, without digits that carry nothing."""
    if math.isinf(value) or math.isnan(value):
        return "unlimited"
    rounded = round(value, 2 if abs(value) < 100 else 1)
    return f"{rounded:,.2f}".rstrip("0").rstrip(".")


def stated_of(quantity: Quantity) -> str:
    """What a document states, as messages repeat it."""
    mark = {"<": "<", "<=": "at most ", ">": ">", ">=": "at least ", "~": "about "}.get(quantity.comparator, "")
    return mark + span_of(quantity.least, quantity.most, quantity)


def edit(stated: str, computed: str) -> str:
    """The smallest change as suggestions name it; where one of the two is a range, both stand apart."""
    return f'make "{stated}" read "{computed}"' if " to " in f"{stated} {computed}" else f"change {stated} to {computed}"


def allowed(quantity: Quantity) -> Interval:
    """Every value a statement admits: what rounding hides, "about", "at least" and "at most"."""
    low, high = quantity.low, quantity.high
    if quantity.comparator == "~":
        slack = APPROXIMATE * max(abs(low), abs(high))
        return Interval(low - slack, high + slack)
    if quantity.comparator in (">", ">="):
        return Interval(low, math.inf)
    if quantity.comparator in ("<", "<="):
        return Interval(min(0.0, low), high)
    return Interval(low, high)


def beyond_rounding(stated: Quantity, parts: Sequence[Quantity]) -> bool:
    """Whether a sum lies farther off than rounding may explain: of exact figures more than two standard deviations of it, of figures that
    are "about" so much more than half of the last digits that they fill."""
    figures = (stated, *parts)
    if len(parts) < FEWEST_ROUNDED or any(figure.is_range or figure.comparator not in "=~" for figure in figures):
        return False
    off = abs(sum(part.most for part in parts) - stated.most)
    slacks = [half_step(figure.most) if figure.comparator == "~" else figure.high - figure.most for figure in figures]
    if all(figure.comparator == "=" for figure in figures):
        return off > DEVIATIONS * math.sqrt(sum(slack**2 for slack in slacks) / 3) + FLOAT_ERROR * abs(stated.most)
    return off > max(sum(slacks), BEYOND_ABOUT * abs(stated.most))


def half_step(value: float) -> float:
    """Half of the last digit of a number that is no zero."""
    step = 1.0
    while value and value % (step * 10) == 0:
        step *= 10
    return step / 2


def is_cut_off(stated: Quantity, computed: float) -> bool:
    """Whether a figure is a computed one without its last digits: 81.67 % as 81 %, not rounded."""
    step = 2 * (stated.high - stated.most)
    return stated.least == stated.most and step > 0 and 0 <= abs(computed) - abs(stated.most) < step and computed * stated.most >= 0


def is_round(stated: Quantity, computed: float) -> bool:
    """Whether an exact figure is a computed one rounded to thousands: 286,800 as 287,000."""
    whole = stated.least == stated.most and stated.most % THOUSAND == 0
    return whole and abs(stated.most - computed) <= min(THOUSAND / 2, ROUNDED * abs(stated.most))


def _scaled(value: float) -> str:
    """3410000 as 3.41M, 450000 as 450K, 836625 as 836,625: the shortest form that loses nothing."""
    for size, letter, decimals in ((1e9, "B", 3), (1e6, "M", 3), (1e3, "K", 1)):
        if value >= size and abs(round(value / size, decimals) * size - value) < 1e-6 * size:
            return f"{number_of_three(value / size)}{letter}"
    return number(value)


def number_of_three(value: float) -> str:
    return f"{value:,.3f}".rstrip("0").rstrip(".")
