"""The words of a question that say what it is about, each with how much it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from agent.answers.asking.characters import simplified
from agent.answers.asking.comparatives import bare
from agent.answers.asking.cues import (
    asking_phrases,
    cue_span,
    cue_spans,
    cues_of,
    everyday_words,
    is_cue,
    light_words,
    number_words,
    ordinal_words,
    stop_runs,
    stop_words,
)
from agent.answers.asking.glossary import Named, concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.thesaurus import senses_in_run, senses_of_words
from agent.answers.asking.words import UNSPACED_LANGUAGES, Word, is_hiragana, stem, words
from agent.expressions import expression
from agent.facts import Convention, scan
from agent.model.quantity import Window
from agent.model.token import Token

CONTENT, LIGHT, NUMBER, CUE_WEIGHT = 1.0, 0.35, 0.6, 0.15
_SPACED_LANGUAGES = ("fr", "ru")  # "165 000 €"
_COMMA_LANGUAGES = ("de", "pt", "es", "fr", "ru", "id", "it", "nl")


# 三轮, 五つ, 两个: how many things are spoken of.
HAN_COUNT = expression(r"([两二三四五六七八九十])(?:个|個|轮|项|項|种|種|次|家|位|条|大|つ)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase of the question that says what it is about.

    `words` are folded; `concepts` what the glossary knows them as; `weight` how much it says (1 for content, less for words that every
    plan is full of); `position` its first word in the question; `timed` that it belongs to a date or period; `senses` what the thesaurus
    knows it as.
    """

    text: str
    words: tuple[str, ...]
    concepts: tuple[str, ...] = ()
    weight: float = CONTENT
    position: int = 0
    unspaced: bool = False
    timed: bool = False
    senses: tuple[str, ...] = ()


@cache
def asked_tokens(text: str, language: str) -> tuple[Token, ...]:
    """The typed tokens of a question."""
    return scan(
        text,
        Convention(
            decimal="," if language in _COMMA_LANGUAGES else ".",
            language=language,
            currency="USD",
            yen="JPY",
            date_order="dmy",
            spaced=language in _SPACED_LANGUAGES,
        ),
    )


