"""Where the shapes of a slide stand and what that says: which names the slide, and which stand below each other on one card."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from msgspec import Struct
from pptx.oxml.ns import qn

from agent.documents.office.pieces import HEADING_FROM

_ROW = 360_000  # a centimetre: what begins within one stands in one row
_EDGE = 100_000  # lines of one title begin at the same place
_DEFAULT = 18.0  # points
_UPPER = 0.5  # of the height of the slide: where its title stands
_LONGEST_TITLE = 120
_LONGEST_LEAD = 60
_FEWEST_LETTERS = 3
_LONGER = 1.5  # times: the text on a card is that much longer than its lead
_MOST_CARDS = 12  # side by side


class Placed(Struct, frozen=True):
    """A shape with its place, its text and how large most of that is set, in points."""

    shape: Any
    left: int
    top: int
    right: int
    bottom: int
    text: str
    size: float

    @property
    def names(self) -> bool:
        """Whether its text can name what stands below: a few words, no figure alone and no sentence."""
        letters = sum(character.isalpha() for character in self.text)
        return letters >= _FEWEST_LETTERS and len(self.text) <= _LONGEST_TITLE and not self.text.endswith((":", ";", ","))


def placed(shape: Any) -> Placed:
    """A shape of a slide; what does not say where it stands is at the top left."""
    left, top = int(shape.left or 0), int(shape.top or 0)
    text = " ".join(shape.text_frame.text.split()) if shape.has_text_frame else ""
    size = _size(shape) if text else 0
    return Placed(shape, left, top, left + int(shape.width or 0), top + int(shape.height or 0), text, size)


def _size(shape: Any) -> float:
    """The size that most of the text is set in."""
    sizes: Counter[float] = Counter()
    body = shape.text_frame._txBody
    own = next((_points(found) for found in body.iter(qn("a:defRPr"))), 0) or _DEFAULT
    for run in body.iter(qn("a:r")):
        sizes[_points(run.find(qn("a:rPr"))) or own] += len(run.findtext(qn("a:t")) or "")
    return sizes.most_common(1)[0][0] if sizes else own


def _points(properties: Any) -> float:
    value = properties.get("sz", "") if properties is not None else ""
    return int(value) / 100 if value.isdecimal() and len(value) < 6 else 0


def title_boxes(shapes: Sequence[Placed], height: int) -> list[Placed]:
    """The boxes that say what a slide without a title is about: the largest text of its upper half, set larger than most of the rest."""
    boxes = [box for box in shapes if box.text]
    sizes: Counter[float] = Counter()
    for box in boxes:
        sizes[box.size] += len(box.text)
    upper = [box for box in boxes if box.names and box.top <= height * _UPPER] or [box for box in boxes if box.names]
    if len(boxes) < 2 or not upper:
        return upper if len(boxes) == 1 else []
    largest = max(box.size for box in upper)
    usual = sizes.most_common(1)[0][0]
    if largest < usual * HEADING_FROM:
        return []
    lines = sorted((box for box in upper if box.size == largest), key=lambda box: (box.top, box.left))
    title = lines[:1]
    for line in lines[1:]:
        above = title[-1]
        if abs(line.left - above.left) > _EDGE or line.top - above.top > 2 * max(_ROW, above.bottom - above.top):
            break
        title.append(line)
    return title


def in_reading_order(shapes: Sequence[Placed]) -> list[Placed]:
    """Placeholders as the layout orders them, then the rest by rows from top to bottom, and those on cards side by side card by card."""
    own = sorted((box for box in shapes if box.shape.is_placeholder), key=lambda box: (box.top // _ROW, box.left))
    rows: list[list[Placed]] = []
    for box in sorted((box for box in shapes if not box.shape.is_placeholder), key=lambda box: (box.top, box.left)):
        if rows and box.top - rows[-1][0].top < _ROW / 2:
            rows[-1].append(box)
        else:
            rows.append([box])
    rows = [sorted(row, key=lambda box: box.left) for row in rows]
    at = 0
    while at < len(rows):
        stop = at + 1
        while stop < len(rows) and 1 < len(rows[at]) <= _MOST_CARDS and _below(rows[stop - 1], rows[stop]):
            stop += 1
        band = rows[at:stop]
        cards = _are_cards(band)
        own += [row[column] for column in range(len(band[0])) for row in band] if cards else [box for row in band for box in row]
        at = stop
    return own


def _below(above: Sequence[Placed], below: Sequence[Placed]) -> bool:
    """Whether each shape of a row stands below the one of the same place in the row above it, and below no other."""
    if len(above) != len(below) or not all(box.text for box in (*above, *below)):
        return False
    return all(
        (one.left < other.right and other.left < one.right) == (a == b) for a, one in enumerate(above) for b, other in enumerate(below)
    )


def _are_cards(band: Sequence[Sequence[Placed]]) -> bool:
    """Whether rows that stand below each other are cards, each with a short lead: a table has rows that are all alike."""
    if len(band) < 2:
        return False
    first, last = (sum(len(box.text) for box in row) for row in (band[0], band[-1]))
    return last >= _LONGER * first or len(band) == 2


def leads(above: Placed, below: Placed) -> bool:
    """Whether a short text is the lead of a card whose text stands right below it."""
    beside = abs(above.left - below.left) <= 2 * _ROW or abs((above.left + above.right) - (below.left + below.right)) <= 2 * _ROW
    near = 0 <= below.top - above.top <= 4 * _ROW + (above.bottom - above.top)
    longer = len(below.text) >= _LONGER * len(above.text) and (above.size > below.size or len(above.text) <= _LONGEST_LEAD / 2)
    return beside and near and longer and above.names and len(above.text) <= _LONGEST_LEAD and above.text[-1] not in ".!?"
