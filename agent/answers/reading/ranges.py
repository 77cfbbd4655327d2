"""Figures of a question that lie within a range of a plan: "30 seats" in the row "11-50", an expense of €900 in "€500-€2,000"."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term, asked_tokens
from agent.answers.asking.words import words
from agent.answers.reading.view import View, Weights
from agent.answers.reading.vocabulary import EXACT
from agent.model.quantity import Quantity

MATCHED = 0.5  # a term counts as found from this weight on


def mark_ranges(terms: Sequence[Term], view: View, at: int, rows: Sequence[Weights]) -> None:
    """A number of things fits the row whose range holds it, in the column that names these things: "30 seats" the row "11-50"."""
    near = [row for row, term in enumerate(terms) if abs(term.position - terms[at].position) == 1]
    number = float(terms[at].words[0])
    headers = [unit for unit in view.members if view.units[unit].kind == "header" and any(rows[row][unit] >= MATCHED for row in near)]
    for header in headers:
        for member in view.members[header]:
            cells = view.units[member].cells[1:]
            if any(_holds_number(view, cell, number) for cell in cells):
                rows[at][member] = max(float(rows[at][member]), EXACT)


def mark_amounts(question: Question, view: View, rows: Sequence[Weights]) -> None:
    """An amount of the question fits the lines whose range holds it: "an expense of €900" the rule for "€500-€2,000"."""
    asked = [token for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)]
    for token in asked:
        value = token.value
        assert isinstance(value, Quantity)
        spelled = {word.text for word in words(token.text)}
        at = next((row for row, term in enumerate(question.terms) if not term.timed and set(term.words) <= spelled), None)
        if at is None or value.kind != "money" or value.is_range:
            continue
        for unit in range(len(view.units)):
            ranges = [held.value for held in view.tokens(unit) if isinstance(held.value, Quantity) and held.value.is_range]
            if any(held.kind == "money" and held.least <= value.least <= held.most for held in ranges):
                rows[at][unit] = max(float(rows[at][unit]), EXACT)


def _holds_number(view: View, cell: str, number: float) -> bool:
    values = [token.value for token in view.scan(cell) if isinstance(token.value, Quantity) and token.value.kind == "count"]
    return len(values) == 1 and values[0].is_range and values[0].least <= number <= values[0].most
