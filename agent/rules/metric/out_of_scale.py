"""A figure lies outside the scale of its measure.

Claim: a share, rate or availability is above 100 %, a rating lies above the top of its scale ("5.2" where stores rate from one to
five, "11/10"), or a net promoter score lies outside -100 to 100. A share that no table states is asked about, and where a percentage that
stands below 100 % is to rise above it, and its name is not one of growth, load or plans met.

Why it matters: the target cannot be reached, or the scale is another one than readers think.

Flagged:

    | Measure | Now (actual) | 2027 (target) |
    |---|---:|---:|
    | Store rating | 4.4 | 5.2 |

Fine:

    | Measure | Now (actual) | 2027 (target) |
    |---|---:|---:|
    | Store rating | 4.4 | 4.6 |
    | Net revenue retention | 104% | 115% |
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import permutations

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Metric
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.grid import row_at
from agent.rules.reading.vocabulary import pattern

BOUNDED = frozenset(
    "uptime availability adoption retention conversion coverage accuracy churn completion".split()  # noqa: SIM905 - reads as one line
)
NPS = expression(r"\b(?:nps|net promoter)\b", re.IGNORECASE)
OUT_OF = expression(
    r"(\d+(?:[.,]\d+)?)\s?\+?\s?(?:/|out of|of|von|de|sur|su|из)\s?(5|10|100)(?!\d|[.,/]\d|\s?(?:teams?|users?|people))", re.IGNORECASE
)
# "Satisfaction (out of 5)", "Bewertung, von 5 Sternen", "満足度（5点満点）", "满意度（满分5分）"
IN_NAME = expression(
    r"[(（,，;:：]\s?(?:\d\s?(?:[-–~～]|to|a|à|al|até|bis|do|до)\s?|(?:de|da|von|from|du)\s[01]\s(?:a|à|to|até|bis)\s"
    r"|(?:out of|of|on a scale (?:of|from) [01] to|on|von|auf einer skala von [01] bis|sur|note sur|de|su"
    r"|sobre|из|по шкале до)\s|/\s?)(5|10|100)(?![\d.,%]|\s(?!(?:points?|stars?|sternen?|étoiles|estrellas|estrelas|stelle|звёзд|звезд"
    r"|punkten?|puntos|pontos|punti)\b)\w)"
    r"|(?P<ja>5|10|100)\s?(?:点満点|段階|分制|分满分|星满分|点中)|满分\s?(?:为|是)?\s?(?P<zh>5|10|100)(?!\d)",
    re.IGNORECASE,
)
FORMULA = expression(r"[\w)]\s?[*×÷]\s?\d|\d\s?[*×÷]\s?[\w(]")  # "(energy / 5) * 100" says how a figure is made
FIVE_STARS = 5.0
WHOLE = "100%"
POINT = 1.0  # percent: what rounding leaves of a quotient
TOP_NPS = 100.0
LEAST_SHARE, MOST_SHARE = 20.0, 150.0  # of what may be a share that was mistyped


class Excess(Struct, frozen=True):
    stated: str
    limit: str
    reason: str


def _find(view: View) -> Iterator[Draft]:
    ratings = {series.goal.fact.span.line for series in view.series if _five_point(series.now)}
    told = set()
    for metric in view.roadmap.metrics:
        excess = _excess(metric, metric.fact.span.line in ratings)
        if excess and not (excess.limit == WHOLE and _is_quotient(view, metric)):
            told.add(metric.fact.span.line)
            yield Draft(
                f'"{metric.name}" is {excess.stated}, but {excess.reason}',
                (metric.fact.span,),
                key=f"{metric.name}|{metric.role}",
                computation=Computation(
                    formula=f"{excess.stated} > {excess.limit}", expected=f"at most {excess.limit}", stated=excess.stated
                ),
                suggestion="correct the figure, or name the scale",
                severity="question" if excess.limit == WHOLE and metric.fact.source != "column" else None,  # it may be of a baseline
            )

    for series in view.series:
        if series.goal.fact.span.line not in told and _rises_above(series.name, *series.values):
            yield _rising(series.name, *series.values, series.goal.fact.span, series.goal.role)
    told |= {series.goal.fact.span.line for series in view.series}
    for aim in view.aims:
        if aim.span.line not in told and _rises_above(aim.name, aim.now, aim.goal):
            yield _rising(aim.name, aim.now, aim.goal, aim.span, "")


def _rises_above(name: str, now: Quantity, goal: Quantity) -> bool:
    """Whether a share of something is to become more than all of it."""
    shares = now.kind == goal.kind == "percent" and not now.change and not goal.change and goal.comparator != "<"
    whole = shares and LEAST_SHARE <= now.least < TOP_NPS < goal.least <= MOST_SHARE
    return whole and not any(pattern(words).search(name) for words in ("not_shares", "may_exceed"))


def _rising(name: str, first: Quantity, last: Quantity, span: Span, role: str) -> Draft:
    now, goal = stated_of(first), stated_of(last)
    return Draft(
        f'"{name}" is to rise from {now} to {goal}: can it be more than all?',
        (span,),
        key=f"{name}|{role}",
        computation=Computation(formula=f"{goal} > 100%", expected="at most 100%", stated=goal),
        suggestion="correct the figure, or say what 100 % is",
        severity="question",
    )


def _excess(metric: Metric, five_point: bool) -> Excess | None:
    value = metric.value
    if value is None or value.change or metric.role == "limit" or FORMULA.search(metric.fact.text):
        return None
    if value.kind == "percent" and value.least > TOP_NPS and _bounded(metric):
        return Excess(stated_of(value), WHOLE, "a share of a whole cannot be above 100%")
    if NPS.search(metric.name) and value.kind in ("count", "score") and value.least > TOP_NPS:
        return Excess(stated_of(value), "100", "a net promoter score ends at 100")
    top = _top(metric) if value.kind in ("count", "score") else ""
    if top and value.least > float(top):
        return Excess(stated_of(value), top, f"its scale ends at {top}")
    rating = pattern("ratings").search(metric.name)
    if (rating or pattern("rated").search(metric.name)) and value.kind in ("count", "score"):
        if match := OUT_OF.search(metric.fact.text):
            given, end = float(match[1].replace(",", ".")), float(match[2])
            beyond = given if given > end else value.least if end < value.least <= 2 * end and value.least % 1 else 0.0
            return Excess(number(beyond), number(end), f"the scale ends at {number(end)}") if beyond else None
        if rating and five_point and FIVE_STARS < value.least <= 2 * FIVE_STARS:
            return Excess(stated_of(value), "5", "the scale it is measured on ends at 5")
    return None


def _is_quotient(view: View, metric: Metric) -> bool:
    """Whether a percentage is what two other figures of its row make, the second being no whole of the first: 1.2M spent of 1M."""
    value, found = metric.value, row_at(view.grids, metric.fact.span.line)
    if value is None or found is None:
        return False
    others = [cell.quantity for cell in found[1].cells if cell.quantity and cell.quantity.kind != "percent" and cell.quantity.most > 0]
    pairs = (pair for pair in permutations(others, 2) if pair[0].kind == pair[1].kind)
    return any(abs(100 * one.most / two.most - value.most) < POINT for one, two in pairs)


def _top(metric: Metric) -> str:
    """Where the scale ends that the name of a measure gives."""
    scale = IN_NAME.search(metric.name)
    return next(filter(None, scale.groups()), "") if scale else ""


def _bounded(metric: Metric) -> bool:
    name = f"{metric.name} {metric.fact.label}"
    return not pattern("not_shares").search(name) and bool(
        pattern("shares").search(name) or (metric.measure in BOUNDED and metric.fact.source == "column")
    )


def _five_point(metric: Metric) -> bool:
    """Whether a present rating shows a five-point scale: a decimal of at most five, above a share."""
    value = metric.value
    return bool(
        pattern("ratings").search(metric.name)
        and value
        and value.kind in ("count", "score")
        and 1 < value.most <= FIVE_STARS
        and value.most % 1
    )


RULE = Rule("RA802", "out-of-scale", "metric", "warning", "computed", _find, __doc__)
