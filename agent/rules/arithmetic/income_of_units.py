"""An income lies outside of what so many units at the price of one can bring.

Claim: one section or line names the price of one of something ("€50-200 per lead") and an income from so many of them ("€20-50K a month
with 500-1,000 leads a month"), and the income is beyond what these numbers allow: all of it, or one end of the range that it spans, in
no reading of the period. A price of what goes beyond an allowance ("excess: $0.001 per signal") is of those units alone. A range that
holds all that they allow is only rounded.

Why it matters: whoever plans with the low end of the units and the high end of the price plans with two different businesses.

Flagged:

    ## Leads

    - **Price**: €50-200 per lead
    - **Target**: €20-50K/month with 500-1,000 leads/month

Fine:

    ## Leads

    - **Price**: €50-200 per lead
    - **Target**: €25-200K/month with 500-1,000 leads/month
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import inf

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

FACTORS = (1.0, 12.0, 1 / 12, 3.0, 4.0, 52.0, 52 / 12)
NEAR = 0.1  # of an end: less is rounding
FARTHEST = 8.0  # times: beyond that the income is of something else
LEAST_COUNT = 5
READ = frozenset({"item", "paragraph"})
NEXT_WORD = expression(r"[ -]([^\W\d_]{3,})")
OPEN = (">", ">=")


class Price(Struct, frozen=True):
    """What one unit costs; `units` are the stems it may be called by."""

    value: Quantity
    units: tuple[str, ...]
    sentence: Sentence
    token: Token


def _find(view: View) -> Iterator[Draft]:
    sentences: dict[int | None, list[Sentence]] = defaultdict(list)
    prices: dict[int | None, list[Price]] = defaultdict(list)
    for sentence in view.stating("money"):
        if sentence.kind in READ:
            section = view.document.blocks[sentence.block].section
            sentences[section].append(sentence)
            prices[section] += _prices(view, sentence)
    above = pattern("above_allowance")
    for section, named in prices.items():
        named = [price for price in named if not above.search(price.sentence.text)]
        for sentence in sentences[section] if named else ():
            yield from _judge(view, sentence, named)


def _prices(view: View, sentence: Sentence) -> Iterator[Price]:
    for token in sentence.tokens:
        value = token.value
        if isinstance(value, Quantity) and value.kind == "money" and value.per and not value.change and value.least > 0:
            behind = NEXT_WORD.match(sentence.text, token.end)
            words = [value.per, *([behind[1]] if behind else [])]
            units = tuple(stem for word in words if word not in UNIT_DAYS for stem in canonical_terms(word, view.roadmap.language))
            if value.per not in UNIT_DAYS and "/" not in value.per and units:
                yield Price(value, units, sentence, token)


def _judge(view: View, sentence: Sentence, prices: Sequence[Price]) -> Iterator[Draft]:
    """An income in a sentence that counts the units of one price of its section."""
    incomes = [value for value in sentence.quantities if value.kind == "money" and _is_time(value.per) and not value.change]
    for token in sentence.tokens if len(incomes) == 1 else ():
        count = token.value
        if not isinstance(count, Quantity) or count.kind not in ("count", "rate") or count.change or count.least < LEAST_COUNT:
            continue
        unit, _, period = count.unit.partition("/")
        stems = canonical_terms(unit, view.roadmap.language)
        paid = [price for price in prices if any(has_form(price.units, stem) for stem in stems)]
        if (
            len(paid) == 1
            and paid[0].value.unit == incomes[0].unit
            and (draft := _compared(view, sentence, token, period, paid[0], incomes[0]))
        ):
            yield draft


def _is_time(per: str) -> bool:
    return not per or per in UNIT_DAYS


def _compared(view: View, sentence: Sentence, token: Token, period: str, price: Price, income: Quantity) -> Draft | None:
    count = token.value
    assert isinstance(count, Quantity)
    most = inf if OPEN.count(count.comparator) or OPEN.count(price.value.comparator) else count.most * price.value.most
    made, stated = Interval(count.least * price.value.least, most), _stated(income)
    same = period == income.per and period
    ranged = income.is_range and (count.is_range or price.value.is_range)
    if any(_holds(made.scaled(factor), stated, ranged) for factor in (FACTORS[:1] if same else FACTORS)):
        return None
    if stated.low > FARTHEST * made.high or stated.high * FARTHEST < made.low:
        return None
    low, high = count.least * price.value.least, count.most * price.value.most
    expected = amount(low, income) if low == high else f"{amount(low, income)} to {amount(high, income)}"
    units, said = " ".join(token.text.split()), stated_of(income)
    formula = f"{_numbers(count)} x {stated_of(price.value)} = {expected}"
    apart = stated.low > made.high or stated.high < made.low
    return Draft(
        f"{units} at {stated_of(price.value)} each bring {expected}, but {said} is stated",
        tuple(dict.fromkeys(span_of_sentence(view.scanned, one) for one in (sentence, price.sentence))),
        key=f"{units}|{said}",
        computation=Computation(formula=formula, expected=expected, stated=said),
        suggestion=f"change {said} to {expected}, or correct the number of units or their price",
        severity="warning" if apart and period and income.per else "question",
    )


def _stated(income: Quantity) -> Interval:
    return Interval(0.0 if income.comparator in ("<", "<=") else income.least, inf if income.comparator in OPEN else income.most)


def _holds(made: Interval, stated: Interval, ranged: bool) -> bool:
    """Whether an income may be what is made: inside of it, or around it; one that is no range beside ranges need only meet it."""
    low, high = made.low * (1 - NEAR), made.high * (1 + NEAR)
    inside = low <= stated.low and stated.high <= high
    around = stated.low <= made.low * (1 + NEAR) and made.high * (1 - NEAR) <= stated.high
    return inside or around or (not ranged and low <= stated.high and stated.low <= high)


def _numbers(count: Quantity) -> str:
    return number(count.least) if count.least == count.most else f"{number(count.least)}-{number(count.most)}"


RULE = Rule("RA166", "income-of-units", "arithmetic", "question", "computed", _find, __doc__)
