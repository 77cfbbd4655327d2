"""What a draft lacks to be an answer: no figure of the kind asked for among what it says, a name in the question that no plan knows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.answers.asking.glossary import concepts_in_run, concepts_of_words
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.single import asks_for_one
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.wanted import asks_measure, named_things
from agent.answers.asking.words import is_unspaced, words
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.timing import windows_of
from agent.answers.reading.values import fits, holds_itself, is_time
from agent.answers.reading.view import View
from agent.answers.wording.cover import rests_on, telling_rows
from agent.answers.wording.draft import Draft
from agent.expressions import expression
from agent.facts.folding import fold
from agent.model.quantity import Quantity
from agent.model.token import Token

_NAME = expression(r"(?<=[\w,;] )[A-ZÀ-Þ][a-zß-ÿ]{3,}(?![\w.])")
_COMMON = frozenset({"growth", "share", "score", "performance", "engagement", "confidence", "satisfaction"})  # told in many ways
LONGEST = 3  # words of a measure's name
_YEAR = expression(r"20\d\d")
_CASED = frozenset({"en", "pt", "es", "fr", "id", "it", "nl"})  # languages in which a capital within a sentence makes a name
_UNCASED = frozenset({"ja", "zh", "ko", "ru"})  # plans that write names in letters of their own
_FIGURED = ("window", "date", "money", "count", "quantity", "duration", "percent")
_PRICED = frozenset({"exchange_rate", "hourly_rate", "day_rate"})  # told in money
_WORKED = frozenset({"minute", "hour", "day"})
LEAST_KNOWN = 0.4  # words without a concept count as spoken of from this weight on
_WHICH = expression(r"\W*(?:which|welche[rsmn]?|quale?|cu[aá]l|qu[eé]l(?:le)?|какая|какой|какое)\b", re.IGNORECASE)
HEAD = 3  # words behind "which" among which its noun stands
NEARLY = 0.6  # of what the best line says of the question
LEAST_SHARE = 0.5  # of all that a question says, that one place must meet before a name is taken from it


def lacks_figure(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether an amount of money, a share or a duration is asked for and no place that the draft says or cites holds one.

    An amount in a line that says much less of the question than the best line does is one of something else.
    """
    if question.wanted == "quantity":
        named = asks_measure(question.text, question.language, question.terms) or question.has("average")
        return (
            named
            and not draft.lead
            and not any(isinstance(token.value, Quantity) for view, unit in rests_on(draft) for token in view.tokens(unit))
        )
    if question.wanted not in ("money", "duration", "percent", "frequency") or question.has(
        "ratio", "difference", "change", "maximum", "minimum"
    ):
        return False
    places = [(statement.view, unit) for statement in draft.statements for unit in statement.units] + list(draft.cited)
    holding = [(view, unit) for view, unit in places if _holds(question, matchings, view, unit)]
    if question.wanted != "money" or not holding:
        return not holding
    coverage = {id(matching.view): matching.coverage for matching in matchings}
    best = max(float(shares.max(initial=0.0)) for shares in coverage.values())
    return max(float(coverage[id(view)][unit]) for view, unit in holding) < best * NEARLY


def lacks_rate(question: Question, draft: Draft) -> bool:
    """Whether the rate of something is asked for and nothing that the draft says is a share, or so much for each of something."""
    if question.wanted != "quantity" or draft.lead or draft.computation is not None or not _asks_rate(question):
        return False
    return not any(_is_rate(token) for statement in draft.statements for unit in statement.units for token in statement.view.tokens(unit))


def _asks_rate(question: Question) -> bool:
    named = named_things(question.text, question.language, question.terms)
    return bool(named) and named[-1].words[-1] in group("rate_words") and not any(set(term.concepts) & _PRICED for term in named)


def _is_rate(token: Token) -> bool:
    value = token.value
    return isinstance(value, Quantity) and (value.kind in ("percent", "ratio", "rate", "score") or bool(value.per))


def _holds(question: Question, matchings: Sequence[Matching], view: View, unit: int) -> bool:
    if question.wanted in ("money", "percent", "frequency"):
        return holds_itself(question, view, unit)
    above = [index for index in view.above_unit(unit) if _speaks(question, matchings, view, index)]
    chain = [token for index in (unit, *above) for token in view.tokens(index)]
    if "hour" in question.concepts:  # no date says how many hours
        return any(isinstance(token.value, Quantity) and token.value.unit.removeprefix("person-") in _WORKED for token in chain)
    return any(fits(token, "duration") or is_time(token) for token in chain)


def _speaks(question: Question, matchings: Sequence[Matching], view: View, unit: int) -> bool:
    """Whether a line above says some of what is asked about: months in a heading that does not are those of something larger."""
    rows = telling_rows(question, matchings)
    own = next(matching.own for matching in matchings if matching.view is view)
    counted = next(matching.counted_rows for matching in matchings if matching.view is view)
    return not rows or any(float(own[row, unit]) >= MATCHED for row in (*rows, *counted))


