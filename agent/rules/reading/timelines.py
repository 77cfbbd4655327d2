"""What a document plans for when, as its several timelines tell it: phases, a plan of the next days, horizons of a strategy.

An entry is a line that names work; its time is told by the line, by the list entry or label above it, or by its heading. Entries
whose times stand under one heading, or in one list or table, are one timeline.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
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
PHASE = re.compile(
    r"(?<![^\W_])(phase|fase|étape|etapa|stage|sprint|этап|фаза|阶段|フェーズ)\s?(\d{1,2})(?!\.\d)(?:\s?[-–—]\s?(\d{1,2}))?(?!\w)",
    re.IGNORECASE,
)
BEFORE = re.compile(r"[(（\[—–-]\s*$")
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


@dataclass(frozen=True, slots=True)
class Told:
    """The one time that a text tells, and where."""

    window: Window
    period: Period
    start: int
    end: int


Tell = Callable[[str, Sequence[Token]], Told | None]


def timelines_of(roadmap: Roadmap) -> tuple[Dated, ...]:
    """All dated entries of a roadmap whose tokens are read, in document order, without those of scales that begin anew in each phase."""
    return _by(roadmap, time_in)


def phased(roadmap: Roadmap) -> tuple[Dated, ...]:
    """All entries that belong to a numbered phase, with that as their time; none where parts of the plan have phases of their own."""
    texts = [block.text for block in roadmap.document.blocks if block.kind == "heading"]
    headed = [told.period for text in texts if (told := phase_in(text, ())) and not text[: told.start].strip(EDGES)]
    return _by(roadmap, phase_in) if 0 < len(headed) == len({(period.axis, period.start) for period in headed}) else ()


def _by(roadmap: Roadmap, tell: Tell) -> tuple[Dated, ...]:
    return tuple(entry for entry in _entries(roadmap, tell) if len(entry.text) <= LONGEST_ENTRY)


def time_in(text: str, tokens: Sequence[Token]) -> Told | None:
    """The one window in a text, or the one time from now on ("in 3 months")."""
    inside = [token for token in tokens if token.end <= len(text)]
    told = [(token, token.value) for token in inside if isinstance(token.value, Window)]
    told = told or [(token, window) for token in inside if (window := _within(text, token))]
    period = scaled(told[0][1]) if len(told) == 1 else None
    return Told(told[0][1], period, told[0][0].start, told[0][0].end) if period else None


def phase_in(text: str, tokens: Sequence[Token]) -> Told | None:
    """The one numbered phase that a text begins with, or names in brackets or behind a dash at its end."""
    found = list(PHASE.finditer(text))
    if len(found) != 1:
        return None
    match = found[0]
    if text[: match.start()].strip(EDGES) and not (BEFORE.search(text[: match.start()]) and not text[match.end() :].strip(EDGES)):
        return None
    first, last = int(match[2]), int(match[3] or match[2])
    period = Period(f"phase {match[1][:3].casefold()}", first - 1.0, first - 1.0, float(last), float(last))
    return Told(Window(match[0]), period, match.start(), match.end()) if first <= last else None


class _Place:
    """The times around a line: those of the headings above, of the label and of the list entries that enclose it."""

    def __init__(self, tell: Tell) -> None:
        self.tell = tell
        self.headings: list[tuple[int, Time | None]] = []
        self.label: Time | None = None
        self.items: dict[int, Time | None] = {}

    def of(self, block: Block) -> Time | None:
        if block.parent is not None and block.parent in self.items:
            return self.items[block.parent]
        return self.label or self.heading()

    def told(self, around: Time | None, text: str, tokens: Sequence[Token], line: int, section: int | None) -> tuple[str, Time | None]:
        """A text without its time, and that time: None where it tells none, several, or one on a scale that begins anew here."""
        told = self.tell(text, tokens)
        if told is None or (around is not None and _is_local(around.period, told.period)):
            return _bare(text, told), None
        timeline = around.timeline if around is not None else -1 if section is None else section
        return _bare(text, told), Time(told.window, told.period, line, timeline)

    def heading(self) -> Time | None:
        return next((time for _, time in reversed(self.headings) if time), None)


def _entries(roadmap: Roadmap, tell: Tell) -> Iterator[Dated]:
    place = _Place(tell)
    document = roadmap.document
    paths: dict[int | None, tuple[tuple[str, ...], bool]] = {}
    for block, tokens in zip(document.blocks, roadmap.tokens, strict=False):
        if block.section not in paths:
            path = document.heading_path(block)
            paths[block.section] = path, is_beside(path)
        headings, beside = paths[block.section]
        if block.kind == "heading":
            yield from _heading(place, block, tokens, headings)
        elif beside:
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
    text, own = place.told(place.heading(), block.text, tokens, block.line, block.section)
    place.headings.append((block.depth, own))
    place.label, place.items = None, {}
    time = own or place.heading()
    if time and text and block.depth > 1 and not is_beside((*headings, block.text)):
        yield Dated(text, block.line, time, headings)


def _label(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    """A short line that names what follows is an entry, too, and its time holds for what follows."""
    if not _is_label(block):
        return
    text, place.label = place.told(place.heading(), block.text, tokens, block.line, block.section)
    time = place.label or place.heading()
    if time and text:
        yield Dated(text, block.line, time, headings)


def _item(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    around = place.of(block)
    text, own = place.told(around, block.text.split("\n", 1)[0], tokens, block.line, block.section)
    time = place.items[block.index] = own or around
    if time and text:
        yield Dated(text, block.line, time, headings, bool(block.checked))


def _fence(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    """The lines of a block of text; one that is only a time heads those that follow."""
    if block.info.casefold() not in PLAIN:
        return
    around, at = place.label or place.heading(), 0
    for line, written in enumerate(block.text.split("\n"), block.line + 1):
        end = at + len(written)
        inside = [replace(token, start=token.start - at, end=token.end - at) for token in tokens if at <= token.start and token.end <= end]
        at = end + 1
        named, own = place.told(place.heading(), written, inside, line, block.section)
        text = LEAD.sub("", named, count=1).strip(EDGES)
        around = own if own and not text else around
        time = own or around
        if time and text and not CODE.search(text):
            yield Dated(text, line, time, headings, "[x]" in written.casefold())


def _table(roadmap: Roadmap, place: _Place, block: Block, headings: tuple[str, ...]) -> Iterator[Dated]:
    """The rows of a table, by the first of their cells that is no time; a cell that is one tells when."""
    around = place.label or place.heading()
    for at, row in enumerate(block.rows):
        time, texts = around, []
        for column, cell in enumerate(() if row.header else row.cells[:4]):
            text, own = place.told(around, cell.text, roadmap.cells.get((block.index, at, column), ()), row.line, block.section)
            if own and time is around and not text:
                time = own if around else replace(own, timeline=block.index)
            elif text:
                texts.append(text)
        if time and texts:
            yield Dated(texts[0], row.line, time, headings)


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


def _bare(text: str, told: Told | None) -> str:
    """A text without its time and the signs around it."""
    kept = f"{text[: told.start]} {text[told.end :]}" if told else text
    return EMPTY.sub(" ", kept).strip(EDGES)


def _is_label(block: Block) -> bool:
    text = block.text.strip()
    return (
        "\n" not in text
        and len(text) <= LONGEST_LABEL
        and (text.endswith((":", "：")) or any(end - start >= len(text) - 2 for start, end in block.bold))
    )
