"""How many people a plan lists: roles with their numbers, added up, and whether the stated size of a team is theirs."""

from __future__ import annotations

from collections.abc import Sequence

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.reading.containers import below
from agent.answers.reading.figures import concepts_of_label
from agent.answers.reading.matching import MATCHED, Matching
from agent.answers.reading.view import View
from agent.answers.wording.draft import Draft, Statement, spoken, state
from agent.answers.wording.frames import frame
from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity

FEWEST, MOST = 2, 40  # roles that make a team
FARTHEST = 2.0  # roles that come to so many times more, or less, are not those of the team
SHARE = 0.7  # of the entries of a list that begin with a number of people
_BEFORE = expression(r"\+?\s?(\d{1,3})\s?(?:[x×]\s?)?(?=[^\W\d_])(?!(?:x|×)\s)")
_BEHIND = expression(r"[^()\d]{3,60}\((\d{1,3})\)\s*$")
_NAME = expression(r"[^:–—(]{2,50}?(?=\s-\s|[:–—(]|$)")  # an entry up to what is said of it
_PEOPLE = frozenset({"team", "person", "role", "developer", "engineer", "personnel_cost", "hire"})
_TIMES = frozenset({"hour", "day", "week", "month", "quarter", "year", "percent", "minute"})
_CHECKS = ("same", "correct", "adds_up", "fits")


def heads_answer(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """How many people are in a team that is listed by role, where no number is stated for it."""
    if question.is_verdict or question.wanted != "count" or len(matchings) != 1 or not question.concepts & {"person", "team"}:
        return None
    if question.has("maximum", "minimum", "average", "difference", "ratio", "share", "exclude", "until", "open", "done"):
        return None
    matching = matchings[0]
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & _PEOPLE]
    rows += list(matching.counted_rows)
    others = [
        row for row, term in enumerate(question.terms) if term.weight >= 0.9 and row not in rows and matching.found[row] and not term.timed
    ]
    found = [
        (unit, roles)
        for unit in matching.view.members
        if any(matching.own[row, unit] >= MATCHED for row in (*rows, *others))
        and all(matching.spread[row, unit] >= MATCHED for row in [*others, *matching.counted_rows])
        if (roles := roles_of(matching.view, matching.view.members[unit]))
    ]
    if not found:
        return _one_by_one(matching, rows[: len(rows) - matching.counted], [*others, *matching.counted_rows])
    if len(found) != 1:
        return None
    return _counted(question, matching.view, *found[0])


def _one_by_one(matching: Matching, teams: Sequence[int], others: Sequence[int]) -> Draft | None:
    """The entries of the one list of a team that names a role in each: "Core team: Lead, Platform Engineer, Product Manager"."""
    view = matching.view
    listed = {
        tuple(unit for unit in view.members[holder] if view.units[unit].kind == "item")
        for holder in view.members
        if any(matching.own[row, holder] >= MATCHED for row in teams) and all(matching.spread[row, holder] >= MATCHED for row in others)
    }
    found = [entries for entries in listed if FEWEST <= len(entries) <= MOST and _are_roles(view, entries)]
    if len(found) != 1:
        return None
    count = len(found[0])
    said = tuple(Statement(view, (unit,), spoken(view, unit), "", True) for unit in found[0])
    return Draft("aggregate", said, f"{count}.", counts=(count,))


def _are_roles(view: View, entries: Sequence[int]) -> bool:
    """Whether most entries begin with what somebody is called, and none with a number of people."""
    heads = [_NAME.match(view.units[unit].text) for unit in entries]
    named = [head for head in heads if head is not None and set(concepts_of_label(view, head[0])) & group("somebody")]
    numbered = any(isinstance(token.value, Quantity) and token.value.kind == "count" for unit in entries for token in view.tokens(unit))
    return not numbered and len(named) >= SHARE * len(entries)


