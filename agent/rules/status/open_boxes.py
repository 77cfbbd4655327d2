"""Something is marked done while boxes in it are open.

Claim: an item or section is marked done, and its own list still has unchecked boxes.

It is a question where none of the boxes is checked: they may be a list to follow; and where the mark is only in the heading or bold line
above a list or table ("Completed", "Backend (done)"), at least two in three of whose boxes, signs or states say the same, half of them
where the heading ends with the mark.

Why it matters: either work is left that nobody will do, or the list was never updated and cannot be relied on.

Flagged:

    ## ✅ Search (completed)

    - [x] Index
    - [ ] Ranking
    - [x] Filters

Fine:

    ## ✅ Search (completed)

    - [x] Index
    - [x] Ranking
    - [x] Filters
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from itertools import takewhile

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.model.document import Block, Document
from agent.model.quantity import Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.bundle import Part, bundled
from agent.rules.reading.boxes import TICK, Boxes, box_span, boxes_of, is_ticked
from agent.rules.reading.naming import name_of, shortened
from agent.rules.reading.ticks import NOT_DONE
from agent.rules.reading.vocabulary import pattern

WHOLE = 100
LONGEST_LEAD = 60
LONGEST_BOLD = 90
SECTION_ENDS = frozenset({"heading"})
LIST_ENDS = frozenset({"heading", "paragraph", "rule"})
FEWEST = 2  # boxes of a section none of which is ticked
FEWEST_TICKED = 3  # boxes of a section most of which are ticked
MOST_LEFT = 0.34  # of the boxes below a heading that says "done"
MOST_LEFT_CLOSED = 0.5  # where the heading ends with it
SET_APART = ("(", "（", "[", "【", "|", "–", "—", "-", ":", "：")
BRACKETS = expression(r"[(（][^()（）\n]*[)）]?")
LONGEST_DAY = 28  # characters
MARKED = expression(r"\s*[✅☑✔]\ufe0f?\s*$")
SUGGESTION = "check the boxes that are done, or take the mark back"
BOTH_STATES = expression(r"\w\s{0,2}/\s{0,2}\w")
ASPECT = expression(r"[^\W\d_]{3,}\s")
PERCENT = expression(r"(?<![\d.,])(\d{1,3})\s?%")


class Entry(Struct, frozen=True):
    """An entry of a list or table with its state, and the block that holds it."""

    line: int
    done: bool
    text: str
    block: int


def _find(view: View) -> Iterator[Draft]:
    boxed = boxes_of(view.roadmap)
    ahead = _ahead(view)
    done = [boxes for boxes in boxed if boxes.item.status == "done" and _left_open(boxes, ahead) and _claims_all(view, boxes)]
    inner = {boxes.item.parent for boxes in done}
    told = [boxes for boxes in done if boxes.item.key not in inner]
    certain = [Part(_draft(view, boxes), name_of(boxes.item)) for boxes in told if _is_certain(boxes)]
    yield from bundled(certain, "{count} items are marked done, but boxes in them are open")
    parts = [Part(_draft(view, boxes), name_of(boxes.item)) for boxes in told if not _is_certain(boxes) and len(boxes.unchecked) >= FEWEST]
    lines = {boxes.item.span.line for boxes in boxed if boxes.item.status}
    headed = [(Part(draft, f'"{name}"'), some) for name, draft, some in _marked_headings(view, lines, ahead)]
    parts += [part for part, some in headed if not some]
    nearly = [part for part, some in headed if some]
    asked = (
        *bundled(parts, "{count} sections are marked done, but none of their boxes is ticked", most=1),
        *bundled(nearly, "{count} sections are marked done, but entries of them are open"),
    )
    yield from (replace(draft, severity="question") for draft in asked)


def _is_certain(boxes: Boxes) -> bool:
    """Whether the boxes are ticked off one by one, or a field below the name tells the state."""
    mark = boxes.item.status_span
    return bool(boxes.checked) or (mark is not None and mark.line != boxes.item.span.line)


def _marks_paper(view: View, boxes: Boxes) -> bool:
    """Whether the mark stands in the one title of a document: "✅ Report of the session", which lists next steps as well."""
    mark = boxes.item.status_span
    titles = [block.line for block in view.document.blocks if block.kind == "heading" and block.depth == 1]
    return mark is not None and titles == [boxes.item.span.line] == [mark.line]


def _says_so(view: View, boxes: Boxes) -> bool:
    """Whether a word says that it is done, no sign that stays when a last box is added."""
    mark = boxes.item.status_span
    blocks = [block.index for block in view.document.blocks if mark and block.line <= mark.line <= block.end_line]
    return any(token.kind == "status" and token.text[:1].isalpha() for at in blocks for token in view.scanned.tokens[at])


def _left_open(boxes: Boxes, ahead: Set[int]) -> bool:
    """Whether a box is open that is not put off or left to choice by its own words, nor listed as what comes next."""
    return any(box.index not in ahead and not pattern("left_for_later").search(box.text) for box in boxes.unchecked)


def _ahead(view: View) -> Set[int]:
    """The boxes below a line or heading that says what comes next: "Next steps:"."""
    found: set[int] = set()
    lead = ""
    for block in view.document.blocks:
        if block.kind in ("heading", "paragraph"):
            lead = block.text.strip() if len(block.text) <= LONGEST_LEAD else ""
        elif block.checked is not None and lead and pattern("lies_ahead").search(lead):
            found.add(block.index)
    return found


def _marked_headings(view: View, known: Set[int], ahead: Set[int]) -> Iterator[tuple[str, Draft, bool]]:
    """Headings that say "done" and are no items with a state, above boxes of which none or nearly all are ticked; and whether some are."""
    for block in view.document.blocks:
        if not _is_named(block) or block.line in known:
            continue
        signed = bool(MARKED.search(block.text))
        if not (signed or _says_done(block, view.scanned.tokens[block.index])) or pattern("defining").search(block.text):
            continue
        below = tuple(_below(block, view.document))
        boxes = [other for other in below if other.checked is not None]
        if signed and len(boxes) >= FEWEST and not any(box.checked for box in boxes):
            yield *_of_heading(view, block, [box.line for box in boxes], f"none of its {len(boxes)} boxes is ticked"), False
            continue
        entries = [entry for other in below for entry in _entries(view.scanned, other)]
        left = [entry for entry in entries if not entry.done]
        most = MOST_LEFT if TICK.match(block.text) else MOST_LEFT_CLOSED
        if left and len(entries) >= FEWEST_TICKED and len(left) <= len(entries) * most and not _is_put_off(left, ahead):
            what = "boxes" if boxes else "entries"
            told = f"{len(left)} of its {len(entries)} {what} {'is' if len(left) == 1 else 'are'} open"
            yield *_of_heading(view, block, [entry.line for entry in left], told), True


def _below(named: Block, document: Document) -> Iterator[Block]:
    """What stands below a heading, or the list and table below a bold line."""
    ends = LIST_ENDS if named.kind == "paragraph" else SECTION_ENDS
    return takewhile(lambda block: block.kind not in ends, document.behind(named))


def _is_named(block: Block) -> bool:
    """Whether a block is a heading, or a bold line that names the list below it."""
    if block.kind == "heading":
        return True
    flat = block.text.strip()
    if block.kind != "paragraph" or len(flat) > LONGEST_BOLD or "\n" in flat:
        return False
    return any(end - start >= len(flat) - 2 for start, end in block.bold)


def _entries(roadmap: Roadmap, block: Block) -> Iterator[Entry]:
    """What a block lists with a state: a box, an entry with a sign in front, rows with a cell of a state alone, or with it and brackets."""
    if block.kind == "item" and (block.checked is not None or TICK.match(block.text) or NOT_DONE.match(block.text)):
        yield Entry(block.line, is_ticked(block), block.text, block.index)
    for at, row in enumerate(block.rows if block.kind == "table" else ()):
        for column, cell in enumerate(() if row.header else row.cells):
            states = [token for token in roadmap.cells.get((block.index, at, column), ()) if token.kind == "status"]
            if len({token.value for token in states}) == 1 and not any(map(str.isalnum, BRACKETS.sub("", _around(cell.text, states)))):
                yield Entry(row.line, states[0].value == "done", " ".join(other.text for other in row.cells), block.index)
                break


def _around(text: str, tokens: Sequence[Token]) -> str:
    """What a text says beside some tokens."""
    for token in reversed(tokens):
        text = text[: token.start] + text[token.end :]
    return text


def _says_done(heading: Block, tokens: Sequence[Token]) -> bool:
    """Whether a heading says that its list is done: it begins with a sign of it, is that word, ends with it or has it in brackets."""
    states = [token for token in tokens if token.kind == "status"]
    if not states:
        return _is_dated(heading.text, tokens)
    if any(token.value != "done" for token in states) or pattern("partial").search(heading.text):
        return False
    return any(_is_mark(heading.text, token) for token in states) or _is_dated(heading.text, tokens)


def _is_mark(text: str, token: Token) -> bool:
    before, behind = text[: token.start].rstrip("*_ "), text[token.end :].strip("*_:： ")
    closed = not any(map(str.isalnum, BRACKETS.sub("", behind)))
    if not any(map(str.isalnum, token.text)):
        return closed or not any(map(str.isalnum, before))
    return closed and (not any(map(str.isalnum, before)) or before.endswith(SET_APART) or not token.text[:1].isalnum())


def _is_dated(text: str, tokens: Sequence[Token]) -> bool:
    """Whether a word for what is done stands in brackets with nothing but a day behind it: "Harbour map (done on 4 July)"."""
    days = [token.end for token in tokens if isinstance(token.value, Window) and text[token.end :].startswith((")", "）"))]
    word = pattern("counted_done").search(text) if days else None
    opened = word is not None and text[: word.start()].rstrip("*_ ").endswith(("(", "（"))
    return opened and word is not None and any(word.end() < day <= word.end() + LONGEST_DAY for day in days)


def _is_put_off(entries: Sequence[Entry], ahead: Set[int]) -> bool:
    """Whether one of some entries is left for later, by its own words or by the line above."""
    return any(entry.block in ahead or pattern("left_for_later").search(entry.text) for entry in entries)


def _of_heading(view: View, heading: Block, lines: Sequence[int], told: str) -> tuple[str, Draft]:
    name = shortened(MARKED.sub("", heading.text))
    return name, Draft(
        f'"{name}" is marked done, but {told}',
        (view.document.span(heading.line), *map(view.document.span, lines)),
        key=name.casefold(),
        suggestion=SUGGESTION,
        severity="question",
    )


def _claims_all(view: View, boxes: Boxes) -> bool:
    """Whether the mark says that the whole item is done, in its own line; a list of criteria reports nothing, "90% done" not all."""
    item, mark = boxes.item, boxes.item.status_span
    if mark is None or not item.span.line <= mark.line <= item.end_line or pattern("defining").search(item.title):
        return False
    if view.document.lines[item.span.line - 1].startswith("# ") and mark.line != item.span.line:
        return False  # the state of the paper, not of what it plans
    if any(int(share) < WHOLE for share in PERCENT.findall(f"{item.span.quote} {mark.quote}")):
        return False
    if mark.line == item.span.line and _is_of_aspect(mark.quote):
        return False
    if BOTH_STATES.search(mark.quote) and pattern("counted_in_progress").search(mark.quote):
        return False  # "done / in progress"
    return not pattern("partial").search(mark.quote)


def _is_of_aspect(quote: str) -> bool:
    """Whether brackets behind the name say of one side that it is done: "(backend complete)"."""
    for said in BRACKETS.findall(quote):
        done = pattern("done_words").search(said)
        if done and ASPECT.search(said, 0, done.start()):
            return True
    return False


def _draft(view: View, boxes: Boxes) -> Draft:
    item = boxes.item
    open_count = len(boxes.unchecked)
    sure = _is_certain(boxes) and (_says_so(view, boxes) or open_count * 2 >= boxes.count)
    return Draft(
        f"{name_of(item)} is marked done, but {open_count} of its {boxes.count} boxes {'is' if open_count == 1 else 'are'} open"
        if boxes.checked
        else f"{name_of(item)} is marked done, but none of its {boxes.count} boxes is ticked",
        (item.status_span or item.span, *(box_span(view.roadmap, block) for block in boxes.unchecked)),
        key=item.key,
        suggestion=SUGGESTION,
        severity=None if sure and not _marks_paper(view, boxes) else "question",
    )


RULE = Rule("RA701", "done-with-open-boxes", "status", "warning", "rule", _find, __doc__)
