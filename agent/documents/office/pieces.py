"""What a converter found in an office or PDF file, in order; crosses from the child process as JSON."""

from __future__ import annotations

import json
from typing import Literal, cast

from msgspec import Struct, field

PieceKind = Literal["heading", "paragraph", "item", "table", "footnote", "hidden"]
KINDS = ("heading", "paragraph", "item", "table", "footnote", "hidden")
Ranges = tuple[tuple[int, int], ...]
# What tells a heading by its look, in files that have no styles for one.
HEADING_FROM = 1.15  # times the size of the running text
NO_HEADING_ENDS = (".", ",", ";", ":", "!", "?", "。", "：", "；")


class Piece(Struct, frozen=True):
    """One construct. `level` is a heading's level or an item's nesting; `locator` says where it stands in the original.

    `columns` are where the lines of a paragraph begin, for formats that place text freely. `rows` are a table's cells as
    (text, locator); the first `header_rows` of them are its header.
    """

    kind: PieceKind
    text: str = ""
    locator: str = ""
    level: int = 0
    marker: str = ""
    checked: bool | None = None
    bold: Ranges = ()
    struck: Ranges = ()
    references: tuple[tuple[int, str], ...] = ()
    columns: tuple[int, ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    header_rows: int = 0


class Remark(Struct, frozen=True):
    """A note of the converter about the whole file; `code` as in agent.model.document.Note."""

    code: str
    message: str


class Converted(Struct, frozen=True):
    """All of a file. `refusal` (what, remedy) is set instead when it cannot be read."""

    pieces: tuple[Piece, ...] = ()
    title: str = ""
    remarks: tuple[Remark, ...] = ()
    refusal: tuple[str, str] | None = field(default=None)


def encode(converted: Converted) -> bytes:
    """The JSON form; a line of ASCII."""
    pieces = [
        [p.kind, p.text, p.locator, p.level, p.marker, p.checked, p.bold, p.struck, p.references, p.columns, p.rows, p.header_rows]
        for p in converted.pieces
    ]
    remarks = [[remark.code, remark.message] for remark in converted.remarks]
    return json.dumps([pieces, converted.title, remarks, converted.refusal]).encode("ascii")


def decode(data: bytes) -> Converted:
    """The value behind `encode`; raises ValueError for anything else, as the child is not trusted."""
    try:
        pieces, title, remarks, refusal = json.loads(data)
        return Converted(
            tuple(_piece(values) for values in pieces),
            str(title),
            tuple(Remark(str(code), str(message)) for code, message in remarks),
            (str(refusal[0]), str(refusal[1])) if refusal else None,
        )
    except (TypeError, KeyError, IndexError, RecursionError) as error:
        raise ValueError(str(error)) from None


def _piece(values: list[object]) -> Piece:
    kind, text, locator, level, marker, checked, bold, struck, references, columns, rows, header_rows = values
    if kind not in KINDS:
        raise ValueError("unknown piece")
    return Piece(
        cast(PieceKind, kind),
        str(text),
        str(locator),
        int(cast(int, level)),
        str(marker),
        None if checked is None else bool(checked),
        tuple((int(start), int(end)) for start, end in cast(list[list[int]], bold)),
        tuple((int(start), int(end)) for start, end in cast(list[list[int]], struck)),
        tuple((int(at), str(label)) for at, label in cast(list[tuple[int, str]], references)),
        tuple(int(column) for column in cast(list[int], columns)),
        tuple(tuple((str(cell), str(place)) for cell, place in row) for row in cast(list[list[list[str]]], rows)),
        int(cast(int, header_rows)),
    )
