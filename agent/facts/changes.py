"""Growth written out: two values and the change between them ("$15M → $60M (+300%)", "from 4.8k to 6.0k, +25%")."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec import Struct

from agent.expressions import expression
from agent.facts.arithmetic import written
from agent.facts.computation import EquationMatch, amount_of, between, holds_phrase, is_clear, is_open, phrases, reading, same_dimension
from agent.facts.folding import fold, is_ideographic
from agent.facts.formatting import format_quantity
from agent.facts.interval import Interval
from agent.facts.lexicon import section, strings
from agent.facts.phrases import Phrases
from agent.facts.quantities import ends_at
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_NEAR = 32  # characters between a change and its values
_GAP_WORDS = 4
_SCALED = expression(r"\d[kmb]\b|\d[ \u00a0](?:million|mio|billion|mrd|mil|млн|万|亿|億)")


class Pair(Struct, frozen=True):
    """The two ends of a change and the place in the text that holds both; `marked` when an arrow or "from ... to" joins them."""

    first: Quantity
    second: Quantity
    start: int
    end: int
    before: int  # index of the token before the pair
    after: int  # index of the token behind it


def growths(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    for pair in _pairs(view, tokens):
        if is_open(pair.first) or is_open(pair.second) or not same_dimension(pair.first, pair.second) or _is_odd(view, pair):
            continue
        yield from _behind(view, tokens, pair) or _ahead(view, tokens, pair)


def _is_odd(view: View, pair: Pair) -> bool:
    """Pairs whose ends may not share their scale ("15 → 60M"), and changes from nothing."""
    left, _, right = view.folded[pair.start : pair.end].partition("->" if "->" in view.folded[pair.start : pair.end] else "→")
    lonely = bool(right) and pair.first.kind == "count" and not _SCALED.search(left) and bool(_SCALED.search(right))
    bare = pair.first.kind == "count" and not pair.first.unit  # "12 → 9 kg per lot"
    apart = pair.first.per != pair.second.per and not (bare and not pair.first.per)
    return lonely or pair.first.low <= 0 or apart or pair.first.is_range or pair.second.is_range


def _pairs(view: View, tokens: Sequence[Token]) -> Iterator[Pair]:
    for index, token in enumerate(tokens):
        value = amount_of(token)
        if value is None:
            continue
        if value.is_range:
            yield from _range_pair(view, tokens, index)
        elif index + 1 < len(tokens):
            yield from _joined_pair(view, tokens, index, value)


def _range_pair(view: View, tokens: Sequence[Token], index: int) -> Iterator[Pair]:
    """ "from 4.8k to 6.0k" is scanned as a range; after a "from" it is a change."""
    token = tokens[index]
    ends = ends_at(view, token.start)
    if ends and (ends.joined_by_word or _follows_from(view, token.start)) and _spoken(view, token):
        yield Pair(ends.low, ends.high, token.start, token.end, index - 1, index + 1)


def _spoken(view: View, token: Token) -> bool:
    return bool(re.search(r"[^\W\d_]{2,}|[à至到а-я]|[ \u00a0]a[ \u00a0]", view.folded[token.start : token.end]))


def _follows_from(view: View, at: int) -> bool:
    return _follows(view, at, "from")


def _follows(view: View, at: int, key: str) -> bool:
    words = view.folded[max(0, at - 14) : at].split()
    return bool(words) and words[-1] in phrases(key)


def _reversed_pair(tokens: Sequence[Token], index: int) -> Iterator[Pair]:
    """ "up 40% to $14M from $10M"."""
    last, first = amount_of(tokens[index]), amount_of(tokens[index + 1])
    if first is not None and last is not None:
        yield Pair(first, last, tokens[index].start, tokens[index + 1].end, index - 1, index + 2)


def _joined_pair(view: View, tokens: Sequence[Token], index: int, first: Quantity) -> Iterator[Pair]:
    token, following = tokens[index], tokens[index + 1]
    at = index + 1
    if following.kind == "operator" and following.value == "->" and index + 2 < len(tokens):
        gap = between(view, token, following) + between(view, following, tokens[index + 2])
        joined, at = is_clear(gap, 2), index + 2
    else:
        gap = between(view, token, following).strip(" \u00a0")
        joined = gap in phrases("to") and (_follows_from(view, token.start) or view.char(token.start - 1) in {"从", "由"})
        if gap in phrases("from") and _follows(view, token.start, "to"):
            yield from _reversed_pair(tokens, index)
    second = amount_of(tokens[at])
    if joined and second is not None:
        yield Pair(first, second, token.start, tokens[at].end, index - 1, at + 1)


def _behind(view: View, tokens: Sequence[Token], pair: Pair) -> list[EquationMatch]:
    """The change behind the pair: in brackets, signed, or with a word of change."""
    if not 0 <= pair.after < len(tokens):
        return []
    token = tokens[pair.after]
    gap = view.folded[pair.end : token.start]
    stated = amount_of(token)
    if stated is None or not _is_change(stated) or len(gap) > _NEAR or not is_clear(gap.replace("(", " "), _GAP_WORDS):
        return []
    bracketed = gap.strip(" \u00a0") in {"(", "(=", "= (", "(~", "(≈"} or gap.strip() in {"=", "≈"}
    if not bracketed and not is_spoken_change(view, token, stated):
        return []
    if _speaks_of_else(view, token) or (not is_spoken_change(view, token, stated) and not _is_even(pair)):
        return []
    return matched(view, pair, stated, token, pair.start, token.end + (view.char(token.end) == ")"))


def _ahead(view: View, tokens: Sequence[Token], pair: Pair) -> list[EquationMatch]:
    """The change before the pair: "+400% (50 → 250)", "grow 300% from $15M to $60M"."""
    if pair.before < 0:
        return []
    token = tokens[pair.before]
    stated = amount_of(token)
    gap = view.folded[token.end : pair.start]
    if stated is None or not _is_change(stated) or len(gap) > _NEAR or not is_clear(gap.replace("(", " "), _GAP_WORDS):
        return []
    bracketed = gap.rstrip(" \u00a0").endswith("(") and view.char(pair.end) == ")"
    spoken = is_spoken_change(view, token, stated) and (
        _follows_from(view, pair.start) or holds_phrase(gap, "from") or holds_phrase(gap, "to") or bracketed
    )
    if not (bracketed and (stated.change or not gap.strip(" (\u00a0") or spoken)) and not spoken:
        return []
    return matched(view, pair, stated, token, token.start, pair.end + bracketed) if not _is_compound(view, token) else []


def _is_even(pair: Pair) -> bool:
    """Whether both ends are written alike, so that a bare percentage behind them can only be their change."""
    return (pair.first.kind, pair.first.unit) == (pair.second.kind, pair.second.unit)


def _is_change(quantity: Quantity) -> bool:
    return (quantity.kind == "percent" or (quantity.kind == "ratio" and quantity.unit == "x")) and not quantity.per


@cache
def change_words() -> Phrases[str]:
    """ "down" and "up" words; what is in both lists ("faster") is down: less time."""
    listed = section("marks", "change")
    return Phrases((word, direction) for direction in ("down", "up") for word in strings(listed.get(direction)))


def speaks_of_change(text: str) -> bool:
    """Whether a word of the text says that something grows or shrinks ("growth", "less", "faster", 成長率)."""
    folded = fold(text)
    if any(word in change_words() for word in re.findall(r"[^\W\d_]+", folded)):
        return True
    return any(map(is_ideographic, folded)) and any(word in folded for word in _ideographic_changes())


@cache
def _ideographic_changes() -> tuple[str, ...]:
    listed = section("marks", "change")
    return tuple(word for key in ("up", "down") for word in strings(listed.get(key)) if is_ideographic(word[0]))


def _direction(view: View, token: Token) -> str:
    """ "up", "down" or "" from the words right around a change."""
    before = view.folded[max(0, token.start - 24) : token.start]
    after = view.folded[token.end : token.end + 24]
    nearby = [*re.findall(r"[^\W\d_]+", after)[:2], *re.findall(r"[^\W\d_]+", before)[-2:]]
    return next((direction for word in nearby if (direction := change_words().get(word))), "")


def is_spoken_change(view: View, token: Token, stated: Quantity) -> bool:
    """Whether a percentage is a change by its sign or by a word right beside it."""
    return stated.change or bool(_direction(view, token))


def _is_compound(view: View, token: Token) -> bool:
    nearby = view.folded[max(0, token.start - 12) : token.start] + " " + view.folded[token.end : token.end + 14]
    return holds_phrase(nearby, "compound")


def _speaks_of_else(view: View, token: Token) -> bool:
    """ "(40% of the market)" is a share, "(27% CAGR)" a yearly rate."""
    after = view.folded[token.end : token.end + 40].lstrip(" \u00a0")
    return phrases("of").match(after, 0) is not None or _is_compound(view, token)


def matched(view: View, pair: Pair, stated: Quantity, token: Token, start: int, end: int) -> list[EquationMatch]:
    """The computation that a pair and a stated change make in `text[start:end]`; what falls did not become twice as much."""
    if stated.kind == "ratio" and stated.least > 1 and pair.first.kind == "percent" and pair.second.most < pair.first.least:
        return []
    readings = _multiples(view, pair, stated) if stated.kind == "ratio" else _percentages(view, pair, stated, token)
    return [EquationMatch("growth", start, end, view.text[start:end], (pair.first, pair.second), stated, tuple(readings))]


def _percentages(view: View, pair: Pair, stated: Quantity, token: Token) -> Iterator[tuple[str, Quantity]]:
    first, second = written(pair.first), written(pair.second)
    one, other = format_quantity(pair.first, view.convention), format_quantity(pair.second, view.convention)
    grown = ((second / first) - Interval(1.0, 1.0)).scaled(100)
    signed = token.text.strip().startswith(("+", "-", "−", "–"))
    if not signed:
        grown = _without_sign(grown)
    if stated.unit != "point":
        yield reading(f"({other} - {one}) / {one}", grown, stated, _plain(pair, signed=signed))
    if pair.first.kind == "percent":
        points = second - first
        yield reading(f"{other} - {one}", points if signed else _without_sign(points), stated)
    if not signed:
        yield reading(f"{other} / {one}", (second / first).scaled(100), stated)
        yield reading(f"({one} - {other}) / {other}", _without_sign(((first / second) - Interval(1.0, 1.0)).scaled(100)), stated)


def _plain(pair: Pair, *, signed: bool) -> float | None:
    """The change in percent as the written numbers give it; None for ranges."""
    if pair.first.is_range or pair.second.is_range or not pair.first.least:
        return None
    change = 100 * (pair.second.least - pair.first.least) / pair.first.least
    return change if signed else abs(change)


def _multiples(view: View, pair: Pair, stated: Quantity) -> Iterator[tuple[str, Quantity]]:
    first, second = written(pair.first), written(pair.second)
    one, other = format_quantity(pair.first, view.convention), format_quantity(pair.second, view.convention)
    yield reading(f"{other} / {one}", second / first, stated)
    yield reading(f"{one} / {other}", first / second, stated)
    yield reading(f"({other} - {one}) / {one}", _without_sign((second / first) - Interval(1.0, 1.0)), stated)


def _without_sign(value: Interval) -> Interval:
    if value.low >= 0:
        return value
    return Interval(-value.high, -value.low) if value.high <= 0 else Interval(0.0, max(-value.low, value.high))
