"""Whether a number that is asked for stands with the thing it should count."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from agent.answers.asking.counters import noun_at_counter
from agent.answers.asking.cues import cue_spans, number_words
from agent.answers.asking.glossary import concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.naming import names_term
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft
from agent.expressions import expression
from agent.facts.folding import fold
from agent.model.quantity import Quantity
from agent.model.token import Token

KNOWN = 0.4  # words without a concept count from this weight on
TOP = 10  # lines that are looked at
NEAR = 28  # characters between a number and the noun it counts


def no_counted(question: Question, matchings: Sequence[Matching]) -> bool:
    """How many of a thing: a number must stand with that thing, in a line that meets the rest of the question."""
    noun = _counted_noun(question)
    if noun is None or not (question.wanted == "count" or (question.wanted == "quantity" and question.language == "en")):
        return False
    if question.has(*_COMPUTED) or _foreign(question, matchings):
        return False
    if _counts_people(question, matchings, noun):
        return False
    least = KNOWN if set(question.terms[noun].concepts) & {"person", "team"} else MATCHED
    for matching in matchings:
        known = float((matching.value * (matching.own.max(axis=1, initial=0.0) >= KNOWN)).sum())
        for unit in map(int, matching.scores.argsort()[::-1][:40]):
            if matching.spread[noun, unit] < least or float(matching.value @ matching.spread[:, unit]) < 0.45 * known:
                continue
            if _counts(matching, noun, unit):
                return False
    return True


def says_no_count(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether none of the places that a draft says holds a number of the thing to be counted, beside its name or under a label with it."""
    noun = _counted_noun(question)
    if noun is None or not _asks_count(question) or draft.lead or question.has(*_RECKONED):
        return False
    if not any(matching.own[noun].max(initial=0.0) >= KNOWN for matching in matchings):
        after = noun + 1 < len(question.terms) and question.terms[noun + 1].position == question.terms[noun].position + 1
        noun = noun + 1 if after else noun  # "local sponsors", where no line says "local"
        if not any(matching.own[noun].max(initial=0.0) >= KNOWN for matching in matchings) and _foreign(question, matchings):
            return False
    if set(question.terms[noun].concepts) & _TIMES or _counts_people(question, matchings, noun):
        return False
    by_view = {id(matching.view): matching for matching in matchings}
    places = [(statement.view, unit) for statement in draft.statements for unit in statement.units] + list(draft.cited)
    return not any(_says_count(question, by_view[id(view)], noun, unit) for view, unit in places if id(view) in by_view)


def _counts_people(question: Question, matchings: Sequence[Matching], noun: int) -> bool:
    """Whether "how many people" is told by a line that says all else and counts some kind of people: users, guests, students."""
    if not set(question.terms[noun].concepts) & _ANYBODY:
        return False
    rows = [row for row, term in enumerate(question.terms) if row != noun and term.weight >= CONTENT * 0.9 and not term.timed]
    for matching in matchings if rows else ():
        for unit in map(int, matching.scores.argsort()[::-1][:TOP]):
            if bool((matching.own[rows, unit] >= KNOWN).all()) and any(
                _of_people(matching.view, token) for token in matching.view.tokens(unit)
            ):
                return True
    return False


def _of_people(view: View, token: Token) -> bool:
    value = token.value
    if not isinstance(value, Quantity) or value.kind != "count":
        return False
    listed = [word.text for word in words(token.text) if word.text.isalpha()]
    concepts = {
        concept for code in dict.fromkeys((view.language, "en")) for named in concepts_of_words(listed, code) for concept in named.concepts
    }
    return bool(concepts & (group("in_number") | group("organizations") | group("somebody") | {"participant", "student", "guest"}))


