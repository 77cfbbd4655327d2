"""Numerals: digits with separators read in the document's convention, Han numerals, scale words."""

from __future__ import annotations

import re
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.convention import Convention
from agent.facts.lexicon import section, strings
from agent.facts.phrases import Phrases

_DIGITS = expression(r"\d+(?:[.,']\d+)*")
_POINT_LANGUAGES = frozenset({"ja", "zh", "ko"})  # in which nobody groups thousands with points
_SPACED_DIGITS = expression(r"\d{1,3}(?:[ \u00a0]\d{3})+(?:[.,]\d{1,2})?(?!\d|[.,]\d)")
_NO_BREAK_DIGITS = expression(r"\d{1,3}(?:\u00a0\d{3})+(?:[.,]\d{1,2})?(?!\d|[.,]\d)")
_INDIAN = expression(r"\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d+)?")
_HAN_NUMERAL = expression(r"(?!四半期)[一二三四五六七八九十百千两兩]{1,7}")  # 四半期 is a quarter, not four of anything
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {"两": 2, "兩": 2}
_HAN_POWERS = {"十": 10, "百": 100, "千": 1000}


class Number(Struct, frozen=True):
    """A numeral without sign or unit. `step` is the worth of its last written digit (0.1 for "1.3"), `end` where it ends."""

    value: float
    step: float
    end: int
    grouped: bool = False  # written with separators of thousands
    ambiguous: bool = False  # "1.234": the document's convention decided, nothing in the number itself

    @property
    def is_whole(self) -> bool:
        return self.step >= 1

    @property
    def as_grouped(self) -> Number:
        """The reading of an ambiguous number whose separator groups thousands."""
        return self if self.grouped or not self.ambiguous else replace(self, value=round(self.value * 1000), step=1.0, grouped=True)

    @property
    def as_decimal(self) -> Number:
        """The reading of an ambiguous number whose separator is the decimal one."""
        return replace(self, value=self.value / 1000, step=0.001, grouped=False) if self.grouped and self.ambiguous else self


def number_at(folded: str, at: int, convention: Convention) -> Number | None:
    """The number whose first digit stands at `at`; None for versions, dates and lists ("1.2.0", "15.03.2026", "1,2,3")."""
    spaced = (_SPACED_DIGITS if convention.spaced else _NO_BREAK_DIGITS).match(folded, at)
    if spaced and spaced.end() > at:
        return _from_groups(spaced.group(), spaced.end())
    match = _DIGITS.match(folded, at)
    if not match:
        return None
    literal = match.group()
    if len(literal) > 1 and literal[0] == "0" and literal[1].isdecimal():
        return None  # "0007" is a label
    if _INDIAN.fullmatch(literal):
        return _plain(literal.replace(",", ""), ".", match.end(), grouped=True)
    return _separated(literal, match.end(), convention)


def _from_groups(literal: str, end: int) -> Number | None:
    digits = literal.replace(" ", "").replace("\u00a0", "")
    return _plain(digits.replace(",", "."), ".", end, grouped=True)


def _plain(digits: str, decimal: str, end: int, *, grouped: bool = False) -> Number:
    whole, _, fraction = digits.partition(decimal)
    return Number(float(f"{whole or '0'}.{fraction or '0'}"), 10.0 ** -len(fraction), end, grouped)


def _separated(literal: str, end: int, convention: Convention) -> Number | None:
    marks = [character for character in literal if not character.isdecimal()]
    if not marks:
        return _plain(literal, ".", end) if len(literal) <= 18 else None
    groups = re.split(r"[.,']", literal)
    last = marks[-1]
    in_groups = 1 <= len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(marks)) == 2:
        if marks.count(last) == 1 and in_groups and all(len(group) == 3 for group in groups[1:-1]):
            return _plain(_without(literal, marks[0]), last, end, grouped=True)
        return None
    if len(set(marks)) > 2:
        return None
    in_threes = in_groups and all(len(group) == 3 for group in groups[1:])
    if in_threes and _is_group(last, len(marks), convention):
        return replace(_plain(_without(literal, last), ".", end, grouped=True), ambiguous=len(marks) == 1 and last != "'")
    open_to_doubt = in_threes and not (last == "." and convention.language in _POINT_LANGUAGES)
    return replace(_plain(literal, last, end), ambiguous=open_to_doubt) if len(marks) == 1 and last != "'" else None


