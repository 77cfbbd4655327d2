"""What a question speaks of that no plan does: a stage behind the last one, what it asks for, most or all of its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from agent.answers.asking.counted import TIMES, Numbered
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.wanted import joining_of, named_things
from agent.answers.asking.words import UNSPACED_LANGUAGES, words
from agent.answers.reading.matching import MATCHED, RELATED, Matching, own_numbered
from agent.answers.reading.view import View
from agent.answers.wording.cover import met, rests_on, telling_rows
from agent.answers.wording.draft import Draft
from agent.expressions import expression

_FIGURED = ("money", "count", "quantity", "percent", "duration", "frequency")
_CALENDAR_YEAR = expression(r"(?<!\d)20\d\d(?!\d)")
_COUNTED = ("money", "count", "percent")
_EXPLAINED = ("way", "reason", "verdict")
NUMBERED = 2  # stages of a kind that a plan must number before one more is known to be none of its
MENTIONED = 0.4  # of a counted thing: from this weight on a place speaks of it or of a part of it
# Of what the telling words are worth: less at a place makes what it says of something else; percentages stand everywhere.
LITTLE, LITTLE_SHARED, COUNTED = 0.2, 0.3, 0.5
FEWEST, MOST_OF_ALL = 2, 0.75  # words, and of all that tell what is asked, that nothing may speak of where a figure is asked for


def unknown_stages(question: Question, matchings: Sequence[Matching]) -> list[str]:
    """The stages that a question names ("phase 7") of plans that number others of the kind and not these."""
    return [_called(question, entry) for entry in question.numbered if _is_unknown(entry, question, matchings)]


def _is_unknown(entry: Numbered, question: Question, matchings: Sequence[Matching]) -> bool:
    if entry.first < 0 or any(other.kind != entry.kind and _same_numbers(entry, other) for other in question.numbered):
        return False  # "the months 10-18 phase" is no phase 10
    if any(float(own_numbered(matching.view, entry).max(initial=0.0)) >= MENTIONED for matching in matchings):
        return False
    if question.wanted in _COUNTED and len(question.numbered) == 1 and entry.first > 1 and not _is_dated(entry, matchings):
        return True  # so many of something in a second year that no plan speaks of; the first is that of a plan which counts none
    return any(len({(first, last) for _, first, last in matching.view.mentions(entry.kind)}) >= NUMBERED for matching in matchings)


def _is_dated(entry: Numbered, matchings: Sequence[Matching]) -> bool:
    """Whether a plan may tell a time by its date: the second year as "2028" beside "2027", any shorter time by its day or month."""
    years = {match.group() for matching in matchings for text in matching.view.folded for match in _CALENDAR_YEAR.finditer(text)}
    return entry.kind in TIMES and (entry.kind != "year" or len(years) > 1)


def _same_numbers(entry: Numbered, other: Numbered) -> bool:
    return (entry.first, entry.last) == (other.first, other.last)


def _called(question: Question, entry: Numbered) -> str:
    """How the question says it: "months 4-6"."""
    noun = next((term.text for term in question.terms if entry.kind in term.concepts), entry.kind)
    return f"{noun} {entry.first}" if entry.first == entry.last else f"{noun} {entry.first}-{entry.last}"


def mostly_unsaid(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """The words that say what a figure is asked of, where most of them are said nowhere in a plan of the question's language."""
    rows = telling_rows(question, matchings, unknown=True) if question.wanted in _FIGURED and _is_read(question, matchings) else []
    unsaid = [question.terms[row] for row in rows if _is_unsaid(row, matchings)]
    return unsaid if len(unsaid) >= max(FEWEST, MOST_OF_ALL * len(rows)) else []


def unsaid_subject(question: Question, matchings: Sequence[Matching]) -> list[Term]:
    """The noun behind "which" or "what is the" that no plan says by any name, or all words that say of what a figure is asked."""
    if question.wanted in _EXPLAINED or not _is_read(question, matchings):
        return []
    head = _asked_noun(question)
    if head is not None and _is_unsaid(question.terms.index(head), matchings, RELATED - 0.01):
        return [head]
    rows = telling_rows(question, matchings, unknown=True) if question.wanted in _FIGURED and question.wanted != "money" else []
    return [question.terms[row] for row in rows] if all(_is_unsaid(row, matchings) for row in rows) else []


def _asked_noun(question: Question) -> Term | None:
    """The noun that says what one thing is to be named or measured: "penalty" of "what is the penalty for"; None where several are."""
    named = [term for term in named_things(question.text, question.language, question.terms) if term.weight >= CONTENT * 0.9]
    if not named or question.has("list", "how_many") or named[-1].words[-1].endswith("s"):
        return None
    behind = named[-1].position + len(named[-1].words)
    spelled = [word.text for word in words(question.text)]
    if behind < len(spelled) and spelled[behind] in joining_of("determiners", question.language) | group("or_words"):
        return None  # "which release brought the plugin"
    return None if any(term.position == behind for term in question.terms) else named[-1]  # "which outside tools"


def speaks_of_little(question: Question, matchings: Sequence[Matching], draft: Draft) -> bool:
    """Whether no place that a draft says speaks, itself or by what stands above it, of more than little of what is asked.

    What a list holds is counted only where half of that is said of the list, and is nothing that happens every week.
    """
    if question.wanted not in _FIGURED or draft.computation is not None or not _is_read(question, matchings):
        return False
    rows = telling_rows(question, matchings, unknown=True)
    worth = {row: max(float(matching.value[row]) for matching in matchings) for row in rows}
    if draft.lead:
        counted = draft.kind == "aggregate" and question.wanted == "count" and bool(rows)
        return counted and (bool(question.concepts & group("per_time")) or _share(matchings, rests_on(draft), worth) < COUNTED)
    if len(rows) < FEWEST:
        return False
    best = max((_share(matchings, (place,), worth) for place in rests_on(draft)), default=0.0)
    return best < (LITTLE_SHARED if question.wanted == "percent" else LITTLE)


def _share(matchings: Sequence[Matching], places: Sequence[tuple[View, int]], worth: Mapping[int, float]) -> float:
    """The share of what some words are worth that places speak of."""
    return sum(value * met(matchings, places, row) for row, value in worth.items()) / max(sum(worth.values()), 1e-6)


def _is_read(question: Question, matchings: Sequence[Matching]) -> bool:
    """Whether a word that is found nowhere is indeed said nowhere: not where all plans are in other languages, nor in runs of Han."""
    if question.language in UNSPACED_LANGUAGES:
        return False
    return any(matching.view.language == question.language for matching in matchings)


def _is_unsaid(row: int, matchings: Sequence[Matching], least: float = MATCHED) -> bool:
    return not any(float(matching.own[row].max(initial=0.0)) >= least for matching in matchings)
