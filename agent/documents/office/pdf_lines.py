"""Words on a PDF page to lines of text."""

from __future__ import annotations

from collections import Counter
from typing import TypedDict

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression

_SAME_LINE = 0.5  # of the size of the text
_CELL_GAP = 1.4  # of the size of the text: wider than any space between words
_LETTER_GAP = 0.1  # of the size of the text: narrower than any space between words
_COLUMN_LINES = 8
_BULLET_SIZES = (0.15, 0.7)  # of the size of the text beside it
_BULLET_GAP = 2.5  # of the size of the text, from a bullet to its text
_MOST_SHAPES = 20_000
_STEP = 8  # points: words are looked up by height in such steps

BULLET = "•"
_WEIGHT = expression(r"_wght([0-9a-f]{2,4})0000(?![0-9a-f])")
_SEMIBOLD = 600
UNMAPPED = expression(r"\(cid:\d{1,6}\)")  # a character whose font does not say what it is: most are icons


class Word(TypedDict):
    """A word as pdfplumber finds it; lengths are in points from the upper left corner of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    fontname: str


class Shape(TypedDict):
    """Something drawn, by its edges."""

    x0: float
    x1: float
    top: float
    bottom: float


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


def readable(words: list[Word]) -> list[Word]:
    """The words without the characters that their fonts do not name."""
    if not any("(cid:" in word["text"] for word in words):
        return words
    cleaned: list[Word] = [{**word, "text": UNMAPPED.sub("", word["text"])} for word in words]
    return [word for word in cleaned if word["text"]]


def with_bullets(words: list[Word], shapes: list[Shape]) -> list[Word]:
    """The words and a bullet for each small drawn shape right before one: browsers draw the marks of lists."""
    if not shapes or len(shapes) > _MOST_SHAPES:
        return words
    heights: dict[int, list[Word]] = {}
    for word in words:
        for step in range(int(word["top"]) // _STEP, int(word["bottom"]) // _STEP + 1):
            heights.setdefault(step, []).append(word)
    bullets: dict[tuple[float, float], Word] = {}
    for shape in shapes:
        middle = (shape["top"] + shape["bottom"]) / 2
        beside = [word for word in heights.get(int(middle) // _STEP, ()) if word["top"] <= middle <= word["bottom"]]
        near = [word for word in beside if _marks(shape, word)]
        if near and not any(0 <= shape["x0"] - word["x1"] < word["size"] for word in beside):
            marked = min(near, key=lambda word: word["x0"])
            bullets[marked["x0"], marked["bottom"]] = {**marked, "text": BULLET, "x0": shape["x0"], "x1": shape["x1"], "fontname": ""}
    return [*words, *bullets.values()]


def _marks(shape: Shape, word: Word) -> bool:
    """Whether a shape is as large as a bullet and stands before a word."""
    least, most = (share * word["size"] for share in _BULLET_SIZES)
    wide, high = shape["x1"] - shape["x0"], shape["bottom"] - shape["top"]
    return least <= min(wide, high) and max(wide, high) <= most and 0 <= word["x0"] - shape["x1"] <= _BULLET_GAP * word["size"]


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
        space = "" if not number or gap < _LETTER_GAP * common else " "  # a word is cut where its font changes
        text += "   " if gap > _CELL_GAP * common and words[number - 1]["text"] != BULLET else space
        if not cells or gap > _CELL_GAP * common:
            cells.append((word["x0"], word["x1"], word["text"]))
        else:
            cells[-1] = (cells[-1][0], word["x1"], f"{cells[-1][2]}{space}{word['text']}")
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
    weight = _WEIGHT.search(name)  # of a font that varies, in sixteenths of sixteen bits
    return any(part in name for part in ("bold", "black", "heavy", "semibold", "demi")) or bool(weight and int(weight[1], 16) >= _SEMIBOLD)


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
