"""Where a bullet's own text ends and lines about it begin: a name above `Owner: Ana` or `due 5 March, €12K`."""

from __future__ import annotations

from collections.abc import Sequence

from agent.extract.wording.labels import split_field
from agent.facts import sure_label
from agent.model.document import Block
from agent.model.token import Token

_SHORT = 60  # characters: a line that long is wrapped more likely than ended
_STATING = frozenset({"quantity", "window", "reference", "priority"})
_OPEN = (",", ";", "-", "–", "—", "(", "/", "&", "、", "，")


def own_end(block: Block, tokens: Sequence[Token]) -> int:
    """The offset of the line break behind a bullet's own text; the length of the text when all of it is the bullet's own."""
    text = block.text
    at = text.find("\n")
    short = 0 <= at <= _SHORT and not text[:at].rstrip().endswith(_OPEN)
    while at >= 0:
        following = text.find("\n", at + 1)
        stop = following if following >= 0 else len(text)
        field = split_field(text, at + 1, stop, block.bold, 4)
        if field is not None and field.separator == ":" and field.value_end > field.value_start:
            return at
        if short and _states(text, at + 1, stop, tokens):
            return at
        short = False
        at = following
    return len(text)


def _states(text: str, start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether a line opens with a value, a dependency or the name of an attribute before one: "5 March", "needs A1", "due May"."""
    first = next((token for token in tokens if token.start >= start and token.kind in _STATING), None)
    if first is None or first.end > end:
        return False
    before = text[start : first.start].strip()
    if not before:
        return first.kind != "quantity" or text[first.end : end].strip() in {"", "."} or text[first.end : first.end + 1] in ",;"
    return len(before.split()) <= 2 and sure_label(before) is not None
