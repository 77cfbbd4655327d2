"""Headings and tables among the paragraphs of a file that marks none: told as in a text file, by layout or by marks of Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from agent.documents.office.pieces import Piece, Ranges
from agent.documents.pipe_table import delimiter_width, split_cells
from agent.documents.plain_heads import headings, name_levels
from agent.documents.plain_text import looks_like_markdown
from agent.documents.ranges import within
from agent.expressions import expression

_ATX = expression(r"(#{1,6})[ \t]+(\S.*?)[ \t#]*")
_FEWEST = 2


def with_plain_headings(pieces: Sequence[Piece], apart: Sequence[bool], *, below: int = 0) -> tuple[Piece, ...]:
    """The pieces with headings `below` so many levels, where there are any; `apart` tells before which of them space is left."""
    lines: list[str] = []
    starts: list[int] = []
    for piece, spaced in zip(pieces, apart, strict=True):
        if spaced or piece.kind in ("heading", "table"):
            lines.append("")
        starts.append(len(lines))
        lines.extend(_lines(piece))
    marked = looks_like_markdown(tuple(lines))
    found = _marked(lines) if marked else {at: (head.level, head.text) for at, head in headings(lines).items() if not head.drawn}
    if len(found) < _FEWEST:
        return tuple(pieces)
    divided: list[Piece] = []
    for piece, start in zip(pieces, starts, strict=True):
        own = {at - start: head for at, head in found.items() if start <= at < start + 1 + piece.text.count("\n")}
        divided.extend(_divided(piece, own, below) if own and piece.kind == "paragraph" else [piece])
    return tuple(_piped(divided) if marked else divided)


def with_name_levels(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, with the levels that the names of their headings tell where all but the first look the same."""
    heads = [piece for piece in pieces if piece.kind == "heading"]
    if len({piece.level for piece in heads[1:]}) != 1:
        return list(pieces)
    told = name_levels([piece.text for piece in heads[1:]])
    levels = iter((heads[0].level, *(min(6, heads[1].level - 1 + level) for level in told)))
    return [replace(piece, level=next(levels)) if piece.kind == "heading" else piece for piece in pieces]


def _lines(piece: Piece) -> list[str]:
    if piece.kind == "table":
        return ["| |", ""]
    if piece.kind == "heading":
        return ["", ""]
    texts = piece.text.split("\n")
    columns = piece.columns or (0,) * len(texts)
    lead = "- " if piece.kind == "item" else ""
    return [" " * column + lead + text for text, column in zip(texts, columns, strict=True)]


def _marked(lines: Sequence[str]) -> dict[int, tuple[int, str]]:
    matches = ((at, _ATX.fullmatch(line)) for at, line in enumerate(lines))
    return {at: (len(match[1]), match[2]) for at, match in matches if match is not None}


def _divided(piece: Piece, heads: dict[int, tuple[int, str]], below: int) -> list[Piece]:
    """A paragraph whose lines at some numbers are headings."""
    count = piece.text.count("\n") + 1
    divided: list[Piece] = []
    start = 0
    for at in (*sorted(heads), count):
        if start < at:
            divided.append(_part(piece, start, at))
        if at < count:
            level, text = heads[at]
            divided.append(Piece("heading", text, piece.locator, level=min(6, level + below)))
        start = at + 1
    return divided


def _part(piece: Piece, start: int, stop: int) -> Piece:
    """The lines [start, stop) of a paragraph."""
    lines = piece.text.split("\n")
    text = "\n".join(lines[start:stop])
    offset = sum(len(line) + 1 for line in lines[:start])

    def own(ranges: Ranges) -> Ranges:
        return within(ranges, offset, len(text))

    references = tuple((at - offset, label) for at, label in piece.references if 0 <= at - offset <= len(text))
    columns = piece.columns[start:stop]
    return replace(piece, text=text, bold=own(piece.bold), struck=own(piece.struck), references=references, columns=columns)


def _piped(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces with runs of paragraphs `| a | b |` as tables."""
    piped: list[Piece] = []
    rows: list[tuple[tuple[str, str], ...]] = []
    place, ruled = "", False

    def flush() -> None:
        nonlocal ruled
        if rows:
            piped.append(Piece("table", locator=place, rows=tuple(rows), header_rows=int(ruled)))
        rows.clear()
        ruled = False

    for piece in pieces:
        lines = piece.text.split("\n") if piece.kind == "paragraph" else []
        if not lines or not all(line.strip()[:1] == "|" == line.strip()[-1:] and len(line.strip()) > 1 for line in lines):
            flush()
            piped.append(piece)
            continue
        place = piece.locator if not rows else place
        for line in lines:
            if delimiter_width(line.strip()):
                ruled = ruled or len(rows) == 1
            else:
                rows.append(tuple((cell, piece.locator) for cell in split_cells(line)))
    flush()
    return piped
