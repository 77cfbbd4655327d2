"""Which business term a label names, and what else it says: the words of `business_terms.yaml`."""

from __future__ import annotations

from functools import cache, lru_cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms, normalise
from agent.facts.folding import is_ideographic
from agent.facts.lexicon import strings
from agent.facts.phrases import Phrases, by_words, spans
from agent.model.quantity import QuantityKind
from agent.word_lists import read_lists

LONGEST = 70  # characters; what is longer is a sentence
MOST_WORDS = 9
TIER = "pro"  # a word of form in several languages, but the name of a plan where nothing follows it
BRACKETS = expression(r"[(\[（【][^()\[\]（）【】]*[)\]）】]")
EACH = "frequency"
BOUGHT = frozenset({EACH, "transactions"})
KINDS: dict[str, frozenset[QuantityKind]] = {
    "money": frozenset({"money"}),
    "count": frozenset({"count", "rate"}),
    "share": frozenset({"percent"}),
    "score": frozenset({"percent", "count", "ratio", "score"}),
    "time": frozenset({"duration"}),
    "rate": frozenset({"rate", "count"}),
    "ratio": frozenset({"ratio"}),
}


class Term(Struct, frozen=True):
    """`rest` are the stems of what narrows the term: {"pro"} of "Pro users"; empty when it is of all."""

    name: str
    rest: frozenset[str]


@lru_cache(maxsize=16384)
def term_of(label: str, language: str) -> Term | None:
    """The one term that a label names; None when it names none or several, or is a sentence."""
    if not label or len(label) > LONGEST:
        return None
    plain = normalise(BRACKETS.sub(" ", label)) or normalise(label)
    found = spans(plain, _terms())
    if found and any(name == EACH for _, _, name in found):
        if all(name in BOUGHT for _, _, name in found):
            return Term(EACH, frozenset())
        found = [span for span in found if span[2] != EACH]
    names = {name for _, _, name in found}
    if names == {"commission", "transactions"}:
        found = [span for span in found if span[2] == "commission"]  # "commission on bookings"
    if not found or len(plain.split()) > MOST_WORDS or len({name for _, _, name in found}) != 1:
        return None
    start, end, name = max(found, key=lambda span: span[1] - span[0])
    rest = rest_of(f"{plain[:start]} {plain[end:]}", language)
    return Term(name, rest - _sold(language) if name == "commission" else rest)


def is_payer_column(header: str) -> bool:
    """Whether a header is a word for who pays and nothing else: "Premium (5% conv.)"."""
    return normalise(BRACKETS.sub(" ", header)).strip() in _payer_columns()


@cache
def _payer_columns() -> frozenset[str]:
    return frozenset(normalise(word) for word in _load()["light"]["payer_columns"])


def names_term(text: str) -> bool:
    """Whether a term stands anywhere in a text."""
    return bool(spans(normalise(text), _terms()))


@lru_cache(maxsize=16384)
def rest_of(text: str, language: str) -> frozenset[str]:
    """The stems of words that narrow something: no numbers, none of the light words."""
    plain = normalise(text)
    words = " ".join(word for word in plain.split() if word not in _light() and not any(character.isdigit() for character in word))
    for light in _light_han() if any(map(is_ideographic, words)) else ():
        words = words.replace(light, " ")
    tier = plain.split()[-1:] if plain.split()[-1:] == [TIER] else []
    return (frozenset(canonical_terms(words, language)) - _light()) | frozenset(tier)


@lru_cache(maxsize=4096)
def narrowing(lead: str, language: str) -> frozenset[str]:
    """What a short line above a list says besides terms: "Pro plan" narrows the figures below it, "Unit economics" does not."""
    term = term_of(lead, language)
    return (term.rest if term else rest_of(lead, language)) - _of_lists(language)


@cache
def _of_lists(language: str) -> frozenset[str]:
    words = _load()["light"]["lead"]
    return frozenset(words) | frozenset(stem for word in words for stem in canonical_terms(word, language))


@cache
def _sold(language: str) -> frozenset[str]:
    words = _load()["light"]["sold"]
    return frozenset(map(normalise, words)) | frozenset(stem for word in words for stem in canonical_terms(word, language))


@cache
def kinds_of(term: str) -> frozenset[QuantityKind]:
    """The kinds of value that a term can have."""
    return next(KINDS[kind] for kind, terms in _load()["kinds"].items() if term in terms)


@cache
def _terms() -> Phrases[str]:
    return by_words({name: [normalise(phrase) for phrase in phrases] for name, phrases in _load()["terms"].items()})


@cache
def _light() -> frozenset[str]:
    return frozenset(normalise(word) for word in _load()["light"]["words"])


@cache
def _light_han() -> tuple[str, ...]:
    return tuple(sorted((word for word in _light() if is_ideographic(word[0])), key=len, reverse=True))


@cache
def _load() -> dict[str, dict[str, list[str]]]:
    parts = ((part, listed) for part, listed in read_lists("agent.rules", "business_terms.yaml").items() if isinstance(listed, dict))
    return {str(part): {str(name): list(strings(words)) for name, words in listed.items()} for part, listed in parts}
