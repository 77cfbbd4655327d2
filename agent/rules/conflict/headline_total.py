"""A headline amount is a stated total with other digits.

Claim: the front matter, the first lines or a line that names the whole budget gives an amount that stands nowhere else, and it is the
digits of the largest total of costs in another order, or with one digit changed; or the first lines say what the budget of all comes to,
and it is another one.

Why it matters: the headline is approved and the table is spent.

Flagged:

    Two halves, eight packages, $468K.

    | ID | Package | Cost |
    |---|---|---:|
    | W1 | Intake | $210K |
    | W2 | Payments | $150K |
    | W3 | Reports | $126K |
    | | **Total** | **$486K** |

Fine:

    Two halves, eight packages, $486K.

    | ID | Package | Cost |
    |---|---|---:|
    | W1 | Intake | $210K |
    | W2 | Payments | $150K |
    | W3 | Reports | $126K |
    | | **Total** | **$486K** |
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from agent.extract.wording.words import names_total
from agent.facts import lookup_label
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.conflict import plan_total
from agent.rules.reading.amounts import allowed, stated_of
from agent.rules.reading.passages import is_slip
from agent.rules.reading.sentences import span_of_sentence
from agent.rules.reading.stated_totals import is_average
from agent.rules.reading.vocabulary import pattern

INTRO_SENTENCES = 12
LEAST_DIGITS = 3
FARTHEST = 1.3
LONGEST_LABEL = 3  # words: a longer one names the cost of something
SAME = 0.005  # relative: the same amount, rounded


class Amount(Struct, frozen=True):
    value: Quantity
    span: Span
    whole: bool = False  # said to be the budget of all


def _find(view: View) -> Iterator[Draft]:
    totals = tuple(_totals(view))
    if not totals:
        return
    written = (token.value for tokens in (*view.scanned.tokens, *view.scanned.cells.values()) for token in tokens)
    amounts = [value for value in written if isinstance(value, Quantity) and value.kind == "money"]
    told = {draft.evidence[0].line for draft in view.drafts(plan_total.RULE)}
    judged = told | {total.stated.span.line for total in view.roadmap.totals}
    for headline in dict.fromkeys(_headlines(view)):
        value = headline.value
        others = [total for total in totals if total.span.line != headline.span.line]
        if not others:
            continue
        largest = max(others, key=lambda total: total.value.most)
        same = value.unit == largest.value.unit or largest.value.kind != "money"
        elsewhere = sum(abs(other.most - value.most) <= SAME * value.most for other in amounts) > 1
        if headline.span.line in judged or elsewhere or not same or not 1 / FARTHEST <= largest.value.most / value.most <= FARTHEST:
            continue
        digits = len(f"{value.most:.10g}".strip("0").replace(".", ""))
        other = headline.whole and not allowed(value).meets(allowed(replace(largest.value, kind="money", unit=value.unit)))
        if other or (digits >= LEAST_DIGITS and is_slip(largest.value.most, value.most)):
            yield _draft(headline, largest)


def _headlines(view: View) -> Iterator[Amount]:
    """Amounts of the front matter, of lines that name the whole budget, and of the first sentences."""
    for fact in view.roadmap.facts:
        meaning = lookup_label(fact.label.replace("_", " ")) if fact.label else None
        cost = meaning is not None and "cost" in (meaning.attribute, meaning.measure) and len(fact.label.split()) <= LONGEST_LABEL
        cost = cost and not is_average(fact.label)
        if not fact.item and fact.source in ("front_matter", "field") and (cost or names_total(fact.label)):
            for quantity in fact.quantities[:1]:
                if _is_amount(quantity):
                    yield Amount(quantity, fact.span)
    intro = [sentence for sentence in view.sentences if sentence.kind in ("paragraph", "item")][:INTRO_SENTENCES]
    for sentence in intro:
        amounts = [quantity for quantity in sentence.quantities if quantity.kind == "money"]
        if len(amounts) == 1 and _is_amount(amounts[0]) and not is_average(sentence.text):
            yield Amount(amounts[0], span_of_sentence(view.scanned, sentence), bool(pattern("budget_of_all").search(sentence.text)))


def _is_amount(quantity: Quantity) -> bool:
    return quantity.kind == "money" and not quantity.per and not quantity.change and not quantity.is_range and quantity.most > 0


def _totals(view: View) -> Iterator[Amount]:
    """Totals of the document: proven ones, labelled ones, and the numbers of total rows."""
    for total in view.roadmap.totals:
        if total.measure == "cost" and total.value.kind == "money" and not total.value.is_range:
            yield Amount(total.value, total.stated.span)
    for fact in view.roadmap.facts:
        named = fact.source in ("field", "column") and names_total(fact.subject or fact.label)
        if named and fact.attribute in ("cost", "total", "duration") and fact.quantities and not fact.quantities[0].is_range:
            yield Amount(fact.quantities[0], fact.span)


def _draft(headline: Amount, total: Amount) -> Draft:
    stated = stated_of(headline.value)
    expected = stated_of(total.value) if total.value.kind == "money" else f"{total.value.most:,.10g}"
    return Draft(
        f"the whole is given as {stated} in line {headline.span.line}, but as {expected} in line {total.span.line}",
        (headline.span, total.span),
        key=f"{stated}|{expected}",
        computation=Computation(formula=f"{stated} ≠ {expected}", expected=expected, stated=stated),
        suggestion=f"keep one of {stated} and {expected}",
    )


RULE = Rule("RA607", "headline-against-total", "conflict", "question", "computed", _find, __doc__)
