"""The multilingual glossary: which concept words stand for, and the forms of a concept in other languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from agent.answers.asking.characters import simplified
from agent.answers.asking.cues import listed, load, mapping
from agent.answers.asking.words import UNSPACED_LANGUAGES, stem, words
from agent.facts.folding import fold
from agent.facts.lexicon import section, strings, word_list
from agent.facts.stemming import STEMMERS
from agent.word_lists import forms_of

_SPACED = ("en", "de", "pt", "es", "fr", "ru", "id", "it", "nl")
LONGEST = 4  # words in the longest form
SHORTEST_PART = 4  # letters of a part of a compound
_ENDINGS = frozenset(("", "s", "es", "ed", "d", "ing", "e", "y", "ies", "ied", "ning", "ting", "ping", "ned", "ted", "ped"))

# One stem, two senses: what is spent on marketing is no market.
_APART = frozenset(map(frozenset, (("market", "marketing"), ("markets", "marketing"), ("account", "accounting"), ("house", "housing"))))


@dataclass(frozen=True, slots=True)
class Form:
    """One way to say a concept: its stems in order, or the folded text where words are not spaced."""

    language: str
    stems: tuple[str, ...]
    text: str
    unspaced: bool


@dataclass(frozen=True, slots=True)
class Named:
    """Words `first`..`last` (positions, last excluded) of a text name `concepts`; a compound those of its last part first."""

    first: int
    last: int
    concepts: tuple[str, ...]
    compound: bool = False


@cache
def forms() -> dict[str, tuple[Form, ...]]:
    """Every concept's forms in all languages: those of the glossary and the everyday ones beside it."""
    table = {str(concept): _forms_of(str(columns)) for concept, columns in section("glossary", "concepts").items()}
    found = _joined(table, "concepts")
    for language, named in mapping(load("everyday")["neighbours"]).items():
        for concept, listed_forms in mapping(named).items():
            found[concept] = (*found.get(concept, ()), *(form_of(text, language) for text in listed(listed_forms)))
    return found


@cache
def _asked_forms() -> dict[str, tuple[Form, ...]]:
    """The forms with those that only questions use."""
    return _joined(forms(), "asked")


def _joined(table: Mapping[str, tuple[Form, ...]], part: str) -> dict[str, tuple[Form, ...]]:
    found = dict(table)
    for concept, columns in mapping(load("everyday")[part]).items():
        found[concept] = (*found.get(concept, ()), *_forms_of(str(columns)))
    return found


def _forms_of(columns: str) -> tuple[Form, ...]:
    by_language = zip(word_list("glossary", "columns"), forms_of(columns), strict=True)
    return tuple(form_of(form, language) for language, listed in by_language for form in listed)


def form_of(text: str, language: str) -> Form:
    """A form as it is compared."""
    unspaced = language in UNSPACED_LANGUAGES
    parts = words(text)
    mixed = unspaced and any(part.unspaced for part in parts)
    return Form(language, tuple(stem(part.text, language) for part in parts), fold(text), mixed)


@cache
def related(concept: str) -> tuple[str, ...]:
    """Concepts near to this one, itself not among them."""
    groups = section("glossary").get("related")
    near = {
        name for group in (groups if isinstance(groups, list) else ()) for names in (strings(group),) if concept in names for name in names
    }
    return tuple(sorted(near - {concept}))


