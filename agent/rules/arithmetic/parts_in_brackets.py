"""A duration is not the sum of the parts in the brackets behind it.

Claim: a duration is followed by brackets that take it apart into a number of units of a length each, joined by plus or "and" ("14 days (3
sprints of 5 days + 1 sprint of 4 days)"), and the parts make another duration. Ranges are added up end by end. Parts of one length alone
("5 sprints of 2 weeks") are a question, where they are far off.

Why it matters: the plan is booked for one length and takes the other.

Flagged:

    - Duration: 14 working days (3 sprints of 5 days + 1 sprint of 4 days)

Fine:

    - Duration: 19 working days (3 sprints of 5 days + 1 sprint of 4 days)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, number, stated_of
from agent.rules.reading.interval import Interval, summed
from agent.rules.reading.remarks import Remark

OPENED = expression(r"[^\d()]{0,24}\(")
JOINED = expression(r"\s*(?:\+|,|&|and|und|e|y|et)\s*", re.IGNORECASE)
EACH = expression(r"[^\d()+]{0,16}?(?:\bof\b|\bde\b|\bà\b|\bvon\b|\bzu\b|\bat\b|@|×|x|\bcada\b|\beach\b|\s)[^\d()+]{0,8}", re.IGNORECASE)
UNITS = frozenset(
    {"sprint", "phase", "fase", "week", "iteration", "iteração", "iteración", "cycle", "ciclo", "stage", "etapa", "block", "round"}
)
ROUGHLY = 0.1  # of a length that is told in parts of one length
Part = tuple[Quantity, Quantity]


def _find(view: View) -> Iterator[Draft]:
    for remark in view.remarks:
        tokens = [token for token in remark.tokens if isinstance(token.value, Quantity)]
        if len(tokens) > 2 and "(" in remark.text:
            yield from _judge(remark, tokens)


def _judge(remark: Remark, tokens: Sequence[Token]) -> Iterator[Draft]:
    for at, token in enumerate(tokens[:-2]):
        whole = token.value
        if not isinstance(whole, Quantity) or whole.kind != "duration" or whole.per:
            continue
        opened = OPENED.match(remark.text, token.end)
        closed = remark.text.find(")", token.end)
        inside = [one for one in tokens[at + 1 :] if opened and opened.end() <= one.start < closed]
        parts = _parts(remark.text, inside, closed) if opened else []
        if parts and all(_unit(part) == _unit(whole) for _, part in parts):
            total = summed(allowed(count) * Interval(part.least, part.most) for count, part in parts)
            rounded = len(parts) == 1 and abs(total.middle - whole.most) <= ROUGHLY * whole.most  # "14 days (3 sprints of 5 days)"
            if not total.meets(allowed(whole)) and not rounded:
                yield _draft(remark, whole, parts, total)


def _unit(length: Quantity) -> str:
    """Working days and days: the parts of working days are seldom called so again."""
    return "day" if length.unit == "business day" else length.unit


def _parts(text: str, tokens: Sequence[Token], closed: int) -> list[Part]:
    """Pairs of how many and how long that fill the brackets; none when anything else stands there."""
    pairs = list(zip(tokens[::2], tokens[1::2], strict=False))
    found: list[Part] = []
    for at, (first, second) in enumerate(pairs):
        count, length = first.value, second.value
        if not isinstance(count, Quantity) or not isinstance(length, Quantity) or length.kind != "duration" or length.per:
            return []
        counted = count.kind == "count" or (count.kind == "duration" and count.unit in UNITS)
        behind = pairs[at + 1][0].start if at + 1 < len(pairs) else closed
        rest = text[second.end : behind].strip()
        joined = not rest if at + 1 == len(pairs) else bool(JOINED.fullmatch(text, second.end, behind)) or rest in ("+",)
        if not counted or not EACH.fullmatch(text, first.end, second.start) or not joined:
            return []
        found.append((count, length))
    return found if len(tokens) == 2 * len(found) else []


def _draft(remark: Remark, whole: Quantity, parts: Sequence[Part], total: Interval) -> Draft:
    formula = " + ".join(f"{number(count.most)} x {stated_of(length)}" for count, length in parts)
    span = number(total.low) if total.low == total.high else f"{number(total.low)} to {number(total.high)}"
    expected, stated = f"{span} {whole.unit}s", stated_of(whole)
    return Draft(
        f"{stated} are stated, but the parts in brackets make {formula} = {expected}",
        (remark.span,),
        key=f"{stated}|{formula}",
        computation=Computation(formula=f"{formula} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct one of the parts",
        severity="question" if len(parts) == 1 else None,
    )


RULE = Rule("RA135", "parts-in-brackets", "arithmetic", "warning", "computed", _find, __doc__)
