"""Where a token may start: the first characters and first words of everything the scanners know, so that the rest is skipped cheaply."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Literal

from agent.expressions import compiled, expression
from agent.facts.calendar_words import months, ordinals, phrases_of, relative_letters, relative_units
from agent.facts.folding import is_letter
from agent.facts.ids import label_words, name_words
from agent.facts.lexicon import section
from agent.facts.marks import priority_words, reference_words, statistic_words
from agent.facts.numerals import number_words
from agent.facts.quantities import comparator_words
from agent.facts.statuses import status_signs, status_words
from agent.facts.units import currency_words

LETTERS = r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff]"  # letters of words that spaces delimit
Subject = Literal["window", "relative", "coming", "quantity", "mark", "label", "name", "operator"]
SUBJECTS: tuple[Subject, ...] = ("window", "relative", "coming", "quantity", "mark", "label", "name", "operator")

_FIRST_WORD = expression(LETTERS + "+")
_SIGNS: dict[Subject, str] = {"quantity": "<>≤≥~≈±+-$百▲△", "operator": "+-=×*/÷→⇒➜➡", "label": "#§第", "relative": "第", "window": "第"}
_SHORT_WORDS: dict[Subject, tuple[str, ...]] = {
    "window": ("q", "t", "h", "s"),
    "operator": ("of", "de", "von", "du", "di", "из", "от", "x"),
    "label": ("v",),
    "quantity": ("r",),
}


@cache
def trigger(language: str, marks: str = "") -> re.Pattern[str]:
    """A word, as group 1, a digit, or a sign or ideograph that starts a phrase of some table; `marks` are the document's own."""
    return compiled(rf"({LETTERS}+)|\d|[{re.escape(''.join(sorted({*sign_starters(language), *marks})))}]")


@cache
def word_starters(language: str) -> dict[str, frozenset[Subject]]:
    """First words of every known phrase, and what may start with them."""
    found: dict[str, set[Subject]] = {}
    for subject in SUBJECTS:
        for phrase in _phrases(subject, language):
            match = _FIRST_WORD.search(phrase) if subject == "name" else _FIRST_WORD.match(phrase)  # ".NET" starts at its word
            if match:
                found.setdefault(match.group(), set()).add(subject)
        for word in _SHORT_WORDS.get(subject, ()):
            found.setdefault(word, set()).add(subject)
    return {word: frozenset(subjects) for word, subjects in found.items()}


@cache
def sign_starters(language: str) -> dict[str, frozenset[Subject]]:
    """First characters of known phrases that are no letters of spaced words, and what may start with them."""
    found: dict[str, set[Subject]] = {}
    for subject in SUBJECTS:
        for phrase in (*_phrases(subject, language), *_SIGNS.get(subject, "")):
            if not is_letter(phrase[0]) and not phrase[0].isdecimal():
                found.setdefault(phrase[0], set()).add(subject)
    return {character: frozenset(subjects) for character, subjects in found.items()}


def _phrases(subject: Subject, language: str) -> Iterable[str]:
    if subject == "window":
        yield from phrases_of("until", "from", "early", "middle", "late", "quarter_words", "half_words", "fiscal")
        yield from (*months(), *ordinals(), *"上下一二三四")
    elif subject == "relative":
        yield from (*relative_units(), *relative_letters())
    elif subject == "coming":
        yield from phrases_of("next")
    elif subject == "quantity":
        yield from (*comparator_words(), *number_words(language), *currency_words("USD", "JPY"), *"一二三四五六七八九十两兩")
        yield from (str(word) for word in section("numbers", "between"))
    elif subject == "mark":
        for table in (status_signs(), status_words(), priority_words(), reference_words(), statistic_words(language)):
            yield from table
    elif subject == "label":
        yield from label_words()
    elif subject == "name":
        yield from name_words()
