"""Which language a text is in: scripts first, then the words that only hold a sentence together."""

from __future__ import annotations

from collections import Counter
from functools import cache
from string import ascii_letters

from agent.expressions import expression
from agent.facts.lexicon import words

_WORD = expression(r"[^\W\d_]+")
_KANA = expression(r"[\u3041-\u30fa]")
_HAN = expression(r"[\u4e00-\u9fff]")
_SCRIPTS = (
    ("ko", expression(r"[\uac00-\ud7a3]")),
    ("ar", expression(r"[\u0620-\u064a]")),
    ("hi", expression(r"[\u0904-\u0939]")),
    ("ru", expression(r"[\u0410-\u044f]")),
)
_OTHER_SCRIPT = expression("|".join(script.pattern for script in (_KANA, _HAN, *(script for _, script in _SCRIPTS))))
_TELLING = 3  # letters: one-letter words ("a", "e", "o") are also names of variables and list items
_SAMPLE = 60_000  # characters: more does not change the answer


def detect_language(text: str) -> str:
    """The ISO 639-1 code of most of the text; "en" when nothing speaks for another one."""
    sample = text[:_SAMPLE]
    scripted = _by_script(sample)
    return scripted or _by_words(sample)


def _by_script(sample: str) -> str:
    """A code when a share of the letters is written in a script of its own: one Han character says about as much as three letters."""
    if not _OTHER_SCRIPT.search(sample):
        return ""
    letters = sum(map(sample.count, ascii_letters))
    kana, han = len(_KANA.findall(sample)), len(_HAN.findall(sample))
    if (kana + han) * 3 > letters:
        return "ja" if kana * 8 > kana + han else "zh"
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) > letters:
            return code
    return ""


def _by_words(sample: str) -> str:
    counts = Counter(_WORD.findall(sample.lower()))
    scores: dict[str, float] = {}
    telling = _telling_words()
    for word in sorted(telling.keys() & counts.keys()):
        for code in telling[word]:
            scores[code] = scores.get(code, 0.0) + counts[word] * min(len(word), _TELLING) / len(telling[word])
    if not scores:
        return "en"
    best = max(scores.values())
    return min(code for code, score in scores.items() if score == best) if scores.get("en", 0.0) < best else "en"


@cache
def _telling_words() -> dict[str, tuple[str, ...]]:
    languages: dict[str, list[str]] = {}
    for subject in ("function_words", "telling_words"):
        for code, listed in words("languages", subject).items():
            for word in listed:
                languages.setdefault(word.lower(), []).append(code)
    return {word: tuple(codes) for word, codes in languages.items()}
