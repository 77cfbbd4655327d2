"""Whether the roadmaps answer a question at all, decided on reasons: what is asked for is absent, or is stated for something else only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy

from agent.answers.asking.cues import listed, load, stop_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import CONTENT, Term, is_everyday
from agent.answers.asking.wanted import named_things
from agent.answers.lookups.fitness import ranked
from agent.answers.lookups.planned_then import plans_nothing_then
from agent.answers.lookups.sides import sides
from agent.answers.reading.matching import MATCHED, RELATED, Matching
from agent.answers.reading.naming import no_name, no_person, top_places
from agent.answers.reading.naming_ids import unknown_ids
from agent.answers.reading.values import fits, has_wanted, holds_itself, is_time
from agent.answers.reading.view import View
from agent.answers.refusals.amounts import tells_other_money
from agent.answers.refusals.lacking import (
    knows_no_subject,
    lacks_figure,
    lacks_rate,
    names_unknown_kind,
    only_names_known,
    tells_no_present,
    unknown_measure,
    unknown_names,
    unknown_year,
)
from agent.answers.refusals.possessed import unsaid_property
from agent.answers.refusals.propertyless import lacks_property
from agent.answers.refusals.stated import states_figure
from agent.answers.refusals.uncounted import no_counted, says_no_count
from agent.answers.refusals.undated import has_no_time
from agent.answers.refusals.unfit import is_unfit
from agent.answers.refusals.unsaid import mostly_unsaid, speaks_of_little, unknown_stages, unsaid_subject
from agent.answers.verdicts.totals import asks_every_total
from agent.answers.wording.draft import Draft, shorten
from agent.answers.wording.frames import frame

NAMED = 0.6  # a term counts as spoken of from this weight on: related concepts and halves of phrases stay below
KNOWN = 0.4  # words without a concept count from this weight on
LEAST_MONEY = 0.46  # share of the known terms that one place must meet
LISTED = 0.8  # a list is introduced in one line and filled in others
TYPED_SHARE = 0.42  # of the best place's share, that the best place with the wanted kind of value must meet
TOP = 6
SUBJECT = 0.34  # share of the subject that a line with an amount must meet
WORDY = 5  # letters: shorter unknown words are abbreviations more often than subjects
_TOLD = ("money", "count", "quantity", "percent", "window", "date", "duration")
_ASKS = frozenset({"how", "wie", "como", "comment", "как"})  # "how fast" asks, whatever the glossary takes it for


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer, as a sentence, and the places that were looked at."""

    text: str
    places: tuple[tuple[View, int], ...] = ()
    valueless: bool = False  # what is asked about is found, but not what is asked of it


