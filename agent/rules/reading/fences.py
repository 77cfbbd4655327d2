"""Lines in fences, where Markdown shows all as it is written."""

from __future__ import annotations

from collections.abc import Sequence

from agent.expressions import expression

FENCE = expression(r"\s{0,3}(`{3,}|~{3,})")


def fenced_lines(lines: Sequence[str]) -> frozenset[int]:
    """The numbers of the lines in fences, the marks of the fences aside."""
    found: set[int] = set()
    fence = ""
    for number, line in enumerate(lines, 1):
        mark = FENCE.match(line)
        if mark is not None and (not fence or mark[1].startswith(fence)):
            fence = "" if fence else mark[1]
        elif fence:
            found.add(number)
    return frozenset(found)
