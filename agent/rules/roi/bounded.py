"""A measure that ends at 100 % is to grow by more than it can.

Claim: retention, satisfaction, market share, availability, adoption, accuracy or coverage is to improve by 100 % or more. That is only
possible from a base of at most 100 / (1 + growth), which the roadmap does not state. One finding a document.

Why it matters: +300% retention needs a retention of at most 25% today.

Flagged:

    ## KPIs

    - Customer retention: +300%

Fine:

    ## KPIs

    - Customer retention: +30%
    - Customers: +300%
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import number, stated_of
from agent.rules.reading.naming import listed
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

LEAST = 100.0  # percent of growth
NAMED = 4
REACH = 48  # characters between the measure and its growth


class Growth(Struct, frozen=True):
    name: str
    value: Quantity
    place: Span

    @property
    def largest_base(self) -> float:
        return 100.0 / (1 + self.value.least / 100)


def _find(view: View) -> Iterator[Draft]:
    found = list(dict.fromkeys(_growths(view)))
    if not found:
        return
    shown = [f"{growth.name} ({stated_of(growth.value)})" for growth in found[:NAMED]]
    rest = [f"{len(found) - NAMED} more"] if len(found) > NAMED else []
    first = found[0]
    yield Draft(
        f"{listed(shown + rest)} cannot grow so much unless the base is very low: "
        f"{first.name} would have to be at most {number(round(first.largest_base, 1))}% today",
        tuple(growth.place for growth in found),
        key="|".join(sorted({growth.name.casefold() for growth in found})),
        computation=Computation(
            formula=f"100% / (1 + {number(first.value.least)} / 100) = {number(round(first.largest_base, 1))}%",
            expected=f"{first.name} of at most {number(round(first.largest_base, 1))}% today",
            stated=f"{first.name} {stated_of(first.value)}",
        ),
        suggestion="state the present value and the value to be reached",
    )


def _growths(view: View) -> Iterator[Growth]:
    for sentence in view.stating("percent"):
        for token in sentence.tokens:
            value = token.value
            if not isinstance(value, Quantity) or value.kind != "percent" or value.least < LEAST or value.comparator in ("<", "<="):
                continue
            before, after = sentence.text[max(0, token.start - REACH) : token.start], sentence.text[token.end : token.end + REACH]
            grows = value.change or bool(pattern("change_up").search(f"{before} {after}"))
            name = pattern("bounded").search(after) if pattern("change_up").search(after) else None
            name = name or next(iter(reversed(list(pattern("bounded").finditer(before)))), None) or pattern("bounded").search(after)
            if grows and name and not pattern("not_shares").search(f"{before} {after}".replace("increase", "").replace("growth", "")):
                yield Growth(name[0].casefold(), value, span_of_sentence(view.roadmap, sentence))


RULE = Rule("RA205", "bounded-growth", "roi", "question", "computed", _find, __doc__)
