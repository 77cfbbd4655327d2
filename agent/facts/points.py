"""A point of the calendar, and what every way of writing one shares."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.calendar_words import phrases_of
from agent.facts.folding import is_ideographic
from agent.facts.view import View

Precision = Literal["day", "month", "quarter", "half", "year"]
YEARS = range(1990, 2060)
MONTHS_OF: dict[Precision, int] = {"quarter": 3, "half": 6}

QUARTER = expression(r"(?:[qt]([1-4])|([1-4])[qt])(?![\w])", re.ASCII)
HALF = expression(r"(?:h([12])|([12])h|s([12]))(?![\w])", re.ASCII)
FISCAL_YEAR = expression(r"(?:fy|gj|fj)[ '/-]{0,2}(\d{4}|\d{2})(?:\s?[-/]\s?(\d{4}|\d{2}))?(?![\w])", re.ASCII)
YEAR = expression(r"(?:19[9]\d|20[0-5]\d)(?![\d%])")
DAY_NUMBER = expression(r"(\d{1,2})(?:st|nd|rd|th|er|º|ª|°|\.)?(?![\d/%]|[.,:]\d|[a-z])", re.ASCII)
_SHORT_YEAR = expression(r"'(\d{2})(?!\d)")
_BARE_SHORT_YEAR = expression(r"(2\d|3[0-5])(?=[ \u00a0]*(?:$|[\n|)\]:;*→–—]|,(?!\d)|-[ \u00a0]))", re.ASCII)
_LEAP = 2024  # any leap year: without a year, 29 February is a day


class Point(Struct, frozen=True):
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
        return None if self.year is None else date(self.year, self.first, min(self.day or 1, monthrange(self.year, self.first)[1]))

    @property
    def ends(self) -> date | None:
        return None if self.year is None else date(self.year, self.last, min(self.last_day, monthrange(self.year, self.last)[1]))

    @property
    def last_day(self) -> int:
        """Its day of the month, or the last one of its last month; 29 for a February without a year."""
        return self.day or monthrange(self.year or _LEAP, self.last)[1]


def full_year(digits: str) -> int:
    """The year that two or four digits mean."""
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def day_point(start: int, end: int, year: int | None, month: int, day: int) -> Point | None:
    """A day, if there is such a day."""
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(year or _LEAP, month)[1] or (year is not None and year not in YEARS):
        return None
    return Point(start, end, "day", year, month, month, day)


def month_point(start: int, end: int, year: int | None, month: int, *, certain: bool = True) -> Point | None:
    """A month, if there is such a month."""
    if not 1 <= month <= 12 or (year is not None and year not in YEARS):
        return None
    return Point(start, end, "month", year, month, month, certain=certain)


def part_point(start: int, end: int, precision: Precision, number: int) -> Point:
    """The `number`-th quarter or half of a year that is not written."""
    length = MONTHS_OF[precision]
    return Point(start, end, precision, None, length * (number - 1) + 1, min(length * number, 12))


def part_code(view: View, at: int) -> Point | None:
    """Q3, H2, S1 in capitals, as written behind a year."""
    match = QUARTER.match(view.folded, at) or HALF.match(view.folded, at)
    if not match or view.text[at : match.end()].islower():
        return None
    return part_point(
        at, match.end(), "quarter" if match.re.pattern == QUARTER.pattern else "half", int(next(filter(None, match.groups())))
    )


def with_year(view: View, point: Point) -> Point:
    """The point with the year behind it: "Q3 2025", "March, 2026", "Q1/2026", "3º trimestre de 2025", "Q3 '25", "Q3 FY26"."""
    at = point.end + (view.char(point.end) in {",", "."})
    at = view.skip_space(at)
    linking = phrases_of("linking").match(view.folded, at)
    if linking and view.skip_space(linking[1]) > linking[1]:
        at = view.skip_space(linking[1])
    elif at == point.end and view.char(at) in {"/", "-", "."}:
        at += 1
    year = year_at(view, at) or (_bare_short_year(view, at) if point.precision in MONTHS_OF and at > point.end else None)
    apart = at > point.end or is_ideographic(view.char(at - 1) or " ") or view.char(at) == "'"
    return replace(point, end=year[1], year=year[0], fiscal=year[2]) if year and apart else point


def _bare_short_year(view: View, at: int) -> tuple[int, int, bool] | None:
    """The 25 of "Q3 25", where no word or number follows that it could count: "Q3 25 | Q4 25", but not "Q3 25 hires"."""
    match = _BARE_SHORT_YEAR.match(view.folded, at)
    return (2000 + int(match.group(1)), match.end(1), False) if match else None


def year_at(view: View, at: int) -> tuple[int, int, bool] | None:
    """A year at this place, where it ends, and whether it is a fiscal one."""
    match = YEAR.match(view.folded, at)
    if match and not view.folded.startswith(("-0", "-1"), match.end()) and not is_amount(view, match.end()):
        return int(match.group()), match.end(), False
    match = _SHORT_YEAR.match(view.folded, at)
    if match:
        return 2000 + int(match.group(1)), match.end(), False
    match = FISCAL_YEAR.match(view.folded, at)
    year = full_year(match.group(1)) if match and not match.group(2) else 0
    return (year, match.end(), True) if match and year in YEARS else None


def is_amount(view: View, end: int) -> bool:
    """2025 in "2025.50", "2,025" and "2025k" is no year."""
    after, then = view.char(end), view.char(end + 1)
    return (after in {".", ",", "'"} and then.isdecimal()) or (after.isalpha() and not is_ideographic(after)) or after == "_"
