"""Figures added up: what they make, and how the sum is said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agent.answers.asking.question import Question
from agent.answers.reading.amounts import like
from agent.answers.reading.entry import Entry
from agent.answers.reading.view import View
from agent.answers.wording.frames import frame
from agent.model.finding import Computation

SHOWN = 14  # entries written out in a formula


@dataclass(frozen=True, slots=True)
class Added:
    """`total` in the style of the figures; `lead` is the sentence that says it, `computation` how it comes about."""

    least: float
    most: float
    total: str
    lead: str
    computation: Computation


def terms_of(entries: Sequence[Entry]) -> str:
    """ "$80K + 2 × $10K + ...": the left side of a sum."""
    return " + ".join(entry.text if entry.times == 1 else f"{entry.times} × {entry.text}" for entry in entries)


def added(question: Question, view: View, entries: Sequence[Entry]) -> Added:
    """The sum of some figures of one kind; of ranges the end that a question asks for ("at most") is said before it."""
    least, most = sum(entry.least for entry in entries), sum(entry.most for entry in entries)
    total = like(least, most, entries, view.convention)
    formula = f"{terms_of(entries)} = {total}"
    short = len(entries) > SHOWN
    lead = frame("sum_short", question.language, total=total, count=len(entries)) if short else _frame(question, formula)
    expected = total
    if least != most and question.has("at_most", "at_least", "minimum"):
        end = least if question.has("at_least", "minimum") else most
        expected = like(end, end, entries, view.convention)
        lead = f"{expected}. {lead}"
    return Added(least, most, total, lead, Computation(formula=formula, expected=expected, stated=""))


def _frame(question: Question, formula: str) -> str:
    return frame("sum", question.language, formula=formula)
