"""Raw lines to readable ones: mojibake repaired, invisible and control characters taken out, each with a note. Line for line."""

from __future__ import annotations

import re

from msgspec import Struct

from agent.documents.mojibake import looks_garbled, ungarble
from agent.expressions import expression
from agent.model.document import Note

_C0_C1 = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
_CONTROL = expression(f"[{_C0_C1}]")
_ESCAPE_SEQUENCE = expression(r"\x1b\[[0-9;?]{0,20}[A-Za-z]")
_LINE_LIKE = expression("[\x0b\x0c\x85\u2028\u2029]")
_TAGS = expression("[\U000e0000-\U000e007f]+")
_BIDI = expression("[\u202a-\u202e\u2066-\u2069]")
_ZERO_WIDTH = expression("[\u200b\u2060-\u2064\u206a-\u206f\ufeff\ufff9-\ufffb\u180e\u115f\u1160\u3164\uffa0]")
_QUIET = expression("[\u00ad\u200e\u200f]")  # soft hyphen and direction marks: ordinary typesetting, no note
_STRAY_JOINER = expression("(?<![\u0600-\u08ff\u0900-\u0dff\u1000-\u109f\u2190-\u2bff\ufe0f\U0001f000-\U0001faff])[\u200c\u200d]")
_SELECTORS = expression("[\ufe00-\ufe0f]{2,}|[\U000e0100-\U000e01ef]{2,}|(?<=[A-Za-z ])[\ufe00-\ufe0e\U000e0100-\U000e01ef]")
_SUSPECT = expression(
    f"[{_C0_C1}\u00ad\u034f\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e01ef]"
)
_INVISIBLE = (
    ("tag characters", _TAGS),
    ("bidirectional controls", _BIDI),
    ("zero-width characters", _ZERO_WIDTH),
    ("stray joiners", _STRAY_JOINER),
    ("variation selectors", _SELECTORS),
)


class Repaired(Struct, frozen=True):
    """Lines to parse, one for one with the raw lines, and what was changed."""

    lines: tuple[str, ...]
    notes: tuple[Note, ...]


def repair_lines(raw_lines: tuple[str, ...]) -> Repaired:
    """The readable form of each line. The count of lines never changes; a clean line is returned as it is."""
    lines: list[str] = []
    notes: list[Note] = []
    for number, raw in enumerate(raw_lines, start=1):
        line = raw
        if not line.isascii() and looks_garbled(line):
            line = _ungarbled(line, number, notes)
        if _SUSPECT.search(line):
            line = _visible(line, number, notes)
        lines.append(line)
    return Repaired(tuple(lines), tuple(notes))


def _ungarbled(line: str, number: int, notes: list[Note]) -> str:
    fixed = re.sub(r"[\r\n]", " ", ungarble(line))
    if fixed != line:
        notes.append(
            Note("mojibake", number, "text that was decoded with the wrong table was repaired for reading; quotes keep it as it is")
        )
    return fixed


def _visible(line: str, number: int, notes: list[Note]) -> str:
    """The line without what a reader cannot see; words are never joined by it."""
    hidden = "".join(chr(ord(c) - 0xE0000) for run in _TAGS.findall(line) for c in run if 0xE0020 <= ord(c) <= 0xE007E)
    found = []
    for name, pattern in _INVISIBLE:
        line, count = pattern.subn("", line)
        if count:
            found.append(name)
    if found:
        says = f', spelling "{hidden[:60]}"' if hidden else ""
        notes.append(Note("invisible", number, f"invisible text was taken out: {', '.join(found)}{says}"))
    line = _QUIET.sub("", line)
    line = _LINE_LIKE.sub(" ", line)
    cleaned = _CONTROL.sub("", _ESCAPE_SEQUENCE.sub("", line))
    if cleaned != line:
        notes.append(Note("control", number, "control characters were taken out"))
    return cleaned
