"""Answers in the document's own words: the statements that fit a question best."""

from __future__ import annotations

from collections.abc import Sequence

import numpy
from numpy.typing import NDArray

from agent.answers.containers import holder_of
from agent.answers.draft import Draft, Statement, spoken, state
from agent.answers.groups import group
from agent.answers.lists import Found, best_lists, listed, shown, widened
from agent.answers.matching import Matching
from agent.answers.question import Question
from agent.answers.series import is_total_text
from agent.answers.sides import best_per_side, sides
from agent.answers.values import fits, has_wanted, holds_itself, is_dated_row, is_when
from agent.answers.view import View
from agent.model.answer import AnswerKind
from agent.model.quantity import Quantity, Window

MOST, MOST_OF_ONE = 6, 3  # statements; of one document
CLOSE = 0.72  # of the best score: a statement this good is said too
EVEN = 0.8  # of a better statement's score: one this good is said beside it when it says as much of the question, a weaker one is not
SPOKEN_OF = 0.4  # a term counts as said by a unit, or above it, from this weight on
TYPED, DATED_ABOVE, ABOVE, UNTYPED, TOTAL, EARNED = 1.3, 1.2, 1.1, 0.55, 1.6, 0.8
NAMED_ALL, NAMED_UNTYPED = 0.55, 0.95  # a unit that says this share of the question itself is not held to the kind of value
BESIDE, FEW = 0.15, 24  # what a word counts that a line beside says; lines under one heading, up to which they speak of one thing
NEAR, EXPLAINED = 0.5, 400  # an explanation shorter than so many characters goes on with lines of half the best score
PASSAGES = 3  # that explain one thing
FAMILY = 7  # siblings at most that are said along with a statement
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
LEAST_WEIGHT = 0.1  # of a term that tells one line from another
_PARTS = (("how_long", "duration"), ("costs", "money"), ("share", "percent"))
ENUMERATES = 2  # commas that make a line a list
_UNTYPED_WANTS = ("any", "name", "reason", "way", "verdict", "place")


def ranked(question: Question, matching: Matching, most: int = 40, *, whole: bool = False) -> list[tuple[float, int]]:
    """(score, unit) of the best units, those that hold the wanted kind of value first among equals; `whole` sections may answer."""
    scores = matching.scores
    best = scores.argsort()[::-1][:most]
    found = []
    for unit in (int(index) for index in best):
        if scores[unit] <= 0:
            break
        found.append(((float(scores[unit]) + _beside(matching, unit, whole=whole)) * _factor(question, matching, unit), unit))
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


def _beside(matching: Matching, unit: int, *, whole: bool) -> float:
    """What the lines beside a unit add to its score: words of the question that only they say, where few stand under one heading.

    To the heading itself they add as much where it is said with `whole` that stands under it.
    """
    view = matching.view
    above = -1 if view.units[unit].kind == "heading" else next(iter(view.units[unit].headings), -1)
    members = view.section(unit if whole and above < 0 else above)
    if not 1 < len(members) <= FEW:
        return 0.0
    said = numpy.maximum(matching.own[:, list(members)].max(axis=1) - matching.spread[:, unit], 0.0)
    return BESIDE * float(matching.value @ said)


def _factor(question: Question, matching: Matching, unit: int) -> float:
    """How much the kind of value a unit holds speaks for it: what was asked for, a total where one is asked for."""
    if question.wanted in _UNTYPED_WANTS:
        return 1.0
    view = matching.view
    if question.wanted == "window":
        return _when_factor(view, unit)
    if holds_itself(question, view, unit):
        label = _label_of(view, unit)
        total = "total" in question.concepts and is_total_text(label)
        return (EARNED if _is_income(question, label) else TYPED) * (TOTAL if total else 1.0)
    if has_wanted(question, view, unit) or _members_hold(question, view, unit):
        return ABOVE
    named = float(matching.value @ matching.own[:, unit]) >= NAMED_ALL * float(matching.value.sum())
    return NAMED_UNTYPED if named else UNTYPED


def _when_factor(view: View, unit: int) -> float:
    """A time of the plan in the unit itself counts most, then one above it; a mere length of time says little about when."""
    if any(isinstance(token.value, Window) for token in view.tokens(unit)) or is_dated_row(view, unit):
        return TYPED
    above = (*view.units[unit].headings[:2], *view.units[unit].parents[:1], view.units[unit].lead)
    if any(isinstance(token.value, Window) for index in above if index >= 0 for token in view.tokens(index)):
        return DATED_ABOVE
    return ABOVE if any(is_when(token) for index in (unit, *view.units[unit].headings) for token in view.tokens(index)) else UNTYPED


