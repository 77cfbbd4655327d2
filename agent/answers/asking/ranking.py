"""Places in a ranking and points of time that a question speaks of: "the biggest ... the middle one", "after three months"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans, unspaced_spans
from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.expressions import expression
from agent.facts.folding import fold
from agent.model.quantity import Quantity

_RANKS = (("runner_up", "second"), ("middle", "middle"), ("other_one", "other"), ("maximum", "top"), ("minimum", "bottom"))
_BOUNDS = ("at_most", "at_least")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


def asked_months(question: Question) -> tuple[int, ...]:
    """The points of time a question speaks of, in months from the beginning: "after three months", "at the end of the first year"."""
    found = [entry.last * _MONTHS[entry.kind] for entry in question.numbered if entry.kind in _MONTHS and entry.last > 0]
    for token in asked_tokens(question.text, question.language):
        quantity = token.value
        if isinstance(quantity, Quantity) and quantity.kind == "duration" and quantity.unit in _MONTHS and not quantity.is_range:
            found.append(int(quantity.least * _MONTHS[quantity.unit]))
    if not found and _ONE_YEAR.search(fold(question.text)):
        found.append(12)
    return tuple(dict.fromkeys(found))


# "in one year" without a figure: not "a year", which says per what time.
_ONE_YEAR = expression(
    r"\b(?:in|after|within|at) one year\b|\b(?:a|dans|apres|d.ici|bout d.) ?un an\b|\b(?:em|apos|daqui a) um ano\b"
    r"|\b(?:en|a|tras) un ano\b|\b(?:in|nach) einem jahr\b"
)


def ranks_of(question: Question) -> tuple[str, ...]:
    """The places in a ranking that a question speaks of, in the order of writing: "the biggest ... the middle one"."""
    taken: list[tuple[int, int]] = [span for cue in _BOUNDS for span in _spans(question, cue)]
    found: list[tuple[int, str]] = []
    for cue, rank in _RANKS:
        for start, end in _spans(question, cue):
            if not any(start < last and first < end for first, last in taken):
                taken.append((start, end))
                found.append((start, rank))
    ordered = [rank for _, rank in sorted(found)]
    if "top" not in ordered and "second" in ordered and question.has("which", "difference"):
        ordered = ["top", *ordered]  # "which phase asks for more money, and how much more than the second most expensive?"
    return tuple(dict.fromkeys(ordered))


def _spans(question: Question, cue: str) -> tuple[tuple[int, int], ...]:
    if question.language in UNSPACED_LANGUAGES:
        return unspaced_spans(question.text, cue, question.language)
    return cue_spans(question.text, cue, question.language)


def implied_ranks(question: Question, size: int) -> tuple[str, ...]:
    """ "Which of the two earns more, and by how much": the one above the other."""
    return ("top", "other") if size == 2 == question.count and question.has("greater", "smaller") else ()


def ranked(ordered: Sequence[int], rank: str) -> int | None:
    size = len(ordered)
    if rank == "middle":
        return ordered[size // 2] if size % 2 else None
    if rank == "other":
        return ordered[1] if size == 2 else None
    return {"top": ordered[0], "second": ordered[1], "bottom": ordered[-1]}[rank]