def asked_spans(text: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple((token.start, token.end) for token in asked_tokens(text, language) if isinstance(token.value, Window))


def terms_of(text: str, language: str) -> tuple[Term, ...]:
    """What a question is about, in the order of writing, each term once."""
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
    terms.extend(_mixed_terms(listed, language))
    computing = _computing_words(text, language)
    numbers = {**number_words("en"), **number_words(language), **ordinal_words("en"), **ordinal_words(language)}
    timed = _timed_words(text, language)
    spans = asked_spans(text, language)
    scenarios = set_against(terms)
    weighed = [
        replace(term, weight=min(term.weight, LIGHT), timed=True)
        if (_in_time(term, listed[term.position], spans) if term.unspaced else term.position in timed)
        else replace(term, weight=min(term.weight, CUE_WEIGHT))
        if (term.position in computing and not (_is_scenario(term) or (scenarios and set(term.concepts) & _SCENARIOS)))
        or term.words[0] in numbers
        or (term.unspaced and not term.concepts and _only_computes(term.text, language))
        else term
        for term in terms
    ]
    compounds = [] if "exclude" in cues_of(text, language) else _compounds(weighed, _behind_each(text))
    listed_terms = sorted(_unique([*weighed, *compounds]), key=lambda term: term.position)
    return tuple(_sensed(listed_terms, [word.text for word in listed], language))


def set_against(terms: Sequence[Term]) -> bool:
    """Whether scenarios are spoken of by name: "the optimistic and the realistic one" asks for nothing realistic."""
    return len({frozenset(set(term.concepts) & _SCENARIOS) for term in terms} - {frozenset[str]()}) > 1


def _is_scenario(term: Term) -> bool:
    """Whether a phrase names a scenario, and does not ask for what is most: "best case"."""
    return len(term.words) > 1 and bool(set(term.concepts) & _SCENARIOS)


_SCENARIOS = frozenset({"optimistic", "pessimistic", "base_case"})


def _sensed(terms: Sequence[Term], texts: Sequence[str], language: str) -> list[Term]:
    """The terms with their senses; a phrase of several words is the sense of each term in it."""
    at = {place: found.senses for found in senses_of_words(texts, language) for place in range(found.first, found.last)}
    found = []
    for term in terms:
        if term.timed or term.words[0].isdecimal():
            senses: tuple[str, ...] = ()
        elif term.unspaced:
            senses = tuple(sense for _, named in senses_in_run(term.text, language) for sense in named)
        else:
            senses = tuple(sense for place in range(term.position, term.position + len(term.words)) for sense in at.get(place, ()))
        found.append(replace(term, senses=tuple(dict.fromkeys(senses))) if senses else term)
    return found


def _in_time(term: Term, word: Word, spans: tuple[tuple[int, int], ...]) -> bool:
    """Whether a term of an unspaced run stands in a date or period: the run goes on behind it."""
    at = word.text.find(term.text)
    return at >= 0 and any(start <= word.start + at < end for start, end in spans)


def _behind_each(text: str) -> frozenset[int]:
    """Positions of words that amounts are told for: "per member" asks for no pay."""
    return frozenset(place + 1 for place, word in enumerate(words(text)) if word.text in group("each_words"))


_RAISED = frozenset({"fundraising", "investment", "grant"})


def _compounds(terms: list[Term], each: frozenset[int]) -> list[Term]:
    """What two words far apart mean together: "spend ... on people" is personnel cost, a "round ... spent" use of funds."""
    spending = next((term for term in terms if set(term.concepts) & {"cost", "budget", "investment"}), None)
    people = next((term for term in terms if set(term.concepts) & {"person", "team", "salary"} and term.position not in each), None)
    raised = next((term for term in terms if set(term.concepts) & _RAISED or set(term.words) & group("funding_words")), None)
    spent = next(
        (term for term in terms if raised is not None and term.position > raised.position and set(term.words) & group("spent_on")), None
    )
    if spent is not None:
        return [Term("use of funds", ("use", "of", "funds"), ("use_of_funds",), CONTENT, spent.position)]
    if spending is None or people is None or people.position < spending.position:
        return []
    if any(term.words[0].isdecimal() and term.position == people.position - 1 for term in terms):
        return []  # "the 45-person organisation"
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
    for cue in sorted(group("computing_cues")):
        for first, last in cue_spans(text, cue, language):
            if last - first <= 3:
                places.update(range(first, last))
    return frozenset(places)


@cache
def _only_computes(text: str, language: str) -> bool:
    """Whether an unspaced word is one that only says what to compute or compare."""
    return any(is_cue(text, cue, language) for cue in sorted(group("computing_cues")))


def _unique(terms: list[Term]) -> list[Term]:
    kept: dict[tuple[str, ...], Term] = {}
    for term in terms:
        kept.setdefault(term.words, term)
    return list(kept.values())


def _spaced_terms(run: list[tuple[int, Word]], language: str, text: str) -> list[Term]:
    asking = _asking_words(text, language)
    stops = stop_words(language) | (stop_words("en") if language in UNSPACED_LANGUAGES else frozenset())
    texts = [word.text for _, word in run]
    named = {at: found for found in concepts_of_words(texts, language, asked=True) for at in range(found.first, found.last)}
    terms: list[Term] = []
    at = 0
    while at < len(run):
        found = named.get(at)
        if found is not None and (found.last - found.first > 1 or not _is_stop(texts[at], run[at][0], stops, asking)):
            terms.append(_concept_term(texts[found.first : found.last], found, run[at][0], language))
            at = found.last
            continue
        if not _is_stop(texts[at], run[at][0], stops, asking) and len(texts[at]) > (0 if texts[at].isdecimal() else 1):
            light = texts[at] in light_words() or is_everyday(texts[at], language)
            weight = NUMBER if texts[at][0].isdecimal() else LIGHT if light else CONTENT
            terms.append(Term(texts[at], (texts[at],), (), weight, run[at][0]))
        at += 1
    return terms


def is_everyday(word: str, language: str) -> bool:
    """Whether a folded word says little about which line is meant: "build", "prévoir"."""
    return stem(word, language) in everyday_words(language)


def _concept_term(found: list[str], named: Named, place: int, language: str) -> Term:
    many = all if named.compound else any  # a compound says something as soon as one of its parts does
    light = many(concept in group("light") for concept in named.concepts)
    light = light or (len(found) == 1 and (found[0] in light_words() or is_everyday(found[0], language)))
    return Term(" ".join(found), tuple(found), named.concepts, LIGHT if light else CONTENT, place)


def _is_stop(word: str, place: int, stops: frozenset[str], asking: frozenset[int]) -> bool:
    return word in stops or place in asking


LONGEST_PHRASE = 4  # words: what stands between "how many" and "fewer" of a longer phrase is what is asked about


@cache
def _asking_words(text: str, language: str) -> frozenset[int]:
    """Positions of words that only ask ("how much", "which of the")."""
    places: set[int] = set()
    for cue in sorted(group("asking_cues")):
        span = cue_span(text, cue, language)
        if span is not None:
            first, last = span
            places.update(range(first, last) if last - first <= LONGEST_PHRASE else (first, first + 1, last - 1))
    return frozenset(places)


def _mixed_terms(listed: tuple[Word, ...], language: str) -> list[Term]:
    """Glossary forms written in Han and kana together ("使い始め"): they go over the runs that words are otherwise taken from."""
    terms: list[Term] = []
    at = 0
    while at < len(listed):
        end = at + 1
        while end < len(listed) and listed[at].unspaced and listed[end].unspaced and listed[end].start == listed[end - 1].end:
            end += 1
        chain = listed[at:end]
        for form, concepts in concepts_in_run("".join(word.text for word in chain), language, asked=True) if len(chain) > 1 else ():
            if not any(form in word.text for word in chain):
                light = any(concept in group("light") for concept in concepts)
                terms.append(Term(form, (form,), concepts, LIGHT if light else CONTENT, at, unspaced=True))
        at = end
    return terms


def _run_terms(word: Word, place: int, language: str) -> list[Term]:
    """Terms of a run of Han or kana: glossary forms in it, and what is left between them."""
    if simplified(word.text, language) in stop_runs():
        return []
    terms = []
    rest = simplified(word.text, language)
    for form, concepts in concepts_in_run(word.text, language, asked=True):
        light = any(concept in group("light") for concept in concepts)
        terms.append(Term(form, (form,), concepts, LIGHT if light else CONTENT, place, unspaced=True))
        rest = _without(rest, simplified(form, language), 1)
    for phrase in asking_phrases(language):
        rest = _without(rest, phrase)
    rest = HAN_COUNT.sub(lambda match: " " * len(match.group()), rest)
    for run in sorted(stop_runs(), key=len, reverse=True):
        rest = _without(rest, run)
    left = [(part.start(), bare(part.group(), language)) for part in _LEFT.finditer(rest) if not is_hiragana(part.group())]
    written = [word.text[at : at + len(part)] for at, part in left]
    return [*terms, *(Term(part, (part,), (), CONTENT, place, unspaced=True) for part in written)]


_LEFT = expression(r"\S{2,}")


def _without(run: str, phrase: str, times: int = -1) -> str:
    """A run with a phrase blanked out; what is left keeps its place."""
    return run.replace(phrase, " " * len(phrase), times)
