"""The noun behind a number: what is counted."""

from __future__ import annotations

import re
from functools import cache

from agent.facts.folding import fold, is_ideographic
from agent.facts.lexicon import word_list
from agent.facts.phrases import Phrases
from agent.facts.view import View

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_MODIFIERS = 3  # words that may stand between a number and its noun
_HEAD_LAST = frozenset({"en", "de", "nl"})


def noun_at(view: View, at: int, *, singular: bool) -> tuple[str, int] | None:
    """The counted noun that follows a number ending at `at`, in the singular, and where it ends."""
    if is_ideographic(view.char(at) or " "):
        return _counter(view, at)
    start = view.skip_space(at)
    if start == at:
        return None
    if is_ideographic(view.char(start) or " "):
        return _counter(view, start)
    return _german_noun(view, start) if view.convention.language == "de" else _plural(view, start, singular=singular)


def _counter(view: View, at: int) -> tuple[str, int] | None:
    """個, 社, 件 ... and the noun behind it if it is a known one; or the noun right behind the number."""
    counter = _counters().match(view.folded, at)
    end = counter[1] if counter else at
    noun = _counted().match(view.folded, view.skip_space(end))
    if noun:
        return noun
    return counter


def _plural(view: View, start: int, *, singular: bool) -> tuple[str, int] | None:
    at = start
    found: tuple[str, int] | None = None
    for _ in range(_MODIFIERS + 1):
        match = _WORD.match(view.text, at)
        if not match or fold(match.group()) in _stop():
            break
        word = fold(match.group())
        if _is_plural(word) or (singular and at == start and len(word) > 2):
            found = (_singular(match.group().lower()), match.end())
            if view.convention.language not in _HEAD_LAST and word not in _adjectives():
                break
        elif found:
            break
        following = view.skip_space(match.end())
        if following == match.end():
            break
        at = following
    return found


def _german_noun(view: View, start: int) -> tuple[str, int] | None:
    """German writes nouns with a capital and does not show the plural: the first capital within a few words."""
    at = start
    for _ in range(_MODIFIERS):
        match = _WORD.match(view.text, at)
        if not match:
            return None
        if match.group()[0].isupper():
            return match.group().lower(), match.end()
        if fold(match.group()) in _stop() or view.skip_space(match.end()) == match.end():
            return None
        at = view.skip_space(match.end())
    return None


def _is_plural(word: str) -> bool:
    if word in _unmarked():
        return True
    if word in _adjectives() or word in _not_plural():
        return False
    last = word.rsplit("-", 1)[-1]
    return (len(last) > 3 and last[-1] == "s" and last[-2:] not in {"ss", "us", "is"}) or any(
        "\u0400" <= letter <= "\u04ff" for letter in last
    )


def _singular(word: str) -> str:
    if fold(word) in _unmarked() or not word.endswith("s"):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1]


@cache
def _stop() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("nouns", "stop"))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("nouns", "adjectives"))


@cache
def _unmarked() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("nouns", "unmarked"))


@cache
def _not_plural() -> frozenset[str]:
    return frozenset(fold(word) for word in word_list("nouns", "not_plural"))


@cache
def _counters() -> Phrases[str]:
    return Phrases((word, word) for word in word_list("nouns", "counters"))


@cache
def _counted() -> Phrases[str]:
    return Phrases((word, word) for word in word_list("nouns", "counted"))
