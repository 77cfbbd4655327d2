"""A question asked anew about another thing: "What does phase 1 cost?", then "and phase 2?"."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace

from agent.answers.asking.counted import TIMES, arabic, counted_pattern
from agent.answers.asking.cues import cue_spans, number_words, ordinal_words, stop_words, unspaced_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, read_question, subject_terms
from agent.answers.asking.terms import LIGHT, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES, Word, words
from agent.facts.folding import fold

Stretch = tuple[int, int]  # of the characters of a question, the last one excluded
_OPENING, _CLOSING = " ,、:;—–-¿¡", " ?!.？！。、"
_PARTICLES = {"ja": "は", "zh": "呢"}


def rest_of(question: Question) -> str:
    """A question without the words that only tie it to the one before, and without its marks: "phase 2" of "and phase 2?"."""
    text, language = question.text, question.language
    if language in UNSPACED_LANGUAGES:
        bare = text.lstrip(_OPENING)
        start = next((last for first, last in unspaced_spans(bare, "continuing", language) if first == 0), 0)
        return bare[start:].strip(_OPENING + _CLOSING).rstrip(_PARTICLES[language])
    listed = words(text)
    opening = max((last for first, last in cue_spans(text, "continuing", language) if first == 0), default=0)
    start = listed[opening].start if opening < len(listed) else len(text)
    return text[start:].strip(_OPENING + _CLOSING) if opening else text.strip(_OPENING + _CLOSING)


def asked_about(before: Question, question: Question, named: str, titled: frozenset[str] = frozenset()) -> Question:
    """The question before with `named` in the place of what it named; `titled` are words of the thing it was about."""
    text = before.text
    place = _place(before, question, named, titled)
    if place is None:
        asked = f"{text.rstrip(_CLOSING)} ({named})?"
    else:
        asked = f"{text[: place[0]]}{_joined(text[: place[0]], named)}{text[place[1] :]}"
    return replace(read_question(asked, (before.language,)), language=before.language)


def _joined(lead: str, named: str) -> str:
    """The new name without the words that stand before its place already: "la fase 2" behind "cuánto dura la"."""
    said, own = [word.text for word in words(lead)], words(named)
    twice = next((count for count in range(min(len(said), len(own) - 1), 0, -1) if said[-count:] == [word.text for word in own[:count]]), 0)
    return named[own[twice].start :] if twice else named


def counted_in_words(question: Question, *, timed: bool) -> str:
    """The counted thing that a question names first, as it is written there; `timed` says whether a time counts as one."""
    return _written(question, _counted_of(question, [entry.kind for entry in question.numbered if timed or entry.kind not in TIMES]))


def named_in_words(question: Question) -> str:
    """What a question names last, as it is written there."""
    subjects = subject_terms(question)
    own = [term for term in subjects if not set(term.concepts) & group("asks_field")]
    return _written(question, _last_run(question, own or subjects))


def _written(question: Question, place: Stretch | None) -> str:
    return question.text[place[0] : place[1]] if place is not None else ""


def _place(before: Question, question: Question, named: str, titled: frozenset[str]) -> Stretch | None:
    """Where the question before names what another thing of that sort can take the place of."""
    ids, timed = _id(before), _run(before, [term for term in before.terms if term.timed])
    counted = _counted_of(before, [entry.kind for entry in question.numbered])
    if question.ids and ids is not None:
        return ids
    if question.numbered and counted is not None:
        return counted
    if question.terms and all(term.timed for term in question.terms):
        return timed
    subjects = [term for term in subject_terms(before) if not set(term.concepts) & group("asks_field") and not term.timed]
    alike = _behind_same_word(before, named, subjects) or _around_same_word(before, named)
    return (
        alike
        or ids
        or _counted_of(before, [entry.kind for entry in before.numbered])
        or _titled(before, titled)
        or _last_run(before, subjects)
    )


def same_sort(before: Question, question: Question) -> bool:
    """Whether a question names nothing but a thing of the sort that the one before names: "phase 3?", "K5?", "2027?"."""
    if question.numbered:
        kinds = {entry.kind for entry in question.numbered}
        own = [term for term in question.terms if not set(term.concepts) & kinds and not term.words[0].isdecimal()]
        return not own and bool(kinds & {entry.kind for entry in before.numbered})
    if question.ids:
        return bool(before.ids) and len(words(question.text)) <= 1 + len(question.ids)
    return bool(question.terms) and all(term.timed for term in question.terms) and any(term.timed for term in before.terms)


def _id(before: Question) -> Stretch | None:
    at = before.text.rfind(before.ids[-1]) if before.ids else -1
    return (at, at + len(before.ids[-1])) if at >= 0 else None


def _counted_of(before: Question, kinds: Sequence[str]) -> Stretch | None:
    """The number and kind of the first counted thing of these kinds: "phase 1", "the second phase"."""
    folded = arabic(fold(before.text))
    if len(folded) != len(before.text):
        return None
    for kind in kinds:
        found = counted_pattern(kind).search(folded)
        if found is not None:
            return found.span()
    ordinals = ordinal_words(before.language).keys() | number_words(before.language).keys()
    for one, other in itertools.pairwise(words(before.text)):
        if one.text in ordinals and any(term.text == other.text and set(term.concepts) & set(kinds) for term in before.terms):
            return one.start, other.end
    return None


def _behind_same_word(before: Question, named: str, subjects: Sequence[Term]) -> Stretch | None:
    """The name behind the small word with which the new one begins, too: "for marketing", where "for sales" is asked."""
    opening, listed = next(iter(words(named)), None), words(before.text)
    if opening is None or opening.text not in stop_words(before.language):
        return None
    for term in subjects:
        near = range(max(0, term.position - 2), term.position)
        at = next((place for place in near if listed[place].text == opening.text), None)
        if at is not None:
            return listed[at].start, _run_end(before, subjects, term)
    return None


def _around_same_word(before: Question, named: str) -> Stretch | None:
    """The words around a telling one that both say: "section B", where section C is asked."""
    own, said = words(named), words(before.text)
    for at, word in enumerate(own):
        there = next((place for place, other in enumerate(said) if other.text == word.text), None)
        if word.text in stop_words(before.language) or there is None:
            continue
        first, last = there - at, there + len(own) - 1 - at
        if first >= 0 and last < len(said):
            return said[first].start, said[last].end
    return None


def _titled(before: Question, titled: frozenset[str]) -> Stretch | None:
    """The words that the question shares with the name of what was answered, with those that stand at them."""
    return _grown(before, [term for term in before.terms if any(word in titled for word in term.words)])


def _last_run(before: Question, subjects: Sequence[Term]) -> Stretch | None:
    """The last name in the question, with the words that stand at it."""
    return _grown(before, sorted(subjects, key=lambda term: term.position)[-1:])


def _grown(before: Question, run: list[Term]) -> Stretch | None:
    """From the first to the last of some terms, with those that stand directly before them."""
    for term in sorted(before.terms, key=lambda term: -term.position):
        if run and term.weight >= LIGHT and term.position == min(other.position for other in run) - len(term.words):
            run = [*run, term]
    return _run(before, run)


def _run(before: Question, terms: Sequence[Term]) -> Stretch | None:
    """From the first to the last of some terms."""
    spans = [_span(before, words(before.text), term) for term in terms]
    return (min(start for start, _ in spans), max(end for _, end in spans)) if spans else None


def _run_end(before: Question, subjects: Sequence[Term], first: Term) -> int:
    listed, end = words(before.text), first.position + len(first.words)
    for term in sorted(subjects, key=lambda term: term.position):
        end = max(end, term.position + len(term.words)) if first.position <= term.position <= end else end
    return listed[min(end, len(listed)) - 1].end


def _span(before: Question, listed: Sequence[Word], term: Term) -> Stretch:
    if term.unspaced:
        start = max(0, before.start_of(term))
        return start, start + len(term.text)
    return listed[term.position].start, listed[min(term.position + len(term.words), len(listed)) - 1].end
