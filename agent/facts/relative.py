"""Relative windows: "months 6-18", "Week 3", "T+30", "next 30 days", "第1-2周"; their origin is unknown."""

from __future__ import annotations

import re

from agent.expressions import expression
from agent.facts.calendar_words import ambiguous_months, months, phrases_of, relative_letters, relative_units
from agent.facts.folding import is_letter
from agent.facts.view import View
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_GAP = r"[ \u00a0]?"
_NUMBERS = expression(
    rf"(\d{{1,3}})(?!\d)(?:{_GAP}(?:-|~|to|a|bis|do|до|по|through|au|e|y|et|und|and|&|sampai|至|到|から){_GAP}[wmdys]?(\d{{1,3}})(?!\d|[.,]\d|%)){{0,4}}(\+)?(?![\d%]|[.,]\d)"
)
_LETTERED = expression(rf"([wmdyst])(\d{{1,3}}){_GAP}[-~]{_GAP}([wmdyst])?(\d{{1,3}})(?![\w.%])", re.ASCII)
_MINUTES = expression(
    r"[ \u00a0]?(?:s|sec|min|h|hrs?|hours?|minutes?|stunden?|minuten|horas?|minutos?|heures?|ore|minuti|uur|мин|час)(?!\w)"
)
_OF_MONTH = expression(r"[ \u00a0](?:de[ \u00a0]|d')?")
_LETTER = expression(r"([wy])(\d{1,2})(?![\w.-])", re.ASCII)
_OFFSET = expression(r"([tdmwj])\+(\d{1,3})(?:" + _GAP + r"-" + _GAP + r"(?:\1\+)?(\d{1,3}))?(?![\w.%])", re.ASCII)
_HAN = expression(
    r"第"
    + _GAP
    + r"(\d{1,3}|[一二三四五六七八九十]{1,3})(?:"
    + _GAP
    + r"[-~至到]"
    + _GAP
    + r"第?(\d{1,3}|[一二三四五六七八九十]{1,3}))?"
    + _GAP
    + r"(个月|個月|月|周|週間|週|年度|年|天|日)"
)
_HAN_ORDINAL = expression(r"(\d{1,3})(?:" + _GAP + r"[-~]" + _GAP + r"(\d{1,3}))?" + _GAP + r"(ヶ月|か月|カ月|週間|週|年|日)目")
# "13-18月" counts the months of a plan: the calendar has twelve.
_HAN_MONTHS = expression(r"(\d{1,2})" + _GAP + r"(?:[-~]|至|到)" + _GAP + r"(\d{2})" + _GAP + r"月(?!間|间)")
_HAN_UNITS = {
    "个月": "month",
    "個月": "month",
    "月": "month",
    "ヶ月": "month",
    "か月": "month",
    "カ月": "month",
    "周": "week",
    "週": "week",
    "週間": "week",
    "年": "year",
    "年度": "year",
    "天": "day",
    "日": "day",
}
_HAN_DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")}
_SMALL = expression(r"(\d{1,3})[ \u00a0]")
_RELATIVE = frozenset({"day", "week", "month", "quarter", "sprint"})
_MOST = {"year": 30}
_TIERS = 9  # levels or steps that a T and a digit name


def relative_at(view: View, at: int) -> Token | None:
    """The relative window that starts at `at`."""
    if not view.starts_word(at):
        return None
    window, end = _numbered(view, at) or _lettered(view, at) or _han(view, at) or (None, at)
    return _token(view, at, end, window) if window else None


def _token(view: View, at: int, end: int, window: tuple[str, float, float | None]) -> Token:
    unit, first, last = window
    text = view.text[at:end]
    return Token("window", at, end, text, Window(text, unit=unit, first=first, last=last, precision="relative", open_ended=last is None))


_Found = tuple[tuple[str, float, float | None], int]


def _numbered(view: View, at: int) -> _Found | None:
    found = relative_units().match(view.folded, at)
    if not found:
        return None
    unit, end = found
    begin = view.skip_space(end)
    if view.char(begin) == "#":
        begin += 1
    if begin == end and is_letter(view.char(end - 1)):
        return None
    match = _NUMBERS.match(view.folded, begin)
    if not match or (view.char(match.end()) and is_letter(view.char(match.end()))):
        return None
    if unit == "day" and _names_month(view, match.end()):
        return None  # "dia 20 de março": a day of the calendar
    first, last = float(match.group(1)), float(match.group(2) or match.group(1))
    if last < first or last > _MOST.get(unit, 400):
        return None
    return (unit, first, None if match.group(3) else last), match.end()


def _names_month(view: View, at: int) -> bool:
    """Whether the name of a month follows: " de março", " maggio"."""
    joined = _OF_MONTH.match(view.folded, at)
    month = months().match(view.folded, joined.end()) if joined is not None else None
    if joined is None or month is None:
        return False
    return joined.end() - at > 1 or view.folded[joined.end() : month[1]] not in ambiguous_months()  # "day 5 may slip"


