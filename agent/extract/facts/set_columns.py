"""Values set in columns, drawn as bars or set apart by dots: how far a value goes, and what is none."""

from __future__ import annotations

from itertools import pairwise

from agent.expressions import expression
from agent.extract.wording.clauses import values_in
from agent.extract.wording.labels import Field
from agent.model.document import Block
from agent.model.quantity import Quantity
from agent.model.token import Token

_BAR = expression(r"[█▓▒░■□▰▱▮▯⬛⬜🟩🟦🟨]{3,60}\s*\]?\s*$|\[[=#>\-. ]{3,60}\]\s*$")
_PERCENT_BAR = expression(r"[█▓▒░■□▰▱▮▯⬛⬜🟩🟦🟨]{2,60}\]?\s*(\d{1,3}(?:[.,]\d{1,2})?)\s?%")
_GAP = expression(r"(?<=\S)(?: {3,}|\t+|\s*[│┃║]\s*)(?=\S)")
_EDGE = expression(r"\s*[│┃║][\s│┃║]*$")
_BETWEEN_COLUMNS = expression(r" {2,}|\t| ?[│┃║|] ?")
_WORDED = expression(r"[^\W\d_]{3}|[\u3040-\u30ff\u4e00-\u9fff]{2}")
_SET_APART = expression(r"\s[·•|｜]\s")
_FEWEST_SHARES, _FEWEST_MARKS = 3, 3


def column_end(text: str, field: Field) -> int:
    """Where the value ends that other columns or the side of a box stand behind: "Age: 1-10 years     • Wants it simple   │". Figures in
    columns of one label stay together."""
    edge = _EDGE.search(text, field.value_start, field.value_end)
    end = edge.start() if edge is not None else field.value_end
    gap = _GAP.search(text, field.value_start, end)
    named = gap is not None and _WORDED.search(text, gap.end(), end) is not None
    return gap.start() if gap is not None and named else end


def set_apart(text: str, field: Field, tokens: tuple[Token, ...]) -> int:
    """Where a value ends that another one is set apart from by a dot or bar: "Date: May 2026 · 36 months"."""
    values = values_in(tokens)
    mark = _SET_APART.search(text, values[0].end, values[-1].start) if len(values) > 1 else None
    return mark.start() if mark is not None else field.value_end


def is_scale(text: str, field: Field, tokens: tuple[Token, ...]) -> bool:
    """Whether bare numbers or periods stand in columns behind a label, with nothing between them: the marks of an axis, or a row of a
    matrix whose head is elsewhere."""
    values = values_in(tokens)
    if len(values) < _FEWEST_MARKS or values[0].start > field.value_start + 1:
        return False
    gaps = (text[first.end : second.start] for first, second in pairwise(values))
    return all(_BETWEEN_COLUMNS.fullmatch(gap) or (len(gap) > 1 and not gap.strip(" \t│┃║|")) for gap in gaps)


def is_drawn(block: Block, field: Field, tokens: tuple[Token, ...]) -> bool:
    """Whether a bar is drawn before a percentage: "Frontend: ███░░░░░░░ 30%"."""
    first = next((token for token in tokens if isinstance(token.value, Quantity)), None)
    if first is None or not isinstance(first.value, Quantity) or first.value.kind != "percent":
        return False
    line = block.text.rfind("\n", 0, first.start) + 1
    return bool(_BAR.search(block.text, max(line, field.start), first.start)) and not _shares_out(block.text, line)


def _shares_out(text: str, line: int) -> bool:
    """Whether the bars drawn around a line add up to a whole: then each is a share of it, and nothing is under way."""
    before, after = text[:line].split("\n")[:-1], text[line:].split("\n")
    shares: list[float] = []
    for run in (reversed(before), after):
        for each in run:
            if (bar := _PERCENT_BAR.search(each)) is None:
                break
            shares.append(float(bar[1].replace(",", ".")))
    return len(shares) >= _FEWEST_SHARES and abs(sum(shares) - 100) <= 1
