"""An amount that is told as a percentage is mistyped.

Claim: a sentence names one percentage and says in other words which amount that is ("the region pays 40 % of the packages, that is
€436,000"), no total of the document has that share, and one has it with two digits in another order or one digit changed.

Why it matters: grants and reserves are asked for by that amount.

Flagged:

    | Package | Cost |
    |---|---:|
    | Tracks | €640,000 |
    | Stops | €450,000 |
    | **Total** | **€1,090,000** |

    The region pays 40 % of the packages, that is €463,000.

Fine:

    | Package | Cost |
    |---|---:|
    | Tracks | €640,000 |
    | Stops | €450,000 |
    | **Total** | **€1,090,000** |

    The region pays 40 % of the packages, that is €436,000.
"""

from __future__ import annotations

from collections.abc import Iterator

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.span import Span
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.figures_in_line import Figure, sentences_with_figures
from agent.rules.reading.passages import is_slip
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

LEAST = 1000.0  # an amount of few digits is met by chance
LONGEST_LEAD = 60


def _find(view: View) -> Iterator[Draft]:
    told = [(sentence, *pair) for sentence, figures in sentences_with_figures(view.scanned, view.sentences) if (pair := _told(figures))]
    if not told:
        return
    totals = list(_totals(view))
    for sentence, percent, value in told:
        shares = [(whole, span, whole.most * percent.most / 100) for whole, span in totals if whole.unit == value.unit]
        if any(allowed(whole).scaled(percent.most / 100).meets(allowed(value)) for whole, _, _ in shares):
            continue
        slips = [(whole, span, share) for whole, span, share in shares if is_slip(value.most, share)]
        if len({share for _, _, share in slips}) == 1:
            yield _draft(view, sentence, percent, value, slips[0])


def _told(figures: tuple[Figure, ...]) -> tuple[Quantity, Quantity] | None:
    """The one percentage of a sentence and the amount that it is said to be, where there is no other amount."""
    if len(figures) != 2 or figures[0].quantity.kind != "percent" or figures[1].quantity.kind != "money":
        return None
    percent, value = figures[0].quantity, figures[1].quantity
    exact = all(one.least == one.most and one.comparator == "=" and not one.change for one in (percent, value))
    joined = len(figures[1].lead) <= LONGEST_LEAD and pattern("in_other_words").search(figures[1].lead)
    return (percent, value) if exact and joined and value.most >= LEAST and not value.per else None


def _totals(view: View) -> Iterator[tuple[Quantity, Span]]:
    """The amounts of money of total rows and of lines that state a total."""
    for grid in view.grids:
        for line in grid.lines:
            for cell in line.cells if line.total else ():
                if cell.quantity and cell.quantity.kind == "money":
                    yield cell.quantity, view.document.span(line.line, line.end_line)
    for total in view.stated_totals:
        if total.quantity.kind == "money" and not total.average:
            yield total.quantity, view.document.span(total.line)


def _draft(view: View, sentence: Sentence, percent: Quantity, value: Quantity, slip: tuple[Quantity, Span, float]) -> Draft:
    whole, span, share = slip
    stated, expected = stated_of(value), amount(share, value)
    formula = f"{stated_of(percent)} x {stated_of(whole)} = {expected}"
    return Draft(
        f"{formula}, not {stated}",
        (span_of_sentence(view.scanned, sentence), span),
        key=f"{stated_of(percent)}|{stated}",
        computation=Computation(formula=formula, expected=expected, stated=stated),
        suggestion=f"change {stated} to {expected}",
    )


RULE = Rule("RA153", "share-of-total", "arithmetic", "warning", "computed", _find, __doc__)
