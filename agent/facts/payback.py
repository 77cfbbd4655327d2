"""Payback written out: an outlay, what it brings or saves a month, and after how long it is earned back."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from agent.facts.arithmetic import conversions, written
from agent.facts.computation import EquationMatch, amount_of, holds_phrase, is_open, reading
from agent.facts.formatting import format_quantity
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_SENTENCE = re.compile(r"[^.!?\n。！？|]+(?:[.](?=\S)[^.!?\n。！？|]+)*")


def paybacks(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    """ "38.000 € gegen 3.800 € je Monat rechnen sich nach 10 Monaten": a sentence with one outlay, one price by time and one duration."""
    for sentence in _SENTENCE.finditer(view.folded):
        inside = [token for token in tokens if sentence.start() <= token.start < sentence.end() and amount_of(token) is not None]
        if len(inside) == 3 and holds_phrase(sentence.group(), "payback"):
            yield from _match(view, inside)


def _match(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    values = [value for token in tokens if (value := amount_of(token)) is not None]
    outlays = [value for value in values if value.kind == "money" and not value.per]
    flows = [value for value in values if value.kind == "money" and value.per]
    times = [value for value in values if value.kind == "duration"]
    if not (len(outlays) == len(flows) == len(times) == 1) or outlays[0].unit != flows[0].unit or any(map(is_open, values)):
        return
    outlay, flow, time = outlays[0], flows[0], times[0]
    factors = conversions(flow.per, time.unit)
    if not factors or flow.low <= 0:
        return
    formula = f"{format_quantity(outlay, view.convention)} / {format_quantity(flow, view.convention)}"
    readings = tuple(reading(formula + _by(factor), (written(outlay) / written(flow)).times(factor), time) for factor in factors)
    start, end = tokens[0].start, tokens[-1].end
    yield EquationMatch("quotient", start, end, view.text[start:end], (outlay, flow), _rounded(time), readings)


def _by(factor: float) -> str:
    return "" if factor == 1 else f" × {factor:g}" if factor > 1 else f" / {1 / factor:g}"


def _rounded(time: Quantity) -> Quantity:
    """A payback in whole months or years was rounded, up or down."""
    if time.is_range or time.low != time.high:
        return time
    return Quantity(time.low - 1, time.high + 1, time.least, time.most, time.kind, time.unit, time.comparator)