def unknown_measure(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """The measure that a question asks for by its name ("what is the payback period"), where no plan says it, by any name."""
    asked = named_things(question.text, question.language, question.terms)[:LONGEST] if question.wanted in _FIGURED else ()
    measures = [term for term in asked if set(term.concepts) & group("quantity") and not set(term.concepts) & _COMMON]
    rows = [question.terms.index(term) for term in measures]
    return [question.terms[row] for row in rows if not any(float(matching.own[row].max(initial=0.0)) >= MATCHED for matching in matchings)]


def unknown_year(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """The years that a figure is asked for and that no plan speaks of, in four digits or two."""
    if question.wanted not in ("money", "count", "quantity", "percent"):
        return []
    years = [term for term in question.terms if term.timed and _YEAR.fullmatch(term.text)]
    return [
        term
        for term in years
        if not any(re.search(rf"(?<!\d)(?:20)?{term.text[2:]}(?!\d)", text) for matching in matchings for text in matching.view.folded)
    ]


def unknown_names(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """Proper names of the question ("in Berlin") that stand nowhere in the roadmaps, by no spelling."""
    if question.language not in _CASED or all(matching.view.language in _UNCASED for matching in matchings):
        return []
    paths = " ".join(fold(matching.view.document.path) for matching in matchings)
    named = {match.group().casefold() for match in _NAME.finditer(question.text)}
    return [
        term
        for row, term in enumerate(question.terms)
        if term.text.casefold() in named
        and term.text.casefold() not in paths
        and not term.concepts
        and not term.timed
        and term.weight >= CONTENT * 0.9
        and max((float(matching.own[row].max(initial=0.0)) for matching in matchings), default=0.0) < LEAST_KNOWN
    ]


def only_names_known(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether the plans know only the proper names of a question and not what it asks about them: "when does Ilse Brandt retire"."""
    if question.language not in _CASED or question.wanted not in _FIGURED or question.numbered:
        return False
    named = {match.group().casefold() for match in _NAME.finditer(question.text)}
    telling = [(row, term) for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and not term.timed]
    strange = [term for row, term in telling if not any(matching.own[row].max(initial=0.0) >= LEAST_KNOWN for matching in matchings)]
    known = [term for _, term in telling if term not in strange]
    same = any(matching.view.language == question.language for matching in matchings)
    return same and bool(strange) and bool(known) and all(term.text.casefold() in named for term in known)


def knows_no_subject(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether none of the words that say what is to happen stands in a plan: the rest only says that a time is asked for."""
    times = group("per_time") | {"day", "week", "month", "quarter", "year", "date", "deadline", "timeline", "hour"}
    rows = [row for row, term in enumerate(question.terms) if not term.timed and not set(term.concepts) & times]
    if not rows or question.numbered or question.ids:
        return False
    return not any(float(matching.own[row].max(initial=0.0)) >= MATCHED for matching in matchings for row in rows)


def names_unknown_kind(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether one thing of a kind is to be named ("which testing framework") that no plan speaks of by that kind's name or a near one."""
    opening = _WHICH.match(question.text)
    if question.wanted != "name" or opening is None:
        return False
    heads = [(row, term) for row, term in enumerate(question.terms) if 0 < term.position <= HEAD and term.weight >= CONTENT * 0.9]
    if question.language == "en" and (not asks_for_one(question) or question.has("versus")):
        return False
    unknown = [
        row for row, _ in heads if max((float(matching.own[row].max(initial=0.0)) for matching in matchings), default=0.0) < LEAST_KNOWN
    ]
    best = max((float(matching.coverage.max(initial=0.0)) for matching in matchings), default=0.0)
    return bool(unknown) and best < LEAST_SHARE


def tells_no_present(question: Question, draft: Draft) -> bool:
    """Whether a figure of today is asked for and none that the draft says is one: all are targets, prices, later times of the plan.

    A figure is one of today where its line, or what stands above it, says so ("now", "current state"), marks it as done, or tells what
    it changes to.
    """
    if not (question.has("current") or "now" in question.concepts) or question.wanted not in ("count", "money", "quantity", "percent"):
        return False
    if question.has("change") or (draft.lead and question.has("done", "open")):
        return False  # counted by their boxes
    places = [(statement.view, unit) for statement in draft.statements for unit in statement.units] + list(draft.cited)
    holding = [(view, unit) for view, unit in places if any(fits(token, question.wanted) for token in view.tokens(unit))]
    return not any(_tells_present(view, unit) for view, unit in (places if draft.lead else holding))


_ARROW = expression(r"→|->|=>|➜|⟶")


def _tells_present(view: View, unit: int) -> bool:
    """Whether a line is about how things are now."""
    if status_of(view, unit) == "done" or _ARROW.search(view.units[unit].text):
        return True
    windows = windows_of(view, unit)
    if windows and all(window.is_relative and (window.first or 0) > 0 for window in windows[:1]):
        return _says_now(view, (unit,))
    return _says_now(view, (unit, *(index for index in view.above_unit(unit) if index not in view.title_units)))


def _says_now(view: View, units: Sequence[int]) -> bool:
    for index in units:
        listed = [word.text for word in words(view.units[index].text)]
        named = {concept for found in concepts_of_words(listed, view.language) for concept in found.concepts}
        named |= {concept for word in listed if is_unspaced(word) for _, found in concepts_in_run(word, view.language) for concept in found}
        if named & {"now", "baseline"}:
            return True
    return False
