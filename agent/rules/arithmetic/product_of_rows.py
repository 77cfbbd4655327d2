"""An amount is mistyped where two rows of a table give it.

Claim: one row of a table counts things, another gives the amount for one of them ("Average revenue per school"), and an amount of the text
is their product with digits in another order or one digit changed, while the product itself stands nowhere.

Why it matters: the amount in the text is what is promised, and it is not what the table gives.

Flagged:

    Revenue in December when the targets are met: $189,400 a month.

    | Measure | 2025 | Target 2026 |
    |---|---:|---:|
    | Connected schools | 48 | 62 |
    | Average revenue per school and month | $3,200 | $3,200 |

Fine:

    Revenue in December when the targets are met: $198,400 a month.

    | Measure | 2025 | Target 2026 |
    |---|---:|---:|
    | Connected schools | 48 | 62 |
    | Average revenue per school and month | $3,200 | $3,200 |
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from agent.expressions import expression
from agent.facts import canonical_terms
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Metric
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import amount, number, stated_of
from agent.rules.reading.passages import PROSE, Figure, figures_of_sentence, is_slip
from agent.rules.reading.scope_words import has_form
from agent.rules.reading.sentences import span_of_sentence

EACH = expression(r"(?<!\w)(?:per|each|je|pro|por|par|per)\s+(\w{4,})|(\w{4,})\s*あたり", re.IGNORECASE)
LEAST_DIGITS = 4  # a product of few digits is met by chance
SAME = 0.005


class Product(Struct, frozen=True):
    """A count and the amount for one of what it counts, of one column."""

    count: Metric
    price: Metric
    value: float
    unit: str


def _find(view: View) -> Iterator[Draft]:
    products = tuple(_products(view))
    if not products:
        return
    figures = [f for s in view.stating("money") for f in figures_of_sentence(s) if f.quantity.kind == "money" and not f.quantity.is_range]
    known = {f.quantity.most for f in figures}
    for product in products:
        if any(abs(value - product.value) <= SAME * product.value for value in known) and _is_met(figures, product):
            continue
        slips = [
            f for f in figures if f.sentence.kind in PROSE and f.quantity.unit == product.unit and is_slip(f.quantity.most, product.value)
        ]
        near = [f for f in slips if _is_near(f.quantity, product)]
        if near:
            yield _draft(view, product, near)


def _is_met(figures: list[Figure], product: Product) -> bool:
    """Whether an amount is the product to the unit."""
    return any(abs(f.quantity.most - product.value) < 1 for f in figures)


def _is_near(quantity: Quantity, product: Product) -> bool:
    return 0.5 <= quantity.most / product.value <= 2 and quantity.most != product.value


def _products(view: View) -> Iterator[Product]:
    rows: dict[int, list[Metric]] = defaultdict(list)
    for metric in view.roadmap.metrics:
        if metric.fact.source == "column" and metric.value is not None and not metric.value.is_range:
            rows[metric.fact.block].append(metric)
    language = view.roadmap.language
    for metrics in rows.values():
        prices = [(m, match[1] or match[2]) for m in metrics if m.value and m.value.kind == "money" and (match := EACH.search(m.name))]
        counts = [m for m in metrics if m.value and m.value.kind == "count" and not m.value.change]
        for price, noun in prices:
            nouns = canonical_terms(noun, language)
            for count in counts:
                if nouns and _same_column(price, count) and has_form(canonical_terms(count.name, language), nouns[0]):
                    value = count.value.most * price.value.most if count.value and price.value else 0.0
                    if value >= 10 ** (LEAST_DIGITS - 1) and price.value:
                        yield Product(count, price, value, price.value.unit)


def _same_column(one: Metric, other: Metric) -> bool:
    mine, its = (m.period.text if m.period else "" for m in (one, other))
    return mine == its and one.role == other.role


def _draft(view: View, product: Product, figures: list[Figure]) -> Draft:
    like = figures[0].quantity
    count, price = product.count.value, product.price.value
    terms = f"{number(count.most) if count else ''} x {stated_of(price) if price else ''}"
    expected, stated = amount(product.value, like), stated_of(like)
    spans = [span_of_sentence(view.scanned, figure.sentence) for figure in figures]
    return Draft(
        f"the text gives {stated}, but the rows of the table give {terms} = {expected}",
        (*spans, product.count.fact.span, product.price.fact.span),
        key=f"{terms}|{stated}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}, or correct the table",
    )


RULE = Rule("RA115", "product-of-rows", "arithmetic", "question", "computed", _find, __doc__)
