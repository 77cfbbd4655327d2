"""A question, read: its language, what it asks for, and the terms that say about what."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from agent.answers.counted import Numbered, counted_things
from agent.answers.cues import (
    LANGUAGES,
    asks_early,
    cue_names,
    cue_span,
    cue_spans,
    cues_of,
    light_concepts,
    light_words,
    number_words,
    opens_with,
    ordinal_words,
    stop_runs,
    stop_words,
)
from agent.answers.glossary import concepts_in_run, concepts_of_words
from agent.answers.words import UNSPACED_LANGUAGES, Word, is_hiragana, words
from agent.facts import Convention, scan
from agent.facts.language import detect_language
from agent.model.quantity import Window
from agent.model.token import Token

Wanted = Literal[
    "person", "date", "window", "duration", "money", "count", "percent", "quantity", "name", "reason", "way", "verdict", "place", "any"
]
CONTENT, LIGHT, NUMBER = 1.0, 0.35, 0.6
# Concepts that make "how much" a question for an amount of money.
MONEY_CONCEPTS = frozenset(
    [
        "cost",
        "budget",
        "investment",
        "price",
        "revenue",
        "profit",
        "savings",
        "salary",
        "personnel_cost",
        "contingency",
        "fundraising",
        "grant",
        "loan",
        "cash",
        "money",
        "arr",
        "mrr",
        "arpu",
        "ltv",
        "cac",
    ]
)
QUANTITY_CONCEPTS = frozenset(
    [
        "churn",
        "nps",
        "roi",
        "uptime",
        "latency",
        "throughput",
        "error_rate",
        "test_coverage",
        "conversion",
        "retention",
        "accuracy",
        "confidence",
        "score",
        "share",
        "growth",
        "engagement",
        "satisfaction",
        "payback",
        "performance",
        "discount_rate",
        "exchange_rate",
        "tax",
        "hourly_rate",
    ]
)
# Kinds of items by the glossary concept that names them.
ITEM_KINDS = {
    "task": ("task",),
    "milestone": ("milestone",),
    "phase": ("phase",),
    "risk": ("risk",),
    "project": ("initiative",),
    "feature": ("initiative",),
    "deliverable": ("deliverable",),
    "goal": ("objective",),
    "sprint": ("phase",),
    "list": ("task", "initiative"),
}
_COMPARING = frozenset(["same", "adds_up", "correct", "versus", "before", "after"])
# Cues whose words say what to do with the facts, not which facts: they count little when lines are looked for.
_COMPUTING = [
    "sum",
    "average",
    "maximum",
    "minimum",
    "difference",
    "ratio",
    "same",
    "adds_up",
    "correct",
    "order",
    "versus",
    "change",
    "exclude",
    "described",
    "before",
    "after",
]
CUE_WEIGHT = 0.15
_ID = re.compile(r"\b(?:[A-Z]{1,6}[-.]?\d+(?:\.\d+)*[a-z]?|v?\d+\.\d+(?:\.\d+)*|#\d+)\b(?!\s*%)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the question that says what it is about.

    `words` are folded; `concepts` what the glossary knows them as; `weight` how much it says (1 for content, less for words that every
    plan is full of); `position` its first word in the question; `timed` that it belongs to a date or period.
    """

    text: str
    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    weight: float = CONTENT
    position: int = 0
    unspaced: bool = False
    timed: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """`cues` are names of the cue lexicon; `count` is the number of things the question speaks of ("the four phases"), 0 if none."""

    text: str
    language: str
    cues: frozenset[str]
    wanted: Wanted
    terms: tuple[Term, ...]
    numbered: tuple[Numbered, ...] = ()
    ids: tuple[str, ...] = ()
    count: int = 0
    is_verdict: bool = False

    def has(self, *cues: str) -> bool:
        return any(cue in self.cues for cue in cues)

    @property
    def concepts(self) -> frozenset[str]:
        return frozenset(concept for term in self.terms for concept in term.concepts)


def subject_terms(question: Question) -> list[Term]:
    """The terms that say what a question is about, beyond what is measured and per what time."""
    measures = MONEY_CONCEPTS | QUANTITY_CONCEPTS | {"daily", "weekly", "monthly", "annual", "duration", "effort"}
    return [term for term in question.terms if term.weight >= CONTENT * 0.9 and not set(term.concepts) & measures]


def read_question(text: str) -> Question:
    """The question as far as its words go; no document is looked at."""
    language = question_language(text)
    cues = cues_of(text, language)
    opens = opens_with(text, "yes_no", language) and (language not in UNSPACED_LANGUAGES or _no_question_word(text, language))
    verdict = opens or (_no_question_word(text, language) and bool(cues & _COMPARING))
    terms = _terms(text, language)
    numbered = counted_things(text, language)
    concepts = frozenset(concept for term in terms for concept in term.concepts)
    wanted = _wanted(cues, concepts, verdict)
    return Question(text, language, cues, wanted, terms, numbered, _ids(text), _count(text, language), verdict)


