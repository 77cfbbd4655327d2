"""The Snowball stemmers by language; each is made once."""

from __future__ import annotations

from functools import cache

import snowballstemmer

STEMMERS = {
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fr": "french",
    "id": "indonesian",
    "it": "italian",
    "nl": "dutch",
    "pt": "portuguese",
    "ru": "russian",
}


def stemmed(word: str, language: str) -> str:
    """`word` (lower case) without the endings that `language` (ISO 639-1) forms; English ones where the language has no stemmer."""
    return str(_stemmer(STEMMERS.get(language, "english")).stemWord(word))


@cache
def _stemmer(algorithm: str) -> snowballstemmer.stemmer:
    return snowballstemmer.stemmer(algorithm)
