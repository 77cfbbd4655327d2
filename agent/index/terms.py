"""Words as the lexical index compares them, in any script and the languages with a stemmer."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.lexicon import strings
from agent.facts.stemming import STEMMERS, stemmed
from agent.word_lists import read_lists

# Scripts that write no spaces between words: Han, kana, Thai, Lao, Khmer, Myanmar. Hangul has spaces.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
WORD = expression(rf"[{_UNSPACED}]+|\d+(?:[.,]\d+)+|[^\W_{_UNSPACED}]+")
_UNSPACED_WORD = expression(rf"[{_UNSPACED}]")
STEMMED_LANGUAGES = frozenset(STEMMERS)
_SHORTEST_STEMMED = 4


class QueryTerm(Struct, frozen=True):
    """One word of a query: as written, and the stems it may have in the languages of the index."""

    surface: str
    stems: tuple[str, ...]


def words(text: str) -> list[str]:
    """The folded words of a text in order; a run of an unspaced script becomes its overlapping pairs of characters."""
    folded = fold(text)
    listed: list[str] = WORD.findall(folded)
    if folded.isascii() or not _UNSPACED_WORD.search(folded):
        return listed
    found: list[str] = []
    for word in listed:
        if len(word) > 2 and _UNSPACED_WORD.match(word):
            found.extend(word[at : at + 2] for at in range(len(word) - 1))
        else:
            found.append(word)
    return found


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings as `language` forms them (English where it has no stemmer); short words and numbers as they are."""
    if len(word) < _SHORTEST_STEMMED or not word.isalpha() or _UNSPACED_WORD.match(word):
        return word
    return stemmed(word, language)


def query_terms(text: str, languages: Iterable[str]) -> tuple[QueryTerm, ...]:
    """The words of a query that can tell passages apart, each once; all of them when the query has no others."""
    spoken = sorted(set(languages) & STEMMED_LANGUAGES) or ["en"]
    every = list(dict.fromkeys(words(text)))
    telling = [word for word in every if word not in function_words()] or every
    return tuple(QueryTerm(word, tuple(dict.fromkeys(stem(word, language) for language in spoken))) for word in telling)


@cache
def function_words() -> frozenset[str]:
    """Words of any language that cannot tell one passage from another, folded."""
    by_language = read_lists("agent.index", "function_words.yaml")
    return frozenset(fold(word) for listed in by_language.values() for word in strings(listed))
