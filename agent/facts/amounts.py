"""Amounts: a number with sign, currency, scale and unit, and ranges of two of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from agent.facts.folding import is_letter
from agent.facts.lexicon import section, strings
from agent.facts.numerals import Number, glued_scale, han_number_at, number_at, number_words, scale_words
from agent.facts.phrases import Phrases
from agent.facts.units import Unit, currency_at, unit_at
from agent.facts.view import View

_HUNDREDTHS = "百分之"


@dataclass(frozen=True, slots=True)
class Amount:
    """`value` as written with its sign, before `scale` (None where no scale is written); `step` is the worth of its last digit."""

    start: int
    end: int
    value: float
    step: float
    scale: float | None = None
    currency: str | None = None  # "" is a currency nobody named ("pesos")
    unit: Unit | None = None
    sign: str = ""
    open_end: bool = False  # "50+"
    grouped: bool = False
    spelled: bool = False  # a number word

    @property
    def total(self) -> float:
        return self.value * (self.scale or 1.0)


def amount_at(view: View, at: int) -> Amount | None:
    """The amount that starts at `at` with a sign, a currency, a digit or a number word."""
    sign, position = _sign(view, at)
    before = None if view.char(position).isdigit() else currency_at(view.text, view.folded, position, view.convention)
    if before:
        position = view.skip_space(before[1], 4)
        if not sign:
            sign, position = _sign(view, position)
    number = number_at(view.folded, position, view.convention)
    if number is None:
        return None if before or sign else _spelled_amount(view, at)
    amount = Amount(at, number.end, number.value, number.step, sign=sign, grouped=number.grouped)
    if before:
        unit = before[0]
        amount = replace(amount, currency=unit.name, scale=None if unit.factor == 1 else unit.factor)
    return _finished(view, _with_tail(view, amount))


def _sign(view: View, at: int) -> tuple[str, int]:
    character = view.char(at)
    if character not in {"+", "-"} or not character:
        return "", at
    before = view.char(at - 1)
    if before and (before.isalnum() or before in "%)]$€£"):
        return "", at
    return character, at + 1


def _finished(view: View, amount: Amount) -> Amount | None:
    """The amount, unless letters or digits are glued to it ("3D", "4xlarge", "10:30")."""
    after = view.char(amount.end)
    if after and (is_letter(after) or after.isdigit() or after == "_") and not _follows_ideograph(view, amount):
        return None
    following = view.char(amount.end + 1)
    if after in {":", "."} and after and following.isdigit() and not amount.currency:
        return None
    signed = -amount.value if amount.sign == "-" else amount.value
    return replace(amount, value=signed)


def _follows_ideograph(view: View, amount: Amount) -> bool:
    last = view.char(amount.end - 1)
    return not (last.isdigit() or is_letter(last) or last == "+")


def _with_tail(view: View, amount: Amount) -> Amount:
    """The amount with the scale, plus sign, currency and unit behind it."""
    amount = _with_currency(view, amount, only_scaled=True)
    if amount.unit is None and amount.scale is None:
        amount = _with_scale(view, amount)
    amount = _with_plus(view, amount)
    amount = _with_currency(view, amount, only_scaled=False)
    if amount.currency is None:
        amount = _with_unit(view, amount)
    return _with_plus(view, amount)


def _with_plus(view: View, amount: Amount) -> Amount:
    if amount.open_end or view.char(amount.end) != "+" or view.char(amount.end + 1).isdigit():
        return amount
    return replace(amount, open_end=True, end=amount.end + 1)


def _with_scale(view: View, amount: Amount) -> Amount:
    glued = glued_scale(view.text, amount.end)
    if glued and (not glued[0].money_only or amount.currency is not None or _currency_follows(view, glued[1])):
        return replace(amount, scale=glued[0].factor, end=glued[1])
    words = scale_words(view.convention.language)
    for at in (amount.end, view.skip_space(amount.end)):
        found = words.match(view.folded, at)
        if found:
            return _compound(view, replace(amount, scale=found[0], end=found[1]))
    spaced = glued_scale(view.text, view.skip_space(amount.end))
    if spaced and not spaced[0].money_only and (amount.currency is not None or _currency_follows(view, spaced[1])):
        return replace(amount, scale=spaced[0].factor, end=spaced[1])
    return amount


def _currency_follows(view: View, at: int) -> bool:
    return currency_at(view.text, view.folded, view.skip_space(at), view.convention) is not None


def _compound(view: View, amount: Amount) -> Amount:
    """1億2000万 is one amount."""
    if not view.char(amount.end).isdigit() or is_letter(view.char(amount.end - 1)):
        return amount
    rest = number_at(view.folded, amount.end, view.convention)
    found = rest and scale_words(view.convention.language).match(view.folded, rest.end)
    if not rest or not found or found[0] >= (amount.scale or 1):
        return amount
    value = amount.value * (amount.scale or 1) + rest.value * found[0]
    return replace(amount, value=value / found[0], scale=found[0], step=rest.step, end=found[1])


def _with_currency(view: View, amount: Amount, *, only_scaled: bool) -> Amount:
    if amount.currency is not None:
        return amount
    for at in (amount.end, view.skip_space(amount.end)):
        found = currency_at(view.text, view.folded, at, view.convention)
        if not found or (only_scaled and found[0].factor == 1) or not _may_follow(view, found, at):
            continue
        unit, end = found
        scale = (amount.scale or 1) * unit.factor if unit.factor != 1 else amount.scale
        return replace(amount, currency=unit.name, scale=scale, end=end)
    return amount


def _may_follow(view: View, found: tuple[Unit, int], at: int) -> bool:
    """Whether the currency belongs to the number before it, not to one behind it: "3 $500 licences", "12 US$ 40"."""
    end = found[1]
    if view.char(view.skip_space(end)).isdigit() and view.char(at) in "$€£¥₹ru":
        return not view.char(end).isdigit() and view.char(end) != " " and view.char(end) != "\u00a0"
    return view.ends_word(end) or not is_letter(view.char(end - 1))


def _with_unit(view: View, amount: Amount) -> Amount:
    found = unit_at(view.text, view.folded, amount.end, view.convention, glued=True)
    if found is None:
        spaced = view.skip_space(amount.end)
        found = unit_at(view.text, view.folded, spaced, view.convention, glued=False) if spaced > amount.end else None
    if found is None and view.char(amount.end) == "-" and not amount.open_end:
        found = _hyphenated(view, amount.end + 1)
    return replace(amount, unit=found[0], end=found[1]) if found else amount


def _hyphenated(view: View, at: int) -> tuple[Unit, int] | None:
    """The time unit of "18-month" and "90-day"; "4-bit" and "3-tier" name a kind, not an amount."""
    found = unit_at(view.text, view.folded, at, view.convention, glued=False)
    return found if found and found[0].kind == "duration" and found[1] - at > 2 else None


def _spelled_amount(view: View, at: int) -> Amount | None:
    """A number word or Han numeral; a bare one is no amount until a unit or noun stands behind it."""
    if view.folded.startswith(_HUNDREDTHS, at):
        return _hundredths(view, at)
    if not view.starts_word(at):
        return None
    number: Number | None = han_number_at(view.folded, at)
    if number is None:
        found = number_words(view.convention.language).match(view.folded, at)
        number = Number(float(found[0]), 1.0, found[1]) if found else None
    if number is None:
        return None
    amount = Amount(at, number.end, number.value, number.step, spelled=True)
    return _finished(view, _with_unit(view, amount))


def _hundredths(view: View, at: int) -> Amount | None:
    """百分之三十: thirty percent."""
    start = at + len(_HUNDREDTHS)
    number = number_at(view.folded, start, view.convention) or han_number_at(view.folded, start)
    return Amount(at, number.end, number.value, number.step, unit=Unit("percent", "%")) if number else None


@cache
def _range_words(language: str) -> Phrases[str]:
    listed = [*strings(section("numbers", "ranges").get("any")), *strings(section("numbers", "ranges").get(language))]
    return Phrases((word, word) for word in listed)


def range_at(view: View, first: Amount, joiner: str = "") -> tuple[Amount, Amount] | None:
    """`first` and the amount it runs up to ("8-12M", "3 to 4 months"); `joiner` is the "and" that a "between" before them asks for."""
    start = view.skip_space(first.end)
    if joiner:
        end = start + len(joiner) if view.folded.startswith(joiner, start) and start > first.end else None
    else:
        found = _range_words(view.convention.language).match(view.folded, start)
        end = found[1] if found and _evenly_spaced(view, first.end, start, found[1]) else None
    if end is None:
        return None
    second = amount_at(view, view.skip_space(end))
    return _joined(first, second) if second and second.sign in {"", first.sign} else None


def _evenly_spaced(view: View, end: int, start: int, after: int) -> bool:
    """A dash with a space on one side only is no range ("10 -20"); a word has one on both."""
    if is_letter(view.char(after - 1)):
        return start > end and view.skip_space(after) > after
    return (start > end) == (view.skip_space(after) > after)


def _joined(first: Amount, second: Amount) -> tuple[Amount, Amount] | None:
    """Both ends with the scale, currency and unit that only one of them may carry; None when they are no range."""
    if first.currency is not None and second.currency not in {None, first.currency}:
        return None
    unit = second.unit or first.unit
    if first.unit and second.unit and first.unit != second.unit:
        return None
    currency = first.currency if first.currency is not None else second.currency
    if unit and currency is not None:
        return None
    low, high = first, second
    if low.scale is None and high.scale is not None and low.unit is None and low.value <= high.value:
        low = replace(low, scale=high.scale)
    elif high.scale is None and low.scale is not None and low.value <= high.value < 1000:
        high = replace(high, scale=low.scale)
    if abs(low.total) > abs(high.total) or first.open_end:
        return None
    return replace(low, currency=currency, unit=unit), replace(high, currency=currency, unit=unit, sign=first.sign)
