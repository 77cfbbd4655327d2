"""What a reader of a page does not see: comments, and text that a style hides. A model is told so, and none of it is evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass

from agent.model.document import Document

MOST_PARTS = 50  # hidden pieces of one line that are looked for; of a line with more, nothing is evidence


@dataclass(frozen=True, slots=True)
class Seen:
    """A line without what is hidden in it, as in the file (`raw`) and repaired (`text`).

    `hidden` are the pieces that a style hides, `inside` says that the line begins within a comment.
    """

    raw: str
    text: str
    hidden: tuple[str, ...] = ()
    inside: bool = False


def lines_with_hidden_text(document: Document) -> dict[int, Seen]:
    """The lines (1-based) that hold something hidden."""
    pieces: dict[int, list[str]] = {}
    for block in document.blocks:
        if block.kind == "html_comment":
            parts = [*block.text.split("\n"), *([""] * (block.end_line - block.line))]
            for line in range(block.line, block.end_line + 1):
                pieces.setdefault(line, []).append(" ".join(parts[line - block.line].split()))
    raw, text = (_without_comments(lines, pieces.keys()) for lines in (document.raw_lines, document.lines))
    return {line: _seen(document.lines[line - 1], raw[line], text[line], tuple(filter(None, pieces[line]))) for line in sorted(pieces)}


def _seen(whole: str, raw: tuple[str, bool], text: tuple[str, bool], pieces: Sequence[str]) -> Seen:
    """A line of which comments are taken out already, without the other hidden pieces."""
    if len(pieces) > MOST_PARTS or any(not stretch(piece).search(whole) for piece in pieces):
        return Seen("", "", (whole.strip(),), text[1])  # what is hidden cannot be told from the rest of the line
    styled = tuple(piece for piece in pieces if stretch(piece).search(text[0]))
    return Seen(_without(raw[0], styled), _without(text[0], styled), styled, text[1])


def stretch(words: str) -> re.Pattern[str]:
    """A pattern for a piece of text wherever it stands by itself, with any white space between its words."""
    inner = r"\s+".join(re.escape(word) for word in words.split())
    before = r"(?<!\w)" if words[:1].isalnum() else ""
    return re.compile(before + inner + (r"(?!\w)" if words[-1:].isalnum() else ""))


def _without(line: str, pieces: Sequence[str]) -> str:
    for piece in pieces:
        line = stretch(piece).sub("", line)
    return line


def _without_comments(lines: Sequence[str], commented: Set[int]) -> dict[int, tuple[str, bool]]:
    """Those lines (1-based) with everything between `<!--` and `-->` taken out, and whether they begin inside a comment: it may go over
    several of them."""
    found: dict[int, tuple[str, bool]] = {}
    inside = False
    for number in sorted(commented):
        if number - 1 not in commented:
            inside = False
        began, line, kept = inside, lines[number - 1], []
        while line:
            before, mark, line = line.partition("-->" if inside else "<!--")
            if not inside:
                kept.append(before)
            inside = inside != bool(mark)
        found[number] = ("".join(kept), began)
    return found
