"""A document as units of evidence: lines, rows and sentences, each with what stands above it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from agent.expressions import expression
from agent.model.document import Block, Document, Row

UnitKind = Literal["heading", "item", "row", "header", "line", "sentence", "code", "comment"]
LONG_LINE = 60  # a line this long without a full stop usually goes on in the next one
LONG_PIECE = 160  # pieces longer than this are split into sentences
_SENTENCE_END = expression(r"(?<=[.!?])\s+(?=[^\s\da-z])|(?<=[。！？])")
_STARTS_NEW = expression(r"[^\w\s(]|\d+[.)]\s|[^\s:：]{1,40}[:：]")
_BOXES = expression(r"[\u2500-\u257f|]+")
_NUMBERED = expression(r"\n\s*\d{1,3}[.)]\s")
_LEAD_END = (":", "：", "?", "？")
LEAD_LENGTH = 120
_LABELLED = expression(r"[^:：]{1,40}[:：]\s*\S")


@dataclass(frozen=True, slots=True)
class Unit:
    """One statement of a document: its lines, its plain text, and the units it stands under.

    `parents` are enclosing list items, nearest first; `lead` the line that introduces its list or table ("Deliverables:"), `header` the
    header row of its table, `headings` the headings above it, nearest first; -1 is none. `group` is shared by siblings: the rows of a
    table, the bullets of one list under one parent, the sub-headings of a heading.
    """

    index: int
    kind: UnitKind
    line: int
    end_line: int
    text: str
    block: int
    group: tuple[str, int, int, int]
    parents: tuple[int, ...] = ()
    lead: int = -1
    header: int = -1
    headings: tuple[int, ...] = ()
    level: int = 0
    checked: bool | None = None
    cells: tuple[str, ...] = ()
    struck: bool = False


@dataclass(slots=True)
class _Walk:
    """Where the walk through the blocks is: the units so far and what stands above the next one."""

    units: list[Unit] = field(default_factory=list)
    of_block: dict[int, int] = field(default_factory=dict)
    lead: int = -1
    run: int = 0
    section: int | None = None

    def add(self, unit: Unit) -> Unit:
        placed = replace(unit, index=len(self.units))
        self.units.append(placed)
        self.of_block.setdefault(placed.block, placed.index)
        return placed


def units_of(document: Document) -> tuple[Unit, ...]:
    """Every statement of a document in order; blank lines and rules are none."""
    walk = _Walk()
    for block in document.blocks:
        if block.section != walk.section or block.kind == "heading":
            walk.lead, walk.section = -1, block.section
        if block.kind == "heading":
            _heading(walk, document, block)
        elif block.kind == "table":
            _table(walk, document, block)
        elif block.kind == "item":
            _item(walk, document, block)
        elif block.kind == "fence":
            _fence(walk, document, block)
        elif block.kind == "front_matter":
            _front_matter(walk, document, block)
        elif block.kind != "rule":
            _paragraph(walk, document, block)
    return tuple(walk.units)


def _headings(walk: _Walk, document: Document, block: Block) -> tuple[int, ...]:
    return _above(walk, block.section, lambda at: document.blocks[at].section)


def _above(walk: _Walk, at: int | None, outer: Callable[[int], int | None]) -> tuple[int, ...]:
    """The units of the blocks from `at` outwards."""
    found: list[int] = []
    while at is not None:
        if at in walk.of_block:
            found.append(walk.of_block[at])
        at = outer(at)
    return tuple(found)


def _heading(walk: _Walk, document: Document, block: Block) -> None:
    above = _headings(walk, document, block)
    group = ("heading", above[0] if above else -1, block.depth, -1)
    text = " ".join(block.text.split())
    walk.add(Unit(0, "heading", block.line, block.end_line, text, block.index, group, headings=above, level=block.depth))
    walk.run += 1
    walk.section = block.index


def _table(walk: _Walk, document: Document, block: Block) -> None:
    above = _headings(walk, document, block)
    header = -1
    for row in block.rows:
        text = " | ".join(cell.text for cell in row.cells if cell.text)
        if not text:
            continue
        unit = _row_unit(row, text, block, above, walk.lead, header)
        placed = walk.add(unit)
        if row.header and header < 0:
            header = placed.index


def _row_unit(row: Row, text: str, block: Block, above: tuple[int, ...], lead: int, header: int) -> Unit:
    group = ("header" if row.header else "row", block.index, -1, -1)
    cells = tuple(cell.text for cell in row.cells)
    kind: UnitKind = "header" if row.header else "row"
    return Unit(0, kind, row.line, row.end_line, text, block.index, group, lead=lead, header=header, headings=above, cells=cells)


def _item(walk: _Walk, document: Document, block: Block) -> None:
    above = _headings(walk, document, block)
    parents = _above(walk, block.parent, lambda at: document.blocks[at].parent)
    group = ("item", above[0] if above else -1, parents[0] if parents else -1, walk.run)
    struck = bool(block.struck) and sum(end - start for start, end in block.struck) * 2 > len(block.text)
    for number, (start, end) in enumerate(pieces(block.text)):
        line, end_line = block.line_at(start), block.line_at(max(start, end - 1))
        owners = (walk.of_block[block.index], *parents) if number else parents
        part = group if not number else ("part", walk.of_block[block.index], -1, -1)
        text = " ".join(block.text[start:end].split())
        unit = Unit(
            0, "item", line, end_line, text, block.index, part, owners, walk.lead, -1, above, block.depth, block.checked, (), struck
        )
        walk.add(unit)


def _paragraph(walk: _Walk, document: Document, block: Block) -> None:
    above = _headings(walk, document, block)
    kind: UnitKind = "comment" if block.kind == "html_comment" else "line"
    placed: Unit | None = None
    walk.run += 1
    lead = -1
    for start, end in pieces(block.text):
        text = " ".join(block.text[start:end].split())
        line, end_line = block.line_at(start), block.line_at(max(start, end - 1))
        group = ("line", above[0] if above else -1, block.index, -1)
        placed = walk.add(Unit(0, kind, line, end_line, text, block.index, group, lead=lead, headings=above, checked=block.checked))
        if is_lead(text, block, start, end, numbered=_NUMBERED.match(block.text, end) is not None):
            lead = placed.index
    if placed is not None:
        bold = any(last - first >= len(placed.text) - 2 for first, last in block.bold)
        introduces = len(placed.text) <= LEAD_LENGTH and (bold or not _LABELLED.match(placed.text))
        walk.lead = lead if lead >= 0 else placed.index if introduces else -1


def is_lead(text: str, block: Block, start: int, end: int, *, numbered: bool = False) -> bool:
    """Whether a line introduces what follows: it ends in a colon or is wholly bold, without a label but where `numbered` lines follow."""
    if len(text) > LEAD_LENGTH:
        return False
    bold = any(first <= start + 2 and last >= end - 1 for first, last in block.bold)
    return text.endswith(_LEAD_END) or (bold and (numbered or ":" not in text[:-1]))


def _front_matter(walk: _Walk, document: Document, block: Block) -> None:
    """Each line is a field of the whole document."""
    above = _headings(walk, document, block)
    for number, raw in enumerate(block.text.split("\n")):
        text = " ".join(raw.split())
        if any(character.isalnum() for character in text):
            line = block.line + number
            walk.add(Unit(0, "line", line, line, text, block.index, ("line", -1, block.index, -1), headings=above))


def _fence(walk: _Walk, document: Document, block: Block) -> None:
    above = _headings(walk, document, block)
    open_lines: list[tuple[int, int]] = []  # (indent, unit) of the lines the next one may stand under
    for number, raw in enumerate(block.text.split("\n")):
        text = " ".join(_BOXES.sub(" ", raw).split())
        if not any(character.isalnum() for character in text):
            continue
        indent = len(raw) - len(raw.lstrip(" \t│├└─┌┐┘┤┬┴┼|"))
        while open_lines and open_lines[-1][0] >= indent:
            open_lines.pop()
        parents = tuple(unit for _, unit in reversed(open_lines))[:3]
        group = ("code", block.index, parents[0] if parents else -1, -1)
        unit = Unit(0, "code", block.line + number, block.line + number, text, block.index, group, parents, walk.lead, -1, above)
        open_lines.append((indent, walk.add(unit).index))


def pieces(text: str) -> Iterator[tuple[int, int]]:
    """Ranges of `text` that are one statement each: lines that stand for themselves, wrapped lines joined, long ones by sentence."""
    start = 0
    lines = text.split("\n")
    at = 0
    for number, line in enumerate(lines):
        end = at + len(line)
        follows = lines[number + 1] if number + 1 < len(lines) else None
        if follows is None or not _goes_on(line, follows):
            yield from _sentences(text, start, end)
            start = end + 1
        at = end + 1


def _goes_on(line: str, follows: str) -> bool:
    bare, after = line.rstrip(), follows.strip()
    if not bare or not after or bare[-1] in ".!?:;。！？：":
        return False
    if after[0].islower():
        return True
    return len(bare) >= LONG_LINE and not _STARTS_NEW.match(after)


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if end - start <= LONG_PIECE:
        if text[start:end].strip():
            yield start, end
        return
    at = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if match.start() - at >= LONG_LINE // 2 and match.start() < end:
            if text[at : match.start()].strip():
                yield at, match.start()
            at = match.end()
    if text[at:end].strip():
        yield at, end
