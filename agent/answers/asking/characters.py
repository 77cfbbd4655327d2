"""Chinese in traditional characters, read with word lists that are written in simplified ones."""

from __future__ import annotations

from functools import cache

from agent.facts.folding import fold
from agent.word_lists import read_lists


@cache
def _simple() -> dict[int, int]:
    lines = read_lists("agent.answers.lexicon", "characters.yaml")["characters"]
    pairs = [map(str, line) for line in lines if isinstance(line, list)] if isinstance(lines, list) else []
    return {ord(one): ord(other) for traditional, simple in pairs for one, other in zip(traditional, simple, strict=True)}


def simplified(text: str, language: str) -> str:
    """A text as the word lists of its language write it; every character keeps its offset."""
    return text.translate(_simple()) if language == "zh" and not text.isascii() else text


def in_lists(text: str, language: str) -> str:
    """A text as it is compared with the word lists of a language without spaces: folded, in simplified characters."""
    return simplified(fold(text), language)
