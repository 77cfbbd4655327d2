"""Amounts: a number with sign, currency, scale and unit, and ranges of two of them."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from agent.facts.calendar_words import phrases_of
from agent.facts.folding import is_letter
from agent.facts.lexicon import word_list
from agent.facts.numerals import Number, currency_scale, glued_scale, han_number_at, number_at, number_words, scale_words
from agent.facts.units import Unit, currency_at, unit_at
from agent.facts.view import View

_HUNDREDTHS = "百分之"
_AVAILABLE = 90  # percent: from here on a share of time, with its decimals
_GOALS = 17  # of sustainable development
_TENTH, _WHOLE = 10.0, 100.0  # percentages between which three digits behind a separator are decimals
_GROUPED = 1000.0
_BOOKED = "▲△"  # the minus of Japanese accounts
_SIGNS = frozenset("$€£¥")
_CLOSERS = "%)]$€£¥₽₹"


class Amount(Struct, frozen=True):
    """A number as written: `scale` is None where no scale is written, `currency` "" for one that nobody named ("pesos")."""

    start: int
    end: int
    number: Number
    sign: str = ""
    scale: float | None = None
    currency: str | None = None
    unit: Unit | None = None
    open_end: bool = False  # "50+"
    spelled: bool = False  # a number word or Han numeral

    @property
    def value(self) -> float:
        return -self.number.value if self.sign == "-" else self.number.value

    @property
    def total(self) -> float:
        return self.value * (self.scale or 1.0)


def amount_at(view: View, at: int, of: str | None = None) -> Amount | None:
    """The amount that starts at `at` with a sign, a currency, a digit or a number word; `of` is the currency that the other end of a range
    is in, for letters that scale nothing but money ("$8-12m")."""
    sign, position = _sign(view, at)
    before = None if view.char(position).isdecimal() else currency_at(view.text, view.folded, position, view.convention)
    if before and view.char(before[1]) == "-" and is_letter(view.char(before[1] - 1)) and view.char(before[1] + 1).isdecimal():
        return None  # "RWF-2000" is a name
    if before:
        position = _behind_sign(view, before[0], view.skip_space(before[1], 4))
        if not sign and view.char(position) in {"+", "-"}:
            sign, position = view.char(position), position + 1
    number = number_at(view.folded, position, view.convention)
    if number is None:
        return None if before or sign else _spelled_amount(view, at)
    amount = Amount(at, number.end, number, sign)
    if before:
        unit = before[0]
        amount = replace(amount, currency=unit.name, scale=None if unit.factor == 1 else unit.factor)
    return _finished(view, _with_code(view, _with_tail(view, amount, of))) if not _numbers_goal(amount) else None


def _numbers_goal(amount: Amount) -> bool:
    """ "SDG 3" is the third of the seventeen goals, no three pounds of Sudan."""
    return amount.currency == "SDG" and amount.number.is_whole and amount.number.value <= _GOALS


def _behind_sign(view: View, unit: Unit, position: int) -> int:
    """Behind the sign that a code before it explains: "CAD $4,900", "EUR €500"."""
    sign = currency_at(view.text, view.folded, position, view.convention) if view.char(position) in _SIGNS else None
    if sign is None or sign[1] > position + 1 or sign[0].name not in {unit.name, "USD", view.convention.currency, "JPY", "CNY"}:
        return position
    return view.skip_space(sign[1])


def _with_code(view: View, amount: Amount) -> Amount:
    """ "$90,930 USD", "$500 CAD": the code behind says which currency the sign before it was."""
    if amount.currency is None or amount.open_end:
        return amount
    spaced = view.skip_space(amount.end)
    found = currency_at(view.text, view.folded, spaced, view.convention) if spaced > amount.end else None
    if not found or not view.text[spaced : found[1]].isupper() or not view.text[spaced : found[1]].isalpha() or found[0].factor != 1:
        return amount
    agrees = found[0].name == amount.currency or amount.currency in {"USD", view.convention.currency}
    return replace(amount, currency=found[0].name, end=found[1]) if agrees and view.ends_word(found[1]) else amount


def _sign(view: View, at: int) -> tuple[str, int]:
    character = view.char(at)
    if character and character in _BOOKED and view.convention.language == "ja" and not view.char(at - 1).isalnum():
        return "-", at + 1
    if not character or character not in "+-":
        return "", at
    before = view.char(at - 1)
    if before and (before.isalnum() or before in _CLOSERS):
        return "", at
    return character, at + 1


def _finished(view: View, amount: Amount) -> Amount | None:
    """The amount in its likeliest reading, unless letters or digits are glued to it ("3D", "4xlarge", "2-factor", "10:30")."""
    end = amount.end
    after, then = view.char(end), view.char(end + 1)
    ends_plain = view.char(end - 1).isdecimal() or is_letter(view.char(end - 1))
    if ends_plain and after and (is_letter(after) or after.isdecimal() or after == "_") and not is_times_sign(view, end):
        return None
    if after in {":", "."} and then.isdecimal() and amount.currency is None and amount.unit is None:
        return None
    if after == "-" and then and is_letter(then) and amount.currency is None and amount.unit is None and amount.scale is None:
        return None
    return likeliest(amount, view.convention.proven)


def is_times_sign(view: View, at: int) -> bool:
    """Whether an "x" between two numbers multiplies them: "4x $150K", "3x4"."""
    if view.char(at) not in {"x", "×"}:
        return False
    follower = view.skip_space(at + 1)
    return view.char(follower).isdecimal() or currency_at(view.text, view.folded, follower, view.convention) is not None


def likeliest(amount: Amount, proven: bool) -> Amount:
    """ "1.234" in the reading that fits its unit: money and open counts are grouped, "99,982 %" has decimals; "1,200%" is a return.

    Behind a word of scale ("$2.625 million") nobody groups against the habit of the document, nor in one that proves its decimal point."""
    if amount.scale is None and not proven and (amount.currency is not None or (amount.open_end and amount.unit is None)):
        return replace(amount, number=amount.number.as_grouped)
    if amount.unit is not None and amount.unit.kind == "percent":
        decimal = amount.number.as_decimal
        if proven and amount.number.grouped and abs(amount.number.value) >= _GROUPED:
            return amount  # "-10,124%" where a point marks decimals
        return replace(amount, number=decimal) if _TENTH <= abs(decimal.value) <= _WHOLE and not _in_thousands(amount.number) else amount
    return amount


def _in_thousands(number: Number) -> bool:
    """Whether a number of three decimals would have none but noughts: "10.000 %" is a hundredfold, "99.000 %" an availability."""
    return number.grouped and number.value % 1000 == 0 and number.value < _AVAILABLE * 1000


def _with_tail(view: View, amount: Amount, of: str | None = None) -> Amount:
    """The amount with the scale, plus sign, currency and unit behind it."""
    amount = _with_currency(view, amount, only_scaled=True)
    if amount.unit is None and amount.scale is None:
        amount = _with_scale(view, amount, of)
    amount = _with_plus(view, amount)
    if amount.open_end and amount.scale is None and amount.unit is None:
        amount = _with_scale(view, amount, of)  # "$50+ billion"
    amount = _with_currency(view, amount, only_scaled=False)
    if amount.currency is None:
        amount = _with_unit(view, amount)
    return _with_plus(view, amount)


def _with_plus(view: View, amount: Amount) -> Amount:
    if amount.open_end or view.char(amount.end) != "+" or view.char(amount.end + 1).isdecimal():
        return amount
    return replace(amount, open_end=True, end=amount.end + 1)


def _with_scale(view: View, amount: Amount, of: str | None = None) -> Amount:
    currency = amount.currency if amount.currency is not None else of
    glued = glued_scale(view.text, amount.end)
    if glued and (not glued[0].money_only or currency is not None or _currency_follows(view, glued[1])):
        return replace(amount, scale=glued[0].factor, end=glued[1])
    words = scale_words(view.convention.language)
    spaced = view.skip_space(amount.end)
    own = (currency_scale(view.text, amount.end, currency) or currency_scale(view.text, spaced, currency)) if currency else None
    if own:
        return replace(amount, scale=own[0].factor, end=own[1])
    for at in (amount.end, spaced) if spaced > amount.end else (spaced,):
        found = words.match(view.folded, at)
        if found:
            return _compound(view, replace(amount, scale=found[0], end=found[1]))
    letter = glued_scale(view.text, spaced)
    if letter and not letter[0].money_only and (currency is not None or _currency_follows(view, letter[1])):
        return replace(amount, scale=letter[0].factor, end=letter[1])
    return amount


def _currency_follows(view: View, at: int) -> bool:
    return currency_at(view.text, view.folded, view.skip_space(at), view.convention) is not None


def _compound(view: View, amount: Amount) -> Amount:
    """1億2000万 is one amount."""
    if not view.char(amount.end).isdecimal() or is_letter(view.char(amount.end - 1)):
        return amount
    rest = number_at(view.folded, amount.end, view.convention)
    found = scale_words(view.convention.language).match(view.folded, rest.end) if rest else None
    if not rest or not found or found[0] >= (amount.scale or 1):
        return amount
    value = (amount.number.value * (amount.scale or 1) + rest.value * found[0]) / found[0]
    return replace(amount, number=replace(rest, value=value, end=found[1]), scale=found[0], end=found[1])


def _with_currency(view: View, amount: Amount, *, only_scaled: bool) -> Amount:
    if amount.currency is not None:
        return amount
    for at in _places(view, amount):
        found = currency_at(view.text, view.folded, at, view.convention)
        if not found or (only_scaled and found[0].factor == 1) or not _may_follow(view, found[1], at):
            continue
        unit, end = found
        scale = (amount.scale or 1) * unit.factor if unit.factor != 1 else amount.scale
        return replace(amount, currency=unit.name, scale=scale, end=end)
    return amount


def _places(view: View, amount: Amount) -> tuple[int, ...]:
    """Where a unit may stand: glued to the number, one space off, and behind "de" after a scale ("1,5 millones de euros")."""
    spaced = view.skip_space(amount.end)
    if amount.scale is None:
        return (amount.end, spaced) if spaced > amount.end else (amount.end,)
    linking = phrases_of("linking").match(view.folded, spaced)
    linked = view.skip_space(linking[1]) if linking else spaced
    return tuple(sorted({amount.end, spaced, linked}))


def _may_follow(view: View, end: int, at: int) -> bool:
    """Whether a currency belongs to the number before it, not to one behind it: "3 $500 licences", "in 2025 $40K"."""
    following = view.skip_space(end)
    if view.text[at:end] in word_list("money", "only_before"):
        return False  # "1RM" is no ringgit
    if view.char(following).isdecimal():
        return view.char(at) not in "$€£¥₹r" or (following > end == at + 1 and view.char(at - 1).isdecimal())
    return view.ends_word(end) or not is_letter(view.char(end - 1))


def _with_unit(view: View, amount: Amount) -> Amount:
    found = unit_at(view.text, view.folded, amount.end, view.convention, glued=True)
    if found is None:
        spaced = view.skip_space(amount.end)
        found = unit_at(view.text, view.folded, spaced, view.convention, glued=False) if spaced > amount.end else None
    if found is None and view.char(amount.end) == "-" and not amount.open_end:
        found = _hyphenated(view, amount.end + 1)
    if found is None or (found[0].kind == "ratio" and is_times_sign(view, found[1] - 1)):
        return amount
    if _is_decade(view, amount) or _opens_label(view, amount, found[1]):
        return amount
    return replace(amount, unit=found[0], end=found[1])


def _opens_label(view: View, amount: Amount, end: int) -> bool:
    """The "Year" of "$400K-800K Year 1" counts years, it does not measure the amount."""
    following = view.skip_space(end)
    return (
        amount.end < end - 3 and following > end and view.char(following).isdecimal() and view.text[view.skip_space(amount.end)].isupper()
    )


def _is_decade(view: View, amount: Amount) -> bool:
    """The "2010s" last ten years, not two thousand seconds."""
    return amount.number.value in range(1900, 2100) and view.folded.startswith("s", amount.end)


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
    number = han_number_at(view.folded, at) or _worded_number(view, at)
    return _finished(view, _with_unit(view, Amount(at, number.end, number, spelled=True))) if number else None


def _worded_number(view: View, at: int) -> Number | None:
    found = number_words(view.convention.language).match(view.folded, at)
    return Number(float(found[0]), 1.0, found[1]) if found else None


def _hundredths(view: View, at: int) -> Amount | None:
    """百分之三十: thirty percent."""
    start = at + len(_HUNDREDTHS)
    number = number_at(view.folded, start, view.convention) or han_number_at(view.folded, start)
    return Amount(at, number.end, number, unit=Unit("percent", "%")) if number else None
