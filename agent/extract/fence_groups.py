"""Lines that date the lines below them in a block of plain text: "MONTH 6:" above "Revenue: $50K"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from agent.extract.clauses import values_in
from agent.model.quantity import Window
from agent.model.token import Token

_HEADER = re.compile(r"(?P<indent>[ \t│├└─]*)(?P<words>[^ \t│├└─].{0,80}?)\s*[:：]\s*$")
_LEAD = re.compile(r"[\W_]*")


@dataclass(frozen=True, slots=True)
class Group:
    """A line that ends with a colon: the period it opens with (None when it opens with none)."""

    line: int
    window: Window | None


def groups_of(text: str, tokens: Sequence[Token]) -> tuple[Group | None, ...]:
    """For each line of a text the line that groups it, None where none does.

    A group holds until the next line of its kind that is indented no deeper, until a line outside its indented lines, or until a blank line
    below lines that stand level with it.
    """
    found: list[Group | None] = []
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
            open_group = (_group(text, number, at, at + len(line), tokens), indent)
            deeper = ended = False
            found.append(None)
        else:
            deeper = deeper or (open_group is not None and bool(line.strip()) and indent > open_group[1])
            found.append(open_group[0] if open_group is not None else None)
        at += len(line) + 1
    return tuple(found)


def _group(text: str, number: int, start: int, end: int, tokens: Sequence[Token]) -> Group:
    lead = _LEAD.match(text, start, end)
    begin = lead.end() if lead else start
    first = next((token for token in values_in(tokens) if start <= token.start and token.end <= end), None)
    window = first.value if first is not None and first.start <= begin + 1 and isinstance(first.value, Window) else None
    return Group(number, window)