def _counted(question: Question, view: View, unit: int, roles: Sequence[tuple[int, int]]) -> Draft:
    total = sum(number for _, number in roles)
    formula = " + ".join(str(number) for _, number in roles) + f" = {total}"
    said = (state(view, unit), *(Statement(view, (role,), spoken(view, role), "", True) for role, _ in roles))
    lead = frame("sum", question.language, formula=formula)
    return Draft("aggregate", said, lead, Computation(formula=formula, expected=str(total), stated=""), counts=(total,), certain=True)


def roles_of(view: View, members: Sequence[int], fewest: int = FEWEST) -> tuple[tuple[int, int], ...]:
    """(unit, number of people) of the entries of a list, when nearly all of them begin with one ("2x Backend") or end with one."""
    items = [unit for unit in members if view.units[unit].kind in ("item", "row")]
    found = [(unit, number) for unit in items if (number := _number_of(view, unit)) > 0]
    return tuple(found) if fewest <= len(found) <= MOST and len(found) >= SHARE * len(items) else ()


def _number_of(view: View, unit: int) -> int:
    """The number of people that an entry begins or ends with; 0 where it is a length of time, money or a share."""
    text = view.units[unit].text.strip()
    match = _BEFORE.match(text) or _BEHIND.match(text)
    if match is None:
        return 0
    first = next((token.value for token in view.tokens(unit) if isinstance(token.value, Quantity)), None)
    if first is not None and (first.kind not in ("count", "ratio") or first.unit in _TIMES) and _BEHIND.match(text) is None:
        return 0
    return int(match.group(1))


def heads_verdict(question: Question, matchings: Sequence[Matching]) -> Draft | None:
    """The stated size of a team against the people that are listed beside it, with the sum of both."""
    if not question.is_verdict or not question.concepts & {"team", "role", "person"} or not question.has(*_CHECKS) or len(matchings) != 1:
        return None
    matching = matchings[0]
    view = matching.view
    rows = [row for row, term in enumerate(question.terms) if set(term.concepts) & {"team", "role", "person"}]
    found: list[tuple[float, int, int, tuple[tuple[int, int], ...]]] = []
    for unit in view.units:
        stated = _size(view, unit.index)
        if stated > 1 and any(matching.own[row, unit.index] >= MATCHED for row in rows):
            roles = _listed_with(view, unit.index)
            if roles and stated / FARTHEST <= sum(number for _, number in roles) <= stated * FARTHEST:
                found.append((float(matching.scores[unit.index]), unit.index, stated, roles))
    if not found:
        return None
    _, unit_at, stated, roles = max(found, key=lambda entry: (round(entry[0], 3), -entry[1]))
    total = sum(number for _, number in roles)
    formula = " + ".join(str(number) for _, number in roles) + f" = {total}"
    lead = frame("adds_up" if total == stated else "adds_not", question.language, formula=formula, stated=str(stated))
    said = (state(view, unit_at), *(Statement(view, (role,), spoken(view, role), "", True) for role, _ in roles))
    return Draft("inconsistency", said, lead, Computation(formula=formula, expected=str(total), stated=str(stated)), counts=(total, stated))


def _size(view: View, unit: int) -> int:
    """The number of people that a line gives as the size of a team: "Team size: 8 people"; 0 where it gives none."""
    text = view.units[unit].text
    head = text.partition(":")[2] or text
    values = [token.value for token in view.scan(head) if isinstance(token.value, Quantity)]
    whole = [value for value in values[:1] if value.kind == "count" and value.least == value.most and 1 < value.least < 500]
    return int(whole[0].least) if whole and _BEFORE.match(text.strip()) is None else 0


def _listed_with(view: View, unit: int) -> tuple[tuple[int, int], ...]:
    """The roles listed under a line, or beside it in the part that it closes or opens."""
    own = roles_of(view, below(view.members, unit))
    if own:
        return own
    above = view.units[unit].headings[:1]
    for heading in above:
        lists = [roles_of(view, view.members[holder], 1) for holder in (heading, *below(view.members, heading)) if holder in view.members]
        roles = tuple(dict.fromkeys(role for found in lists for role in found))
        if len(roles) >= FEWEST:
            return roles
    return ()
