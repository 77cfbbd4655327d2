"""A footnote gives another figure than the line it belongs to.

Claim: a footnote repeats one figure of the block that refers to it, and gives another of its figures a near but different value.

Why it matters: the footnote is where the calculation is looked up.

Flagged:

    At €22 per terabyte the planned 900 TB will cost about €39,600 a year[^1].

    [^1]: 900 TB, two copies, €24 each.

Fine:

    At €22 per terabyte the planned 900 TB will cost about €39,600 a year[^1].

    [^1]: 900 TB, two copies, €22 each.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.passages import is_slip

NEAREST, FARTHEST = 0.75, 1.34


def _find(view: View) -> Iterator[Draft]:
    notes = {block.marker: block for block in view.document.blocks if block.kind == "footnote"}
    for block in view.document.blocks if notes else ():
        for _, label in block.references:
            note = notes.get(f"[^{label}]")
            if note is not None and note.index != block.index:
                yield from _judge(view, block, note)


def _judge(view: View, block: Block, note: Block) -> Iterator[Draft]:
    above, below = (_figures(view, each) for each in (block, note))
    if not any(_equal(one, other) for one in below for other in above if one.kind != "percent"):
        return
    for figure in below:
        alike = [other for other in above if (other.kind, other.unit) == (figure.kind, figure.unit) and figure.kind == "money"]
        if any(allowed(other).meets(allowed(figure)) for other in alike):
            continue
        near = [other for other in alike if NEAREST <= other.most / figure.most <= FARTHEST]
        if len(near) == 1:
            stated, said = stated_of(figure), stated_of(near[0])
            yield Draft(
                f"the footnote calculates with {stated}, the text with {said}",
                (view.document.span(note.line, note.end_line), view.document.span(block.line, block.end_line)),
                key=f"{note.marker}|{stated}|{said}",
                computation=Computation(formula=f"{stated} ≠ {said}", expected=said, stated=stated),
                suggestion=f"keep one of {said} and {stated}",
                severity="warning" if is_slip(near[0].most, figure.most) and near[0].most >= 100 else "question",
            )


def _figures(view: View, block: Block) -> list[Quantity]:
    tokens = view.scanned.tokens[block.index] if block.index < len(view.scanned.tokens) else ()
    return [t.value for t in tokens if isinstance(t.value, Quantity) and not t.value.is_range and t.value.most > 0 and not t.value.change]


def _equal(one: Quantity, other: Quantity) -> bool:
    return (one.kind, one.unit, one.most) == (other.kind, other.unit, other.most)


RULE = Rule("RA608", "footnote-against-text", "conflict", "question", "computed", _find, __doc__)
