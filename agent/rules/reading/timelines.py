"""What a document plans for when, as its several timelines tell it: phases, a plan of the next days, horizons of a strategy.

An entry is a line that names work; its time is told by the line, by the list entry or label above it, or by its heading. Entries
whose times stand under one heading, or in one list or table, are one timeline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from agent.model.document import Block
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.period import UNIT_DAYS, Period, period_of
from agent.rules.reading.pieces import is_beside

RELATIVE = frozenset({"day", "week", "month", "quarter", "half", "year"})
WITHIN = re.compile(
    r"(?:\bin|\bwithin|\bnext|\bin the next|\bem|\bnos próximos|\ben|\bdans|\binnerhalb von|\bin den nächsten|через)\s*$", re.IGNORECASE
)
LEAD = re.compile(r"\s*(?:[-*•+]|\d{1,2}[.)])?\s*(?:\[[ xX]\])?\s*")
EDGES = " \t:：–—-|()（）[]✅☑✔⏳🔄*#.,>→"
LONGEST_LABEL = 90
LONGEST_ENTRY = 200
PLAIN = frozenset({"", "text", "txt", "plaintext", "markdown", "md"})
CODE = re.compile(r"[;{}=]|\w\(|\)\s*$|^\s*(?:cd|npm|git|docker|pip|curl)\s")
EMPTY = re.compile(r"[(（]\s*[-–—:,/|]?\s*[)）]")


@dataclass(frozen=True, slots=True)
class Time:
    """When something is planned: `line` tells it.

    `timeline` is the block of the outermost heading, or of the table, that its timeline hangs on: months within a dated quarter belong to
    the timeline of the quarters.
    """

    window: Window
    period: Period
    line: int
    timeline: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A line that names work, without its marks and its time; `done` says that it is ticked."""

    text: str
    line: int
    time: Time
    headings: tuple[str, ...]
    done: bool = False


def timelines_of(roadmap: Roadmap) -> tuple[Dated, ...]:
    """All dated entries of a roadmap whose tokens are read, in document order, without those of scales that begin anew in each phase."""
    return tuple(entry for entry in _entries(roadmap) if len(entry.text) <= LONGEST_ENTRY)


class _Place:
    """The times around a line: those of the headings above, of the label and of the list entries that enclose it."""

    def __init__(self) -> None:
        self.headings: list[tuple[int, int, Time | None]] = []
        self.label: Time | None = None
        self.items: dict[int, Time | None] = {}

    def of(self, block: Block) -> Time | None:
        if block.parent is not None and block.parent in self.items:
            return self.items[block.parent]
        return self.label or self.heading()

    def heading(self) -> Time | None:
        return next((time for _, _, time in reversed(self.headings) if time), None)


def _entries(roadmap: Roadmap) -> Iterator[Dated]:
    place = _Place()
    document = roadmap.document
    for block, tokens in zip(document.blocks, roadmap.tokens, strict=False):
        headings = document.heading_path(block)
        if block.kind == "heading":
            yield from _heading(place, block, tokens, headings)
        elif is_beside(headings):
            continue
        elif block.kind == "paragraph":
            yield from _label(place, block, tokens, headings)
        elif block.kind == "item":
            yield from _item(place, block, tokens, headings)
        elif block.kind == "fence":
            yield from _fence(place, block, tokens, headings)
        elif block.kind == "table":
            yield from _table(roadmap, place, block, headings)


