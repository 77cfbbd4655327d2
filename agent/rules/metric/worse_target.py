"""A target is worse than where the measure stands today.

Claim: a table gives a present value and a target, the name of the measure says which way it should go, and the target lies the
other way; or a sentence bounds a measure ("at most 40 seconds") that is already kept today; or a measure is to turn back beyond where
it came from (both are questions).

Why it matters: the target is reached before the work begins, or a digit is wrong.

Flagged:

    | Measure | December 2025 (actual) | March 2027 (target) |
    |---|---:|---:|
    | Registered users | 1,900 | 1,600 |
    | Archive volume | 340 | 900 |

Fine:

    | Measure | December 2025 (actual) | March 2027 (target) |
    |---|---:|---:|
    | Registered users | 1,900 | 6,000 |
    | Response time (hours) | 9 | 4 |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity, Window
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.aims import Aim
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.direction import direction_of
from agent.rules.reading.naming import shortened
from agent.rules.reading.passages import figures_of_sentence
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.series import Series
from agent.rules.reading.stepped_goals import SteppedGoals, stepped_goals_of
from agent.rules.reading.value_pairs import size
from agent.rules.reading.vocabulary import pattern

FEWEST_STEPS = 3
CLOSE = 0.02  # relative difference between two goals that says nothing
NEARLY_ALL = 90  # percent: above it, what is missing to the whole counts
CLOSE_TO_WHOLE = 0.25
MORE_THAN_A_YEAR = timedelta(days=370)
PAIR = 2
WHOLE = 100  # percent
GRADE = expression(r"[(（]\s?1\s?(?:[-–~]|bis|to)\s?[56]\s?[)）]|schulnote|note\b", re.IGNORECASE)
REACH = 24
NAME = expression(r"([^:：\n]{3,60})[:：]")
TEXT = frozenset({"paragraph", "item", "cell", "footnote"})
FARTHEST = 10  # times
WHAT_IF = expression(r"\b(?:sensitivi\w+|sensibili\w+|drops?|falls?|worse\w*|higher|lower)\b", re.IGNORECASE)
SHARES = frozenset({"percent", "duration", "score"})


def _find(view: View) -> Iterator[Draft]:
    yield from _told_in_text(view)
    yield from _told_in_line(view)
    yield from _in_steps(view)
    told = {series.goal.fact.span.line for series in view.series}
    for aim in view.aims:
        if aim.span.line not in told and not _is_grade(view, aim.name):
            yield from _of_aim(aim)
    for series in view.series:
        now, goal = series.values
        label = series.goal.fact.label
        if (_is_later(series) and not _is_of_title(view, series)) or pattern("averages").search(label) or pattern("rivals").search(label):
            continue  # "Industry average": what others have
        if goal.kind == "percent" and goal.least == goal.most == WHOLE:
            continue  # "Error states everywhere: 100%" is about completeness
        if _is_grade(view, series.name) or pattern("growth_words").search(series.name) or _is_of_else(now, goal):
            continue  # a rate of growth falls with size
        way = direction_of(series.name, goal)
        wrong = (way == "up" and goal.high < now.low and goal.comparator not in (">", ">=")) or (
            way == "down" and goal.low > now.high and goal.comparator not in ("<", "<=")
        )
        if not wrong and not way and (turned := _turned(series)):
            yield turned
        if wrong:
            draft = _worse(series.name, now, goal, way, (series.goal.fact.span, series.now.fact.span))
            if _is_result(view, series):
                continue
            yield draft if series.goal.role == "target" else replace(draft, severity="question")  # what is expected of a year


def _in_steps(view: View) -> Iterator[Draft]:
    """The one goal of a row that is worse than the goal before it, where the others go the right way or stay."""
    known = {series.goal.fact.span.line for series in view.series}
    for row in stepped_goals_of(view.grids):
        goals = [step.value for step in row.steps]
        way = direction_of(row.name, goals[0])
        if (
            (row.line.line in known and len(goals) == PAIR)
            or pattern("growth_words").search(row.name)
            or not all(goal.least for goal in goals)
        ):
            continue
        if not way or (way == "down" and goals[0].kind == "money") or (not row.said and goals[0].kind not in SHARES):
            continue  # what is spent grows with the plan, and what is sold may fall in a season
        worse = [at for at, (one, other) in enumerate(pairwise(goals), 1) if _falls_back(way, one, other)]
        if len(worse) == 1:
            yield _step_back(view, row, worse[0], way)


def _falls_back(way: str, one: Quantity, other: Quantity) -> bool:
    """Whether a goal is worse than the one before it, by more than rounding."""
    if (way == "up" and other.comparator[0] == ">") or (way == "down" and other.comparator[0] == "<" != one.comparator[0]):
        return False
    before, after = one.most, other.most
    if one.kind == "percent" and NEARLY_ALL < min(before, after) < WHOLE:
        before, after, way = WHOLE - before, WHOLE - after, "down" if way == "up" else "up"
        return (after - before if way == "down" else before - after) > CLOSE_TO_WHOLE * max(before, after)
    disjoint = other.high < one.low if way == "up" else other.low > one.high
    return disjoint and abs(after - before) > CLOSE * max(before, after)


def _step_back(view: View, row: SteppedGoals, at: int, way: str) -> Draft:
    before, after = row.steps[at - 1], row.steps[at]
    first, second = stated_of(before.value), stated_of(after.value)
    return Draft(
        f'the goal of "{row.name}" for "{after.header}" ({second}) is worse than the one for "{before.header}" ({first})',
        (view.document.span(row.line.line, row.line.end_line),),
        key=f"{row.name}|{after.header}",
        computation=Computation(
            formula=f"{second} {'<' if way == 'up' else '>'} {first}",
            expected=f"{'at least' if way == 'up' else 'at most'} {first}",
            stated=second,
        ),
        suggestion=f"correct {second} or {first}, or say why the measure may get worse",
        severity="question",
    )


def _is_of_else(now: Quantity, goal: Quantity) -> bool:
    """Whether a count is so much less than the present one that it counts something else: 1,200 visits, 15 of which are to buy."""
    return goal.kind == now.kind == "count" and 0 < goal.most * FARTHEST < now.least


def _of_aim(aim: Aim) -> Iterator[Draft]:
    """A measure whose words say where it stands and where it is to go."""
    if any(pattern(name).search(aim.name) for name in ("averages", "rivals", "growth_words", "supposing")) or WHAT_IF.search(aim.name):
        return
    way = direction_of(aim.name, aim.goal)
    now, goal = size(aim.now), size(aim.goal)
    if now is None or goal is None:
        return
    falls = way == "up" and goal.high < now.low and aim.goal.kind != "duration"
    if falls or (way == "down" and goal.low > now.high):
        worse = _worse(aim.name, aim.now, aim.goal, way, (aim.span,))
        yield worse if aim.sure else replace(worse, severity="question")


def _is_grade(view: View, name: str) -> bool:
    """Whether a measure is a mark of which the least is the best, as in German schools."""
    return bool(GRADE.search(name)) and (view.roadmap.language == "de" or bool(view.saying("least_is_best")))


def _is_later(series: Series) -> bool:
    """Whether the known value is that of a period which ends with that of the goal and is longer: the year beside its quarters."""
    now, goal = series.now.fact.window, series.goal.fact.window
    if now is None or goal is None or now.start is None or goal.start is None or now.end is None or goal.end is None:
        return False
    return now.end >= goal.end and now.start < goal.start


def _is_result(view: View, series: Series) -> bool:
    """Whether the other value is what came of the target, in a column behind it: "Target | Actual"."""
    if series.now.role != "actual" or not series.behind:
        return False
    headers = [header for grid in view.grids if grid.block.index == series.now.fact.block for header in grid.headers]
    return any(pattern("came_of_it").search(header) for header in (series.now.fact.label, *headers))


def _is_of_title(view: View, series: Series) -> bool:
    """Whether the period of the known value is that of the whole document, several years, which a bare "Today" inherits."""
    window = series.now.fact.window
    if window is None or window.start is None or window.end is None or not window.text:
        return False
    return window.end - window.start > MORE_THAN_A_YEAR and window.text in view.roadmap.title


def _turned(series: Series) -> Draft | None:
    """A measure that moved one way is to move back beyond where it came from: for most measures that is worse."""
    steps = [metric.value for metric in (series.before, *(series.middle or (series.now,)), series.goal) if metric.value]
    if len(steps) < FEWEST_STEPS or any(value.is_range or value.comparator != "=" for value in steps):
        return None
    first, last, goal = steps[0].most, steps[-2].most, steps[-1].most
    falls, rises = last < first < goal, last > first > goal
    if not (falls or rises):
        return None
    told = " to ".join(stated_of(value) for value in steps[:-1])
    return Draft(
        f'"{series.name}" {"fell" if falls else "rose"} from {told}, and its target, {stated_of(steps[-1])}, lies beyond where it began',
        (series.goal.fact.span,),
        key=series.name,
        computation=Computation(
            formula=f"{stated_of(steps[-1])} {'>' if falls else '<'} {stated_of(steps[0])}",
            expected=f"{'less' if falls else 'more'} than {stated_of(steps[-2])}",
            stated=stated_of(steps[-1]),
        ),
        suggestion="correct the target, or say why the measure may turn",
        severity="question",
    )


def _told_in_text(view: View) -> Iterator[Draft]:
    """ "At most 40 seconds; today it is 31": a bound that the present value already keeps."""
    for sentence in view.saying("at_present"):
        present = pattern("at_present").search(sentence.text) if sentence.kind in TEXT else None
        figures = [f for f in figures_of_sentence(sentence) if not f.quantity.change] if present else []
        if present is None or len(figures) != PAIR:
            continue
        goal, now = sorted(figures, key=lambda f: f.quantity.comparator[0] not in "<>")
        one, other = goal.quantity, now.quantity
        same = (one.kind, one.unit) == (other.kind, other.unit) or (other.kind == "count" and not other.unit and one.unit)
        close = present.end() <= now.token.start <= present.end() + REACH or now.token.end <= present.start() <= now.token.end + REACH
        worse = (one.comparator[0] == "<" and one.most > other.most) or (one.comparator[0] == ">" and one.least < other.least)
        if same and close and worse and other.comparator in ("=", "~") and one.per == other.per:
            yield Draft(
                f"the target of {stated_of(one)} is already kept: it is {' '.join(now.token.text.split())} {present[0]}",
                (span_of_sentence(view.scanned, sentence),),
                key=stated_of(one),
                computation=Computation(
                    formula=f"{stated_of(one)} allows {stated_of(other)}", expected=f"better than {stated_of(other)}", stated=stated_of(one)
                ),
                suggestion="correct the target, or say why the measure may get worse",
                severity="question",
            )


def _told_in_line(view: View) -> Iterator[Draft]:
    """ "Complaints: 38 now, 51 by December": an entry that names a measure, where it stands and where it shall stand."""
    for sentence in view.saying("at_present"):
        name = NAME.match(sentence.text) if sentence.kind == "item" else None
        figures = [f for f in figures_of_sentence(sentence) if not f.quantity.change] if name else []
        if name is None or len(figures) != PAIR or figures[0].token.start < name.end():
            continue
        now, goal = figures
        between = sentence.text[now.token.end : goal.token.start]
        around = sentence.text[name.end() : now.token.start] + between
        behind = [token for token in sentence.tokens if isinstance(token.value, Window) and token.start >= goal.token.end]
        one, other = now.quantity, goal.quantity
        same = (one.kind, one.unit, one.per) == (other.kind, other.unit, other.per) or (
            one.kind == other.kind and not (one.unit and other.unit)
        )
        way = direction_of(name[1], other) if same and behind and pattern("at_present").search(around) else ""
        if (way == "up" and other.high < one.low) or (way == "down" and other.low > one.high):
            yield _worse(name[1].strip(), one, other, way, (span_of_sentence(view.scanned, sentence),))


def _worse(name: str, now: Quantity, goal: Quantity, way: str, spans: tuple[Span, ...]) -> Draft:
    return Draft(
        f'the target of "{shortened(name)}" ({stated_of(goal)}) is worse than its present value ({stated_of(now)})',
        spans,
        key=name,
        computation=Computation(
            formula=f"{stated_of(goal)} {'<' if way == 'up' else '>'} {stated_of(now)}",
            expected=f"{'more' if way == 'up' else 'less'} than {stated_of(now)}",
            stated=stated_of(goal),
        ),
        suggestion="correct the target, or say why the measure may get worse",
    )


RULE = Rule("RA801", "target-worse-than-now", "metric", "question", "computed", _find, __doc__)
