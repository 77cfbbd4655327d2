"""Changes between two times: "£3.10 today, £2.40 in December, a reduction of 23%"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from agent.expressions import expression
from agent.facts.changes import Pair, change_words, is_spoken_change, matched, speaks_of_change
from agent.facts.computation import EquationMatch, amount_of, is_open, phrases
from agent.facts.folding import is_ideographic
from agent.facts.view import View
from agent.model.quantity import Quantity, Window
from agent.model.token import Token

_LONGEST = 90  # characters from the first amount to the change
_NOW = 8  # characters before the first amount that may say "now"
_PARTICLES = frozenset("はをにのがでとへも约約")
_WORD = expression(r"[^\W\d_]+")
_BREAK = expression(r"[\n|;!?]|\.\s|。")


def timed_changes(view: View, tokens: Sequence[Token]) -> Iterator[EquationMatch]:
    """Two amounts of one kind and a change in percent behind them, with nothing between but words of time and of change."""
    for index, token in enumerate(tokens):
        stated = amount_of(token)
        if stated is None or stated.kind != "percent" or stated.per or not is_spoken_change(view, token, stated):
            continue
        last = _amount_before(tokens, index)
        first = _amount_before(tokens, last) if last is not None else None
        if last is None or first is None or not _alike(amount_of(tokens[first]), amount_of(tokens[last])):
            continue
        if _says_only_when(view, tokens[first : index + 1]):
            yield from _match(view, tokens, first, last, index)


def _amount_before(tokens: Sequence[Token], index: int) -> int | None:
    """The amount before a token with nothing but times between them."""
    at = index - 1
    while at >= 0 and isinstance(tokens[at].value, Window):
        at -= 1
    return at if at >= 0 and amount_of(tokens[at]) is not None else None


def _alike(first: Quantity | None, last: Quantity | None) -> bool:
    if first is None or last is None or first.is_range or last.is_range or is_open(first) or is_open(last) or first.low <= 0:
        return False
    return first.kind != "percent" and (first.kind, first.unit, first.per) == (last.kind, last.unit, last.per) and first != last


def _says_only_when(view: View, tokens: Sequence[Token]) -> bool:
    """Whether the text between the first token and the last holds only times, words of time and of change; one of time at least."""
    start, end = tokens[0].end, tokens[-1].start
    if end - start > _LONGEST or _BREAK.search(view.folded, start, end):
        return False
    words = [word for one, other in pairwise(tokens) for word in _words(view.folded[one.end : other.start])]
    before = _words(view.folded[max(0, tokens[0].start - _NOW) : tokens[0].start])  # 现在3.10元
    timed = any(isinstance(token.value, Window) for token in tokens) or any(word in phrases("now") for word in (*words, *before[-1:]))
    return timed and all(word in phrases("now") or word in phrases("when") or speaks_of_change(word) for word in words)


def _words(gap: str) -> list[str]:
    """The words of a gap; a run of ideographs is cut into those that are known, its particles left out."""
    found: list[str] = []
    for run in _WORD.findall(gap):
        if not is_ideographic(run[0]):
            found.append(run)
            continue
        at = 0
        while at < len(run):
            known = next((match for table in (phrases("now"), phrases("when"), change_words()) if (match := table.match(run, at))), None)
            if known is None and run[at] in _PARTICLES:
                at += 1
                continue
            stop = known[1] if known is not None else len(run)
            found.append(run[at:stop])
            at = stop
    return found


def _match(view: View, tokens: Sequence[Token], first: int, last: int, index: int) -> Iterator[EquationMatch]:
    one, other, stated = amount_of(tokens[first]), amount_of(tokens[last]), amount_of(tokens[index])
    if one is not None and other is not None and stated is not None:
        pair = Pair(one, other, tokens[first].start, tokens[last].end, first - 1, index)
        yield from matched(view, pair, stated, tokens[index], tokens[first].start, tokens[index].end)
