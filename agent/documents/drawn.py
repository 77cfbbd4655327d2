"""Text drawn with lines inside a fence: boxes, trees and tables made of `│ ├─ +--+`, taken apart into what they show."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct, field

from agent.documents.drawn_table import BARS, drawn_rows
from agent.documents.pipe_table import RawRow
from agent.documents.screens import shows_screen
from agent.expressions import expression
from agent.model.fence_kinds import is_text

_BORDER = expression(r"[\s─━═┄┈╌┅┉╍\-=_~+*┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╪╫╞╡╟╢╭╮╰╯┏┓┗┛┣┫┳┻╋│┃║|:.]+")
_TREE = expression(r"((?:[ \t\u00a0]|[│┃|](?=[ \t\u00a0]))*)([├└┣┗╰╠╚][─━═╴-]{0,6}[>▶►]?|[|`+\\]--+)[ \t\u00a0]*(?=\S)")
_SIDE_BY_SIDE = expression(r"[┌╔╭┏].*[┌╔╭┏]|[└╚╰┗].*[└╚╰┗]")
_ARROW_TO_BOX = expression(r"[─━═][▼▲▽△]|[▼▲▽△][─━═]|[│┃║][ \t]*[─━═-]*[>▶►→]|[◀◄←<][─━═-]+[ \t]*[│┃║]")
_PATH = expression(r"\.{0,2}[\w@.\-*/\[\]()]+(?:/|\.[A-Za-z0-9]{1,10})(?:[ \t]+(?:#|//|←|<-|--?[ \t]).*)?")
_STROKE = expression(r"[│┃║├└┌╔╚╠╭╰]|\+-{2,}\+")
_GAP = expression(r"\S {3,}\S")
_STEP = 2
_BAR = expression(f"[{BARS}]")


DrawnKind = Literal["text", "caption", "root", "tree", "table"]


class Drawn(Struct, frozen=True):
    """A run of lines [start, start + len(texts)) of one kind, with the columns they begin in; a `table` has rows instead.

    `caption` is what a box is called, `root` the line a tree hangs from, `tree` one of its branches.
    """

    kind: DrawnKind
    start: int
    texts: tuple[str, ...] = ()
    columns: tuple[int, ...] = ()
    marker: str = ""
    rows: tuple[RawRow, ...] = ()


def read_drawing(lines: list[str], info: str) -> tuple[Drawn, ...]:
    """What the lines of a fence draw, in order; empty if it is no drawing, or one that cannot be read with certainty (a flow chart), or
    one that states nothing (a screen)."""
    if not is_text(info) or shows_screen(lines) or any(_SIDE_BY_SIDE.search(line) or _ARROW_TO_BOX.search(line) for line in lines):
        return ()
    runs: list[_Run] = []
    at = 0
    while at < len(lines):
        rows, stop = drawn_rows(lines, at)
        if rows:
            runs.append(_Run("table", at, rows=rows))
            at = stop
            continue
        _take_line(lines, at, runs)
        at += 1
    if not _is_certain(runs, lines):
        return ()
    return tuple(Drawn(run.kind, run.start, tuple(run.texts), tuple(run.columns), run.marker, run.rows) for run in runs)


class _Run(Struct):
    """A Drawn that grows."""

    kind: DrawnKind
    start: int
    texts: list[str] = field(default_factory=list)
    columns: list[int] = field(default_factory=list)
    marker: str = ""
    rows: tuple[RawRow, ...] = ()

    @property
    def stop(self) -> int:
        return self.start + len(self.texts)


def looks_drawn(lines: list[str]) -> bool:
    """Whether the lines of a paragraph outside a fence are worth reading as a drawing."""
    if len(lines) < 2 or lines[0][:1] == ">":
        return False
    return sum(1 for line in lines if _STROKE.search(line)) >= 2 or sum(1 for line in lines if _GAP.search(line)) >= 3


def _is_certain(runs: list[_Run], lines: list[str]) -> bool:
    """Whether there is a table, or at least two lines of trees and boxes; a tree of file names is none of ours."""
    trees = [run for run in runs if run.kind == "tree"]
    paths = sum(1 for run in trees if _PATH.fullmatch(run.texts[0]))
    if trees and paths * 2 >= len(trees):
        return False
    return any(run.kind == "table" for run in runs) or len(trees) + sum(1 for line in lines if _is_boxed(line)) >= 2


def _take_line(lines: list[str], at: int, runs: list[_Run]) -> None:
    line = lines[at]
    inner = _inner(line)
    last = runs[-1] if runs else None
    if not inner.strip() or (_BORDER.fullmatch(inner) and not inner.strip().isdigit()):
        if last and last.kind == "text" and last.texts:
            runs.append(_Run("text", at))  # an empty run: what follows is another paragraph
        return
    shift = len(line) - len(line.lstrip()) + 1 if inner is not line else 0
    found = _TREE.match(inner)
    if found:
        column = len(found[1]) + shift + _STEP
        _root(runs, at, column)
        runs.append(_Run("tree", at, [inner[found.end() :].strip()], [column], found[2]))
        return
    column = len(inner) - len(inner.lstrip()) + shift
    if _is_caption(lines, at):
        runs.append(_Run("caption", at, [inner.strip()], [column]))
    elif last and last.kind == "text" and last.texts and last.stop == at:
        last.texts.append(inner.strip())
        last.columns.append(column)
    else:
        runs.append(_Run("text", at, [inner.strip()], [column]))


def _root(runs: list[_Run], at: int, column: int) -> None:
    """The text line right above a tree's first branch is what the branches hang from."""
    last = runs[-1] if runs else None
    if last is None or last.kind != "text" or not last.texts or last.stop != at or last.columns[-1] > column:
        return
    runs.append(_Run("root", at - 1, [last.texts.pop()], [min(last.columns.pop(), column - _STEP)]))


def _is_boxed(line: str) -> bool:
    stripped = line.strip()
    return len(stripped) > 2 and stripped[0] in BARS and stripped[-1] in BARS and not _BAR.search(_without_tree(stripped[1:-1]))


def _inner(line: str) -> str:
    """What stands between the sides of a box, or the line itself."""
    return line.strip()[1:-1] if _is_boxed(line) else line


def _without_tree(inner: str) -> str:
    found = _TREE.match(inner)
    return inner[found.end() :] if found else inner


def _is_caption(lines: list[str], at: int) -> bool:
    """The only line between the top of a box and its next inner border is what the box is called."""
    if at == 0 or at + 1 >= len(lines) or not _is_boxed(lines[at]):
        return False
    above, below = lines[at - 1].strip(), lines[at + 1].strip()
    return above[:1] in "┌╔╭┏+" and bool(_BORDER.fullmatch(above)) and below[:1] in "├╠┣+╟" and bool(_BORDER.fullmatch(below))
