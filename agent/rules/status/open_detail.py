"""Something is ticked off, and a line below it says what is missing.

Claim: a line that is marked done has entries below it, and one of them says that it still needs something, is only prepared, or
comes later.

Why it matters: whoever reads the marks counts on what the details take back.

Flagged:

    **✅ 1. Berth booking**

    - Calendar page complete
    - Payment terminal: form drawn, still needs its server

    **✅ 2. Tide tables**

    - Table page complete

Fine:

    **✅ 1. Berth booking**

    - Calendar page complete
    - Payment terminal connected

    **✅ 2. Tide tables**

    - Table page complete
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.document import Block
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.boxes import TICK, is_ticked
from agent.rules.reading.vocabulary import pattern

LONGEST = 100  # characters of a line that is marked done
DETAIL = 120


def _find(view: View) -> Iterator[Draft]:
    parts = [_part(view, done, detail) for done, detail in _details(view) if _is_open(detail)]
    first = {part.draft.evidence[0].line: part for part in reversed(parts)}
    yield from bundled(
        [first[line] for line in sorted(first)],
        "{count} entries are ticked off, but lines below them say that something is missing",
        most=1,
    )


def _details(view: View) -> Iterator[tuple[Block, Block]]:
    """Each list entry with the ticked line above it: the entry that encloses it, or the label or heading its list stands under."""
    blocks = view.document.blocks
    label: Block | None = None
    for block in blocks:
        if block.kind == "heading" or (block.kind == "paragraph" and len(block.text) <= LONGEST):
            label = block if TICK.match(block.text) else None
        elif block.kind == "item":
            above = blocks[block.parent] if block.parent is not None else label
            if above is not None and is_ticked(above) and block.checked is None:
                yield above, block
        else:
            label = None


def _is_open(detail: Block) -> bool:
    text = detail.text.split("\n", 1)[0]
    return len(text) <= DETAIL and bool(pattern("still_needs").search(text)) and not TICK.match(text)


def _part(view: View, done: Block, detail: Block) -> Part:
    name = " ".join(TICK.sub("", done.text.split("\n", 1)[0]).split())[:60].strip(" *:")
    draft = Draft(
        f'"{name}" is ticked off, but line {detail.line} says that something is missing',
        (view.document.span(done.line), view.document.span(detail.line)),
        key=name.casefold(),
        suggestion="take the mark back, or finish the rest",
    )
    return Part(draft, f'"{name}" (line {detail.line})')


RULE = Rule("RA716", "ticked-with-open-detail", "status", "question", "rule", _find, __doc__)