@cache
def asked_tokens(text: str, language: str) -> tuple[Token, ...]:
    """The typed tokens of a question."""
    decimal = "," if language in ("de", "pt", "es", "fr", "ru", "id") else "."
    return scan(text, Convention(decimal=decimal, language=language, currency="USD", yen="JPY", date_order="dmy", spaced=False))


def asked_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple((token.start, token.end) for token in asked_tokens(text, language) if isinstance(token.value, Window))


def _no_question_word(text: str, language: str) -> bool:
    """Whether no clause begins with a question word: what is asked is then whether something is so."""
    cues = ("who", "when", "how_long", "how_much", "how_many", "where", "why", "how", "which", "list")
    return not any(asks_early(text, cue, code) for cue in cues for code in dict.fromkeys((language, "en")))


@cache
def _language_words() -> dict[str, dict[str, float]]:
    """How much a word speaks for each language: shared words are divided among their languages."""
    owners: dict[str, set[str]] = {}
    for code in LANGUAGES:
        for word in (*stop_words(code), *number_words(code), *ordinal_words(code)):
            owners.setdefault(word, set()).add(code)
    return {word: dict.fromkeys(codes, 1 / len(codes)) for word, codes in owners.items()}


def question_language(text: str) -> str:
    """The language of a short text: by script, else by its function words; English when nothing speaks for another."""
    by_script = detect_language(text)
    if by_script in ("ja", "zh", "ru", "ko"):
        return by_script
    scores: Counter[str] = Counter()
    for word in words(text):
        scores.update(_language_words().get(word.text, {}))
    for code in ("pt", "es", "fr", "de"):
        scores[code] += sum(1 for letter in text.lower() if letter in _LETTERS[code]) * 0.5
    best = max(scores.values(), default=0.0)
    return "en" if scores["en"] >= best else min(code for code, score in scores.items() if score == best)


_LETTERS = {"pt": "ãõ", "es": "ñ¿¡", "fr": "èêàùœ", "de": "äöüß"}


def _wanted(cues: frozenset[str], concepts: frozenset[str], verdict: bool) -> Wanted:
    if verdict:
        return "verdict"
    if "who" in cues:
        return "person"
    if "calendar_date" in cues:
        return "date"
    if "when" in cues:
        return "window"
    if "share" in cues:
        return "percent"
    if "how_long" in cues or ("duration" in concepts and "which" in cues):
        return "duration"
    return _wanted_by_concept(cues, concepts)


def _wanted_by_concept(cues: frozenset[str], concepts: frozenset[str]) -> Wanted:
    if concepts & QUANTITY_CONCEPTS and cues & {"how_much", "how_many", "which"} and not concepts & MONEY_CONCEPTS:
        return "quantity"
    if "costs" in cues:
        return "money"
    if concepts & MONEY_CONCEPTS and cues & {"how_much", "which", "sum"} and "how_many" not in cues:
        return "money"
    if "how_many" in cues:
        return "count"
    if "how_much" in cues and "which" not in cues:
        return "money" if concepts & MONEY_CONCEPTS else "quantity"
    if "why" in cues:
        return "reason"
    if "how" in cues:
        return "way"
    if "where" in cues:
        return "place"
    return "name" if cues & {"which", "list"} else "any"


def _ids(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _ID.finditer(text)))


def _count(text: str, language: str) -> int:
    """The size of the group spoken of: "the four phases", "all twelve milestones", "dos cinco roadmaps"."""
    numbers = {**number_words("en"), **number_words(language)}
    listed = words(text)
    for word, after in zip(listed, listed[1:], strict=False):
        if word.text in numbers and numbers[word.text] > 1 and not after.text.isdigit():
            return numbers[word.text]
    return 0


def _terms(text: str, language: str) -> tuple[Term, ...]:
    listed = words(text)
    spaced = [(place, word) for place, word in enumerate(listed) if not word.unspaced]
    terms: list[Term] = []
    at = 0
    while at < len(spaced):
        end = at + 1
        while end < len(spaced) and spaced[end][0] == spaced[end - 1][0] + 1:
            end += 1
        terms.extend(_spaced_terms(spaced[at:end], language, text))
        at = end
    for place, word in enumerate(listed):
        if word.unspaced:
            terms.extend(_run_terms(word, place, language))
    computing = _computing_words(text, language)
    numbers = {**number_words("en"), **number_words(language), **ordinal_words("en"), **ordinal_words(language)}
    timed = _timed_words(text, language)
    weighed = [
        replace(term, weight=min(term.weight, LIGHT), timed=True)
        if term.position in timed
        else replace(term, weight=min(term.weight, CUE_WEIGHT))
        if term.position in computing or term.words[0] in numbers
        else term
        for term in terms
    ]
    return tuple(sorted(_unique([*weighed, *_compounds(weighed)]), key=lambda term: term.position))


