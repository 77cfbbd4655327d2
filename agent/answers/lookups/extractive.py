"""Answers in the document's own words: the statements that fit a question best."""

from __future__ import annotations

from agent.answers.asking.question import Question
from agent.answers.asking.single import asks_for_one
from agent.answers.lookups.fitness import UNTYPED_WANTS, pool
from agent.answers.lookups.lists import Found, best_lists, in_state, introduces, lifted, listed, widened
from agent.answers.lookups.novelty import adds_nothing, enough, is_above
from agent.answers.lookups.sides import best_per_side, sides
from agent.answers.lookups.telling import only_entry, telling, told
from agent.answers.reading.containers import holder_of
from agent.answers.reading.matching import Matching
from agent.answers.reading.values import fits, has_wanted, holds_itself
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.expressions import expression
from agent.model.answer import AnswerKind

CLOSE = 0.72  # of the best score: a statement this good is said too
UNDER = 2  # lines said under a heading
SIDE = 0.5  # of the best score: what the best statement for another side needs
_SEVERAL = (
    "list",
    "versus",
    "difference",
    "same",
    "adds_up",
    "ratio",
    "covers",
    "sum",
    "average",
    "share",
)  # asked about more than one place
_PARTS = (("how_long", "duration"), ("costs", "money"), ("share", "percent"))
ONE = 0.8  # of the best list's score: a line this good names the one thing asked for
ENUMERATES = 2  # commas or arrows that make a line a list
_DIVIDERS = expression(r"[,、;；→➜⟶]|->|\s[/+·]\s")


def extract_answer(question: Question, matchings: list[Matching], kind: AnswerKind = "lookup") -> Draft | None:
    """The best statements over all documents; a statement that only introduces others is said with them."""
    ranking = pool(question, matchings)
    if not ranking:
        return None
    best = ranking[0][0]
    statements: list[Statement] = []
    said: set[tuple[int, int]] = set()
    chosen: list[tuple[float, Matching, int]] = []
    single = not question.count and not question.has(*_SEVERAL)
    one = single and len(matchings) == 1
    for score, matching, unit in ranking:
        if score < best * CLOSE or enough(chosen, one=one):
            break
        if (id(matching), unit) in said or adds_nothing(question, (score, matching, unit), chosen):
            continue
        members = matching.view.members.get(unit, ())
        listing = bool(members) and not has_wanted(question, matching.view, unit)
        if listing and single and question.wanted not in (*UNTYPED_WANTS, "count") and is_above(chosen, matching, unit):
            continue
        chosen.append((score, matching, unit))
        if listing and len(statements) < 3:
            found = Found(matching, unit, score, members)
            answering = telling(question, found) if single else ()
            for statement in told(found, answering) if answering else listed(question, found):
                said.update((id(matching), index) for index in statement.units)
                statements.append(statement)
        else:
            said.add((id(matching), unit))
            statements.append(state(matching.view, unit))
            statements.extend(_below_heading(question, matching, unit, said))
    statements.extend(_other_sides(question, ranking, said))
    statements.extend(_other_parts(question, ranking[0][1], ranking[0][2], said))
    return Draft(kind, tuple(statements))


def _below_heading(question: Question, matching: Matching, unit: int, said: set[tuple[int, int]]) -> list[Statement]:
    """Lines right under a heading that hold the wanted kind of value: the heading names the thing, they say it."""
    view = matching.view
    if view.units[unit].kind != "heading" or question.wanted in UNTYPED_WANTS or holds_itself(question, view, unit):
        return []
    found = [member for member in view.members.get(unit, ()) if (id(matching), member) not in said and holds_itself(question, view, member)]
    said.update((id(matching), member) for member in found[:UNDER])
    return [Statement(view, (member,), spoken(view, member), "", True) for member in found[:UNDER]]


def _other_sides(question: Question, ranking: list[tuple[float, Matching, int]], said: set[tuple[int, int]]) -> list[Statement]:
    """The best statement for each further thing the question names beside the first."""
    best, matching, _ = ranking[0]
    found = sides(question, matching)
    statements = []
    for score, unit in best_per_side(question, matching, found, figures=question.wanted not in UNTYPED_WANTS) if len(found) > 1 else []:
        fits = question.wanted in UNTYPED_WANTS or has_wanted(question, matching.view, unit)
        if (id(matching), unit) not in said and score >= best * SIDE and fits:
            said.add((id(matching), unit))
            statements.append(state(matching.view, unit))
    return statements


def _other_parts(question: Question, matching: Matching, unit: int, said: set[tuple[int, int]]) -> list[Statement]:
    """What else is asked of the same thing: "when ... and how long": looked for in the part of the document it stands in."""
    kinds = [kind for cue, kind in _PARTS if question.has(cue) and kind != question.wanted]
    view = matching.view
    found = view.units[unit]
    holder = unit if view.members.get(unit) else holder_of(found)
    near = [unit, *(view.members.get(holder, ()) if holder >= 0 else ())]
    near += [member for place in near for member in view.members.get(place, ())]
    statements = []
    for kind in kinds[:2]:
        place = next((place for place in dict.fromkeys(near) if any(fits(token, kind) for token in view.tokens(place))), None)
        if place is not None and (id(matching), place) not in said:
            said.add((id(matching), place))
            statements.append(state(view, place))
    return statements


def list_answer(question: Question, matchings: list[Matching]) -> Draft | None:
    """The list the question describes; a single line that enumerates may be the better one."""
    ranking = pool(question, matchings)
    lists = sorted((found for matching in matchings for found in best_lists(question, matching)), key=lambda found: -found.score)
    if not ranking or not lists:
        return extract_answer(question, matchings, "list")
    top_score, top_matching, top = ranking[0]
    first = lists[0] if asks_for_one(question) else lifted(question, lists[0])
    best = in_state(question, widened(question, first))
    enumerates = len(_DIVIDERS.findall(spoken(top_matching.view, top))) >= ENUMERATES
    inside = top in best.members and top_matching is best.matching
    one = asks_for_one(question) and "status" not in question.concepts  # several places may say in which state a thing is
    if one and top_score >= best.score * ONE and not introduces(top_matching.view, top):
        return extract_answer(question, matchings)
    if top_score > best.score * (1.0 if enumerates else 1.25) and not top_matching.view.members.get(top) and not inside:
        return Draft("list", (state(top_matching.view, top), *listed(question, best)))
    single = inside and (question.wanted == "way" or asks_for_one(question))
    entry = only_entry(question, top_matching, best) if single else -1
    if entry == top and top_matching.view.units[top].kind == "row":
        return extract_answer(question, matchings)
    answering = telling(question, best)
    statements = list(told(best, answering) if answering else listed(question, best))
    if not inside and best.unit != top and top_score > best.score * 0.85:
        members = top_matching.view.members.get(top, ())
        more = listed(question, Found(top_matching, top, top_score, members)) if members else (state(top_matching.view, top),)
        statements.extend(more)
    return Draft("list", tuple(statements))
