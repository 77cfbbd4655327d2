"""The names of capabilities as data, and which of them a title names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, TypeAlias

from agent.facts import canonical_terms, normalise
from agent.facts.folding import is_ideographic
from agent.facts.lexicon import section, strings
from agent.word_lists import forms_of, read_lists

if TYPE_CHECKING:
    from agent.yaml_events import Entry

SHORTEST = 4
Terms: TypeAlias = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A capability that a text names, and the words of the text that do so; `alone` when it names no other."""

    capability: str
    terms: Terms
    alone: bool = True


ENDING = 3  # letters by which two forms of one word differ at most: "localization" is no form of "local"


@lru_cache(maxsize=65536)
def capability_of(text: str, language: str) -> Named | None:
    """The capability that a title names; the one with the most words when it names several, the first of equals."""
    terms = canonical_terms(text, language)
    plain = frozenset(normalise(text).replace("-", " ").replace("/", " ").split())
    found = [
        form
        for at in range(len(terms))
        for form in _forms(language).get(terms[at], ())
        if terms[at : at + len(form.terms)] == form.terms and _says(plain, form)
    ]
    if not found:
        return None
    best = max(found, key=lambda form: len(form.terms))
    own = [form for form in found if form.capability == best.capability]
    others = [form for form in found if form.capability != best.capability and not set(form.terms) <= set(best.terms)]
    return Named(best.capability, tuple(dict.fromkeys(term for form in (best, *own) for term in form.terms)), not others)


@cache
def quality_words(language: str) -> frozenset[str]:
    """Stems of words of praise and degree."""
    return frozenset(term for word in strings(_data().get("quality")) for term in canonical_terms(word, language))


@cache
def adorning_words(language: str) -> frozenset[str]:
    """Stems of words that any name may be adorned with."""
    return frozenset(term for word in strings(_data().get("adorning")) for term in canonical_terms(word, language))


@cache
def common_concepts() -> frozenset[str]:
    """Terms of concepts that say of no plan what is built, as `agent.index.concepts` writes them."""
    return frozenset("concept0" + name.replace("_", "") for name in strings(_data().get("common")))


@dataclass(frozen=True, slots=True)
class _Form:
    """One way to name a capability; `word` is the word itself where it is one that stands for nothing longer."""

    capability: str
    terms: Terms
    word: str


def _says(plain: frozenset[str], form: _Form) -> bool:
    """Whether a text has the very word of a form of one word, endings aside: stems alone say too little."""
    return not form.word or any(_inflects(word, form.word) for word in plain)


def _inflects(one: str, other: str) -> bool:
    return one[:SHORTEST] == other[:SHORTEST] and abs(len(one) - len(other)) <= ENDING


@cache
def _forms(language: str) -> Mapping[str, tuple[_Form, ...]]:
    """Forms by their first word, stemmed as the language does."""
    found: dict[str, list[_Form]] = {}
    for name, text in _listed():
        terms, plain = canonical_terms(text, language), normalise(text).replace("-", " ")
        if terms:
            word = plain if len(terms) == 1 and " " not in plain and not is_ideographic(plain[0]) else ""
            found.setdefault(terms[0], []).append(_Form(name, terms, word))
    return {first: tuple(dict.fromkeys(forms)) for first, forms in found.items()}


@cache
def _listed() -> tuple[tuple[str, str], ...]:
    """(capability, form), the glossary's forms among them."""
    listed = _data()["capabilities"]
    assert isinstance(listed, dict)
    return tuple((str(name), form) for name, entry in listed.items() for form in (str(name), *_named_in(entry)))


def _named_in(entry: Entry) -> Iterator[str]:
    if isinstance(entry, dict):
        yield from strings(entry.get("forms"))
        for column in forms_of(str(section("glossary", "concepts").get(str(entry.get("glossary", "")), ""))):
            yield from column


@cache
def _data() -> dict[str, Entry]:
    return {str(name): entry for name, entry in read_lists(__name__, "capabilities.yaml").items()}
