"""What a plan lists more than once."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.asking.terms import CONTENT, Term
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, context_of, state
from agent.answers.wording.frames import frame
from agent.facts import normalise

MOST = 8
SHORTEST = 8  # characters: shorter entries ("Total", "Tests") repeat by chance


def repeating_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The entries that stand in a plan twice, or all places of the one that is named.

    Holds only for entries of lists and tables with the same words, under different headings.
    """
    if not question.has("twice"):
        return None
    for matching in matchings:
        view = matching.view
        rows = [row for row, term in enumerate(question.terms) if term.weight >= CONTENT * 0.9 and _names_entry(matching, row, term)]
        groups = [units for units in _repeated(view) if all(matching.own[row, units[0]] >= MATCHED for row in rows)]
        groups = groups or ([] if rows else _repeated(view))
        if groups:
            said = tuple(state(view, unit) for units in groups[:MOST] for unit in units)
            names = "; ".join(f"{view.units[units[0]].text} ({len(units)}×: {_places(view, units)})" for units in groups[:MOST])
            lead = f"{frame('yes', question.language)}: {names}." if question.is_verdict else f"{names}."
            above = tuple((view, unit) for units in groups[:MOST] for place in units for unit in view.units[place].headings[-2:-1])
            return Draft("inconsistency", said, lead, counts=tuple(len(units) for units in groups), cited=above, certain=True)
    return None


def _names_entry(matching: Matching, row: int, term: Term) -> bool:
    """Whether a word is part of what is looked for: not the plan's title, not a word for any entry."""
    plain = set(term.concepts) & (group("item_nouns") | group("soft"))
    return bool(matching.found[row]) and not plain and matching.own[row, matching.view.title_units].max(initial=0.0) < MATCHED


def _places(view: View, units: Sequence[int]) -> str:
    return "; ".join(context_of(view, unit) for unit in units)


def _repeated(view: View) -> list[tuple[int, ...]]:
    """Entries of lists with the same words that stand under different headings, in the order of the document."""
    groups: dict[str, list[int]] = {}
    for unit in view.units:
        text = normalise(unit.text)
        if unit.kind in ("item", "row") and len(text) >= SHORTEST and not unit.text.rstrip().endswith(":"):
            groups.setdefault(text, []).append(unit.index)
    return [tuple(units) for units in groups.values() if len({view.units[unit].headings[:2] for unit in units}) > 1]
