"""Text to lines, as an editor counts them: only LF, CRLF and lone CR end a line."""

from __future__ import annotations

from agent.expressions import expression

_LINE_END = expression(r"\r\n|\n|\r")


def split_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without their ends. A final line end starts no further line, as in an editor's count of written lines.

    Form feed, vertical tab, U+0085, U+2028 and U+2029 stay inside a line: `str.splitlines` would split there and every
    number after it would differ from what a person sees.
    """
    if not text:
        return ()
    lines = _LINE_END.split(text)
    if lines[-1] == "":
        lines.pop()
    return tuple(lines)


def indent_of(line: str) -> int:
    """Columns of white space before the text, quote marks (`>`) counted as none; a tab reaches the next multiple of four."""
    column = 0
    for character in line:
        if character == " ":
            column += 1
        elif character == "\t":
            column += 4 - column % 4
        elif character == ">":
            column = -1 if column >= 0 else column
        elif character.isspace():
            column += 1
        else:
            break
    return max(column, 0)
