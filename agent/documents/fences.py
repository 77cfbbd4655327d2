"""Fenced blocks that know whether they were closed, so that a forgotten fence does not swallow the rest of a document."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block import fence as library_rule

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]+\S")
_STRONG_HEADING = re.compile(r" {0,3}#{2,6}[ \t]+\S")
_CLOSING = re.compile(r"(`{3,}|~{3,})[ \t]*$")


def fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The library's rule; an unclosed fence ends before the first heading that follows a blank line, and says so in its meta."""
    if not library_rule(state, start, end, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    last = state.line
    if token.map is None or _is_closed(state, start, last):
        return True
    stop = _plausible_end(state, start, last)
    token.meta = {"unclosed": True}
    token.content = state.getLines(start + 1, stop, state.sCount[start], True)
    token.map = [start, stop]
    state.line = stop
    return True


def wrapper_lines(lines: tuple[str, ...], first: int) -> frozenset[int]:
    """The two lines of a fence that a whole document was pasted in, counted from `first`; none if there is no such fence.

    It says it holds Markdown, most of the text stands in it, and the fences inside are closed ones.
    """
    opening = next((at for at, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))), None)
    if opening is None or lines[opening].strip().lstrip("`~").strip().lower() not in ("markdown", "md"):
        return frozenset()
    mark = lines[opening].strip()[:3]
    bare = [at for at in range(opening + 1, len(lines)) if _CLOSING.fullmatch(lines[at].strip()) and lines[at].strip().startswith(mark)]
    closing = bare[-1] if bare else len(lines)
    inside = [line for line in lines[opening + 1 : closing] if line.strip()]
    fences = sum(1 for line in inside if line.strip().startswith(mark))
    written = sum(1 for line in lines if line.strip())
    if len(inside) * 2 < written or fences % 2 or not any(_HEADING.match(line) for line in inside):
        return frozenset()
    return frozenset((opening + first, closing + first))


def _is_closed(state: StateBlock, start: int, stop: int) -> bool:
    if stop - start < 2:
        return False
    opening, closing = _text(state, start), _text(state, stop - 1)
    found = _CLOSING.match(closing)
    return found is not None and opening.startswith(found[1][:3]) and len(found[1]) >= len(opening) - len(opening.lstrip(opening[0]))


def _plausible_end(state: StateBlock, start: int, stop: int) -> int:
    strong = any(_STRONG_HEADING.match(_text(state, line)) for line in range(start + 1, stop))
    pattern = _STRONG_HEADING if strong else _HEADING
    for line in range(start + 2, stop):
        if state.isEmpty(line - 1) and pattern.match(_text(state, line)):
            return line
    return stop


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
