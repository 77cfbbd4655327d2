"""An amount is not the product in the brackets beside it.

Claim: brackets hold nothing but a product ("10 x $2,500", "15 events @ $900"), a figure stands right before them, or behind them after a
colon or equals sign, and it is another one, by the week, month, quarter or year, too.

Why it matters: the figure is what is planned with, and the product says where it comes from.

Flagged:

    - $52,000 of berth fees (10 x $2,500)

Fine:

    - $25,000 of berth fees (10 x $2,500)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from math import prod

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.token import Token
from agent.rules.arithmetic import parts_in_brackets, price_and_result, price_by_unit, product_in_words, rate_in_label, relation_in_line
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.interval import Interval
from agent.rules.reading.sentences import Sentence, span_of_sentence

PRODUCT = expression(
    r"[(（]([^()（）\n]*\d[^()（）\n]*(?:[×*·@]|(?<=[\s\d])x(?=[\s$€£¥₹\d]))[^()（）\n]*\d[^()（）\n]*)[)）]", re.IGNORECASE
)
TIMES = expression(r"[^\d()+=,;:%<>/→-]{0,28}?(?:[×*·@]|(?<![^\W\d_])x(?![^\W\d_]))\s?[~≈$€£¥₹]{0,2}", re.IGNORECASE)
REST = expression(r"\s?[^\d()+=,;:%<>→-]{0,24}")
BEFORE = expression(r"[^\d()+=,;:→|-]{0,40}")
BEHIND = expression(r"[\s*_]*[:：=→][\s*_~≈]*")
TERM = expression(r"[+*/×−–-]\s?$")
MORE = expression(r"\s?[+*/×−–-]\s?[(（\d$€£¥₹]")
WORD = expression(r"[^\W\d_]+")
MOST_WORDS = 5  # between an amount and the brackets
FACTORS = (1.0, 12.0, 1 / 12, 4.0, 1 / 4, 3.0, 1 / 3, 52.0, 1 / 52, 4.33, 1 / 4.33, 7.0, 5.0, 30.0, 365.0, 1000.0, 1 / 1000)
FARTHEST = 6.0  # times: beyond that it is of something else
ROUNDING = 0.006
LONGEST = 400
EARLIER = (
    parts_in_brackets.RULE,
    product_in_words.RULE,
    price_and_result.RULE,
    price_by_unit.RULE,
    rate_in_label.RULE,
    relation_in_line.RULE,
)


def _find(view: View) -> Iterator[Draft]:
    found = []
    for sentence in view.sentences:
        if len(sentence.tokens) > 3 and len(sentence.text) < LONGEST and len(sentence.quantities) > 2:
            found += [(sentence, *told) for match in PRODUCT.finditer(sentence.text) if (told := _told(sentence, match))]
    if not found:
        return
    earlier = {span.line for rule in EARLIER for draft in view.drafts(rule) for span in draft.evidence}
    earlier |= {equation.span.line for equation in view.roadmap.equations}
    for sentence, stated, factors in found:
        if sentence.line not in earlier and not _holds(stated, factors):
            yield _draft(view, sentence, stated, factors)


def _told(sentence: Sentence, match: re.Match[str]) -> tuple[Quantity, tuple[Quantity, ...]] | None:
    """The figure and the factors of a product in brackets."""
    figures = [token for token in sentence.tokens if isinstance(token.value, Quantity)]
    inside = [token for token in figures if match.start() < token.start and token.end < match.end()]
    factors = tuple(token.value for token in inside if isinstance(token.value, Quantity))
    if TERM.search(sentence.text, 0, match.start()) or MORE.match(sentence.text, match.end()):
        return None  # one of several that are added up
    if len(factors) < 2 or not _is_product(sentence.text, inside, match.end(1)) or any(factor.change for factor in factors):
        return None
    behind = BEHIND.match(sentence.text, match.end())
    after = next((token for token in figures if behind and token.start - behind.end() in (0, 1)), None)
    before = next((token for token in reversed(figures) if token.end <= match.start()), None)
    if after is None and before is not None:
        gap = sentence.text[before.end : match.start()]
        before = before if BEFORE.fullmatch(gap) and len(WORD.findall(gap)) <= MOST_WORDS else None
    told = after or before
    stated = told.value if told else None
    if not isinstance(stated, Quantity) or stated.change or not _is_of_sort(stated, factors):
        return None
    return stated, factors


def _is_product(text: str, inside: Sequence[Token], end: int) -> bool:
    """Whether nothing but signs of multiplication and a few words stand between the figures."""
    gaps = itertools.pairwise(inside)
    return all(TIMES.fullmatch(text, one.end, other.start) for one, other in gaps) and bool(REST.fullmatch(text, inside[-1].end, end))


def _is_of_sort(stated: Quantity, factors: Sequence[Quantity]) -> bool:
    """Whether a product of the factors has the kind of the figure: money where one of them is, else a count or a time."""
    money = [factor for factor in factors if factor.kind == "money"]
    if stated.kind == "money":
        return len(money) == 1 and money[0].unit == stated.unit
    return not money and stated.kind in ("count", "duration", "size") and any(factor.kind != "percent" for factor in factors)


def _holds(stated: Quantity, factors: Sequence[Quantity]) -> bool:
    """Whether some reading gives the figure, or it is so far off that it is of something else."""
    made = Interval(1.0, 1.0)
    for factor in factors:
        made = made * (allowed(factor).scaled(0.01) if factor.kind == "percent" else allowed(factor))
    plain = _made(factors)
    said = allowed(stated)
    if plain <= 0 or said.low <= 0 or not 1 / FARTHEST <= said.middle / plain <= FARTHEST:
        return True
    if stated.comparator[0] in "<>" or any(factor.comparator[0] in "<>" for factor in factors):
        return True
    wide = any(value.comparator != "=" or value.is_range for value in (stated, *factors))
    spans = [Interval(plain * (1 - ROUNDING), plain * (1 + ROUNDING)), *([made] if wide or said.meets(made) else [])]
    return any(span.scaled(factor).meets(said) for span in spans for factor in FACTORS)


def _made(factors: Sequence[Quantity]) -> float:
    return prod((factor.least + factor.most) / 2 * (0.01 if factor.kind == "percent" else 1.0) for factor in factors)


def _draft(view: View, sentence: Sentence, stated: Quantity, factors: Sequence[Quantity]) -> Draft:
    terms = " x ".join(stated_of(factor) for factor in factors)
    computed, said = amount(_made(factors), stated), stated_of(stated)
    return Draft(
        f"{terms} is {computed}, not {said}",
        (span_of_sentence(view.scanned, sentence),),
        key=f"{terms}|{said}",
        computation=Computation(formula=f"{terms} = {computed}", expected=computed, stated=said),
        suggestion=f"change {said} to {computed}, or correct one of the factors",
    )


RULE = Rule("RA190", "product-in-brackets", "arithmetic", "question", "computed", _find, __doc__)