@cache
def _by_stems(language: str, *, asked: bool = False) -> dict[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """(last word of the form, concept) by the stems of the spaced forms of a language."""
    table: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for concept, known in (_asked_forms() if asked else forms()).items():
        for form in known:
            if form.language == language and not form.unspaced and form.stems:
                table.setdefault(form.stems, []).append((words(form.text)[-1].text, concept))
    return {stems: tuple(dict.fromkeys(found)) for stems, found in table.items()}


def are_apart(one: str, other: str) -> bool:
    """Whether two words with one stem say two things."""
    return frozenset((one, other)) in _APART


def inflected(one: str, other: str) -> bool:
    """Whether two English words with one stem are forms of one word ("budgets", "budget"), not only relatives ("engine", "engineer")."""
    if are_apart(one, other):
        return False
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


@cache
def _unspaced(language: str, *, asked: bool = False) -> tuple[tuple[str, str], ...]:
    """(form, concept) of an unspaced language, longest first."""
    table = _asked_forms() if asked else forms()
    listed = {
        (form.text, concept) for concept, all_forms in table.items() for form in all_forms if form.language == language and form.unspaced
    }
    return tuple(sorted(listed, key=lambda pair: (-len(pair[0]), pair)))


def concepts_of_words(texts: Sequence[str], language: str, *, asked: bool = False) -> tuple[Named, ...]:
    """The concepts a sequence of folded words names, longest forms first, left to right, without overlap.

    Forms of the language itself and English ones (plans borrow them everywhere) are looked up; `asked` that the words are a question's.
    """
    found: list[Named] = []
    at = 0
    while at < len(texts):
        named = _longest_at(texts, at, language, asked=asked)
        if named is None:
            at += 1
        else:
            found.append(named)
            at = named.last
    return tuple(found)


def _longest_at(texts: Sequence[str], at: int, language: str, *, asked: bool) -> Named | None:
    for width in range(min(LONGEST, len(texts) - at), 0, -1):
        concepts: list[str] = []
        for code in dict.fromkeys((language, "en")):
            stems = tuple(stem(text, code) for text in texts[at : at + width])
            for last, concept in _by_stems(code, asked=asked).get(stems, ()):
                if code != "en" or inflected(texts[at + width - 1], last):
                    concepts.append(concept)
            if concepts:
                break
        if concepts:
            return Named(at, at + width, tuple(dict.fromkeys(concepts)))
    parts = _parts_of_compound(texts[at]) if language == "de" else ()
    return Named(at, at + 1, parts, compound=True) if parts else None


@lru_cache(maxsize=4096)
def _parts_of_compound(word: str) -> tuple[str, ...]:
    """The concepts of the parts of a German compound, the last part first: "gesamtbudget"."""
    known = _by_stems("de")
    for cut in range(SHORTEST_PART, len(word) - SHORTEST_PART + 1):
        last = known.get((stem(word[cut:], "de"),), ())
        if last:
            first = next((known[(stem(part, "de"),)] for part in (word[:cut], word[: cut - 1]) if (stem(part, "de"),) in known), ())
            return tuple(dict.fromkeys(concept for _, concept in (*last, *first)))
    return ()


def concepts_in_run(run: str, language: str, *, asked: bool = False) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """(form, concepts) found in a run of unspaced text, longest first, without overlap; `asked` that it is a question's.

    The forms are as the run writes them, also in traditional characters.
    """
    found: list[tuple[int, str, list[str]]] = []
    taken = [False] * len(run)
    plain = simplified(run, language)
    for form, concept in _unspaced(language, asked=asked):
        at = plain.find(form)
        if at < 0:
            continue
        same = next((entry for entry in found if entry[1] == form), None)
        if same is not None:
            same[2].append(concept)
        elif not any(taken[at : at + len(form)]):
            found.append((at, form, [concept]))
            taken[at : at + len(form)] = [True] * len(form)
    return tuple((run[at : at + len(form)], tuple(concepts)) for at, form, concepts in sorted(found))


def languages_of_words(texts: Sequence[str]) -> dict[str, float]:
    """How much a text's words of the glossary speak for each language: those of several languages are divided among them.

    A word that some languages list just so speaks for no other one that only has a relative of it.
    """
    scores: dict[str, float] = {}
    for text in texts:
        codes = [code for code in STEMMERS if (stem(text, code),) in _by_stems(code)] if len(text) > 3 else []
        codes = [code for code in codes if any(form == text for form, _ in _by_stems(code)[(stem(text, code),)])] or codes
        for code in codes:
            scores[code] = scores.get(code, 0.0) + 0.6 / len(codes)
    return {code: score for code, score in scores.items() if code in _SPACED}
