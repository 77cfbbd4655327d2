"""Text files: Markdown in disguise, or text without markup, which is given the marks of Markdown for what its layout shows."""

from __future__ import annotations

from collections.abc import Sequence
from unicodedata import east_asian_width

from msgspec import Struct

from agent.documents.bullets import split_paragraph
from agent.documents.columns import Part, in_columns
from agent.documents.heads import header_rows
from agent.documents.plain_heads import RULE, headings
from agent.expressions import expression

_TITLE = expression(r" {0,3}#[ \t]+\S")
_HEADING = expression(r" {0,3}#{2,6}[ \t]+\S")
_TABBED = expression(r"[^\t]*\S[ ]*\t.*")
_GAP = expression(r" {2,}|\t+")
_DRAWN = expression(r"[│┃║|├└┌╔╚╠┬┼]|[-=]{3,}\+|\+[-=]{3,}|\.{4,}")
_LONGEST_CELL = 200
_MONEY = ("$", "€", "£", "¥", "~", "<", ">", "")
_FEWEST_GAPPED = 3


class Marked(Struct, frozen=True):
    """The lines of a text as Markdown has them, one for one, and how many header rows the tables that begin at some of them have."""

    lines: tuple[str, ...]
    headers: dict[int, int]


def looks_like_markdown(lines: tuple[str, ...]) -> bool:
    """Whether somebody marked headings as Markdown does. Tables, boxes and strong text stand in plain texts as well, and a single sign
    that does not open the text as often begins a comment in code."""
    first = next((line for line in lines if line.strip()), "")
    return _TITLE.match(first) is not None or any(_HEADING.match(line) for line in lines)


def marked(lines: tuple[str, ...]) -> Marked:
    """A plain text with marks at its headings and between the cells of its tables, and without the lines drawn around headings."""
    source, headers = list(lines), dict[int, int]()
    for at, rows in _tables(lines):
        headers[at] = header_rows(rows)
        for step, row in enumerate(rows):
            source[at + step] = "| " + " | ".join(cell.replace("|", r"\|") for cell in row) + " |"
    for at, head in headings(source).items():
        source[at] = f"{'#' * head.level} {head.text}"
        for drawn in head.drawn:
            source[drawn] = ""
    return Marked(tuple(source), headers)


def _tables(lines: Sequence[str]) -> list[tuple[int, list[list[str]]]]:
    """The tables whose cells are set apart by tabs or stand in columns, with their first lines."""
    found: list[tuple[int, list[list[str]]]] = []
    at = 0
    while at < len(lines):
        stop = _run(lines, at)
        rows = _tabbed(lines[at:stop]) or _aligned(lines[at:stop]) if stop - at > 1 else []
        if rows:
            found.append((at, rows))
        at = max(stop, at + 1)
    return found


def _run(lines: Sequence[str], at: int) -> int:
    """The line after a run of lines that have gaps in them."""
    stop = at
    while stop < len(lines) and _has_gap(lines[stop]):
        stop += 1
    return stop


def _has_gap(line: str) -> bool:
    text = line.strip()
    if not ("\t" in text or "  " in text) or RULE.fullmatch(text) or _DRAWN.search(text):
        return False
    return split_paragraph([text])[0].kind == "text" and text[:2] not in ("- ", "* ", "+ ") and text[:2] not in ("-\t", "*\t", "•\t")


def _tabbed(lines: Sequence[str]) -> list[list[str]]:
    """Rows with a tab between two cells, or with as many as it takes to make the cells look flush."""
    if not all(_TABBED.match(line) for line in lines):
        return []
    rows = [[cell.strip() for cell in line.rstrip("\n").split("\t")] for line in lines]
    if len({len(row) for row in rows}) > 1:
        rows = [[cell for cell in row if cell] for row in rows]
    same = len({len(row) for row in rows}) == 1 and len(rows[0]) > 1
    return rows if same and max(len(cell) for row in rows for cell in row) <= _LONGEST_CELL else []


def _aligned(lines: Sequence[str]) -> list[list[str]]:
    """Rows whose cells are set in columns by spaces."""
    if len(lines) < _FEWEST_GAPPED or any("\t" in line.strip() for line in lines):
        return []
    rows = in_columns([_parts(line) for line in lines])
    if not rows or not header_rows(rows) or any(cell.endswith((":", "：")) for cell in rows[0]):
        return []
    return rows if len(rows[0]) > 2 or all(row[1][:1].isalnum() or row[1][:1] in _MONEY for row in rows) else []


def _parts(line: str) -> list[Part]:
    """The text between wide gaps, with its place in display columns: an East Asian character takes two."""
    parts: list[Part] = []
    start = len(line) - len(line.lstrip())
    for gap in (*_GAP.finditer(line.rstrip(), start), None):
        stop = gap.start() if gap else len(line.rstrip())
        parts.append((_columns(line[:start]), _columns(line[:stop]), line[start:stop]))
        start = gap.end() if gap else stop
    return parts


def _columns(text: str) -> int:
    return len(text) if text.isascii() else sum(2 if east_asian_width(c) in "WF" else 1 for c in text)
