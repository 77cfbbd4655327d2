"""How the times of two claims stand to each other, and whether the figure of one is a step on the way to the other."""

from __future__ import annotations

import math
from typing import Literal

from agent.facts.money_roles import money_role
from agent.rules.reading.claim_sorts import SHORT, scaled_interval
from agent.rules.reading.claims import Claim
from agent.rules.reading.direction import direction_of
from agent.rules.reading.moments import scaled
from agent.rules.reading.period import Period
from agent.rules.reading.vocabulary import pattern

Relation = Literal["one", "staged", "aside", "apart"]
GROWING = frozenset({"revenue", "margin", "worth", "balance"})
ALIKE = 0.03  # of a time of the plan: 90 days are three months
PLACES = 2  # lines that call a sum by one name


def relation_of(one: Claim, other: Claim) -> Relation:
    """ "one" where both are of the same time or of none, "staged" where only one has a time, "aside" where the times are of other axes
    ("phase 2" and "month 4") or one holds the other, "apart" where they are two times of one axis."""
    first, second = one.setting.time, other.setting.time
    if first == second or (first and second and (first <= second or second <= first)):
        return "one"
    if not first or not second:
        return "staged"
    if _end_alike(one, other):
        return "one"
    if one.setting.axes & other.setting.axes and not _overlap(one, other):
        return "apart"
    return "aside"


def is_step(one: Claim, other: Claim, relation: Relation, places: int) -> bool:
    """Whether the figure of a phase may be a step to the other, or a part of it: less of what grows, and of a sum that is named in more
    than two places."""
    if relation == "one":
        return False
    kind = one.value.kind
    role = money_role(one.clause) or money_role(other.clause) or money_role(one.setting.label) if kind == "money" else ""
    if relation == "aside":
        return role in GROWING if kind == "money" else kind != "duration" or one.value.unit in SHORT
    staged, whole = (one, other) if one.setting.time else (other, one)
    first, second = scaled_interval(staged.value), scaled_interval(whole.value)
    less = first.low + first.high < second.low + second.high
    if kind == "money":
        return less and (role in GROWING or places > PLACES)
    if kind == "duration":
        return False
    if all(pattern("gate_words").search(text) for text in (_told(one), _told(other))):
        return False
    down = (direction_of(staged.setting.text, staged.value) or direction_of(whole.setting.text, whole.value)) == "down"
    return less != down


def _told(claim: Claim) -> str:
    """A line with the heading above it."""
    blocks = claim.setting.roadmap.document.blocks
    return f"{blocks[claim.section].text} {claim.setting.text}" if claim.section is not None else claim.setting.text


def _end_alike(one: Claim, other: Claim) -> bool:
    """Whether both times are one stretch each with the same end: "month 12" and "months 10-12"."""
    first, second = one.setting.windows, other.setting.windows
    if len(first) != 1 or len(second) != 1 or first[0].is_relative != second[0].is_relative:
        return False
    if first[0].months and second[0].months:
        return first[0].months[1] == second[0].months[1]
    ends = scaled(first[0]), scaled(second[0])
    if ends[0] is None or ends[1] is None or ends[0].axis != ends[1].axis or ends[0].end is None or ends[1].end is None:
        return False
    return abs(ends[0].end - ends[1].end) <= (ALIKE * ends[0].end if ends[0].axis == "plan" else 0)


def _overlap(one: Claim, other: Claim) -> bool:
    """Whether one time holds the other: "months 1-3" and "week 3-4"."""
    return any(first.axis == second.axis and _holds(first, second) for first in one.setting.periods for second in other.setting.periods)


def _holds(first: Period, second: Period) -> bool:
    inner, outer = sorted((first, second), key=lambda period: (period.end or 0.0) - (period.start or 0.0))
    return (outer.start or 0.0) <= (inner.start or 0.0) and (inner.end or math.inf) <= (outer.end or math.inf)
