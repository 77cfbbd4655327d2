"""The period that a label, header or heading gives the amounts beside it: "Monthly cost", "Claims/Monat", 月額, "Jahresumsatz"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts.convention import Convention
from agent.facts.folding import is_ideographic
from agent.facts.lexicon import section, strings
from agent.facts.money_roles import money_role
from agent.facts.phrases import Phrases
from agent.facts.prices import adverb_at, denominator_at
from agent.facts.view import View

_LONGEST = 120
_STARTS = expression(r"[^\W\d_]+|/")
_OPEN = expression(r"[ \u00a0]*\d")  # "im Jahr 2026" says when
_PRICED = expression(r"\d[\d.,]*[ \u00a0]?[^\W\d_]{0,9}[$€£¥₽₹]?\s?$")  # "Black Card ($100K/year)" names a price of its own
_BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
# Before the character of a period these count or point: 3年間, 三年成本, 第2四半期, 初年度, 本月.
_POINTING = frozenset("一二三四五六七八九十百千两半数几何第个個ヶヵか今本上下当初首次来前翌去昨同青少成")
_HAN_PERIODS = {"日": "day", "周": "week", "週": "week", "月": "month", "年": "year"}
_ARTICLES = frozenset({"a", "an"})  # "A year of data"
_SHORT_BRACKET = 2  # words
_SHORT = 3  # words of a label in which "monthly" can only be said of the amount
_REACH = 24  # characters before a denominator in which a figure is what it divides
_LEAST_REST = 4  # letters of what a compound is: "Monats-umsatz"


class LabelPeriod(Struct, frozen=True):
    """`per` as in `Quantity`. `counts` tells that it holds for any number: "Claims/Monat"; "monthly" holds for money alone, because
    beside other things it is part of a name ("monthly active users")."""

    per: str
    counts: bool


@lru_cache(maxsize=16384)
def label_period(text: str) -> LabelPeriod | None:
    """The period that a label states for the amounts it names; None when it states none, or several ("Monthly / yearly price")."""
    if len(text) > _LONGEST:
        return None
    found = set(_stated(View.of(_BRACKETS.sub(_if_short, text), Convention())))
    if len({period.per for period in found}) != 1:
        return None
    counts = any(period.counts for period in found)
    plain = _BRACKETS.sub(" ", text)
    if not counts and len(plain.split()) > _SHORT and not money_role(plain):
        return None
    return LabelPeriod(next(iter(found)).per, counts)


def _if_short(bracket: re.Match[str]) -> str:
    """ "Revenue (monthly)", but not "Payroll (weekly timesheets × 52)"."""
    return bracket.group() if len(bracket.group().split()) <= _SHORT_BRACKET else " "


def _stated(view: View) -> Iterator[LabelPeriod]:
    for match in _STARTS.finditer(view.folded):
        at = match.start()
        article = not at and match.group() in _ARTICLES
        behind = None if article else denominator_at(view, at)
        if behind is not None and not _OPEN.match(view.folded, behind[1]) and not _PRICED.search(view.folded[max(0, at - _REACH) : at]):
            yield LabelPeriod(behind[0], counts=True)
        elif not article and (adverb := adverb_at(view, at)) is not None and view.starts_word(at) and view.char(at - 1) != "-":
            yield LabelPeriod(adverb[0], counts=False)
        elif opened := _compound(match.group()):
            yield LabelPeriod(opened, counts=False)
    for at, character in enumerate(view.folded):
        if is_ideographic(character) and (opening := _openings().match(view.folded, at) or adverb_at(view, at)) is not None:
            before = view.char(at - 1)
            if not (before.isdigit() or before in _POINTING) or not before:
                yield LabelPeriod(opening[0], counts=False)
        elif character in _HAN_PERIODS and _opens_amount(view, at):
            yield LabelPeriod(_HAN_PERIODS[character], counts=False)


def _opens_amount(view: View, at: int) -> bool:
    """Whether the character of a period opens a word for an amount of money: 月预算, 年予算."""
    before = view.char(at - 1)
    opens = not (before.isalnum() or before in _POINTING) or not before
    return opens and is_ideographic(view.char(at + 1) or " ") and bool(money_role(view.text[at + 1 :], "zh"))


def _compound(word: str) -> str:
    """The period in "Monatsumsatz": only where the rest says what the amount is, and so not in "Jahresende"."""
    for prefix, period in _prefixes():
        if word.startswith(prefix) and len(word) >= len(prefix) + _LEAST_REST and money_role(word[len(prefix) :], "de"):
            return period
    return ""


@cache
def _openings() -> Phrases[str]:
    return Phrases((word, period) for word, period in _listed() if is_ideographic(word[0]))


@cache
def _prefixes() -> tuple[tuple[str, str], ...]:
    return tuple((word.lower(), period) for word, period in _listed() if not is_ideographic(word[0]))


def _listed() -> Iterator[tuple[str, str]]:
    for period, listed in section("numbers", "opening_periods").items():
        yield from ((word, str(period)) for word in strings(listed))
