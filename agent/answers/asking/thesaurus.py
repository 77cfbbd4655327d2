"""Senses: words that are near in meaning, in nine languages. They help to find lines and decide nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from agent.answers.asking.characters import simplified
from agent.answers.asking.cues import listed as members
from agent.answers.asking.cues import load, mapping
from agent.answers.asking.glossary import LONGEST, Form, form_of, inflected
from agent.answers.asking.words import UNSPACED_LANGUAGES, stem, words
from agent.facts.folding import fold
from agent.word_lists import forms_in

_KEY = 3  # letters by which phrases are looked up: no stemmer changes the beginning of a word
SHORTEST_PART = 4  # letters of a part of a compound


@dataclass(frozen=True, slots=True)
class Sensed:
    """Words `first`..`last` (positions, last excluded) of a text have these senses."""

    first: int
    last: int
    senses: tuple[str, ...]


@cache
def _column(language: str) -> dict[str, tuple[str, ...]]:
    """The forms of each sense in a language, as written."""
    languages = members(load("thesaurus")["columns"])
    if language not in languages:
        return {}
    at = languages.index(language)
    return {sense: forms_in(str(columns), at) for sense, columns in mapping(load("thesaurus")["senses"]).items()}


@cache
def forms_of_sense(sense: str, language: str) -> tuple[Form, ...]:
    """How a sense is said in a language."""
    return tuple(form_of(form, language) for form in _column(language).get(sense, ()))


@cache
def _by_beginning(language: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """(form, sense) by the first letters of the form."""
    table: dict[str, list[tuple[str, str]]] = {}
    for sense, listed in _column(language).items():
        for form in listed:
            table.setdefault(fold(form[:_KEY]), []).append((form, sense))
    return {key: tuple(found) for key, found in table.items()}


@cache
def _phrases(beginning: str, language: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    """(folded words, sense) of the forms that begin so."""
    return tuple((tuple(word.text for word in words(form)), sense) for form, sense in _by_beginning(language).get(beginning, ()))


@cache
def _runs(language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(form, senses) of an unspaced language, longest first."""
    table: dict[str, list[str]] = {}
    for sense, listed in _column(language).items():
        for form in listed:
            if len(form) > 1:
                table.setdefault(fold(form), []).append(sense)
    return tuple((form, tuple(senses)) for form, senses in sorted(table.items(), key=lambda pair: (-len(pair[0]), pair[0])))


def senses_of_words(texts: Sequence[str], language: str) -> tuple[Sensed, ...]:
    """The senses of folded words, longest phrases first, left to right, without overlap; those of compounds by their parts."""
    found: list[Sensed] = []
    at = 0
    while at < len(texts):
        sensed = _longest_at(texts, at, language)
        found.extend([sensed] if sensed is not None else [])
        at = sensed.last if sensed is not None else at + 1
    return tuple(found)


def _longest_at(texts: Sequence[str], at: int, language: str) -> Sensed | None:
    listed = _phrases(texts[at][:_KEY], language)
    for width in range(min(LONGEST, len(texts) - at), 0, -1):
        span = texts[at : at + width]
        senses = [sense for parts, sense in listed if len(parts) == width and _says(span, parts, language)]
        if senses:
            return Sensed(at, at + width, tuple(dict.fromkeys(senses)))
    parts = _of_compound(texts[at]) if language == "de" else ()
    return Sensed(at, at + 1, parts) if parts else None


def _says(span: Sequence[str], parts: Sequence[str], language: str) -> bool:
    if any(stem(one, language) != stem(other, language) for one, other in zip(span, parts, strict=True)):
        return False
    return language != "en" or inflected(span[-1], parts[-1])


@lru_cache(maxsize=4096)
def _of_compound(word: str) -> tuple[str, ...]:
    """The senses of the parts of a German compound."""
    found: list[str] = []
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        for part in (word[cut:], word[:cut]):
            listed = _phrases(part[:_KEY], "de")
            found += [sense for parts, sense in listed if len(parts) == 1 and _says((part,), parts, "de")]
        if found:
            break
    return tuple(dict.fromkeys(found))


def senses_in_run(run: str, language: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(form, senses) found in a run of unspaced text, in the order of writing, longest forms first, without overlap."""
    if language not in UNSPACED_LANGUAGES:
        return ()
    found: list[tuple[int, str, tuple[str, ...]]] = []
    taken = [False] * len(run)
    plain = simplified(run, language)
    for form, senses in _runs(language):
        at = plain.find(form)
        if at >= 0 and not any(taken[at : at + len(form)]):
            found.append((at, form, senses))
            taken[at : at + len(form)] = [True] * len(form)
    return tuple((run[at : at + len(form)], senses) for at, form, senses in sorted(found))
