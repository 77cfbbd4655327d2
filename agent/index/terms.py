"""Words as the lexical index compares them, in any script."""

from __future__ import annotations

import re
import unicodedata

# Scripts that write no spaces between words: Han, kana, Hangul stays out (it has spaces), Thai, Lao, Khmer, Myanmar.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
WORD = re.compile(rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}]+", re.UNICODE)
_UNSPACED_WORD = re.compile(rf"[{_UNSPACED}]")


def fold(text: str) -> str:
    """Lower case without diacritics or compatibility forms: "Orçamento" and "ｏｒｃａｍｅｎｔｏ" compare equal."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(mark for mark in decomposed if not unicodedata.combining(mark))


def words(text: str) -> list[str]:
    """The words of a text in order; runs of an unspaced script become overlapping pairs of characters."""
    found: list[str] = []
    for word in WORD.findall(fold(text)):
        if len(word) > 2 and _UNSPACED_WORD.match(word):
            found.extend(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.append(word)
    return found