def refusal(question: Question, matchings: Sequence[Matching], draft: Draft | None) -> Refusal | None:
    """The reason not to answer; None when there is none."""
    unknown: Sequence[str] = unknown_ids(question, [matching.view for matching in matchings])
    if not unknown and not question.is_verdict:
        unknown = unknown_stages(question, matchings)
    if unknown:
        names = ", ".join(f"“{name}”" for name in unknown)
        return Refusal(frame("no_term", question.language, terms=names), _looked_at(question, matchings))
    if draft is not None and tells_no_present(question, draft):
        return _valueless(question, matchings)
    if draft is not None and draft.certain:
        return None
    if plans_nothing_then(question, matchings):
        return Refusal(frame("not_found", question.language), _looked_at(question, matchings))
    if draft is None:
        return Refusal(frame("not_found", question.language), _looked_at(question, matchings))
    if question.is_verdict and asks_every_total(question) and draft.computation is None and not draft.findings:
        return Refusal(frame("not_found", question.language), _looked_at(question, matchings))
    if question.is_verdict or draft.computation is not None or draft.kind == "aggregate":
        if not question.is_verdict and speaks_of_little(question, matchings, draft):
            return replace(_valueless(question, matchings), valueless=False)
        absent = absent_terms(question, matchings) if not question.is_verdict else []
        if not absent and draft.kind == "compare" and not question.is_verdict:
            absent = mostly_unsaid(question, matchings)
        return _absent(question, matchings, absent) if absent else None
    absent = absent_terms(question, matchings)
    if absent and _told_without(question, matchings, absent):
        absent = []
    for missing in (unknown_names, unknown_year, unknown_measure, mostly_unsaid, unsaid_subject, unsaid_property, _strange):
        absent = absent or missing(question, matchings)
    if absent:
        return _absent(question, matchings, absent)
    if says_no_count(question, matchings, draft) or only_names_known(question, matchings):
        return _valueless(question, matchings)
    if lacks_property(question, matchings, draft) or tells_other_money(question, draft) or lacks_rate(question, draft):
        return replace(_valueless(question, matchings), valueless=False)
    if speaks_of_little(question, matchings, draft) or is_unfit(question, matchings, draft):
        return replace(_valueless(question, matchings), valueless=False)
    if states_figure(question, matchings, draft, _looked_at(question, matchings)):
        return None
    if question.wanted in ("name", "any") and knows_no_subject(question, matchings):
        return _valueless(question, matchings)
    for check in (no_person, no_counted, _no_unit, no_name, _too_thin, names_unknown_kind):
        if check(question, matchings):
            return _valueless(question, matchings)
    lacks = has_no_time(question, matchings, draft) or lacks_figure(question, matchings, draft)
    return _valueless(question, matchings) if lacks else None


def absent_terms(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """Things the question names that no roadmap speaks of, by any name."""
    soft = group("soft") | frozenset(listed(load("everyday")["soft"]))
    found = []
    for row, term in enumerate(question.terms):
        if term.text in group("money_verbs") | group("ranking_words") or term.words[0] in _ASKS or _says_little(term, question.language):
            continue
        strongest = max((float(matching.own[row].max(initial=0.0)) for matching in matchings), default=0.0)
        if (
            set(term.concepts) - soft == set(term.concepts)
            and term.concepts
            and term.weight >= CONTENT * 0.9
            and strongest < RELATED - 0.01
        ):
            found.append(term)
    return found


def _says_little(term: Term, language: str) -> bool:
    """Whether all words of a term are ones that only hold a sentence together: "builds the"."""
    return all(word in stop_words(language) or is_everyday(word, language) for word in term.words)


def _told_without(question: Question, matchings: Sequence[Matching], absent: Sequence[Term]) -> bool:
    """Whether the best line says all the rest of a question itself, twice what is absent at least, and holds the value asked for."""
    named = named_things(question.text, question.language, question.terms) if question.wanted == "name" else ()
    if question.wanted not in _TOLD and not (named and not set(absent) & set(named)):
        return False
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and term not in absent]
    if len(rows) < 2 * len(absent):
        return False
    return any(
        bool((matching.own[rows, unit] >= MATCHED).all()) and (bool(named) or holds_itself(question, matching.view, unit))
        for matching in matchings
        for unit in map(int, matching.scores.argsort()[::-1][:TOP])
    )


def _strange(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """All words that say what a question is about, where they are several and no roadmap, one in its language among them, knows any."""
    rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question) and not term.timed]
    known = any(float(matching.own[row].max(initial=0.0)) >= KNOWN for matching in matchings for row in rows)
    strange = [question.terms[row] for row in rows if len(question.terms[row].text) >= WORDY and not question.terms[row].concepts]
    fewest = 1 if question.wanted == "money" and not question.concepts & (group("money") - group("spending")) else 2
    several = fewest <= len(strange) == len(rows) and not known and not question.numbered and not question.ids
    spoken = any(matching.view.language == question.language for matching in matchings)
    return strange if several and spoken and question.wanted not in ("way", "reason", "any") else []


def _absent(question: Question, matchings: Sequence[Matching], absent: Sequence[Term]) -> Refusal:
    names = ", ".join(f"“{question.written(term)}”" for term in absent)
    return Refusal(frame("no_term", question.language, terms=names), _looked_at(question, matchings))


