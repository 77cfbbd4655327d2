"""What the words of a text stand for, whatever language they are in: "Kosten", "expenses" and "予算" can find one another.

Concepts come from the glossary of `agent/facts/lexicon`; "Phase 3", "third phase" and "dritte Phase" are one numbered label.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from msgspec import Struct

from agent.expressions import compiled, expression
from agent.facts import lexicon
from agent.facts.folding import fold
from agent.index.terms import stem, words
from agent.word_lists import forms_in

_LONGEST_FORM = 4  # words
_UNSPACED_LANGUAGES = ("ja", "zh")
_LABEL_LETTERS = 4  # "phase", "Phase" and "phases" are one label, "fase" and "Phase" are not
_LARGEST_NUMBER = 99
_SEPARATOR = expression(r"[^\w]+")


def concept_terms(text: str, languages: Iterable[str]) -> list[str]:
    """One term for each concept and each numbered label that a text names in these languages or in English, as often as it does.

    Terms hold letters and digits only, and none that a word of a text could be.
    """
    return concepts_written(text, words(text), languages)


def concepts_written(text: str, written: Sequence[str], languages: Iterable[str]) -> list[str]:
    """`concept_terms` of a text whose words are known."""
    spoken = dict.fromkeys((*sorted(languages), "en"))
    found = [term for language in spoken if language not in _UNSPACED_LANGUAGES for term in _spaced(written, language)]
    found.extend(term for language in spoken if language in _UNSPACED_LANGUAGES for term in _unspaced(fold(text), language))
    found.extend(_numbered(written))
    return found


class _Forms(Struct, frozen=True):
    """The forms of one language: concepts by their stems, and of how many words the longest is that begins with a stem."""

    by_stems: dict[tuple[str, ...], tuple[str, ...]]
    longest: dict[str, int]


def _spaced(written: Sequence[str], language: str) -> Iterator[str]:
    forms = _forms(language)
    stems = [stem(word, language) for word in written]
    at = 0
    while at < len(stems):
        step = 1
        for width in range(forms.longest.get(stems[at], 0), 0, -1):  # most words begin none
            named = forms.by_stems.get(tuple(stems[at : at + width]))
            if named:
                yield from named
                step = width
                break
        at += step


def _unspaced(folded: str, language: str) -> Iterator[str]:
    pattern, named = _unspaced_forms(language)
    for match in pattern.finditer(folded):
        yield from named[match.group()]


def _numbered(written: Sequence[str]) -> Iterator[str]:
    """One term for "phase 3" and for "third phase"."""
    ordinals = _ordinals()
    for one, other in pairwise(written):
        if other.isdecimal() and int(other) <= _LARGEST_NUMBER and _is_label(one):
            yield _label(one, int(other))
        elif one in ordinals and _is_label(other):
            yield _label(other, ordinals[one])
        elif other in ordinals and _is_label(one):
            yield _label(one, ordinals[other])


def _is_label(word: str) -> bool:
    return len(word) >= _LABEL_LETTERS and word.isalpha() and word not in _ordinals()


def _label(word: str, number: int) -> str:
    return f"label0{word[:_LABEL_LETTERS]}0{number}"


@cache
def _forms(language: str) -> _Forms:
    by_stems: dict[tuple[str, ...], list[str]] = {}
    for concept, form in _listed(language):
        stems = tuple(stem(word, language) for word in words(form))
        if stems:
            by_stems.setdefault(stems, []).append(concept)
    longest: dict[str, int] = {}
    for stems in by_stems:
        longest[stems[0]] = min(_LONGEST_FORM, max(longest.get(stems[0], 0), len(stems)))
    return _Forms({stems: tuple(dict.fromkeys(concepts)) for stems, concepts in by_stems.items()}, longest)


@cache
def _unspaced_forms(language: str) -> tuple[re.Pattern[str], dict[str, tuple[str, ...]]]:
    named: dict[str, list[str]] = {}
    for concept, form in _listed(language):
        named.setdefault(fold(form), []).append(concept)
    alternatives = sorted(named, key=lambda form: (-len(form), form))
    return compiled("|".join(map(re.escape, alternatives))), {form: tuple(dict.fromkeys(found)) for form, found in named.items()}


def _listed(language: str) -> Iterator[tuple[str, str]]:
    """(concept, form) of one language. A cell of the glossary holds forms divided by semicolons."""
    columns = lexicon.word_list("glossary", "columns")
    if language not in columns:
        return
    at = columns.index(language)
    for concept, cells in lexicon.section("glossary", "concepts").items():
        for form in forms_in(str(cells), at):
            yield "concept0" + _SEPARATOR.sub("", str(concept)).replace("_", ""), form


@cache
def _ordinals() -> dict[str, int]:
    """Words like "third", "dritte", "3rd" by what they count. Roman numerals stay out: they are letters elsewhere."""
    listed = lexicon.section("calendar", "ordinals")
    return {fold(word): int(number) for number in listed for word in lexicon.strings(listed[number]) if len(word) > 1 and word.isalnum()}
