"""How many: boxes ticked and open, items of a kind, entries of a list. What is stated as a number is said beside what was counted."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question, subject_terms
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.computed.heads import heads_answer
from agent.answers.lookups.lists import best_lists, introduces
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, context_of, spoken, state
from agent.answers.wording.frames import frame
from agent.facts.folding import fold
from agent.model.quantity import Quantity

NAMED, CITED = 12, 30
SURE = 0.95  # a heading says the very word for what is counted
FEWEST = 2  # headings, and labels that their entries share


def count_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The number of things in a state or of a kind, of people who are listed by role; None when the question counts something else."""
    people = heads_answer(question, matchings)
    noun = counted_noun(question)
    if people is not None or noun is None:
        return people or next((draft for matching in matchings if (draft := _under_title(question, matching)) is not None), None)
    best: Draft | None = None
    for matching in matchings:
        draft = _by_state(question, matching) if question.has("done", "open") else None
        draft = draft or _by_kind(question, matching, noun)  # "open questions" need no mark of their state
        if draft is not None and (best is None or draft.score > best.score):
            best = draft
    return best


def _under_title(question: Question, matching: Matching) -> Draft | None:
    """The entries under the one heading that says what is counted and all else that is asked: "open questions for the founder"."""
    start = min((end for _, end in cue_spans(question.text, "how_many", question.language)), default=-1)
    noun = next((row for row, term in enumerate(question.terms) if 0 <= start <= term.position <= start + 1 and term.weight >= CONTENT), -1)
    if noun < 0 or set(question.terms[noun].concepts) & (group("uncounted") | group("measured") | group("money") | group("owner")):
        return None
    view = matching.view
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and row != noun and not term.timed]
    titled = [
        unit
        for unit in view.members
        if introduces(view, unit)
        and matching.own[noun, unit] >= SURE
        and all(matching.spread[row, unit] >= MATCHED for row in rows)
        and len(_entries(view, unit)) >= FEWEST
    ]
    counted = [
        unit
        for unit in view.units
        if matching.own[noun, unit.index] >= SURE and unit.index not in titled and _gives_count(view, unit.index)
    ]
    return _counted(question, matching, question.terms[noun], _entries(view, titled[0])) if len(titled) == 1 and not counted else None


def _gives_count(view: View, unit: int) -> bool:
    """Whether a line gives a number of something."""
    return any(isinstance(token.value, Quantity) and token.value.kind == "count" and token.value.least > 1 for token in view.tokens(unit))


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
            return Draft("list", _named(view, chosen), cited=(), counts=(len(chosen), len(marked)))
    return None


_STAGES = ("phase", "milestone", "sprint")


