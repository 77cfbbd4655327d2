"""Where a measure stands and where it is to go, as sentences, entries and rows of tables with uncommon heads say it.

"Repairs: the survey found 34 days; our aim is 20 days", "Availability: 99.9% today, 99.95% after wave 3", "| Property | Measured |
Requirement |".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from agent.expressions import expression
from agent.model.quantity import Quantity, Window
from agent.model.span import Span
from agent.rules.reading.grid import Grid
from agent.rules.reading.passages import PROSE
from agent.rules.reading.sentences import Sentence
from agent.rules.reading.spoken import WAY, Value, values_in
from agent.rules.reading.value_pairs import comparable
from agent.rules.reading.vocabulary import pattern

NAME_END = expression(r"[:：]\s|\s[–—-]\s|,\s|\s(?=from |von |de |du |sinkt|steigt|falls|rises|cai |sobe |baja |sube |passe )")
NEXT = expression(r"[,;:.()（）]|\s(?:and|und|et|y|e)\s")
LONGEST_NAME = 70
LONGEST = 260  # characters of a sentence
MOST_VALUES = 4


class Aim(Struct, frozen=True):
    """`sure` when words say of both values which is which."""

    name: str
    now: Quantity
    goal: Quantity
    span: Span
    sure: bool


def is_course(sentence: Sentence) -> bool:
    """Whether an arrow or two times may set the values of a sentence in order."""
    return "→" in sentence.text or "->" in sentence.text or len(sentence.windows) == 2


def aims_in(sentence: Sentence, span: Span, language: str) -> Aim | None:
    """The one measure of a sentence with a value now and a value to reach."""
    if (
        sentence.kind not in PROSE
        or len(sentence.text) > LONGEST
        or (sum(v.kind != "duration" for v in sentence.quantities) < 1 and len(sentence.quantities) < 2)
    ):
        return None
    values = [value for value in values_in(sentence, language) if not value.spoken and not value.quantity.change]
    if not 2 <= len(values) <= MOST_VALUES:
        return None
    name = _name(sentence.text, values[0].start)
    if not name:
        return None
    roles = [_role(sentence, values, at) for at in range(len(values))]
    sure = all(roles)
    times = [] if sure else _by_times(sentence, values)
    roles = roles if sure or not times else times
    starts = [value for value, role in zip(values, roles, strict=True) if role == "now"]
    goals = [value for value, role in zip(values, roles, strict=True) if role == "goal"]
    if not starts or not goals:
        return None
    now, goal = starts[-1].quantity, goals[-1].quantity
    alike = comparable(now, goal) and len({value.kind for value in (*starts, *goals)}) == 1
    others = [value for value, role in zip(values, roles, strict=True) if not role and value.kind == now.kind]
    plain = all(quantity.comparator in ("=", "~") and not quantity.is_range for quantity in (now, goal))
    return Aim(name, now, goal, span, sure=sure or not times) if alike and plain and not others else None


def _name(text: str, first: int) -> str:
    """What a sentence is about: the words before its first value, up to a colon, a dash or a comma."""
    head = text[:first]
    end = NAME_END.search(head)
    name = (head[: end.start()] if end else head).strip(" *_`")
    return name if 3 <= len(name) <= LONGEST_NAME and name[0].isalpha() else name[:0]


def _role(sentence: Sentence, values: Sequence[Value], at: int) -> str:
    """ "now" or "goal" by the words before a value, else by those right behind it; "" where neither or both tell."""
    text, value = sentence.text, values[at]
    begin = values[at - 1].end if at else 0
    end = values[at + 1].start if at + 1 < len(values) else len(text)
    if value.course:
        return "goal"
    if at + 1 < len(values) and values[at + 1].course:
        return "now"
    before = NEXT.split(text[begin : value.start])[-1]
    behind = NEXT.split(text[value.end : end])[0] if text[value.end : end] else ""
    if at + 1 < len(values) and WAY.search(text[value.end : end].casefold()):
        return "now"
    if at and WAY.search(text[begin : value.start].casefold()):
        return "goal"
    for part in (behind, before) if at == 0 or not before.strip(" :,;–—-(") else (before, behind):
        role = _said(part)
        if role:
            return role
    return ""


def _said(part: str) -> str:
    now, goal = pattern("stands_at").search(part), pattern("goes_to").search(part)
    return "now" if now and not goal else "goal" if goal and not now else ""


def _by_times(sentence: Sentence, values: Sequence[Value]) -> list[str]:
    """Of two values with a time behind each, the earlier one is now."""
    if len(values) != 2:
        return []
    bounds = (values[0].start, values[1].start, len(sentence.text))
    found = [[t.value for t in sentence.tokens if isinstance(t.value, Window) and low <= t.start < high] for low, high in pairwise(bounds)]
    ends = [windows[0].end for windows in found if len(windows) == 1 and windows[0].end is not None]
    return (["now", "goal"] if ends[0] < ends[1] else ["goal", "now"]) if len(ends) == 2 and ends[0] != ends[1] else []


def aims_of_grid(grid: Grid, spans: Sequence[Span]) -> Iterator[Aim]:
    """The rows of a table whose heads say "measured" and "required" in uncommon words."""
    heads = [_said(header) for header in grid.headers]
    if heads.count("now") < 1 or heads.count("goal") != 1:
        return
    now_at, goal_at = len(heads) - 1 - heads[::-1].index("now"), heads.index("goal")
    for line, span in zip(grid.lines, spans, strict=True):
        now, goal = line.cells[now_at].quantity, line.cells[goal_at].quantity
        if now is not None and goal is not None and line.label and comparable(now, goal) and not line.total:
            yield Aim(line.label, now, goal, span, sure=True)
