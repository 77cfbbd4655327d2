"""Words of the calendar: months, quarters, halves, ordinals, by language."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.lexicon import load, section, strings, word_list
from agent.facts.phrases import Phrases, by_words

_ABBREVIATED = 5  # letters
_SHORTEST_DAY = 3
_LETTERS = expression(r"[^\W\d_]+")
_TO = frozenset({"to", "and", "until", "through", "a", "ate", "e", "y", "au", "et", "bis", "und", "до", "и", "по", "al", "feira"})
_WORD_START = expression(r"(?<![^\W_])[^\W\d_]|[\u4e00-\u9fff]")


class MonthWord(Struct, frozen=True):
    """A month (1..12) and the languages that write it so."""

    number: int
    languages: frozenset[str]


@cache
def months() -> Phrases[MonthWord]:
    """Month names and abbreviations of every language; an abbreviation may end in a full stop."""
    named: dict[str, tuple[int, set[str]]] = {}
    for language, year in section("calendar", "months").items():
        for number, spellings in enumerate(year if isinstance(year, list) else (), start=1):
            for word in strings(spellings):
                named.setdefault(fold(word), (number, set()))[1].add(str(language))
    words = {word: MonthWord(number, frozenset(languages)) for word, (number, languages) in named.items()}
    return Phrases([*words.items(), *((f"{word}.", meaning) for word, meaning in words.items() if len(word) <= _ABBREVIATED)])


@cache
def ambiguous_months() -> frozenset[str]:
    """Month words that are other words too, and abbreviations: alone they prove nothing."""
    return frozenset(fold(word) for word in word_list("calendar", "ambiguous"))


@cache
def phrases_of(*keys: str) -> Phrases[str]:
    """The words listed under these keys of the calendar, each meaning itself."""
    return Phrases((word, word) for key in keys for word in word_list("calendar", key))


@lru_cache(maxsize=4096)
def names_horizon(title: str) -> bool:
    """Whether a title names a horizon of planning: "Medium term", "Curto prazo", 長期."""
    folded = fold(title)
    return any(phrases_of("horizons").match(folded, match.start()) for match in _WORD_START.finditer(folded))


@lru_cache(maxsize=4096)
def names_weekdays(title: str) -> bool:
    """Whether a title is nothing but days of the week: "Monday", "Montag bis Mittwoch", "Lunes a viernes", 月曜日."""
    found = _LETTERS.findall(fold(title))
    days = [word for word in found if word in _weekdays()]
    return bool(days) and len(max(days, key=len)) >= _SHORTEST_DAY and all(word in _weekdays() or word in _TO for word in found)


@cache
def _weekdays() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("calendar", "weekdays"))


@cache
def ordinals() -> Phrases[int]:
    """first, 2nd, 3º, III ... up to the fourth."""
    listed = section("calendar", "ordinals")
    return Phrases((word, int(number)) for number in listed for word in strings(listed[number]))


@cache
def relative_units() -> Phrases[str]:
    """Words that open a relative window: "month" for "Months 6-18"."""
    return by_words({str(unit): strings(listed) for unit, listed in section("calendar", "before_number").items()})


@cache
def time_headers() -> dict[str, str]:
    """Headers of columns that count time in scripts without spaces: 月份 counts months."""
    listed = section("calendar", "headers")
    return {fold(word): str(unit) for unit, words in listed.items() for word in strings(words)}


@cache
def relative_letters() -> dict[str, str]:
    """M1, W3, Y2: the unit behind the letter."""
    listed = load("calendar").get("letters")
    return {str(letter): str(unit) for letter, unit in listed.items()} if isinstance(listed, dict) else {}
