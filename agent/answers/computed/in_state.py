"""The state that entries are counted by: done, open, blocked, at a progress in percent; by their own mark or a line under their heading."""

from __future__ import annotations

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.question import Question
from agent.answers.asking.terms import asked_tokens
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.model.quantity import Quantity

UNDER = 6  # lines under a heading, one of which may say its state
_NAMED = ("in_progress", "blocked", "cancelled")  # states that a concept of the same name asks for


def state_positions(question: Question) -> set[int]:
    """Positions of words that only say in which state things are."""
    spans = [
        span for cue in ("done", "open", "not_begun", "current", "described") for span in cue_spans(question.text, cue, question.language)
    ]
    return {place for start, end in spans for place in range(start, end)}


def in_state(question: Question, view: View, unit: int) -> bool:
    """Whether an entry is in the state asked for; True where none is."""
    progress = asked_progress(question)
    if progress is not None:
        return _says_progress(view, unit, progress)
    mark = state_of(view, unit)
    wanted = next((state for state in _NAMED if state in question.concepts), "")
    if question.has("not_begun"):
        return is_in(mark, "planned")
    if wanted:
        return is_in(mark, wanted)
    if question.has("done") and question.has("open"):
        return bool(mark)
    if question.has("done", "open"):
        return is_in(mark, "done" if question.has("done") else "open")
    return True


def is_in(mark: str, wanted: str) -> bool:
    """Whether a mark says the state asked for; what is neither done nor given up is open."""
    return mark not in ("done", "cancelled") if wanted == "open" else mark == wanted


def asked_progress(question: Question) -> float | None:
    """The progress asked for in percent: "how many phases are at 0%"."""
    found = [token.value for token in asked_tokens(question.text, question.language) if isinstance(token.value, Quantity)]
    shares = [value.least for value in found if value.kind == "percent" and not value.is_range]
    return shares[0] if len(shares) == 1 else None


def _says_progress(view: View, unit: int, progress: float) -> bool:
    """Whether an entry, or a line under its heading, states this progress."""
    lines = [unit, *(view.members.get(unit, ())[:UNDER] if view.units[unit].kind == "heading" else ())]
    values = [token.value for line in lines for token in view.tokens(line) if isinstance(token.value, Quantity)]
    return any(value.kind == "percent" and value.least == value.most == progress for value in values)


def asks_state(question: Question) -> bool:
    """Whether only entries in some state are counted."""
    return asked_progress(question) is not None or question.has("done", "open", "not_begun") or bool(question.concepts & set(_NAMED))


def state_of(view: View, unit: int) -> str:
    """The state of an entry: its own mark, or the one that a line under its heading says."""
    return status_of(view, unit) or _section_state(view, unit)


def _section_state(view: View, unit: int) -> str:
    """The state that a heading says in a line under it: "Status: not started"."""
    if view.units[unit].kind != "heading":
        return ""
    lines = [
        member
        for member in view.members.get(unit, ())[:UNDER]
        if view.units[member].kind in ("line", "item") and ":" in view.units[member].text
    ]
    return next((mark for member in lines if (mark := status_of(view, member))), "")
