"""The line right below a heading that says nothing but when: "10 - 16 Nov 2025", "*(Weeks 3-4)*", "Timeline: Q3 2026 | Effort: 3 weeks".

It may be a heading of its own: "Sprint 6", then "Sprint dates: July 15 - July 31".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from agent.expressions import expression
from agent.extract.wording.labels import split_field
from agent.extract.wording.scanned import Scanned
from agent.extract.wording.words import is_join
from agent.facts import sure_label
from agent.model.document import Block
from agent.model.quantity import Window
from agent.model.token import Token

_LONGEST = 90  # characters of the line
_PART = expression(r"\s+[|/·•]\s+")
_WORD = expression(r"[^\W_]+")
_TIMES = frozenset({"window", "duration"})


class Subtitle(Struct, frozen=True):
    """The window that a block tells of the heading above it; `start`..`end` is its extent, `labelled` whether a word says what it is."""

    token: Token
    start: int
    end: int
    labelled: bool


def subtitles_of(scanned: Scanned) -> Mapping[int, Subtitle]:
    """The subtitles by block. A section with several lines of time lists periods and has none; neither has the title of the document."""
    blocks = scanned.document.blocks
    found: dict[int, Subtitle] = {}
    for block in blocks:
        if block.kind in {"paragraph", "heading"} and block.section is not None and block.parent is None:
            subtitle = _subtitle(scanned, block)
            if subtitle is not None and (block.kind == "paragraph" or subtitle.labelled):
                found[block.index] = subtitle
    lines = Counter(blocks[index].section for index in found)
    first = next((block.index for block in blocks if block.kind == "heading"), -1)
    return MappingProxyType(
        {index: one for index, one in found.items() if blocks[index].section == index - 1 != first and lines[index - 1] == 1}
    )


def _subtitle(scanned: Scanned, block: Block) -> Subtitle | None:
    tokens = scanned.tokens[block.index]
    end = block.text.find("\n")
    end = len(block.text) if end < 0 else end
    if end > _LONGEST or not any(isinstance(token.value, Window) and token.end <= end for token in tokens):
        return None
    part = _PART.search(block.text, 0, end)
    end = part.start() if part is not None else end
    field = split_field(block.text, 0, end, block.bold)
    labelled = field is not None and field.separator == ":" and field.value_end > field.value_start
    if labelled and field is not None and not _is_time(block.text[field.start : field.end]):
        return None
    start = field.value_start if labelled and field is not None else 0
    inside = [token for token in tokens if start <= token.start and token.end <= end]
    window = next((token for token in inside if isinstance(token.value, Window)), None)
    if window is None or block.text[:end].rstrip(" *_").endswith((":", "：")) or not _is_all(block.text, start, end, inside):
        return None
    return Subtitle(window, start, end, labelled) if not labelled or _lasts(window.value) else None


def _is_time(label: str) -> bool:
    meaning = sure_label(label)
    return meaning is not None and meaning.attribute in _TIMES


def _is_all(text: str, start: int, end: int, tokens: list[Token]) -> bool:
    """Whether tokens of time and small words cover the text."""
    at, rest = start, ""
    for token in tokens:
        if token.kind not in {"window", "quantity", "number"}:
            return False
        rest += " " + text[at : token.start]
        at = max(at, token.end)
    return all(is_join(word) for word in _WORD.findall(rest + " " + text[at:end]))


def _lasts(value: object) -> bool:
    """Whether a labelled window is a stretch of time: a single day is as often the date of the text."""
    return isinstance(value, Window) and (value.is_relative or value.start is None or value.start != value.end)
