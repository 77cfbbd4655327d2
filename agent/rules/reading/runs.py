"""What stands side by side with a time each: headings of a level, labels and entries of a list, rows of a table, lines of a drawing.

A run holds only times of one scale (weeks with weeks, days of the calendar with days of the calendar), in the order of the document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from agent.expressions import expression
from agent.facts import as_window, lookup_label
from agent.model.document import Block, Cell
from agent.model.fence_kinds import is_text
from agent.model.quantity import Quantity, Window
from agent.model.roadmap import Roadmap
from agent.model.token import Token
from agent.rules.reading.lines import by_line

EDGES = " \t:：–—-|()（）[]✅☑✔⏳🔄*#.,>→├└─│┌"
LEADS = frozenset("├└─│┌┬•●○▸▶►→➤*-–—# \t>[]xX✅☑✔⬜🔲⏳🚧📅🗓️\ufe0f")
LONGEST_LABEL = 100
MARKS = 6  # characters of a number or sign in front of what a line begins with
FEWEST = 2
LINES_BELOW = 3  # blocks below a heading, in which its time may stand
LONGEST_FIELD = 40
APART = ("(", "（", "[", "【", "|", "–", "—", "-", ":", "：", "→", "·", "•", "/")
NUMBERING = frozenset({"sprint"})  # units that number parts of a plan
BEHIND_LEAD = expression(r"\s?[)）\]】]\W{0,3}(?<=[:：–—-])")  # "Phase 2 (weeks 5-8): Wiring"
COUNTED = expression(r"(?:^\W*(?:\d+(?:\.\d+)+\s+)?|[:：]\s?)(?:([^\W\d_]{3,})\s?)?(\d{1,2}(?:\.\d{1,2})?)\b(?!\s?\.\s?\d)")


class Step(Struct, frozen=True):
    """A line and the one time that it tells on the scale of its run. `text` is the line, `name` what is left of it without the time.

    `kind` is that of its block. `first` and `last` are the time on that scale: numbers of units as written, or days of the calendar.
    `leading` tells that the line begins with it; `told` is the line that tells it where that is another one.
    """

    text: str
    name: str
    line: int
    window: Window
    first: float
    last: float
    leading: bool = False
    told: int = 0
    kind: str = ""

    @property
    def place(self) -> int:
        """The line that tells the time."""
        return self.told or self.line


class Run(Struct, frozen=True):
    """`kind` is what its steps are: "heading", "label", "entry", "row" or "line"; `unit` that of its scale, "" for the calendar."""

    kind: str
    unit: str
    steps: tuple[Step, ...]


Key = tuple[object, ...]


def runs_of(roadmap: Roadmap) -> tuple[Run, ...]:
    """Every run of two steps or more, in the order of their first lines."""
    series = series_of(roadmap)
    found = [Run(str(key[0]), str(key[-1]), part) for key, steps in series.items() for part in _parts(steps) if len(part) >= FEWEST]
    return tuple(sorted(found, key=lambda run: (run.steps[0].line, run.kind, run.unit)))


def series_of(roadmap: Roadmap) -> dict[Key, list[Step]]:
    """All steps by what they stand side by side in; the last part of a key is the scale."""
    runs: dict[Key, list[Step]] = defaultdict(list)
    below = told_below(roadmap)
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "table":
            _note_rows(runs, roadmap, block)
        elif block.kind == "fence":
            if is_text(block.info):
                _note_lines(runs, block, tokens)
        elif tokens or block.index in below:
            _note_block(runs, block, tokens, below.get(block.index))
    return runs


def told_below(roadmap: Roadmap) -> dict[int, Step]:
    """The time that one of the first lines below a heading gives it ("Duration: 1 to 15 April"), by the heading."""
    found: dict[int, Step] = {}
    heading: Block | None = None
    left = 0
    for block, tokens in zip(roadmap.document.blocks, roadmap.tokens, strict=False):
        if block.kind == "heading" and (heading is None or block.section != heading.index or not left):
            heading, left = block, LINES_BELOW
            continue
        left -= 1
        if heading is None or left < 0 or not tokens or block.kind not in ("paragraph", "item", "heading") or heading.index in found:
            continue
        step = _field_in(block, tokens, heading)
        if step is not None:
            found[heading.index] = step
    return found


def _field_in(block: Block, tokens: Sequence[Token], heading: Block) -> Step | None:
    """The time of the first line of a block that is a field with one."""
    if not any(isinstance(token.value, Window) or _is_stretch(token) for token in tokens):
        return None
    for at, text, own in by_line(block.text, tokens):
        told = [(token, window) for token in own if (window := _window(token)) and window.unit not in NUMBERING]
        if len(told) == 1 and _is_field(text, *told[0]) and (step := _step(told[0][1], heading.text, heading.text, heading)):
            return replace(step, told=block.line + at)
    return None


def _window(token: Token) -> Window | None:
    return token.value if isinstance(token.value, Window) else as_window(token) if _is_stretch(token) else None


def _is_stretch(token: Token) -> bool:
    """Whether a token is a range of a length, which behind a label for times is a stretch of the plan: "9-18 months"."""
    return isinstance(token.value, Quantity) and token.value.kind == "duration" and token.value.is_range


def _is_field(text: str, token: Token, window: Window) -> bool:
    """Whether a line is a label for times with a time, or only a time; "Month 3: 100 users" and "Break-even: month 9" are neither."""
    before, behind = text[: token.start].strip(), text[token.end :].strip()
    stretch = window is not token.value
    if not any(map(str.isalnum, before)) and not stretch:
        return not any(map(str.isalnum, behind)) and not behind.rstrip("*_ ").endswith((":", "："))
    label, colon, _ = before.replace("：", ":").partition(":")
    if not colon or len(before) > LONGEST_FIELD or behind[:1].isalnum():
        return False
    meaning = lookup_label(label.strip(EDGES))
    return meaning is not None and (meaning.attribute == "window" or (meaning.attribute == "duration" and not stretch))


def _parts(steps: Sequence[Step]) -> Iterator[tuple[Step, ...]]:
    """The steps up to each one with which their times begin anew, though their names do not count on."""
    part: list[Step] = []
    for step in steps:
        if len(part) >= FEWEST and step.first <= part[0].first and counted_on(part[-1].name, step.name) is None:
            yield tuple(part)
            part = []
        part.append(step)
    yield tuple(part)


def counted_on(one: str, other: str) -> str | None:
    """The word by which two names count up ("Phase 1", "Phase 2"; "" for "1.2", "1.3"), None where they do not."""
    first, second = COUNTED.search(one), COUNTED.search(other)
    if first is None or second is None or (first[1] or "").casefold() != (second[1] or "").casefold():
        return None
    before, after = ([int(part) for part in found[2].split(".")] for found in (first, second))
    return (first[1] or "").casefold() if len(before) == len(after) and before < after else None


def _note_block(runs: dict[Key, list[Step]], block: Block, tokens: Sequence[Token], below: Step | None) -> None:
    text = block.text.split("\n", 1)[0]
    if block.kind == "heading":
        key: Key = ("heading", block.section, block.depth)
        steps = tuple(steps_in(text, tokens, block))
        if below is not None and all(step.window.unit in NUMBERING for step in steps):
            steps = (below,)
    elif block.kind == "paragraph" and is_label(block):
        key, steps = ("label", block.section), tuple(steps_in(text, tokens, block))
    elif block.kind == "item":
        key, steps = ("entry", block.section, block.parent, block.depth), tuple(steps_in(text, tokens, block, leads=True))
    else:
        if block.kind == "paragraph" and "\n" in block.text:
            _note_lines(runs, block, tokens)
        return
    for step in steps:
        runs[*key, step.window.unit].append(step)
    if block.kind == "item" and "\n" in block.text:
        _note_lines(runs, block, tokens)


def _note_lines(runs: dict[Key, list[Step]], block: Block, tokens: Sequence[Token]) -> None:
    for at, text, own in by_line(block.text, tokens):
        indent = len(text) - len(text.lstrip(" \t│"))
        for step in steps_in(text, own, block, at, leads=True):
            runs["line", block.index, indent, step.window.unit].append(step)


def _note_rows(runs: dict[Key, list[Step]], roadmap: Roadmap, block: Block) -> None:
    for column, step in rows_in(roadmap, block):
        runs["row", block.index, column, step.window.unit].append(step)


def rows_in(roadmap: Roadmap, block: Block) -> Iterator[tuple[int, Step]]:
    """The cells of a table that are nothing but a time, by column, each named by the first cell of its row that is none."""
    for at, row in enumerate(block.rows):
        if row.header:
            continue
        name = next((cell.text for cell in row.cells if any(map(str.isalpha, cell.text))), "")
        for column, cell in enumerate(row.cells):
            for step in steps_in(cell.text, roadmap.cells.get((block.index, at, column), ()), block, row.line - block.line):
                if not step.name:
                    named = name if name != cell.text else " ".join(other.text for other in row.cells[column + 1 : column + 2])
                    yield column, replace(step, text=row_text(row.cells), name=named, leading=column == 0)


def row_text(cells: Sequence[Cell]) -> str:
    """The cells of a row as one line."""
    return " | ".join(cell.text for cell in cells)


def steps_in(text: str, tokens: Sequence[Token], block: Block, at: int = 0, *, leads: bool = False) -> Iterator[Step]:
    """A step for each scale on which a text tells exactly one time; with `leads`, only for one at an end of the line or of its lead."""
    told: dict[str, list[tuple[Token, Window]]] = defaultdict(list)
    for token in tokens:
        if isinstance(token.value, Window) and token.end <= len(text):
            told[token.value.unit].append((token, token.value))
    for found in told.values():
        token, window = found[0]
        named = len(told) > 1 and window.unit in NUMBERING  # "Sprint 3 (weeks 5-6)"
        apart = stands_apart(text, token) or (window.first == 0 and _ends_heading(text, token, block))
        placed = not leads or ends(text, token) or bool(BEHIND_LEAD.match(text, token.end))
        if len(found) == 1 and not named and (begins(text, token) or (apart and placed)):
            name = f"{text[: token.start]} {text[token.end :]}".strip(EDGES)
            step = _step(window, text, name, block, at)
            if step:
                yield replace(step, leading=begins(text, token))


def _ends_heading(text: str, token: Token, block: Block) -> bool:
    """Whether a heading ends with a token: "Action list for the next 90 days"."""
    return block.kind == "heading" and not any(map(str.isalnum, text[token.end :]))


def _step(window: Window, text: str, name: str, block: Block, at: int = 0) -> Step | None:
    stretch = bounds(window)
    return Step(text, name, block.line + at, window, *stretch, kind=block.kind) if stretch else None


def bounds(window: Window) -> tuple[float, float] | None:
    """The first and last unit, or the first and last day, of a window that has both."""
    if window.open_ended:
        return None
    if window.is_relative:
        last = window.first if window.last is None else window.last
        return (window.first, last) if window.first is not None and last is not None and last >= window.first else None
    if window.start is None or window.end is None or window.end < window.start:
        return None
    return float(window.start.toordinal()), float(window.end.toordinal())


def begins(text: str, token: Token) -> bool:
    """Whether a line begins with a token, behind signs and a number of its own."""
    return not any(map(str.isalpha, text[: token.start].lstrip("".join(LEADS)))) and len(text[: token.start].strip("".join(LEADS))) <= MARKS


def ends(text: str, token: Token) -> bool:
    """Whether a line ends with a token in brackets or behind a dash or bar."""
    return not any(map(str.isalnum, text[token.end :])) and stands_apart(text, token)


def stands_apart(text: str, token: Token) -> bool:
    """Whether a token stands in brackets or behind a dash, a colon or a bar: "before week 3" tells the time of something else."""
    return text[: token.start].rstrip().endswith(APART)


def is_label(block: Block) -> bool:
    """Whether a paragraph is a line that names what follows."""
    text = block.text.strip()
    return (
        "\n" not in text
        and len(text) <= LONGEST_LABEL
        and (text.endswith((":", "：")) or any(end - start >= len(text) * 0.6 for start, end in block.bold))
    )
