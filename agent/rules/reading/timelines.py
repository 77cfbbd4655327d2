"""What a document plans for when, as its several timelines tell it: phases, a plan of the next days, horizons of a strategy.

An entry is a line that names work; its time is told by the line, by the list entry or label above it, or by its heading. Entries
whose times stand under one heading, or in one list or table, are one timeline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from msgspec import Struct, structs
from msgspec.structs import replace

from agent.expressions import expression
from agent.extract.wording.words import topic_of
from agent.model.document import Block, Document
from agent.model.fence_kinds import is_text
from agent.model.quantity import Window
from agent.model.roadmap import Item, Roadmap
from agent.model.span import Span
from agent.model.token import Token
from agent.rules.reading.moments import (
    EDGES,
    Tell,
    Told,
    chained_in,
    due_in,
    from_now,
    month_in,
    part_of_year,
    phase_in,
    range_in,
    scaled,
    tells_months,
    time_in,
)
from agent.rules.reading.period import UNIT_DAYS, Period
from agent.rules.reading.scope_words import NO_WORK, restates
from agent.rules.reading.vocabulary import pattern

LEAD = expression(r"\s*(?:[-*•+]|\d{1,2}[.)])?\s*(?:\[[ xX]\])?\s*")
LONGEST_LABEL = 90
LONGEST_ENTRY = 200
CODE = expression(r"[;{}=]|\w\(|\)\s*$|^\s*(?:cd|npm|git|docker|pip|curl)\s")
LEADING_TO = expression(r"\s(?:on|in|by|am|im|bis|em|en|le|el)$", re.IGNORECASE)  # a time that stood behind it
EMPTY = expression(r"[(（]\s*[-–—:,/|]?\s*[)）]")


class Time(Struct, frozen=True):
    """When something is planned: `line` tells it.

    `timeline` is the block of the outermost heading, or of the table, that its timeline hangs on: months within a dated quarter belong to
    the timeline of the quarters.
    """

    window: Window
    period: Period
    line: int
    timeline: int


class Dated(Struct, frozen=True):
    """A line that names work, without its marks and its time; `done` says that it is ticked, `beside` that it stands in a list of criteria,
    measures or risks, which names no work of its own. `more` is what the other cells of its row say, `head` what the first column is
    headed by."""

    text: str
    line: int
    time: Time
    headings: tuple[str, ...]
    done: bool = False
    beside: bool = False
    more: str = ""
    head: str = ""


def spans_of(document: Document, *entries: Dated) -> tuple[Span, ...]:
    """The lines of entries and those that tell their times, each once."""
    return tuple(dict.fromkeys(document.span(line) for entry in entries for line in (entry.line, entry.time.line)))


def timelines_of(roadmap: Roadmap) -> tuple[Dated, ...]:
    """All dated entries of a roadmap whose tokens are read, in document order, without those of scales that begin anew in each phase; also
    entries of criteria and measures, which are marked so.
    """
    chained, due = chained_in(roadmap), due_in(roadmap)
    fields = {item.span.line: item for item in roadmap.items if item.window and not item.window_inherited}
    return _by(
        roadmap,
        lambda text, tokens: time_in(text, tokens) or due.get(text) or (range_in(text, tokens) if text in chained else None),
        fields,
    )


def phased(roadmap: Roadmap) -> tuple[Dated, ...]:
    """All entries that belong to a numbered phase, with that as their time; none where parts of the plan have phases of their own."""
    headings = [block for block in roadmap.document.blocks if block.kind == "heading"]
    texts = [block.text for block in headings if not _is_beside(roadmap.document.heading_path(block))]
    headed = [told.period for text in texts if (told := phase_in(text, ())) and not any(map(str.isalnum, text[: told.start]))]
    return _by(roadmap, phase_in) if 0 < len(headed) == len({(period.axis, period.start) for period in headed}) else ()


def _by(roadmap: Roadmap, tell: Tell, fields: Mapping[int, Item] = MappingProxyType({})) -> tuple[Dated, ...]:
    return tuple(entry for entry in _entries(roadmap, tell, fields) if len(entry.text) <= LONGEST_ENTRY)


class _Place:
    """The times around a line: those of the headings above, of the label and of the list entries that enclose it."""

    def __init__(self, tell: Tell, *, near: bool = False) -> None:
        self.tell, self.near = tell, near
        self.headings: list[tuple[int, Time | None]] = []
        self.later = 0  # the depth of a heading of the second or a later phase that tells no time, 0 for none
        self.titled = False  # whether a heading was read
        self.label: Time | None = None
        self.beside = False  # whether the label names a list of criteria or measures
        self.items: dict[int, Time | None] = {}

    def of(self, block: Block) -> Time | None:
        if block.parent is not None and block.parent in self.items:
            return self.items[block.parent]
        return self.label or self.heading()

    def told(
        self, around: Time | None, text: str, tokens: Sequence[Token], line: int, section: int | None, *, near: bool = False
    ) -> tuple[str, Time | None]:
        """A text without its time, and that time: None where it tells none, several, or one on a scale that begins anew here.

        `near` reads "this week", too, which is a time only as the name of what follows.
        """
        told = self.tell(text, tokens) or (from_now(text) if near and self.near else None)
        if told is None and around is not None and self.near and (named := part_of_year(text, tokens, around.window)):
            return _bare(text, named), Time(named.window, named.period, line, around.timeline)  # "Q2" under "Year 2"
        local = told is not None and (_is_local(around.period, told.period) if around else bool(self.later) and told.period.axis == "plan")
        if told is None or local:
            return _bare(text, told), None
        timeline = around.timeline if around is not None else -1 if section is None else section
        return _bare(text, told), Time(told.window, told.period, line, timeline)

    def heading(self) -> Time | None:
        return next((time for _, time in reversed(self.headings) if time), None)


def _entries(roadmap: Roadmap, tell: Tell, fields: Mapping[int, Item]) -> Iterator[Dated]:
    place = _Place(tell, near=tell is not phase_in)
    document = roadmap.document
    paths: dict[int | None, tuple[tuple[str, ...], bool]] = {}
    for block, tokens in zip(document.blocks, roadmap.tokens, strict=False):
        if block.section not in paths:
            path = document.heading_path(block)
            paths[block.section] = path, _is_beside(path)
        headings, beside = paths[block.section]
        if block.kind == "heading":
            yield from _heading(place, block, tokens, headings, fields.get(block.line))
        elif block.kind == "paragraph":
            yield from _marked(_label(place, block, tokens, headings), place, beside=beside)
        elif block.kind == "item":
            yield from _marked(_item(place, block, tokens, headings), place, beside=beside)
        elif block.kind == "fence":
            yield from _marked(_fence(place, block, tokens, headings), place, beside=beside)
        elif block.kind == "table":
            yield from _marked(_table(roadmap, place, block, headings), place, beside=beside or _holds_criteria(block))


@lru_cache(maxsize=4096)
def _is_beside(headings: tuple[str, ...]) -> bool:
    """Whether what stands under these headings is no work: criteria, measures, risks, people, money."""
    return any(_topic(heading) in NO_WORK for heading in headings)


@lru_cache(maxsize=4096)
def _topic(heading: str) -> str:
    return topic_of(heading)


def _holds_criteria(table: Block) -> bool:
    """Whether the rows of a table are criteria or measures, as the head of its first column says."""
    heads = [row.cells[0].text for row in table.rows[:1] if row.header and row.cells]
    return any(pattern("criteria_heads").search(head) for head in heads)


def _marked(entries: Iterator[Dated], place: _Place, *, beside: bool) -> Iterator[Dated]:
    return (structs.replace(entry, beside=True) if beside or place.beside else entry for entry in entries)


def _heading(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...], item: Item | None) -> Iterator[Dated]:
    while place.headings and place.headings[-1][0] >= block.depth:
        place.headings.pop()
    place.later = 0 if place.later >= block.depth else place.later
    text, own = place.told(place.heading(), block.text, tokens, block.line, block.section, near=True)
    own = own or _of_field(place.heading(), item, block)
    if own and place.heading() is None and restates((block.text,)):
        own = replace(own, timeline=block.index)  # "Next steps (weeks 1-4)" beside the phases tells its own times
    place.headings.append((block.depth, own))
    place.label, place.items, place.beside = None, {}, False
    title, place.titled = not place.titled, True  # of a document that is all of one later phase
    if not own and not title and not place.later and (numbered := phase_in(block.text, ())) and (numbered.period.start or 0) > 0:
        place.later = block.depth
    time = own or place.heading()
    if time and text and block.depth > 1 and not _is_beside((*headings, block.text)):
        yield Dated(text, block.line, time, headings)


def _of_field(around: Time | None, item: Item | None, block: Block) -> Time | None:
    """The time that a field below a heading gives its item ("Timeline: month 4-5"), on a scale that does not begin anew here."""
    period = scaled(item.window) if item is not None and item.window is not None else None
    if item is None or item.window is None or period is None or (around is None and period.axis == "plan"):
        return None
    if around is not None and (_is_local(around.period, period) or around.period.axis != period.axis):
        return None
    told = item.first("window")
    timeline = around.timeline if around is not None else -1 if block.section is None else block.section
    return Time(item.window, period, told.span.line if told else block.line, timeline)


def _label(place: _Place, block: Block, tokens: Sequence[Token], headings: tuple[str, ...]) -> Iterator[Dated]:
    """A short line that names what follows is an entry, too, and its time holds for what follows."""
    if not _is_label(block):
        return
    text, place.label = place.told(place.heading(), block.text, tokens, block.line, block.section, near=True)
    place.beside = _is_beside((text,))
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
    if not is_text(block.info):
        return
    around, at = place.label or place.heading(), 0
    for line, written in enumerate(block.text.split("\n"), block.line):
        end = at + len(written)
        inside = [token.moved(-at) for token in tokens if at <= token.start and token.end <= end]
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
    monthly = tells_months(block) if place.near else None
    head = next((row.cells[0].text for row in block.rows if row.header and row.cells), "")
    for at, row in enumerate(block.rows):
        time, texts = around, []
        for column, cell in enumerate(() if row.header else row.cells[:4]):
            text, own = place.told(around, cell.text, roadmap.cells.get((block.index, at, column), ()), row.line, block.section)
            if column == monthly and around is None and (told := month_in(cell.text)):
                text, own = "", Time(told.window, told.period, row.line, block.index)
            if own and time is around and not text:
                time = own if around else replace(own, timeline=block.index)
            elif text:
                texts.append(text)
        if time and texts:
            yield Dated(texts[0], row.line, time, headings, more=" | ".join(texts[1:]), head=head)


def _is_local(outer: Period, inner: Period) -> bool:
    """Whether a scale begins anew: week 1 of the fourth month."""
    if outer.axis != inner.axis:
        return inner.axis != "calendar"
    return bool(inner.start is not None and outer.start is not None and inner.start < outer.start - UNIT_DAYS["month"] / 2)


def _bare(text: str, told: Told | None) -> str:
    """A text without its time and the signs around it."""
    kept = f"{text[: told.start]} {text[told.end :]}" if told else text
    kept = EMPTY.sub(" ", kept).strip(EDGES)
    return LEADING_TO.sub("", kept) if told and not text[told.end :].strip(EDGES) else kept


def _is_label(block: Block) -> bool:
    text = block.text.strip()
    return (
        "\n" not in text
        and len(text) <= LONGEST_LABEL
        and (text.endswith((":", "：")) or any(end - start >= len(text) - 2 for start, end in block.bold))
    )
