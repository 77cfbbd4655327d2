"""Figures that a question itself quotes: "is the budget $50,000 or $68,000?" asks where each of them stands."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.alternatives import alternatives
from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.reading.entry import Entry
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.measured import all_figures
from agent.answers.reading.timing import stretches
from agent.answers.reading.view import View
from agent.answers.wording.cover import telling_rows
from agent.answers.wording.draft import Draft, context_of, shorten, state
from agent.answers.wording.frames import frame
from agent.model.quantity import Quantity, Window

SMALL = 9  # a count up to this size is no figure that tells a place
BEST = 0.7  # of the best score: what a line that states the one of two must reach
TOP = 40  # best lines that are looked through for times
_NOTHING = Quantity(0.0, 0.0, 0.0, 0.0, "count", "")
PLACES = 3  # lines said for each figure


def quoted_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """No, with the places of both, where a question asks which of two figures or times it is and the plan states both.

    Holds only for two different ones of one kind and unit with no other thing compared. Where the plan states one of them only, that one.
    """
    if not question.is_verdict or len(matchings) != 1 or not question.has("versus") or question.has("sum", "adds_up", "before", "after"):
        return None
    found = _of_figures(question, matchings[0]) or _of_times(question, matchings[0])
    if not found:
        return None
    view = matchings[0].view
    stated = [entries for entries in found if entries]
    units = dict.fromkeys(entry.unit for entries in stated for entry in entries[:PLACES])
    said = tuple(state(view, unit) for unit in units)
    if len(stated) < len(found):
        return Draft("inconsistency", said[:PLACES]) if _offered(question) and _fits(matchings[0], stated[0][0].unit) else None
    values = " / ".join(f"{entries[0].text} ({_place(view, entries[0])})" for entries in stated)
    return Draft("inconsistency", said, frame("differs", question.language, values=values), certain=True)


def _offered(question: Question) -> tuple[Quantity | Window, ...]:
    return alternatives(question.text, question.language, question.cues)


def _fits(matching: Matching, unit: int) -> bool:
    """Whether a line is among those that fit the question best."""
    return float(matching.scores[unit]) >= BEST * float(matching.scores.max(initial=0.0))


def _of_figures(question: Question, matching: Matching) -> list[list[Entry]]:
    """For each of two figures the places that state it; nothing where none does, or they cannot be the same thing."""
    asked = quoted(question)
    if len(asked) != 2 or (asked[0].kind, asked[0].unit) != (asked[1].kind, asked[1].unit) or asked[0].least == asked[1].least:
        return []
    found = [_stating(matching, quantity) for quantity in asked]
    return found if any(found) else []


def _of_times(question: Question, matching: Matching) -> list[list[Entry]]:
    """The same for two times, in lines that speak of what is asked."""
    windows = [value for value in _offered(question) if isinstance(value, Window)]
    if len(windows) != 2:
        return []
    pairs = [(one, other) for one in stretches(windows[0]) for other in stretches(windows[1]) if one.axis == other.axis]
    asked = next((pair for pair in pairs if pair[0] != pair[1]), ())
    rows = telling_rows(question, [matching])
    found: list[list[Entry]] = [[], []]
    for unit in (int(index) for index in (-matching.scores).argsort(kind="stable")[:TOP]):
        said = [(token.text, stretches(token.value)) for token in matching.view.tokens(unit) if isinstance(token.value, Window)]
        if rows and max(float(matching.spread[row, unit]) for row in rows) < MATCHED:
            continue
        for place, wanted in enumerate(asked):
            text = next((text for text, held in said if wanted in held), "")
            if text:
                found[place].append(Entry(unit, "", "", "", _NOTHING, text))
    return found if asked and any(found) else []


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
