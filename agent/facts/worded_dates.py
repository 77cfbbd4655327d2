"""Points of the calendar in words and codes: months, quarters, halves, fiscal years."""

from __future__ import annotations

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.calendar_words import MonthWord, ambiguous_months, months, ordinals, phrases_of
from agent.facts.han_dates import han_part
from agent.facts.points import (
    DAY_NUMBER,
    FISCAL_YEAR,
    HALF,
    QUARTER,
    YEARS,
    Point,
    Precision,
    day_point,
    full_year,
    month_point,
    part_code,
    part_point,
    with_year,
    year_at,
)
from agent.facts.view import View

_NUMBER = expression(r"[ \u00a0]?([1-4])(?![\d.,/%]|[ \u00a0]?[-~])")
_YEAR_PAIR = expression(r"(20[0-5]\d)(?:[-/](\d{4}|\d{2}))?(?![\d%]|[-/.,]\d)")
# "12 Jan 26" and nothing counted behind it; "mar/26", "Mar-26".
_SHORT_YEAR = expression(r"[ '/-]([23]\d)(?=\s*(?:$|[|,;.)\n]|[-–—] |to\b|bis\b))")
_GLUED_YEAR = expression(r"[/-]([23]\d)(?![\w/%]|[.,:-]\d)")
_LOWER_CASE = frozenset({"pt", "es", "fr", "it", "ru", "id", "nl"})  # languages that write months in lower case


def quarter(view: View, at: int) -> Point | None:
    """ "Q3", "3Q", with a year or where the document means it so "T3", too; "third quarter of 2025", 第3四半期."""
    match = QUARTER.match(view.folded, at)
    if match and not view.text[at : match.end()].islower():
        point = with_year(view, part_point(at, match.end(), "quarter", int(match.group(1) or match.group(2))))
        known = point.year is not None or "q" in match.group() or "t" in view.convention.year_parts
        return point if known else None  # "T3" alone is the third task, too
    return han_part(view, at, None) or _worded(view, at, "quarter_words", "quarter")


def half(view: View, at: int) -> Point | None:
    """ "H2", with a year or where the document means it so "S1", with a year "2H", too; "first half of 2026", "1. Halbjahr"."""
    match = HALF.match(view.folded, at)
    if match and not view.text[at : match.end()].islower():
        number = int(next(filter(None, match.groups())))
        point = with_year(view, part_point(at, match.end(), "half", number))
        known = point.year is not None or match.group(1) or (match.group(3) and "s" in view.convention.year_parts)
        return point if known else None  # "S1" alone is a sprint or a server
    return _worded(view, at, "half_words", "half")


def _worded(view: View, at: int, key: str, precision: Precision) -> Point | None:
    """ "third quarter of 2025", "1. Halbjahr 2026", "3º trimestre", "Kuartal 3 2025"."""
    ordinal = ordinals().match(view.folded, at)
    words = phrases_of(key)
    most = 4 if precision == "quarter" else 2
    if ordinal:
        word = words.match(view.folded, view.skip_space(ordinal[1]))
        return with_year(view, part_point(at, word[1], precision, ordinal[0])) if word and ordinal[0] <= most else None
    word = words.match(view.folded, at)
    number = _NUMBER.match(view.folded, word[1]) if word else None
    if not number or int(number.group(1)) > most:
        return None
    return with_year(view, part_point(at, number.end(), precision, int(number.group(1))))


def fiscal(view: View, at: int) -> Point | None:
    """ "FY26", "FY2025-26" (the year it ends in), "FY26 Q3", "Fiscal Year 2026"."""
    match = FISCAL_YEAR.match(view.folded, at)
    if not match:
        word = phrases_of("fiscal").match(view.folded, at)
        match = _YEAR_PAIR.match(view.folded, view.skip_space(word[1])) if word else None
    year = full_year(match.group(2) or match.group(1)) if match else 0
    if not match or year not in YEARS:
        return None
    begin = view.skip_space(match.end())
    part = part_code(view, begin) if begin > match.end() else None
    if part:
        return Point(at, part.end, part.precision, year, part.first, part.last, fiscal=True)
    return Point(at, match.end(), "year", year, fiscal=True)


def named(view: View, at: int) -> Point | None:
    """ "March 2026", "March 3, 2026", "Oktober", "Sept. 2025"."""
    found = months().match(view.folded, at)
    if not found:
        return None
    month, end = found
    dated = _day_behind(view, at, end, month.number) or _month_with_year(view, at, end, month)
    if dated is None or dated.year is not None or not _is_foreign(view, at, end, month):
        return dated
    return None


def _day_behind(view: View, at: int, end: int, month: int) -> Point | None:
    begin = view.skip_space(end)
    day = DAY_NUMBER.match(view.folded, begin) if begin > end and not year_at(view, begin) else None
    point = day_point(at, day.end(), None, month, int(day.group(1))) if day else None
    return with_year(view, point) if point else None


def _month_with_year(view: View, at: int, end: int, month: MonthWord) -> Point | None:
    plain = view.folded[at:end].rstrip(".")
    lower = view.text[at].islower() and view.convention.language not in _LOWER_CASE
    base = month_point(at, end, None, month.number, certain=plain not in ambiguous_months() and not lower)
    dated = with_year(view, base) if base else None
    short = _GLUED_YEAR.match(view.folded, end) if dated is not None and dated.year is None else None
    if dated is not None and short is not None:
        dated = replace(dated, end=short.end(), year=2000 + int(short.group(1)))
    if dated is not None and dated.year is not None:
        return replace(dated, certain=not lower)  # "May 2027" is no verb
    if dated is None or view.char(end - 1) != ".":
        return dated
    return month_point(at, end - 1, None, month.number, certain=base.certain if base else False)  # the full stop ends the sentence


def _is_foreign(view: View, at: int, end: int, month: MonthWord) -> bool:
    """Whether a word that is a month in other languages only may be a plain word here: "out" is October in Portuguese."""
    spoken = {view.convention.language, "en"} & month.languages
    return not spoken and view.folded[at:end].rstrip(".") in ambiguous_months()


def day_first(view: View, at: int) -> Point | None:
    """ "12 Jan", "1. Oktober 2025", "3 de março de 2026", "1er mars"."""
    match = DAY_NUMBER.match(view.folded, at)
    if not match or not 1 <= int(match.group(1)) <= 31:
        return None
    begin = view.skip_space(match.end())
    linking = phrases_of("linking").match(view.folded, begin)
    if linking:
        begin = view.skip_space(linking[1])
    apart = begin > match.end() or view.char(match.end() - 1) == "."
    month = months().match(view.folded, begin) if apart else None
    if not month or _may_be_word(view, begin, month, linked=linking is not None):
        return None
    point = day_point(at, month[1], None, month[0].number, int(match.group(1)))
    dated = with_year(view, point) if point else None
    if dated is None or dated.year is not None:
        return dated
    if view.char(match.end() - 1) == "." and _is_foreign(view, begin, month[1], month[0]):
        return None  # "6. Set the variables" in an English list
    short = _SHORT_YEAR.match(view.folded, dated.end)
    return replace(dated, end=short.end(), year=2000 + int(short.group(1))) if short else dated


def _may_be_word(view: View, at: int, month: tuple[MonthWord, int], *, linked: bool) -> bool:
    """ "5 set points", "3 out of 4", "2 may fail"."""
    if linked or not view.text[at].islower():
        return _is_foreign(view, at, month[1], month[0]) and view.text[at].islower()
    return view.folded[at : month[1]] in ambiguous_months() and view.convention.language not in month[0].languages & _LOWER_CASE
