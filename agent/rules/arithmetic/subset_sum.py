"""A sentence states what some items cost together, and their own figures give another sum.

Claim: a sentence counts the items of one state ("the three finished initiatives cost €536K"), as many items are in that state, and
the amount it gives is near the sum of their figures, but none of the sums (planned, spent) meets it.

Why it matters: the sentence is what the steering group reads; the table is what was counted.

Flagged:

    | ID | Initiative | Cost | Status |
    |---|---|---:|---|
    | P1 | Hub | $232K | Done |
    | P2 | Identity | $126K | Done |
    | P3 | Clean-up | $178K | Done |
    | P4 | Portal | $385K | In progress |

    The three finished initiatives cost $563K.

Fine:

    | ID | Initiative | Cost | Status |
    |---|---|---:|---|
    | P1 | Hub | $232K | Done |
    | P2 | Identity | $126K | Done |
    | P3 | Clean-up | $178K | Done |
    | P4 | Portal | $385K | In progress |

    The three finished initiatives cost $536K.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from agent.expressions import expression
from agent.model.finding import Computation
from agent.model.quantity import Quantity
from agent.model.roadmap import Item
from agent.rules.base import Draft, Rule, View
from agent.rules.reading.amounts import allowed, amount, stated_of
from agent.rules.reading.groups import Figure
from agent.rules.reading.interval import Interval, interval_of, summed
from agent.rules.reading.naming import listed, name_of
from agent.rules.reading.sentences import Sentence, span_of_sentence
from agent.rules.reading.tallies import number_before
from agent.rules.reading.vocabulary import pattern

STATES = {"done": "counted_done", "in progress": "counted_in_progress", "open": "counted_open"}
PART = expression(r";|\.\s")
NEAR = 0.25  # how far from a sum an amount may be and still be meant as one
FEWEST = 2


class Sum(Struct, frozen=True):
    label: str
    figures: tuple[Figure, ...]

    @property
    def total(self) -> Interval:
        return summed(interval_of(figure.quantity) for figure in self.figures)


def _find(view: View) -> Iterator[Draft]:
    for sentence in view.stating("money"):
        if sentence.kind in ("paragraph", "item", "footnote"):
            for start, end, items in _subsets(view, sentence):
                yield from _judge(view, sentence, items, _amounts(sentence, start, end))


def _subsets(view: View, sentence: Sentence) -> Iterator[tuple[int, int, tuple[Item, ...]]]:
    """The parts of a sentence that count the items of one state, with those items; the count must be right."""
    for state, words in STATES.items():
        for match in pattern(words).finditer(sentence.text):
            count = number_before(sentence.text, match.start(), view.roadmap.language)
            items = tuple(item for item in view.roadmap.items if view.standing[item.key].state == state)
            if count is not None and count >= FEWEST and count == len(items):
                start = max((m.end() for m in PART.finditer(sentence.text, 0, match.start())), default=0)
                stop = PART.search(sentence.text, match.end())
                yield start, stop.start() if stop else len(sentence.text), items
                return


def _amounts(sentence: Sentence, start: int, end: int) -> tuple[Quantity, ...]:
    inside = (token.value for token in sentence.tokens if start <= token.start and token.end <= end)
    return tuple(value for value in inside if isinstance(value, Quantity) and value.kind == "money" and not value.per)


def _judge(view: View, sentence: Sentence, items: Sequence[Item], amounts: Sequence[Quantity]) -> Iterator[Draft]:
    """Amounts near a sum that no amount meets. Where all sums are met, other amounts are of another kind (spent beside planned)."""
    sums = [Sum(key[1] or key[0], figures) for key in view.figures.by_key if len(figures := view.figures.of(key, items)) == len(items)]
    unmet = [
        one for one in sums if one.figures[0].quantity.kind == "money" and not any(allowed(stated).meets(one.total) for stated in amounts)
    ]
    loose = [stated for stated in amounts if not any(allowed(stated).meets(one.total) for one in sums)]
    for one in unmet[:1]:
        near = [stated for stated in loose if abs(one.total.middle - stated.most) <= NEAR * abs(one.total.middle)]
        if near:
            yield _draft(view, sentence, near, one)


def _draft(view: View, sentence: Sentence, amounts: Sequence[Quantity], meant: Sum) -> Draft:
    like = amounts[0]
    stated, expected = listed([stated_of(quantity) for quantity in amounts]), amount(meant.total.middle, like)
    terms = " + ".join(amount(figure.quantity.most, like) for figure in meant.figures)
    names = listed([figure.item.id or name_of(figure.item) for figure in meant.figures])
    return Draft(
        f"the text gives {stated} for {names}, but their {meant.label.replace('_', ' ')} adds up to {expected}",
        (span_of_sentence(view.roadmap, sentence), *(figure.fact.span for figure in meant.figures)),
        key=f"{names}|{meant.label}",
        computation=Computation(formula=f"{terms} = {expected}", expected=expected, stated=stated),
        suggestion=f"write {expected}, or correct one of the figures",
    )


RULE = Rule("RA107", "subset-sum", "arithmetic", "warning", "computed", _find, __doc__)
