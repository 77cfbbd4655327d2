"""A return told in sentences does not follow from the amounts around it.

Claim: a sentence states a return in percent together with a gain or an outlay, and no pair of amounts of the passage gives that
return, net of the outlay. Warning when the return looks like a mistyped
one; else a question: some count the outlay as part of the return.

Why it matters: the return decides whether the money is spent.

Flagged:

    The pumps cost $140,000. Over three years the margin adds up to $259,200: an ROI of 58%.

Fine:

    The pumps cost $140,000. Over three years the margin adds up to $259,200: an ROI of 85%.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations

from agent.model.finding import Computation
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, number, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.passages import Figure, Passage, is_slip, is_told
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.roi.from_inputs import RETURN

FARTHEST = 3.0
LEAST_OUTLAY = 0.02  # of the gain: less is the price of one piece
YEARS = (1.0, 2.0, 3.0, 4.0, 5.0)


def _find(view: View) -> Iterator[Draft]:
    for passage in view.passages:
        if RETURN.search(passage.sentence.text) and not is_told(view.roadmap, passage):
            yield from _judge(view, passage)


def _judge(view: View, passage: Passage) -> Iterator[Draft]:
    shares = [
        f for f in passage.own if f.quantity.kind == "percent" and f.quantity.least == f.quantity.most and f.quantity.comparator == "="
    ]
    if len(shares) != 1 or not _plain(passage.own):
        return
    stated = shares[0].quantity
    pairs = [
        (gain, outlay)
        for gain, outlay in permutations(_plain((*passage.own, *passage.before)), 2)
        if passage.sentence in (gain.sentence, outlay.sentence)
        and gain.quantity.unit == outlay.quantity.unit
        and LEAST_OUTLAY * gain.quantity.most < outlay.quantity.most < gain.quantity.most
    ]
    if not pairs or any(_fits(stated.most, gain, outlay) for gain, outlay in permutations(_plain((*passage.own, *passage.before)), 2)):
        return
    gain, outlay = min(pairs, key=lambda pair: (not is_slip(round(_net(*pair)), stated.most), abs(_net(*pair) / stated.most - 1)))
    if 1 / FARTHEST <= _net(gain, outlay) / stated.most <= FARTHEST and not allowed(stated).meets(
        Interval(_net(gain, outlay), _net(gain, outlay))
    ):
        yield _draft(view, passage, shares[0], gain, outlay)


def _plain(figures: tuple[Figure, ...]) -> list[Figure]:
    return [f for f in figures if f.quantity.kind == "money" and not f.quantity.per and f.quantity.least == f.quantity.most > 0]


def _net(gain: Figure, outlay: Figure) -> float:
    return (gain.quantity.most / outlay.quantity.most - 1) * 100


def _fits(stated: float, gain: Figure, outlay: Figure) -> bool:
    """Whether the return is net of the outlay, of one year or of some."""
    net = _net(gain, outlay)
    readings = [value for years in YEARS for value in (net / years, gain.quantity.most * years / outlay.quantity.most * 100 - 100)]
    return any(abs(value - stated) <= max(1.0, 0.02 * abs(stated)) for value in readings)


def _draft(view: View, passage: Passage, share: Figure, gain: Figure, outlay: Figure) -> Draft:
    stated, expected = stated_of(share.quantity), f"{number(round(_net(gain, outlay)))}%"
    earned, spent = amount(gain.quantity.most, gain.quantity), amount(outlay.quantity.most, outlay.quantity)
    spans = [span_of_sentence(view.scanned, sentence) for sentence in dict.fromkeys((passage.sentence, gain.sentence, outlay.sentence))]
    gross = abs(_net(gain, outlay) + 100 - share.quantity.most) <= 1
    return Draft(
        f"{earned} on {spent} is a return of {expected}, not {stated}",
        tuple(spans),
        key=f"{earned}|{spent}|{stated}",
        computation=Computation(formula=f"({earned} - {spent}) / {spent} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or say what the return is of",
        severity="warning" if not gross and is_slip(round(_net(gain, outlay)), share.quantity.most) else "question",
    )


RULE = Rule("RA209", "return-in-words", "roi", "question", "computed", _find, __doc__)
