"""What a paragraph splits the budget into does not make the budget.

Claim: the plan states one total of its costs, and one paragraph names at least three amounts of money that each stand beside what they are
for; together they are near that total and do not make it, in any rounding, and neither their sum nor what is missing stands anywhere
in the document.

Why it matters: the split is what the teams are told, and the total is what was approved.

Flagged:

    | Id | Package | Budget (€K) |
    |---|---|---:|
    | A1 | Quay | 2,640 |
    | A2 | Cranes | 2,460 |
    | | **Total** | **5,100** |

    Own staff take €3,060K. €1,350K are set aside for licences and €510K for divers.

Fine:

    | Id | Package | Budget (€K) |
    |---|---|---:|
    | A1 | Quay | 2,640 |
    | A2 | Cranes | 2,460 |
    | | **Total** | **5,100** |

    Own staff take €3,060K. €1,530K are set aside for licences and €510K for divers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Total
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of, sum_text
from agent.rules.reading.budgets import greatest_total
from agent.rules.reading.interval import Interval
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.vocabulary import pattern

FEWEST, MOST = 3, 8  # amounts
NEAREST, FARTHEST = 0.85, 1.18  # of the total: beyond that something else is told
NEAR = 0.003  # of an amount: the same one
MOST_SENTENCES = 3


def _find(view: View) -> Iterator[Draft]:
    total = greatest_total(view.roadmap)
    if total is None:
        return
    told = [token.value for tokens in (*view.scanned.tokens, *view.scanned.cells.values()) for token in tokens]
    others = [value.most for value in told if isinstance(value, Quantity) and value.kind == "money"]
    for _, group in groupby((s for s in view.sentences if s.kind == "paragraph"), key=lambda sentence: sentence.block):
        sentences = [sentence for sentence in group if any(value.kind == "money" for value in sentence.quantities)]
        if 0 < len(sentences) <= MOST_SENTENCES and not any(pattern("split_in_part").search(sentence.text) for sentence in sentences):
            yield from _judge(view, sentences, total, others)


def _judge(view: View, sentences: Sequence[Sentence], total: Total, others: Sequence[float]) -> Iterator[Draft]:
    parts = [value for sentence in sentences for value in sentence.quantities if value.kind == "money"]
    if not FEWEST <= len(parts) <= MOST or not all(_is_plain(part, total.value) for part in parts):
        return
    whole, made = total.value.most, sum(part.most for part in parts)
    if not NEAREST <= made / whole <= FARTHEST or Interval(sum(part.low for part in parts), sum(part.high for part in parts)).meets(
        allowed(total.value)
    ):
        return
    if any(abs(other - amount) <= NEAR * amount for other in others for amount in (made, abs(whole - made))):
        return
    come_to = amount(made, total.value)
    formula = sum_text(parts, come_to)
    yield Draft(
        f"the amounts of this paragraph add up to {come_to}, but the total of the costs is {stated_of(total.value)}",
        (*(span_of_sentence(view.scanned, sentence) for sentence in sentences), total.stated.span),
        key=formula,
        computation=Computation(formula=formula, expected=stated_of(total.value), stated=come_to),
        suggestion="correct one of the amounts, or say what the difference is for",
    )


def _is_plain(part: Quantity, total: Quantity) -> bool:
    return part.unit == total.unit and not (part.per or part.change or part.is_range) and 0 < part.most < total.most


RULE = Rule("RA191", "split-in-words", "arithmetic", "question", "computed", _find, __doc__)
