"""Where a token may start: the first characters and first words of everything the scanners know, so that the rest is skipped cheaply."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from agent.facts.calendar_words import months, ordinals, phrases_of, relative_units
from agent.facts.folding import is_letter
from agent.facts.ids import label_words, name_words
from agent.facts.lexicon import section
from agent.facts.marks import priority_words, reference_words, signs, statistic_words, status_words
from agent.facts.numerals import number_words
from agent.facts.quantities import comparator_words
from agent.facts.units import currency_words

LETTERS = r"[^\W\d_\u2e80-\u9fff\uf900-\ufaff]"  # letters of words that spaces delimit
_FIRST_WORD = re.compile(LETTERS + "+")
_SIGNS = "<>≤≥~≈±+-$#§=×*/÷→⇒➜➡百第"
_SHORT_WORDS = frozenset({"q", "t", "h", "s", "fy", "gj", "fj", "of", "de", "von", "du", "di", "из", "от", "x"})


@cache
def trigger(language: str) -> re.Pattern[str]:
    """A digit, the first letter of a word, or a sign or ideograph that starts a phrase of some table."""
    known = {phrase[0] for phrase in _phrases(language) if not is_letter(phrase[0]) and not phrase[0].isdigit()}
    return re.compile(rf"\d|{LETTERS}|[{re.escape(''.join(sorted(known | set(_SIGNS))))}]")


@cache
def starters(language: str) -> frozenset[str]:
    """First words of every phrase that a scanner knows."""
    return _SHORT_WORDS | {match.group() for phrase in _phrases(language) if (match := _FIRST_WORD.match(phrase))}


def _phrases(language: str) -> Iterable[str]:
    marks = (signs(), status_words(), priority_words(), reference_words(), statistic_words())
    words = (
        label_words(),
        name_words(),
        phrases_of("next", "until", "from", "early", "middle", "late", "quarter_words", "half_words", "fiscal"),
    )
    for table in (*marks, *words):
        yield from table
    for numbers in (months(), ordinals(), number_words(language)):
        yield from numbers
    yield from relative_units()
    yield from comparator_words()
    yield from currency_words("USD", "JPY")
    yield from (str(word) for word in section("numbers", "between"))
