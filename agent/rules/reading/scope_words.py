"""What the words of a heading say of it (it lists ideas, sums up, is no work), and those of a title (what is built, which stage it is)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache, lru_cache

from agent.facts import canonical_terms, normalise
from agent.facts.convention import Convention
from agent.facts.lexicon import load, strings, words
from agent.facts.scan import scan
from agent.model.quantity import Window

# A heading about one of these lists no work of its own.
NO_WORK = (
    "metrics",
    "risks",
    "mitigations",
    "team",
    "budget",
    "benefit",
    "assumptions",
    "questions",
    "background",
    "acceptance",
)
STEM = 5  # letters two words must share at the front to be forms of one word


@cache
def parks(heading: str) -> bool:
    """Whether a heading is that of ideas; "First 10-day backlog" and "Sprint backlog" head what is planned then."""
    if not _says(heading, "parked") or "sprint" in heading.casefold():
        return False
    return not any(isinstance(token.value, Window) and token.value.is_relative for token in scan(heading, Convention()))


@lru_cache(maxsize=4096)
def sums_up_plan(heading: str) -> bool:
    """Whether a heading is that of a section which sums a plan up: its milestones, the first 90 days, an appendix."""
    return _says(heading, "summing")


@lru_cache(maxsize=4096)
def restates(headings: tuple[str, ...]) -> bool:
    """Whether what stands under these headings repeats on purpose what is planned elsewhere, or is no work at all."""
    return any(_says(heading, "restating") for heading in headings) or is_beside(headings)


@lru_cache(maxsize=4096)
def is_beside(headings: tuple[str, ...]) -> bool:
    """Whether what stands under these headings is no work: measures, risks, people, money."""
    return any(_topic(heading) in NO_WORK for heading in headings)


def terms_of(text: str, language: str) -> frozenset[str]:
    """The words of a text that say what is built."""
    return distinctive(canonical_terms(text, language))


def distinctive(terms: Iterable[str]) -> frozenset[str]:
    """The stems that say what is built."""
    return frozenset(terms) - stems_of("generic")


def is_stage(term: str) -> bool:
    """Whether a stem names a stage of a thing and not the thing: a pilot, a launch, an expansion."""
    return term in stems_of("stages")


def is_recurring(term: str) -> bool:
    """Whether a stem names work that every phase repeats: tests, documents, training."""
    return term in stems_of("recurring")


def same_word(one: str, other: str) -> bool:
    """Whether two stems are forms of one word: "trace" and "traceabl"."""
    if one == other:
        return True
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return len(short) >= STEM and long.startswith(short)


def has_form(words: Collection[str], term: str) -> bool:
    """Whether one of some stems is a form of the word that `term` is a stem of, as `same_word` says."""
    if term in words:
        return True
    front = term[:STEM]  # which forms of one word share
    return len(front) == STEM and any([same_word(word, term) for word in words if word.startswith(front)])  # noqa: C419 - a list is quicker


@lru_cache(maxsize=4096)
def _topic(heading: str) -> str:
    return _topics().get(normalise(heading), "")


@cache
def _topics() -> dict[str, str]:
    """The topic of each listed heading; one that is listed twice belongs to the first."""
    found: dict[str, str] = {}
    for topic, listed in words("sections", "topics").items():
        for heading in listed:
            found.setdefault(heading, topic)
    return found


@lru_cache(maxsize=4096)
def _says(heading: str, what: str) -> bool:
    plain = f" {normalise(heading)} "
    single, others = _sayings(what)
    if not single.isdisjoint(plain.split()):
        return True
    return any(map(plain.__contains__, others))


@cache
def _sayings(what: str) -> tuple[frozenset[str], tuple[str, ...]]:
    """The single words of a list, and its phrases with the spaces around them; scripts that write words together have none."""
    listed = strings(load("scope_words").get(what))
    single = frozenset(word for word in listed if word.isascii() and " " not in word)
    return single, tuple(f" {phrase} " if phrase.isascii() else phrase for phrase in listed if phrase not in single)


@cache
def stems_of(what: str) -> frozenset[str]:
    """The words of a list as they stand, and stemmed in each language they may be read in; abbreviations are not written out."""
    listed = strings(load("scope_words").get(what))
    stemmed = (canonical_terms(word, language) for word in listed for language in ("en", "pt", "es", "fr", "de", "ja", "zh"))
    return frozenset(listed) | frozenset(terms[0] for terms in stemmed if len(terms) == 1)
