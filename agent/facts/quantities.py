"""Quantities: amounts with the comparator before them, the noun or price unit behind them, and their width."""

from __future__ import annotations

import math
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.amounts import Amount, amount_at
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.lexicon import section, strings
from agent.facts.nouns import noun_at, role_at
from agent.facts.phrases import Phrases, by_words
from agent.facts.prices import per_at, prefixed_per
from agent.facts.ranges import range_at
from agent.facts.shares import Share, share_at
from agent.facts.units import Unit
from agent.facts.view import View
from agent.model.quantity import Comparator, Quantity, QuantityKind
from agent.model.token import Token, TokenKind

# Units that stand for a multiple of another: unit -> (unit, factor).
_MULTIPLES = {"half-year": ("month", 6.0), "decade": ("year", 10.0), "tenth": ("%", 10.0)}
_YEARS = range(1990, 2060)
_GOES_ON = expression(r"内[容部存外置測测涵需]")  # 6类内容: the word goes on, and nothing is bounded
_PLACEHOLDER = expression(r"<[^<>\s]{1,24}>")  # "key_<32chars>"
_PIXELS = expression(r"[x×]\d{1,5}[ \u00a0]?(?:px|pixels?|dpi)(?!\w)")  # "at least 48x48px"
_MOST_ROUNDED = 0.1  # of its value: what a whole number of thousands or millions may have been rounded by


class _Measured(Struct, frozen=True):
    """One amount, or the two ends of a range, and what stands around them."""

    low: Amount
    high: Amount
    unit: Unit | None
    comparator: Comparator
    per: str = ""

    @property
    def is_single(self) -> bool:
        return self.low is self.high


def quantity_at(view: View, at: int) -> Token | None:
    """The quantity that starts at `at` with a comparator, sign, currency, digit or number word."""
    joiner, begin = _between(view, at)
    comparator: Comparator = "="
    if view.char(at) == "<" and at and (view.char(at - 1) == "_" or view.char(at - 1).isalnum()) and _PLACEHOLDER.match(view.folded, at):
        return None
    if not joiner:
        comparator, begin = _comparator(view, at)
    share = None if joiner else share_at(view, begin)
    if share:
        return _share_token(view, at, comparator, share)
    first = amount_at(view, begin)
    if first is None or (view.char(first.end) in {"x", "×"} and _PIXELS.match(view.folded, first.end)):
        return None
    both = range_at(view, first, joiner)
    if joiner and not both:
        return None
    low, high = both or (first, first)
    return _token(view, at, _Measured(low, high, _unit(low), comparator))


def _share_token(view: View, at: int, comparator: Comparator, share: Share) -> Token:
    quantity = Quantity(share.least, share.most, share.least, share.most, share.kind, share.unit, comparator)
    return Token("quantity", at, share.end, view.text[at : share.end], quantity)


class Ends(Struct, frozen=True):
    """The two ends of a range, each as a quantity of its own with its own width; `joined_by_word` for "from 3 to 6", not "3-6"."""

    low: Quantity
    high: Quantity
    joined_by_word: bool


def ends_at(view: View, at: int) -> Ends | None:
    """The ends of the range that starts at `at`."""
    joiner, begin = _between(view, at)
    first = amount_at(view, begin if joiner else _comparator(view, at)[1])
    both = range_at(view, first, joiner) if first else None
    if not both:
        return None
    low, high = (_quantity(_Measured(end, end, _unit(end), "=")) for end in both)
    return Ends(low, high, bool(joiner))


def _unit(amount: Amount) -> Unit | None:
    return amount.unit if amount.currency is None else Unit("money", amount.currency)


@cache
def _betweens() -> Phrases[tuple[str, ...]]:
    return Phrases((str(word), strings(joiners) or (str(joiners),)) for word, joiners in section("numbers", "between").items())


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
    if not found or (is_letter(view.char(at)) and not view.starts_word(at)) or (view.char(at) == ">" and _closes_tag(view, at)):
        return "=", at
    comparator, end = found
    begin = view.skip_space(end)
    second = comparator_words().match(view.folded, begin)
    return (comparator, view.skip_space(second[1])) if second and comparator != second[0] else (comparator, begin)


def _is_booked_out(view: View, at: int, end: int, measured: _Measured) -> bool:
    """ "($1,200)" as a whole cell or value ("Debt service: ($1,200)") is the accountants' minus, "(1,200)" as a whole cell."""
    if not measured.is_single or measured.low.sign or view.char(at - 1) != "(" or view.char(end) != ")":
        return False
    before = view.text[view.text.rfind("\n", 0, at) + 1 : at - 1].rstrip(" *_")
    after = view.text[end + 1 : view.text.find("\n", end) if "\n" in view.text[end:] else len(view.text)].strip(" *_")
    if _is_kind(measured, "money"):
        return not after and before[-1:] in {"", ":", "：", "="}
    return measured.unit is None and measured.low.number.grouped and not after and not before


def _is_during(view: View, at: int) -> bool:
    """ "over three years" says how long, not more than three."""
    return view.folded.startswith(("over ", "uber "), at)


def _closes_tag(view: View, at: int) -> bool:
    """The ">" of "<br/>2 weeks" and "->5" compares nothing."""
    before = view.char(at - 1)
    return bool(before) and (before in "/-=\"'" or is_letter(before))


