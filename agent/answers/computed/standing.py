"""What of a plan is in the state that a question asks for, where it names nothing else: rows, headings and entries with its mark."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group, item_kinds
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.asking.words import words
from agent.answers.computed.in_state import is_in
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.status import status_of
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.facts.statuses import status_words

MOST = 30  # entries said one by one: more are no answer
_LONGEST = 4  # words of a state
_STATES = frozenset({"done", "open_status", "in_progress", "blocked", "cancelled", "planned", "now", "end", "delay", "critical"})
_ASKED = frozenset({"blocked", "in_progress", "cancelled", "on_hold", "at_risk"})  # states that a word of status asks for by itself
_CHECKS = ("covers", "when", "before", "after", "same", "why", "how_much", "how_many", "sum", "if")


def standing_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The entries in a state: "What is blocked?", "Was ist schon erledigt?"; those of all that carry one, where both are there."""
    wanted = _asked_state(question)
    if not wanted or question.is_verdict or question.numbered or question.has(*_CHECKS):
        return None
    if not question.has("which", "list") or question.wanted not in ("name", "any", "way"):
        return None
    telling = [term for term in question.terms if _is_telling(term)]
    if telling and question.wanted == "way":
        return None
    for matching in matchings:
        view = matching.view
        marked = _outermost(view, _marked(view, question, matching, telling))
        chosen = [unit for unit, mark in marked.items() if is_in(mark, wanted)]
        if 0 < len(chosen) < len(marked) and len(chosen) <= MOST:
            groups = {view.units[unit].group for unit in chosen}
            total = sum(view.units[unit].group in groups for unit in marked)
            lead = frame("count_of", question.language, count=len(chosen), total=total) + ":"
            return Draft("list", _said(view, chosen), lead, counts=(len(chosen), total), certain=not telling)
    return None


def _asked_state(question: Question) -> str:
    """The state that a question asks for: a word of status, as plans write it, or what says "done" or "open"; "" for none, or for two."""
    if question.has("not_begun"):
        return "planned"
    if question.has("done") != question.has("open"):
        said = _written(question)
        return said if said == "in_progress" and question.has("done") else "done" if question.has("done") else "open"
    return "" if question.has("done") else _written(question)


def _written(question: Question) -> str:
    """The state by a word that plans write for it, the longest first; "planned" and "new" are said of everything."""
    listed = [word.text for word in words(question.text)]
    for size in range(_LONGEST, 0, -1):
        for at in range(len(listed) - size + 1):
            found = status_words().get(" ".join(listed[at : at + size]))
            if found in _ASKED:
                return found
    return next((concept for concept in ("blocked", "in_progress", "cancelled") if concept in question.concepts), "")


def _is_telling(term: Term) -> bool:
    """Whether a word says which entries are meant: no state, no kind of entry, no small word."""
    return (
        term.weight >= CONTENT * 0.9
        and not set(term.concepts) & (group("state") | _STATES | set(item_kinds()))
        and term.text not in group("item_words")
        and term.text not in group("part_words")
        and status_words().get(term.text) is None
    )


def _marked(view: View, question: Question, matching: Matching, telling: Sequence[Term]) -> dict[int, str]:
    """The entries that carry a state of their own, with it: boxes, and what stands on a line with a status; those that are told of."""
    rows = [row for row, term in enumerate(question.terms) if term in telling]
    if not all(matching.found[row] for row in rows):
        return {}
    found: dict[int, str] = {}
    for unit in view.units:
        plain = unit.checked is not None or (unit.kind in ("row", "heading") and unit.line in view.status_lines)
        if plain and all(matching.spread[row, unit.index] >= MATCHED for row in rows) and (mark := status_of(view, unit.index)):
            found[unit.index] = mark
    return found


def _outermost(view: View, marked: dict[int, str]) -> dict[int, str]:
    """Entries without those below an entry, or a heading, that has the same mark."""
    return {
        unit: mark
        for unit, mark in marked.items()
        if not any(marked.get(above) == mark for above in (*view.units[unit].parents, *view.units[unit].headings))
    }


def _said(view: View, chosen: Sequence[int]) -> tuple[Statement, ...]:
    """The entries, each part of the plan named once."""
    said: list[Statement] = []
    heading = -2
    for unit in chosen:
        above = next(iter(view.units[unit].headings), -1)
        said.append(state(view, unit) if above != heading else Statement(view, (unit,), spoken(view, unit), "", True))
        heading = above
    return tuple(said)