def _kind_in_state(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The phases (milestones, sprints) of a plan that are done, or still open, where at least one is marked as done."""
    noun = next((concept for term in question.terms for concept in term.concepts if concept in _STAGES), "")
    for matching in matchings if noun else ():
        view = matching.view
        states: dict[int, str] = {}
        for item in view.roadmap.items:
            for unit in view.on_line(item.span.line)[:1] if item.kind in item_kinds()[noun] else ():
                states.setdefault(unit, item.status or status_of(view, unit))
        done = [unit for unit, state in states.items() if state == "done"]
        chosen = done if question.has("done") else [unit for unit, state in states.items() if state not in ("done", "cancelled")]
        if len(states) > 1 and done and 0 < len(chosen) <= NAMED + 3:
            return Draft("list", _named(view, sorted(chosen)), counts=(len(chosen), len(states)), certain=True)
    return None


def _speaking(question: Question, matching: Matching) -> tuple[int, ...]:
    """The entries that say every telling word of the question, themselves or in what stands above them."""
    rows = [row for row, term in enumerate(question.terms) if term in subject_terms(question) and not set(term.concepts) & group("state")]
    rows = [row for row in rows if matching.found[row]] + list(matching.counted_rows)
    if not rows:
        return ()
    spread = matching.spread[rows].min(axis=0)
    return tuple(unit.index for unit in matching.view.units if unit.kind in ("item", "row") and spread[unit.index] >= MATCHED)


def counted_noun(question: Question) -> Term | None:
    """The term behind "how many", when it names things that a plan lists (not people, customers or amounts)."""
    spans = cue_spans(question.text, "how_many", question.language)
    start = min((end for _, end in spans), default=0)
    behind = [term for term in question.terms if term.position >= start and "number" not in term.concepts]
    for at, term in enumerate(behind[:3]):
        if at and not term.unspaced and term.position > behind[at - 1].position + len(behind[at - 1].words):
            break  # "how many sessions does phase 2 take" counts no phases
        concepts = set(term.concepts)
        if concepts & group("uncounted"):
            return None
        if concepts & set(item_kinds()) or term.text in group("item_words"):
            return term
    if question.has("described", "done", "open"):
        return next((term for term in question.terms if set(term.concepts) & set(item_kinds()) - {"list"}), None)
    return None


def _by_state(question: Question, matching: Matching) -> Draft | None:
    """Ticked and open entries of the list the question names, of the whole document when it names none."""
    view = matching.view
    units = _in_scope(question, matching)
    states = {unit: status_of(view, unit) for unit in units}
    marked = [unit for unit in units if states[unit]]
    if not marked:
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
    statements = _named(view, shown)
    spread = 1.0 if len(units) < len(view.units) // 2 else 0.5
    cited = tuple((view, unit) for unit in _ends(view, counted)) if not statements else ()
    return Draft("aggregate", statements, lead, score=spread, cited=cited, counts=(len(done), len(opened), len(counted)))


def _ends(view: View, units: Sequence[int]) -> list[int]:
    """Units to cite for many: all of them, because adjoining lines join into one citation."""
    return list(units)[: 4 * CITED]


def _in_scope(question: Question, matching: Matching) -> tuple[int, ...]:
    """The entries meant: those of the best list when the question has words of its own, else every marked line."""
    view = matching.view
    rows = [
        row
        for row, term in enumerate(question.terms)
        if term.weight >= CONTENT * 0.9 and not set(term.concepts) & (group("state") | set(item_kinds())) and matching.found[row]
    ] + list(matching.counted_rows)
    rows += timed_rows(question, matching) + _named_by_id(question, matching)
    if rows:
        stateless = [found for found in best_lists(question, matching, 6, filtered=False) if _covers(matching, rows, found.unit)]
        for found in stateless:
            entries = tuple(unit for unit in _entries(view, found.unit) if view.units[unit].kind in ("item", "row"))
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


def _named_by_id(question: Question, matching: Matching) -> list[int]:
    """Rows of the ids and versions that the question names."""
    ids = {identifier.casefold().lstrip("v#") for identifier in question.ids}
    return [row for row, term in enumerate(question.terms) if term.text.lstrip("v#") in ids and matching.found[row]]


def timed_rows(question: Question, matching: Matching) -> list[int]:
    """Rows of the words of a date or period that the document uses too."""
    return [row for row, term in enumerate(question.terms) if term.timed and matching.found[row]]


def _covers(matching: Matching, rows: Sequence[int], unit: int) -> bool:
    return all(matching.spread[row, unit] >= 0.35 for row in rows)


def _entries(view: View, unit: int) -> tuple[int, ...]:
    """The entries of a container: its direct items or rows, those of the parts it is divided into when it has none itself."""
    direct = [
        member
        for member in view.members.get(unit, ())
        if view.units[member].kind in ("item", "row") and view.units[member].group[0] != "part"
    ]
    if direct:
        return tuple(direct)
    parts = [member for member in view.members.get(unit, ()) if view.units[member].kind in ("heading", "line", "header")]
    described = [part for part in parts if view.units[part].kind == "heading"]
    if _are_described(view, described):
        return tuple(described)
    return tuple(entry for part in parts for entry in _entries(view, part))


def _are_described(view: View, parts: Sequence[int]) -> bool:
    """Whether headings are the things themselves, each described by entries under the same labels: "What: ...", "How: ..."."""
    if len(parts) < FEWEST:
        return False
    labels = [{fold(view.units[member].text.partition(":")[0]) for member in view.members.get(part, ())} for part in parts]
    shared = set.intersection(*labels)
    return len(shared) >= FEWEST and all(2 * len(shared) >= len(own) for own in labels)


def _by_kind(question: Question, matching: Matching, noun: Term) -> Draft | None:
    units, certain = _things(question, matching, noun)
    return _counted(question, matching, noun, units, certain) if len(units) >= FEWEST else None


def _counted(question: Question, matching: Matching, noun: Term, units: Sequence[int], certain: float = 1.0) -> Draft:
    """So many, with what was counted, and a line that states another number of them."""
    view = matching.view
    lead = f"{len(units)} ({noun.text})" if noun.unspaced else f"{len(units)} {noun.text}"
    stated = _stated(view, matching, noun, len(units))
    statements = _named(view, units)
    if stated is not None:
        statements = (state(view, stated), *statements)
    cited = tuple((view, unit) for unit in _sections(view, units)[:CITED]) if len(units) > NAMED else ()
    return Draft("aggregate", statements, lead + ".", score=certain, cited=cited, counts=(len(units),))


def _sections(view: View, units: Sequence[int]) -> list[int]:
    """The headings under which many counted headings stand; the units themselves when they stand under none."""
    above = [view.units[unit].headings[0] if view.units[unit].kind == "heading" and view.units[unit].headings else unit for unit in units]
    return list(dict.fromkeys(above))


def _things(question: Question, matching: Matching, noun: Term) -> tuple[tuple[int, ...], float]:
    """The units that are the counted things, and how sure that is."""
    view = matching.view
    scope = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and term is not noun and matching.found[row]]
    concept = next((concept for concept in noun.concepts if concept in item_kinds()), "list")
    numbered = (
        tuple(dict.fromkeys(unit for unit, _, _ in view.mentions(concept) if view.units[unit].kind == "heading"))
        if concept in ("task", "milestone", "phase", "sprint")
        else ()
    )
    numbered = tuple(unit for unit in numbered if all(matching.spread[row, unit] >= MATCHED for row in matching.counted_rows))
    if len(numbered) > 1 and not scope:
        return numbered, 1.0
    titled = tuple(
        dict.fromkeys(
            unit
            for item in view.roadmap.items
            if item.id and item.kind in item_kinds()[concept]
            for unit in view.on_line(item.span.line)[:1]
            if view.units[unit].kind == "heading" and all(matching.spread[row, unit] >= MATCHED for row in matching.counted_rows)
        )
    )
    if len(titled) > 1 and not scope:
        return titled, 0.9
    return _listed_things(question, matching, concept)


def _listed_things(question: Question, matching: Matching, concept: str) -> tuple[tuple[int, ...], float]:
    view = matching.view
    others = {term_concept for term in question.terms for term_concept in term.concepts}
    if "phase" in others and concept != "phase":
        phases = [unit for unit in dict.fromkeys(unit for unit, _, _ in view.mentions("phase")) if view.units[unit].kind == "heading"]
        direct = [tuple(member for member in view.members.get(unit, ()) if view.units[member].kind == "item") for unit in phases]
        filled = [members for members in direct if members]
        if len(filled) > 1 and (not question.count or question.count == len(filled)):
            return tuple(sorted(member for members in filled for member in members)), 0.8
    lists = best_lists(question, matching, 1, filtered=False)
    if lists:
        entries = _entries(view, lists[0].unit)
        leaves = tuple(
            unit for unit in below(view.members, lists[0].unit) if view.units[unit].kind in ("item", "row") and unit not in view.members
        )
        return (entries if len(entries) > 1 else leaves), 0.6
    return (), 0.0


def _stated(view: View, matching: Matching, noun: Term, counted: int) -> int | None:
    """A line that states another number of the same things."""
    row = next((row for row, label in enumerate(matching.labels) if label == noun.text), None)
    if row is None:
        return None
    for unit in view.units:
        if matching.own[row, unit.index] < MATCHED or unit.kind == "heading":
            continue
        for token in view.tokens(unit.index):
            value = token.value
            if (
                isinstance(value, Quantity)
                and value.kind == "count"
                and value.least > 9
                and value.least != counted
                and _speaks_of(matching, row, unit.index, value)
            ):
                return unit.index
    return None


def _speaks_of(matching: Matching, row: int, unit: int, value: Quantity) -> bool:
    return bool(value.unit) or len(matching.view.units[unit].text) < 40


def _named(view: View, units: Sequence[int]) -> tuple[Statement, ...]:
    if not 0 < len(units) <= NAMED + 3:
        return ()
    first = Statement(view, (units[0],), spoken(view, units[0]), context_of(view, units[0]), True)
    return (first, *(Statement(view, (unit,), spoken(view, unit), "", True) for unit in units[1:]))
