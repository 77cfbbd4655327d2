"""Fenced blocks that know whether they were closed, so that a forgotten fence does not swallow the rest of a document.

The library's own rule runs to the next bare fence, whatever stands between. Here a fence ends unclosed where another one opens
(```` ```python ```` inside ```` ``` ````: the two are out of step), a fence of Markdown may hold closed fences, any fence those that are
indented deeper, and lines that lost the indentation of their list still belong to the fence that began in it.
"""

from __future__ import annotations

from markdown_it.rules_block import StateBlock

from agent.expressions import expression

_FENCE = expression(r"(`{3,}|~{3,})[ \t]*([^\n]*?)[ \t]*$")
_HEADING = expression(r" {0,3}#{1,6}[ \t]+\S")
_STRONG_HEADING = expression(r" {0,3}#{2,6}[ \t]+\S")
_CLOSING = expression(r"(`{3,}|~{3,})[ \t]*$")
_OUTDENTED = expression(r"#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]|>")
_MARKDOWN = frozenset(("markdown", "md"))
_MOST_LINES_IN_MARKDOWN = 2_000


def fence_rule(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A fence and its content. An unclosed one ends before the first heading that follows a blank line, and says so in its meta."""
    opening = _FENCE.match(_text(state, start))
    if opening is None or (opening[1][0] == "`" and "`" in opening[2]):
        return False
    if silent:
        return True
    mark, info = opening[1], opening[2]
    closing, limit = _closing(state, start, end, mark, info)
    token = state.push("fence", "code", 0)
    stop = closing if closing is not None else _plausible_end(state, start, limit)
    token.meta = {} if closing is not None else {"unclosed": True}
    token.info, token.markup = info, mark
    token.content = state.getLines(start + 1, stop, state.sCount[start], True)
    state.line = stop + 1 if closing is not None else stop
    token.map = [start, state.line]
    return True


def _closing(state: StateBlock, start: int, end: int, mark: str, info: str) -> tuple[int | None, int]:
    """The line of the closing fence, or None and the line an unclosed fence cannot go beyond."""
    nests = info.lower() in _MARKDOWN
    depth = 0
    for line in range(start + 1, min(end, start + _MOST_LINES_IN_MARKDOWN) if nests else end):
        text = _text(state, line)
        if text and state.sCount[line] < state.blkIndent and _OUTDENTED.match(text):
            return None, line
        found = _FENCE.match(text) if text[:1] == mark[0] else None
        if found is None or len(found[1]) < len(mark) or found[1][0] != mark[0]:
            continue
        inner = state.sCount[line] > state.sCount[start]
        if not found[2]:
            if depth == 0 or not (nests or inner):
                return line, line
            depth -= 1
        elif nests or inner:
            depth += 1
        elif "`" not in found[2]:
            return None, line
    return None, end


def wrapper_lines(lines: tuple[str, ...], first: int) -> frozenset[int]:
    """The two lines of a fence that a whole document was pasted in, counted from `first`; none if there is no such fence.

    It says it holds Markdown, no other one below it does, most of the text stands in it, and the fences inside are closed ones.
    """
    opening = next((at for at, line in enumerate(lines) if line.lstrip().startswith(("```", "~~~"))), None)
    if opening is None or not _opens_markdown(lines[opening]) or any(map(_opens_markdown, lines[opening + 1 :])):
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


def _opens_markdown(line: str) -> bool:
    fence = line.strip()
    return fence.startswith(("```", "~~~")) and fence.lstrip("`~").strip().lower() in ("markdown", "md")


def _plausible_end(state: StateBlock, start: int, stop: int) -> int:
    strong = any(_STRONG_HEADING.match(_text(state, line)) for line in range(start + 1, stop))
    pattern = _STRONG_HEADING if strong else _HEADING
    for line in range(start + 2, stop):
        if state.isEmpty(line - 1) and pattern.match(_text(state, line)):
            return line
    return stop


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
