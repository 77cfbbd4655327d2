"""The words that rules look for, kept as data in `vocabulary.yaml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import chain, pairwise

from agent.expressions import compiled, expression
from agent.facts.folding import is_ideographic
from agent.facts.keyed_pattern import KeyedPattern
from agent.word_lists import read_lists

_WORD = expression(r"\w+")
_PART = expression(r"(?<![*\w])(\w+)(\*?)")  # of an entry: "*" stands for any letters
_STEMS = (8, 4, 3)  # letters that a word with a star is looked up by, as many as it has
_IN_EVERY_TEXT = frozenset({""})
_UNSPACED = expression(r"[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0002fa1f]")


class Words(KeyedPattern):
    """One list of the vocabulary, longer phrases first, so that they win."""

    def __init__(self, entries: tuple[str, ...]) -> None:
        longest_first = sorted(entries, key=lambda word: (-len(word), word))
        super().__init__({entry: _keys(entry) for entry in longest_first}, keys_in, _compiled)
        # Entries of one word: a text with their key holds them.
        self.single = frozenset(entry.lower() for entry in entries if entry.isalpha() and not is_ideographic(entry[0]))

    @property
    def pattern(self) -> str:
        """The expression of the whole list: to be part of another one."""
        return _expression(tuple(self._entries))


def _compiled(entries: Sequence[str]) -> re.Pattern[str]:
    """Of single entries there are as many as the vocabulary has, and what is made of them is kept; of sets of them there is no end."""
    make = compiled if len(entries) == 1 else re.compile
    return make(_expression(entries), re.IGNORECASE)


def _expression(entries: Sequence[str]) -> str:
    bare = [re.escape(word) for word in entries if is_ideographic(word[0])]
    spaced = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in entries if not is_ideographic(word[0]))
    return "|".join(filter(None, (*bare, rf"\b(?:{spaced})\b" if spaced else "")))


@lru_cache(maxsize=4096)  # the sentences of a document: rules look at one document after the other
def keys_in(text: str) -> frozenset[str]:
    """What entries of the vocabulary are looked up by that may stand in a text, as `_keys` says; "" stands in every text."""
    unspaced = () if text.isascii() else _known().intersection(_keys_of_signs(_UNSPACED.findall(text)))
    return _IN_EVERY_TEXT.union(*map(_keys_of_word, _WORD.findall(text.lower())), unspaced)


def _keys_of_signs(signs: list[str]) -> list[str]:
    return [*map("".join, pairwise(signs)), *signs]


@lru_cache(maxsize=16384)
def _keys_of_word(word: str) -> tuple[str, ...]:
    known = _known()
    return tuple(key for key in (word, *(f"{word[:size]}*" for size in _STEMS if len(word) >= size)) if key in known)


@cache
def _known() -> frozenset[str]:
    """The keys of the whole vocabulary: most words of a text are none."""
    listed = list(chain.from_iterable(_load().values()))
    plain = [entry.lower() for entry in listed if entry.isascii() and entry.isalpha()]  # most, each its own key
    return frozenset(chain(plain, *(_keys(entry) for entry in listed if not (entry.isascii() and entry.isalpha()))))


@cache
def _keys(entry: str) -> tuple[str, ...]:
    """What an entry is looked up by, the longest first: its words in lower case, of one with a star the first letters, of Han or kana each
    two signs in a row; "" where it has none ("%") or one with fewer letters than a stem has.

    By all of them, because "in" of "in development" stands in every other sentence.
    """
    if is_ideographic(entry[0]):
        return tuple(_keys_of_signs(_UNSPACED.findall(entry)))
    if entry.isalpha():
        return (entry.lower(),)
    keys = [_stem(word) if star else word for word, star in _PART.findall(entry.lower())]
    return tuple(sorted(keys, key=len, reverse=True)) or ("",)


def _stem(word: str) -> str:
    for size in _STEMS:
        if len(word) >= size:
            return f"{word[:size]}*"
    return ""


@cache
def pattern(name: str) -> Words:
    """The words of one list, which find any of them."""
    return Words(tuple(_load()[name]))


@cache
def keys_of(*names: str) -> frozenset[str]:
    """The keys of several lists: a text with none of them holds no word of any."""
    return frozenset().union(*(pattern(name).keys for name in names))


def words_of(name: str) -> tuple[str, ...]:
    """The words of one list as they stand."""
    return tuple(_load()[name])


@cache
def _load() -> dict[str, list[str]]:
    listed = read_lists("agent.rules", "vocabulary.yaml")
    return {str(name): list(map(str, words)) for name, words in listed.items() if isinstance(words, list)}
