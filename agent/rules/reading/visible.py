"""Lines as a reader sees them: fences left out, inline code and comments blanked, columns kept."""

from __future__ import annotations

import re

from msgspec import Struct

from agent.expressions import expression
from agent.model.document import Document

INLINE_CODE = expression(r"(`{1,3})(?!`)[^`\n]{0,400}\1")
COMMENT = expression(r"<!--[^\n]{0,600}?-->")
URL = expression(r"(?:https?|ftp|mailto)[^\s)>\]]{0,2000}")


class VisibleLine(Struct, frozen=True):
    """Line `number` (1-based); `text` is the repaired line with what is not prose replaced by spaces, so offsets stay."""

    number: int
    text: str
    raw: str


def visible_lines(document: Document, *, urls: bool = False) -> tuple[VisibleLine, ...]:
    """The prose lines of a document. Web addresses are blanked too unless `urls`."""
    hidden = _hidden(document)
    return tuple(
        VisibleLine(number, _blank(line, urls), document.raw_lines[number - 1])
        for number, line in enumerate(document.lines, 1)
        if number not in hidden and not line.isspace() and line
    )


def _hidden(document: Document) -> frozenset[int]:
    """Lines of fences and of comments that span lines; a comment within a line is blanked instead."""
    blocks = (b for b in document.blocks if b.kind == "fence" or (b.kind == "html_comment" and b.end_line > b.line))
    return frozenset(line for block in blocks for line in range(block.line, block.end_line + 1))


def _blank(line: str, urls: bool) -> str:
    if "`" in line:
        line = INLINE_CODE.sub(_spaces, line)
    if "<!--" in line:
        line = COMMENT.sub(_spaces, line)
    if not urls and ":" in line:
        line = URL.sub(_spaces, line)
    return line


def _spaces(match: re.Match[str]) -> str:
    return " " * len(match[0])
