"""Whether as many things are listed as a plan says: "the 12 agents" against the entries under them."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import number_words
from agent.answers.asking.question import Question
from agent.answers.asking.terms import Term
from agent.answers.asking.words import words
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Quantity

FEWEST = 2  # entries that make a list
FARTHEST = 3  # times: a list so much longer or shorter than what is stated is of other things
NEAR = 3  # words from the number to what it counts
_TIMES = frozenset({"hour", "day", "week", "month", "quarter", "year", "percent", "person_day", "share"})


def tally_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The number that the question names against the entries under the line that states it; None when no line does."""
    asked = _asked(question)
    if not question.is_verdict or asked is None:
        return None
    number, noun = asked
    for matching in matchings:
        row = question.terms.index(noun)
        for unit in _stating(matching, row, number):
            entries = _entries(matching.view, unit)
            if len(entries) >= FEWEST and _are_near(len(entries), number):
                return _draft(question, matching.view, unit, number, entries)
        table = _table(question, matching, row) if "column" in question.concepts else ()
        said = _saying(matching, row, number)
        if table and said and _are_near(len(table), number):
            return _draft(question, matching.view, said[0], number, table)
    return None


def _are_near(counted: int, number: int) -> bool:
    """Whether a list is about as long as is stated: one far longer or shorter is of other things."""
    return counted <= FARTHEST * number and number <= FARTHEST * counted


def _table(question: Question, matching: Matching, row: int) -> tuple[int, ...]:
    """The rows of the one table whose heading or header names what is counted; () where several do, or none."""
    view = matching.view
    headers = [unit for unit in view.units if unit.kind == "header" and _heads(matching, row, unit.index)]
    tables = [tuple(member for member in view.members.get(header.index, ()) if view.units[member].kind == "row") for header in headers]
    tables = [rows for rows in tables if len(rows) >= FEWEST and not any(view.units[member].line in view.total_lines for member in rows)]
    return tables[0] if len(tables) == 1 else ()


def _heads(matching: Matching, row: int, header: int) -> bool:
    """Whether a table is one of what is counted: by its header, or the heading right above."""
    above = matching.view.units[header].headings[:1]
    named = max((float(matching.own[row, unit]) for unit in above), default=0.0)
    return max(named, float(matching.own[row, header])) >= MATCHED


def _asked(question: Question) -> tuple[int, Term] | None:
    """The number and the word for what it counts: "really 12 agents"."""
    listed = words(question.text)
    numbers = {**number_words("en"), **number_words(question.language)}
    for at, word in enumerate(listed):
        value = int(word.text) if word.text.isdecimal() and len(word.text) < 4 else numbers.get(word.text, 0)
        if value < FEWEST:
            continue
        noun = next((term for term in question.terms if at < term.position <= at + NEAR and not term.words[0].isdecimal()), None)
        if noun is not None and not set(noun.concepts) & _TIMES:
            return value, noun
    return None


def _stating(matching: Matching, row: int, number: int) -> list[int]:
    """The lines that give this number of these things, those that hold others first."""
    view = matching.view
    found = _saying(matching, row, number)
    return sorted((unit for unit in found if view.members.get(unit)), key=lambda unit: (view.units[unit].kind != "heading", unit))


def _saying(matching: Matching, row: int, number: int) -> list[int]:
    """The lines that say this number and the word for what is counted."""
    view = matching.view
    return [
        unit.index
        for unit in view.units
        if matching.own[row, unit.index] >= MATCHED
        and any(
            isinstance(token.value, Quantity) and token.value.kind == "count" and token.value.least == number
            for token in view.tokens(unit.index)
        )
    ]


def _entries(view: View, unit: int) -> tuple[int, ...]:
    """The entries listed under a line: the innermost items and rows, without what details them."""
    under = [index for index in below(view.members, unit) if view.units[index].kind in ("item", "row")]
    inside = set(under)
    return tuple(index for index in under if not inside & set(view.units[index].parents) and view.units[index].group[0] != "part")


def _draft(question: Question, view: View, unit: int, number: int, entries: tuple[int, ...]) -> Draft:
    parts = [index for index in view.members.get(unit, ()) if view.units[index].kind == "heading"]
    counted = len(parts) if len(parts) == number else len(entries)
    lead = frame("as_many" if counted == number else "not_as_many", question.language, count=counted, stated=number)
    cited = tuple((view, entry) for entry in entries)
    return Draft("inconsistency", (state(view, unit),), lead, cited=cited, counts=(counted, number))
