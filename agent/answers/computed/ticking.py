"""What of a plan is done and what is open: boxes ticked, rows and entries with a mark of their state, counted or listed."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import is_cue
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import CONTENT, LIGHT, Term
from agent.answers.computed.contents import NAMED, entries_in, named
from agent.answers.computed.in_state import is_in, state_positions
from agent.answers.lookups.lists import best_lists
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft
from agent.answers.wording.frames import frame

CITED = 30
_STAGES = ("phase", "milestone", "sprint")


def state_list(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """What is open, or done, of the thing that is named: the entries that speak of it and carry a mark of their state."""
    if question.has("open") == question.has("done") or not question.has("which", "list") or question.wanted not in ("name", "any"):
        return None
    if question.is_verdict or question.has("covers", "when", "before", "after"):
        return None
    told = [term for term in subject_terms(question) if not set(term.concepts) & (group("state") | set(item_kinds()))]
    if not told and not question.numbered:
        return _kind_in_state(question, matchings)
    for matching in matchings:
        view = matching.view
        marked = {unit: state for unit in _speaking(question, matching) if (state := status_of(view, unit))}
        chosen = [unit for unit, state in marked.items() if (state == "done") == question.has("done") and state != "cancelled"]
        if len(marked) > 1 and 0 < len(chosen) < len(marked) and len(chosen) <= NAMED + 3:
            certain = all(matching.found[row] for row, term in enumerate(question.terms) if term in told)
            return Draft("list", named(view, chosen), cited=(), counts=(len(chosen), len(marked)), certain=certain)
    return None


def stages_in_state(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The stages that are not done or not begun, where a question names nothing but their kind and that state."""
    if question.is_verdict or not question.has("which", "list") or question.wanted != "name" or question.numbered:
        return None
    if not question.has("open", "not_begun") or question.has("covers", "when", "before", "after", "costs", "maximum", "minimum"):
        return None
    asking = state_positions(question)
    told = [term for term in question.terms if term.position not in asking and term.weight > LIGHT]
    return _kind_in_state(question, matchings) if all(set(term.concepts) & set(_STAGES) for term in told) else None


def _kind_in_state(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The phases (milestones, sprints) of a plan that are done, or still open, where at least one is marked as done (or begun)."""
    noun = next((concept for term in question.terms for concept in term.concepts if concept in _STAGES), "")
    for matching in matchings if noun else ():
        view = matching.view
        states: dict[int, str] = {}
        for item in view.roadmap.items:
            for unit in view.on_line(item.span.line)[:1] if item.kind in item_kinds()[noun] else ():
                states.setdefault(unit, item.status or status_of(view, unit))
        counted = {unit for unit, _, _ in view.mentions(noun)} & set(states)
        states = {unit: state for unit, state in states.items() if unit in counted} if len(counted) > 1 else states
        wanted = "planned" if question.has("not_begun") else "open" if question.has("open") else "done"
        chosen = [unit for unit, state in states.items() if is_in(state, wanted)]
        told = "done" in states.values() or (wanted == "planned" and "in_progress" in states.values())
        if len(states) > 1 and told and 0 < len(chosen) <= NAMED + 3:
            return Draft("list", named(view, sorted(chosen)), counts=(len(chosen), len(states)), certain=True)
    return None


def _speaking(question: Question, matching: Matching) -> tuple[int, ...]:
    """The entries that say every telling word of the question, themselves or in what stands above them."""
    rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question) and not set(term.concepts) & group("state")]
    rows = [row for row in rows if matching.found[row]] + list(matching.counted_rows)
    if not rows:
        return ()
    spread = matching.spread[rows].min(axis=0)
    return tuple(unit.index for unit in matching.view.units if unit.kind in ("item", "row") and spread[unit.index] >= MATCHED)


def by_state(question: Question, matching: Matching) -> Draft | None:
    """Ticked and open entries of the list the question names, of the whole document when it names none."""
    view = matching.view
    units = _in_scope(question, matching)
    states = {unit: status_of(view, unit) for unit in units}
    marked = [unit for unit in units if states[unit]]
    if not marked or (len(marked) == 1 and question.has("how_many") and not question.has("open")):
        return None
    boxes = [unit for unit in marked if view.units[unit].checked is not None]
    counted = boxes if len(boxes) * 2 >= len(marked) else list(units)
    done = [unit for unit in counted if states[unit] == "done"]
    opened = [unit for unit in counted if states[unit] not in ("done", "cancelled")]
    lead = frame("open_done", question.language, done=len(done), open=len(opened), total=len(counted)) + "."
    shown = (
        opened if question.has("open") and not question.has("done") else done if question.has("done") and not question.has("open") else []
    )
    if question.has("done") and not done:
        lead = frame("none", question.language, total=len(counted))
    statements = named(view, shown)
    spread = 1.0 if len(units) < len(view.units) // 2 else 0.5
    cited = tuple((view, unit) for unit in _ends(view, counted)) if not statements else ()
    certain = bool(boxes) and not any(_is_telling(question, term) for term in question.terms)
    return Draft("aggregate", statements, lead, score=spread, cited=cited, counts=(len(done), len(opened), len(counted)), certain=certain)


def _ends(view: View, units: Sequence[int]) -> list[int]:
    """Units to cite for many: all of them, because adjoining lines join into one citation."""
    return list(units)[: 4 * CITED]


def _in_scope(question: Question, matching: Matching) -> tuple[int, ...]:
    """The entries meant: those of the best list when the question has words of its own, else every marked line."""
    view = matching.view
    rows = [row for row, term in enumerate(question.terms) if _is_telling(question, term) and matching.found[row]] + list(
        matching.counted_rows
    )
    rows += timed_rows(question, matching) + _named_by_id(question, matching)
    if rows:
        stateless = [found for found in best_lists(question, matching, 6, filtered=False) if _covers(matching, rows, found.unit)]
        for found in stateless:
            entries = tuple(unit for unit in entries_in(view, found.unit) if view.units[unit].kind in ("item", "row"))
            if any(status_of(view, unit) for unit in entries):
                return entries
        units = tuple(
            unit.index
            for unit in view.units
            if unit.kind in ("item", "row") and all(matching.spread[row, unit.index] >= 0.35 for row in rows)
        )
        if units:
            return units
    boxes = tuple(unit.index for unit in view.units if unit.checked is not None and unit.group[0] == "item")
    return boxes or tuple(unit.index for unit in view.units if unit.kind in ("item", "row", "heading") and status_of(view, unit.index))


def _is_telling(question: Question, term: Term) -> bool:
    """Whether a word tells which entries are meant: no state, no kind of entry, no "boxes"."""
    return (
        term.weight >= CONTENT * 0.9
        and not any(is_cue(term.text, cue, question.language) for cue in ("done", "open"))
        and not set(term.concepts) & (group("state") | set(item_kinds()))
        and term.text not in group("item_words")
    )


def _named_by_id(question: Question, matching: Matching) -> list[int]:
    """Rows of the ids and versions that the question names."""
    ids = {identifier.casefold().lstrip("v#") for identifier in question.ids}
    return [row for row, term in enumerate(question.terms) if term.text.lstrip("v#") in ids and matching.found[row]]


def timed_rows(question: Question, matching: Matching) -> list[int]:
    """Rows of the words of a date or period that the document uses too."""
    return [row for row, term in enumerate(question.terms) if term.timed and matching.found[row]]


def _covers(matching: Matching, rows: Sequence[int], unit: int) -> bool:
    return all(matching.spread[row, unit] >= 0.35 for row in rows)