def _token(view: View, at: int, measured: _Measured) -> Token | None:
    counted = _with_noun(view, measured)
    if counted is None:
        return None
    measured, end = counted
    if _is_kind(measured, "duration") and measured.comparator == ">" and _is_during(view, at):
        measured = replace(measured, comparator="=")
    measured, end = _compared(view, measured, end)
    per, end = per_at(view, end, measured.unit)
    if not per and _is_kind(measured, "money"):
        per = prefixed_per(view, at)
    measured, end = _compared(view, replace(measured, per=per), end)
    if _is_booked_out(view, at, end, measured):
        number = measured.low.number
        negative = replace(measured.low, number=replace(number, value=-number.value))  # a level below nothing, and no change
        measured = replace(measured, low=negative, high=negative)
    kind: TokenKind = "number" if measured.unit is None and not per else "quantity"
    return Token(kind, at, end, view.text[at:end], _quantity(measured))


def _is_kind(measured: _Measured, kind: QuantityKind) -> bool:
    return measured.unit is not None and measured.unit.kind == kind


def _with_noun(view: View, measured: _Measured) -> tuple[_Measured, int] | None:
    """The amounts with what they count, and where that ends; None for number words that count nothing."""
    end = measured.high.end
    if _is_kind(measured, "ratio") and measured.is_single and measured.low.number.is_whole:
        role = role_at(view, end)  # "2x backend engineer" counts engineers
        return (_counting(measured, role[0]), role[1]) if role else (measured, end)
    if measured.unit is not None:
        return measured, end
    if measured.low.spelled and measured.low.value == 1:
        return None  # an article
    noun = (
        None
        if _reads_as_year(measured) or _reads_as_version(measured)
        else noun_at(view, end, singular=measured.is_single and abs(measured.low.total) == 1)
    )
    if noun:
        name = " ".join(view.text[end : noun[1]].lower().split()).removesuffix("s") if noun[0] == "point" else noun[0]
        return _counting(measured, name), noun[1]  # "20 data points" are no change of 20 points
    return None if measured.low.spelled else (measured, end)


def _counting(measured: _Measured, noun: str) -> _Measured:
    """The amounts as a count of things: "1.000 usuarios" are a thousand in every convention."""
    low = replace(measured.low, number=measured.low.number.as_grouped)
    high = low if measured.is_single else replace(measured.high, number=measured.high.number.as_grouped)
    return replace(measured, low=low, high=high, unit=Unit("count", noun))


def _reads_as_version(measured: _Measured) -> bool:
    """ "1.0 Desktop" is the first of its kind and counts nothing."""
    amount = measured.low
    plain = measured.is_single and amount.scale is None and not amount.open_end and not amount.sign
    return plain and amount.number.step == 0.1 and amount.number.value in {1.0, 2.0, 3.0, 4.0, 5.0}


def _reads_as_year(measured: _Measured) -> bool:
    """ "2026 goals" speaks of a year; "2,026 users" and "2026+ users" count."""
    amount = measured.low
    plain = measured.is_single and not amount.number.grouped and amount.scale is None and not amount.open_end and amount.number.is_whole
    return plain and amount.value in _YEARS


def _compared(view: View, measured: _Measured, end: int) -> tuple[_Measured, int]:
    """With the comparator behind the amount: "or more", 以上, the plus of "50+"."""
    if measured.high.open_end and measured.comparator in {"=", "~"}:
        measured = replace(measured, comparator=">=")
    at = view.skip_space(end)
    found = _trailing_words().match(view.folded, at)
    if (
        found
        and measured.comparator in {"=", "~"}
        and (at > end or is_ideographic(view.char(at) or " "))
        and not _is_name(view, at, found[1])
        and not _GOES_ON.match(view.folded, at)
    ):
        return replace(measured, comparator=found[0]), found[1]
    return measured, end


def _is_name(view: View, at: int, end: int) -> bool:
    """Whether a word behind an amount is part of a name: "$149 Max plan", "$20 Minimum Viable Kit"."""
    return view.text[at].isupper() and is_letter(view.char(view.skip_space(end)) or " ")


def _quantity(measured: _Measured) -> Quantity:
    low, high, unit = measured.low, measured.high, measured.unit
    name = unit.name if unit else ""
    name, factor = _MULTIPLES.get(name, (name, 1.0))
    kind = unit.kind if unit else "count"
    least, most = low.total * factor, high.total * factor
    width = _width(low, kind, measured.comparator) * factor if measured.is_single else 0.0
    per = measured.per
    if kind == "count" and per and name:
        kind, name, per = "rate", f"{name}/{per}", ""
    return Quantity(
        low=_tidy(least - width),
        high=_tidy(most + width),
        least=_tidy(least),
        most=_tidy(most),
        kind=kind,
        unit=name,
        comparator=measured.comparator,
        per=per,
        change=(bool(low.sign) and kind in {"percent", "ratio", "count"}) or (name == "point" and kind == "percent"),
    )


def _width(amount: Amount, kind: str, comparator: Comparator) -> float:
    """Half of the last written digit for what was rounded; whole counts and durations are exact."""
    if comparator == "~":
        return _half_of_last_digit(amount)
    if not amount.number.is_whole or kind == "percent" or (kind == "money" and amount.scale is None):
        return amount.number.step * (amount.scale or 1.0) / 2
    # "$2M" is hardly ever 2.4 million, which would be written with its decimal.
    return min(amount.number.step / 2, _MOST_ROUNDED * abs(amount.number.value)) * amount.scale if amount.scale is not None else 0.0


def _half_of_last_digit(amount: Amount) -> float:
    """ "~300" is any number that rounds to 300: half of the place of the last digit that is not zero."""
    step, value = amount.number.step, abs(amount.number.value)
    while step < value and math.isclose(value / (step * 10) % 1, 0, abs_tol=1e-9):
        step *= 10
    return step * (amount.scale or 1.0) / 2


def _tidy(value: float) -> float:
    """Without the dust of binary fractions: 12 significant digits."""
    return float(f"{value:.12g}")
