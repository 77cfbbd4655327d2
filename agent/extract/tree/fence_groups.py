"""Lines that date or name the lines below them in a block of plain text: "MONTH 6:" above "Revenue: $50K", 【収益】 above 月間: 2万円."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.clauses import values_in
from agent.model.quantity import Window
from agent.model.token import Token

_HEADER = expression(r"(?P<indent>[ \t│├└─]*)(?:(?P<words>[^ \t│├└─].{0,80}?)\s*[:：]|【(?P<boxed>[^【】]{1,40})】\s*[:：]?)\s*$")
_DATED = expression(r"(?P<indent>[ \t│├└─]*)(?P<words>[^:：\n]{2,60}[:：]\s+\S.{0,80})$")
_DRAWN = expression(r"[ \t│]*[├└]")
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
    lines = text.split("\n")
    for number, line in enumerate(lines):
        header = _HEADER.match(line) or _dated(lines, number, at, values, starts)
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


def _dated(lines: Sequence[str], number: int, at: int, values: Sequence[Token], starts: Sequence[int]) -> re.Match[str] | None:
    """The match of a line that opens with a period and names something behind a colon, above lines drawn below it:
    "Q2 2026: Launch" above "├── Users: 2,000"."""
    line = lines[number]
    if number + 1 == len(lines) or _DRAWN.match(lines[number + 1]) is None or _DRAWN.match(line) is not None:
        return None
    first = bisect_left(starts, at)
    behind = _first(values, first + 1)
    alone = behind is None or behind.start >= at + len(line)
    opens = (
        first < len(values) and isinstance(values[first].value, Window) and values[first].start <= at + len(line) - len(line.lstrip()) + 1
    )
    return _DATED.match(line) if alone and opens else None


def _group(text: str, number: int, start: int, end: int, token: Token | None, words: str) -> Group:
    """The group that the line at `start`..`end` opens; `token` is the first value at or behind its start."""
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    if token is None or token.end > end or token.start > begin + 1 or not isinstance(token.value, Window):
        return Group(number, None, words)
    return Group(number, token.value, words)


def _first(values: Sequence[Token], at: int) -> Token | None:
    return values[at] if at < len(values) else None
