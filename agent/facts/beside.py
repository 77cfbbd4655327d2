"""What stands beside amounts: operators between two of them, statistics and the names of scores."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from agent.expressions import expression
from agent.facts.folding import is_letter
from agent.facts.shares import is_mark
from agent.facts.view import View
from agent.model.quantity import Quantity
from agent.model.token import Token

_SCORED = expression(r"\b(nps|csat)\b[^\d\n|;,.]{0,16}$")
_MULTIPLYING = ("x", "/")
_LONGEST_STATISTIC = 12  # characters between a sign and its amount
_AVERAGED = expression(r"\b(?:avg|average|mean|median|media|promedio|moyenne|durchschnitt|gemiddeld)\b\.?|平均")


def kept_operators(view: View, tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Arrows stay; "=" stays beside an amount, the other operators between two."""
    for index, token in enumerate(tokens):
        if token.kind != "operator" or token.value == "->":
            yield token
            continue
        last, following = _neighbour(view, tokens, index, -1), _neighbour(view, tokens, index, 1)
        before = last is not None and _is_beside(view, last, token)
        after = following is not None and _is_beside(view, token, following)
        if (before and after) or (token.value == "=" and (before or after)):
            yield token


def _neighbour(view: View, tokens: tuple[Token, ...], index: int, step: int) -> Token | None:
    """The token beside a sign that multiplies, past a statistic and a stroke between words: "40 × avg €12", "40 sales/year × €12"."""
    at = index + step
    if tokens[index].value in _MULTIPLYING and 0 <= at < len(tokens) and (tokens[at].kind == "statistic" or _is_stroke(view, tokens[at])):
        at += step
    return tokens[at] if 0 <= at < len(tokens) else None


def _is_stroke(view: View, token: Token) -> bool:
    return token.text == "/" and is_letter(view.char(token.start - 1)) and is_letter(view.char(token.end))


def _is_beside(view: View, first: Token, second: Token) -> bool:
    """Whether an operator and an amount touch; words of the amount may stand between it and a times or equals sign."""
    operator, amount = (first, second) if first.kind == "operator" else (second, first)
    gap = view.folded[first.end : second.start]
    if amount.kind not in {"quantity", "number"} and amount.value != "->":
        return False
    if operator.value in {"x", "=", "+"} and operator is second:
        return len(gap) <= 28 and not re.search(r"[^\w ()\u00a0'/-]|\d", gap)
    if len(gap) > _LONGEST_STATISTIC or not (rest := gap.strip(" ()\u00a0")):
        return len(gap) <= 3
    return bool(_AVERAGED.fullmatch(rest))


def with_context(view: View, tokens: tuple[Token, ...]) -> Iterator[Token]:
    """Quantities with what stands beside them: a statistic ("50ms median", "P95 < 200 ms"), the name of a score ("NPS 60+")."""
    score = ""  # what the number before an arrow scores
    for index, token in enumerate(tokens):
        value = token.value
        if not isinstance(value, Quantity):
            score = score if token.value == "->" else ""
            yield token
        elif token.kind == "number":
            scored = _SCORED.search(view.folded[max(0, token.start - 24) : token.start])
            score = scored.group(1).upper() if scored else score
            yield replace(token, kind="quantity", value=replace(value, kind="score", unit=score)) if score else token
        else:
            if value.kind == "ratio" and is_mark(view, token.start, token.end, value.unit):
                value = replace(value, kind="score")
                token = replace(token, value=value)
            statistic = _statistic_beside(view, tokens, index)
            yield replace(token, value=replace(value, statistic=statistic)) if statistic else token


def _statistic_beside(view: View, tokens: tuple[Token, ...], index: int) -> str:
    token = tokens[index]
    if index + 1 < len(tokens) and tokens[index + 1].kind == "statistic":
        following = tokens[index + 1]
        if not view.folded[token.end : following.start].strip(" (\u00a0") and not _is_of_next(view, tokens, index + 1):
            return str(following.value)
    if index > 0 and tokens[index - 1].kind == "statistic":
        between = view.folded[tokens[index - 1].end : token.start]
        if len(between) <= 28 and not re.search(r"[,;.|\n)]", between):
            return str(tokens[index - 1].value)
    return ""


def _is_of_next(view: View, tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a statistic in brackets opens a figure of its own: "$75-150 an hour (average $100)"."""
    if view.char(tokens[index].start - 1) != "(" or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return isinstance(following.value, Quantity) and not view.folded[tokens[index].end : following.start].strip(" :~\u00a0")
