"""Figures that a question itself quotes: "is the budget $50,000 or $68,000?" asks where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, context_of, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Quantity

SMALL = 9  # a count up to this size is no figure that tells a place
PLACES = 3  # lines said for each figure


def quoted_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """No, with the places of both, where a question asks which of two figures it is and the plan states both.

    Holds only for two different figures of one kind and unit with no other thing compared.
    """
    if not question.is_verdict or len(matchings) != 1 or not question.has("versus") or question.has("sum", "adds_up", "before", "after"):
        return None
    asked = quoted(question)
    matching = matchings[0]
    if len(asked) != 2 or (asked[0].kind, asked[0].unit) != (asked[1].kind, asked[1].unit) or asked[0].least == asked[1].least:
        return None
    found = [_stating(matching, quantity) for quantity in asked]
    if not all(found):
        return None
    values = " / ".join(f"{entries[0].text} ({_place(matching.view, entries[0])})" for entries in found)
    units = dict.fromkeys(entry.unit for entries in found for entry in entries[:PLACES])
    said = tuple(state(matching.view, unit) for unit in units)
    return Draft("inconsistency", said, frame("differs", question.language, values=values), certain=True)


def quoted(question: Question) -> tuple[Quantity, ...]:
    """The figures that stand in a question: amounts, shares, lengths of time and larger counts."""
    found = [token.value for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)]
    return tuple(dict.fromkeys(value for value in found if value.kind != "count" or value.least > SMALL))


def _stating(matching: Matching, quantity: Quantity) -> list[Entry]:
    """The figures of the plan that are this very one, those in the lines that fit the question best first."""
    found = [entry for entry in all_figures(matching.view) if is_it(entry.quantity, quantity)]
    return sorted(found, key=lambda entry: (-round(float(matching.scores[entry.unit]), 2), not entry.is_total, entry.unit))


def is_it(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are the same as written: one amount, one kind; a currency may be left out."""
    alike = one.kind == other.kind and (one.unit == other.unit or "" in (one.unit, other.unit) or one.kind == "count")
    return alike and (one.least, one.most) == (other.least, other.most)


def says(one: Quantity, asked: Quantity) -> bool:
    """Whether a figure is the one that a question quotes; an amount may be quoted without its currency ("the 79K")."""
    bare = asked.kind == "count" and not asked.unit and asked.least > SMALL
    return is_it(one, asked) or (bare and (one.least, one.most) == (asked.least, asked.most))


def _place(view: View, entry: Entry) -> str:
    name = entry.subject or entry.label or context_of(view, entry.unit).split(" › ")[-1]
    return shorten(name, 60)
