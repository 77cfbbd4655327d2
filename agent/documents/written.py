"""Plans written as plain lines inside a fence: task boxes, and lines that count weeks, months or phases ("Week 1: ...", "Week 2: ...")."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from agent.expressions import expression
from agent.model.fence_kinds import is_text_or_keyed

_BOX = expression(r"[ \t]*(?:[-*+•] \[[ xX✓✔]\]|[□☐☑☒])[ \t]+\S")
_BARE_BOX = expression(r"[ \t]*\[[ xX✓✔]\][ \t]+[^\W\d_]{2}")
_BULLET = expression(r"[ \t]*(?:[-*+•□☐☑☒]|\[[ xX✓✔]\])[ \t]+\S")
_COUNTED = expression(
    r"(?P<word>[^\W\d_]{1,12})[ .]?(?P<number>\d{1,4})(?:[ ]?[-–~/&][ ]?[^\W\d_]{0,8}[ ]?\d{1,4})?(?:[ ]\d{4})?"
    r"(?=[ ]?[:：(（]|[ ]{1,9}[-–—][ ]|[ ]{2,9}\S|[ ]?$)"
)
# What no line of a plan has: calls, assignments, markup, paths and addresses, drawn lines.
_CODE = expression(
    r"[{}<>;=\\│┌└├▼►]|\w\(|\)\.|://|::|->|^\s*(?:\$|#|//|import |from |def |class |return |\|)|\w/\w+/|\w\.\w{1,4}\b(?![ ])\w?:"
)
_FILLING = expression(r"[█▓▒░■□▪▰▱━═─]{2,}|\.{4,}|…{2,}")  # progress bars and leaders
_WIDE = expression(r"(?<=[:：]) {2,}|(?<=[^\s:：]) {3,}")
_FEWEST, _FEWEST_BARE = 2, 3
_STEP = 2  # columns
_MOST_CODE = 0.2  # of the lines; "<5 bugs" and "A = B" stand in plans as well

WrittenKind = Literal["text", "item"]


class Written(Struct, frozen=True):
    """A run of lines [start, start + len(texts)) of a fence, and the columns they begin in: text and bullets, or one counted line."""

    kind: WrittenKind
    start: int
    texts: tuple[str, ...]
    columns: tuple[int, ...]


def read_written(lines: list[str], info: str) -> tuple[Written, ...]:
    """The lines of a fence as text and items, in order; empty unless they are surely a plan and no program, table or sample."""
    filled = [line for line in lines if line.strip()]
    if not is_text_or_keyed(info) or not filled:
        return ()
    counted = _counted(lines)
    boxes = sum(1 for line in filled if _BOX.match(line))
    listed = any(_BULLET.match(line) or (at in counted and not _heads(line)) for at, line in enumerate(lines))
    bare = sum(1 for line in filled if _BARE_BOX.match(line))
    if (boxes < _FEWEST and bare < _FEWEST_BARE and not counted) or not listed:
        return ()  # lines below a period are fields of it, not a list
    if sum(1 for line in filled if _CODE.search(line)) > len(filled) * _MOST_CODE:
        return ()
    return tuple(_runs(lines, counted))


def _counted(lines: list[str]) -> frozenset[int]:
    """The lines that count up with one word at one depth, unless they head a list."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for at, line in enumerate(lines):
        match = _COUNTED.match(line.strip())
        if match is not None:
            found.setdefault((match["word"].casefold(), _indent(line)), []).append((int(match["number"]), at))
    rising = (listed for listed in found.values() if len(listed) >= _FEWEST and [n for n, _ in listed] == sorted({n for n, _ in listed}))
    return frozenset(at for listed in rising for _, at in listed)


def _runs(lines: list[str], counted: frozenset[int]) -> list[Written]:
    runs: list[Written] = []
    texts: list[str] = []
    columns: list[int] = []
    above = -1  # the column of the counted line right above, whose details the bullets of the same column are
    for at, line in enumerate((*lines, "")):
        single = at in counted and not _heads(line)
        if texts and (not line.strip() or at in counted):
            runs.append(Written("text", at - len(texts), tuple(texts), tuple(columns)))
            texts, columns = [], []
        if single:
            runs.append(Written("item", at, (_set_apart(line.strip()),), (_indent(line),)))
            above = _indent(line)
        elif line.strip():
            texts.append(line.strip())
            columns.append(_indent(line) + (_STEP if _indent(line) == above and _BULLET.match(line) else 0))
        else:
            above = -1
    return runs


def _heads(line: str) -> bool:
    return line.rstrip().endswith((":", "："))


def _set_apart(line: str) -> str:
    """A counted line with its bars and wide gaps as dashes: "Phase 1: Survey ████ 40%" says "Phase 1: Survey – 40%"."""
    return _WIDE.sub(lambda gap: " " if line[: gap.start()].endswith((":", "：")) else " – ", _FILLING.sub("    ", line)).rstrip()


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
