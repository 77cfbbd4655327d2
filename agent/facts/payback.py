"""Payback and return written out: an outlay, what it brings, and after how long or by how much it pays."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.arithmetic import conversions, written
from agent.facts.computation import EquationMatch, amount_of, holds_phrase, is_open, reading
from agent.facts.formatting import format_quantity
from agent.facts.interval import Interval
from agent.facts.prices import per_of
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

# A sentence: a full stop inside a number does not end it.
_SENTENCE = expression(r"(?:[^.!?\n。！？|]|[.](?=[^\s]))+")
_REACH = 36  # characters behind an amount in which "... less rent a month" may name its period
_PLAIN = Interval(1.0, 1.0)


def paybacks(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    """Sentences with one outlay, one amount by time and one duration ("54.000 € gegen 4.500 € je Monat rechnen sich nach 12 Monaten"),
    or with a return and the two amounts it comes from ("an ROI of 125%, from $6.3M on $2.8M")."""
    amounts = [token for token in tokens if amount_of(token) is not None]
    starts = [token.start for token in amounts]
    for sentence in _SENTENCE.finditer(view.folded):
        inside = amounts[bisect_left(starts, sentence.start()) : bisect_left(starts, sentence.end())]
        if len(inside) == 3 and holds_phrase(sentence.group(), "payback"):
            yield from _payback(view, inside)
        if 3 <= len(inside) <= 4 and holds_phrase(sentence.group(), "roi"):
            yield from _return(view, inside)


def _payback(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    values = _with_periods(view, tokens)
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
    readings = tuple(reading(formula + _by(factor), (written(outlay) / written(flow)).scaled(factor), time) for factor in factors)
    start, end = tokens[0].start, tokens[-1].end
    yield EquationMatch("quotient", start, end, view.text[start:end], (outlay, flow), _rounded(time), readings)


def _with_periods(view: View, tokens: Sequence[Token]) -> list[Quantity]:
    """The amounts, with a period that words set apart from its amount ("4.500 € weniger Wartung je Monat")."""
    found: list[Quantity] = []
    for index, token in enumerate(tokens):
        value = amount_of(token)
        if value is None:
            continue
        if value.kind == "money" and not value.per:
            stop = tokens[index + 1].start if index + 1 < len(tokens) else len(view.text)
            behind = re.split(r"[,;:()]", view.text[token.end : min(stop, token.end + _REACH)])[0]
            value = replace(value, per=per_of(View.of(behind, view.convention)))
        found.append(value)
    return found


def _by(factor: float) -> str:
    return "" if factor == 1 else f" × {factor:g}" if factor > 1 else f" / {1 / factor:g}"


def _rounded(time: Quantity) -> Quantity:
    """A payback in whole months or years was rounded, up or down."""
    if time.is_range or time.low != time.high:
        return time
    return replace(time, low=time.low - 1, high=time.high + 1)


def _return(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    """What came back over what was put in, net or gross; which amount is which the sentence need not say."""
    values = _with_periods(view, tokens)
    money = [value for value in values if value.kind == "money"]
    percents = [value for value in values if value.kind == "percent" and value.unit == "%"]
    times = [value for value in values if value.kind == "duration"]
    if len(money) != 2 or len(percents) != 1 or len(times) != len(values) - 3 or money[0].unit != money[1].unit:
        return
    if any(map(is_open, values)) or any(value.low <= 0 for value in money):
        return
    stated = percents[0]
    readings = [reading(formula, value, stated) for gain, outlay in _orders(view, money, times) for formula, value in _ratios(gain, outlay)]
    start, end = tokens[0].start, tokens[-1].end
    if readings:
        yield EquationMatch("ratio", start, end, view.text[start:end], tuple(money), stated, tuple(readings))


_Named = tuple[str, Interval]


def _orders(view: View, money: list[Quantity], times: list[Quantity]) -> Iterator[tuple[_Named, _Named]]:
    """Gain and outlay: an amount by time is the gain over the time that is named, two plain amounts may be either."""
    flows = [value for value in money if value.per]
    one, other = (_named(view, value) for value in money)
    if not flows:
        yield one, other
        yield other, one
    elif len(flows) == 1 and len(times) == 1:
        formula, worth = _named(view, flows[0])
        outlay = other if money[0].per else one
        for factor in conversions(times[0].unit, flows[0].per):
            yield (f"{formula} × {format_quantity(times[0], view.convention)}", (worth * written(times[0])).scaled(factor)), outlay


def _named(view: View, value: Quantity) -> _Named:
    return format_quantity(value, view.convention), written(value)


def _ratios(gain: _Named, outlay: _Named) -> Iterator[_Named]:
    ratio = gain[1] / outlay[1]
    yield f"{gain[0]} / {outlay[0]}", ratio.scaled(100)
    yield f"({gain[0]} - {outlay[0]}) / {outlay[0]}", (ratio - _PLAIN).scaled(100)
