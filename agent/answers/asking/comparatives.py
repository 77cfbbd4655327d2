"""Comparisons put together from a word that asks for an amount and one that says more or less: "how many ... more ... than", "何人多い"."""

from __future__ import annotations

import re
from functools import cache

from agent.answers.asking.characters import in_lists
from agent.answers.asking.cues import listed, load, mapping, spaced
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.expressions import compiled
from agent.facts.folding import fold

_AMOUNT = frozenset({"how_much", "how_many", "how_long", "costs"})
FARTHEST = 12  # words between the one and the other


def asks_difference(text: str, language: str, cues: frozenset[str]) -> bool:
    """Whether a question asks by how much one thing is more than another, however the words stand apart."""
    if language in UNSPACED_LANGUAGES:
        return _unspaced(language).search(in_lists(text, language)) is not None
    if not cues & _AMOUNT:
        return False
    return any(_compared(code).search(spaced(text)) is not None for code in dict.fromkeys((language, "en")))


def compares_prices(text: str, language: str) -> bool:
    """Whether what is more or less is a price, without a word for money: "dearer", "moins cher"."""
    if language in UNSPACED_LANGUAGES:
        return False  # 高 is tall as well
    return any(f" {phrase} " in spaced(text) for code in dict.fromkeys((language, "en")) for phrase in _words("dear", code))


def compares_times(text: str, language: str) -> bool:
    """Whether what is more or less is a stretch of time, without a word for it: "longer", "mais demorado"."""
    if language in UNSPACED_LANGUAGES:
        return False
    return any(f" {phrase} " in spaced(text) for code in dict.fromkeys((language, "en")) for phrase in _words("lasting", code))


def compares(word: str, language: str) -> bool:
    """Whether a folded word sets two things against each other: "larger"."""
    return any(word in _words("more", code) for code in dict.fromkeys((language, "en")))


def bare(run: str, language: str) -> str:
    """A run of an unspaced script without the comparison at its end: 施設 of 施設多."""
    return next((run[: -len(word)] for word in _words("more", language) if run.endswith(word) and len(run) > len(word) + 1), run)


@cache
def _words(kind: str, language: str) -> tuple[str, ...]:
    return tuple(map(fold, listed(mapping(load("comparatives")[kind]).get(language))))


@cache
def _compared(language: str) -> re.Pattern[str]:
    """A comparative with "than" behind it, or a verb that says by itself that something is added or taken away between two points."""
    more, than, moving = (_words(kind, language) for kind in ("more", "than", "moving"))
    parts = []
    if more and than:
        parts.append(rf"(?<= )(?:{_any(more)})\S* (?:\S+ ){{0,{FARTHEST}}}?(?:{_any(than)}) ")
    parts += [rf"(?<= )(?:{_any(moving)}) "] if moving else []
    gaining, points = _words("gaining", language), _words("points", language)
    parts += [rf"(?<= )(?:{_any(gaining)}) (?:\S+ ){{0,{FARTHEST}}}?(?:{_any(points)}) "] if gaining and points else []
    return compiled("|".join(parts) or "(?!)")


@cache
def _unspaced(language: str) -> re.Pattern[str]:
    """An amount asked for close to a word of comparison: いくら高い, 何施設多い, 比 … 多多少."""
    asking, more = _any(_words("asking", language)), _any(_words("more", language))
    if language == "zh":
        return compiled(rf"(?:比|与|和|跟|到)[^？?。]{{1,40}}?(?:{more})(?:了|出)?(?:{asking})")
    return compiled(rf"(?:{asking})[^？?。、]{{0,8}}?(?:{more})")


def _any(phrases: tuple[str, ...]) -> str:
    return "|".join(re.escape(phrase).replace(r"\ ", " ") for phrase in sorted(phrases, key=len, reverse=True)) or "(?!)"
