"""HTML inside Markdown, cut into elements: a table or list whole, a container's tags alone, so that text between them stays Markdown."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Literal

from markdown_it.rules_block import StateBlock

from agent.documents.html_names import CLOSED, CONTAINERS
from agent.expressions import expression

_TAG = expression(r"</?([A-Za-z][A-Za-z0-9]*)(?:[ \t][^<>]*|/)?>[ \t]*")
_CLOSED_OPENING = expression(r"<([A-Za-z][A-Za-z0-9]*)(?=[ \t/>]|$)")


def html_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """One token `html` over the lines of a comment, of a closed element (table, list, paragraph, heading ...) or of lone tags."""
    at = state.bMarks[start] + state.tShift[start]
    if not state.src.startswith("<", at):
        return False
    stop = _stop(state, start, end, at)
    if stop is None:
        return False
    if silent:
        return True
    token = state.push("html", "", 0)
    token.map = [start, stop]
    token.content = state.getLines(start, stop, state.blkIndent, False)
    state.line = stop
    return True


def _stop(state: StateBlock, start: int, end: int, at: int) -> int | None:
    """The line after the element that begins at `at`, or None if this is not a block of HTML."""
    line_end = state.eMarks[start]
    if state.src.startswith("<!--", at):
        closing = _find(state, "-->", at + 4)
        if closing is None:
            return _blank(state, start, end)
        whole = state.src[closing + 3 : state.eMarks[_line_of(state, closing)]].strip() == ""
        return min(end, _line_of(state, closing) + 1) if whole or closing > line_end else None
    if state.src.startswith(("<!", "<?"), at):
        return start + 1 if state.src[line_end - 1 : line_end] == ">" and len(state.src[at:line_end]) > 4 else None
    while tag := _TAG.match(state.src, at, line_end):
        if tag[1].lower() not in CONTAINERS:
            break
        at = tag.end()
    if at >= line_end:
        return start + 1
    opening = _CLOSED_OPENING.match(state.src, at, line_end)
    name = opening[1].lower() if opening else ""
    if name not in CLOSED:
        closer = re.fullmatch(r"(?:</[A-Za-z][A-Za-z0-9]*[ \t]*>[ \t]*)+", state.src[at:line_end])
        return start + 1 if closer else None
    return _element_stop(state, name, start, end, at)


def _element_stop(state: StateBlock, name: str, start: int, end: int, at: int) -> int:
    unbalanced = state.env.setdefault("html_unbalanced", set())
    if name not in unbalanced:
        depth = 0
        for found in re.compile(rf"<(/?){name}(?=[\s/>])", re.IGNORECASE).finditer(state.src, at):
            depth += -1 if found[1] else 1
            if depth == 0:
                return min(end, _line_of(state, found.start()) + 1)
        unbalanced.add(name)
    return _blank(state, start, end)


def _find(state: StateBlock, closer: str, at: int) -> int | None:
    """Where `closer` stands after `at`; that there is none further on is remembered, so that many openings stay cheap."""
    key: Literal["html_no_comment_end"] = "html_no_comment_end"
    if key in state.env:
        return None
    found = state.src.find(closer, at)
    if found < 0:
        state.env[key] = True
        return None
    return found


def _line_of(state: StateBlock, at: int) -> int:
    """The line that holds offset `at` of the source; line starts move only within their line, so ends are safe to search."""
    return bisect_right(state.eMarks, at)


def _blank(state: StateBlock, start: int, end: int) -> int:
    line = start + 1
    while line < end and not state.isEmpty(line):
        line += 1
    return line
