"""Whether the numbered weeks, months or days of a plan fill the time that is stated for all of it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.question import Question
from agent.answers.reading.amounts import number
from agent.answers.reading.matching import Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.answers.wording.frames import frame
from agent.model.finding import Computation
from agent.model.quantity import Quantity

KINDS = ("week", "month", "day", "sprint")
FEWEST = 2
_CHECKS = ("same", "adds_up", "fits", "covers")
_WHOLE = frozenset({"duration", "timeline", "total"})


def spans_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The last of the numbered stretches under one part against the length that is stated beside them.

    Holds only when the question names the kind of stretch and the whole, and the stretches follow each other without a gap.
    """
    asks = question.is_verdict and question.has(*_CHECKS) and not question.numbered
    if not asks or len(matchings) != 1 or not (question.concepts & _WHOLE or question.has("how_long")):
        return None
    view = matchings[0].view
    for kind in [kind for kind in KINDS if kind in question.concepts]:
        for section, spans in _runs(view, kind).items():
            stated = _stated(view, section, kind, {unit for unit, _, _ in spans})
            if stated is not None:
                return _draft(question, view, kind, spans, stated)
    return None


def _runs(view: View, kind: str) -> dict[int, list[tuple[int, int, int]]]:
    """(unit, first, last) of the stretches by the part they stand in, where they go from the first one on without a gap."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for unit, first, last in view.mentions(kind):
        place = view.units[unit]
        above = next((heading for heading in place.headings if heading not in view.title_units), -1)
        if place.text.lstrip(" *-•").casefold()[:1].isalpha() and (place.kind == "heading" or view.folded[unit].find(str(first)) < 24):
            key = -2 if place.kind == "heading" else above
            found.setdefault(key, []).append((unit, first, last))
    kept = {}
    for section, spans in found.items():
        ordered = sorted(spans, key=lambda span: (span[1], span[2], span[0]))
        reach, whole = 0, len(ordered) >= FEWEST and ordered[0][1] == 1
        for _, first, last in ordered:
            whole = whole and first <= reach + 1
            reach = max(reach, last)
        if whole:
            kept[section] = ordered
    return kept


def _stated(view: View, section: int, kind: str, inside: set[int]) -> tuple[int, Quantity, str] | None:
    """The length of the whole in this unit: in the lines of the part that name no stretch, or anywhere by a word for the whole."""
    for unit in view.units:
        if unit.index in inside or (section >= 0 and section not in (*unit.headings, unit.index)):
            continue
        for token in view.tokens(unit.index):
            value = token.value
            length = isinstance(value, Quantity) and value.kind == "duration" and value.unit == kind and value.least == value.most
            if length and isinstance(value, Quantity) and value.least > 1 and (section >= 0 or unit.kind in ("line", "item")):
                return unit.index, value, token.text
    return None


def _draft(question: Question, view: View, kind: str, spans: list[tuple[int, int, int]], stated: tuple[int, Quantity, str]) -> Draft:
    unit, value, text = stated
    reach = max(last for _, _, last in spans)
    formula = f"{kind} 1–{reach} = {reach}"
    holds = reach == value.least
    lead = frame("adds_up" if holds else "adds_not", question.language, formula=formula, stated=text)
    said = (state(view, unit), *(state(view, at, member=True, context=False) for at in dict.fromkeys(at for at, _, _ in spans)))
    computation = Computation(formula=formula, expected=number(reach, view.convention), stated=text)
    return Draft("inconsistency", said[:16], lead, computation, counts=(reach,))
