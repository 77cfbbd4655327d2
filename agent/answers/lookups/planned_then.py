"""What is planned for a time that a question names, and nothing else: "What is due in June?", "Was steht am 18. Januar an?"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from agent.answers.asking.counted import TIMES, Numbered, arabic, counted_pattern
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.reading.matching import Matching
from agent.answers.reading.timing import asked_windows, dating_line
from agent.answers.reading.values import names_time
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.expressions import expression
from agent.model.quantity import Window

LABEL, BEHIND = 24, 8  # characters of a label, and from its end to the time
FEW = 3  # entries that hold one day, week ...
MOST, BELOW = 14, 8  # entries, and lines said below one of them
DATED = 4  # units with a time that make a plan a dated one
_WORD = expression(r"[^\W\d_]{3,}|[\u2e80-\u9fff]")
_DAY = 1 / 31  # of a month
_LENGTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}  # months
_NAMED = frozenset({"deadline", "start", "end", "launch", "date", "delivery", "event", "meeting", "timeline", "blocked"})
_BEYOND = (
    "when", "before", "after", "until", "why", "how_much", "how_many", "how_long", "sum", "same", "who", "covers", "maximum",
    "minimum", "if",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Span:
    """Months since year 0, or months of any year, with the day as a part of the month."""

    first: float
    last: float
    yearless: bool

    def meets(self, other: _Span) -> bool:
        return self.first <= other.last and other.first <= self.last

    def holds(self, other: _Span) -> bool:
        return self.first <= other.first and other.last <= self.last


def planned_then_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The entries that lie in the time asked for, and the part of the plan that runs then, where a question says nothing else."""
    counted, asked, views = _counted(question), _asked(question), [matching.view for matching in matchings]
    drafts = chain(
        (_draft(view, _counted_off(view, counted), FEW) for view in views if counted is not None and asked is None),
        (_draft(view, _lying_in(question, view, asked), MOST) for view in views if asked is not None),
    )
    return next((draft for draft in drafts if draft is not None), None)


def _draft(view: View, chosen: Sequence[int], most: int) -> Draft | None:
    return Draft("temporal", _said(view, chosen), certain=True) if 0 < len(chosen) <= most else None


def _counted(question: Question) -> Numbered | None:
    """The one day, week, month ... that a question counts off, where it asks what is planned then and says nothing else."""
    only = question.numbered[0] if len(question.numbered) == 1 and _asks_what(question) else None
    if only is None or only.kind not in TIMES or only.first != only.last or only.first < 1:
        return None
    return None if any(_is_telling(term) for term in question.terms if not term.words[0].isdecimal()) else only


def _asks_what(question: Question) -> bool:
    """Whether a question asks for things, by "what" or "which", and for nothing else."""
    asks = question.has("which", "list", "happens") and question.wanted in ("name", "any", "way", "window")
    return asks and not question.is_verdict and not question.has(*_BEYOND)


def _counted_off(view: View, asked: Numbered) -> list[int]:
    """The entries that begin with it or a range in which it lies: "Days 4-5: ..." for day 5; none where a heading does."""
    opens = counted_pattern(asked.kind)
    found: list[tuple[int, int]] = []
    for unit, first, last in view.mentions(asked.kind):
        if first <= asked.first <= last and opens.match(arabic(view.folded[unit]).lstrip("*_ ")):
            if view.units[unit].kind == "heading":
                return []
            found.append((last - first, unit))
    shortest = min(found, default=(0, -1))[0]
    return [unit for length, unit in found if length == shortest and view.units[unit].kind in ("item", "row")]


