"""Lines that name things without planning them: fields of a screen, what a price includes, who works on it, what others have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from agent.expressions import expression
from agent.model.document import Block, Document, Row
from agent.rules.reading.pieces import Piece
from agent.rules.reading.scope_words import sums_up_plan
from agent.rules.reading.vocabulary import pattern

LONGEST_LEAD = 60  # characters: a longer line is a sentence, not the name of a list
LONGEST_HEAD = 6  # words of the line above a list that say nothing but what it holds
TIER = expression(
    r"[$€£¥₽]\s?\d[\d.,]*\s?k?\s?(?:/|per |pro |por |par )|\d\s?(?:€|₽|円|元|zł|kr)\s?(?:/|pro |par |por |в )|\d\s?(?:円|元)?/\s?月",
    re.IGNORECASE,
)
MEASURED = expression(r"^\W*\w[^|:：]{2,60}[:：]\**\s*[<>≥≤~≈]?\s?\d[\d.,]*\s?(?:[%+kKM]|$)")  # "Task success: ≥ 80 %"
TICKS = frozenset("✅❌✓✔✗✘☑⚠🟢🟡🔴🔶➖—–-")
SCORE = expression(r"(?:10|\d)(?:[.,]\d)?(?:\s?/\s?(?:10|5))?")
FEWEST_ROWS = 3
FEWEST_MARKED = 2  # columns of ticks, or of scores
MOST_OF_PLAN = 0.4  # a section with so much of all work is the plan, whatever it is called


def aside_lines(document: Document) -> frozenset[int]:
    """The lines of lists and tables that hold no work by what stands above them, or by what their columns are called."""
    found: set[int] = set()
    lead = ""
    for block in document.blocks:
        if block.kind == "table":
            if _is_aside_table(block) or _heads_aside(lead):
                found.update(row.line for row in block.rows)
        elif block.kind == "item":
            if block.checked is None and (_heads_aside(lead) or any(_heads_aside(label) for label in _labels(document, block))):
                found.add(block.line)
        elif block.kind != "rule":
            lead = _label_of(block)
    return frozenset(found)


def without_summaries(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """The pieces that do not stand in a section which sums the plan up: a list of milestones, the first 90 days, an appendix.

    Numbered sections side by side that are called so ("Milestone 1", "Milestone 2") are one.
    """
    sizes = Counter(_as_one(path) for piece in pieces for path in _paths(piece) if sums_up_plan(path[-1]))
    most = MOST_OF_PLAN * len(pieces)
    return tuple(piece for piece in pieces if not any(sums_up_plan(path[-1]) and sizes[_as_one(path)] < most for path in _paths(piece)))


def _as_one(path: tuple[str, ...]) -> tuple[str, ...]:
    """The path of the heading that numbered sections have in common, and that of others."""
    return (*path[:-1], "") if any(map(str.isdigit, path[-1])) else path


def _paths(piece: Piece) -> Iterator[tuple[str, ...]]:
    return (piece.headings[:depth] for depth in range(1, len(piece.headings) + 1))


def _label_of(block: Block) -> str:
    """A heading, or a line that names the list below it; "" for what says more."""
    text = block.text.strip()
    if block.kind == "heading":
        return text[:LONGEST_LEAD]
    return text if block.kind == "paragraph" and len(text) <= LONGEST_LEAD and "\n" not in text else ""


def _labels(document: Document, block: Block) -> Iterator[str]:
    """The entries around an entry that are nothing but the name of what is below them."""
    parent = block.parent
    while parent is not None:
        above = document.blocks[parent]
        text = above.text.split("\n", 1)[0].strip()
        if text.endswith((":", "：")) or TIER.search(text):
            yield text[:LONGEST_LEAD]
        parent = above.parent


@lru_cache(maxsize=4096)
def _heads_aside(label: str) -> bool:
    """Whether a label is the name of a list of fields, arguments, people or things that are there; or of what a price includes."""
    if not label:
        return False
    return bool(TIER.search(label)) or (len(label.split()) <= LONGEST_HEAD and bool(pattern("aside_list").search(label)))


def _is_aside_table(block: Block) -> bool:
    """A table of people, of who has which feature, or of scores."""
    header = next((row for row in block.rows if row.header), None)
    body = [row for row in block.rows if not row.header and row.cells]
    if header is None or not header.cells:
        return False
    if pattern("people_column").fullmatch(header.cells[0].text.strip()):
        return True
    return len(body) >= FEWEST_ROWS and (_columns(body, _is_tick) >= FEWEST_MARKED or _columns(body, _is_score) >= FEWEST_MARKED)


def _columns(body: Sequence[Row], kind: object) -> int:
    width = max(len(row.cells) for row in body)
    return sum(callable(kind) and all(kind(row.cells[at].text.strip()) for row in body) for at in range(1, width))


def _is_tick(text: str) -> bool:
    return bool(text) and text[0] in TICKS


def _is_score(text: str) -> bool:
    return bool(SCORE.fullmatch(text))


def without_asides(pieces: Iterable[Piece], document: Document) -> tuple[Piece, ...]:
    """The pieces that stand where work is planned."""
    beside = aside_lines(document)
    return without_summaries(
        _in_plans([piece for piece in pieces if piece.span.line not in beside and not MEASURED.search(piece.span.quote)])
    )


def _in_plans(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """The pieces of the chapters that plan, where any does: with dates or states. Others describe the product or the market."""
    planning = {_chapter(piece) for piece in pieces if piece.window is not None or piece.status}
    return [piece for piece in pieces if _chapter(piece) in planning] if planning else pieces


def _chapter(piece: Piece) -> tuple[str, ...]:
    """The two outermost headings: mostly the title and a chapter."""
    return piece.headings[:2]
