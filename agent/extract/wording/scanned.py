"""A document with the typed tokens of every piece of its text."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from msgspec import Struct

from agent.documents.screens import is_boxed, shows_screen
from agent.expressions import compiled, expression
from agent.extract.wording.words import topic_of
from agent.facts import Convention, decide_convention, lexicon, scan
from agent.facts.folding import is_ideographic
from agent.model.document import Block, Document
from agent.model.token import Token

_SIDE = expression(r"\s*[│┃║]")
_PLAIN_NUMBER = expression(r"(\d{1,2})\s+(?=[^\W\d_])")
_OUTLINE = expression(r"(?:§\s*)?\d{1,3}(?:(?:\.\d{1,3}){1,4}[.)]?|[.)])\s+(?=\S)")


class Scanned(Struct, frozen=True):
    """`tokens` has one tuple per block (offsets in `Block.text`), `cells` one per table cell: (block, row, column)."""

    document: Document
    convention: Convention
    tokens: tuple[tuple[Token, ...], ...]
    cells: dict[tuple[int, int, int], tuple[Token, ...]]
    numbered: bool = False  # headings carry plain section numbers
    screens: frozenset[int] = frozenset()  # blocks that draw a screen

    def tokens_in(self, block: int, start: int, end: int) -> tuple[Token, ...]:
        """The tokens of a block that lie wholly in `start`..`end`."""
        return tuple(token for token in self.tokens[block] if start <= token.start and token.end <= end)


def scan_document(document: Document) -> Scanned:
    """Scan every block and every table cell in the document's own convention."""
    convention = decide_convention("\n".join(document.lines))
    tokens: list[tuple[Token, ...]] = []
    cells: dict[tuple[int, int, int], tuple[Token, ...]] = {}
    numbered = _has_numbered_headings(document)
    screens = frozenset(block.index for block in document.blocks if _is_screen(document, block))
    for block in document.blocks:
        text = _without_number(block.text, numbered) if block.kind == "heading" else block.text
        shown = block.index in screens
        tokens.append(scan(text, convention) if text and is_prose(block) and not shown else ())
        for at, row in enumerate(() if shown else block.rows):
            for column, cell in enumerate(row.cells):
                if cell.text:
                    cells[block.index, at, column] = scan(cell.text, convention)
    return Scanned(document, convention, tuple(tokens), cells, numbered, screens)


def _has_numbered_headings(document: Document) -> bool:
    """Whether "3 People" is the third section here and not three people: at least three headings count up."""
    found = [int(match[1]) for block in document.blocks if block.kind == "heading" and (match := _PLAIN_NUMBER.match(block.text))]
    return sum(after == before + 1 for before, after in pairwise(found)) >= 2


def _without_number(heading: str, numbered: bool) -> str:
    """The heading with its section number blanked, so that offsets stay and the number is no amount."""
    match = _OUTLINE.match(heading) or (_PLAIN_NUMBER.match(heading) if numbered else None)
    return " " * match.end() + heading[match.end() :] if match else heading


def is_prose(block: Block) -> bool:
    """Whether a block's text is read at all: comments, rules, source code and diagrams other than Gantt charts are not."""
    if block.kind in {"rule", "html_comment", "table"}:
        return False
    return block.kind != "fence" or not is_code(block)


def is_code(block: Block) -> bool:
    """A fence of a programming language, or one without a language that reads like source code."""
    if block.info.lower() == "mermaid":
        return block.text.split(maxsplit=1)[:1] not in (["gantt"], ["pie"], ["timeline"]) and "gantt" not in block.text.split()
    if block.info:
        return block.info.lower() in _code_languages()
    lines = [line.strip() for line in block.text.split("\n") if line.strip()]
    codelike = sum(
        line.endswith((";", "{", "}", ");", "],", "};")) or line.startswith(("$ ", "import ", "from ", "def ", "//", "#!", "</"))
        for line in lines
    )
    return bool(lines) and codelike * 3 > len(lines)


def _is_screen(document: Document, block: Block) -> bool:
    """Whether a block draws a screen: it is a box with buttons, or stands in a box below a heading that says so. A dashboard of success
    metrics says what is aimed at."""
    if block.kind == "fence":
        if not is_boxed(lines := block.text.split("\n")):
            return False
        if shows_screen(lines):
            return True
    elif not _SIDE.match(document.lines[block.line - 1]):
        return False
    heading = document.blocks[block.section].text if block.section is not None else ""
    return bool(_screens().search(heading)) and topic_of(heading) != "metrics"


@cache
def _screens() -> re.Pattern[str]:
    words = sorted(lexicon.word_list("sections", "screens"), key=len, reverse=True)
    spaced = "|".join(re.escape(word) for word in words if word.isascii() or not is_ideographic(word[0]))
    joined = "|".join(re.escape(word) for word in words if is_ideographic(word[0]))
    return compiled(rf"(?<!\w)(?:{spaced})(?!\w)|{joined}", re.IGNORECASE)


@cache
def _code_languages() -> frozenset[str]:
    """Languages of source code: numbers in such fences are no plan."""
    return frozenset(lexicon.word_list("sections", "code_languages"))
