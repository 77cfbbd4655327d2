"""A part of the users is more than all of them.

Claim: for one time and one scenario the document states how many users or customers there are, and elsewhere how many of them pay, pay
nothing or are active, and the part is larger than the whole: "50,000 active free users" in the year in which a table counts 35,000 users.

Why it matters: what is reckoned from the part (advertising, revenue, support) is reckoned from people that the plan does not have.

Flagged:

    ## Advertising (Year 2)

    - 50,000 monthly active free users

    ## Market

    - Year 1: 10,000 users
    - Year 2: 35,000 users

Fine:

    ## Advertising (Year 2)

    - 25,000 monthly active free users

    ## Market

    - Year 1: 10,000 users
    - Year 2: 35,000 users
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.levels import Moment, moment_of
from agent.rules.reading.named import Named
from agent.rules.reading.vocabulary import pattern

PARTS = ("free_users", "payers")
MARGIN = 1.1  # rounding
Key = tuple[Moment, str, frozenset[str]]


def _find(view: View) -> Iterator[Draft]:
    wholes: dict[Key, list[Named]] = defaultdict(list)
    parts: dict[Key, list[Named]] = defaultdict(list)
    for figure in view.named:
        moment = moment_of(figure.window) if figure.term in (*PARTS, "users") and figure.value.kind == "count" else None
        if moment is not None:
            group = wholes if figure.term == "users" else parts
            group[moment, figure.scenario, figure.rest].append(figure)
    for key, found in parts.items():
        whole = _whole(wholes.get(key, ()))
        larger = [part for part in found if whole and _is_larger(part, whole)]
        if whole and larger:
            yield _draft(larger, whole)


def _whole(found: Sequence[Named]) -> Named | None:
    """All users of a time, as every place has it that gives them; those who are active are a part themselves."""
    told = [one for one in found if not pattern("active").search(one.name)]
    return told[0] if told and len({one.value.most for one in told}) == 1 else None


def _is_larger(part: Named, whole: Named) -> bool:
    """Whether more is in the part than in the whole; customers may be firms with several users, and the reverse."""
    paying = part.term == "free_users" or pattern("paying").search(part.name)
    return bool(paying) and part.place != whole.place and allowed(part.value).low > MARGIN * allowed(whole.value).high


def _draft(parts: Sequence[Named], whole: Named) -> Draft:
    part = parts[0]
    stated, all_ = stated_of(part.value), stated_of(whole.value)
    window = whole.window
    text = " ".join(window.text.split()) if window else ""
    when = f"{window.unit} {text}" if window and window.unit and text.isdecimal() else text
    name = " ".join(part.name.split())
    return Draft(
        f'"{name}" are {stated}, more than the {all_} that "{" ".join(whole.name.split())}" counts for {when}',
        tuple(dict.fromkeys((*(one.span for one in parts), whole.span))),
        key=f"{name}|{stated}|{all_}",
        computation=Computation(formula=f"{stated} > {all_}", expected=f"at most {all_}", stated=stated),
        suggestion=f"change {stated} or {all_}, or say which users each of them counts",
    )


RULE = Rule("RA134", "part-above-whole", "arithmetic", "question", "computed", _find, __doc__)