def _compounds(terms: list[Term]) -> list[Term]:
    """What two words far apart mean together: "spend ... on people" is personnel cost."""
    spending = next((term for term in terms if set(term.concepts) & {"cost", "budget", "investment"}), None)
    people = next((term for term in terms if set(term.concepts) & {"person", "team", "salary"}), None)
    if spending is None or people is None or people.position < spending.position:
        return []
    return [Term("personnel cost", ("personnel", "cost"), ("personnel_cost",), CONTENT, people.position)]


@cache
def _timed_words(text: str, language: str) -> frozenset[int]:
    """Positions of words that belong to a date or period: those are compared as times, not as words."""
    spans = asked_spans(text, language)
    return frozenset(place for place, word in enumerate(words(text)) if any(start <= word.start < end for start, end in spans))


@cache
def _computing_words(text: str, language: str) -> frozenset[int]:
    """Positions of words that only say what to compute or compare."""
    places: set[int] = set()
    for cue in _COMPUTING:
        for first, last in cue_spans(text, cue, language):
            if last - first <= 3:
                places.update(range(first, last))
    return frozenset(places)


def _unique(terms: list[Term]) -> list[Term]:
    kept: dict[tuple[str, ...], Term] = {}
    for term in terms:
        kept.setdefault(term.words, term)
    return list(kept.values())


def _spaced_terms(run: list[tuple[int, Word]], language: str, text: str) -> list[Term]:
    asking = _asking_words(text, language)
    stops = stop_words(language) | (stop_words("en") if language in UNSPACED_LANGUAGES else frozenset())
    texts = [word.text for _, word in run]
    named = {at: found for found in concepts_of_words(texts, language) for at in range(found.first, found.last)}
    terms: list[Term] = []
    at = 0
    while at < len(run):
        found = named.get(at)
        if found is not None and (found.last - found.first > 1 or not _is_stop(texts[at], run[at][0], stops, asking)):
            terms.append(_concept_term(texts[found.first : found.last], found.concepts, run[at][0]))
            at = found.last
            continue
        if not _is_stop(texts[at], run[at][0], stops, asking) and len(texts[at]) > (0 if texts[at].isdigit() else 1):
            weight = NUMBER if texts[at][0].isdigit() else LIGHT if texts[at] in light_words() else CONTENT
            terms.append(Term(texts[at], (texts[at],), (), weight, run[at][0]))
        at += 1
    return terms


def _concept_term(found: list[str], concepts: tuple[str, ...], place: int) -> Term:
    light = any(concept in light_concepts() for concept in concepts) or (len(found) == 1 and found[0] in light_words())
    return Term(" ".join(found), tuple(found), concepts, LIGHT if light else CONTENT, place)


def _is_stop(word: str, place: int, stops: frozenset[str], asking: frozenset[int]) -> bool:
    return word in stops or place in asking


@cache
def _asking_words(text: str, language: str) -> frozenset[int]:
    """Positions of words that only ask ("how much", "which of the")."""
    places: set[int] = set()
    for cue in (
        "who",
        "when",
        "how_long",
        "how_much",
        "how_many",
        "where",
        "why",
        "list",
        "average",
        "ratio",
        "difference",
        "share",
        "roadmaps",
    ):
        if cue in cue_names():
            span = cue_span(text, cue, language)
            if span is not None and cue not in ("how_long", "when", "roadmaps", "average", "share"):
                places.update(range(*span))
    return frozenset(places)


def _run_terms(word: Word, place: int, language: str) -> list[Term]:
    """Terms of a run of Han or kana: glossary forms in it, and what is left between them."""
    if word.text in stop_runs():
        return []
    found = concepts_in_run(word.text, language)
    terms = []
    rest = word.text
    for form, concepts in found:
        light = any(concept in light_concepts() for concept in concepts)
        terms.append(Term(form, (form,), concepts, LIGHT if light else CONTENT, place, unspaced=True))
        rest = rest.replace(form, " ", 1)
    for run in sorted(stop_runs(), key=len, reverse=True):
        rest = rest.replace(run, " ")
    for part in rest.split():
        if len(part) > 1 and not is_hiragana(part):
            terms.append(Term(part, (part,), (), CONTENT, place, unspaced=True))
    return terms
