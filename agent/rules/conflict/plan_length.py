"""The phases of a plan go on after its end.

Claim: the title or the introduction says how long the plan is ("18-month roadmap"), the phases are placed in months or weeks counted from
its start, and the last one ends later.

Why it matters: what is planned last is outside of what was approved.

Flagged:

    # Lantern: 18-month roadmap

    ## Phase 1: Discovery (Months 1-6)

    ## Phase 2: Build (Months 7-15)

    ## Phase 3: Rollout (Months 16-24)

Fine:

    # Lantern: 24-month roadmap

    ## Phase 1: Discovery (Months 1-6)

    ## Phase 2: Build (Months 7-15)

    ## Phase 3: Rollout (Months 16-24)
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.facts.arithmetic import conversions
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.naming import name_of
from agent.rules.reading.period import written
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

UNITS = ("week", "month", "quarter", "year")
FEWEST = 2
INTRODUCTION = 6  # sentences
FARTHEST = 3.0  # times the length: beyond that the phases are of something else


def _find(view: View) -> Iterator[Draft]:
    phases = [item for item in view.roadmap.items if item.kind == "phase" and not item.parent and _end(item)]
    stated = tuple(_stated(view))
    if len(phases) < FEWEST or len({(length.most, length.unit) for _, length in stated}) != 1:
        return
    (sentence, length), last = stated[0], max(phases, key=lambda item: _end(item) or 0.0)
    window, end = last.window, _end(last)
    factors = conversions(length.unit, window.unit) if window else ()
    if window and end and factors and length.most * max(factors) + 0.5 < end <= FARTHEST * length.most * max(factors):
        yield _draft(view, sentence, length, last, written(window))


def _end(item: Item) -> float | None:
    window = item.window
    if window is None or item.window_inherited or not window.is_relative or window.unit not in UNITS or window.open_ended:
        return None
    return window.last if window.last is not None else None


def _stated(view: View) -> Iterator[tuple[Sentence, Quantity]]:
    """How long the plan is, as its title and the first sentences say it of the plan."""
    sentences = [sentence for sentence in view.sentences if sentence.kind in ("heading", "paragraph")][:INTRODUCTION]
    for sentence in sentences:
        plans = [match.span() for match in pattern("the_plan").finditer(sentence.text)]
        for token in sentence.tokens:
            value = token.value
            whole = isinstance(value, Quantity) and value.kind == "duration" and value.unit in UNITS and not value.is_range
            if whole and any(0 <= start - token.end <= 2 or 0 <= token.start - end <= 2 for start, end in plans):
                assert isinstance(value, Quantity)
                yield sentence, value


def _draft(view: View, sentence: Sentence, length: Quantity, last: Item, window: str) -> Draft:
    stated = stated_of(length)
    return Draft(
        f"the plan is said to be {stated} long, but {name_of(last)} goes on until the end of {window}",
        (span_of_sentence(view.scanned, sentence), last.span),
        key=stated,
        computation=Computation(formula=f"{window} > {stated}", expected=window, stated=stated),
        suggestion=f"change {stated}, or move {name_of(last)}",
    )


RULE = Rule("RA616", "phases-after-the-end", "conflict", "warning", "computed", _find, __doc__)
