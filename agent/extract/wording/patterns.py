"""Lists of phrases in sections.yaml as patterns over folded text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache

from agent.expressions import compiled, expression
from agent.facts import lexicon, normalise
from agent.facts.keyed_pattern import KeyedPattern

_CHARACTER = r"[぀-ヿ㐀-鿿豈-﫿]"
CJK = expression(_CHARACTER)
_WORD = expression(r"\w+")


class PhrasePattern(KeyedPattern):
    """Any of some phrases in a folded text.

    A phrase of letters matches as a whole word, Han and kana anywhere; a phrase of one character in Han or kana is a word only where it
    stands alone: 计, but not 设计师.
    """

    def __init__(self, phrases: Iterable[str]) -> None:
        folded = sorted({normalise(phrase) for phrase in phrases}, key=lambda phrase: (-len(phrase), phrase))
        super().__init__({phrase: _keys(phrase) for phrase in folded}, _words_in, _pattern_of)


def _pattern_of(phrases: Sequence[str]) -> re.Pattern[str]:
    unspaced = [
        re.escape(phrase) if len(phrase) > 1 else f"(?<!{_CHARACTER}){phrase}(?!{_CHARACTER})" for phrase in phrases if CJK.search(phrase)
    ]
    spaced = "|".join(re.escape(phrase) for phrase in phrases if not CJK.search(phrase))
    # one look behind serves all words of letters, which makes a search several times as fast as one for each
    found = "|".join([*([rf"(?<![\w-])(?:{spaced})(?![\w-])"] if spaced else []), *unspaced])
    return compiled(found) if len(phrases) == 1 else re.compile(found)  # of sets of phrases there is no end


def _keys(phrase: str) -> tuple[str, ...]:
    """What a phrase is looked up by, the longest first: its first sign in Han or kana, else its words; "" where it has neither."""
    sign = CJK.search(phrase)
    return (sign[0],) if sign else tuple(sorted(_WORD.findall(phrase), key=len, reverse=True)) or ("",)


@lru_cache(maxsize=16384)  # one text is asked for several meanings, some of them by the rules
def _words_in(folded: str) -> frozenset[str]:
    signs = () if folded.isascii() else CJK.findall(folded)
    return frozenset(("", *_WORD.findall(folded), *signs))


class PhrasePatterns(dict[str, PhrasePattern]):
    """Patterns by their meaning."""

    @cached_property
    def _keys(self) -> frozenset[str]:
        return frozenset().union(*(pattern.keys for pattern in self.values()))

    def said_in(self, folded: str) -> tuple[str, ...]:
        """The meanings that stand in a folded text, in their order."""
        said = _words_in(folded)
        if self._keys.isdisjoint(said):
            return ()
        return tuple([name for name, pattern in self.items() if not pattern.keys.isdisjoint(said) and pattern.search(folded)])


@cache
def patterns(section: str) -> PhrasePatterns:
    """One pattern per meaning."""
    return PhrasePatterns((name, PhrasePattern(phrases)) for name, phrases in lexicon.words("sections", section).items())


@cache
def phrase_pattern(file: str, key: str) -> PhrasePattern:
    """One list of a file of the lexicon as a pattern. Raises KeyError where the file has no such list."""
    return PhrasePattern(lexicon.word_list(file, key))
