"""Text of HTML laid out by source line, with the ranges of strong and struck text."""

from __future__ import annotations

from msgspec import Struct, field

from agent.documents.ranges import Ranges, edge_spaces
from agent.expressions import expression

BREAK = "\u2028"  # stands for <br> inside a cell until the cell is written
_SPACES = expression(r"[ \t\r\f\v]+")


class Laid(Struct, frozen=True):
    """Text over the lines `line`..`end_line` of the source, one line break a line; `line` is 0 when there was none."""

    line: int = 0
    end_line: int = 0
    text: str = ""
    bold: Ranges = ()
    struck: Ranges = ()


class _Piece(Struct, frozen=True):
    line: int
    text: str
    bold: bool
    struck: bool


class TextRun(Struct):
    """Text collected since the last block began."""

    pieces: list[_Piece] = field(default_factory=list)

    def add(self, line: int, text: str, *, bold: bool = False, struck: bool = False) -> None:
        for offset, part in enumerate(text.split("\n")):
            if part:
                self.pieces.append(_Piece(line + offset, part, bold, struck))

    def laid(self, *, verbatim: bool = False) -> Laid:
        """The text with runs of white space as one space, unless `verbatim`, and no white space at the ends of lines."""
        filled = [piece.line for piece in self.pieces if piece.text.strip()]
        if not filled:
            return Laid()
        first, last = min(filled), max(filled)
        layout = _Layout(first, verbatim)
        for piece in self.pieces:
            if first <= piece.line <= last:
                layout.write(piece)
        text = "".join(layout.parts)
        edges = edge_spaces("" if verbatim else text)
        return Laid(first, last, edges.text(text), edges.ranges(_joined(layout.bold)), edges.ranges(_joined(layout.struck)))


class _Layout(Struct):
    at: int
    verbatim: bool
    parts: list[str] = field(default_factory=list)
    length: int = 0
    bold: list[tuple[int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)

    def write(self, piece: _Piece) -> None:
        if piece.line > self.at:
            self._put("\n" * (piece.line - self.at))
            self.at = piece.line
        text = piece.text if self.verbatim else _SPACES.sub(" ", piece.text)
        if not self.verbatim and (not self.parts or self.parts[-1].endswith((" ", "\n", BREAK))):
            text = text.lstrip(" ")
        if text:
            for on, ranges in ((piece.bold, self.bold), (piece.struck, self.struck)):
                if on and text.strip():
                    ranges.append((self.length, self.length + len(text)))
            self._put(text)

    def _put(self, text: str) -> None:
        self.parts.append(text)
        self.length += len(text)


def _joined(ranges: list[tuple[int, int]]) -> Ranges:
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return tuple(joined)
