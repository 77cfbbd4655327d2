"""Things that a question tells by numbers behind one noun: "PR 3, 4 and 5", "phases 1 to 4 and 1.5", "modules #2 and #7"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from agent.answers.asking.question import Question
from agent.answers.asking.words import stem
from agent.expressions import compiled, expression
from agent.facts.folding import fold

_NUMBER = r"#?\d{1,3}(?:\.\d{1,2})?(?![\d%])"
_TO = r"(?:-|–|to|through|up to|bis|ate|hasta|a|jusqu'a|al?|t/m)"
_JOINED = rf"(?:\s*(?:,\s*(?:and|und|y|e|et|en)?|&|\+|and|und|plus|incl(?:uding|\.)?|y|e|et|en|mit)\s*|\s*{_TO}\s*)"
_LISTED = expression(rf"(?<![\w.])([^\W\d_]{{2,}})s?\s+({_NUMBER}(?:{_JOINED}{_NUMBER})+)", re.IGNORECASE)
_PART = expression(rf"({_NUMBER})(?:\s*{_TO}\s*({_NUMBER}))?", re.IGNORECASE)


def by_listed_numbers(question: Question, names: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places of the names with the numbers that a question lists; () where it lists none, or one is that of no name or of several."""
    noun, numbers = _numbers(fold(question.text))
    if not noun:
        return ()
    found: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        match = _opening(stem(noun, question.language)).match(fold(name))
        if match is not None and not match[2]:
            found.setdefault(match[1].lstrip("0") or "0", []).append(place)
    held = [found.get(number, []) for number in numbers]
    return tuple((places[0],) for places in held) if all(len(places) == 1 for places in held) else ()


@lru_cache(maxsize=256)
def _numbers(text: str) -> tuple[str, tuple[str, ...]]:
    """The noun and the numbers behind it, a range by all of its numbers."""
    match = _LISTED.search(text)
    if match is None:
        return "", ()
    listed: list[str] = []
    for part in _PART.finditer(match[2]):
        first, last = part[1].lstrip("#"), (part[2] or part[1]).lstrip("#")
        ranged = part[2] is not None and first.isdecimal() and last.isdecimal()
        listed += map(str, range(int(first), int(last) + 1)) if ranged else [first, last]
    return match[1], tuple(dict.fromkeys(listed))


@lru_cache(maxsize=256)
def _opening(noun: str) -> re.Pattern[str]:
    """A name that begins with the noun and a number, and whether it goes on as a range."""
    return compiled(rf"\W*{re.escape(noun)}\w{{0,3}}[\s#:._-]{{0,3}}(\d{{1,3}}(?:\.\d{{1,2}})?)(?![\d%])(\s?[-–]\s?\d)?")
