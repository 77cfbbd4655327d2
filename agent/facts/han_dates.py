"""Points of the calendar in Chinese and Japanese: 2026年3月15日, 第3四半期, 上半年, 年底."""

from __future__ import annotations

from agent.expressions import expression
from agent.facts.points import QUARTER, YEARS, Point, day_point, month_point, part_point
from agent.facts.view import View

_YEAR = r"(?P<year>\d{4})[ \u00a0]?年(?:度)?[ \u00a0]?"
_DAY = r"(?P<month>\d{1,2})[ \u00a0]?月(?:份)?(?:[ \u00a0]?(?P<day>\d{1,2})[ \u00a0]?[日号])?(?:[上中下]旬|[初底末])?"
_DATED = expression(_YEAR + rf"(?:{_DAY})?")
_UNDATED = expression(_DAY + r"(?!\d)")
_QUARTER = expression(r"第?([1-4一二三四])(?:季度|四半期|季)")
_HALF = expression(r"(上|下)(?:半年|半期|期)")
_EDGE = expression(r"[初底末]|中(?=[^\w]|$|旬)")
_EDGES = {"初": 1, "中": 5, "底": 9, "末": 9}  # first month of the third of a year that the word means
_NUMBERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def han_point(view: View, at: int) -> Point | None:
    """2026年3月15日, 2026年3月, 2026年度, 3月15日, 3月."""
    match = _DATED.match(view.folded, at) or _UNDATED.match(view.folded, at)
    if not match:
        return None
    parts = match.groupdict()
    year = int(parts["year"]) if parts.get("year") else None
    if parts["month"] and parts["day"]:
        return day_point(at, match.end(), year, int(parts["month"]), int(parts["day"]))
    if parts["month"]:
        return month_point(at, match.end(), year, int(parts["month"]))
    if year is None or year not in YEARS:
        return None
    rest = han_part(view, match.end(), year)
    if rest:
        return Point(at, rest.end, rest.precision, year, rest.first, rest.last)
    end = at + len(match.group().rstrip(" \u00a0"))
    return Point(at, end, "year", year, fiscal=view.char(end - 1) == "度")


def han_part(view: View, at: int, year: int | None) -> Point | None:
    """第3四半期, 第三季度, 上半年, 年底, Q3: a part of the year just named."""
    match = _QUARTER.match(view.folded, at)
    if match:
        return part_point(at, match.end(), "quarter", _NUMBERS.get(match.group(1)) or int(match.group(1)))
    match = _EDGE.match(view.folded, at)
    if match and year is not None:
        first = _EDGES[match.group()]
        return Point(at, match.end(), "quarter", year, first, first + 3)
    match = _HALF.match(view.folded, at)
    if match:
        return part_point(at, match.end(), "half", 1 if match.group(1) == "上" else 2)
    match = QUARTER.match(view.folded, view.skip_space(at)) if year is not None else None
    return part_point(at, match.end(), "quarter", int(match.group(1) or match.group(2))) if match else None
