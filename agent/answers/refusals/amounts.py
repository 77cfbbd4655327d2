"""What the amounts of money that a draft says are: income is no answer to what something costs."""

from __future__ import annotations

from collections.abc import Iterator

from agent.answers.asking.groups import group
from agent.answers.asking.question import Question
from agent.answers.reading.view import View
from agent.answers.wording.cover import rests_on
from agent.answers.wording.draft import Draft
from agent.expressions import expression
from agent.facts.money_roles import MoneyRole, money_role, role_before, role_beside
from agent.model.quantity import Quantity

_COMING_IN: frozenset[MoneyRole] = frozenset({"revenue", "benefit", "margin", "saving"})
_GOING_OUT: frozenset[MoneyRole] = frozenset({"cost", "funding"})
_CLAUSE = expression(r"[,;:()（）\[\]|–—→+=\n。、，；：]|\s[-/]\s|\.\s")
BESIDE = 4  # words next to an amount that may say what it is
LABEL = 60  # characters before a colon: longer ones are no labels


def tells_other_money(question: Question, draft: Draft) -> bool:
    """Whether an amount of one kind is asked for and every amount that the draft says is called one of another kind.

    An amount that no word beside it, before its colon or above its column calls anything may be what is asked for.
    """
    if question.wanted != "money" or draft.lead or draft.computation is not None:
        return False
    others = _other_roles(question)
    if not others:
        return False
    roles = [role for view, unit in rests_on(draft) for role in _roles(view, unit)]
    return bool(roles) and all(role in others for role in roles)


def _other_roles(question: Question) -> frozenset[MoneyRole]:
    """The kinds of amounts that cannot be what is asked for; a customer's price is income, and money raised may be called either."""
    asked = question.concepts
    if asked & (group("earning") | {"benefit", "valuation"}) and not asked & {"salary", "personnel_cost"}:  # a "sales lead" is paid
        return _GOING_OUT if asked & {"revenue", "mrr", "arr"} and not asked & group("spending") else frozenset()
    if not asked & (group("spending") | {"fundraising", "salary", "personnel_cost"}):
        return frozenset()
    return frozenset() if "price" in asked and asked & {"customer", "user"} else _COMING_IN


def _roles(view: View, unit: int) -> Iterator[MoneyRole]:
    """The role of each amount of money in a line, "" where no word tells it."""
    found = view.units[unit]
    if found.kind != "row":
        label, colon, _ = found.text.partition(":")
        labelled = money_role(label, view.language) if colon and len(label) <= LABEL else ""
        yield from (role or labelled for role in _beside(view, found.text))
        return
    columns = view.units[found.header].cells if found.header >= 0 else ()
    for at, cell in enumerate(found.cells):
        column = money_role(columns[at], view.language) if at < len(columns) else ""
        yield from (role or column or (money_role(found.cells[0], view.language) if at else "") for role in _beside(view, cell))


def _beside(view: View, text: str) -> Iterator[MoneyRole]:
    for token in view.scan(text):
        if isinstance(token.value, Quantity) and token.value.kind == "money":
            behind = _CLAUSE.split(text[token.end :], maxsplit=1)[0].split()[:BESIDE]
            before = _CLAUSE.split(text[: token.start])[-1].split()[-BESIDE:]
            yield role_beside(" ".join(behind)) or role_before(" ".join(before))
