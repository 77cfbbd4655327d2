"""What the sources of income aim at is more than the whole income that is planned.

Claim: several sections side by side, below a heading that speaks of income, name one income a month or a year each, under one label
("Target: €5-15K/month"), and even the low ends of all of them are more in a year than the highest yearly income that the document plans.

Why it matters: either the sources are promised too much, or the projection does not hold them.

Flagged:

    ## Revenue streams

    ### Listings
    - **Target**: €4K/month

    ### Data
    - **Target**: €10-20K/month

    ### Leads
    - **Target**: €6-30K/month

    ## Revenue projection

    - Year 1: €40K revenue
    - Year 2: €150K revenue

Fine:

    ## Revenue streams

    ### Listings
    - **Target**: €4K/month

    ### Data
    - **Target**: €10-20K/month

    ### Leads
    - **Target**: €6-30K/month

    ## Revenue projection

    - Year 1: €40K revenue
    - Year 2: €250K revenue
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.facts import normalise
from agent.model.document import Block
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, stated_of
from agent.rules.reading.business_terms import term_of
from agent.rules.reading.sentences import span_of_sentence

PER_YEAR = {"month": 12.0, "year": 1.0, "quarter": 4.0}
FEWEST = 3
FAR = 1.2  # times: less is rounding and overlap
FARTHEST = 10.0
INCOME = frozenset({"revenue", "mrr", "arr"})
READ = frozenset({"item", "paragraph"})
LABEL = expression(r"[\s*_]*([^\W\d][^:：\n]{1,30}?)[\s*_]*[:：]")
AIM = expression(
    r"target|goal|aim|potential|revenue|income|expected|projected|meta\b|objetivo|receita|ingresos?|potencial|objectif|revenus?\b|potentiel"
    r"|ziel|umsatz|erlös|potenzial|目标|目標|收入|収入|売上",
    re.IGNORECASE,
)


class Income(Struct, frozen=True):
    """An income with the section and the label it stands under; `yearly` is the least and the most of it in a year."""

    label: str
    section: int | None
    above: int
    value: Quantity
    yearly: tuple[float, float]
    span: Span


def _find(view: View) -> Iterator[Draft]:
    streams: dict[tuple[int, str], list[Income]] = defaultdict(list)
    wholes: list[Income] = []
    for income in _incomes(view):
        if income.label:
            streams[income.above, income.label].append(income)
        else:
            wholes.append(income)
    for named in streams.values():
        sections = {income.section for income in named}
        others = [income for income in wholes if income.section not in sections and income.value.unit == named[0].value.unit]
        if len(sections) == len(named) >= FEWEST and others:
            yield from _judge(view, named, max(others, key=lambda income: income.yearly[1]))


def _incomes(view: View) -> Iterator[Income]:
    """Lines below a heading that speaks of income with one amount: of a year ("Year 2: €150K"), or by the month or year under a label."""
    blocks = view.document.blocks
    speaking = {block.index: block.depth for block in blocks if block.kind == "heading" and _speaks_of_income(block.text, view)}
    for sentence in view.stating("money") if speaking else ():
        money = [value for value in sentence.quantities if value.kind == "money" and not value.change]
        block = blocks[sentence.block]
        above = _above(blocks, speaking, block.section) if sentence.kind in READ and len(money) == 1 else None
        if above is None:
            continue
        value, span = money[0], span_of_sentence(view.scanned, sentence)
        years = [window for window in sentence.windows if window.unit == "year" and window.first == window.last]
        label = LABEL.match(sentence.text)
        if len(years) == len(sentence.windows) == 1 and value.per in ("", "year"):
            yield Income("", block.section, above, value, (value.least, value.most), span)
        elif not sentence.windows and value.per in PER_YEAR and label and AIM.match(label[1]) and value.comparator not in ("<", "<="):
            times = PER_YEAR[value.per]
            yield Income(normalise(label[1]), block.section, above, value, (value.least * times, value.most * times), span)


def _speaks_of_income(heading: str, view: View) -> bool:
    term = term_of(heading, view.roadmap.language)
    return term is not None and term.name in INCOME


def _above(blocks: Sequence[Block], speaking: Mapping[int, int], index: int | None) -> int | None:
    """The outermost heading above that speaks of income, the title of the document last."""
    found: int | None = None
    while index is not None:
        if index in speaking and (found is None or speaking[index] > 1):
            found = index
        index = blocks[index].section
    return found


def _judge(view: View, streams: Sequence[Income], highest: Income) -> Iterator[Draft]:
    least, most = sum(income.yearly[0] for income in streams), sum(income.yearly[1] for income in streams)
    if not FAR * highest.yearly[1] < least <= FARTHEST * highest.yearly[1]:
        return
    each = " + ".join(f"{stated_of(income.value)}/{income.value.per}" for income in streams)
    made, stated = amount(least, highest.value), stated_of(highest.value)
    label = " ".join(streams[0].label.split()).capitalize()
    yield Draft(
        f'"{label}" of {len(streams)} sources of income makes at least {made} a year, but the highest year that is planned is {stated}',
        (highest.span, *(income.span for income in streams)),
        key=f"{label}|{stated}",
        computation=Computation(
            formula=f"{each} = {made} to {amount(most, highest.value)} a year", expected=f"at least {made}", stated=stated
        ),
        suggestion=f"correct the sources of income or {stated}, or say which of them come later",
    )


RULE = Rule("RA167", "streams-and-whole", "arithmetic", "question", "computed", _find, __doc__)
