"""The progress that a section states is not that of its boxes.

Claim: a heading, an entry, or the line of progress below it, says how much of it is done ("Stage 2, 75% done", "Loyalty (3/4)"), and its
boxes that are ticked are another part of all of them. It is a question where no other section of the document shows that
progress is counted in boxes: it may be counted in work.

Why it matters: what is reported upwards is not what the list shows.

Flagged:

    ## Ordering (2/2)

    - [x] Menu
    - [x] Basket

    ## Loyalty (3/4)

    - [x] Stamp card
    - [x] Birthday treat
    - [ ] Points
    - [ ] Import

Fine:

    ## Ordering (2/2)

    - [x] Menu
    - [x] Basket

    ## Loyalty (2/4)

    - [x] Stamp card
    - [x] Birthday treat
    - [ ] Points
    - [ ] Import
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Block, Document
from agent.model.finding import Computation, Severity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number
from agent.rules.reading.vocabulary import pattern

FEWEST = 2
STATES = ("progress", "counted_done", "counted_in_progress")
ROUND = (10, 5)  # shares are rounded to so many points
NEAR = 16  # characters between a share and the word for progress
FRACTION = expression(r"(?<![\d/.])(\d{1,3})\s?/\s?(\d{1,3})(?![\d/%])")
PERCENT = expression(r"(?<![\d.,+<>≥≤~])(\d{1,3})\s?%")
AT_END = expression(r"[(:：,–—-]\s?\**\d{1,3}\s?%\s?\**[)）]?[\s*]*$")


class Stated(Struct, frozen=True):
    """A section with its boxes and the share it states, in percent; `whole` is the number of boxes where it is a fraction."""

    span: Span
    share: float
    whole: int
    boxes: tuple[Block, ...]
    places: tuple[Span, ...]

    @property
    def ticked(self) -> int:
        return sum(bool(box.checked) for box in self.boxes)

    @property
    def holds(self) -> bool:
        """Whether the share is that of all boxes, or of those of the first level."""
        top = [box for box in self.boxes if box.depth == 0]
        return any(group and _near(self.share, 100 * sum(bool(box.checked) for box in group) / len(group)) for group in (self.boxes, top))


def _near(stated: float, share: float) -> bool:
    slack = next((step / 2 for step in ROUND if stated % step == 0), 1.0)
    return abs(stated - share) <= slack


def _find(view: View) -> Iterator[Draft]:
    if not any(block.checked is not None for block in view.document.blocks):
        return
    stated = tuple(_stated(view))
    counted = [one for one in stated if one.holds]
    shown = any(0 < one.ticked < len(one.boxes) for one in counted) or len(counted) >= FEWEST
    for one in stated:
        certain = shown or one.whole == len(one.boxes) or (one.share == 100 and one.ticked < len(one.boxes))
        if not one.holds and (not one.whole or one.whole == len(one.boxes)):
            yield _draft(one, None if certain else "question")


def _stated(view: View) -> Iterator[Stated]:
    document = view.document
    for owner in document.blocks:
        inside = _section(document, owner) if owner.kind == "heading" else _below(document, owner) if owner.kind == "item" else []
        boxes = tuple(block for block in inside if block.checked is not None)
        if len(boxes) < FEWEST:
            continue
        first = next(at for at, block in enumerate(inside) if block.checked is not None)
        above = {block.parent for block in boxes} - {owner.index}  # entries that have boxes of their own
        fields = [other for other in inside[:first] if other.kind in ("paragraph", "item") and other.index not in above]
        for block in (owner, *fields):
            found = _share(block)
            if found:
                places = tuple(view.document.span(box.line) for box in boxes if not box.checked)
                yield Stated(view.document.span(block.line, block.end_line), *found, boxes, places)
                break


def _below(document: Document, owner: Block) -> list[Block]:
    """The entries right below an entry of a list."""
    found: list[Block] = []
    for block in document.behind(owner):
        if block.kind != "item" or block.depth <= owner.depth:
            break
        if block.parent == owner.index:
            found.append(block)
    return found


def _section(document: Document, heading: Block) -> list[Block]:
    """What stands below a heading, up to the next one of any level."""
    return list(takewhile(lambda block: block.kind != "heading", document.behind(heading)))


def _share(block: Block) -> tuple[float, int] | None:
    """How much a heading or a line of progress says is done, in percent, and of how many."""
    text = block.text
    heading = block.kind == "heading"
    said = pattern("progress").search(text) or pattern("counted_done").search(text)
    fractions = FRACTION.findall(text)
    if len(fractions) == 1 and (said or (heading and re.search(r"[(\[（]\s?\d+\s?/\s?\d+[^()]*[)\]）]\W*$", text))):
        part, whole = map(int, fractions[0])
        return (100 * part / whole, whole) if whole > 0 and part <= whole else None
    shares = list(PERCENT.finditer(text))
    if len(shares) != 1 or text.count("%") != 1:
        return None
    near = text[max(0, shares[0].start() - NEAR) : shares[0].end() + NEAR]
    told = any(pattern(words).search(near) for words in STATES) or (heading and AT_END.search(text))
    return (float(shares[0][1]), 0) if told and float(shares[0][1]) <= 100 else None


def _draft(one: Stated, severity: Severity | None) -> Draft:
    ticked, count = one.ticked, len(one.boxes)
    said = f"{number(one.share * count / 100)}/{count}" if one.whole else f"{number(one.share)}%"
    expected = f"{ticked}/{count}" if one.whole else f"{number(100 * ticked / count)}%"
    boxes = f"{ticked or 'none'} of its {count} boxes {'are' if ticked > 1 else 'is'} ticked"
    return Draft(
        f"the section says that {said} is done, but {boxes}",
        (one.span, *one.places),
        key=f"{said}|{ticked}|{count}",
        computation=Computation(formula=f"{ticked} / {count} = {number(100 * ticked / count)}%", expected=expected, stated=said),
        suggestion=f"change {said} to {expected}, or tick what is done",
        severity=severity,
    )


RULE = Rule("RA721", "progress-and-boxes", "status", "question", "computed", _find, __doc__)
