"""Windows of the calendar: points, ranges of points, deadlines ("by December") and open ends ("from 2027")."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.calendar_words import months, phrases_of
from agent.facts.dates import point_at
from agent.facts.folding import is_ideographic, is_letter
from agent.facts.lexicon import section
from agent.facts.points import YEARS, Point
from agent.facts.view import View
from agent.model.quantity import Window
from agent.model.token import Token

_DAYS_OF_MONTH = expression(
    r"(\d{1,2})(st|nd|rd|th|er|\.)?[ \u00a0]?(?:-|to|till|until|through|a|bis|~|и|e|y|et|und|al|au|tot|по)[ \u00a0]?"
    r"(?=\d{1,2}\.?(?:st|nd|rd|th)?[ \u00a0])"
)
# The first month of "7-9月" and 2026年7〜9月, which has its word at the end of the range; 3-5月間 is a length.
_MONTHS_OF_HAN = expression(
    r"(?:(\d{4})[ \u00a0]?年(?:度)?[ \u00a0]?)?(\d{1,2})[ \u00a0]?(?:[-~]|至|到)[ \u00a0]?(?=(\d{1,2})[ \u00a0]?月(?!間|间|[ \u00a0]?\d))"
)
_BARE_DAY = expression(r"(\d{1,2})(?:st|nd|rd|th|[日号])?(?![\d:%/]|\.\d|[ \u00a0]?[-/]\d|[a-z])", re.ASCII)
_YEAR_PAIR = expression(r"(20[0-5]\d)[-/](\d{2})(?![\d/%-]|[.,]\d)")
_BARE_QUARTER = expression(r"[qt]?([1-4])(?![\w.,%])", re.ASCII)
_OPEN = expression(
    r"[ \u00a0]?[-–—~][ \u00a0]?(?:present|today|now|ongoing|heden|heute|aujourd'hui|presente|atual|hoje|actualidad|oggi"
    r"|现在|現在|今)(?!\w)|"
    r"\+|[ \u00a0](?:(?:and|&) (?:beyond|later)|onwards?|on\b|ff\.?|und (?:daruber hinaus|spater)|em diante|e alem|en adelante|y mas alla"
    r"|et au-dela|et plus tard|e oltre|en (?:verder|later)|и далее)|以降|及以后|以后|起|から"
    r"|~(?=[)）」]|$)"  # 2026年4月〜
)
_SHORTEST_NAME = 3
_DAY_WORDS = ("weekdays", "day_articles")
_MOST_DAY_WORDS = 3  # "Freitag, dem"
_TOUCHING = frozenset({"/", "&", "and", "und", "e", "y", "et"})
_RANKS = {"day": 0, "month": 1, "quarter": 2, "half": 3, "year": 4}


def window_at(view: View, at: int) -> Token | None:
    """The absolute window that starts at `at`: a point, a range, a deadline or an open end."""
    prefix, begin = ("", at) if view.char(at).isdecimal() else _prefix(view, at)
    found = _pair_of_years(view, begin) or _span(view, begin)
    if found is None:
        return None
    window, end, certain = found
    if not certain and not prefix and not _is_named(view, at, end):
        return None
    if prefix == "from" and not _closes(view, begin, end):
        window = replace(window, end=None, open_ended=True)
    elif prefix == "until":
        window = replace(window, start=None)
    elif prefix in {"early", "middle", "late"}:
        window = _part_of_year(window, prefix)
    opened = _OPEN.match(view.folded, end)
    if opened and not view.char(opened.end()).isdecimal():
        window, end = _opened(view, window, opened.end())
    elif not prefix:
        end = _behind_gloss(view, end, window)
    return Token("window", at, end, view.text[at:end], replace(window, text=view.text[at:end]))


def _closes(view: View, begin: int, end: int) -> bool:
    """Whether what follows "from" names its end too: "from 2 November until 4 January"."""
    first = _leading_day(view, begin) or point_at(view, begin)
    return first is None or end > first.end


def _opened(view: View, window: Window, end: int) -> tuple[Window, int]:
    """The window without an end: "2027+", "Q2+ 2026"."""
    year = point_at(view, view.skip_space(end)) if window.months else None
    if year and year.precision == "year" and year.year is not None and window.months:
        return Window("", date(year.year, window.months[0], 1), precision=window.precision, open_ended=True), year.end
    return replace(window, end=None, open_ended=True), end


def _prefix(view: View, at: int) -> tuple[str, int]:
    """ "until", "from", "early", "middle", "late" or "", and where the point begins."""
    if not view.starts_word(at):
        return "", at
    for key in ("until", "from"):
        found = phrases_of(key).match(view.folded, at)
        if found and view.skip_space(found[1]) > found[1]:
            inner = _part_prefix(view, view.skip_space(found[1]))
            return key, inner[1]
    return _part_prefix(view, at)


def _part_prefix(view: View, at: int) -> tuple[str, int]:
    for key in ("early", "middle", "late"):
        found = phrases_of(key).match(view.folded, at)
        if found and (view.char(found[1]) in {" ", "-", "\u00a0"} or found[0].endswith(("-", "'"))):
            begin = found[1] + (view.char(found[1]) in {" ", "-", "\u00a0"})
            return key, begin
    return "", at


def _part_of_year(window: Window, part: str) -> Window:
    """ "mid-2026" is its middle third, "end of 2025" its last one; within shorter periods the whole period is kept."""
    if window.precision != "year" or window.start is None:
        return window
    first = {"early": 1, "middle": 5, "late": 9}[part]
    year = window.start.year
    last = date(year, 12, 31) if first == 9 else date(year, first + 4, 1).replace(day=1)
    return replace(
        window, start=date(year, first, 1), end=last if first == 9 else date.fromordinal(last.toordinal() - 1), precision="quarter"
    )


def _pair_of_years(view: View, at: int) -> tuple[Window, int, bool] | None:
    """2025-27 and 2025/26; 2025-11 is a month."""
    match = _YEAR_PAIR.match(view.folded, at)
    if not match or not view.starts_word(at):
        return None
    first = int(match.group(1))
    last = first // 100 * 100 + int(match.group(2))
    if int(match.group(2)) <= 12 or not first < last <= first + 10 or last not in YEARS:
        return None
    return Window("", date(first, 1, 1), date(last, 12, 31), precision="year"), match.end(), True


def _span(view: View, at: int) -> tuple[Window, int, bool] | None:
    first = _leading_day(view, at) or _leading_month(view, at) or point_at(view, at)
    if first is None:
        return None
    second = _second(view, first)
    if second is None:
        return (_window(first, first), first.end, first.certain) if first.precision != "day" or first.day else None
    first, last = _aligned(first, second)
    return _window(first, last), last.end, True


def _leading_day(view: View, at: int) -> Point | None:
    """The 12 of "12-20 March 2026": a day that takes its month from the end of the range."""
    match = _DAYS_OF_MONTH.match(view.folded, at)
    if not match or not view.starts_word(at):
        return None
    last = point_at(view, match.end())
    day = int(match.group(1))
    if last is None or last.precision != "day" or not 1 <= day < last.day:
        return None
    end = match.end(2) if match[2] else match.end(1)
    return Point(at, end, "day", last.year, last.first, last.last, day)


def _leading_month(view: View, at: int) -> Point | None:
    """The 7 of "7-9月": a month that takes its word from the end of the range."""
    match = _MONTHS_OF_HAN.match(view.folded, at)
    if not match or not view.starts_word(at):
        return None
    first, last = int(match.group(2)), int(match.group(3))
    if not (1 <= first <= 12 and 1 <= last <= 12 and first != last) or (first > last and not match.group(1)):
        return None
    year = int(match.group(1)) if match.group(1) else None
    return Point(at, match.end(2), "month", year, first, first) if year is None or year in YEARS else None


def _second(view: View, first: Point) -> Point | None:
    comma = view.char(first.end) == ","
    begin = view.skip_space(first.end + comma)
    joiner = phrases_of("range").match(view.folded, begin)
    if not joiner or (is_letter(view.char(begin)) and begin == first.end) or (comma and not is_letter(view.char(begin))):
        return None
    word, end = joiner
    start = _behind_weekday(view, view.skip_space(end))
    prefix = _part_prefix(view, start)[1] if is_letter(view.char(start)) else start
    second = point_at(view, prefix)
    if second is None or _rank(second) != _rank(first):
        second = _bare_second(view, first, start) or (second if second and word not in _TOUCHING and _comparable(first, second) else None)
    if second is None or (word in _TOUCHING and not _touches(first, second) and not _follows_between(view, first.start)):
        return None
    return second if _ordered(first, second) else None


def _behind_weekday(view: View, at: int) -> int:
    """Where the date begins that stands behind the name of its day ("Friday, ", "Freitag, dem ") or an article ("le ")."""
    for _ in range(_MOST_DAY_WORDS):
        found = phrases_of(*_DAY_WORDS).match(view.folded, at)
        if not found:
            break
        at = found[1]
        while view.char(at) in {".", ","}:
            at += 1
        at = view.skip_space(at)
    return at


def _rank(point: Point) -> int:
    return _RANKS[point.precision]


def _comparable(first: Point, second: Point) -> bool:
    return (first.year is not None and second.year is not None) or abs(_rank(first) - _rank(second)) <= 1


def _bare_second(view: View, first: Point, at: int) -> Point | None:
    """The 6 of "Jan 2-6", the 4 of "Q2-4"."""
    if first.precision == "day" and first.year is None:
        match = _BARE_DAY.match(view.folded, at)
        if match and first.day < int(match.group(1)) <= 31:
            day = Point(at, match.end(), "day", None, first.first, first.last, int(match.group(1)))
            return _with_trailing_year(view, day)
    if first.precision == "quarter" and first.year is None:
        match = _BARE_QUARTER.match(view.folded, at)
        if match:
            number = int(match.group(1))
            return _with_trailing_year(view, Point(at, match.end(), "quarter", None, 3 * number - 2, 3 * number))
    return None


def _with_trailing_year(view: View, point: Point) -> Point:
    at = point.end + 1 if view.char(point.end) == "," else point.end
    year = point_at(view, view.skip_space(at))
    if year and year.precision == "year" and year.start > point.end:
        return replace(point, end=year.end, year=year.year)
    return point


def _follows_between(view: View, at: int) -> bool:
    """ "between April and June": the "and" of a range."""
    before = view.folded[max(0, at - 40) : at].replace(",", " ").replace(".", " ").split()
    while before and before[-1] in phrases_of(*_DAY_WORDS):
        before.pop()
    return bool(before) and before[-1] in section("numbers", "between")


def _touches(first: Point, second: Point) -> bool:
    return first.precision == second.precision and second.first == first.last % 12 + 1


def _ordered(first: Point, second: Point) -> bool:
    if first.year is not None and second.year is not None:
        return (first.year, first.first, first.day) <= (second.year, second.last, second.day or 31)
    return True


def _aligned(first: Point, second: Point) -> tuple[Point, Point]:
    """Both ends with a year when one of them has it; a range that turns around ends in the next year."""
    turns = (second.last, second.day) < (first.first, first.day)
    if first.year is None and second.year is not None:
        return replace(first, year=second.year - turns), second
    if second.year is None and first.year is not None:
        return first, replace(second, year=first.year + turns)
    return first, second


def _window(first: Point, last: Point) -> Window:
    precision = first.precision if _rank(first) <= _rank(last) else last.precision
    fiscal = first.fiscal or last.fiscal
    if first.year is not None:
        return Window("", first.begins, last.ends, precision=precision, fiscal=fiscal)
    days = (first.day or 1, last.last_day) if first.day or last.day else None
    return Window("", precision=precision, months=(first.first, last.last), days=days, fiscal=fiscal)


def _is_named(view: View, at: int, end: int) -> bool:
    """Whether a month word that may be another word stands where a month stands: alone in its text, before a colon that begins it ("Mai:
    Beta"), or after a preposition."""
    if not view.text[:at].strip("(*_ ") and (not view.text[end:].strip(".:)*_ ") or _opens(view, at, end)):
        return True
    before = view.folded[max(0, at - 16) : at].rstrip(" \u00a0-")
    word = re.search(r"[^\W\d_]+$", before)
    capital = view.text[at].isupper() or view.convention.language not in {"en", "de"}
    return bool(word) and capital and word is not None and word.group() in phrases_of("prepositions")


def _opens(view: View, at: int, end: int) -> bool:
    """Whether a capital word of the document's own language stands before a colon."""
    word = months().get(view.folded[at:end].strip(" ."))
    spoken = word is not None and view.convention.language in word.languages
    return spoken and view.text[at].isupper() and end - at >= _SHORTEST_NAME and view.text[end : end + 3].lstrip("*_ ")[:1] in {":", "："}


def _behind_gloss(view: View, end: int, window: Window) -> int:
    """Behind "(October - December)" when it says the same months as the quarter or half before it."""
    if window.precision not in {"quarter", "half"} or view.char(view.skip_space(end)) != "(":
        return end
    begin = view.skip_space(end) + 1
    inner = _span(view, begin)
    if inner is None or view.char(inner[1]) != ")":
        return end
    gloss = inner[0]
    same_year = gloss.start is None or window.start is None or gloss.start.year == window.start.year
    same = _months_of(gloss) == _months_of(window) and same_year
    return inner[1] + 1 if same and not is_ideographic(view.char(begin) or " ") else end


def _months_of(window: Window) -> tuple[int, int] | None:
    return (window.start.month, window.end.month) if window.start and window.end else window.months
