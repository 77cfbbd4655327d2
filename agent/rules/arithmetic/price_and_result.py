"""So many at a price each, told in words with what they make, make another amount.

Claim: a sentence counts something, gives the price of each, and behind a word of result what that makes ("25 devices at €600 each,
€18,000 together"; "four trainers for two years at €35,000 a year each: €240,000"); no product of its numbers with the price is that
amount, in no reading of the period.

Why it matters: the amount goes into the budget, and the number and the price into the order.

Flagged:

    The pilot needs 25 devices at €600 each, together €18,000.

Fine:

    The pilot needs 25 devices at €600 each, together €15,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from math import prod

from agent.expressions import expression
from agent.model.finding import Computation
from agent.rules.arithmetic import price_by_unit, product_in_words, relation_in_line, units_and_price
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.period import UNIT_DAYS
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.spoken import Value, values_in
from agent.rules.reading.vocabulary import pattern

LONGEST_SENTENCE = 450  # characters: beyond that the figures are of more than one thought
PROSE = frozenset({"paragraph", "item", "footnote", "cell"})
AT = expression(
    r"(?:(?:^|[\s(])(?:at|@|zu|zu je|je|à|a|por|de|von|for|für|pour|para|costing|x|×)[\s~≈]*(?:only |about |just |je )?|[x×]\s*)$"
)
OPENS = expression(r"(?:[:=(（≈]|\s[–—-])\s*[~≈]?\s*$")
BEHIND = 24  # characters behind an amount in which "in total" stands
GAP = 60  # characters between what is counted and its price
ROUNDING = 0.006
NEAREST, FARTHEST = 0.5, 2.0
PERIODS = (1.0, 12.0, 1 / 12, 4.0, 1 / 4, 3.0, 1 / 3, 52.0, 1 / 52)
MOST_COUNTS = 4
LEAST = 2


def _find(view: View) -> Iterator[Draft]:
    told = {
        draft.evidence[0].line
        for rule in (relation_in_line.RULE, product_in_words.RULE, units_and_price.RULE, price_by_unit.RULE)
        for draft in view.drafts(rule)
    }
    judged = {equation.span.line for equation in view.roadmap.equations}
    for sentence in view.stating("money"):
        if (
            sentence.kind in PROSE
            and len(sentence.tokens) > 1
            and len(sentence.text) < LONGEST_SENTENCE
            and sentence.line not in told
            and sentence.line not in judged
        ) and sum(q.kind == "money" for q in sentence.quantities) >= LEAST:
            yield from _judge(view, sentence)


def _judge(view: View, sentence: Sentence) -> Iterator[Draft]:
    values, text = values_in(sentence, view.roadmap.language), sentence.text
    money = [value for value in values if value.kind == "money" and not value.quantity.change and value.most > 0]
    for price in money:
        counts = _counts(text, values, price)
        if not counts or not _is_price(text, price):
            continue
        for result in money:
            if result.start > price.end and result.quantity.unit == price.quantity.unit and _is_result(text, values, result):
                others = [value for value in money if value not in (price, result)]
                if not any(price.end <= value.start < result.start for value in others) and not _explained(counts, price, result, others):
                    yield from _draft(view, sentence, counts, price, result)
                break


def _counts(text: str, values: Sequence[Value], price: Value) -> list[Value]:
    """What is counted, how long it lasts: what stands near the price, the nearest last."""
    found = [
        value
        for value in values
        if value.kind in ("count", "duration", "rate")
        and value.most >= 1
        and not value.quantity.change
        and value.quantity.comparator in ("=", "~")
    ]
    near = [value for value in found if value.end <= price.start and len(text[value.end : price.start]) <= GAP]
    near += [value for value in found if value not in near][: MOST_COUNTS - len(near)]
    return near[:MOST_COUNTS] if any(value.most >= LEAST and (not value.spoken or value.end <= price.start) for value in near) else []


def _is_price(text: str, price: Value) -> bool:
    before, behind = text[: price.start].casefold(), text[price.end : price.end + BEHIND]
    per = price.quantity.per
    marked = pattern("for_each_one").search(behind.split(",")[0]) or pattern("apiece").search(behind.split(",")[0])
    return (
        bool(per)
        or bool(marked)
        or bool(AT.search(before[-14:]))
        or bool(pattern("for_each_one").search(text[max(0, price.start - 12) : price.start]))
    )


def _is_result(text: str, values: Sequence[Value], result: Value) -> bool:
    """Whether a word of result leads to an amount, or stands behind it."""
    last = max((value.end for value in values if value.end <= result.start), default=0)
    front = text[last : result.start]
    behind = text[result.end : result.end + BEHIND].split(".")[0]
    return bool(
        OPENS.search(front) or pattern("thus").search(front) or pattern("in_all").search(behind) or pattern("in_other_words").search(front)
    )


def _explained(counts: Sequence[Value], price: Value, result: Value, others: Sequence[Value]) -> bool:
    stated = allowed(result.quantity)
    wide = Interval(stated.low * (1 - ROUNDING), stated.high * (1 + ROUNDING))
    if any(product.scaled(factor).meets(wide) for product in _products(counts, price) for factor in PERIODS):
        return True
    sums = [sum(other.most for other in group) + price.most for size in range(1, len(others) + 1) for group in combinations(others, size)]
    return any(wide.low <= total <= wide.high for total in sums)


def _products(counts: Sequence[Value], price: Value) -> Iterator[Interval]:
    for size in range(1, len(counts) + 1):
        for group in combinations(counts, size):
            product = allowed(price.quantity)
            for value in group:
                product = product * _times(value, price)
            yield product


def _times(value: Value, price: Value) -> Interval:
    """How many times a count or a time makes a price be paid."""
    quantity = value.quantity
    if quantity.kind == "duration" and quantity.unit in UNIT_DAYS and price.quantity.per in UNIT_DAYS:
        return allowed(quantity).scaled(round(UNIT_DAYS[quantity.unit] / UNIT_DAYS[price.quantity.per], 3))
    return allowed(quantity)


def _draft(view: View, sentence: Sentence, counts: Sequence[Value], price: Value, result: Value) -> Iterator[Draft]:
    """With the factors whose product comes nearest to the amount, if one comes near at all."""
    groups = [group for size in range(1, len(counts) + 1) for group in combinations(counts, size)]
    made = [(prod(_times(value, price).middle for value in group) * price.most, group) for group in groups]
    made = [(total, group) for total, group in made if max(value.most for value in group) >= LEAST]
    near = [(total, group) for total, group in made if NEAREST <= total / result.most <= FARTHEST]
    if not near:
        return
    total, group = min(near, key=lambda one: (abs(one[0] / result.most - 1), len(one[1])))
    terms = " x ".join([*(" ".join(value.text.split()) for value in group), stated_of(price.quantity)])
    expected, stated = amount(total, result.quantity), stated_of(result.quantity)
    yield Draft(
        f"{terms} is {expected}, not {stated}",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{terms}|{stated}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct the number or the price",
        severity="question" if len(groups) > LEAST else None,
    )


RULE = Rule("RA156", "price-and-result", "arithmetic", "question", "computed", _find, __doc__)