def _is_group(mark: str, count: int, convention: Convention) -> bool:
    """Whether a separator before exactly three digits separates thousands: repeated it always does, once it is the convention's word."""
    return count > 1 or mark == "'" or mark != convention.decimal


def _without(literal: str, mark: str) -> str:
    return literal.replace(mark, "")


def han_number_at(folded: str, at: int) -> Number | None:
    """A small Han numeral: 三, 十二, 三十."""
    match = _HAN_NUMERAL.match(folded, at)
    if not match:
        return None
    total = digit = 0
    for character in match.group():
        power = _HAN_POWERS.get(character)
        if power:
            total += (digit or 1) * power
            digit = 0
        else:
            digit = _HAN_DIGITS[character]
    return Number(float(total + digit), 1.0, match.end())


class Scale(Struct, frozen=True):
    """A factor word behind a number. `money_only` letters ("5m") scale amounts of money and nothing else."""

    factor: float
    money_only: bool = False


@cache
def scale_words(language: str) -> Phrases[float]:
    """Words of scale that may stand apart from the digits: million, Mio., тыс, 万."""
    entries = [(word, float(factor)) for word, factor in section("money", "by_language", language).items() if isinstance(factor, int)]
    own = [(str(word), factor) for word, factor in entries]
    shared = [(word, float(factor)) for factor, listed in section("money", "scales").items() for word in strings(listed)]
    return Phrases([*own, *shared])


@cache
def _glued() -> dict[str, Scale]:
    found = {word: Scale(float(factor)) for factor, listed in section("money", "glued").items() for word in strings(listed)}
    for factor, listed in section("money", "money_only").items():
        found.update({word: Scale(float(factor), money_only=True) for word in strings(listed)})
    return found


_LETTERS = expression(r"[A-Za-z]{1,2}(?![A-Za-z_])")


_GENERATION = expression(r"(?:^|[^\d.,$€£¥])[2-6]$")


def glued_scale(text: str, at: int) -> tuple[Scale, int] | None:
    """A scale letter right behind the digits: "12K", "1.3M", "5m"; upper and lower case differ, so `text` is the unfolded one."""
    match = _LETTERS.match(text, at)
    if not match:
        return None
    letters = match.group()
    if letters == "G" and _GENERATION.search(text, max(0, at - 3), at):
        return None  # 4G and 5G are networks
    scale = _glued().get(letters) or (_glued()["k"] if letters in "kK" else None)
    return (scale, match.end()) if scale else None


@cache
def _own_letters() -> tuple[frozenset[str], dict[str, float]]:
    table = section("money", "by_currency")
    letters = section("money", "by_currency", "letters")
    return frozenset(strings(table["currencies"])), {
        str(word): float(factor) for word, factor in letters.items() if isinstance(factor, int)
    }


def currency_scale(text: str, at: int, currency: str) -> tuple[Scale, int] | None:
    """A scale letter that only amounts of some currencies bear: "₹132 Cr", "Rs. 45L"."""
    currencies, letters = _own_letters()
    match = _LETTERS.match(text, at) if currency in currencies else None
    scale = letters.get(match.group()) if match else None
    return (Scale(scale, money_only=True), match.end()) if match and scale else None


@cache
def number_words(language: str) -> Phrases[int]:
    """Number words of a language, and of English in every document."""
    entries = [(str(word), value) for word, value in section("numbers", "words", language).items() if isinstance(value, int)]
    english = [(str(word), value) for word, value in section("numbers", "words", "en").items() if isinstance(value, int)]
    return Phrases([*entries, *english])
