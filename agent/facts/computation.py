"""A computation found in a text, and what its finders share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.interval import Interval
from agent.facts.lexicon import word_list
from agent.facts.phrases import Phrases
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_SCALED = expression(r"\d\s?[^\W\d_]")

EquationKind = Literal["product", "sum", "difference", "growth", "share", "ratio", "quotient"]
_BOUNDED = frozenset({"<", "<=", ">", ">="})
_LEAST_OF_A_YEAR = 0.7  # of twelve months: what a discount leaves of a price
_NEAR_PRICE = 0.015  # of twelve months
_CHARM = 9  # the digit prices end in
_WORD = expression(r"[^\W\d_]+")


class EquationMatch(Struct, frozen=True):
    """`text[start:end]` states a computation. `computed` holds each plausible reading: its formula and the interval it gives.

    `stated` is the result as written, `terms` what it is computed from, in the order of the text.
    """

    kind: EquationKind
    start: int
    end: int
    text: str
    terms: tuple[Quantity, ...]
    stated: Quantity
    computed: tuple[tuple[str, Quantity], ...]


def amount_of(token: Token) -> Quantity | None:
    """The quantity of an amount token, bare numbers included."""
    return token.value if isinstance(token.value, Quantity) else None


def is_open(quantity: Quantity) -> bool:
    """Whether only a bound is written ("50+", "<100 ms"): nothing certain follows from it."""
    return quantity.comparator in _BOUNDED


def reading(formula: str, value: Interval, like: Quantity, shown: float | None = None) -> tuple[str, Quantity]:
    """One reading of a computation, in the unit of the stated result; `shown` is what the written numbers give, else the middle."""
    middle = (value.low + value.high) / 2 if shown is None else shown
    result = replace(like, low=value.low, high=value.high, least=middle, most=middle, comparator="=", statistic="")
    return formula, result


def between(view: View, first: Token, second: Token) -> str:
    """The folded text between two tokens."""
    return view.folded[first.end : second.start]


def is_clear(gap: str, words: int) -> bool:
    """Whether a gap holds nothing but spaces, brackets and at most so many words: no sentence, cell or line ends in it."""
    if len(gap) > 48 or re.search(r"[\n|;!?\d]|\.\s|[{}\[\]<>^]", gap):
        return False
    return len(_WORD.findall(gap)) <= words


@cache
def phrases(key: str) -> Phrases[str]:
    """The words listed under a key of the equations' lexicon."""
    return Phrases((word, word) for word in word_list("equations", key))


def holds_phrase(gap: str, key: str) -> bool:
    """Whether a phrase of the list stands in the text as words of its own."""
    table = phrases(key)
    if not table.may_stand_in(gap):
        return False
    starts = [match.start() for match in re.finditer(r"[^\W\d_]+|[^\s\w]", gap)]
    return any(table.match(gap, at) and (at == 0 or not gap[at - 1].isalpha() or not gap[at].isascii()) for at in starts)


def is_yearly_price(monthly: Quantity, yearly: Quantity) -> bool:
    """Whether a price by the year is the one by the month with the discount for who pays at once: "$149/month ($1,499/year)"."""
    if monthly.kind != "money" or (monthly.per, yearly.per) != ("month", "year") or monthly.most <= 0:
        return False
    share = yearly.most / (12 * monthly.most)
    usual = any(abs(share - free / 12) <= _NEAR_PRICE for free in (10, 11)) or any(
        abs(share - left) <= _NEAR_PRICE for left in (0.8, 0.85, 0.9)
    )
    return _LEAST_OF_A_YEAR <= share < 1 and (usual or int(yearly.most) % 10 == _CHARM)


def same_dimension(first: Quantity, second: Quantity) -> bool:
    """Whether two amounts can be set against each other: same kind and currency or unit; a bare number takes the other's unit."""
    if first.kind == second.kind == "money":
        return first.unit == second.unit or not first.unit or not second.unit
    if first.kind != second.kind:
        return {first.kind, second.kind} <= {"count", "rate"} or any(each.kind == "count" and not each.unit for each in (first, second))
    if first.kind in {"duration", "size"}:
        return first.unit == second.unit
    return True


def neighbours(tokens: Sequence[Token], index: int) -> tuple[Token | None, Token | None]:
    """The tokens right before and after one."""
    return (tokens[index - 1] if index else None), (tokens[index + 1] if index + 1 < len(tokens) else None)


def is_scaled(token: Token) -> bool:
    """Whether letters behind the digits say thousands, millions or crores."""
    return bool(_SCALED.search(token.text.strip()))


def plain_number(token: Token) -> float:
    """The digits of an amount without its scale; 0 where they are more than one number."""
    digits = re.findall(r"\d[\d,]*(?:\.\d+)?", token.text)
    return float(digits[0].replace(",", "")) if len(digits) == 1 else 0.0
