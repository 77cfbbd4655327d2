"""Lists of phrases in sections.yaml as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache

from agent.expressions import expression
from agent.facts import lexicon, normalise

_CHARACTER = r"[぀-ヿ㐀-鿿豈-﫿]"
CJK = expression(_CHARACTER)
_WORD = expression(r"\w+")


class PhrasePattern:
    """Any of some phrases in a folded text, with the searches of a compiled pattern.

    A phrase of letters matches as a whole word, Han and kana anywhere; a phrase of one character in Han or kana is a word only where it
    stands alone: 计, but not 设计师. Most texts hold the first word of none, so that the pattern is seldom tried, or even compiled.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = sorted({normalise(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
        self._phrases = {phrase: _first(phrase) for phrase in folded}
        self.firsts = frozenset(self._phrases.values())
        self._by_firsts: dict[frozenset[str], re.Pattern[str]] = {}

    def _compiled(self, firsts: frozenset[str]) -> re.Pattern[str]:
        """The phrases that are looked up by some words: few are compiled in no time, and found sooner than all."""
        if firsts not in self._by_firsts:
            self._by_firsts[firsts] = _pattern_of([phrase for phrase, first in self._phrases.items() if first in firsts])
        return self._by_firsts[firsts]

    def search(self, folded: str) -> re.Match[str] | None:
        """The first place of a phrase."""
        found = _words_in(folded)
        return None if self.firsts.isdisjoint(found) else self._compiled(self.firsts & found).search(folded)

    def finditer(self, folded: str) -> Iterator[re.Match[str]]:
        """All places, from left to right."""
        found = _words_in(folded)
        return iter(()) if self.firsts.isdisjoint(found) else self._compiled(self.firsts & found).finditer(folded)

    def sub(self, by: str, folded: str) -> str:
        """The text with something else for each place."""
        found = _words_in(folded)
        return folded if self.firsts.isdisjoint(found) else self._compiled(self.firsts & found).sub(by, folded)


def _pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    unspaced = [
        re.escape(phrase) if len(phrase) > 1 else f"(?<!{_CHARACTER}){phrase}(?!{_CHARACTER})" for phrase in phrases if CJK.search(phrase)
    ]
    spaced = "|".join(re.escape(phrase) for phrase in phrases if not CJK.search(phrase))
    # one look behind serves all words of letters, which makes a search several times as fast as one for each
    return re.compile("|".join([*([rf"(?<![\w-])(?:{spaced})(?![\w-])"] if spaced else []), *unspaced]))


def _first(phrase: str) -> str:
    """What a phrase is looked up by: its first sign in Han or kana, else its first word; "" where it begins with neither."""
    if sign := CJK.search(phrase):
        return sign[0]
    word = _WORD.match(phrase)
    return word[0] if word else ""


@lru_cache(maxsize=1024)  # one text is asked for several meanings in a row
def _words_in(folded: str) -> frozenset[str]:
    signs = () if folded.isascii() else CJK.findall(folded)
    return frozenset(("", *_WORD.findall(folded), *signs))


class PhrasePatterns(dict[str, PhrasePattern]):
    """Patterns by their meaning."""

    @cached_property
    def _firsts(self) -> frozenset[str]:
        return frozenset().union(*(pattern.firsts for pattern in self.values()))

    def said_in(self, folded: str) -> tuple[str, ...]:
        """The meanings that stand in a folded text, in their order."""
        if self._firsts.isdisjoint(_words_in(folded)):
            return ()
        return tuple([name for name, pattern in self.items() if pattern.search(folded)])


@cache
def patterns(section: str) -> PhrasePatterns:
    """One pattern per meaning."""
    return PhrasePatterns((name, PhrasePattern(phrases)) for name, phrases in lexicon.words("sections", section).items())
