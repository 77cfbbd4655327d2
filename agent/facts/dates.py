"""Points of the calendar: days, months, quarters, halves, years, fiscal years, in one language or another."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from agent.facts.calendar_words import ambiguous_months, months, ordinals, phrases_of
from agent.facts.folding import is_ideographic
from agent.facts.view import View

Precision = Literal["day", "month", "quarter", "half", "year"]
YEARS = range(1990, 2060)

_ISO_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[.,]\d)")
_ISO_MONTH = re.compile(r"(\d{4})[-/](\d{2})(?![\d/]|-\d)")
_NUMERIC_DAY = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.,]\d)")
_NUMERIC_MONTH = re.compile(r"(\d{1,2})[./](\d{4})(?![\d/])")
_SHORT_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(?!\d)")
_HAN_YEAR = r"(?P<year>\d{4})[ \u00a0]?年(?:度)?[ \u00a0]?"
_HAN_DAY = r"(?P<month>\d{1,2})[ \u00a0]?月(?:份)?(?:[ \u00a0]?(?P<day>\d{1,2})[ \u00a0]?[日号])?(?:[上中下]旬|[初底末])?"
_HAN_DATED = re.compile(_HAN_YEAR + rf"(?:{_HAN_DAY})?")
_HAN_UNDATED = re.compile(_HAN_DAY + r"(?!\d)")
_QUARTER = re.compile(r"(?:[qt]([1-4])|([1-4])[qt])(?![\w])", re.ASCII)
_HALF = re.compile(r"(?:h([12])|([12])h|s([12]))(?![\w])", re.ASCII)
_COMPACT = re.compile(r"([1-4])([qh])'?(\d{4}|\d{2})(?!\w)", re.ASCII)
_YEAR = re.compile(r"(?:19[9]\d|20[0-5]\d)(?![\d%])")
_FISCAL = re.compile(r"(?:fy|gj|fj)[ '/-]{0,2}(\d{4}|\d{2})(?:\s?[-/]\s?(\d{4}|\d{2}))?(?![\w])", re.ASCII)
_SHORT_YEAR = re.compile(r"'(\d{2})(?!\d)")
_DAY_NUMBER = re.compile(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?(?![\d/:%]|[.,]\d|[a-z])", re.ASCII)
_HAN_QUARTER = re.compile(r"第?([1-4一二三四])(?:季度|四半期|季)")
_HAN_HALF = re.compile(r"(上|下)(?:半年|半期|期)")
_HAN_EDGE = re.compile(r"[初底末]|中(?=[^\w]|$|旬)")
_HAN_EDGES = {"初": 1, "中": 5, "底": 9, "末": 9}
_HAN_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}
_GAP = r"[ \u00a0]?"


@dataclass(frozen=True, slots=True)
class Point:
    """A day, month, quarter, half or year; `year` None when it is not written. `first`..`last` are its months (1..12)."""

    start: int
    end: int
    precision: Precision
    year: int | None
    first: int = 1
    last: int = 12
    day: int = 0
    fiscal: bool = False
    certain: bool = True  # False: a month word that may be another word

    @property
    def begins(self) -> date | None:
        return None if self.year is None else date(self.year, self.first, self.day or 1)

    @property
    def ends(self) -> date | None:
        if self.year is None:
            return None
        return date(self.year, self.last, self.day or monthrange(self.year, self.last)[1])


def point_at(view: View, at: int) -> Point | None:
    """The calendar point that starts at `at`; the longest reading wins."""
    if not view.starts_word(at) and not is_ideographic(view.char(at - 1) or " "):
        return None
    readers = _DIGIT_READERS if view.char(at).isdecimal() else _WORD_READERS
    best: Point | None = None
    for reader in readers:
        point = reader(view, at)
        if point is not None and (best is None or point.end > best.end):
            best = point
    return best


def _day(start: int, end: int, year: int | None, month: int, day: int) -> Point | None:
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or 2024, month)[1] or (year is not None and year not in YEARS):
        return None
    return Point(start, end, "day", year, month, month, day)


def _month(start: int, end: int, year: int | None, month: int, *, certain: bool = True) -> Point | None:
    if not 1 <= month <= 12 or (year is not None and year not in YEARS):
        return None
    return Point(start, end, "month", year, month, month, certain=certain)


def _compact(view: View, at: int) -> Point | None:
    """ "3Q25", "1H2026"."""
    match = _COMPACT.match(view.folded, at)
    if not match or _full_year(match.group(3)) not in YEARS:
        return None
    part = _part(at, match.end(), "quarter" if match.group(2) == "q" else "half", int(match.group(1)))
    return replace(part, year=_full_year(match.group(3))) if match.group(2) == "q" or match.group(1) in "12" else None


def _iso(view: View, at: int) -> Point | None:
    match = _ISO_DAY.match(view.folded, at)
    if match:
        return _day(at, match.end(), int(match.group(1)), int(match.group(3)), int(match.group(4)))
    match = _ISO_MONTH.match(view.folded, at)
    return _month(at, match.end(), int(match.group(1)), int(match.group(2))) if match else None


def _numeric(view: View, at: int) -> Point | None:
    match = _NUMERIC_DAY.match(view.folded, at)
    if match:
        first, second, year = int(match.group(1)), int(match.group(3)), _full_year(match.group(4))
        month_first = second > 12 or (view.convention.date_order == "mdy" and first <= 12 and match.group(2) == "/")
        day, month = (second, first) if month_first else (first, second)
        return _day(at, match.end(), year, month, day)
    match = _NUMERIC_MONTH.match(view.folded, at)
    if match:
        return _month(at, match.end(), int(match.group(2)), int(match.group(1)))
    match = _SHORT_DAY.match(view.folded, at) if view.convention.language == "de" else None
    return _day(at, match.end(), None, int(match.group(2)), int(match.group(1))) if match else None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _han(view: View, at: int) -> Point | None:
    """2026年3月15日, 2026年3月, 2026年度, 3月15日, 3月."""
    match = _HAN_DATED.match(view.folded, at) or _HAN_UNDATED.match(view.folded, at)
    if not match:
        return None
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts["month"] and parts["day"]:
        return _day(at, match.end(), year, int(parts["month"]), int(parts["day"]))
    if parts["month"]:
        return _month(at, match.end(), year, int(parts["month"]))
    if year is None or year not in YEARS:
        return None
    rest = _han_part(view, match.end(), year)
    if rest:
        return Point(at, rest.end, rest.precision, year, rest.first, rest.last)
    end = at + len(match.group().rstrip(" \u00a0"))
    return Point(at, end, "year", year, fiscal=view.char(end - 1) == "度")


def _han_part(view: View, at: int, year: int | None) -> Point | None:
    """第3四半期, 第三季度, 上半年, Q3: a part of the year just named."""
    match = _HAN_QUARTER.match(view.folded, at)
    if match:
        number = _HAN_NUMBERS.get(match.group(1)) or int(match.group(1))
        return Point(at, match.end(), "quarter", year, 3 * number - 2, 3 * number)
    match = _HAN_EDGE.match(view.folded, at)
    if match and year is not None:
        first = _HAN_EDGES[match.group()]
        return Point(at, match.end(), "quarter", year, first, first + 3)
    match = _HAN_HALF.match(view.folded, at)
    if match:
        first = 1 if match.group(1) == "上" else 7
        return Point(at, match.end(), "half", year, first, first + 5)
    match = _QUARTER.match(view.folded, view.skip_space(at))
    if match:
        number = int(match.group(1) or match.group(2))
        return Point(at, match.end(), "quarter", year, 3 * number - 2, 3 * number)
    return None


def _with_year(view: View, point: Point) -> Point:
    """The point with the year behind it: "Q3 2025", "March, 2026", "Q1/2026", "3º trimestre de 2025", "Q3 '25", "Q3 FY26"."""
    at = point.end
    if view.char(at) in {",", "."} and view.char(at):
        at += 1
    at = view.skip_space(at)
    linking = phrases_of("linking").match(view.folded, at)
    if linking and view.skip_space(linking[1]) > linking[1]:
        at = view.skip_space(linking[1])
    elif at == point.end and view.char(at) in {"/", "-", "."} and view.char(at):
        at += 1
    year = _year_at(view, at)
    if year and (at > point.end or is_ideographic(view.char(at - 1) or " ") or view.char(at) == "'"):
        return Point(point.start, year[1], point.precision, year[0], point.first, point.last, point.day, fiscal=year[2])
    return point


def _year_at(view: View, at: int) -> tuple[int, int, bool] | None:
    match = _YEAR.match(view.folded, at)
    if match and not view.folded.startswith(("-0", "-1"), match.end()) and not _is_amount(view, match.end()):
        return int(match.group()), match.end(), False
    match = _SHORT_YEAR.match(view.folded, at)
    if match:
        return 2000 + int(match.group(1)), match.end(), False
    match = _FISCAL.match(view.folded, at)
    return (_full_year(match.group(1)), match.end(), True) if match and not match.group(2) else None


def _is_amount(view: View, end: int) -> bool:
    """2025 in "2025.50", "2,025" and "2025k" is no year."""
    after, then = view.char(end), view.char(end + 1)
    return (after in {".", ",", "'"} and then.isdecimal()) or (after.isalpha() and not is_ideographic(after)) or after == "_"


def _quarter(view: View, at: int) -> Point | None:
    match = _QUARTER.match(view.folded, at)
    if match and not view.text[at : match.end()].islower():
        number = int(match.group(1) or match.group(2))
        point = _with_year(view, Point(at, match.end(), "quarter", None, 3 * number - 2, 3 * number))
        return point if point.year is not None or "q" in match.group() else None  # "T3" alone is the third task, too
    part = _han_part(view, at, None)
    if part and ((part.precision == "quarter" and is_ideographic(view.char(part.end - 1) or " ")) or part.precision == "half"):
        return part
    return _worded(view, at, "quarter_words", "quarter")


def _half(view: View, at: int) -> Point | None:
    match = _HALF.match(view.folded, at)
    if match and not view.text[at : match.end()].islower():
        first = 1 if (match.group(1) or match.group(2) or match.group(3)) == "1" else 7
        point = _with_year(view, Point(at, match.end(), "half", None, first, first + 5))
        return point if point.year is not None or match.group(1) else None  # "S1" alone is a sprint or a server
    return _worded(view, at, "half_words", "half")


def _worded(view: View, at: int, key: str, precision: Precision) -> Point | None:
    """ "third quarter of 2025", "1. Halbjahr 2026", "3º trimestre", "Kuartal 3 2025"."""
    ordinal = ordinals().match(view.folded, at)
    words = phrases_of(key)
    if ordinal:
        word = words.match(view.folded, view.skip_space(ordinal[1]))
        return _with_year(view, _part(at, word[1], precision, ordinal[0])) if word else None
    word = words.match(view.folded, at)
    if not word:
        return None
    number = re.compile(_GAP + r"([1-4])(?![\d.,/%]|" + _GAP + r"[-~])").match(view.folded, word[1])
    if not number or int(number.group(1)) > (4 if precision == "quarter" else 2):
        return None
    return _with_year(view, _part(at, number.end(), precision, int(number.group(1))))


def _part(start: int, end: int, precision: Precision, number: int) -> Point:
    months_each = 3 if precision == "quarter" else 6
    return Point(start, end, precision, None, months_each * (number - 1) + 1, min(months_each * number, 12))


def _fiscal(view: View, at: int) -> Point | None:
    match = _FISCAL.match(view.folded, at)
    if not match:
        return None
    year = _full_year(match.group(2) or match.group(1))
    if year not in YEARS:
        return None
    begin = view.skip_space(match.end())
    part = _QUARTER.match(view.folded, begin) or _HALF.match(view.folded, begin) if begin > match.end() else None
    if part and not view.text[begin : part.end()].islower():
        built = _part(at, part.end(), "quarter" if part.re is _QUARTER else "half", int(next(filter(None, part.groups()))))
        return Point(at, built.end, built.precision, year, built.first, built.last, fiscal=True)
    return Point(at, match.end(), "year", year, fiscal=True)


def _named(view: View, at: int) -> Point | None:
    """ "March 2026", "March 3, 2026", "Oktober", "Sept. 2025"."""
    found = months().match(view.folded, at)
    if not found:
        return None
    month, end = found
    plain = view.folded[at:end].rstrip(".")
    certain = plain not in ambiguous_months() and not (view.text[at].islower() and view.convention.language in {"en", "de"})
    day = _DAY_NUMBER.match(view.folded, view.skip_space(end))
    if day and view.skip_space(end) > end and not _year_at(view, view.skip_space(end)) and 1 <= int(day.group(1)) <= 31:
        point = _day(at, day.end(), None, month, int(day.group(1)))
        if point:
            return _with_year(view, point)
    base = _month(at, end, None, month, certain=certain)
    if base is None:
        return None
    dated = _with_year(view, base)
    return (
        dated if dated.year is not None or view.char(end - 1) != "." else Point(at, end - 1, "month", None, month, month, certain=certain)
    )


def _day_first(view: View, at: int) -> Point | None:
    """ "12 Jan", "1. Oktober 2025", "3 de março de 2026", "1er mars"."""
    match = _DAY_NUMBER.match(view.folded, at)
    if not match or not 1 <= int(match.group(1)) <= 31:
        return None
    begin = view.skip_space(match.end())
    linking = phrases_of("linking").match(view.folded, begin)
    if linking:
        begin = view.skip_space(linking[1])
    month = months().match(view.folded, begin) if begin > match.end() or view.char(match.end() - 1) == "." else None
    if not month or (view.folded[begin : month[1]] in {"set", "out", "may"} and view.text[begin].islower() and not linking):
        return None
    point = _day(at, month[1], None, month[0], int(match.group(1)))
    return _with_year(view, point) if point else None


def _year_first(view: View, at: int) -> Point | None:
    """ "2025", "2025-Q3", "2025 Q3", "2025 H2", "2026 March"."""
    match = _YEAR.match(view.folded, at)
    if not match or _is_amount(view, match.end()):
        return None
    year, end = int(match.group()), match.end()
    for begin in (end, end + 1):
        if begin == end + 1 and view.char(end) not in {"-", "/", " ", "\u00a0"}:
            break
        part = _QUARTER.match(view.folded, begin) or _HALF.match(view.folded, begin)
        if part and not _year_at(view, view.skip_space(part.end())):
            number = int(next(group for group in part.groups() if group))
            quarter = part.re is _QUARTER
            built = _part(at, part.end(), "quarter" if quarter else "half", number)
            return Point(at, built.end, built.precision, year, built.first, built.last)
    return Point(at, end, "year", year)


_DIGIT_READERS = (_compact, _iso, _numeric, _han, _quarter, _half, _day_first, _year_first)
_WORD_READERS = (_quarter, _half, _fiscal, _named)
