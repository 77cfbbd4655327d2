"""When a plan becomes profitable: where it says when it breaks even, else the first time of a row or column of profits that is no loss."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT
from agent.answers.lookups.filtering import signed, turning_place
from agent.answers.reading.entry import Entry
from agent.answers.reading.gathering import gathered
from agent.answers.reading.matching import Matching
from agent.answers.reading.siblings import families_of
from agent.answers.reading.timing import windows_of
from agent.answers.reading.values import is_when
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.facts.folding import fold

MOST = 2  # lines that say when the plan breaks even


def profitable_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The lines that say when the plan breaks even, or the time at which its profit turns positive.

    None where the question names more than that, and where neither is stated.
    """
    asks = question.has("when") or question.wanted == "window"
    if question.is_verdict or not asks or not question.has("crossing") or len(matchings) != 1:
        return None
    asking = {place for span in cue_spans(question.text, "crossing", question.language) for place in range(*span)}
    told = [term for term in question.terms if term.weight >= CONTENT * 0.9 and term.position not in asking]
    speaks = any(word in fold(question.text) for word in group("profit_words") | group("profit_verbs"))
    if question.numbered or not speaks or any("profit" not in term.concepts for term in told):
        return None
    view = matchings[0].view
    stated = _stated(view)
    if stated:
        return Draft("temporal", tuple(state(view, unit) for unit in stated[:MOST]), certain=True)
    columns = [(series.label, series.entries, ()) for series in gathered(view) if series.basis == "column"]
    rows = [(family.common, family.entries, family.names) for family in families_of(view).families if family.basis == "row"]
    return next((draft for name, entries, names in (*columns, *rows) if (draft := _turning(view, name, entries, names)) is not None), None)


def _stated(view: View) -> list[int]:
    """The lines that speak of breaking even and say when."""
    spoken = group("break_even_words")
    return [
        unit.index
        for unit in view.units
        if unit.kind in ("line", "item", "row")
        and any(word in view.folded[unit.index] for word in spoken)
        and any(is_when(token) for token in view.tokens(unit.index))
    ]


def _turning(view: View, name: str, entries: Sequence[Entry], names: Sequence[str]) -> Draft | None:
    """The first profit behind a loss in a column, or in a row whose columns have these names, that is called profit."""
    called = fold(name)
    if entries[0].quantity.kind not in ("money", "count") or "%" in called or not any(word in called for word in group("profit_words")):
        return None
    at = turning_place([signed(entry) for entry in entries])
    if at is None:
        return None
    entry, before = entries[at], entries[at - 1]
    row = view.units[entry.unit]
    header = view.units[row.header].cells if row.header >= 0 else ()
    first = names[at] if names else f"{header[0] if header else ''} {row.cells[0]}".strip()
    if not any(map(str.isdecimal, first)) and not windows_of(view, entry.unit):
        return None  # no column of times
    said = tuple(state(view, unit) for unit in dict.fromkeys((entry.unit, before.unit)))
    return Draft("temporal", said, f"{first}: {entry.text}.", certain=True)
