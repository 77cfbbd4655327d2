"""Headings of a Word document whose writer used no heading styles: lines that are larger than the text, or strong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from msgspec.structs import replace

from agent.documents.bullets import split_paragraph
from agent.documents.office.pieces import HEADING_FROM, NO_HEADING_ENDS, Piece
from agent.expressions import expression

_DEFAULT = 11.0  # points: what a paragraph is set in that does not say it
_LONGEST = 100
_STATED = expression(r".{1,80}[:：]\s{0,9}[^\w\s]{0,3}\d.*")  # "Budget: $5M" is a fact, however strong


def with_headings(pieces: Sequence[Piece], sizes: Sequence[float]) -> tuple[Piece, ...]:
    """The pieces, with such lines as headings where at most the title has a style; `sizes` are those of the text in points, or 0."""
    styled = sum(piece.kind == "heading" for piece in pieces)
    lines = [piece for piece in pieces if piece.kind in ("paragraph", "item")]
    if styled > 1 or not lines:
        return tuple(pieces)
    set_in = [size or _DEFAULT for size in sizes]
    body = _body(pieces, set_in)
    found = {at: max(set_in[at], body) for at, piece in enumerate(pieces) if _is_head(piece, set_in[at] >= body * HEADING_FROM)}
    if len(found) < 2 or 2 * len(found) > len(lines) + 1:
        return tuple(pieces)
    ranks = sorted(set(found.values()), reverse=True)
    first = next(at for at, piece in enumerate(pieces) if piece.kind != "table")
    titled = not styled and first in found and ranks.index(found[first]) == 0
    shared = titled and sum(size == found[first] for size in found.values()) > 1
    below = styled + shared
    return tuple(
        replace(
            piece, kind="heading", level=min(6, 1 if titled and at == first else ranks.index(found[at]) + 1 + below), bold=(), references=()
        )
        if at in found
        else piece
        for at, piece in enumerate(pieces)
    )


def _body(pieces: Sequence[Piece], sizes: Sequence[float]) -> float:
    counts: Counter[float] = Counter()
    for piece, size in zip(pieces, sizes, strict=True):
        counts[size] += len(piece.text) if piece.kind in ("paragraph", "item") else 0
    return counts.most_common(1)[0][0]


def _is_head(piece: Piece, larger: bool) -> bool:
    text = piece.text.strip()
    if piece.kind != "paragraph" or not 0 < len(text) <= _LONGEST or text.endswith(NO_HEADING_ENDS) or "\n" in text or "\t" in text:
        return False
    strong = sum(end - start for start, end in piece.bold) >= len(text)
    return (
        (strong or larger) and any(c.isalpha() for c in text) and not _STATED.fullmatch(text) and split_paragraph([text])[0].kind == "text"
    )
