"""A payback or a reach of cash told in sentences does not follow from the amounts beside it.

Claim: a sentence says after how long an outlay comes back ("the $4.0M come back in 48 months") or how long cash lasts, the same
passage names what comes in or goes out by time, and none of these amounts gives that time. Warning when the sentence itself names
both, or the time looks like a mistyped one; else a question.

Why it matters: the time is what people remember of the calculation.

Flagged:

    Ten contracts leave $50,000 a month. The investment of $4.0M comes back in 48 months.

Fine:

    Ten contracts leave $50,000 a month. The investment of $4.0M comes back in 80 months.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.passages import Figure, Passage, is_slip, is_told
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

ADDED = expression(r"[\d)][^\d+;.]{0,24}\+\s*$")
MONTHS = {"week": 12 / 52, "month": 1.0, "quarter": 3.0, "year": 12.0}
ROUNDING = 1.0  # of the stated unit: a payback in whole months or years was rounded
TOLERANCE = 0.06
FARTHEST = 3.0
LEAST_WORD = 4


def _find(view: View) -> Iterator[Draft]:
    words = pattern("comes_back")
    for passage in view.passages:
        if words.search(passage.sentence.text) and not is_told(view.roadmap, passage, "duration"):
            yield from _judge(view, passage)


def _judge(view: View, passage: Passage) -> Iterator[Draft]:
    times = [
        f for f in passage.own if f.quantity.kind == "duration" and f.quantity.unit in MONTHS and not f.quantity.comparator.startswith(">")
    ]
    outlays = [f for f in _outlays(passage.own) if not times or f.token.start < times[0].token.start] or _outlays(passage.before)
    own, flows = (tuple(f for f in _flows(some) if not _is_spent(f)) for some in (passage.own, (*passage.own, *passage.before)))
    if not times or len(times) > 2 or not outlays or not flows:
        return
    time = min(times, key=lambda f: MONTHS[f.quantity.unit]).quantity
    alike = [(o, f) for o in outlays for f in flows if o.quantity.unit == f.quantity.unit]
    if any(_fits(_months(o.quantity, f.quantity), time) for o, f in alike):
        return
    pairs = [(o, f) for o, f in alike if o.quantity.low > f.quantity.high and (f in own or not own)]
    stated = time.most * MONTHS[time.unit]
    near = [pair for pair in pairs if 1 / FARTHEST <= _months(pair[0].quantity, pair[1].quantity) / stated <= FARTHEST]
    if near:
        outlay, flow = min(
            near, key=lambda pair: (not _named(pair[1], passage), abs(_months(pair[0].quantity, pair[1].quantity) / stated - 1))
        )
        yield _draft(view, passage, outlay, flow, time, _months(outlay.quantity, flow.quantity))


def _flows(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.quantity.kind == "money" and f.quantity.per in MONTHS and f.quantity.low > 0]


def _outlays(figures: Sequence[Figure]) -> list[Figure]:
    """Amounts that may have been spent: nothing that is added ("+$580K net") or only gained."""
    money = [f for f in figures if f.quantity.kind == "money" and not f.quantity.per and not f.quantity.change and f.quantity.low > 0]
    return [f for f in money if not f.token.text.startswith("+") and not _is_gain(f)]


def _is_gain(figure: Figure) -> bool:
    text = figure.sentence.text
    return bool(pattern("gained").search(text)) and not any(pattern(name).search(text) for name in ("invested", "comes_back"))


def _is_spent(flow: Figure) -> bool:
    """Whether an amount by time is paid on top of an outlay: "€5,000 (set-up) + €200 a month"."""
    return ADDED.search(flow.sentence.text[: flow.token.start]) is not None


def _months(outlay: Quantity, flow: Quantity) -> float:
    return (outlay.least + outlay.most) / (flow.least + flow.most) * MONTHS[flow.per]


def _fits(months: float, time: Quantity) -> bool:
    size = MONTHS[time.unit]
    slack = max(ROUNDING * size if float(time.most).is_integer() else 0.1 * size, TOLERANCE * months)
    return time.least * size - slack <= months <= time.most * size + slack


def _named(flow: Figure, passage: Passage) -> bool:
    """Whether the sentence names the amount ("at today's burn" after "Burn now: $86,000 a month")."""
    own, other = (
        {word for word in sentence.text.casefold().split() if len(word) >= LEAST_WORD} for sentence in (passage.sentence, flow.sentence)
    )
    return flow.sentence is not passage.sentence and any(has_form(other, one) for one in own)


def _draft(view: View, passage: Passage, outlay: Figure, flow: Figure, time: Quantity, months: float) -> Draft:
    unit = "year" if time.unit == "year" else "month"
    expected = f"{number(round(months / MONTHS[unit], 1))} {unit}s"
    one = outlay.sentence is flow.sentence is passage.sentence
    spans = [span_of_sentence(view.scanned, sentence) for sentence in dict.fromkeys((passage.sentence, outlay.sentence, flow.sentence))]
    spent, back = amount(outlay.quantity.most, outlay.quantity), amount(flow.quantity.most, flow.quantity)
    return Draft(
        f"{spent} at {back} a {flow.quantity.per} takes {expected}, not {stated_of(time)}",
        tuple(spans),
        key=f"{spent}|{stated_of(time)}",
        computation=Computation(formula=f"{spent} / {back} a {flow.quantity.per} = {expected}", expected=expected, stated=stated_of(time)),
        suggestion=f"change {stated_of(time)} to {expected}, or name the amount it follows from",
        severity="warning" if one or is_slip(round(months / MONTHS[time.unit], 1), time.most) else "question",
    )


RULE = Rule("RA208", "payback-in-words", "roi", "question", "computed", _find, __doc__)
