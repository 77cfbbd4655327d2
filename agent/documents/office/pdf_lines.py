"""Words on a PDF page to lines of text."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

_SAME_LINE = 0.5  # of the size of the text
_CELL_GAP = 1.4  # of the size of the text: wider than any space between words
_COLUMN_LINES = 8


class Word(TypedDict):
    """A word as pdfplumber finds it; lengths are in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    fontname: str


class Line(Struct, frozen=True):
    """One line of text. `cells` are its parts between wide gaps, as (left, right, text); lengths are in points.

    `height` is where on its page it stands, from 0 at the top to 1; `top` orders the lines of a page for reading.
    """

    text: str
    place: str
    x0: float
    x1: float
    top: float
    size: float
    bold: tuple[tuple[int, int], ...]
    cells: tuple[tuple[float, float, str], ...]
    height: float = 0.5


def lines_of(words: list[Word], place: str, width: float, height: float) -> list[Line]:
    """The lines in reading order; a page set in two columns is read one column after the other."""
    gutter = _gutter(words, width)
    if gutter:
        left = [word for word in words if word["x1"] <= gutter]
        right = [word for word in words if word["x1"] > gutter]
        return [*_rows(left, place, height), *_after(_rows(right, place, height), left)]
    return _rows(words, place, height)


def body_size(lines: list[Line]) -> float:
    """The size most characters are set in."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _rows(words: list[Word], place: str, height: float) -> list[Line]:
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word["bottom"], word["x0"])):
        last = rows[-1] if rows else None
        if last and abs(word["bottom"] - last[0]["bottom"]) <= _SAME_LINE * max(word["size"], last[0]["size"]):
            last.append(word)
        else:
            rows.append([word])
    return [_line(sorted(row, key=lambda word: word["x0"]), place, height) for row in rows]


def _line(words: list[Word], place: str, height: float) -> Line:
    size = Counter({round(word["size"] * 2) / 2: 0 for word in words})
    for word in words:
        size[round(word["size"] * 2) / 2] += len(word["text"])
    common = size.most_common(1)[0][0]
    text = ""
    bold: list[tuple[int, int]] = []
    cells: list[tuple[float, float, str]] = []
    for number, word in enumerate(words):
        gap = word["x0"] - words[number - 1]["x1"] if number else 0.0
        if number:
            text += "   " if gap > _CELL_GAP * common else " "
        if not cells or gap > _CELL_GAP * common:
            cells.append((word["x0"], word["x1"], word["text"]))
        else:
            cells[-1] = (cells[-1][0], word["x1"], f"{cells[-1][2]} {word['text']}")
        if _is_bold(word["fontname"]):
            if bold and bold[-1][1] == len(text) - 1:
                bold[-1] = (bold[-1][0], len(text) + len(word["text"]))
            else:
                bold.append((len(text), len(text) + len(word["text"])))
        text += word["text"]
    top = min(word["top"] for word in words)
    return Line(text, place, words[0]["x0"], words[-1]["x1"], top, common, tuple(bold), tuple(cells), top / height)


def _is_bold(font: str) -> bool:
    name = font.lower()
    return any(part in name for part in ("bold", "black", "heavy", "semibold", "demi"))


def _gutter(words: list[Word], width: float) -> float:
    """The middle of the white strip between two columns of running text, or 0: no word may cross it, and both sides must be full."""
    middle = [word for word in words if word["x0"] < width * 0.53 and word["x1"] > width * 0.47]
    if middle or not words:
        return 0.0
    left = [word for word in words if word["x1"] <= width * 0.5]
    right = [word for word in words if word["x0"] >= width * 0.5]
    tops_left = {round(word["bottom"] / 3) for word in left}
    tops_right = {round(word["bottom"] / 3) for word in right}
    if min(len(tops_left), len(tops_right)) < _COLUMN_LINES or min(len(left), len(right)) < 5 * _COLUMN_LINES:
        return 0.0
    return width * 0.5


def _after(lines: list[Line], before: list[Word]) -> list[Line]:
    """The lines of the right column, placed below the left one so that sorting by height keeps the order."""
    lowest = max((word["bottom"] for word in before), default=0.0)
    return [replace(line, top=line.top + lowest) for line in lines]
