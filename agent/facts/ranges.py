"""Ranges: two amounts, one of which may carry the scale, the currency or the unit of both."""

from __future__ import annotations

from functools import cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.amounts import Amount, amount_at, likeliest
from agent.facts.folding import is_letter
from agent.facts.lexicon import section, strings
from agent.facts.phrases import Phrases
from agent.facts.view import View

_YEAR = expression(r"(?:19[5-9]|20[0-6])\d")
_MINUS = "\u2212"
_RESULT = 32  # characters behind it in which a result stands


@cache
def _range_words(language: str) -> Phrases[str]:
    ranges = section("numbers", "ranges")
    return Phrases((word, word) for word in (*strings(ranges.get("any")), *strings(ranges.get(language))))


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
    begin = view.skip_space(end)
    second = amount_at(view, begin, first.currency)
    if second and second.currency is not None and first.currency is None and not view.char(begin).isdigit() and _is_year(view, first):
        return None  # "$10B in 2024 to $20B"
    return _joined(first, second, view.convention.proven) if second and second.sign in {"", first.sign} else None


def _is_year(view: View, amount: Amount) -> bool:
    """Whether a bare number may be a year of our time."""
    return amount.unit is None and amount.scale is None and bool(_YEAR.fullmatch(view.folded, amount.start, amount.end))


def _evenly_spaced(view: View, end: int, start: int, after: int) -> bool:
    """A dash with a space on one side only is no range ("10 -20"); a word has one on both."""
    if is_letter(view.char(after - 1)):
        return start > end and view.skip_space(after) > after
    spaced = start > end
    if spaced and view.text[start] == _MINUS and "=" in view.folded[after : after + _RESULT]:
        return False  # "€38,000 − €9,000": the sign of a subtraction
    return spaced == (view.skip_space(after) > after)


def _joined(first: Amount, second: Amount, proven: bool) -> tuple[Amount, Amount] | None:
    """Both ends with the scale, currency and unit that only one of them may carry; None when they are no range."""
    if first.currency is not None and second.currency not in {None, first.currency}:
        return None
    if first.unit and second.unit and first.unit != second.unit:
        return None
    unit = second.unit or first.unit
    currency = first.currency if first.currency is not None else second.currency
    if first.open_end or (unit and currency is not None):
        return None
    low = likeliest(replace(first, currency=currency, unit=unit), proven)
    high = likeliest(replace(second, currency=currency, unit=unit, sign=first.sign), proven)
    if low.scale is None and high.scale is not None and first.unit is None and low.number.value <= high.number.value:
        low = replace(low, scale=high.scale)
    elif high.scale is None and low.scale is not None and low.number.value <= high.number.value < 1000:
        high = replace(high, scale=low.scale)
    return (low, high) if abs(low.total) <= abs(high.total) else None