def _valueless(question: Question, matchings: Sequence[Matching]) -> Refusal:
    places = _looked_at(question, matchings)
    if not places:
        return Refusal(frame("not_found", question.language))
    view, unit = places[0]
    wanted = (
        frame({"count": "count_wanted"}.get(question.wanted, question.wanted), question.language)
        if question.wanted in _WANTED
        else frame("quantity", question.language)
    )
    subject = f"“{shorten(view.units[unit].text, 90)}” ({frame('line', question.language, line=view.units[unit].line)})"
    nearest = "near_value" if holds_itself(question, view, unit) else "no_value"  # of that kind, but not what is asked for
    return Refusal(frame(nearest, question.language, subject=subject, wanted=wanted), places, valueless=True)


_WANTED = frozenset(["person", "date", "window", "duration", "money", "count", "percent", "quantity", "name"])


def _looked_at(question: Question, matchings: Sequence[Matching]) -> tuple[tuple[View, int], ...]:
    """The places that fit best; those first that name the subject itself, where any do."""
    asked = group("whose") | {"owner", "person", "role"}
    rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question) and not set(term.concepts) & asked]
    pool = []
    for at, matching in enumerate(matchings):
        places = {unit: score for score, unit in ranked(question, matching, 5)}
        named = (matching.own[rows] >= MATCHED).sum(axis=0) if rows else numpy.zeros(matching.own.shape[1])
        best = int(named.argmax()) if rows and named.size else -1
        if best >= 0 and named[best]:
            places.setdefault(best, float(matching.scores[best]))
        pool += [(-int(named[unit]), -score, at, unit) for unit, score in places.items()]
    pool.sort()
    return tuple((matchings[at].view, unit) for _, _, at, unit in pool[:3])


def _no_unit(question: Question, matchings: Sequence[Matching]) -> bool:
    """How many weeks, months: a stretch of calendar time must stand near."""
    if question.wanted != "duration" or "person_day" not in question.concepts:
        return False
    return not any(
        fits(token, "duration") and is_time(token)
        for matching, unit in top_places(question, matchings)
        for token in matching.view.tokens(unit)
    )


def _too_thin(question: Question, matchings: Sequence[Matching]) -> bool:
    """An amount of money: no single place meets enough of the question, or none that holds one."""
    if question.wanted != "money" or question.has(
        "sum", "difference", "ratio", "average", "maximum", "minimum", "open", "done", "versus", "exclude", "until"
    ):
        return False
    if any(sides(question, matching) for matching in matchings):
        return False
    best = typed = 0.0
    for matching in matchings:
        value = matching.value * (matching.own.max(axis=1, initial=0.0) >= KNOWN)
        shares = (value @ matching.spread) / max(float(value.sum()), 1e-6)
        best = max(best, float(shares.max(initial=0.0)))
        for unit in map(int, matching.scores.argsort()[::-1][:40]):
            if has_wanted(question, matching.view, unit):
                typed = max(typed, float(shares[unit]))
    least = LEAST_MONEY * (LISTED if question.has("list") else 1.0)
    return best < least or typed < best * TYPED_SHARE or _beside_the_subject(question, matchings)


def _beside_the_subject(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether no amount stands with what the question is about (its words but for those of money)."""
    best = 0.0
    known = False
    for matching in matchings:
        rows = [
            row
            for row, term in enumerate(question.terms)
            if term.weight >= CONTENT * 0.9 and not set(term.concepts) & group("money") and matching.own[row].max(initial=0.0) >= KNOWN
        ]
        rows += list(matching.counted_rows)
        total = float(matching.value[rows].sum())
        if not total:
            continue
        known = True
        shares = (matching.value[rows] @ matching.spread[rows]) / total
        amounts = list(matching.view.lines_with("money"))
        amounts += [unit for unit in map(int, matching.scores.argsort()[::-1][:25]) if has_wanted(question, matching.view, unit)]
        best = max(best, float(shares[amounts].max(initial=0.0)) if amounts else 0.0)
    return known and best < SUBJECT
