"""How and why: an explanation takes more than one line, so the best statements are said with their neighbours."""

from __future__ import annotations

from collections.abc import Container

from agent.answers.asking.question import Question
from agent.answers.lookups.fitness import pool
from agent.answers.lookups.lists import shown
from agent.answers.reading.containers import holder_of
from agent.answers.reading.matching import Matching
from agent.answers.wording.draft import Draft, Statement, spoken, state

CLOSE, NEAR = 0.72, 0.5  # of the best score: a statement this good is said too; one that goes on with a short explanation
EXPLAINED = 400  # characters: shorter explanations go on
PASSAGES = 3  # that explain one thing
BREATH = 700  # characters of a paragraph that is said whole
FAMILY = 7  # siblings at most that are said along with a statement


def passage_answer(question: Question, matchings: list[Matching]) -> Draft | None:
    """How and why: the best statements with their neighbours, because an explanation takes more than one line."""
    found = pool(question, matchings, whole=True)
    if not found:
        return None
    best = found[0][0]
    statements: list[Statement] = []
    said: set[tuple[int, int]] = set()
    chosen = 0
    for score, matching, unit in found:
        told = sum(len(statement.text) for statement in statements)
        if score < best * (CLOSE if told > EXPLAINED else NEAR) or len(statements) >= 10 or chosen >= PASSAGES:
            break
        if (id(matching), unit) in said or _is_above(matching, unit, said):
            continue
        chosen += 1
        head, *family = _family(question, matching, unit)
        rest = [index for index in family if (id(matching), index) not in said]
        if family and not rest and matching.view.members.get(head):
            continue  # all that it holds is said
        said.update((id(matching), index) for index in (head, *rest))
        statements.append(state(matching.view, head))
        statements.extend(Statement(matching.view, (index,), spoken(matching.view, index), "", True) for index in rest)
    return Draft("freeform", tuple(statements))


def _is_above(matching: Matching, unit: int, said: Container[tuple[int, int]]) -> bool:
    """Whether a heading only holds a line that is said already, and says no more of the question than is said with it."""
    view = matching.view
    return view.units[unit].kind == "heading" and any((id(matching), below) in said for below in view.section(unit))


def _family(question: Question, matching: Matching, unit: int) -> tuple[int, ...]:
    """A unit with what is said in one breath with it; else with its members, or with its siblings when they are few."""
    view = matching.view
    breath = view.passage(unit)
    if len(breath) > 1 and sum(len(view.units[index].text) for index in breath) <= BREATH:
        return breath
    members = view.members.get(unit, ())
    if members:
        return (unit, *shown(question, matching, members))
    holder = holder_of(view.units[unit])
    siblings = view.members.get(holder, ()) if holder >= 0 else ()
    near = tuple(index for index in siblings if view.units[index].kind != "heading")
    if 1 < len(near) <= FAMILY and unit in near:
        return (unit, *(index for index in near if index != unit))
    return (unit,)
