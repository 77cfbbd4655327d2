"""Where the times of an answer stand: the headings and lines that its first statements have them from."""

from __future__ import annotations

from dataclasses import replace

from agent.answers.asking.question import Question
from agent.answers.reading.timing import above
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken
from agent.model.quantity import Window

_NAMES = ("sprint", "phase")  # of what a plan numbers
TIMED = 2  # statements whose time is cited from above


def with_times(question: Question, draft: Draft) -> Draft:
    """The draft with the headings cited from which its first statements have their time, when a time is asked for.

    A line that dates a section is said as well: nobody sees it in the headings.
    """
    if question.wanted not in ("window", "date") and not question.has("when"):
        return draft
    told = {(id(statement.view), unit) for statement in draft.statements for unit in statement.units}
    cited: list[tuple[View, int]] = []
    statements: list[Statement] = []
    for place, statement in enumerate(draft.statements):
        statements.append(statement)
        dating = _dated_above(statement.view, statement.units[0]) if place < TIMED else -1
        if dating < 0 or (id(statement.view), dating) in told:
            continue
        if _is_shown(statement, dating):
            cited.append((statement.view, dating))
        else:
            told.add((id(statement.view), dating))
            statements.append(Statement(statement.view, (dating,), spoken(statement.view, dating), "", True))
    added = tuple(place for place in dict.fromkeys(cited) if place not in draft.cited)
    return replace(draft, statements=tuple(statements), cited=(*draft.cited, *added))


def _is_shown(statement: Statement, unit: int) -> bool:
    """Whether the words with which a statement says where it stands hold this unit."""
    found = statement.view.units[unit]
    chain = statement.view.units[statement.units[0]]
    return found.kind == "heading" or unit in chain.parents or (unit == chain.lead and found.text.endswith((":", "：")))


def _dated_above(view: View, unit: int) -> int:
    """The nearest unit above that names a time, when the unit itself names none; -1 otherwise."""
    if _is_dated(view, unit):
        return -1
    return next((index for index in above(view, unit) if _is_dated(view, index)), -1)


def _is_dated(view: View, unit: int) -> bool:
    """Whether a unit says a time itself: "sprint 4" is only a name for one."""
    return any(isinstance(token.value, Window) and token.value.unit not in _NAMES for token in view.tokens(unit))
