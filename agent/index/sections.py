"""A document cut along its structure: headings, paragraphs, list items with their children, table rows under their header."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from agent.model.document import Block, Document

Count = Callable[[str], int]
# Levels of the heading path that a piece never reaches across: the document's own title and the sections below it.
TOP_LEVELS = 2
# A table's header is repeated above its continuation while it leaves room for rows.
_HEADER_SHARE = 2


class Piece(Struct, frozen=True):
    """Consecutive lines under one heading path; `tokens` are those of `body` alone, `top` the blocks of the topmost headings."""

    top: tuple[int, ...]
    line: int
    end_line: int
    headings: tuple[str, ...]
    body: str
    tokens: int


class _Unit(Struct, frozen=True):
    """The smallest thing that is not torn apart while it fits: a paragraph, a list item with its children, a table row."""

    line: int
    end_line: int
    text: str
    tokens: int
    header: str = ""  # stands above when this unit starts a piece
    header_tokens: int = 0


class Measure(Struct, frozen=True):
    """How long a piece may be, and how that is counted."""

    count: Count
    limit: int

    def path(self, headings: Sequence[str]) -> int:
        return self.count(" > ".join(headings)) if headings else 0


def pieces_of(document: Document, measure: Measure) -> list[Piece]:
    """The document in order, each piece as long as fits beside its heading path; short neighbours in one section are one piece."""
    measure = Measure(cache(measure.count), measure.limit)  # the same headings stand above every piece of a section
    cut = [piece for section in _sections(document) for piece in _pack(document, section, measure)]
    return list(_merged(cut, measure))


class _Section(Struct, frozen=True):
    """A run of blocks under one heading; `path` are the blocks of its headings, outermost first."""

    path: tuple[int, ...]
    line: int
    blocks: tuple[Block, ...]

    def headings(self, document: Document) -> tuple[str, ...]:
        return tuple(" ".join(document.blocks[at].text.split()) for at in self.path)


def _sections(document: Document) -> Iterator[_Section]:
    """The document in runs of blocks under one heading.

    A heading with nothing of its own lends its line to the first section below it. Comments that a reader does not see stay out.
    """
    path: tuple[int, ...] = ()
    start = level = 0
    blocks: list[Block] = []
    for block in document.blocks:
        if block.kind != "heading":
            if block.kind not in ("rule", "html_comment"):
                blocks.append(block)
            continue
        if blocks or (start and block.depth <= level):
            yield _Section(path, start or blocks[0].line, tuple(blocks))
            blocks, start = [], 0
        path = (*_above(document, block), block.index)
        start, level = start or block.line, block.depth
    if blocks or start:
        yield _Section(path, start or blocks[0].line, tuple(blocks))


def _above(document: Document, block: Block) -> tuple[int, ...]:
    path: list[int] = []
    at = block.section
    while at is not None:
        path.append(at)
        at = document.blocks[at].section
    return tuple(reversed(path))


def _pack(document: Document, section: _Section, measure: Measure) -> Iterator[Piece]:
    """Units in order, as many to a piece as fit."""
    headings, top = section.headings(document), section.path[:TOP_LEVELS]
    room = max(measure.limit - measure.path(headings), measure.limit // 2)
    texts: list[str] = []
    start, end, used = section.line, document.blocks[section.path[-1]].end_line if section.path else section.line, 0
    for unit in _units(document, section.blocks, Measure(measure.count, room)):
        if texts and used + unit.tokens > room:
            yield Piece(top, start, end, headings, "\n".join(texts), used)
            texts, start, used = [], unit.line, 0
        if not texts and unit.header:
            texts.append(unit.header)
            used += unit.header_tokens
        texts.append(unit.text)
        used, end = used + unit.tokens, unit.end_line
    if texts or not section.blocks:
        yield Piece(top, start, end, headings, "\n".join(texts), used)


def _merged(pieces: Sequence[Piece], measure: Measure) -> Iterator[Piece]:
    run: list[Piece] = []
    for piece in pieces:
        if run and (piece.top != run[0].top or _size([*run, piece], measure) > measure.limit):
            yield _joined(run, measure)
            run = []
        run.append(piece)
    if run:
        yield _joined(run, measure)


def _size(run: Sequence[Piece], measure: Measure) -> int:
    shared = _shared(run)
    return measure.path(run[0].headings[:shared]) + sum(piece.tokens + measure.path(piece.headings[shared:]) for piece in run)


def _joined(run: Sequence[Piece], measure: Measure) -> Piece:
    """One piece under the headings that all share, with the other headings above what they belong to."""
    if len(run) == 1:
        return run[0]
    shared = _shared(run)
    parts = [" > ".join(piece.headings[shared:]) + "\n" + piece.body if piece.headings[shared:] else piece.body for piece in run]
    body = "\n".join(part.strip("\n") for part in parts)
    return Piece(run[0].top, run[0].line, run[-1].end_line, run[0].headings[:shared], body, measure.count(body))


def _shared(run: Sequence[Piece]) -> int:
    """How many headings, from the top, all pieces have in common."""
    depth = min(len(piece.headings) for piece in run)
    return next((at for at in range(depth) if len({piece.headings[at] for piece in run}) > 1), depth)


def _units(document: Document, blocks: Sequence[Block], measure: Measure) -> Iterator[_Unit]:
    for group in _groups(blocks):
        if group[0].kind == "table" and len(group) == 1:
            yield from _rows(document, group[0], measure)
        else:
            yield from _whole_or_lines(document, group[0].line, max(block.end_line for block in group), measure)


def _groups(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """List items with what is nested in them; every other block alone."""
    group: list[Block] = []
    inside: set[int] = set()
    for block in blocks:
        if group and block.parent in inside:
            group.append(block)
            inside.add(block.index)
            continue
        if group:
            yield group
        group, inside = [block], {block.index}
    if group:
        yield group


def _whole_or_lines(document: Document, line: int, end_line: int, measure: Measure) -> Iterator[_Unit]:
    text = "\n".join(document.lines[line - 1 : end_line])
    tokens = measure.count(text)
    if tokens <= measure.limit:
        yield _Unit(line, end_line, text, tokens)
        return
    for number in range(line, end_line + 1):
        yield from _parts(number, number, document.lines[number - 1], measure)


def _rows(document: Document, table: Block, measure: Measure) -> Iterator[_Unit]:
    """Each row a unit; rows below the header carry it, unless it is too long to be said again."""
    header = "\n".join(_row_text(document, row.line, row.end_line) for row in table.rows if row.header)
    tokens = measure.count(header) if header else 0
    if tokens > measure.limit // _HEADER_SHARE:
        header, tokens = "", 0
    for row in table.rows:
        text = _row_text(document, row.line, row.end_line)
        for unit in _parts(row.line, row.end_line, text, Measure(measure.count, measure.limit - tokens)):
            yield unit if row.header else _Unit(unit.line, unit.end_line, unit.text, unit.tokens, header, tokens)


def _row_text(document: Document, line: int, end_line: int) -> str:
    return " ".join(document.lines[line - 1 : end_line])


def _parts(line: int, end_line: int, text: str, measure: Measure) -> Iterator[_Unit]:
    """A text in as many parts as its length asks for: cut at words, and inside words where there are none."""
    tokens = measure.count(text)
    if tokens <= measure.limit:
        yield _Unit(line, end_line, text, tokens)
        return
    part: list[str] = []
    used = 0
    for word in _short_words(text, measure.limit):
        cost = measure.count(word)
        if part and used + cost > measure.limit:
            yield _Unit(line, end_line, " ".join(part), used)
            part, used = [], 0
        part.append(word)
        used += cost
    if part:
        yield _Unit(line, end_line, " ".join(part), used)


def _short_words(text: str, longest: int) -> Iterator[str]:
    for word in text.split():
        for at in range(0, len(word), longest):
            yield word[at : at + longest]
