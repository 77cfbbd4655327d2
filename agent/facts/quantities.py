"""Quantities: amounts with the comparator before them, the noun or price unit behind them, and their width."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cache

from agent.facts.amounts import Amount, amount_at, range_at
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.lexicon import section, strings
from agent.facts.nouns import noun_at
from agent.facts.phrases import Phrases, by_words
from agent.facts.units import Unit
from agent.facts.view import View
from agent.model.quantity import Comparator, Quantity
from agent.model.token import Token

# Units that stand for a multiple of another: unit -> (unit, factor).
_MULTIPLES = {"half-year": ("month", 6.0), "decade": ("year", 10.0)}
_YEARS = range(1990, 2060)


@dataclass(frozen=True, slots=True)
class _Measured:
    low: Amount
    high: Amount
    end: int


def quantity_at(view: View, at: int) -> Token | None:
    """The quantity that starts at `at` with a comparator, sign, currency, digit or number word."""
    joiner, begin = _between(view, at)
    comparator, begin = _comparator(view, at) if not joiner else ("=", begin)
    measured = _measured(view, begin, joiner)
    if measured is None:
        return None
    return _token(view, at, comparator, measured)


def _measured(view: View, begin: int, joiner: str) -> _Measured | None:
    first = amount_at(view, begin)
    if first is None:
        return None
    both = range_at(view, first, joiner)
    if joiner and not both:
        return None
    return _Measured(both[0], both[1], both[1].end) if both else _Measured(first, first, first.end)


@cache
def _betweens() -> Phrases[tuple[str, ...]]:
    return Phrases(
        (str(word), strings(joiners) if isinstance(joiners, list) else (str(joiners),))
        for word, joiners in section("numbers", "between").items()
    )


def _between(view: View, at: int) -> tuple[str, int]:
    """The word that must join both ends after "between", "von", "de", and where the first end starts."""
    found = _betweens().match(view.folded, at)
    if not found or not view.starts_word(at):
        return "", at
    begin = view.skip_space(found[1])
    first = amount_at(view, begin)
    if first and not first.spelled:
        after = view.skip_space(first.end)
        for joiner in found[0]:
            if view.folded.startswith(joiner + " ", after):
                return joiner, begin
    return "", at


@cache
def comparator_words() -> Phrases[Comparator]:
    return by_words(_comparators("comparators"))


@cache
def _trailing_words() -> Phrases[Comparator]:
    return by_words(_comparators("after"))


def _comparators(key: str) -> dict[Comparator, tuple[str, ...]]:
    known: tuple[Comparator, ...] = ("<", "<=", ">", ">=", "~")
    listed = section("numbers", key)
    return {comparator: strings(listed.get(comparator)) for comparator in known}


def _comparator(view: View, at: int) -> tuple[Comparator, int]:
    found = comparator_words().match(view.folded, at)
    if not found or (is_letter(view.char(at)) and not view.starts_word(at)):
        return "=", at
    comparator, end = found
    begin = view.skip_space(end)
    second = comparator_words().match(view.folded, begin)
    return (comparator, view.skip_space(second[1])) if second and comparator != second[0] else (comparator, begin)


def _token(view: View, at: int, comparator: Comparator, measured: _Measured) -> Token | None:
    low, high, end = measured.low, measured.high, measured.end
    unit = _unit(low)
    if unit is None and low.currency is None:
        noun = None if _reads_as_year(low, high) else noun_at(view, end, singular=low is high and abs(low.total) == 1)
        if noun:
            unit, end = Unit("count", noun[0]), noun[1]
        elif low.spelled:
            return None
    after = _after(view, end)
    if after and comparator in {"=", "~"}:
        comparator, end = after
    if high.open_end or (low is high and low.open_end):
        comparator = ">=" if comparator in {"=", "~"} else comparator
    per, end = _per(view, end, low, unit)
    quantity = _quantity(low, high, unit, comparator)
    if per:
        quantity = _priced(quantity, per)
    bare = unit is None and low.currency is None
    return Token("number" if bare and not per else "quantity", at, end, view.text[at:end], quantity)


def _unit(amount: Amount) -> Unit | None:
    return amount.unit if amount.currency is None else Unit("money", amount.currency)


def _reads_as_year(low: Amount, high: Amount) -> bool:
    """ "2026 goals" speaks of a year; "2,026 users" and "2026+ users" count."""
    plain = low is high and not low.grouped and low.scale is None and not low.open_end and low.step == 1
    return plain and low.value in _YEARS


def _after(view: View, end: int) -> tuple[Comparator, int] | None:
    at = view.skip_space(end)
    found = _trailing_words().match(view.folded, at)
    if found and (at > end or is_ideographic(view.char(at) or " ")):
        return found
    return None


@cache
def _per_units() -> Phrases[str]:
    return by_words({str(unit): strings(listed) for unit, listed in section("numbers", "per").items()})


@cache
def _per_words() -> Phrases[str]:
    return Phrases((word, word) for word in strings(section("numbers").get("per_words")))


@cache
def _adverbs() -> Phrases[str]:
    return by_words({str(unit): strings(listed) for unit, listed in section("numbers", "adverbs").items()})


def _per(view: View, end: int, amount: Amount, unit: Unit | None) -> tuple[str, int]:
    """The time unit of a price or rate: "/month", "per user per month", "monthly"; "" when there is none."""
    if unit is not None and unit.kind in {"duration", "percent", "ratio", "rate"} and view.char(end) != "/":
        return "", end
    at = view.skip_space(end)
    adverb = _adverbs().match(view.folded, at)
    if adverb and at > end:
        return adverb
    denominators: list[str] = []
    reached = end
    while len(denominators) < 3:
        found = _denominator(view, reached)
        if not found:
            break
        denominators.append(found[0])
        reached = found[1]
    return ("/".join(denominators), reached) if denominators else ("", end)


def _denominator(view: View, end: int) -> tuple[str, int] | None:
    at = view.skip_space(end)
    word = _per_words().match(view.folded, at)
    if not word or (word[0] != "/" and at == end):
        return None
    begin = view.skip_space(word[1])
    if is_letter(word[0][-1]) and begin == word[1]:
        return None
    unit = _per_units().match(view.folded, begin)
    if unit:
        return unit
    stop = begin
    while stop < len(view.text) and is_letter(view.char(stop)):
        stop += 1
    plain = word[0] in {"/", "per", "por", "par", "pro", "je"} and stop - begin > 2
    return (view.text[begin:stop].lower(), stop) if plain and stop - begin <= 12 else None


def _priced(quantity: Quantity, per: str) -> Quantity:
    if quantity.kind == "count" and quantity.unit:
        return replace(quantity, kind="rate", unit=f"{quantity.unit}/{per}", per=per)
    return replace(quantity, per=per)


def _quantity(low: Amount, high: Amount, unit: Unit | None, comparator: Comparator) -> Quantity:
    kind = unit.kind if unit else "count"
    name = unit.name if unit else ""
    factor = 1.0
    if name in _MULTIPLES:
        name, factor = _MULTIPLES[name]
    elif name == "tenth":
        name, factor = "%", 10.0
    least, most = low.total * factor, high.total * factor
    width = 0.0 if low is not high else _width(low, kind, comparator) * factor
    if high.open_end:
        comparator = ">="
    change = bool(low.sign) and kind in {"percent", "ratio", "count"} or name == "point"
    return Quantity(
        low=_tidy(least - width),
        high=_tidy(most + width),
        least=_tidy(least),
        most=_tidy(most),
        kind=kind,
        unit=name,
        comparator=comparator,
        change=change,
    )


def _width(amount: Amount, kind: str, comparator: Comparator) -> float:
    """Half of the last written digit for what was rounded; whole counts and durations are exact."""
    if comparator == "~":
        return _half_of_last_digit(amount)
    rounded = amount.step < 1 or amount.scale is not None or kind in {"money", "percent"}
    return amount.step * (amount.scale or 1.0) / 2 if rounded else 0.0


def _half_of_last_digit(amount: Amount) -> float:
    """ "~300" is any number that rounds to 300: half of the place of the last digit that is not zero."""
    step = amount.step
    while amount.value and step < abs(amount.value) and math.isclose(amount.value / (step * 10) % 1, 0, abs_tol=1e-9):
        step *= 10
    return step * (amount.scale or 1.0) / 2


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 12 significant digits."""
    return float(f"{value:.12g}")