def plans_nothing_then(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether a question asks only what is planned for a time, and plans that date their parts have none of them then."""
    asked = _asked(question)
    if asked is None:
        return False
    spans = [[span for unit in _dated_units(matching.view) if (span := _span_of(matching.view, unit, asked))] for matching in matchings]
    return all(len(found) >= DATED and not any(span.meets(asked) for span in found) for found in spans)


def _asked(question: Question) -> _Span | None:
    """The one time that a question names, where it asks what is planned then and says nothing else."""
    windows = asked_windows(question)
    if len(windows) != 1 or not _asks_what(question) or any(_is_telling(term) for term in question.terms):
        return None
    window = windows[0]
    if window.start is None and window.end is not None and window.precision in _LENGTHS:  # "for May 2026", read as until then
        month = window.end.year * 12 + window.end.month
        return _Span(month - _LENGTHS[window.precision] + 1, month + 30 * _DAY, yearless=False)
    return _span(window, yearless=window.start is None and window.end is None)


def _is_telling(term: Term) -> bool:
    """Whether a word says more than that something is planned."""
    return (
        term.weight >= CONTENT * 0.9
        and not term.timed
        and not set(term.concepts) & (group("state") | _NAMED | set(item_kinds()))
        and term.text not in group("item_words")
    )


def _lying_in(question: Question, view: View, wanted: _Span) -> list[int]:
    """The units that lie in a time; with the shortest stretch that goes beyond it, where nothing is asked to be due or to begin then."""
    said = [(unit, span) for unit in _dated_units(view) for span in (_span_of(view, unit, wanted),) if span is not None]
    dated = [(_dated_by(view, unit), span) for unit, span in said]
    if "deadline" in question.concepts or "end" in question.concepts:
        chosen = [unit for unit, span in dated if wanted.first <= span.last <= wanted.last]
    elif "start" in question.concepts:
        chosen = [unit for unit, span in dated if wanted.first <= span.first <= wanted.last]
    else:
        around = [(span.last - span.first, unit) for unit, span in dated if span.meets(wanted) and not wanted.holds(span)]
        shortest = min(around, default=(0.0, -1))[0]
        over = [unit for length, unit in around if length <= shortest + _DAY]
        chosen = sorted({*over, *(unit for unit, span in dated if wanted.holds(span))})
    return [unit for unit in chosen if not any(above in chosen for above in (*view.units[unit].parents, *view.units[unit].headings))]


def _dated_units(view: View) -> list[int]:
    """Rows, entries, headings and lines above lists that say a time of their own, or have it said at the beginning of their section."""
    title, leads = set(view.title_units), {unit.lead for unit in view.units}
    found = []
    for unit in view.units:
        if (unit.kind not in ("row", "item", "heading") and unit.index not in leads) or unit.index in title:
            continue
        if unit.kind == "row" and not any(_WORD.search(cell) and not names_time(cell, view.language) for cell in unit.cells):
            continue  # a row of figures says how much, not what
        if _windows(view, unit.index) and (unit.kind != "item" or unit.parents or unit.lead >= 0 or not _is_label(view, unit.index)):
            found.append(unit.index)
    return found


def _is_label(view: View, unit: int) -> bool:
    """Whether an entry begins with a label for a time: beside others of the document it dates only that."""
    return names_time(view.units[unit].text.partition(":")[0], view.language)


def _dated_by(view: View, unit: int) -> int:
    """What an entry dates: itself, or what introduces its list where it says nothing but a label and a time ("Period: June 2027")."""
    found = view.units[unit]
    label, colon, _ = found.text.partition(":")
    if found.kind != "item" or not colon or len(label) > LABEL:
        return unit
    start = next((token.start for token in view.tokens(unit) if isinstance(token.value, Window)), len(found.text))
    above = next((place for place in (*found.parents, found.lead, *found.headings[:1]) if place >= 0), unit)
    return above if start - len(label) <= BEHIND and above not in view.title_units else unit


def _windows(view: View, unit: int) -> list[Window]:
    own = [token.value for token in view.tokens(unit) if isinstance(token.value, Window)]
    line = dating_line(view, unit) if not own and view.units[unit].kind == "heading" else -1
    return own or ([token.value for token in view.tokens(line) if isinstance(token.value, Window)][:1] if line >= 0 else [])


def _span_of(view: View, unit: int, asked: _Span) -> _Span | None:
    """The time of a unit on the axis of the one asked for; that of a row from its first date to its last."""
    spans = [span for window in _windows(view, unit) if (span := _span(window, yearless=asked.yearless)) is not None]
    if not spans:
        return None
    if view.units[unit].kind != "row":
        return spans[0]
    return _Span(min(span.first for span in spans), max(span.last for span in spans), asked.yearless)


def _span(window: Window, *, yearless: bool) -> _Span | None:
    start, end = window.start or window.end, window.end or window.start
    if start is not None and end is not None:
        if yearless and start.year != end.year:
            return None
        first, last = ((day.month if yearless else day.year * 12 + day.month) + (day.day - 1) * _DAY for day in (start, end))
        return _Span(first, last, yearless)
    if window.months is None or not yearless:
        return None
    days = window.days or (1, 31)
    return _Span(window.months[0] + (days[0] - 1) * _DAY, window.months[1] + (days[1] - 1) * _DAY, yearless)


def _said(view: View, chosen: Sequence[int]) -> tuple[Statement, ...]:
    """The entries, each with what stands directly below it."""
    said: list[Statement] = []
    for unit in chosen:
        said.append(state(view, unit))
        below = [member for member in view.members.get(unit, ()) if view.units[member].kind != "header"][:BELOW]
        said.extend(Statement(view, (member,), spoken(view, member), "", True) for member in below if member not in chosen)
    return tuple(said)
