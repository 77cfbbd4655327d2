"""Durations written in two units: "2 years and 3 months", "1h 30m", "5 anni e 8 mesi", "1小时30分钟"."""

from __future__ import annotations

from msgspec.structs import replace

from agent.expressions import expression
from agent.model.quantity import Quantity
from agent.model.token import Token

# How many of the smaller unit the larger one has; a week of work has five days and a day eight hours, so that those are left apart.
_WITHIN = {("year", "month"): 12, ("hour", "minute"): 60, ("minute", "second"): 60}
_LARGER = frozenset(larger for larger, _ in _WITHIN)
_JOINER = expression(r"[ \u00a0]?(?:(?:and|und|e|ed|y|et|en|и|i|&|と)[ \u00a0])?")
_MINUTES = expression(r"[ \u00a0]?([0-5]?\d)m(?![^\W\u2e80-\u9fff]|[$€£¥])")  # behind hours; "15m€" are millions, "20 m" metres
_HOUR = 60


def with_compounds(text: str, tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens, those of one duration in two units as one token in the smaller unit."""
    if not any(_opens(token) for token in tokens):
        return tokens
    kept: list[Token] = []
    for token in (_with_minutes(text, token) for token in tokens):
        joined = _joined(text, kept[-1], token) if kept and _opens(kept[-1]) else None
        if joined is None:
            kept.append(token)
        else:
            kept[-1] = joined
    return tuple(kept)


def _opens(token: Token) -> bool:
    value = token.value
    return isinstance(value, Quantity) and value.kind == "duration" and value.unit in _LARGER and not value.is_range and not value.per


def _joined(text: str, first: Token, second: Token) -> Token | None:
    larger, smaller = first.value, second.value
    if not isinstance(larger, Quantity) or not isinstance(smaller, Quantity) or smaller.kind != "duration":
        return None
    times = _WITHIN.get((larger.unit, smaller.unit), 0)
    plain = not smaller.is_range and smaller.comparator == "=" and 0 < smaller.most < times and float(larger.most).is_integer()
    if not plain or not _JOINER.fullmatch(text, first.end, second.start):
        return None
    return _together(text, first, larger, replace(smaller, comparator=larger.comparator), times, second.end)


def _with_minutes(text: str, token: Token) -> Token:
    value = token.value
    if not isinstance(value, Quantity) or value.unit != "hour" or not _opens(token) or not float(value.most).is_integer():
        return token
    found = _MINUTES.match(text, token.end)
    if found is None:
        return token
    minutes = float(found[1])
    return _together(
        text, token, value, replace(value, least=minutes, most=minutes, low=minutes, high=minutes, unit="minute"), _HOUR, found.end()
    )


def _together(text: str, token: Token, larger: Quantity, smaller: Quantity, times: int, end: int) -> Token:
    more = larger.most * times
    value = replace(smaller, least=smaller.least + more, most=smaller.most + more, low=smaller.low + more, high=smaller.high + more)
    return replace(token, end=end, text=text[token.start : end], value=value)