def _lettered(view: View, at: int) -> _Found | None:
    units = relative_letters()
    match = _LETTERED.match(view.folded, at)
    if match and match.group(1) == "t" and int(match.group(4)) <= _TIERS:
        return None  # "tier badges (T0-T3)"
    if match and match.group(3) in {None, match.group(1)} and view.text[at].isupper() and int(match.group(2)) < int(match.group(4)):
        return (units[match.group(1)], float(match.group(2)), float(match.group(4))), match.end()
    match = _OFFSET.match(view.folded, at)
    if match and view.text[at].isupper():
        told = relative_units().match(view.folded, view.skip_space(match.end())) if match.group(1) == "t" else None
        if match.group(1) == "t" and told is None and _MINUTES.match(view.folded, match.end()):
            return None  # "T+10 min"
        unit, end = told or ({"t": "day", "j": "day"}.get(match.group(1)) or units[match.group(1)], match.end())
        return (unit, float(match.group(2)), float(match.group(3) or match.group(2))), end
    match = _LETTER.match(view.folded, at)
    if match and view.text[at].isupper() and 1 <= int(match.group(2)) <= (53 if match.group(1) == "w" else 10):
        return (units[match.group(1)], float(match.group(2)), float(match.group(2))), match.end()
    return None


def _han(view: View, at: int) -> _Found | None:
    counted = _HAN_MONTHS.match(view.folded, at)
    if counted and int(counted.group(2)) > max(12, int(counted.group(1))):
        return ("month", float(counted.group(1)), float(counted.group(2))), counted.end()
    match = _HAN.match(view.folded, at) or _HAN_ORDINAL.match(view.folded, at)
    if not match or (match.group(3) == "年度" and len(match.group(1)) > 2):
        return None
    first = _han_value(match.group(1))
    last = _han_value(match.group(2)) if match.group(2) else first
    return ((_HAN_UNITS[match.group(3)], first, last), match.end()) if first <= last else None


def _han_value(digits: str) -> float:
    if digits.isdecimal():
        return float(digits)
    tens, _, ones = digits.rpartition("十")
    return float((_HAN_DIGITS.get(tens, 1) * 10 if "十" in digits else 0) + _HAN_DIGITS.get(ones, 0))


def coming_at(view: View, at: int, duration: Token | None) -> Token | None:
    """ "next 30 days", "first 6 months": `duration` is the quantity behind the word at `at`."""
    if duration is None or not isinstance(duration.value, Quantity) or duration.value.kind != "duration":
        return None
    quantity = duration.value
    if quantity.unit not in _RELATIVE | {"year"}:
        return None
    return _token(view, at, duration.end, (quantity.unit, 0.0, quantity.most))


def counted_next_at(view: View, at: int) -> Token | None:
    """ "3 primeiros meses", "30 prochains jours": the number before the word."""
    match = _SMALL.match(view.folded, at)
    if not match or not view.starts_word(at):
        return None
    word = phrases_of("next").match(view.folded, match.end())
    unit = relative_units().match(view.folded, view.skip_space(word[1])) if word else None
    return _token(view, at, unit[1], (unit[0], 0.0, float(match.group(1)))) if unit else None


def next_word_end(view: View, at: int) -> int | None:
    """Where a word like "next" or "first" ends, with the space behind it."""
    found = phrases_of("next").match(view.folded, at) if view.starts_word(at) else None
    if not found:
        return None
    end = view.skip_space(found[1])
    return end if end > found[1] or not is_letter(view.char(found[1] - 1)) else None


def as_window(token: Token) -> Window | None:
    """The window that a token stands for where a window is expected: "6-18 months" is month 6 to month 18, "3 months" 0 to 3."""
    if isinstance(token.value, Window):
        return token.value
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "duration" or value.unit.startswith("person"):
        return None
    last = None if value.comparator in {">", ">="} else value.most
    first = value.least if value.is_range or last is None else 0.0
    return Window(token.text, unit=value.unit, first=first, last=last, precision="relative", open_ended=last is None)


def as_duration(token: Token) -> Quantity | None:
    """The duration that a token stands for where one is expected: "0-6 months" lasts six at most, "18+ months" at least 18."""
    value = token.value
    if isinstance(value, Quantity):
        return value if value.kind == "duration" else None
    if not isinstance(value, Window) or not value.unit or value.first is None:
        return None
    if value.last is None:
        return Quantity(value.first, value.first, value.first, value.first, "duration", value.unit, ">=")
    return Quantity(value.first, value.last, value.first, value.last, "duration", value.unit)


def reads_as_window(token: Token) -> bool:
    """ "0-6 months" and "18+ months" are stretches of a plan rather than lengths; "at least two weeks" is a length."""
    quantity = token.value
    if not isinstance(quantity, Quantity) or quantity.kind != "duration" or quantity.unit not in _RELATIVE or quantity.per:
        return False
    open_end = quantity.comparator == ">=" and not quantity.is_range and quantity.unit != "day" and "+" in token.text
    return (quantity.least == 0 and quantity.most > 0) or open_end
