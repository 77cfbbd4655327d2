"""Words as questions and documents are compared: folded, stemmed by language; runs of an unspaced script stay whole."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from agent.expressions import expression
from agent.facts.folding import fold
from agent.facts.stemming import stemmed

_KANJI = r"\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_KATAKANA = r"\u30a1-\u30ff\uff66-\uff9f"
_HIRAGANA = r"\u3041-\u309f"
_UNSPACED = _KANJI + _KATAKANA + _HIRAGANA
# Versions and numbers ("v4.10.0", "836.625", "8.4") are one word.
WORD = expression(rf"v?\d+(?:[.,]\d+)+|[{_KANJI}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+|[^\W_{_UNSPACED}]+")
_GROUPED = expression(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*")
_LETTERS_DIGITS = expression(r"([^\W\d_]{2,})(\d+)")
_CAMELS = expression(r"\b[A-Za-z]+[a-z][A-Z][A-Za-z]*\b")
_CAMEL = expression(r"[a-z0-9]+(?=[A-Z])|[A-Z][a-z0-9]+")
# "TBD", "to be named": nobody yet.
_OPEN = expression(
    r"[\s\"'*_`(\[]*(?:(?:tb[dac]|n/?a|none|nobody|to be|noch|offen|niemand|a definir|por definir|à définir|[?_xX]{2,})(?!\w)"
    r"|未定|待定)",
    re.IGNORECASE,
)
_JOINERS = "-/’'"
UNSPACED_LANGUAGES = ("ja", "zh")


@dataclass(frozen=True, slots=True)
class Word:
    """`text[start:end]` of the text it was taken from, folded. `unspaced` words are runs of Han, kana."""

    text: str
    start: int
    end: int
    unspaced: bool = False


def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order, with their offsets in it."""
    folded = fold(text)
    return tuple(Word(plain(match.group()), match.start(), match.end(), is_unspaced(match.group())) for match in WORD.finditer(folded))


def plain(word: str) -> str:
    """A number without its thousands separators ("836.625" and "836,625" compare equal), a version without its "v"."""
    if not any(character.isdecimal() for character in word):
        return word
    bare = word[1:] if word[0] == "v" and word[1:2].isdecimal() else word
    return bare.replace(",", "").replace(".", "") if _GROUPED.fullmatch(bare) else bare.replace(",", ".")


def is_unspaced(word: str) -> bool:
    """Whether a word is written in Han or kana."""
    return "\u2e80" <= word[0] <= "\u9fff" or "\uf900" <= word[0] <= "\ufaff" or "\uff66" <= word[0] <= "\uff9f"


def is_hiragana(word: str) -> bool:
    """Whether a word is only hiragana: particles and endings, rarely a name of something."""
    return all("\u3041" <= character <= "\u309f" for character in word)


def is_kana(character: str) -> bool:
    return "\u3041" <= character <= "\u30ff" and character != "・"


def is_open(text: str) -> bool:
    """Whether a text says that something is still to be named."""
    return _OPEN.match(text) is not None


def names_somebody(text: str) -> bool:
    """Whether a text can be a name or role: it begins with a capital, a handle or a script without capitals, and is not still open."""
    if is_open(text):
        return False
    first = text.strip(" \"'*_`")[:1]
    return first == "@" or first.isupper() or (first.isalpha() and not first.islower())


def spellings(text: str) -> tuple[str, ...]:
    """The words of a text as an index keeps them: also compounds joined ("autoscaling") and "SOC2", "maxReplicas" taken apart."""
    found: list[str] = []
    folded = fold(text)
    if any(letter.isupper() for letter in text):
        for name in _CAMELS.findall(text):
            found.extend(fold(part) for part in _CAMEL.findall(name) if len(part) > 2)
    previous: Word | None = None
    for word in words(text):
        found.append(word.text)
        split = _LETTERS_DIGITS.fullmatch(word.text)
        if split:
            found.extend(split.groups())
        if previous is not None and word.start == previous.end + 1 and folded[previous.end] in _JOINERS and not word.unspaced:
            found.append(previous.text + word.text)
        previous = word
    return tuple(found)


# plurals that the stemmers do not bring together with their singular
_PLURALS = {
    "pt": (
        ("ais", "al"),
        ("eis", "el"),
        ("oes", "ao"),
        ("aes", "ao"),
        ("gens", "gem"),
        ("uvens", "uvem"),
        ("itens", "item"),
        ("fis", "fil"),
    ),
    "es": (("eas", "ea"), ("dades", "dad"), ("tades", "tad"), ("genes", "gen"), ("menes", "men"), ("deres", "der"), ("ces", "z")),
    "fr": (("issions", "ission"), ("edits", "edit"), ("ofits", "ofit"), ("icits", "icit"), ("faits", "fait"), ("essais", "essai")),
}
SHORT_PLURAL = 5  # letters: of such words the Spanish and Portuguese stemmers leave the plural as it is ("erros", "altas")


@lru_cache(maxsize=200_000)
def stem(word: str, language: str) -> str:
    """A folded word without its endings, as this language forms them; words with digits and short ones stay as they are.

    Accents are folded before stemming, so rules that need them fail; matching compensates by also comparing beginnings.
    """
    if len(word) < 4 or not word.isalpha() or is_unspaced(word):
        return word
    for plural, singular in _PLURALS.get(language, ()):
        if word.endswith(plural):
            word = word[: -len(plural)] + singular
            break
    else:
        word = word[:-1] if language in ("es", "pt") and len(word) <= SHORT_PLURAL and word.endswith(("os", "as")) else word
    return stemmed(word, language)
