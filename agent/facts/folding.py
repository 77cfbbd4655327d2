"""Folding: one spelling for letters, digits, dashes and spaces that mean the same, without moving an offset."""

from __future__ import annotations

import unicodedata
from functools import cache

from agent.expressions import expression

# No-break and thin spaces fold to the no-break space, because plans write them between groups of digits: "12 000 €".
GROUP_SPACE = "\u00a0"

_SPELLINGS = {
    **dict.fromkeys("\u00a0\u2007\u2009\u202f\u2008", GROUP_SPACE),
    **dict.fromkeys("\u3000\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u200a\t", " "),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-"),
    **dict.fromkeys("\u301c\uff5e\u223c\u02dc", "~"),
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u2032\uff07\u00b4", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb", '"'),
    "\uffe5": "\u00a5",
    "\uffe1": "\u00a3",
    "\uffe0": "\u00a2",
    "\u066b": ".",
    "\u066c": ",",
    "\u22c5": "\u00b7",
    "\u2715": "\u00d7",
    "\u2a2f": "\u00d7",
    "\ufe0f": "\ufe0f",
    "\u00df": "\u00df",
    "\u00b5": "\u03bc",
}
_NOT_ASCII = expression(r"[^\x00-\x7f]")
_FEW = 8
# Scripts whose accents carry no meaning for matching. Kana and Hangul must not be taken apart.
_FOLDED_RANGES = ((0x41, 0x5A), (0xC0, 0x24F), (0x370, 0x52F), (0x1E00, 0x1FFF), (0xFF01, 0xFF5E))


def _folded(character: str) -> str:
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    lowered = base.lower()
    return lowered if len(lowered) == 1 else character


class _Table(dict[int, str]):
    """What characters fold to. One that folds to itself is kept when it first comes up; there are no more than Unicode has characters."""

    def __missing__(self, code: int) -> str:
        self[code] = chr(code)
        return self[code]


@cache
def _table() -> _Table:
    table = _Table({code: _folded(chr(code)) for first, last in _FOLDED_RANGES for code in range(first, last + 1)})
    table.update({ord(spelling): plain for spelling, plain in _SPELLINGS.items()})
    return table


def fold(text: str) -> str:
    """`text` in lower case without accents, wide forms and typographic variants; every character keeps its offset."""
    if not text.isascii():
        found, table = set(_NOT_ASCII.findall(text)), _table()
        if len(found) > _FEW:
            return text.translate(table).lower()
        for character in found:  # quicker than to translate every sign of a text that most are plain in
            if table[ord(character)] != character:
                text = text.replace(character, table[ord(character)])
    return text.lower().replace("\t", " ")


def is_ideographic(character: str) -> bool:
    """Whether words are written in this script without spaces between them (Han, kana, full-width marks)."""
    return character > "\u2e7f" and (
        character < "\ua000"
        or "\uf900" <= character <= "\ufaff"
        or "\U00020000" <= character <= "\U0002fa1f"
        or "\uff66" <= character <= "\uff9f"
    )


def is_letter(character: str) -> bool:
    """Whether a character belongs to a word that spaces delimit."""
    return character.isalpha() and (character < "\u2e80" or not is_ideographic(character))
