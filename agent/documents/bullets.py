"""Paragraph lines that are list items in all but CommonMark's eyes: `• a`, `– a`, `1、a`, emoji bullets, over-indented bullets."""

from __future__ import annotations

import re
from itertools import islice

from msgspec import Struct

from agent.expressions import expression

_GLYPH = expression(r"([•‣▪▫●○◦◆◇■□►▶▸▹❖➤➔⁃∙·・※☐☑☒🗹]|[o§](?=\t))[ \t\u00a0\u3000]*(?=\S)")
_DASH = expression(r"([-+*–—→➜➡⇒])[ \t\u00a0\u3000]+(?=\S)")
_TIGHT_BOX = expression(r"([-*+])(?=\[[ xX]\])")
_TIGHT_STAR = expression(r"(\*)(?=[^\W\d_][^*]*$)")
_TIGHT_DASH = expression(r"([-–—])(?=[^\W\d_])")
_NUMBER = expression(r"(\d{1,2}[.)])[ \t\u00a0]+(?=\S)")
_CJK_NUMBER = expression(
    r"(\d{1,2}[、．）]|[一二三四五六七八九十]{1,3}[、．）]|[（(](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]|[①-⑳㈠-㈩])[ \t\u3000]*(?=\S)"
)
_LETTER = expression(r"([a-z][)])[ \t]+(?=\S)")
_MARK = expression(
    r"(?:[\u2705\u2714\u2713\u2611\u274c\u2716\u2717\u26a0\u23f3\u231b\u2b50\u2728\u26a1\u2b55\u2753\u2757\u203c\u23f0\u23f8\u25b6\u2b1c\u2b1b"
    r"\u26aa\u26ab\u2600-\u26ff\u2700-\u27bf\U0001f300-\U0001faff]\ufe0f?|[0-9#*]\ufe0f?\u20e3)[ \t\u00a0]*(?=\S)"
)
_BOX = expression(r"\[([ \u00a0\u3000]?|[xX✓✔✅☑]\ufe0f?)\](?=[ \t\u00a0]|$)[ \t\u00a0]*")
_DRAWN_LINE = expression(r"[\s=─━═—–_*~\-.·•▬╌┄⸺⸻]+")
_FURTHEST = 40  # lines from one number of a list to the next
_CHECKED = {"☐": False, "□": False, "☑": True, "☒": True, "🗹": True}


class Piece(Struct, frozen=True):
    """Lines [start, stop) of a paragraph: text, an item (with its marker's width cut from the first line) or a drawn line."""

    kind: str  # "text", "item", "rule"
    start: int
    stop: int
    marker: str = ""
    cut: int = 0
    checked: bool | None = None


def split_paragraph(lines: list[str], *, numbered: bool = False) -> list[Piece]:
    """The paragraph's lines as text, items and drawn lines, in order; lines that begin nothing continue what stands before them.

    `numbered` lines may begin lists of their own with "1."; in Markdown a list would be there already.
    """
    starts = _starts(lines, numbered)
    pieces: list[Piece] = []
    for index, start in enumerate(starts):
        if start is not None:
            pieces.append(start)
        elif pieces and pieces[-1].kind != "rule":
            last = pieces[-1]
            pieces[-1] = Piece(last.kind, last.start, index + 1, last.marker, last.cut, last.checked)
        else:
            pieces.append(Piece("text", index, index + 1))
    return pieces


def task_box(text: str) -> tuple[bool | None, int]:
    """The state of a task box at the start of an item's text, and how many characters it takes; (None, 0) if there is none."""
    if text[:1] in _CHECKED:
        return _CHECKED[text[0]], len(text) - len(text[1:].lstrip())
    found = _BOX.match(text)
    if found is None:
        return None, 0
    return bool(found[1].strip()), found.end()


def _starts(lines: list[str], numbered: bool) -> list[Piece | None]:
    """What each line begins, if anything. Marks that prose uses too count only in company."""
    starts: list[Piece | None] = []
    plain = [line[:2].isascii() and line[:2].isalpha() and len(line) > 1 for line in lines]  # begins with a word, as most do
    number = 0
    for index, line in enumerate(lines):
        if plain[index]:
            starts.append(None)
            continue
        found = _GLYPH.match(line) or _CJK_NUMBER.match(line) or _TIGHT_BOX.match(line)
        box = _BOX.match(line)
        if box and box.end() < len(line):
            starts.append(Piece("item", index, index + 1))  # the box itself is read with the item's text
            continue
        if found is None and (ordinal := _NUMBER.match(line) or _LETTER.match(line)):
            value = _value(ordinal[1])
            goes_on = value == number + 1 and (index > 0 or _NUMBER.match(line) is None)
            if goes_on or (numbered and value == 1 and _counts_on(lines, index)):
                found = ordinal
                number = value
        if (len(line) >= 3 or line[:1] in "⸺⸻") and _DRAWN_LINE.fullmatch(line):
            starts.append(Piece("rule", index, index + 1))
        else:
            starts.append(_item(found, index) if found else None)
    unread = [index for index, found in enumerate(starts) if found is None and not plain[index]]
    for pattern, keep in ((_DASH, False), (_TIGHT_DASH, False), (_TIGHT_STAR, False), (_MARK, True)) if unread else ():
        matches = {index: found for index in unread if starts[index] is None and (found := pattern.match(lines[index]))}
        if len(matches) >= 2 or (pattern is _DASH and any(found[1] in "-+*–" for found in matches.values())):
            for index, found in matches.items():
                starts[index] = _item(found, index, keep)
    return starts


def _counts_on(lines: list[str], index: int) -> bool:
    """Whether the next line that begins with a number has the second of a list."""
    following = (ordinal for line in islice(lines, index + 1, index + 1 + _FURTHEST) if (ordinal := _NUMBER.match(line)))
    found = next(following, None)
    return found is not None and _value(found[1]) == 2


def _item(found: re.Match[str], index: int, keep: bool = False) -> Piece:
    if keep:  # an emoji says the state of the item: it stays in the text
        return Piece("item", index, index + 1, found[0].strip(), 0)
    marker = found[1]
    return Piece("item", index, index + 1, marker, found.end(), _CHECKED.get(marker))


def _value(marker: str) -> int:
    body = marker.rstrip(".)")
    return int(body) if body.isdigit() else ord(body) - ord("a") + 1
