"""A product told in words does not give its result.

Claim: a passage names a number of things, the price or yield of one, and the amount for all ("900 orders a week at $34 make $36,000 a
week"); the product is near the amount and is not it, in no reading of the period. Warning when the amount looks like a mistyped
one; else a question.

Why it matters: the amount for all is what goes into the budget.

Flagged:

    With 900 orders a week and an average basket of $34, sales reach $36,000 a week.

Fine:

    With 900 orders a week and an average basket of $34, sales reach $30,600 a week.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import product

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.passages import Figure, Passage, is_slip, is_told
from agent.rules.reading.scope_words import same_word
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.vocabulary import pattern

FACTORS = (1.0, 12.0, 1 / 12, 4.0, 1 / 4, 3.0, 1 / 3, 52.0, 1 / 52, 30.0, 365.0)
NEAREST, FARTHEST = 0.62, 1.6  # beyond that the amount is of something else
LEAST_COUNT = 5
ROUNDING = 0.005
YIELD = expression(r"\s*(?:/\s*\w+\s*)?(?:MRR|ARR|revenue|income|in total|total|Umsatz|receita|ingresos|revenus?|売上|收入)", re.IGNORECASE)
FOR_ONE = expression(r"\s(?:an?|per|each|je|pro|par|por|cada|la|le|l'|al|a|il|per|на|за)\s?(\w{3,})", re.IGNORECASE)
WORD = expression(r"[^\W\d_]{3,}")
BACK = 2  # sentences in which the count or the price may stand before


def _find(view: View) -> Iterator[Draft]:
    for passage in view.passages:
        if pattern("makes_amount").search(passage.sentence.text) and not is_told(view.roadmap, passage):
            yield from _judge(view, passage)


def _judge(view: View, passage: Passage) -> Iterator[Draft]:
    near = _near(passage)
    counts, results = _counts(near), _money(passage.own)
    prices = [figure for figure in _money(near) if not _is_yield(figure)]
    found: list[tuple[Figure, Figure, Figure, float]] = []
    for count, price, result in product(counts, prices, results):
        if price is result or price.quantity.unit != result.quantity.unit or passage.sentence not in (count.sentence, price.sentence):
            continue
        if _is_of_another(count, price, result):
            continue
        ratio = result.quantity.most / (count.quantity.most * price.quantity.most)
        if any(_meets(count, price, result, factor) for factor in FACTORS):
            return
        if NEAREST <= ratio <= FARTHEST:
            found.append((count, price, result, ratio))
    if len(found) == 1 and _alone(found[0], near):
        yield _draft(view, passage, *found[0][:3])


def _near(passage: Passage) -> tuple[Figure, ...]:
    """The figures of the sentence and of the one or two sentences of its paragraph before it."""
    before: list[Figure] = []
    seen: list[object] = []
    for figure in passage.before:
        if figure.sentence.block != passage.sentence.block:
            break
        if figure.sentence not in seen:
            seen.append(figure.sentence)
        if len(seen) > BACK:
            break
        before.append(figure)
    named = [figure for figure in passage.before if figure not in before and any(_is_price_of(own, figure) for own in passage.own)]
    return (*passage.own, *before, *(named if len(named) == 1 else ()))


def _is_price_of(price: Figure, count: Figure) -> bool:
    """Whether the words behind an amount say that it is for one of what is counted: "$0.25 a page"."""
    if price.quantity.kind != "money" or count.quantity.kind != "count" or not count.quantity.unit:
        return False
    match = FOR_ONE.match(price.sentence.text, price.token.end)
    return match is not None and same_word(match[1].casefold(), count.quantity.unit.casefold())


def _counts(figures: Sequence[Figure]) -> list[Figure]:
    """Numbers of things: "900 orders", "300軒"; no shares, scores or years."""
    return [
        f
        for f in figures
        if f.quantity.kind in ("count", "rate") and f.quantity.least == f.quantity.most >= LEAST_COUNT and not f.quantity.change
    ]


def _money(figures: Sequence[Figure]) -> list[Figure]:
    return [f for f in figures if f.quantity.kind == "money" and f.quantity.least == f.quantity.most > 0 and not f.quantity.change]


def _is_of_another(count: Figure, price: Figure, result: Figure) -> bool:
    """Whether the price is that of another offer: for the same time as the result, in a sentence that does not speak of what is counted."""
    if price.sentence is count.sentence or not price.quantity.per or price.quantity.per != result.quantity.per:
        return False
    noun = count.quantity.unit.casefold()
    behind = FOR_ONE.match(price.sentence.text, price.token.end)
    return behind is None and not any(same_word(word, noun) for word in WORD.findall(price.sentence.text.casefold()))


def _is_yield(figure: Figure) -> bool:
    """Whether an amount in brackets is what the things before it bring together: "15 users ($2,235 MRR)"."""
    text, token = figure.sentence.text, figure.token
    return text[: token.start].rstrip().endswith(("(", "（")) and bool(YIELD.match(text, token.end))


def _meets(count: Figure, price: Figure, result: Figure, factor: float) -> bool:
    computed = count.quantity.most * price.quantity.most * factor
    close = Interval(computed * (1 - ROUNDING), computed * (1 + ROUNDING))
    return allowed(result.quantity).meets(close) or _wide(count.quantity, price.quantity, factor, result.quantity)


def _wide(count: Quantity, price: Quantity, factor: float, result: Quantity) -> bool:
    """Whether the rounding that "about" and "1.2k" allow reconciles them."""
    return any(q.comparator != "=" for q in (count, price, result)) and allowed(result).meets(
        (allowed(count) * allowed(price)).scaled(factor)
    )


def _alone(found: tuple[Figure, Figure, Figure, float], near: Sequence[Figure]) -> bool:
    """Whether no other amount of the passage is the product: then this amount is of something else."""
    count, price, result, _ = found
    others = [f for f in _money(near) if f is not result and f is not price]
    return not any(_meets(count, price, other, factor) for other in others for factor in FACTORS)


def _draft(view: View, passage: Passage, count: Figure, price: Figure, result: Figure) -> Draft:
    computed = amount(count.quantity.most * price.quantity.most, result.quantity)
    stated = stated_of(result.quantity)
    terms = f"{' '.join(count.token.text.split())} x {stated_of(price.quantity)}"
    spans = [span_of_sentence(view.scanned, sentence) for sentence in dict.fromkeys((passage.sentence, count.sentence, price.sentence))]
    return Draft(
        f"{terms} is {computed}, not {stated}",
        tuple(spans),
        key=f"{terms}|{stated}",
        computation=Computation(formula=f"{terms} = {computed}", expected=computed, stated=stated),
        suggestion=f"change {stated} to {computed}, or correct the number or the price",
        severity="warning" if is_slip(count.quantity.most * price.quantity.most, result.quantity.most) else "question",
    )


RULE = Rule("RA113", "product-in-words", "arithmetic", "question", "computed", _find, __doc__)
