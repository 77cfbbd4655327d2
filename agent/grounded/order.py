"""Which of two figures was and which is: a sentence about them has to keep their order, because code cannot read its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from agent.expressions import expression
from agent.facts import decide_convention, scan
from agent.model.quantity import Quantity, Window

_MANTISSA = expression(r"\d+(?:[.,:/-]\d+)*")


def turned_round(said: str, known: str) -> tuple[str, str] | None:
    """Two figures of one unit that `said` gives in another order than `known`; None where there are none, or one stands there twice."""
    for figures in _by_unit(known):
        places = [(place, figure) for figure in figures if figures.count(figure) == 1 and (place := _only_place(figure, said)) >= 0]
        for (first, one), (second, other) in pairwise(places):
            if first > second:
                return one, other
    return None


def _by_unit(text: str) -> Iterator[list[str]]:
    """The figures of a text as they are written, in its order, for each unit; times are a unit of their own."""
    found: dict[tuple[str, str], list[str]] = {}
    for token in scan(text, decide_convention(text)):
        if isinstance(token.value, Quantity) and (token.value.unit or token.value.kind == "percent"):
            found.setdefault((token.value.kind, token.value.unit), []).extend(_MANTISSA.findall(token.text))
        elif isinstance(token.value, Window):
            found.setdefault(("time", ""), []).append(token.text.strip())
    yield from found.values()


def _only_place(figure: str, text: str) -> int:
    """Where a figure stands in a text, -1 where it stands nowhere or more than once."""
    places = [match.start() for match in re.finditer(rf"(?<![\w.,]){re.escape(figure)}(?![\d]|[.,]\d)", text)]
    return places[0] if len(places) == 1 else -1
