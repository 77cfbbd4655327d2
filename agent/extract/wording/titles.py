"""What a heading or the first words of a bullet say: id, kind, name, window, status, and the values left over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.extract.wording.befores import is_example
from agent.extract.wording.labels import content_start
from agent.extract.wording.naming import is_mark, name_of, stands_apart
from agent.extract.wording.numbering import EDGE, after_marks, identifier_at, skip_edge, trailing_id
from agent.extract.wording.words import is_topic, mentions_paper, names_paper, topic_of
from agent.model.quantity import Window
from agent.model.roadmap import ItemKind
from agent.model.token import Token

# "1.", "7.2", "3)" before a heading's words: the place in the document, not a name.
_OUTLINE = expression(r"(?:§\s*)?\d{1,3}(?:\.\d{1,3}){0,4}[.)]?\s+(?=\S)")
_OUTLINE_PLAIN = expression(r"\d{1,3}\s")
_SINCE = expression(r"\b(?:from|since|on|desde(?: el| o)?|dès(?: le)?|depuis(?: le)?|ab|vom|seit|dal|с|со|sejak)\s+$", re.IGNORECASE)
_LONGEST_SINCE = 12  # characters
_LONGEST_SOURCE = 24  # characters
_COUNTED = expression(r"\d{1,2}[.)]\s+(?=[^\W\d_])")


class Title(Struct, frozen=True, dict=True):
    """`id` is as written ("A1", "v1.2", "Phase 2"), `kind` what the words themselves say. `start`..`end` is the extent read in the text.

    `values` are the tokens that are neither the name nor the id (a budget, a duration); `windows` the ones among them that are windows.
    `topical` are the words that may say what a section of this title is about: none behind an id that is no kind of item.
    """

    name: str
    id: str
    kind: ItemKind | None
    status: str
    priority: str
    windows: tuple[Window, ...]
    values: tuple[Token, ...]
    topical: str
    start: int
    end: int
    name_start: int = 0
    dated: bool = False  # a window stands apart from the name, or leads it
    separated: bool = False  # a colon or dash stands between id and name

    @cached_property
    def topic(self) -> str:
        """What a section of this title is about, which most titles of bullets are never asked: "Phase 1 features" is about these, and
        "Sprint 15: advanced features" has them for its name."""
        topic = topic_of(self.topical) if self.topical else ""
        return "" if topic and self.separated and not is_topic(self.topical) else topic

    @property
    def about(self) -> str:
        """The id of the item that a topic heading speaks of: "Phase 1 Objectives"."""
        return self.id if self.id and self.kind and self.topic else ""

    @cached_property
    def window(self) -> Window | None:
        """The first window; for one that only counts ("Month 4 (April 2026)", "Sprint 7 (25 Aug - 21 Sep)") the dates beside it; for a
        quarter or half with its own dated months ("第1四半期（2026年4月〜6月）"), these; for one of no known year the months counted
        beside it ("Q4 (Months 22-24)")."""
        first = self.windows[0] if self.windows else None
        if first is None:
            return None
        if first.is_relative:
            found = [each for each in self.windows[1:] if places(each, first)]
            return next((each for each in found if not each.is_relative), found[0] if found else first)
        if first.precision not in {"quarter", "half"}:
            return first
        if first.start is None and first.end is None:
            counted = next((each for each in self.windows[1:] if each.is_relative and each.first is not None), None)
            if counted is not None:
                return counted
        months = (
            each for each in self.windows[1:] if each.precision in {"month", "day"} and _months_of(each) not in {None, _months_of(first)}
        )
        return next(months, first)


def places(window: Window, counted: Window) -> bool:
    """Whether a window says when the one numbered thing is that another counts: its dates, of sprints also the weeks."""
    if counted.first is None or window.open_ended:
        return False
    if window.precision == "year" and counted.unit != "year":
        return False  # "Week 3 (2026)"
    if window.is_relative:
        return counted.unit == "sprint" and window.unit != "sprint"
    if counted.first != counted.last:
        return False
    return (window.start is not None and window.end is not None) or window.months is not None


def _months_of(window: Window) -> tuple[int, int] | None:
    """The first and last month of a window in the calendar."""
    return (window.start.month, window.end.month) if window.start and window.end else window.months


def read_title(
    text: str,
    start: int,
    end: int,
    tokens: Sequence[Token],
    *,
    families: frozenset[str] = frozenset(),
    outline: bool = True,
    numbered: bool = False,
) -> Title:
    """Read `text[start:end]`; `tokens` are those of the whole text.

    `outline` allows a section number in front (`numbered`: also a plain one), `families` are the prefixes of the ids this document uses
    ("K-" of K-01, K-02), so that "GPT-4 adapter" is a name and "K-04 planner" an id and a name.
    """
    inside = [token for token in tokens if start <= token.start and token.end <= end and not _is_idiom(text, start, token)]
    at = after_marks(text, content_start(text, start, end), end, inside)
    if outline:
        at = _after_outline(text, at, end, numbered)
    identifier, kind, after = identifier_at(text, at, end, inside, families)
    body = after if identifier else _after_period(text, at, end, inside)
    if not identifier and body > at:  # "Weeks 3-4: Sprint 12 - Payments"
        identifier, kind, after = identifier_at(text, body, end, inside, families)
        if identifier and after < end and text[after].islower() and not any(mark in text[body:after] for mark in ":：-–—"):
            identifier, kind = "", None  # "Week 12: phase 1 launch to the first customer" is something of phase 1
        body = after if identifier else body
    if not outline and (counted := _COUNTED.match(text, body, end)):
        body = counted.end()  # "**7. Planner**" in a list without numbers of its own
    name, spans = name_of(text, body, end, inside)
    if not identifier and not outline and (trailing := trailing_id(text, end, inside)):
        identifier, name = str(trailing.value), name.removesuffix(trailing.text).rstrip(EDGE)
    status = next((str(token.value) for token in inside if token.kind == "status" and is_mark(token, spans)), "")
    priority = next((str(token.value) for token in inside if token.kind == "priority" and stands_apart(token, spans)), "")
    values = tuple(
        t for t in inside if t.kind in {"quantity", "number", "window"} and (t.start >= body or not identifier) and stands_apart(t, spans)
    )
    windows = tuple(t.value for t in inside if isinstance(t.value, Window) and (stands_apart(t, spans) or t.start < body or not identifier))
    dated = any(t.kind == "window" and stands_apart(t, spans) for t in inside)
    separated = bool(identifier) and any(mark in text[at:body] for mark in ":：-–—")
    return Title(
        name,
        identifier,
        kind,
        status,
        priority,
        windows,
        values,
        "" if identifier and kind is None else name,
        start,
        end,
        spans[0][0] if spans else body,
        dated,
        separated,
    )


def dates_paper(title: Title) -> bool:
    """Whether the day or month of a title is when something was found out: "Price research (January 2026)"."""
    written = all(window.precision in {"day", "month"} and not window.is_relative for window in title.windows)
    return bool(title.windows) and written and not title.id and names_paper(title.name)


def is_stamped(title: Title, of_document: bool) -> bool:
    """Whether the one day of a heading is when its text was written and holds for nothing that stands below: "Status (3 June 2026)", or the
    day in the title of a document that calls itself a plan or a report."""
    if len(title.windows) != 1 or title.id or title.windows[0].precision != "day" or title.windows[0].is_relative:
        return False
    window = title.windows[0]
    single = window.start == window.end and (window.days is None or window.days[0] == window.days[1])
    return single and not window.open_ended and (dates_paper(title) or (of_document and mentions_paper(title.name)))


def _is_idiom(text: str, start: int, token: Token) -> bool:
    """ "Paid from day 1", "desde el día 1": always, and no day of the plan; nor is that of an example or of the
    source in "(based on the May 2 review)"."""
    value = token.value
    if isinstance(value, Window) and is_example(text, token.start):
        return True
    if isinstance(value, Window) and _source().search(text[max(start, token.start - _LONGEST_SOURCE) : token.start]):
        return True
    if not isinstance(value, Window) or value.unit != "day" or value.first != 1 or value.last != 1:
        return False
    return bool(_SINCE.search(text[max(start, token.start - _LONGEST_SINCE) : token.start]))


def _after_outline(text: str, at: int, end: int, numbered: bool) -> int:
    match = _OUTLINE.match(text, at, end)
    if match is None or (_OUTLINE_PLAIN.fullmatch(match.group()) and not numbered):
        return at
    return content_start(text, match.end(), end)


def _after_period(text: str, at: int, end: int, tokens: Sequence[Token]) -> int:
    """Behind a period that leads the words: "Q3 launch", "2026: scale", but not "2026 roadmap", which is a name."""
    for token in tokens:
        if isinstance(token.value, Window) and token.start <= at + 1 < token.end:
            after = skip_edge(text, token.end, end)
            separated = after > token.end + 1 or after >= end or text[token.end] in ":：,|)"
            near = token.value.precision in {"quarter", "half", "month"} or (token.value.is_relative and token.value.unit != "year")
            return after if separated or near else at
    return at


@cache
def _source() -> re.Pattern[str]:
    return compiled(
        r"\b(?:based (?:up)?on|according to|baseado em|com base em|basado en|según|selon|d['’]après|basierend auf|laut|gemäß"
        r"|basato su|secondo|на основе|по данным)(?: (?:the|our|o|a|el|la|le|l|der|dem|il))?\s+$|(?:基于|根据|依据)\s*$",
        re.IGNORECASE,
    )