def _heading(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    while place.headings and place.headings[-1][0] >= block.depth:
        place.headings.pop()
    own = _own(place.heading(), block.text, tokens, block.line, block.section)
    place.headings.append((block.depth, block.index, own))
    place.label, place.items = None, {}
    time = own or place.heading()
    text = _named(block.text, tokens)
    if time and text and block.depth > 1 and not is_beside((*headings, block.text)):
        yield Dated(text, block.line, time, headings)


def _label(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    """A short line that names what follows is an entry, too, and its time holds for what follows."""
    if not _is_label(block):
        return
    place.label = _own(place.heading(), block.text, tokens, block.line, block.section)
    time, text = place.label or place.heading(), _named(block.text, tokens)
    if time and text:
        yield Dated(text, block.line, time, headings)


def _item(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    first = block.text.split("\n", 1)[0]
    around = place.of(block)
    time = _own(around, first, tokens, block.line, block.section) or around
    place.items[block.index] = time
    text = _named(first, tokens)
    if time and text:
        yield Dated(text, block.line, time, headings, bool(block.checked))


def _fence(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    if block.info.casefold() not in PLAIN:
        return
    around, at = place.label or place.heading(), 0
    for number, line in enumerate(block.text.split("\n")):
        end = at + len(line)
        inside = [replace(token, start=token.start - at, end=token.end - at) for token in tokens if at <= token.start and token.end <= end]
        own = _own(place.heading(), line, inside, block.line + number + 1, block.section)
        text = LEAD.sub("", _named(line, inside), count=1).strip(EDGES)
        time = own or around
        if own and not text:
            around = own  # a line that is only a time heads those that follow
        if time and text and not CODE.search(text):
            yield Dated(text, block.line + number + 1, time, headings, "[x]" in line.casefold())
        at = end + 1


def _table(roadmap: Roadmap, place: _Place, block: Block, headings: tuple[str, ...]) -> Iterator[Dated]:
    around = place.label or place.heading()
    for at, row in enumerate(block.rows):
        if row.header or not row.cells:
            continue
        time, texts = around, []
        for column, cell in enumerate(row.cells[:4]):
            tokens = roadmap.cells.get((block.index, at, column), ())
            own = _own(around, cell.text, tokens, row.line, block.section) if _is_time(cell.text, tokens) else None
            if own and time is around:
                time = own if around else replace(own, timeline=block.index)
            elif cell.text.strip():
                texts.append(_named(cell.text, tokens))
        if time and texts and texts[0]:
            yield Dated(texts[0], row.line, time, headings)


def _is_time(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a cell is nothing but a time."""
    windows = [token for token in tokens if isinstance(token.value, Window)]
    return len(windows) == 1 and len(text.strip()) - (windows[0].end - windows[0].start) <= 4


def _own(around: Time | None, text: str, tokens: Sequence[Token], line: int, section: int | None) -> Time | None:
    """The one time that a text tells; None where it tells none, several, or one on a scale that begins anew here."""
    windows = [token.value for token in tokens if isinstance(token.value, Window) and token.end <= len(text)]
    windows = windows or [window for token in tokens if (window := _within(text, token))]
    if len(windows) != 1:
        return None
    period = scaled(windows[0])
    if period is None or (around is not None and _is_local(around.period, period)):
        return None
    return Time(windows[0], period, line, around.timeline if around is not None else -1 if section is None else section)


def _within(text: str, token: Token) -> Window | None:
    """The time from now on that "in 3 months" or "next 30 days" leaves."""
    length = token.value
    if not isinstance(length, Quantity) or length.kind != "duration" or length.unit not in RELATIVE or length.is_range:
        return None
    limited = length.comparator in ("<", "<=") or WITHIN.search(text[: token.start])
    return Window(token.text, unit=length.unit, first=0, last=length.most) if limited else None


def _is_local(outer: Period, inner: Period) -> bool:
    """Whether a scale begins anew: week 1 of the fourth month."""
    if outer.axis != inner.axis:
        return inner.axis != "calendar"
    return bool(inner.start is not None and outer.start is not None and inner.start < outer.start - UNIT_DAYS["month"] / 2)


def scaled(window: Window) -> Period | None:
    """The period of a window; days, weeks, months and years of a plan are counted from the same start."""
    period = period_of(window)
    if period is None or window.unit not in RELATIVE:
        return period
    return replace(period, axis="plan")


def _named(text: str, tokens: Sequence[Token]) -> str:
    """A text without its windows and the signs around it."""
    kept = list(text)
    for token in tokens:
        if isinstance(token.value, Window) and token.end <= len(kept):
            kept[token.start : token.end] = " " * (token.end - token.start)
    return EMPTY.sub(" ", "".join(kept)).strip(EDGES)


def _is_label(block: Block) -> bool:
    text = block.text.strip()
    return (
        "\n" not in text
        and len(text) <= LONGEST_LABEL
        and (text.endswith((":", "：")) or any(end - start >= len(text) - 2 for start, end in block.bold))
    )