def _label_of(view: View, unit: int) -> str:
    """What a line says its figure is: the label before the colon; for a row also the names of its columns."""
    found = view.units[unit]
    columns = view.units[found.header].cells[1:] if found.kind == "row" and found.header >= 0 else ()
    return " ".join((found.text.partition(":")[0][:60], *columns))


def _is_income(question: Question, label: str) -> bool:
    """Whether a price or cost is asked for and a label speaks of income."""
    spent = question.wanted == "money" and question.concepts & group("spending") and not question.concepts & group("earning")
    return bool(spent) and any(word in label.casefold() for word in group("earning_words"))


def _members_hold(question: Question, view: View, unit: int) -> bool:
    """Whether a line introduces a list each entry of which holds the wanted kind of value: prices under "Membership levels:"."""
    members = view.members.get(unit, ())
    return view.units[unit].kind in ("line", "item") and len(members) > 1 and all(has_wanted(question, view, member) for member in members)


def _pool(question: Question, matchings: list[Matching], *, whole: bool = False) -> list[tuple[float, Matching, int]]:
    pool = [(score, matching, unit) for matching in matchings for score, unit in ranked(question, matching, whole=whole)]
    order = {id(matching): at for at, matching in enumerate(matchings)}
    pool.sort(key=lambda entry: (-entry[0], order[id(entry[1])], entry[2]))
    return pool


def extract_answer(question: Question, matchings: list[Matching], kind: AnswerKind = "lookup") -> Draft | None:
    """The best statements over all documents; a statement that only introduces others is said with them."""
    pool = _pool(question, matchings)
    if not pool:
        return None
    best = pool[0][0]
    statements: list[Statement] = []
    said: set[tuple[int, int]] = set()
    chosen: list[tuple[float, Matching, int]] = []
    single = not question.count and not question.has(*_SEVERAL)
    one = single and len(matchings) == 1
    for score, matching, unit in pool:
        if score < best * CLOSE or _enough(chosen, one=one):
            break
        if (id(matching), unit) in said or _adds_nothing(question, (score, matching, unit), chosen):
            continue
        members = matching.view.members.get(unit, ())
        listing = bool(members) and not has_wanted(question, matching.view, unit)
        if listing and single and question.wanted not in (*_UNTYPED_WANTS, "count") and _is_above(chosen, matching, unit):
            continue
        chosen.append((score, matching, unit))
        if listing and len(statements) < 3:
            for statement in listed(question, Found(matching, unit, score, members)):
                said.update((id(matching), index) for index in statement.units)
                statements.append(statement)
        else:
            said.add((id(matching), unit))
            statements.append(state(matching.view, unit))
            statements.extend(_below_heading(question, matching, unit, said))
    statements.extend(_other_sides(question, pool, said))
    statements.extend(_other_parts(question, pool[0][1], pool[0][2], said))
    return Draft(kind, tuple(statements))


def _enough(chosen: Sequence[tuple[float, Matching, int]], *, one: bool) -> bool:
    """Whether all is said that one place may say; the entries of one list count once where one thing is asked for."""
    groups = {(id(matching), matching.view.units[unit].group) for _, matching, unit in chosen}
    return len(chosen) >= MOST or (one and len(groups) >= MOST_OF_ONE)


def _is_above(chosen: Sequence[tuple[float, Matching, int]], matching: Matching, unit: int) -> bool:
    """Whether a unit is a heading of one that is said already: the thing is named and a value of it told."""
    return any(other is matching and unit in matching.view.units[better].headings for _, other, better in chosen)


def _adds_nothing(question: Question, entry: tuple[float, Matching, int], chosen: Sequence[tuple[float, Matching, int]]) -> bool:
    """Whether a better unit of the document says all of the question that this one says, and more; or as much where scores differ."""
    score, matching, unit = entry
    said, typed = _said_of(question, matching, unit)
    for better_score, other, better in chosen:
        if other is not matching:
            continue
        if question.wanted == "window" and _time_of(matching.view, unit) == _time_of(matching.view, better) >= 0:
            return True
        more, more_typed = _said_of(question, matching, better)
        if not ((more >= said).all() and more_typed >= typed):
            continue
        if (more > said).any() or more_typed > typed:
            return True
        if score < better_score * EVEN and not _says_otherwise(question, matching, unit, better):
            return True
    return False


def _says_otherwise(question: Question, matching: Matching, unit: int, better: int) -> bool:
    """Whether two lines of different places state different figures of what is asked in the same words: 99 % uptime here, 99.9 % there."""
    view = matching.view
    if question.wanted in (*_UNTYPED_WANTS, "window") or view.units[unit].headings == view.units[better].headings:
        return False
    telling = matching.weights >= SPOKEN_OF
    own, better_own = (matching.own[telling, at] >= SPOKEN_OF for at in (unit, better))
    if not (own & better_own).any():
        return False
    said, known = (_figures(question, view, at) for at in (unit, better))
    return bool({kind for kind, *_ in said} & {kind for kind, *_ in known}) and not said & known


