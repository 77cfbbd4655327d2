"""Points of the calendar as digits write them, and the one door to all ways of writing a point."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.han_dates import han_point
from agent.facts.lexicon import word_list
from agent.facts.points import YEAR, YEARS, Point, day_point, full_year, is_amount, month_point, part_code, part_point, year_at
from agent.facts.view import View
from agent.facts.worded_dates import day_first, fiscal, half, named, quarter

_ISO_DAY = expression(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d|[.,]\d)")
_ISO_MONTH = expression(r"(\d{4})[-/](\d{2})(?![\d/]|-\d)")
_NUMERIC_DAY = expression(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?![\d/]|[.,]\d)")
_NUMERIC_MONTH = expression(r"(\d{1,2})[./](\d{4})(?![\d/])")
_DOTTED = frozenset({"de", "ru", "fr", "it", "nl", "es", "pt", "id"})  # languages that write days so; "en" and those of Asia do not
_EARLIEST = 2019  # year that a plan writes with two digits
_SHORT_DAY = expression(r"(\d{1,2})\.(\d{1,2})\.(?!\d)")
_COMPACT = expression(r"([1-4])([qh])'?(\d{4}|\d{2})(?!\w)", re.ASCII)
_YEAR_TO = expression(r"(?<!\d)(?:199\d|20[0-5]\d)[ \u00a0]?[-–—/][ \u00a0]?$")
_LAST_WORD = expression(r"([^\W\d_]+)[ \u00a0]$")
_ENDS = expression(r"\s*(?:$|[.,;:!?)\]|–—])")


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


def _compact(view: View, at: int) -> Point | None:
    """ "3Q25", "1H2026"."""
    match = _COMPACT.match(view.folded, at)
    if not match or full_year(match.group(3)) not in YEARS or (match.group(2) == "h" and match.group(1) not in "12"):
        return None
    part = part_point(at, match.end(), "quarter" if match.group(2) == "q" else "half", int(match.group(1)))
    return replace(part, year=full_year(match.group(3)))


def _iso(view: View, at: int) -> Point | None:
    match = _ISO_DAY.match(view.folded, at)
    if match:
        return day_point(at, match.end(), int(match.group(1)), int(match.group(3)), int(match.group(4)))
    match = _ISO_MONTH.match(view.folded, at)
    return month_point(at, match.end(), int(match.group(1)), int(match.group(2))) if match else None


def _numeric(view: View, at: int) -> Point | None:
    """15.03.2026 and its like in the document's order, 03/2026, in German 15.03."""
    match = _NUMERIC_DAY.match(view.folded, at)
    if match and view.char(at - 1) == match.group(2):
        return None  # the end of "AB-2026-03-07-40"
    if match:
        if len(match.group(4)) == 2 and match.group(2) == "." and view.convention.language not in _DOTTED:
            return None  # "1.8.31" is a version
        first, second, year = int(match.group(1)), int(match.group(3)), full_year(match.group(4))
        if len(match.group(4)) == 2 and year < _EARLIEST:
            return None  # "6/12/18": three figures, and no day of a plan
        month_first = second > 12 or (view.convention.date_order == "mdy" and first <= 12 and match.group(2) == "/")
        day, month = (second, first) if month_first else (first, second)
        return day_point(at, match.end(), year, month, day)
    match = _NUMERIC_MONTH.match(view.folded, at)
    if match:
        return month_point(at, match.end(), int(match.group(2)), int(match.group(1)))
    match = _SHORT_DAY.match(view.folded, at) if view.convention.language == "de" else None
    return day_point(at, match.end(), None, int(match.group(2)), int(match.group(1))) if match else None


def _year_first(view: View, at: int) -> Point | None:
    """ "2025", "2025-Q3", "2025 Q3", "2025H2"."""
    match = YEAR.match(view.folded, at)
    if not match or is_amount(view, match.end()):
        return None
    year, end = int(match.group()), match.end()
    for begin in (end, end + 1):
        if begin > end and view.char(end) not in {"-", "/", " ", "\u00a0"}:
            break
        part = part_code(view, begin)
        if part and not year_at(view, view.skip_space(part.end)):
            return replace(part, start=at, year=year)
    return None if _is_size(view, at, end) else Point(at, end, "year", year)


def _is_size(view: View, at: int, end: int) -> bool:
    """Whether a number that may be a year is rather a size: a power of two, unless its words say when ("by 2048", "2040-2048")."""
    number = int(view.text[at:end])
    if number & (number - 1):
        return False
    before = view.folded[:at]
    if _YEAR_TO.search(before):
        return False
    word = _LAST_WORD.search(before)
    return word is None or word.group(1) not in _dating() or not _ENDS.match(view.text, end)


@cache
def _dating() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("calendar", "dating"))


_DIGIT_READERS = (_compact, _iso, _numeric, han_point, quarter, half, day_first, _year_first)
_WORD_READERS = (quarter, half, fiscal, named)
