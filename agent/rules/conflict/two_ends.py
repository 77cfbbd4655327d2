"""A measure starts from one figure and is to arrive at two.

Claim: two sentences, or a sentence and a row of a table, say from where to where a measure goes. They share words of its name, the unit
and exactly one end, and the other ends do not meet; a question where the names only overlap, or only one of them is dated. What tells
the two apart silences the rule: another time, phase or scenario, a step on the way to the other figure, or a row that has both.

Why it matters: whoever reads the first figure works towards another aim than whoever is measured by the second.

Flagged:

    The plan takes us from 3,100 to 4,000 moored boats.

    | Measure | Today | Goal |
    |---|---|---|
    | Moored boats | 3,100 | 4,400 |
    | Days to a berth | 12 | 5 |

Fine:

    The plan takes us from 3,100 to 4,400 moored boats.

    | Measure | Today | Goal |
    |---|---|---|
    | Moored boats | 3,100 | 4,400 |
    | Days to a berth | 12 | 5 |
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from msgspec.structs import replace

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.courses import COUNTED, Course, courses_of, sort_of
from agent.rules.reading.scope_words import has_form

MOST_SHARING = 8  # courses that start or end at one figure: more are no coincidence
SHARE = 0.6  # of the words of the shorter name
LEAST_SHARED = 2
SURE_WORDS = 3
ROUND = frozenset({0.0, 1.0, 2.0, 3.0, 5.0, 10.0, 20.0, 50.0, 100.0, 1000.0})
LONGEST = 60


def _find(view: View) -> Iterator[Draft]:
    by_end: dict[tuple[object, ...], list[Course]] = defaultdict(list)
    for course in courses_of(view.scanned, view.sentences, view.grids):
        by_end["first", course.first.least, sort_of(course.first)].append(course)
        by_end["last", course.last.least, sort_of(course.last)].append(course)
    told: set[frozenset[int]] = set()
    for end, courses in by_end.items():
        for one, other in combinations(courses, 2) if 1 < len(courses) <= MOST_SHARING else ():
            lines = frozenset((one.span.line, other.span.line))
            if lines not in told and _is_one(one, other, round_end=end[1] in ROUND) and _clash(one, other, shared=str(end[0])):
                told.add(lines)
                yield _draft(one, other, shared=str(end[0]))


def _is_one(one: Course, other: Course, *, round_end: bool) -> bool:
    """Whether both are of one measure by the words of the shorter name."""
    shorter, longer = sorted((one.name, other.name), key=len)
    shared = sum(1 for term in shorter if has_form(longer, term))
    least = LEAST_SHARED if round_end or one.setting.block.kind != "table" != other.setting.block.kind else 1
    return shared >= max(least, SHARE * len(shorter)) and one.span.line != other.span.line


def _clash(one: Course, other: Course, *, shared: str) -> bool:
    first, second = (_other(course, shared) for course in (one, other))
    if any(_meets(first, value) for value in other.values) or any(_meets(second, value) for value in one.values):
        return False
    if one.setting.block.kind != "table" != other.setting.block.kind and not _holds(one, other):
        return False  # "direct sales in Spain", "group sales in France"
    if _begin_apart(one, other, shared):
        return False
    if one.setting.scenario != other.setting.scenario or one.setting.rival or other.setting.rival:
        return False
    mine, its = one.setting.time, other.setting.time
    if mine and its:
        return bool(mine & its)
    return not _is_step(one, other, shared) or (_is_sure(one, other) and not (one.setting.around.time or other.setting.around.time))


def _begin_apart(one: Course, other: Course, shared: str) -> bool:
    """Whether the ends that differ stand under different times: a table of the plan, and one that begins the year before."""
    mine, its = (course.heads[1 if shared == "first" else 0] for course in (one, other))
    return mine != its and all(any(letter.isdigit() for letter in head) for head in (mine, its))


def _is_step(one: Course, other: Course, shared: str) -> bool:
    """Whether one of them names a time or phase, and arrives between the ends of the other."""
    if bool(one.setting.time) == bool(other.setting.time):
        return False
    dated, whole = (one, other) if one.setting.time else (other, one)
    low, high = sorted((whole.first.least, whole.last.least))
    return low <= _other(dated, shared).least <= high


def _holds(one: Course, other: Course) -> bool:
    """Whether all words of the shorter name stand in the other one."""
    shorter, longer = sorted((one.name, other.name), key=len)
    return all(has_form(longer, term) for term in shorter)


def _is_sure(one: Course, other: Course) -> bool:
    return _holds(one, other) and min(len(one.name), len(other.name)) >= SURE_WORDS


def _other(course: Course, shared: str) -> Quantity:
    return course.last if shared == "first" else course.first


def _meets(one: Quantity, other: Quantity) -> bool:
    return allowed(one).meets(allowed(other))


def _draft(one: Course, other: Course, *, shared: str) -> Draft:
    first, second = (_shown(_other(course, shared)) for course in (one, other))
    way = "to" if shared == "first" else "from"
    same = _shown(one.first if shared == "first" else one.last)
    name = min((" ".join(course.label.split()) for course in (one, other)), key=len)[:LONGEST].strip()
    return Draft(
        f'"{name}" goes {way} {first} in line {one.span.line}, but {way} {second} in line {other.span.line}',
        (one.span, other.span),
        key=f"{'|'.join(sorted(one.name & other.name))}|{same}",
        computation=Computation(formula=f"{first} ≠ {second}, both beside {same}", expected=second, stated=first),
        suggestion=f"keep one of {first} and {second}, or say in what they differ",
        severity="question" if _is_step(one, other, shared) or not _holds(one, other) else None,
    )


def _shown(value: Quantity) -> str:
    return stated_of(replace(value, unit="", kind="count") if value.kind in COUNTED else value)


RULE = Rule("RA622", "two-ends", "conflict", "question", "rule", _find, __doc__)
