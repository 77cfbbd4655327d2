"""Text made comparable: one spelling (`normalise`), one form of each word (`canonical_terms`)."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from agent.expressions import expression
from agent.facts.folding import fold, is_ideographic
from agent.facts.language import detect_language
from agent.facts.lexicon import load, words
from agent.facts.stemming import stemmed

_WORD = expression(r"[a-z0-9\u0370-\u052f]+(?:'[a-z]+)?|[\u2e80-\u9fff\uf900-\ufaff\uff66-\uff9f]+|[^\W_]+")
_SLASHED = expression(r"[a-z]+/[a-z]+")  # "CI/CD" is one abbreviation
_PUNCTUATION = expression(r"[^\w%€$£¥.,+#/&-]+")
# Marks behind no word, and such as are no plus before none; what stands before the first is looked at behind it, so that a search jumps.
_LOOSE_MARKS = expression(r"[.,+#/&-](?:(?<![\w%][.,+#/&-])[.,+#/&-]*|(?<!\+)[.,#/&-]*(?!\w))")
_ACCENTS = {
    "pt": (("coes", "ções"), ("soes", "sões"), ("cao", "ção"), ("sao", "são")),
    "es": (("cion", "ción"), ("sion", "sión")),
}


@lru_cache(maxsize=32768)
def normalise(text: str) -> str:
    """`text` folded for comparison: lower case, no accents, emoji, markup or punctuation around words, single spaces."""
    plain = text.encode().translate(_ascii_spaced()).decode() if text.isascii() else text.translate(_SPACED)
    if _COMBINING in plain:
        plain = _PUNCTUATION.sub(" ", fold(unicodedata.normalize("NFKC", text)).replace("_", " "))
    return " ".join(_LOOSE_MARKS.sub(" ", plain).split())


class _Spaced(dict[int, str]):
    """What each character becomes in a comparable text, worked out when it first comes up: a letter in lower case, a space for punctuation,
    `_COMBINING` for what may become one character with its neighbour."""

    def __missing__(self, code: int) -> str:
        alone = unicodedata.normalize("NFKC", chr(code))
        marks = alone != _AS_EMOJI and unicodedata.category(unicodedata.normalize("NFD", alone)[0])[0] == "M"
        joins = marks or "\u1100" <= alone[0] <= "\u11ff"  # the parts that Hangul is written with
        self[code] = _COMBINING if joins else _PUNCTUATION.sub(" ", fold(alone).replace("_", " "))
        return self[code]


@cache
def _ascii_spaced() -> bytes:
    """The same for texts in ASCII, byte by byte: a translation of characters looks up every one."""
    return "".join(_SPACED[code] for code in range(128)).encode() + bytes(128)


_COMBINING, _AS_EMOJI = "\0", "\ufe0f"
_SPACED = _Spaced()


@lru_cache(maxsize=32768)
def canonical_terms(text: str, language: str = "") -> tuple[str, ...]:
    """The content words of a text in order: stemmed, abbreviations written out, Han and kana as pairs of characters.

    `language` is the document's (ISO 639-1); when it is not given it is guessed from the text, which short texts hardly allow.
    """
    spoken = language or detect_language(text)
    if text.isascii() and text.isalpha():  # most of what the lists of words hold
        return _terms_of_word(text.lower(), spoken)
    terms: list[str] = []
    plain = normalise(text)
    if "/" in plain:
        plain = _SLASHED.sub(lambda match: " ".join(_written_out(match.group())), plain)
    plain = plain.replace("-", " ")
    for word in plain.split() if plain.isascii() and plain.replace(" ", "").isalnum() else _WORD.findall(plain):
        terms += _terms_of_word(word, spoken)
    return tuple(terms)


@lru_cache(maxsize=65536)
def _terms_of_word(word: str, language: str) -> tuple[str, ...]:
    if is_ideographic(word[0]):
        return _pairs(word)
    if word in stopwords():
        return ()
    return tuple(_stem(part, language) for part in _written_out(word) if part not in stopwords())


def _pairs(run: str) -> tuple[str, ...]:
    return (run,) if len(run) == 1 else tuple(run[index : index + 2] for index in range(len(run) - 1))


def _written_out(word: str) -> tuple[str, ...]:
    return _abbreviations().get(word, (word,))


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    listed = load("abbreviations")
    return {fold(str(short)): tuple(re.findall(r"[a-z0-9]+", fold(str(full)))) for short, full in listed.items()}


@cache
def stopwords() -> frozenset[str]:
    return frozenset(fold(word) for listed in words("languages", "function_words").values() for word in listed)


@lru_cache(maxsize=65536)
def _stem(word: str, language: str) -> str:
    if word[0].isdecimal():
        return word
    return fold(stemmed(_accented(word, language), language))


def _accented(word: str, language: str) -> str:
    """A folded word with the accents that its stemmer looks for, so that "integracao" and "integração" share a stem."""
    for plain, accented in _ACCENTS.get(language, ()):
        if word.endswith(plain):
            return word[: len(word) - len(plain)] + accented
    return word