def _figures(question: Question, view: View, unit: int) -> frozenset[tuple[str, float, float]]:
    """What kind of figure a unit states where one of the wanted kind is asked for, and between which bounds."""
    values = (token.value for token in view.tokens(unit) if fits(token, question.wanted))
    return frozenset((value.kind, float(value.least), float(value.most)) for value in values if isinstance(value, Quantity))


def _time_of(view: View, unit: int) -> int:
    """The unit that says when a unit is planned: itself or the nearest above it; -1 when none does."""
    chain = (unit, *view.units[unit].parents, view.units[unit].lead, *view.units[unit].headings)
    return next((at for at in chain if at >= 0 and any(isinstance(token.value, Window) for token in view.tokens(at))), -1)


def _said_of(question: Question, matching: Matching, unit: int) -> tuple[NDArray[numpy.bool_], bool]:
    """Which terms of the question stand in a unit or above it, and whether it holds the kind of value asked for itself."""
    view = matching.view
    places = (unit, *(view.members.get(unit, ()) if view.units[unit].kind == "heading" else ()))
    typed = question.wanted not in _UNTYPED_WANTS and any(holds_itself(question, view, place) for place in places)
    return matching.spread[matching.weights >= LEAST_WEIGHT, unit] >= SPOKEN_OF, typed


def _below_heading(question: Question, matching: Matching, unit: int, said: set[tuple[int, int]]) -> list[Statement]:
    """Lines right under a heading that hold the wanted kind of value: the heading names the thing, they say it."""
    view = matching.view
    if view.units[unit].kind != "heading" or question.wanted in _UNTYPED_WANTS or holds_itself(question, view, unit):
        return []
    found = [member for member in view.members.get(unit, ()) if (id(matching), member) not in said and holds_itself(question, view, member)]
    said.update((id(matching), member) for member in found[:UNDER])
    return [Statement(view, (member,), spoken(view, member), "", True) for member in found[:UNDER]]


def _other_sides(question: Question, pool: list[tuple[float, Matching, int]], said: set[tuple[int, int]]) -> list[Statement]:
    """The best statement for each further thing the question names beside the first."""
    best, matching, _ = pool[0]
    found = sides(question, matching)
    statements = []
    for score, unit in best_per_side(question, matching, found, figures=question.wanted not in _UNTYPED_WANTS) if len(found) > 1 else []:
        fits = question.wanted in _UNTYPED_WANTS or has_wanted(question, matching.view, unit)
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
    pool = _pool(question, matchings)
    lists = sorted((found for matching in matchings for found in best_lists(question, matching)), key=lambda found: -found.score)
    if not pool or not lists:
        return extract_answer(question, matchings, "list")
    top_score, top_matching, top = pool[0]
    best = widened(question, lists[0])
    enumerates = spoken(top_matching.view, top).count(",") + spoken(top_matching.view, top).count("、") >= ENUMERATES
    inside = top in best.members and top_matching is best.matching
    if top_score > best.score * (1.0 if enumerates else 1.25) and not top_matching.view.members.get(top) and not inside:
        first = [state(top_matching.view, top)]
        return Draft("list", (*first, *listed(question, best)))
    statements = list(listed(question, best))
    if not inside and best.unit != top and top_score > best.score * 0.85:
        members = top_matching.view.members.get(top, ())
        more = listed(question, Found(top_matching, top, top_score, members)) if members else (state(top_matching.view, top),)
        statements.extend(more)
    return Draft("list", tuple(statements))


def passage_answer(question: Question, matchings: list[Matching]) -> Draft | None:
    """How and why: the best statements with their neighbours, because an explanation takes more than one line."""
    pool = _pool(question, matchings, whole=True)
    if not pool:
        return None
    best = pool[0][0]
    statements: list[Statement] = []
    said: set[tuple[int, int]] = set()
    chosen = 0
    for score, matching, unit in pool:
        told = sum(len(statement.text) for statement in statements)
        if score < best * (CLOSE if told > EXPLAINED else NEAR) or len(statements) >= 10 or chosen >= PASSAGES:
            break
        if (id(matching), unit) in said:
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


def _family(question: Question, matching: Matching, unit: int) -> tuple[int, ...]:
    """A unit with its members, or with its siblings when they are few."""
    view = matching.view
    members = view.members.get(unit, ())
    if members:
        return (unit, *shown(question, matching, members))
    holder = holder_of(view.units[unit])
    siblings = view.members.get(holder, ()) if holder >= 0 else ()
    near = tuple(index for index in siblings if view.units[index].kind != "heading")
    if 1 < len(near) <= FAMILY and unit in near:
        return (unit, *(index for index in near if index != unit))
    return (unit,)
