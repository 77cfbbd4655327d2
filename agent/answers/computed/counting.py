"""How many: items of a kind, entries of a list. What is stated as a number is said beside what was counted."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.counted import arabic, counted_pattern, counted_range
from agent.answers.asking.counters import noun_at_counter
from agent.answers.asking.cues import cue_spans
from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.words import UNSPACED_LANGUAGES
from agent.answers.computed.contents import FEWEST, NAMED, entries_in, named
from agent.answers.computed.heads import heads_answer
from agent.answers.computed.longest import STAGES
from agent.answers.computed.ticking import by_state
from agent.answers.lookups.lists import best_lists, introduces
from agent.answers.reading.containers import below
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, state
from agent.model.quantity import Quantity

CITED = 30
NUMBERED = ("task", *STAGES)
LEAD_WORDS = 6  # of a line that introduces stages: "The phases:"
SURE = 0.95  # a heading says the very word for what is counted


def count_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The number of things in a state or of a kind, of people who are listed by role; None when the question counts something else."""
    people = heads_answer(question, matchings)
    noun = counted_noun(question)
    if people is not None or noun is None:
        return people or next((draft for matching in matchings if (draft := _under_title(question, matching)) is not None), None)
    best: Draft | None = None
    for matching in matchings:
        draft = by_state(question, matching) if question.has("done", "open") else None
        draft = draft or _by_kind(question, matching, noun)  # "open questions" need no mark of their state
        if draft is not None and (best is None or draft.score > best.score):
            best = draft
    return best


def _under_title(question: Question, matching: Matching) -> Draft | None:
    """The entries under the one heading that says what is counted and all else that is asked: "open questions for the founder"."""
    start = min((end for _, end in cue_spans(question.text, "how_many", question.language)), default=-1)
    other = group("uncounted") | group("measured") | group("money") | group("owner")
    nouns = [row for row, term in enumerate(question.terms) if 0 <= start <= term.position <= start + 1 and term.weight >= CONTENT]
    noun = next((row for row in nouns if not set(question.terms[row].concepts) & other), -1)  # "revenue paths" are paths
    if noun < 0 or (noun != nouns[0] and question.terms[noun].concepts):
        return None
    view = matching.view
    rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and row != noun and not term.timed]
    titled = [
        unit
        for unit in view.members
        if introduces(view, unit)
        and matching.own[noun, unit] >= SURE
        and all(matching.spread[row, unit] >= MATCHED for row in rows)
        and len(entries_in(view, unit)) >= FEWEST
    ]
    counted = [
        unit
        for unit in view.units
        if matching.own[noun, unit.index] >= SURE and unit.index not in titled and _gives_count(view, unit.index)
    ]
    return _counted(question, matching, question.terms[noun], entries_in(view, titled[0])) if len(titled) == 1 and not counted else None


def _gives_count(view: View, unit: int) -> bool:
    """Whether a line gives a number of something."""
    return any(isinstance(token.value, Quantity) and token.value.kind == "count" and token.value.least > 1 for token in view.tokens(unit))


def counted_noun(question: Question) -> Term | None:
    """The term behind "how many", when it names things that a plan lists (not people, customers or amounts)."""
    if question.language in UNSPACED_LANGUAGES and (row := noun_at_counter(question)) is not None:
        term = question.terms[row]
        return term if set(term.concepts) & set(item_kinds()) and not set(term.concepts) & group("uncounted") else None
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


def _by_kind(question: Question, matching: Matching, noun: Term) -> Draft | None:
    units, certain = _things(question, matching, noun)
    return _counted(question, matching, noun, units, certain) if len(units) >= FEWEST else None


def _counted(question: Question, matching: Matching, noun: Term, units: Sequence[int], certain: float = 1.0) -> Draft:
    """So many, with what was counted, and a line that states another number of them."""
    view = matching.view
    lead = f"{len(units)} ({noun.text})" if noun.unspaced else f"{len(units)} {question.written(noun)}"
    stated = _stated(view, matching, noun, len(units))
    statements = named(view, units)
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
    headed = [mention for mention in view.mentions(concept) if view.units[mention[0]].kind == "heading"] if concept in NUMBERED else []
    each = {(first, last): unit for unit, first, last in reversed(headed)}  # "Phase 2" of the plan and of its costs is one phase
    numbered = tuple(sorted(set(each.values())))
    numbered = tuple(unit for unit in numbered if all(matching.spread[row, unit] >= MATCHED for row in matching.counted_rows))
    steps = any("phase" in term.concepts for term in question.terms if term is not noun)  # "steps over all phases" are no phases
    if len(numbered) > 1 and not scope and not steps:
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
    if len(titled) > 1 and not scope and not steps:
        return titled, 0.9
    opening = _opening_lines(view, concept) if not scope and not steps and not matching.counted_rows else ()
    return (opening, 0.9) if opening else _listed_things(question, matching, noun)


def _opening_lines(view: View, kind: str) -> tuple[int, ...]:
    """The first line or row that opens with each number of a stage, where these run on from 0 or 1: "**Phase 1:** ..."."""
    found: dict[int, int] = {}
    for unit, first, last in view.mentions(kind) if kind in STAGES else ():
        opens = counted_pattern(kind).match(arabic(view.folded[unit]).lstrip("*-•# |"))
        if first == last and opens is not None and counted_range(opens) == (first, last):
            found.setdefault(first, unit)
    numbers = sorted(found)
    runs_on = len(numbers) > 1 and numbers[0] in (0, 1) and numbers == list(range(numbers[0], numbers[-1] + 1))
    return tuple(found[number] for number in numbers) if runs_on else ()


def _listed_things(question: Question, matching: Matching, noun: Term) -> tuple[tuple[int, ...], float]:
    view = matching.view
    others = {term_concept for term in question.terms if term is not noun for term_concept in term.concepts}
    if "phase" in others:
        phases = [unit for unit in dict.fromkeys(unit for unit, _, _ in view.mentions("phase")) if view.units[unit].kind == "heading"]
        direct = [tuple(member for member in view.members.get(unit, ()) if view.units[member].kind == "item") for unit in phases]
        filled = [members for members in direct if members]
        if len(filled) > 1 and (not question.count or question.count == len(filled)):
            return tuple(sorted(member for members in filled for member in members)), 0.8
    lists = best_lists(question, matching, 1, filtered=False)
    if lists:
        entries = entries_in(view, lists[0].unit)
        leaves = tuple(
            unit for unit in below(view.members, lists[0].unit) if view.units[unit].kind in ("item", "row") and unit not in view.members
        )
        found = entries if len(entries) > 1 else leaves
        return (found, 0.6) if _are_stages(matching, noun, lists[0].unit, found) else ((), 0.0)
    return (), 0.0


def _are_stages(matching: Matching, noun: Term, introduced: int, entries: Sequence[int]) -> bool:
    """Whether a list is one of phases (milestones, sprints), where these are counted: most entries or what introduces them say so.

    A sentence with "phased" and the heading of one phase introduce none.
    """
    kind = next((concept for concept in noun.concepts if concept in STAGES), "")
    row = next((row for row, label in enumerate(matching.labels) if label == noun.text), None)
    if not kind or row is None:
        return not kind
    view, own = matching.view, matching.own
    if 2 * sum(bool(own[row, entry] >= MATCHED) for entry in entries) > len(entries):
        return True
    numbered = any(unit == introduced for unit, _, _ in view.mentions(kind))
    short = len(view.units[introduced].text.split()) <= LEAD_WORDS
    return bool(own[row, introduced] >= MATCHED) and short and not numbered and introduced not in view.title_units


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
