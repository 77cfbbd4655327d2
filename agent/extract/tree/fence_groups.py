"""Lines that date or name the lines below them in a block of plain text: "MONTH 6:" above "Revenue: $50K", 【収益】 above 月間: 2万円."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.clauses import values_in
from agent.model.quantity import Window
from agent.model.token import Token

_HEADER = expression(r"(?P<indent>[ \t│├└─]*)(?:(?P<words>[^ \t│├└─].{0,80}?)\s*[:：]|【(?P<boxed>[^【】]{1,40})】\s*[:：]?)\s*$")
_LEAD = expression(r"[\W_]*")


class Group(Struct, frozen=True):
    """A line that ends with a colon or stands in brackets: its words, and the period it opens with (None when it opens with none)."""

    line: int
    window: Window | None
    words: str = ""


def groups_of(text: str, tokens: Sequence[Token]) -> tuple[Group | None, ...]:
    """For each line of a text the line that groups it, None where none does.

    A group holds until the next line of its kind that is indented no deeper, until a line outside its indented lines, or until a blank line
    below lines that stand level with it.
    """
    found: list[Group | None] = []
    values = values_in(tokens)
    starts = [token.start for token in values]
    open_group: tuple[Group, int] | None = None
    deeper = ended = False
    at = 0
    for number, line in enumerate(text.split("\n")):
        header = _HEADER.match(line)
        indent = len(line) - len(line.lstrip(" \t│├└─"))
        if not line.strip():
            ended = ended or (open_group is not None and number > open_group[0].line + 1 and not deeper)
        elif open_group is not None and indent <= open_group[1] and (deeper or ended):
            open_group = None
        if header is not None and (open_group is None or indent <= open_group[1]):
            words = (header["words"] or header["boxed"]).strip(" *_#")
            open_group = (_group(text, number, at, at + len(line), _first(values, bisect_left(starts, at)), words), indent)
            deeper = ended = False
            found.append(None)
        else:
            deeper = deeper or (open_group is not None and bool(line.strip()) and indent > open_group[1])
            found.append(open_group[0] if open_group is not None else None)
        at += len(line) + 1
    return tuple(found)


def _group(text: str, number: int, start: int, end: int, token: Token | None, words: str) -> Group:
    """The group that the line at `start`..`end` opens; `token` is the first value at or behind its start."""
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    if token is None or token.end > end or token.start > begin + 1 or not isinstance(token.value, Window):
        return Group(number, None, words)
    return Group(number, token.value, words)


def _first(values: Sequence[Token], at: int) -> Token | None:
    return values[at] if at < len(values) else None