def _foreign(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether no plan is in the language of the question: a word that is found nowhere may stand there in another language."""
    return all(matching.view.language != question.language for matching in matchings)


def _asks_count(question: Question) -> bool:
    """Whether a number of things is asked for, in words that cannot ask for an amount as well."""
    return question.wanted == "count" or (question.wanted == "quantity" and question.language not in _BOTH)


_ANYBODY = frozenset({"person"})
_BOTH = ("ru", "id", "nl")  # "сколько", "berapa", "hoeveel" are how much and how many
_RECKONED = ("sum", "difference", "ratio", "average", "share", "change", "maximum", "minimum")
_COMPUTED = (*_RECKONED, "open", "done")
_TIMES = frozenset({"day", "week", "month", "quarter", "year", "hour", "sprint", "person_day", "duration", "effort"})


def _says_count(question: Question, matching: Matching, noun: int, unit: int) -> bool:
    view = matching.view
    found = view.units[unit]
    if found.kind == "row" and matching.own[noun, unit] >= MATCHED:
        return _row_counts(question.terms[noun], matching, unit)
    near = max(
        float(matching.own[noun, index])
        for index in (unit, found.lead, found.header, *found.headings[:1], *found.parents[:1])
        if index >= 0
    )
    if near < KNOWN or (question.language not in UNSPACED_LANGUAGES and _counts_another(question.terms[noun], view, unit)):
        return False
    return _counts(matching, noun, unit, kinds=("count", "rate", "score", "ratio"))


def _counts_another(term: Term, view: View, unit: int) -> bool:
    """Whether all that a line counts is named and is something else: "100 queries a month (for developers)" counts no developers."""
    counted = [token.value for token in view.tokens(unit) if isinstance(token.value, Quantity) and token.value.kind in ("count", "rate")]
    named = [value.unit.partition("/")[0] for value in counted]
    return bool(named) and all(named) and not any(names_term(term, name, view.language) for name in named)


# 多少人, 几家, 何名: the counter says that things are counted.
_COUNTER = expression(r"(?:多少|几|幾|何)(?:个|個|人|名|家|位|项|件|社|店|台|台|本|種|种|款|条|篇|次|回|所)")


def _row_counts(term: Term, matching: Matching, unit: int) -> bool:
    """Whether a row is about the things counted: its first cell names them, or a cell names them beside the number."""
    view = matching.view
    cells = view.units[unit].cells
    named = [at for at, cell in enumerate(cells) if names_term(term, cell, view.language)]
    return not named or named[0] == 0 or any(_has_count(view, cells[at]) for at in named)


def _has_count(view: View, text: str) -> bool:
    return any(isinstance(token.value, Quantity) and token.value.kind in ("count", "rate", "score", "ratio") for token in view.scan(text))


def _counted_noun(question: Question) -> int | None:
    """The row of the thing that "how many" asks for; None when it is named elsewhere ("how many are there now")."""
    if not question.has("how_many"):
        return None
    if question.language in UNSPACED_LANGUAGES and _COUNTER.search(question.text) is None:
        return None
    if question.language in UNSPACED_LANGUAGES:
        return noun_at_counter(question)
    start = min((end for _, end in cue_spans(question.text, "how_many", question.language)), default=0)
    if start and any(first == start for first, _ in cue_spans(question.text, "yes_no", question.language)):
        return None
    noun = _head(question, start)
    if question.has("change") or (noun is not None and set(question.terms[noun].concepts) & {"now", "future"}):
        return None
    return noun


def _head(question: Question, start: int) -> int | None:
    """The row of the noun that a number would stand with: the last of "backend developers", the first where adjectives follow."""
    rows = [row for row, term in enumerate(question.terms) if "number" not in term.concepts and term.position >= start]
    if not rows or question.language not in ("en", "de"):
        return next(iter(rows), None)
    spelled = question.text.split()
    run = rows[:1]
    for row in rows[1:]:
        last = question.terms[run[-1]]
        if question.terms[row].position != last.position + len(last.words):
            break
        run.append(row)
    nouns = [row for row in run if _is_noun(question.terms[row], spelled, question.language)]
    return nouns[0] if nouns else run[0]


def _is_noun(term: Term, spelled: Sequence[str], language: str) -> bool:
    """Whether a term is written as things that can be counted are: an English plural, a German capital."""
    if language == "en":
        return term.words[-1].endswith("s") and not term.words[-1].endswith("ss")
    return any(word[:1].isupper() and fold(word).startswith(term.words[-1]) for word in spelled)


def _counts(matching: Matching, noun: int, unit: int, kinds: tuple[str, ...] = ("count", "score", "rate", "duration")) -> bool:
    view = matching.view
    tokens = [token for token in view.tokens(unit) if isinstance(token.value, Quantity) and token.value.kind in kinds]
    if not tokens:
        return any(word.text in _numbers(view.language) for word in words(view.units[unit].text)[:6])
    if view.units[unit].kind == "row" or matching.own[noun, unit] < MATCHED:
        return True
    places = [view.folded[unit].find(word) for word in _spellings(matching, noun, unit)]
    return any(_near(token, place) for token in tokens for place in places if place >= 0) or not places


@cache
def _numbers(language: str) -> frozenset[str]:
    """Numbers written out: "five of them"."""
    return frozenset({*number_words("en"), *number_words(language)})


def _spellings(matching: Matching, noun: int, unit: int) -> list[str]:
    """The words of the unit that the noun was found as."""
    text = matching.view.folded[unit]
    label = matching.labels[noun].split()[0]
    return [label[:5]] if label[:5] in text else []


def _near(token: Token, place: int) -> bool:
    return -NEAR <= place - token.end <= NEAR or 0 <= token.start - place <= NEAR
