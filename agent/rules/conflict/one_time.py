"""Costs that are called one-time are stated by the month or year.

Claim: a heading or label says that the costs below are paid once, and every amount below it, two at least, is a price a month or
a year.

Why it matters: a cost that comes back every year is budgeted once.

Flagged:

    ### Infrastructure costs (one-time)

    - Regional storage: $50/month
    - DNS hosting: $20/year

Fine:

    ### Infrastructure costs (one-time)

    - Servers: $5,000
    - DNS hosting: $20/year
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from agent.model.quantity import Quantity
from agent.model.roadmap import Fact
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import stated_of
from agent.rules.reading.vocabulary import pattern

PERIODS = frozenset({"month", "year", "quarter", "week"})
LEAST = 2


def _find(view: View) -> Iterator[Draft]:
    sections: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    for fact in view.roadmap.facts:
        if fact.headings and any(quantity.kind == "money" for quantity in fact.quantities):
            sections[fact.headings].append(fact)
    for headings, facts in sections.items():
        said = pattern("one_time").search(headings[-1])
        if said and not pattern("recurring").search(headings[-1]) and _all_recur(facts):
            yield _draft(view, headings[-1], facts)


def _all_recur(facts: Sequence[Fact]) -> bool:
    lines = {fact.span.line for fact in facts}
    return len(lines) >= LEAST and all(any(_recurs(quantity) for quantity in fact.quantities) for fact in facts)


def _recurs(quantity: Quantity) -> bool:
    return quantity.kind == "money" and quantity.per in PERIODS


def _draft(view: View, heading: str, facts: Sequence[Fact]) -> Draft:
    first = facts[0]
    above = [block for block in view.document.blocks if block.kind == "heading" and block.line < first.span.line]
    place = view.document.span(above[-1].line, above[-1].end_line) if above else first.span
    amounts = [stated_of(quantity) + f"/{quantity.per}" for fact in facts for quantity in fact.quantities if _recurs(quantity)]
    return Draft(
        f'"{" ".join(heading.split())}" is said to be paid once, but its amounts recur: {", ".join(dict.fromkeys(amounts))}',
        (place, *dict.fromkeys(fact.span for fact in facts)),
        key=" ".join(heading.casefold().split()),
        suggestion="call the costs recurring, or state what is paid once",
    )


RULE = Rule("RA613", "one-time-recurs", "conflict", "question", "rule", _find, __doc__)
