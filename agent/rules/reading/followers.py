"""What follows a line that announces a number of things: the entries of a list, the rows of a table, the headings below a heading.

A line may count what stands below it in several ways: the entries of the first level or all of them, those of one list or of all lists of
a section. `Following.readings` holds every number that some such way gives, so that a rule can be silent where one of them fits.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import groupby

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.words import names_total
from agent.model.document import Block, Document

NUMBERED = expression(r"\W*(?:[^\W\d_]{1,12}[\s-]?)?(\d{1,2})(?:[.):：—–-]|\s|$)")
COUNTED = expression(r"\W*\d+\s?[x×]?\s+[^\W\d]")
MANY_IN_ONE = expression(
    r"^\W*\w{0,8}? ?\d+ ?[-–—] ?\w{0,8}? ?\d+\W*$|\.\.\.|…|\betc\b|\b\d+ (?:more|others?|weitere|outros|otros|autres)\b|"
    r"[(\[][×x] ?\d+[)\]]|#?\d+ ?[-–—] ?#?\d+ ?[:：]"
)
ASIDE = expression(r"\W*[(（][^()（）]*[)）]\W*")  # "(the two others stay)"
PIECES = expression(r"[,;、，；/]\s|[、，；]|\s(?:and|und|et|y|e|en|和|と)\s|\s[+&]\s")
LABEL = expression(r"[:：]|\s[-–—]\s")
LONGEST_NAME = 70
LEAD = 2  # characters that may stand before a bold lead


class Following(Struct, frozen=True):
    """The things that follow, a line each, and every number they may be counted as.

    `numbered` when they are numbered in a row, `columns` the number of columns of a table.
    """

    lines: tuple[int, ...]
    readings: frozenset[int]
    numbered: bool
    columns: frozenset[int] = frozenset()


class Followers:
    """The structure of one document, to be asked what follows a block."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks

    @cached_property
    def _inside(self) -> dict[int | None, list[Block]]:
        found: dict[int | None, list[Block]] = defaultdict(list)
        for block in self.blocks:
            if block.kind not in ("rule", "html_comment"):
                found[block.section].append(block)
        return found

    def after(self, block: Block) -> Following | None:
        """What the block announces, if one list, one table or a row of headings follows it."""
        if block.kind == "item":
            entries = [one for one in self._inside[block.section] if one.parent == block.index]
            return self._of_blocks(entries, entries) if all(one.kind == "item" for one in entries) else None
        if block.kind == "heading":
            below = self._inside[block.index]
            headings = [one for one in below if one.kind == "heading"]
            return self._of_headings(headings, below) if headings else self._first(below, below)
        rest = [one for one in self._inside[block.section] if one.index > block.index]
        if rest and rest[0].kind == "heading":
            return self._of_headings([one for one in rest if one.kind == "heading"], rest)
        return self._first(rest, rest) if rest and rest[0].index == block.index + 1 and rest[0].kind in ("item", "table") else None

    def _first(self, below: Sequence[Block], section: Sequence[Block]) -> Following | None:
        """The first list or table, where nothing but text stands before it."""
        at = next((at for at, one in enumerate(below) if one.kind in ("item", "table", "fence")), None)
        if at is None or below[at].kind == "fence":
            return None
        if below[at].kind == "table":
            return self._of_table(below[at], section)
        end = next((end for end in range(at, len(below)) if below[end].kind != "item"), len(below))
        run = below[at:end]
        top = [one for one in run if one.parent is None]
        if end < len(below) and below[end].kind == "paragraph" and end + 1 < len(below) and below[end + 1].kind == "item":
            top = self._continued(top, below[end:])
        return self._of_blocks(top, section)

    def _continued(self, top: list[Block], rest: Sequence[Block]) -> list[Block]:
        """The entries with those behind a paragraph that go on counting where they end."""
        found = list(top)
        for block in rest:
            if block.kind == "item" and block.parent is None and block.marker[:-1].isdigit() and found[-1].marker[:-1].isdigit():
                if int(block.marker[:-1]) != int(found[-1].marker[:-1]) + 1:
                    break
                found.append(block)
        return found

    def _of_blocks(self, entries: Sequence[Block], section: Sequence[Block]) -> Following | None:
        entries = [one for one in entries if not ASIDE.fullmatch(one.text) and not names_total(one.text[:LONGEST_NAME])]
        if (
            entries
            and entries[-1].text.rstrip().endswith((":", "："))
            and sum(one.text.rstrip().endswith((":", "：")) for one in entries) == 1
        ):
            entries = entries[:-1]  # "More ideas:" with a list of its own
        ordered = [one for one in entries if one.marker[:1].isdigit()]
        if ordered and list(entries[: len(ordered)]) == ordered:
            entries = ordered
        if any(COUNTED.match(one.text) or MANY_IN_ONE.search(one.text) for one in entries):
            return None
        items = [one for one in section if one.kind == "item"]
        own = {one.index for one in entries}
        below = Counter(one.parent for one in items if one.parent is not None)
        nested = [one for one in items if one.parent in own]
        readings = {
            len(entries), len(items), sum(one.parent is None for one in items), sum(one.index not in below for one in items),
            len(nested), len(entries) + len(nested), sum(bool(one.bold) for one in entries), sum(_pieces(one.text) for one in entries),
            sum(bool(LABEL.search(one.text[:LONGEST_NAME])) for one in entries), sum(one.checked is True for one in entries),
            sum(one.checked is False for one in entries),
        }  # fmt: skip
        readings |= _lengths(section)
        return Following(tuple(one.line for one in entries), frozenset(readings), _is_row([one.marker for one in entries]))

    def _of_table(self, table: Block, section: Sequence[Block]) -> Following | None:
        rows = [row for row in table.rows if not row.header and any(cell.text.strip() for cell in row.cells)]
        rows = [row for row in rows if not names_total(row.cells[0].text)]
        if not rows or any(MANY_IN_ONE.search(row.cells[0].text) or ASIDE.fullmatch(row.cells[0].text) for row in rows):
            return None
        width = len(rows[0].cells)
        names = [row.cells[0].text.strip() for row in rows]
        readings = {len(rows), len(set(names)), sum(_pieces(name) for name in names), sum(bool(name) for name in names)}
        readings |= _lengths(section)
        return Following(tuple(row.line for row in rows), frozenset(readings), _is_row(names), frozenset({width, width - 1}))

    def _of_headings(self, headings: Sequence[Block], below: Sequence[Block]) -> Following | None:
        numbers = [match[1] for one in headings if (match := NUMBERED.match(one.text))]
        numbered = [one for one in headings if NUMBERED.match(one.text)]
        readings = {len(headings), len(numbered)} | _lengths(below)
        entries = numbered if len(numbered) >= 2 else list(headings)
        readings |= {sum(_pieces(one.text) for one in entries)}
        readings |= {len([one for one in self.blocks if one.kind == "heading" and one.section in {two.index for two in entries}])}
        return Following(tuple(one.line for one in entries), frozenset(readings), len(numbers) == len(entries) and _is_row(numbers))


def _is_row(marks: Sequence[str]) -> bool:
    """Whether marks are 1, 2, 3 ..."""
    numbers = [int(match[0]) for mark in marks if (match := re.search(r"\d+", mark[:14]))]
    return len(numbers) == len(marks) and numbers == list(range(1, len(marks) + 1))


def _pieces(text: str) -> int:
    """How many things the name of an entry names."""
    return len([piece for piece in PIECES.split(re.split(r"[:：–—(（]", text[:LONGEST_NAME])[0]) if piece.strip()])


def _lengths(section: Sequence[Block]) -> set[int]:
    """The lengths of the lists of a section, the number of its lists and tables and of its bold lines."""
    top = [one for one in section if one.kind != "item" or one.parent is None]
    runs = [len(list(run)) for is_item, run in groupby(top, key=lambda one: one.kind == "item") if is_item]
    tables = sum(one.kind == "table" for one in section)
    bold = sum(one.kind == "paragraph" and bool(one.bold) and one.bold[0][0] <= LEAD for one in section)
    return {*runs, len(runs), tables, len(runs) + tables, bold}
